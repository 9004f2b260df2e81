// @ts-check
/* The menu of activities and their pages: adds activities to the order, which the phone
   keeps. Without it, the pages say how to order by phone and mail. */

(() => {
  const { add, fill } = making;
  const boxes = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-order]"));
  const first = boxes[0];
  if (!first) return; // a project's own layout

  const shelf = chosen.shelf("wayside order " + new URL(first.dataset.key || "", location.href), () => localStorage);
  /** @type {(() => void)[]} */
  const shows = [];
  let kept = true;
  if (chosen.isCarried(location.hash)) kept = shelf.keep(chosen.carry(shelf.load(), location.hash));
  for (const box of boxes) {
    const { order: id = "", name = "", href = "" } = box.dataset;
    const button = add(box, "button", { type: "button", className: "button" });
    const link = add(box, "a", { textContent: words["order-open"], href });
    link.dataset.carries = "";
    const status = add(box, "span", { className: "order-status" });
    status.setAttribute("role", "status");
    const show = () => {
      const order = shelf.load(), is = chosen.has(order, id);
      button.textContent = words[is ? "order-remove" : "order-add"];
      button.setAttribute("aria-label", fill(words[is ? "order-remove-it" : "order-add-it"], { name }));
      link.hidden = !order.items.length || !is;
    };
    button.addEventListener("click", () => {
      const before = shelf.load(), next = chosen.toggle(before, id), is = chosen.has(next, id);
      kept = shelf.keep(next);
      const said = next === before || next.items.length === before.items.length ? "order-full" : is ? "order-added" : "order-removed";
      status.textContent = fill(words[said], { n: next.items.length, most: chosen.most }) + (kept ? "" : " " + words["order-unkept"]);
      all();
    });
    shows.push(show);
    box.hidden = false;
  }
  const all = () => {
    shows.forEach(s => s());
    chosen.hand(shelf.load(), kept);
  };
  all();
  addEventListener("pageshow", all); // the reader may have come back from the order
  addEventListener("storage", all);
})();
