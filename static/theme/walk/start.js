// @ts-check
/* Route pages: the button that opens walk mode, which has the address #walk. Its style
   and script are loaded then. Pages that are opened from a stop learn of the route. */

(() => {
  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("button.walk-start"));
  if (!button) return; // a project's own layout
  const { route } = /** @type {Record<string, string>} */ (button.dataset);
  let loaded = false;

  const open = () => {
    if (loaded || location.hash !== "#walk") return;
    loaded = true;
    opening.load(button.dataset, () => { loaded = false; });
  };
  const show = () => {
    try {
      const { at } = JSON.parse(localStorage.getItem("wayside walk " + new URL(route, location.href)) || "{}");
      button.textContent = at > 1 ? making.fill(words["walk-resume"], { n: at }) : words["walk-start"];
    } catch (error) {} // some browsers have no storage
    open();
  };
  button.addEventListener("click", () => {
    location.hash = "walk";
    history.replaceState({ walk: true }, ""); // Back leads to the page
    open();
  });
  addEventListener("hashchange", show);
  show();

  addEventListener("click", e => {
    const stop = /** @type {HTMLElement | null} */ (/** @type {Element} */ (e.target).closest("[data-stop]"));
    if (!stop) return;
    const stops = [...document.querySelectorAll(".stop h3")].map(h => {
      const a = h.querySelector("a");
      return { name: h.textContent, href: a ? a.href : "" };
    });
    try {
      sessionStorage.setItem("wayside walk", JSON.stringify({ route: location.href.split(/[?#]/)[0], title: /** @type {Element} */ (document.querySelector("h1")).textContent, at: Number(stop.dataset.stop), stops }));
    } catch (error) {} // the page shows no route
  });
})();
