// Single keys: elements carry data-key ("g d", "/"), lists carry data-behaviour="rows" (j and k). Off when the person says so.
const OFF = "launchgate.keys.off";
let first = "";
let timer = 0;

const isOff = () => localStorage.getItem(OFF) === "1";
const isTyping = (place) => place.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

function press(element) {
  if (element.matches("input:not([type=radio])")) {
    element.focus();
    element.select();
  } else {
    element.click();
    element.focus({ preventScroll: true });
  }
}

function move(by) {
  const links = [...document.querySelectorAll("[data-behaviour~=rows] > * :is(h2, h3, th, .table__name) a, [data-behaviour~=rows] tbody th a")]
    .filter((link, index, all) => all.indexOf(link) === index && link.checkVisibility());
  const row = document.activeElement.closest("[data-behaviour~=rows] tr, [data-behaviour~=rows] > *");
  const here = links.findIndex((link) => row?.contains(link));
  links[Math.min(links.length - 1, Math.max(0, here + by))]?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target) || isOff()) return;
  const keys = first + event.key;
  first = event.key === "g" ? "g " : "";
  clearTimeout(timer);
  timer = setTimeout(() => { first = ""; }, 1200);
  if (keys === "j" || keys === "k") return move(keys === "j" ? 1 : -1);
  const element = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === keys && one.checkVisibility() && !one.disabled);
  if (!element) return;
  event.preventDefault();
  press(element);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-behaviour~=shortcuts-switch]")) localStorage.setItem(OFF, event.target.checked ? "0" : "1");
});
document.querySelectorAll("[data-behaviour~=shortcuts-switch]").forEach((box) => { box.checked = !isOff(); });
