// @ts-check
/* Routes that are followed at home, without their page: how much of a part is left, and
   when the parts will begin and end. A record is what a phone keeps. All times are in
   milliseconds. */

/**
 * @typedef {object} EveningPart a stop
 * @property {number} length
 * @property {number} pause before it
 * @property {number} session from 1
 */
/**
 * @typedef {object} EveningRecord
 * @property {number} at the part, from 0
 * @property {number} used how long it has been read, without what runs; negative in the break before it
 * @property {number} since when the clock was started; 0 while it is stopped
 */

const evening = (() => {
  const { floor, max, min } = Math;

  /**
   * Reads a record that may be of another version of the route, or no record at all.
   * @param {string | null} text @param {number} count of parts @param {number} now
   * @returns {EveningRecord | null}
   */
  const read = (text, count, now) => {
    try {
      const { at, used, since } = JSON.parse(text || "null");
      if (![at, used, since].every(Number.isFinite) || at < 0 || at >= count || since < 0 || since > now) return null;
      return { at: floor(at), used, since };
    } catch (error) {
      return null; // nothing is kept, or not by this page
    }
  };

  /** @param {EveningRecord} r @param {number} now */
  const spent = (r, now) => r.used + (r.since && max(0, now - r.since));

  /**
   * Returns how much of the current part is left, negative once it is over.
   * @param {EveningPart[]} parts @param {EveningRecord} r @param {number} now
   */
  const left = (parts, r, now) => parts[r.at].length - spent(r, now);

  /** @param {EveningRecord} r @param {number} now @returns {EveningRecord} */
  const toggle = (r, now) => r.since ? { at: r.at, used: spent(r, now), since: 0 } : { at: r.at, used: r.used, since: now };

  /**
   * Returns the record of another part, which begins now; a break before it comes first.
   * @param {EveningPart[]} parts @param {EveningRecord | null} r @param {number} to @param {number} now
   * @returns {EveningRecord}
   */
  const go = (parts, r, to, now) => {
    const onward = r !== null && to === r.at + 1;
    return { at: min(max(to, 0), parts.length - 1), used: onward ? -parts[to].pause : 0, since: now };
  };

  /**
   * Returns when the parts of the current session begin and end, from the current one on.
   * @param {EveningPart[]} parts @param {EveningRecord} r @param {number} now
   */
  const times = (parts, r, now) => {
    const all = [];
    let begin = now - spent(r, now);
    for (let i = r.at; i < parts.length && parts[i].session === parts[r.at].session; i++) {
      if (i > r.at) begin += parts[i].pause;
      const end = i === r.at ? max(now, begin + parts[i].length) : begin + parts[i].length;
      all.push({ part: i, begin, end });
      begin = end;
    }
    return all;
  };

  /**
   * Formats a time that passes, as 8:05 or 1:08:05, rounded up while it counts down.
   * @param {number} ms
   */
  const clock = ms => {
    const s = Math.ceil(ms / 1000), h = floor(s / 3600);
    /** @param {number} n */
    const two = n => String(n).padStart(2, "0");
    return h ? `${h}:${two(floor(s / 60) % 60)}:${two(s % 60)}` : `${floor(s / 60)}:${two(s % 60)}`;
  };

  return { read, left, toggle, go, times, clock };
})();
