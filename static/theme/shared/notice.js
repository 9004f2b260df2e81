// @ts-check
/* All pages: hides the notices that have passed. The page was made before the day on
   which it is read. */

(() => {
  const now = new Date();
  /** @param {number} n */
  const two = n => String(n).padStart(2, "0");
  const today = now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".notices")).forEach(all => {
    const notices = [.../** @type {NodeListOf<HTMLElement>} */ (all.querySelectorAll(".notice"))];
    for (const notice of notices) notice.hidden = (notice.dataset.until || today) < today;
    all.hidden = notices.every(notice => notice.hidden);
  });
})();
