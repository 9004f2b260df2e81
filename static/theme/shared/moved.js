// @ts-check
/* The page at a former address: goes on to the present one, with what follows ? and #,
   which the page's own refresh would drop. Labels lead to #12. */

(() => {
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[data-moved]"));
  if (link) location.replace(link.href + location.search + location.hash);
})();
