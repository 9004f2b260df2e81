// @ts-check
/* The teacher's results: reads the QR codes of a picture. Loaded where the browser cannot. */

wayside.decode = (() => {
  const most = 40; // codes on a picture

  /**
   * Paints the square of a code white, so that the next one is found.
   * @param {ImageData} picture @param {{ x: number, y: number }[]} corners in their order around it
   */
  const erase = ({ data, width, height }, corners) => {
    const ys = corners.map(p => p.y);
    for (let y = Math.max(0, Math.floor(Math.min(...ys))); y <= Math.min(height - 1, Math.max(...ys)); y++) {
      /** @type {number[]} */
      const edges = [];
      corners.forEach((a, i) => {
        const b = corners[(i + 1) % corners.length];
        if (a.y <= y !== b.y <= y) edges.push(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
      });
      const from = Math.max(0, Math.floor(Math.min(...edges))), to = Math.min(width - 1, Math.ceil(Math.max(...edges)));
      for (let x = from; x <= to; x++) data.fill(255, 4 * (y * width + x), 4 * (y * width + x) + 4);
    }
  };

  return picture => {
    /** @type {Code[]} */
    const codes = [];
    while (codes.length < most) {
      const found = jsQR(picture.data, picture.width, picture.height);
      if (!found) break;
      const { topLeftCorner: a, topRightCorner: b, bottomRightCorner: c, bottomLeftCorner: d } = found.location;
      codes.push({ text: found.data, corners: [a, b, c, d] });
      erase(picture, [a, b, c, d]);
    }
    return codes;
  };
})();
