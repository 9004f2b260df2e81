// @ts-check
/* The order of activities, without its page: how long it takes, and what in it does not fit. */

/** @typedef {{ id: string, name: string, minutes: number, from?: number, to?: number, days?: number, audiences?: string[], venue: string, where?: string, needs?: string, mail?: string, phone?: string, url?: string }} Offer an activity of the menu */
/** @typedef {{ offer: Offer, at: string }} Ordered */
/** @typedef {{ key: string, values: Record<string, string | number> }} Clash the key of a word, and what is filled in */

const ordering = (() => {
  const workday = 8 * 60;
  const day = 24 * 60;

  /**
   * Returns the activities of an order that are still on the menu.
   * @param {Chosen} order @param {Offer[]} menu @returns {Ordered[]}
   */
  const ordered = (order, menu) => order.items.flatMap(({ id, at }) => menu.filter(o => o.id === id).map(offer => ({ offer, at })));

  /** @param {Ordered[]} all */
  const total = all => all.reduce((sum, { offer }) => sum + offer.minutes, 0);

  /**
   * The minute of a day of a time: "14:30". -1 for none.
   * @param {string} at
   */
  const minuteOf = at => at ? +at.slice(0, 2) * 60 + +at.slice(3) : -1;

  /**
   * How many days there are from one day to another.
   * @param {string} from @param {string} to
   */
  const daysBetween = (from, to) => Math.round((Date.parse(to + "T00:00Z") - Date.parse(from + "T00:00Z")) / 86400000);

  /**
   * Returns what in an order does not fit. Times of a day are of the day that is wished for.
   * @param {Chosen} order @param {Ordered[]} all @param {string} today @returns {Clash[]}
   */
  const clashes = (order, all, today) => {
    /** @type {Clash[]} */
    const found = [];
    /** @param {string} key @param {Record<string, string | number>} [values] */
    const add = (key, values = {}) => found.push({ key: "order-" + key, values });
    const people = +order.people, ahead = order.date ? daysBetween(today, order.date) : 0;
    if (order.date && ahead < 0) add("past");
    for (const { offer: { name, from = 0, to = 0, days = 0, audiences = [] } } of all) {
      if (people && people < from) add("small", { name, from, people });
      if (people && to && people > to) add("large", { name, to, people });
      if (order.audience && audiences.length && !audiences.includes(order.audience)) add("audience-other", { name });
      if (order.date && ahead >= 0 && ahead < days) add("soon", { name, days, ahead });
    }
    const timed = all.filter(a => a.at).map(a => ({ name: a.offer.name, from: minuteOf(a.at), to: minuteOf(a.at) + a.offer.minutes })).sort((a, b) => a.from - b.from);
    timed.forEach((one, i) => timed.slice(i + 1).forEach(other => {
      if (other.from < one.to) add("both", { name: one.name, other: other.name });
    }));
    const sum = total(all), last = Math.max(0, ...timed.map(t => t.to), order.time ? minuteOf(order.time) + sum : 0);
    if (last > day) add("night");
    else if (sum > workday) add("long");
    return found;
  };

  return { ordered, total, minuteOf, clashes };
})();
