// Focus follows what changed: an error summary on a fresh page, and in a swapped fragment what carries data-behaviour="focus".
function focusIn(root, selector) {
  const target = root.matches?.(selector) ? root : root.querySelector(selector);
  if (!target) return;
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus();
}

document.addEventListener("htmx:afterSettle", (event) => focusIn(event.detail.elt, "[data-behaviour~=focus]"));
focusIn(document, ".errors[data-behaviour~=focus]");
