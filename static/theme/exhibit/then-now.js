// @ts-check
/* Pages with pictures of then and now: lays the two over each other, with a slider that
   shows more of one or of the other. Without this they are next to each other, and so
   they are on paper, and in text-first mode, where buttons are in their place. */

(() => {
  const pairs = [...document.querySelectorAll(".then-now .pair")].filter(pair => pair.querySelectorAll(".frame").length === 2); // a picture may be missing
  for (const pair of pairs) making.add(pair, "input", { type: "range", max: "100", value: "50" }).setAttribute("aria-label", words["then-now"]);

  const lay = () => {
    const apart = document.documentElement.classList.contains("text-first");
    for (const pair of pairs) pair.classList.toggle("sliding", !apart);
  };
  const mode = document.getElementById("text-first");
  if (mode) mode.addEventListener("change", lay);
  lay();

  // Of the document, since walk mode shows copies.
  document.addEventListener("input", event => {
    const slider = /** @type {HTMLInputElement} */ (event.target), pair = /** @type {HTMLElement} */ (slider.parentNode);
    if (slider.matches(".pair > input")) pair.style.setProperty("--at", `${slider.value}%`);
  });
})();
