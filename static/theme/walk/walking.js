// @ts-check
/* Walk mode, without its page: which stops have been visited, what comes next, and in
   which direction it is. Stops are counted from 1. */

/**
 * What is kept on the phone: the stop that is shown, those visited, and whether the
 * screen may turn off.
 * @typedef {{ at: number, been: number[], dim: boolean }} Progress
 */
/** @typedef {Position & { accuracy: number }} Sighting accuracy in metres */
/**
 * The way to a stop. The angle is clockwise from the reader's heading, or from north
 * if that is unknown, and undefined if the position is too inaccurate for it.
 * @typedef {{ metres: number, angle?: number, near: boolean }} Towards
 */

const walking = (() => {
  const vaguest = 100; // metres: a position that is less accurate shows nobody to be near

  /**
   * Returns what was kept, without what is invalid: the route may have changed.
   * @param {string | null} text @param {number} count of stops
   * @returns {Progress}
   */
  const read = (text, count) => {
    /** @type {Partial<Progress>} */
    let kept = {};
    try {
      kept = Object(JSON.parse(text || "{}"));
    } catch (error) {
      // as if nothing was kept
    }
    /** @param {unknown} n */
    const valid = n => Number.isInteger(n) && Number(n) >= 1 && Number(n) <= count;
    const been = Array.isArray(kept.been) ? [...new Set(kept.been.filter(valid))].sort((a, b) => a - b) : [];
    return { at: valid(kept.at) ? Number(kept.at) : 1, been, dim: kept.dim === true };
  };

  /**
   * Returns the progress of a reader who has arrived at a stop.
   * @param {Progress} p @param {number} stop @returns {Progress}
   */
  const arrive = (p, stop) => ({ ...p, at: stop, been: [...new Set([...p.been, stop])].sort((a, b) => a - b) });

  /**
   * Returns the progress without an arrival.
   * @param {Progress} p @param {number} stop @returns {Progress}
   */
  const leave = (p, stop) => ({ ...p, been: p.been.filter(n => n !== stop) });

  /**
   * Returns the stop to which the reader is walking: the one shown, or the one after it
   * once they have arrived. It is 0 at the end.
   * @param {Progress} p @param {number} count of stops
   */
  const goal = (p, count) => !p.been.includes(p.at) ? p.at : p.at < count ? p.at + 1 : 0;

  /**
   * Returns the way to a stop.
   * @param {Sighting} from @param {Position} to @param {number | null} heading in degrees clockwise from north
   * @returns {Towards}
   */
  const towards = (from, to, heading) => {
    const metres = measuring.metres(from, to);
    const near = from.accuracy <= vaguest && metres <= measuring.near + from.accuracy;
    if (metres <= from.accuracy) return { metres, near };
    return { metres, near, angle: (measuring.bearing(from, to) - (heading || 0) + 360) % 360 };
  };

  /**
   * Returns the word for an angle from eight that begin straight ahead and go clockwise.
   * @param {string} eight separated by "|" @param {number} angle
   */
  const direction = (eight, angle) => eight.split("|")[Math.round(angle / 45) % 8];

  return { read, arrive, leave, goal, towards, direction };
})();
