// @ts-check
/* Pages that link to people and terms: a tap on a link shows who or what it is, with a link
   to its page. Without this, and in a browser without popovers, it is a plain link; so it is
   when a key is held to open it elsewhere. */

(() => {
  if (!("showPopover" in HTMLElement.prototype)) return;
  const box = making.add(document.body, "div", { className: "gloss", popover: "auto", role: "dialog" });
  const head = making.add(box, "p", { className: "gloss-head", id: "gloss-head" });
  const text = making.add(box, "p");
  const more = making.add(making.add(box, "p"), "a", { className: "button", textContent: words["gloss-open"] });
  const close = making.add(/** @type {Element} */ (more.parentNode), "button", { className: "button", type: "button", textContent: words["gloss-close"] });
  box.setAttribute("aria-labelledby", head.id);
  close.addEventListener("click", () => box.hidePopover());

  document.addEventListener("click", event => {
    const link = /** @type {Element} */ (event.target).closest("a[data-gloss]");
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const [name, said] = (link.dataset.gloss || "").split("\n");
    head.textContent = name;
    text.textContent = said;
    text.lang = link.dataset.glossLang || "";
    if (!text.lang) text.removeAttribute("lang");
    more.href = link.href;
    const at = link.getBoundingClientRect(), widest = Math.max(0, document.documentElement.clientWidth - 24 * 18 - 16);
    box.style.setProperty("--gloss-top", `${at.bottom + scrollY + 6}px`);
    box.style.setProperty("--gloss-left", `${Math.min(at.left, widest) + scrollX}px`);
    box.showPopover();
    more.focus();
  });
})();
