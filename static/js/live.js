// A page that asks by itself: its live dot turns grey until an answer comes.
function showAnswered(asking, isAnswered) {
  const live = asking.closest(".live") ?? asking.querySelector(".live");
  const said = live?.querySelector("[data-lost]");
  if (!said) return;
  live.toggleAttribute("data-stale", !isAnswered);
  said.textContent = isAnswered ? "" : said.dataset.lost;
}

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt.matches("[hx-trigger^=every]")) showAnswered(event.detail.elt, event.detail.successful);
});
