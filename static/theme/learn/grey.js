// @ts-check
/* Answer cards: pictures in grey. */

/** @typedef {{ data: Uint8Array, width: number, height: number }} Grey */

const greys = (() => {
  /** @param {{ data: Uint8ClampedArray, width: number, height: number }} picture @returns {Grey} */
  const of = ({ data, width, height }) => {
    const grey = new Uint8Array(width * height);
    for (let i = 0, k = 0; i < grey.length; i++, k += 4) grey[i] = (77 * data[k] + 150 * data[k + 1] + 29 * data[k + 2]) >> 8;
    return { data: grey, width, height };
  };

  /**
   * Returns the brightness at a point, of which (0.5, 0.5) is the centre of the first pixel.
   * Outside it is that of the border.
   * @param {Grey} grey @param {number} x @param {number} y
   */
  const at = ({ data, width, height }, x, y) => {
    x = Math.min(Math.max(x - 0.5, 0), width - 1);
    y = Math.min(Math.max(y - 0.5, 0), height - 1);
    const left = Math.min(Math.floor(x), Math.max(width - 2, 0)), top = Math.min(Math.floor(y), Math.max(height - 2, 0));
    const dx = x - left, dy = y - top, i = top * width + left, right = width > 1 ? 1 : 0, below = height > 1 ? width : 0;
    const upper = data[i] + dx * (data[i + right] - data[i]), lower = data[i + below] + dx * (data[i + below + right] - data[i + below]);
    return upper + dy * (lower - upper);
  };

  /**
   * Returns the part of a picture that a projection shows, straightened.
   * @param {Grey} grey @param {Projection} p from the part to the picture @param {number} width of the part @param {number} height @param {number} scale pixels of a unit
   * @returns {Grey}
   */
  const straighten = (grey, p, width, height, scale) => {
    const to = { width: Math.round(width * scale), height: Math.round(height * scale), data: new Uint8Array(0) };
    to.data = new Uint8Array(to.width * to.height);
    for (let y = 0, i = 0; y < to.height; y++) {
      for (let x = 0; x < to.width; x++, i++) {
        const from = plane.project(p, (x + 0.5) / scale, (y + 0.5) / scale);
        to.data[i] = at(grey, from.x, from.y);
      }
    }
    return to;
  };

  /**
   * Returns which pixels are clearly darker than the square around them.
   * @param {Grey} grey @param {number} reach from a pixel to the border of its square
   */
  const dark = ({ data, width, height }, reach) => {
    const sums = new Uint32Array((width + 1) * (height + 1)); // of all pixels above and to the left
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0, line = 0; x < width; x++, i++) {
        line += data[i];
        sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + line;
      }
    }
    const is = new Uint8Array(width * height), darker = 0.7;
    for (let y = 0, i = 0; y < height; y++) {
      const top = Math.max(0, y - reach) * (width + 1), bottom = Math.min(height, y + reach + 1) * (width + 1), rows = (bottom - top) / (width + 1);
      for (let x = 0; x < width; x++, i++) {
        const left = Math.max(0, x - reach), right = Math.min(width, x + reach + 1);
        const sum = sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left];
        is[i] = Number(data[i] * rows * (right - left) < darker * sum);
      }
    }
    return is;
  };

  /** @param {Grey} grey */
  const picture = ({ data, width, height }) => {
    const image = { data: new Uint8ClampedArray(4 * data.length).fill(255), width, height };
    data.forEach((v, i) => image.data.fill(v, 4 * i, 4 * i + 3));
    return /** @type {ImageData} */ (image);
  };

  return { of, at, straighten, dark, picture };
})();
