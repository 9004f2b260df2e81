// @ts-check
/* Route pages, walk mode: the stamp card. A stop where the reader has arrived has its
   stamp; pressing a stop leads to it. */

const stamps = {
  /**
   * Appends the card.
   * @param {Element} to @param {string[]} names of the stops @param {number[]} been the stops with a stamp, from 1 @param {(n: number) => void} go
   */
  draw: (to, names, been, go) => {
    const card = making.add(to, "ol", { className: "walk-stamps" });
    names.forEach((name, i) => {
      const stop = making.add(making.add(card, "li"), "button", { type: "button", className: been.includes(i + 1) ? "stamped" : "" });
      making.add(stop, "span", { className: "walk-stamp", textContent: String(i + 1) });
      stop.append(name);
      if (stop.className) making.add(stop, "small", { textContent: words["walk-arrived"] });
      stop.addEventListener("click", () => go(i + 1));
    });
  },
};
