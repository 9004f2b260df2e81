// @ts-check
/* Answer cards: which bubbles of a straightened card are filled. Paper, light and pencils
   differ, so a bubble is compared with the paper around it and with the others of its card. */

/** @typedef {0 | 1 | 2} Fill empty, unsure, filled */

const bubbles = (() => {
  const scale = 6; // pixels of a millimetre of a straightened card

  /**
   * Returns the brightness of points in a ring, sorted.
   * @param {Grey} grey @param {number} x in millimetres @param {number} y @param {number} inner @param {number} outer
   */
  const ring = (grey, x, y, inner, outer) => {
    const all = [];
    for (let py = Math.floor((y - outer) * scale); py <= (y + outer) * scale; py++) {
      for (let px = Math.floor((x - outer) * scale); px <= (x + outer) * scale; px++) {
        const away = Math.hypot((px + 0.5) / scale - x, (py + 0.5) / scale - y);
        if (away >= inner && away <= outer) all.push(greys.at(grey, px + 0.5, py + 0.5));
      }
    }
    return all.sort((a, b) => a - b);
  };
  /** @param {number[]} sorted @param {number} share */
  const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] || 0;
  /** @param {number[]} all */
  const mean = all => all.reduce((a, b) => a + b, 0) / (all.length || 1);

  /**
   * Returns how bright the black of the marks is, in comparison with the paper around them.
   * @param {Grey} grey @param {Card} card
   */
  const blackOf = (grey, card) => {
    const half = card.mark / 2;
    const all = card.marks.map(([x, y]) => mean(ring(grey, x, y, 0, 0.6 * half)) / Math.max(1, quantile(ring(grey, x, y, 1.5 * half, 1.8 * half), 0.7)));
    return quantile(all.sort((a, b) => a - b), 0.5);
  };

  /**
   * Returns where the bubbles of a row are, and whether that is certain: paper bends, so
   * circles are up to two millimetres away from where four corners place them.
   * @param {Grey} grey @param {Card} card @param {CardRow} row
   */
  const settle = (grey, card, row) => {
    const straight = [1, 0, 0, 0, 1, 0, 0, 0].map(n => n * scale), certain = 0.1;
    let best = { x: 0, y: 0 }, most = -1;
    /** @param {Point} from @param {number} reach in steps @param {number} step */
    const search = (from, reach, step) => {
      for (let i = -reach; i <= reach; i++) for (let k = -reach; k <= reach; k++) {
        const dx = from.x + i * step, dy = from.y + k * step;
        const clear = corners.clarity(grey, straight, card.radius, row.at.map(([x, y]) => [x + dx, y + dy])) - 0.008 * Math.hypot(dx, dy);
        if (clear > most) [best, most] = [{ x: dx, y: dy }, clear];
      }
    };
    search({ x: 0, y: 0 }, 5, 0.4);
    search(best, 1, 0.2);
    return { at: row.at.map(([x, y]) => ({ x: x + best.x, y: y + best.y })), clear: most > certain };
  };

  /**
   * Returns how dark a bubble is, from 0 for paper to 1 for black, the same if the paper is
   * as dark as in the darker part around it, where a shadow may end, and how much of the
   * bubble is as dark as its dark part.
   * @param {Grey} grey @param {Point} at @param {number} radius @param {number} black
   */
  const measure = (grey, { x, y }, radius, black) => {
    const around = ring(grey, x, y, radius + 0.6, radius + 1.2), inside = ring(grey, x, y, 0, 0.72 * radius), level = mean(inside);
    /** @param {number} value @param {number} share of what is around */
    const darkness = (value, share) => (1 - value / Math.max(1, quantile(around, share))) / (1 - black);
    const half = darkness(quantile(inside, 0.2), 0.7) / 2;
    return { dark: darkness(level, 0.7), least: darkness(level, 0.35), cover: inside.filter(v => darkness(v, 0.7) > half).length / inside.length };
  };

  /**
   * Returns for each row of a card which bubbles are filled, or null if it is no card or
   * most of it is blurred.
   * @param {Grey} grey the straightened card @param {Card} card @returns {Fill[][] | null}
   */
  const read = (grey, card) => {
    const black = Math.min(0.8, blackOf(grey, card)), places = card.rows.map(row => settle(grey, card, row));
    if (places.filter(p => p.clear).length < 0.7 * places.length) return null;
    const rows = places.map(p => p.at.map(at => measure(grey, at, card.radius, black)));
    const all = rows.flat().map(b => b.dark).sort((a, b) => a - b);
    const empty = Math.min(0.15, quantile(all, 0.25)); // more than a quarter of a card's bubbles are empty
    const full = quantile(all.filter(d => d > empty + 0.2), 0.25) || 0.6; // the lighter of two pencils
    return rows.map((row, i) => row.map(({ dark, least, cover }) => {
      const share = (dark - empty) / (full - empty);
      if (!places[i].clear) return 1;
      if (share < 0.22) return 0;
      return share > 0.62 && least > 0.7 * dark && cover > 0.7 ? 2 : 1;
    }));
  };

  return { scale, read };
})();
