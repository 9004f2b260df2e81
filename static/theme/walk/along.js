// @ts-check
/* Site pages that were opened from a route: where on it the page is, the stops before
   and after it, and the way back to the walk. Without a session nothing is shown. */

(() => {
  const bar = document.getElementById("along-route");
  if (!bar) return; // a project's own layout, or a site on no route

  /** @type {Trail | null} */
  let saved = null;
  try {
    saved = JSON.parse(sessionStorage.getItem("wayside walk") || "null");
  } catch (error) {} // some browsers have no storage
  if (!saved) return;
  const t = saved;

  /** @param {string} key @param {number} n */
  const link = (key, n) => {
    if (n < 1 || n > t.stops.length) return;
    const a = making.add(bar, "a", { className: "button", href: trail.address(t, n), textContent: words[key], title: t.stops[n - 1].name });
    a.addEventListener("click", () => {
      t.at = n;
      sessionStorage.setItem("wayside walk", JSON.stringify(t));
    });
  };
  const show = () => {
    const n = trail.stop(t, location.href);
    bar.hidden = !n;
    bar.replaceChildren();
    if (!n) return;
    making.add(bar, "p", { textContent: making.fill(words["walk-at"], { n, count: t.stops.length }) + " · " + t.title });
    link("walk-previous", n - 1);
    making.add(bar, "a", { className: "button", href: t.route + "#walk", textContent: words["walk-back"] });
    link("walk-next", n + 1);
  };
  addEventListener("hashchange", show);
  show();
})();
