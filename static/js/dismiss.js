// Closes what was opened: a notice by its cross, a menu by Escape or a press outside it.
document.addEventListener("click", (event) => {
  event.target.closest("[data-behaviour~=dismiss]")?.closest("[data-notice]")?.remove();
  for (const menu of document.querySelectorAll("details[data-behaviour~=menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-behaviour~=menu][open]")) {
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  }
});
