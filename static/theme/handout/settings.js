// @ts-check
/* Handouts: what a teacher can set, and how an address carries it after the #.
   What comes from an address is checked. No part of the page is touched here. */

/**
 * Empty, zero and false mean the route as written, so that the address holds only
 * what was changed.
 * @typedef {object} Settings
 * @property {string} date
 * @property {number} start minutes after midnight
 * @property {number} pace metres an hour
 * @property {string} group its name
 * @property {number} size people
 * @property {number} batches
 * @property {number} interval minutes
 * @property {number[]} without
 * @property {Record<number, number>} stays minutes by stop
 * @property {number[]} order all stops
 * @property {number} team of a carousel, from 1
 * @property {string} for the audience, which is not in the fragment; "" for all
 * @property {boolean} weather visit the alternatives
 * @property {boolean} step-free avoid steps
 * @property {boolean} large
 * @property {boolean} plain
 * @property {boolean} map-only
 * @property {boolean} cards-only
 */

/**
 * Returns the functions that read and write the settings of a tour.
 * @param {Tour} tour
 */
const settings = tour => {
  const stops = tour.stops || [];
  const slowest = 1, fastest = 8; // km/h on foot
  const mostPeople = 10000, mostMinutes = 240;
  const mostTeams = 24, mostBatches = 200;
  const longestName = 60; // UTF-16 units of a group's name
  const flags = /** @type {const} */ (["weather", "step-free", "large", "plain", "map-only", "cards-only"]);

  /**
   * Returns the limits of the chosen audience, or those that suit all.
   * @param {Settings} set
   */
  const limitsOf = set => (tour.audiences || []).find(a => a.id === set.for) || tour;

  /** @returns {Settings} */
  const asWritten = () => ({
    date: "", start: 0, pace: 0, group: "", size: 0, batches: 0, interval: 0, without: [], stays: {}, order: [], team: 0, for: wayside.audience || "",
    "weather": false, "step-free": false, "large": false, "plain": false, "map-only": false, "cards-only": false,
  });

  /** @param {number} n */
  const pad = n => String(n).padStart(2, "0");
  /** @param {number} minutes @param {string} between */
  const hhmm = (minutes, between) => pad(Math.floor(minutes / 60)) + between + pad(minutes % 60);

  /**
   * Returns a whole number from 1 to most, 0 for anything else and for what the
   * route says.
   * @param {string} text @param {number} most @param {number | undefined} own
   */
  const whole = (text, most, own) => {
    const n = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    return n > most || n === own ? 0 : n;
  };

  /**
   * Checks a setting from a control or the address, and stores it; one that
   * makes no sense, or says what the route says, becomes the route's own.
   * @type {Record<string, (text: string, into: Settings) => void>}
   */
  const accept = {
    date: (text, into) => { into.date = calendar.dayNumber(text) === null || text === tour.date ? "" : text; },
    start: (text, into) => {
      const at = /^([01]\d|2[0-3]):?([0-5]\d)$/.exec(text);
      const minutes = at ? Number(at[1]) * 60 + Number(at[2]) : 0;
      into.start = minutes === tour.start ? 0 : minutes;
    },
    pace: (text, into) => {
      const pace = /^\d{1,2}([.,]\d{1,3})?$/.test(text) ? Math.round(1000 * Number(text.replace(",", "."))) : 0;
      into.pace = pace < 1000 * slowest || pace > 1000 * fastest || pace === limitsOf(into).pace ? 0 : pace;
    },
    // No control characters, no direction marks, no half of a surrogate pair.
    group: (text, into) => { into.group = text.slice(0, longestName).replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/gu, " "); },
    size: (text, into) => { into.size = whole(text, mostPeople, tour.group); },
    batches: (text, into) => { into.batches = whole(text, tour.carousel ? mostTeams : mostBatches, tour.batches); },
    interval: (text, into) => { into.interval = whole(text, mostMinutes, tour.interval); },
    team: (text, into) => { into.team = tour.carousel ? whole(text, mostTeams, undefined) : 0; },
    without: (text, into) => {
      const out = stops.map((_, i) => i).filter(i => text.split(",").includes(String(i + 1)));
      into.without = out.length < stops.length ? out : [];
    },
    stays: (text, into) => {
      into.stays = {};
      for (const part of text.split(",")) {
        const [, stop, minutes] = /^(\d{1,3})-(\d{1,4})$/.exec(part) || [];
        stay(Number(stop) - 1, minutes || "", into);
      }
    },
    order: (text, into) => {
      const order = text.split(",").map(part => Number(part) - 1);
      const all = order.length === stops.length && stops.every((_, i) => order.includes(i));
      into.order = all && order.some((stop, i) => stop !== i) ? order : [];
    },
  };

  /**
   * Sets the stay at a stop.
   * @param {number} i @param {string} text @param {Settings} into
   */
  const stay = (i, text, into) => {
    delete into.stays[i];
    const minutes = /^\d{1,4}$/.test(text) ? Number(text) : -1;
    if (stops[i] && minutes >= 0 && minutes <= 24 * 60 && minutes !== stops[i].stay) into.stays[i] = minutes;
  };

  /** @param {Settings} set */
  const fragment = set => [
    set.date && "date=" + set.date,
    set.start && "start=" + hhmm(set.start, ""),
    set.pace && "pace=" + set.pace / 1000,
    set.group && "group=" + encodeURIComponent(set.group),
    set.size && "size=" + set.size,
    set.batches && "batches=" + set.batches,
    set.interval && "interval=" + set.interval,
    set.team && "team=" + set.team,
    set.without.length && "without=" + set.without.map(stop => stop + 1),
    Object.keys(set.stays).length && "stays=" + Object.keys(set.stays).map(i => Number(i) + 1 + "-" + set.stays[Number(i)]),
    set.order.length && "order=" + set.order.map(stop => stop + 1),
    ...flags.map(flag => set[flag] && flag),
  ].filter(Boolean).join("&");

  /**
   * Returns the settings in an address's fragment, null for one that only leads
   * to a place on the page.
   * @param {string} hash
   */
  const read = hash => {
    const found = asWritten();
    let any = false;
    for (const part of hash.replace(/^#/, "").split("&")) {
      const [key, value] = part.split("=");
      const flag = flags.find(flag => flag === key);
      if (value === undefined && flag) {
        any = found[flag] = true;
      } else if (value !== undefined && Object.prototype.hasOwnProperty.call(accept, key)) {
        any = true;
        try {
          accept[key](decodeURIComponent(value), found);
        } catch (error) { // a % that encodes nothing
          continue;
        }
      }
    }
    return any ? found : null;
  };

  /**
   * Returns the settings as the planner takes them.
   * @param {Settings} set @returns {Choice}
   */
  const choice = set => ({
    date: set.date, start: set.start, pace: set.pace, without: set.without, group: set.size, batches: set.batches, interval: set.interval,
    stays: stops.map((_, i) => (i in set.stays ? set.stays[i] : -1)), order: set.order, instead: set.weather, stepFree: set["step-free"],
    for: set.for,
  });

  return { flags, limitsOf, asWritten, accept, stay, fragment, read, choice, hhmm, slowest, fastest, longestName, mostPeople, mostMinutes, most: tour.carousel ? mostTeams : mostBatches };
};

wayside.settings = settings;
