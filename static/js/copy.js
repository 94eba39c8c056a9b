// Copies what a field holds, and says so on the button.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-behaviour~=copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copies);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // Without https there is no clipboard; the text stays selected for the keyboard.
    return;
  }
  button.textContent = button.dataset.copied;
});
