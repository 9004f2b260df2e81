// @ts-check
/* Pages with passages, questions or times for some audiences only: shows what is for
   the audience that a reader has chosen, and for everybody. The choice is kept for the
   guide's other pages, and is in the address as ?for=ID, so that a link carries it. Without
   a choice everything is shown. Other scripts find the choice in wayside.audience, and
   get the event "audience" when it changes. */

(() => {
  const select = /** @type {HTMLSelectElement | null} */ (document.getElementById("audience"));
  const row = select && select.closest("p");
  if (!select || !row) return; // a project's own layout

  const key = "wayside for " + new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  const all = () => /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-audience]"));

  /** @param {boolean} back whether the reader has come back, maybe after another choice */
  const wanted = back => {
    const asked = new URLSearchParams(location.search).get("for");
    let kept = null;
    try {
      kept = localStorage.getItem(key);
    } catch (error) {} // some browsers have no storage
    return [back ? kept : asked, kept, asked].find(id => [...select.options].some(o => o.value === id)) || ""; // the page may not have it
  };

  const show = () => {
    const id = select.value;
    for (const e of all()) e.hidden = id ? !(e.dataset.audience || "").split(" ").includes(id) : "variant" in e.dataset;
    wayside.audience = id;
    document.dispatchEvent(new Event("audience"));
  };

  const keep = () => {
    try {
      localStorage.setItem(key, select.value);
    } catch (error) {} // the choice lasts for this page
  };

  const write = () => {
    const address = new URL(location.href);
    if (select.value) address.searchParams.set("for", select.value);
    else address.searchParams.delete("for");
    try {
      if (address.href !== location.href) history.replaceState(history.state, "", address);
    } catch (error) {} // some browsers refuse it in a page opened from a file
  };

  select.addEventListener("change", () => {
    keep();
    write();
    show();
  });
  /** @param {boolean} back */
  const begin = back => {
    const id = select.value = wanted(back);
    if (id) keep();
    if (id || back) {
      write();
      show();
    }
  };
  addEventListener("pageshow", e => { if (e.persisted) begin(true); });
  addEventListener("popstate", write); // another place of the page, from before the choice
  row.hidden = false;
  begin(/** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation")).some(n => n.type === "back_forward"));
})();
