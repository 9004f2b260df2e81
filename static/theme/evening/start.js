// @ts-check
/* Routes that are followed at home: the button that starts the clock, which is loaded then, or
   when it was left running. */

(() => {
  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("button.evening-start"));
  if (!button) return; // a project's own layout
  const { route = "" } = button.dataset;
  const load = () => {
    button.removeEventListener("click", press);
    opening.load(button.dataset, () => { button.addEventListener("click", press); });
  };
  const press = () => {
    button.dataset.pressed = "1";
    load();
  };
  button.hidden = false;
  button.addEventListener("click", press);
  try {
    const { at, since } = JSON.parse(localStorage.getItem("wayside evening " + new URL(route, location.href)) || "{}");
    if (at >= 0) button.textContent = making.fill(words["evening-resume"], { n: at + 1 });
    if (since) load();
  } catch (error) {} // some browsers have no storage
})();
