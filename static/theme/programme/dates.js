// @ts-check
/* Dates of the programme, for programme.js: reads them, and finds what is on today and
   next. Days are those of the guide's time zone, wherever the reader is. */

const programmeDates = (() => {
  /** @typedef {{ start: number, end: number, whole: boolean, state: string }} Date_ minutes since 1970; state is c, p, m or "" */

  /**
   * Reads dates as the page has them.
   * @param {string} text
   * @returns {Date_[]}
   */
  function read(text) {
    return text.split(" ").map(one => {
      const [, start, length, marks] = /^(-?\d+)\+(\d+)([wcpm]*)$/.exec(one) || ["", "0", "0", ""];
      return { start: +start, end: +start + +length, whole: marks.includes("w"), state: marks.replace("w", "") };
    });
  }

  /**
   * The day of a minute: "2026-12-31".
   * @param {number} minute
   * @param {string} zone
   */
  function dayOf(minute, zone) {
    return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(minute * 60000);
  }

  /**
   * Whether a date is over. One without an end is over when its day is.
   * @param {Date_} date
   * @param {number} now
   * @param {string} zone
   */
  function over(date, now, zone) {
    return date.end > date.start ? date.end <= now : date.start < now && dayOf(date.start, zone) < dayOf(now, zone);
  }

  /**
   * The first date of an event that is not over, and whether it is on the day of now.
   * @param {Date_[]} dates
   * @param {number} now minutes since 1970
   * @param {string} zone
   * @returns {{ date: Date_, today: boolean } | undefined}
   */
  function ahead(dates, now, zone) {
    const date = dates.find(d => !over(d, now, zone));
    return date && { date, today: dayOf(date.start, zone) <= dayOf(now, zone) };
  }

  /**
   * A date in words.
   * @param {Date_} date
   * @param {string} zone
   * @param {string} lang
   */
  function say(date, zone, lang) {
    /** @type {Intl.DateTimeFormatOptions} */
    const day = { timeZone: zone, year: "numeric", month: "short", day: "numeric", weekday: "short" };
    if (!date.whole) Object.assign(day, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    return new Intl.DateTimeFormat(lang, day).format(date.start * 60000);
  }

  return { read, dayOf, over, ahead, say };
})();

