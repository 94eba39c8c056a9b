// In flight: the form is aria-busy, its button marked and a second press ignored. No answer: the bar "Not saved. Try again".
let unanswered = null;
const bar = document.getElementById("not-saved");

function begin(form, button) {
  form.setAttribute("aria-busy", "true");
  button?.setAttribute("data-pressed", "");
}

function end(form) {
  form.removeAttribute("aria-busy");
  form.querySelectorAll("[data-pressed]").forEach((button) => button.removeAttribute("data-pressed"));
}

document.addEventListener("submit", (event) => {
  // After a download the page stays as it is, and nothing would say that the answer came.
  if (event.target.method !== "post" || "download" in event.target.dataset) return;
  if (event.target.ariaBusy === "true") {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else {
    begin(event.target, event.submitter);
  }
}, true);

addEventListener("pageshow", () => document.querySelectorAll("[aria-busy]").forEach(end));

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest("form");
  if (form) end(form);
  if (event.detail.successful && bar) bar.hidden = true;
});

for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    if (!bar || event.detail.requestConfig?.verb === "get") return;
    unanswered = { form: event.detail.elt.closest("form"), button: event.detail.requestConfig?.triggeringEvent?.submitter };
    bar.hidden = false;
  });
}

bar?.querySelector("[data-behaviour~=retry]")?.addEventListener("click", () => {
  bar.hidden = true;
  unanswered?.form?.requestSubmit(unanswered.button);
});
