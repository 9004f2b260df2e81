// @ts-check
/* All pages: hides the notices that have passed. The page was made before the day on
   which it is read. */

(() => {
  const today = new Date().toLocaleDateString("sv"); // Swedish dates are those of ISO 8601
  /** @type {NodeListOf<HTMLElement & { dataset: { until: string } }>} */
  (document.querySelectorAll("[data-until]")).forEach(e => { e.hidden = e.dataset.until < today; });
})();
