// @ts-check
/* Pages with pictures of then and now: lays the two over each other, with a slider that
   shows more of one or of the other. Without this they are next to each other, and so
   they are on paper. */

(() => {
  if (document.documentElement.classList.contains("text-first")) return; // buttons are in their place
  for (const pair of document.querySelectorAll(".then-now .pair")) {
    if (pair.querySelectorAll(".frame").length !== 2) continue; // a picture is missing
    making.add(pair, "input", { type: "range", max: "100", value: "50" }).setAttribute("aria-label", words["then-now"]);
    pair.classList.add("sliding");
  }
  // Of the document, since walk mode shows copies.
  document.addEventListener("input", event => {
    const slider = /** @type {HTMLInputElement} */ (event.target), pair = /** @type {HTMLElement} */ (slider.parentNode);
    if (slider.matches(".pair > input")) pair.style.setProperty("--at", `${slider.value}%`);
  });
})();
