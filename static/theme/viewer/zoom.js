// @ts-check
/* The viewer: where a picture is when it is enlarged, moved and swiped. A view is
   the scale of a picture that fits its stage at 1, and how far its centre is from
   that of the stage, in pixels. Nothing here needs a browser. */

/** @typedef {{ scale: number, x: number, y: number }} View */
/** @typedef {{ width: number, height: number }} Size */

const zooming = {
  /** @type {View} */
  whole: { scale: 1, x: 0, y: 0 },

  /**
   * Returns the size at which a picture fits the stage.
   * @param {Size} picture
   * @param {Size} stage
   * @returns {Size}
   */
  fit(picture, stage) {
    const scale = Math.min(stage.width / picture.width, stage.height / picture.height);
    return { width: picture.width * scale, height: picture.height * scale };
  },

  /**
   * Returns the width of the widest copy in a srcset, or 0 if it has none.
   * @param {string} srcset
   */
  widest(srcset) {
    return Math.max(0, ...[...srcset.matchAll(/\s(\d+)w/g)].map(m => Number(m[1])));
  },

  /**
   * Returns the largest scale: a pixel of the widest copy on a pixel of the page,
   * and at least 2, since some readers need letters larger than they were taken.
   * @param {number} widest
   * @param {Size} fitted
   */
  most(widest, fitted) {
    return Math.max(2, widest / fitted.width);
  },

  /**
   * Enlarges by a factor around a point, which is relative to the stage's centre.
   * @param {View} view
   * @param {number} factor
   * @param {{ x: number, y: number }} point
   * @param {number} most the largest scale
   * @returns {View}
   */
  by(view, factor, point, most) {
    const scale = Math.min(most, Math.max(1, view.scale * factor));
    const ratio = scale / view.scale;
    return { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio };
  },

  /**
   * Moves a view so that no edge of the picture is inside the stage without need.
   * @param {View} view
   * @param {Size} fitted
   * @param {Size} stage
   * @returns {View}
   */
  within({ scale, x, y }, fitted, stage) {
    /** @param {number} at @param {number} length @param {number} room */
    const keep = (at, length, room) => {
      const free = Math.max(0, (length * scale - room) / 2);
      return Math.min(free, Math.max(-free, at));
    };
    return { scale, x: keep(x, fitted.width, stage.width), y: keep(y, fitted.height, stage.height) };
  },

  /**
   * Returns which way a finger asked to go: 1 for the next picture, -1 for the
   * previous one, 0 for neither.
   * @param {number} dx
   * @param {number} dy
   */
  swiped(dx, dy) {
    return Math.abs(dx) < 48 || Math.abs(dx) < 2 * Math.abs(dy) ? 0 : dx < 0 ? 1 : -1;
  },
};
