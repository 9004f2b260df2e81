// @ts-check
/* Answer cards: the QR codes of a picture with several. Each is found by the three finders
   at its corners, straightened, and then decoded. */

/** @typedef {{ text: string, corners: Point[] }} Code in a picture, its corners from the upper left on clockwise */

const codes = (() => {
  /**
   * Returns the finders: squares in the middle of frames, with the side of a module.
   * @param {Spot[]} all
   */
  const finders = all => {
    const frames = all.filter(spots.frame);
    return all.filter(spots.square).flatMap(s => {
      const module = Math.sqrt(s.area) / 3;
      const framed = frames.some(f => plane.distance(f, s) < module && f.area > 1.6 * s.area && f.area < 4 * s.area);
      return framed ? [{ x: s.x, y: s.y, module }] : [];
    });
  };

  /**
   * Returns the triples of finders that can belong to one code: the one at its upper left,
   * at its upper right and at its lower left.
   * @param {(Point & { module: number })[]} all
   */
  const triples = all => all.flatMap(corner => {
    const others = all.filter(o => {
      const away = plane.distance(o, corner) / corner.module;
      return o !== corner && away > 9 && away < 30 && o.module < 1.6 * corner.module && corner.module < 1.6 * o.module;
    });
    return others.flatMap(right => others.flatMap(below => {
      const a = { x: right.x - corner.x, y: right.y - corner.y }, b = { x: below.x - corner.x, y: below.y - corner.y };
      const sine = (a.x * b.y - a.y * b.x) / Math.hypot(a.x, a.y) / Math.hypot(b.x, b.y), ratio = Math.hypot(a.x, a.y) / Math.hypot(b.x, b.y);
      return sine > 0.75 && ratio > 0.6 && ratio < 1.67 ? [[corner, right, below]] : [];
    }));
  });

  /**
   * Returns the code between three finders, or null.
   * @param {Grey} grey @param {Point[]} finders @param {(picture: ImageData) => Code[]} decode @returns {Code | null}
   */
  const read = (grey, [corner, right, below], decode) => {
    const fourth = { x: right.x + below.x - corner.x, y: right.y + below.y - corner.y };
    for (const across of [108, 162, 216]) { // pixels between the centres of finders: the decoder sometimes misses one size
      const margin = Math.round(0.42 * across), far = margin + across;
      const square = [{ x: margin, y: margin }, { x: far, y: margin }, { x: far, y: far }, { x: margin, y: far }], p = plane.through(square, [corner, right, fourth, below]);
      const [code] = decode(greys.picture(greys.straighten(grey, p, far + margin, far + margin, 1)));
      if (code) return { text: code.text, corners: code.corners.map(({ x, y }) => plane.project(p, x, y)) };
    }
    return null;
  };

  /**
   * Returns the codes of a picture.
   * @param {Grey} grey @param {Spot[]} all of its spots @param {(picture: ImageData) => Code[]} decode
   */
  const find = (grey, all, decode) => {
    const most = 40; // triples
    /** @type {Map<string, Code>} */
    const found = new Map();
    for (const triple of triples(finders(all)).slice(0, most)) {
      const code = read(grey, triple, decode);
      if (code) found.set(code.text, code);
    }
    return [...found.values()];
  };

  return { find };
})();
