// @ts-check
/* Answer cards: where a card is in a photo. Its code says roughly where the marks at its
   corners must be, and the circles of its bubbles which of the squares there they are. */

/** @typedef {{ item: number, teacher?: boolean, at: [number, number][], several?: boolean, key?: number[] }} CardRow a question: the centres of its bubbles, and which of them are right; a teacher fills ✓, ½ or ✗ */
/** @typedef {{ width: number, height: number, marks: [number, number][], mark: number, code: [number, number, number], radius: number, rows: CardRow[] }} Card in millimetres, see internal/learn: the centres of the marks from the upper left on clockwise and their side; of the code the corner and the side */

const corners = (() => {
  /**
   * Returns the spots near where a mark is expected, the nearest first.
   * @param {Spot[]} all @param {Point} mark @param {Card} card @param {Projection[]} guesses
   */
  const near = (all, mark, card, guesses) => {
    const [x, y, side] = card.code, centre = { x: x + side / 2, y: y + side / 2 };
    const scale = plane.scale(guesses[0], centre), expected = (card.mark * scale) ** 2;
    const within = scale * (8 + 0.45 * plane.distance(mark, centre)); // a code is small, and what it says of far corners is rough
    const choices = 9;
    /** @param {Spot} spot */
    const away = spot => Math.min(...guesses.map(g => plane.distance(spot, plane.project(g, mark.x, mark.y))));
    return all.filter(s => spots.square(s) && s.area > 0.35 * expected && s.area < 2.5 * expected).map(spot => ({ spot, away: away(spot) }))
      .filter(c => c.away < within).sort((a, b) => a.away - b.away).slice(0, choices).map(c => c.spot);
  };

  /**
   * Returns how clearly the circles of bubbles are where they should be: the mean contrast
   * of a line with what is around it, from 0 to 1.
   * @param {Grey} grey @param {Projection} p from the card to the picture @param {number} radius @param {[number, number][]} bubbles
   */
  const clarity = (grey, p, radius, bubbles) => {
    const steps = 12, clear = 0.8; // millimetres between the line and what is outside
    let sum = 0;
    for (const [x, y] of bubbles) {
      for (let i = 0; i < steps; i++) {
        const dx = Math.cos(2 * Math.PI * i / steps), dy = Math.sin(2 * Math.PI * i / steps);
        const on = plane.project(p, x + radius * dx, y + radius * dy), off = plane.project(p, x + (radius + clear) * dx, y + (radius + clear) * dy);
        const paper = greys.at(grey, off.x, off.y);
        sum += (paper - greys.at(grey, on.x, on.y)) / Math.max(paper, 1);
      }
    }
    return sum / (steps * bubbles.length);
  };

  /** @param {[number, number][]} pairs @returns {Point[]} */
  const points = pairs => pairs.map(([x, y]) => ({ x, y }));

  /** @param {Card} card @returns {Point[]} */
  const codeOf = ({ code: [x, y, side] }) => points([[x, y], [x + side, y], [x + side, y + side], [x, y + side]]);

  /**
   * Returns the projection from a card to the picture, or null if its four marks are not in
   * the picture. code has the corners of its code there, from the upper left on clockwise.
   * @param {Grey} grey @param {Spot[]} all @param {Card} card @param {Point[]} code @returns {Projection | null}
   */
  const find = (grey, all, card, code) => {
    const [a, b, , d] = code, flat = [a, b, { x: b.x + d.x - a.x, y: b.y + d.y - a.y }, d]; // the lower right corner is less certain than the others
    const guesses = [flat, code].map(corners => plane.through(codeOf(card), corners)), [x, y, side] = card.code, scale = plane.scale(guesses[0], { x: x + side / 2, y: y + side / 2 });
    if (!(scale > 0 && scale < Infinity)) return null;
    const marks = points(card.marks), choices = marks.map(m => near(all, m, card, guesses));
    const bubbles = card.rows.flatMap(r => r.at), every = Math.ceil(bubbles.length / 40), some = bubbles.filter((_, i) => i % every === 0);
    const astray = 3; // millimetres that the code may be off on paper that is not flat
    /** @type {Projection | null} */
    let best = null;
    let most = -Infinity;
    for (const a of choices[0]) for (const b of choices[1]) for (const c of choices[2]) for (const d of choices[3]) {
      const p = plane.through(marks, [a, b, c, d]);
      const off = Math.max(...codeOf(card).map((corner, i) => i === 2 ? 0 : plane.distance(plane.project(p, corner.x, corner.y), code[i]) / scale));
      if (!(off < astray)) continue;
      const clear = clarity(grey, p, card.radius, some) - 0.03 * off;
      if (clear > most) [best, most] = [p, clear];
    }
    return best;
  };

  return { find, clarity };
})();
