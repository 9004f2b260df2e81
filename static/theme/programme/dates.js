// @ts-check
/* Pages with dates of the programme: reads them, and finds what is ahead. Days are those of
   the guide's time zone, wherever the reader is. */

const programmeDates = (() => {
  /** @typedef {{ start: number, end: number, whole: boolean, state: string }} Occasion minutes since 1970; state is c, p, m or "" */

  /**
   * Reads dates as the page has them.
   * @param {string} [text]
   * @returns {Occasion[]}
   */
  const read = (text = "") => text.split(" ").map(one => {
    const [, start, length, whole, state] = /^(-?\d+)\/(\d+)(w?)([cpm]?)$/.exec(one) || ["", "0", "0", "", ""];
    return { start: +start, end: +start + +length, whole: !!whole, state };
  });

  /**
   * The day of a minute: "2026-12-31".
   * @param {number} minute @param {string} zone
   */
  const dayOf = (minute, zone) => new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(minute * 60000);

  /**
   * Whether a date is over. One without an end is over when its day is.
   * @param {Occasion} date @param {number} now @param {string} zone
   */
  const over = (date, now, zone) => date.end > date.start ? date.end <= now : dayOf(date.start, zone) < dayOf(now, zone);

  /**
   * The dates that are not over, up to the first that takes place, and whether each is on the
   * day of now or has begun: who reads that one is cancelled asks for the next.
   * @param {Occasion[]} dates @param {number} now minutes since 1970 @param {string} zone
   */
  const ahead = (dates, now, zone) => {
    const left = dates.filter(d => !over(d, now, zone)), held = left.findIndex(d => !/[cp]/.test(d.state));
    return left.slice(0, held + 1 || 1).map(date => ({ date, today: dayOf(date.start, zone) <= dayOf(now, zone) }));
  };

  /**
   * A date in words.
   * @param {Occasion} date @param {string} zone @param {string} lang
   */
  const say = (date, zone, lang) => new Intl.DateTimeFormat(lang, {
    timeZone: zone, year: "numeric", month: "short", day: "numeric", weekday: "short",
    ...(date.whole ? {} : /** @type {const} */ ({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" })),
  }).format(date.start * 60000);

  return { read, over, ahead, say };
})();
