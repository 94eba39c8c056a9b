// A session that ended: what was typed stays in this tab, and is put back after the same person has signed in again.
const KEY = "launchgate.typed";
const NEVER_KEPT = ["hidden", "password", "file", "submit"];
const reader = document.body.dataset.reader;

const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !NEVER_KEPT.includes(field.type));
const isTicked = (field) => field.type === "checkbox" || field.type === "radio";
const isChanged = (field) => isTicked(field) ? field.checked !== field.defaultChecked
  : field.options ? [...field.options].some((option) => option.selected !== option.defaultSelected)
  : field.value !== field.defaultValue;

function keep() {
  const fields = [...document.forms].flatMap((form) => fieldsOf(form).filter(isChanged).map((field) => ({
    form: form.getAttribute("action"), name: field.name, value: field.value, ticked: field.checked,
  })));
  if (fields.length) sessionStorage.setItem(KEY, JSON.stringify({ reader, path: location.pathname, fields }));
}

function putBack({ form, name, value, ticked }) {
  const forms = [...document.forms].filter((one) => one.getAttribute("action") === form);
  const field = forms.flatMap(fieldsOf).find((one) => one.name === name && (!isTicked(one) || one.value === value));
  if (!field) return false;
  if (isTicked(field)) field.checked = ticked;
  else field.value = value;
  const details = field.closest("details");
  if (details) details.open = true;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

// Before htmx follows the answer to the sign-in page.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.status === 401) keep();
});

const kept = reader && JSON.parse(sessionStorage.getItem(KEY));
if (kept) {
  sessionStorage.removeItem(KEY);
  if (kept.reader === reader && kept.path === location.pathname && kept.fields.filter(putBack).length) {
    document.getElementById("notices").append(document.getElementById("typed-is-back").content.cloneNode(true));
  }
}
