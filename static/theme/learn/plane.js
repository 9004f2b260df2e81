// @ts-check
/* Answer cards: the plane of a card and that of its photo. A card that is photographed at
   an angle is a projection, which four points determine. */

/** @typedef {{ x: number, y: number }} Point */
/** @typedef {number[]} Projection the first eight numbers of a 3 × 3 matrix, by rows; the ninth is 1 */

const plane = (() => {
  /**
   * Solves linear equations, each a row of factors followed by its result. Equations
   * without a solution give numbers that are not finite.
   * @param {number[][]} rows
   */
  const solve = rows => {
    const n = rows.length;
    for (let i = 0; i < n; i++) {
      let pivot = i;
      for (let k = i + 1; k < n; k++) if (Math.abs(rows[k][i]) > Math.abs(rows[pivot][i])) pivot = k;
      [rows[i], rows[pivot]] = [rows[pivot], rows[i]];
      for (let k = 0; k < n; k++) {
        if (k === i) continue;
        const factor = rows[k][i] / rows[i][i];
        for (let c = i; c <= n; c++) rows[k][c] -= factor * rows[i][c];
      }
    }
    return rows.map((row, i) => row[n] / row[i]);
  };

  /**
   * Returns the projection that takes four points to four others.
   * @param {Point[]} from @param {Point[]} to @returns {Projection}
   */
  const through = (from, to) => solve(from.flatMap(({ x, y }, i) => [
    [x, y, 1, 0, 0, 0, -x * to[i].x, -y * to[i].x, to[i].x],
    [0, 0, 0, x, y, 1, -x * to[i].y, -y * to[i].y, to[i].y],
  ]));

  /** @param {Projection} p @param {number} x @param {number} y @returns {Point} */
  const project = (p, x, y) => {
    const w = p[6] * x + p[7] * y + 1;
    return { x: (p[0] * x + p[1] * y + p[2]) / w, y: (p[3] * x + p[4] * y + p[5]) / w };
  };

  /** @param {Point} a @param {Point} b */
  const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

  /**
   * Returns how many units of the photo one of the card has around a point.
   * @param {Projection} p @param {Point} at
   */
  const scale = (p, { x, y }) => {
    const at = project(p, x, y), right = project(p, x + 1, y), below = project(p, x, y + 1);
    return Math.sqrt(Math.abs((right.x - at.x) * (below.y - at.y) - (right.y - at.y) * (below.x - at.x)));
  };

  return { through, project, distance, scale };
})();
