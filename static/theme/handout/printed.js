// @ts-check
/* Handouts, and the teacher's first page: how much paper each PDF takes. It is known
   when the PDFs are printed, after the pages were made, so it is in a script next to
   them, which calls wayside.paper. */

(() => {
  wayside.paper = sizes => {
    const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("[data-paper] a"))) {
      for (const name of Object.keys(sizes)) {
        if (link.href === new URL(name, src).href && link.nextElementSibling) link.nextElementSibling.textContent = sizes[name];
      }
    }
  };
  for (const list of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-paper]"))) {
    const script = document.createElement("script");
    script.src = list.dataset.paper || "";
    document.head.append(script);
  }
})();
