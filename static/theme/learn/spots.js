// @ts-check
/* Answer cards: the dark spots of a picture, and which of them are squares. */

/** @typedef {{ x: number, y: number, area: number, solid: number, slim: number }} Spot dark pixels that touch: their centre and number, and their shape */

const spots = (() => {
  /**
   * Returns the spots of a picture.
   * @param {Grey} grey @returns {Spot[]}
   */
  const of = grey => {
    const { width, height } = grey, least = 12; // pixels: what is smaller is noise
    const dark = greys.dark(grey, Math.ceil(Math.max(width, height) / 14)), stack = new Int32Array(width * height);
    /** @type {Spot[]} */
    const found = [];
    for (let start = 0; start < dark.length; start++) {
      if (!dark[start]) continue;
      let area = 0, sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0, depth = 0;
      const x0 = start % width, y0 = Math.floor(start / width);
      /** @param {number} i */
      const push = i => {
        dark[i] = 0;
        stack[depth++] = i;
      };
      push(start);
      while (depth) {
        const i = stack[--depth], x = i % width, y = (i - x) / width, dx = x - x0, dy = y - y0;
        area++;
        sx += dx, sy += dy, sxx += dx * dx, sxy += dx * dy, syy += dy * dy;
        if (x > 0 && dark[i - 1]) push(i - 1);
        if (x < width - 1 && dark[i + 1]) push(i + 1);
        if (y > 0 && dark[i - width]) push(i - width);
        if (y < height - 1 && dark[i + width]) push(i + width);
      }
      if (area < least) continue;
      const mx = sx / area, my = sy / area, xx = sxx / area - mx * mx, xy = sxy / area - mx * my, yy = syy / area - my * my;
      const spread = xx * yy - xy * xy;
      if (spread > 0) found.push({ x: x0 + mx + 0.5, y: y0 + my + 0.5, area, solid: area / (12 * Math.sqrt(spread)), slim: (xx + yy) * (xx + yy) / spread });
    }
    return found;
  };

  // solid is 1 for every parallelogram, 0.32 for the frame of a code's finder, and less with
  // arms; slim is 4 for a square, and grows with the ratio of a spot's length and width.

  /** @param {Spot} s */
  const square = s => s.solid > 0.85 && s.solid < 1.15 && s.slim < 10;
  /** @param {Spot} s */
  const frame = s => s.solid > 0.22 && s.solid < 0.45 && s.slim < 10;

  return { of, square, frame };
})();
