// @ts-check
/* Site pages: the button that opens the practice of young guides, which has the address
   #practice. Its style and script are loaded then. */

(() => {
  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("button.practice-start"));
  if (!button) return; // a project's own layout
  let loaded = false;

  const open = () => {
    if (loaded || location.hash !== "#practice") return;
    loaded = true;
    opening.load(button.dataset, () => { loaded = false; });
  };
  button.addEventListener("click", () => {
    location.hash = "practice";
    history.replaceState({ practice: true }, ""); // Back leads to the page
    open();
  });
  addEventListener("hashchange", open);
  open();
})();
