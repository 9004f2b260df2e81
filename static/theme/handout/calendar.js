// @ts-check
/* Handouts: days, and what is open on them. This mirrors opening.go of
   internal/timetable; see timetable.js. */

/** @typedef {{ days: string, kinds: (Stretch[] | null)[], first: number, width: number }} Table an Opening prepared for look-ups */

const calendar = (() => {
  const day = 24 * 60;
  const refusals = ["closed", "early", "late", "last-entry", "overstay"];
  const { floor } = Math;

  /**
   * Returns the date of a day in ISO 8601. Only the UTC methods of Date are
   * safe here: the others depend on the reader's time zone.
   * @param {number} n
   */
  const dateOf = n => new Date(n * day * 60000).toISOString().slice(0, 10);

  /**
   * Returns the days since 1 January 1970, null for an invalid date.
   * @param {string | undefined} date
   */
  const dayNumber = date => {
    const n = date && /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date + "T00:00Z") / (day * 60000) : NaN;
    return n === floor(n) && dateOf(n) === date ? n : null; // some browsers parse 30 February as 2 March
  };

  /** @param {string} kind of a conflict */
  const refuses = kind => refusals.includes(kind);

  /** @param {Opening[]} openings @returns {Table[]} */
  const tables = openings => openings.map(h => ({ days: h.days, kinds: h.kinds, first: dayNumber(h.first) || 0, width: h.kinds.length > 36 ? 2 : 1 }));

    const unknown = [{ from: 0, to: day, unknown: true }];
  /** @param {Table} t @param {number} n */
  const code = (t, n) => n < t.first ? "" : t.days.substr((n - t.first) * t.width, t.width);
  /** @param {Table} t @param {number} n @returns {Stretch[] | null} null for nothing stated */
  const stretches = (t, n) => {
    const kind = t.kinds[parseInt(code(t, n), 36)];
    return kind === undefined ? unknown : kind;
  };

  /**
   * Returns the stretch that contains a minute after the midnight of day n.
   * @param {Table} t @param {number} n @param {number} minute
   */
  const stretchAt = (t, n, minute) => {
    const midnight = minute - minute % day;
    const s = (stretches(t, n + midnight / day) || []).find(s => midnight + s.from <= minute && minute < midnight + s.to);
    return s && { to: midnight + s.to, unknown: s.unknown };
  };

  /** @param {Table} t @param {number} n @param {number} minute */
  const shut = (t, n, minute) => !stretchAt(t, n, minute) && stretches(t, n + floor(minute / day)) !== null;

  /** @param {Table} t @param {number} n @param {number} minute @param {number} horizon @param {boolean} unknownToo */
  const until = (t, n, minute, horizon, unknownToo) => {
    while (minute < horizon) {
      const s = stretchAt(t, n, minute);
      if (!s || s.unknown && !unknownToo) break;
      minute = s.to;
    }
    return minute;
  };

  /**
   * Compares a visit with the hours, and returns what is wrong: a kind of
   * conflict and its figure.
   * @param {Table} t @param {number} n @param {number} from @param {number} to @param {number} lastEntry
   * @returns {[string, number?] | undefined}
   */
  const against = (t, n, from, to, lastEntry) => {
    const midnight = from - from % day;
    const open = stretches(t, n + midnight / day);
    if (!open) return;
    if (!open.length) return ["closed"];
    const now = stretchAt(t, n, from);
    if (!now) {
      const next = open.find(s => from < midnight + s.from);
      return next ? ["early", midnight + next.from] : ["late", midnight + open[open.length - 1].to];
    }
    if (now.unknown) return ["unsure"];
    const closes = until(t, n, from, to + lastEntry, false);
    const maybe = stretchAt(t, n, closes);
    const late = lastEntry > 0 && from > closes - lastEntry;
    if (late && !maybe) return ["last-entry", closes - lastEntry];
    const shut = until(t, n, from, to, true);
    if (shut < to) return ["overstay", shut];
    if (late || closes < to) return ["unsure"];
  };

  /** @param {Table} t @param {number} n @returns {[string] | undefined} */
  const wholeDay = (t, n) => {
    const open = stretches(t, n);
    if (!open) return;
    if (!open.length) return ["closed"];
    if (open.every(s => s.unknown)) return ["unsure"];
  };

  return { day, dateOf, dayNumber, refuses, tables, stretches, shut, code, against, wholeDay };
})();
