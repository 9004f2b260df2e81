// @ts-check
/* Pages whose pictures enlarge: makes each picture a button and loads the viewer
   when one is pressed. Most readers press none. */

(() => {
  const main = document.getElementById("main");
  if (!main || !main.dataset.viewer || !self.HTMLDialogElement) return;

  // The viewer replaces this function, so a load that failed is tried again.
  wayside.view = picture => {
    const script = document.createElement("script");
    script.src = /** @type {string} */ (main.dataset.viewer);
    script.onload = () => wayside.view(picture);
    document.head.append(script);
  };
  /** @type {NodeListOf<HTMLImageElement>} */
  (main.querySelectorAll(".frame img:not(.blur)")).forEach(picture => {
    if (picture.closest("a, .hero, .drawn")) return;
    picture.tabIndex = 0;
    picture.onclick = () => wayside.view(picture);
    picture.onkeydown = event => {
      if (event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      /** @type {HTMLElement} */ (event.target).click(); // walk mode gives this handler to copies
    };
    picture.setAttribute("role", "button");
    const head = (picture.closest(".stop") || main).querySelector("h1, h3");
    if (!picture.alt && head) picture.alt = String(head.textContent); // a button needs a name
  });
  if (history.state) wayside.view(); // the page was reloaded while a picture was shown
})();
