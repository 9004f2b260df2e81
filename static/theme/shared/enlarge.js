// @ts-check
/* Pages whose pictures enlarge: makes each picture a button and loads the viewer
   when one is pressed. Most readers press none. */

(() => {
  const main = document.getElementById("main");
  if (!main || !main.dataset.viewer || !self.HTMLDialogElement) return;

  // The viewer replaces this function, so a load that failed is tried again.
  wayside.view = (picture, from) => {
    const script = document.createElement("script");
    script.src = /** @type {string} */ (main.dataset.viewer);
    script.onload = () => wayside.view(picture, from);
    document.head.append(script);
  };
  /** @type {NodeListOf<HTMLImageElement>} */
  (main.querySelectorAll(".frame img:not(.blur)")).forEach(picture => {
    if (picture.closest("a, .hero, .drawn")) return;
    picture.tabIndex = 0;
    picture.setAttribute("role", "button");
    const head = (picture.closest(".stop") || main).querySelector("h1, h3");
    if (!picture.alt && head) picture.alt = String(head.textContent); // a button needs a name
  });
  // Of the document, since walk mode shows copies.
  for (const type of ["click", "keydown"]) document.addEventListener(type, event => {
    const picture = /** @type {HTMLImageElement | null} */ (/** @type {Element} */ (event.target).closest(".frame [role=button]"));
    if (!picture || event instanceof KeyboardEvent && event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    wayside.view(picture);
  });
  // The page was reloaded while a picture was shown. One of walk mode is there only later.
  if (history.state && location.hash !== "#walk") wayside.view();
})();
