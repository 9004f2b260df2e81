// @ts-check
/* Practice of young guides, without its page: the clock, and what a time means. */

/** @typedef {{ spent: number, since: number | null }} Run milliseconds before the last start, and when that was; null while it does not run */

const clock = (() => {
  const near = 5; // seconds by which nobody notices a difference

  /** @type {Run} */
  const zero = { spent: 0, since: null };
  /** @param {Run} run @param {number} now */
  const elapsed = (run, now) => run.spent + (run.since === null ? 0 : Math.max(0, now - run.since));
  /** @param {Run} run @param {number} now @returns {Run} */
  const start = (run, now) => run.since === null ? { ...run, since: now } : run;
  /** @param {Run} run @param {number} now @returns {Run} */
  const pause = (run, now) => ({ spent: elapsed(run, now), since: null });

  /**
   * Returns a time as on a clock.
   * @param {number} seconds
   */
  const text = seconds => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  /**
   * Returns the key of the word for a time, and its values.
   * @param {number} seconds
   * @returns {[key: string, values: Record<string, number>]}
   */
  const worded = seconds => {
    const m = Math.floor(seconds / 60), s = seconds % 60;
    return m && s ? ["minutes-seconds", { m, s }] : m ? ["minutes", { m }] : ["seconds", { s }];
  };

  /**
   * Returns the key of the word for the difference to the plan, and the seconds of it. Within
   * a tenth of the plan there is none.
   * @param {number} planned @param {number} taken
   * @returns {[key: string, seconds: number]}
   */
  const verdict = (planned, taken) => {
    const more = taken - planned;
    if (Math.abs(more) <= Math.max(near, planned / 10)) return ["practice-fits", 0];
    return [more > 0 ? "practice-long" : "practice-short", Math.abs(more)];
  };

  return { zero, elapsed, start, pause, text, worded, verdict };
})();
