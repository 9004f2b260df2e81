// @ts-check
/* Pages of audiences: a route that is opened from here shows what is for the audience. The
   address says so only when the link is followed, because a file has no such address. */

(() => {
  const list = /** @type {HTMLElement | null} */ (document.querySelector("[data-for]"));
  if (!list) return; // a project's own layout
  list.addEventListener("click", e => {
    const link = /** @type {Element} */ (e.target).closest("a");
    if (!link) return;
    const address = new URL(link.href);
    address.searchParams.set("for", list.dataset.for || "");
    link.href = address.href;
  });
})();
