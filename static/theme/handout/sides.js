// @ts-check
/* Handouts: how much paper the page takes as it is set. The stylesheet for paper is
   applied for a moment, before anything is shown, with columns as large as the pages:
   a browser breaks both in the same way. */

/**
 * Returns the number of pages.
 * @param {number} width of all columns @param {number} page the width of one @param {number} gap between two
 */
const pagesOf = (width, page, gap) => Math.max(1, Math.round((width + gap) / (page + gap)));

/**
 * Returns how much paper it is in words, "" where it cannot be measured.
 * @param {number} copies @param {ReturnType<typeof wording>} say
 */
const sides = (copies, say) => {
  const style = /** @type {HTMLLinkElement | null} */ (document.getElementById("paper-style"));
  const leaflet = document.querySelector(".leaflet");
  if (!style || !style.sheet || !leaflet) return ""; // a project's own layout, or not loaded
  const root = document.documentElement, scroll = root.scrollTop;
  style.media = "all";
  root.classList.add("measured");
  const pages = pagesOf(leaflet.scrollWidth, leaflet.clientWidth, parseFloat(getComputedStyle(leaflet).columnGap));
  root.classList.remove("measured");
  style.media = "print";
  root.scrollTop = scroll;
  const sheets = Math.ceil(pages / 2);
  const many = copies > 1 && !leaflet.classList.contains("teacher");
  const what = say.parts(many ? "paper-copies" : "paper", {
    pages: say.count("paper-pages", pages), sheets: say.count("paper-sheets", sheets),
    copies: String(copies), total: say.count("paper-sheets", sheets * copies),
  }).join("");
  return say.parts("about", { what }).join("");
};
