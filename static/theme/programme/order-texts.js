// @ts-check
/* The order of activities as texts: for a message, for mail programs and for a table. */

/** @typedef {{ words: Record<string, string>, lang: string, audiences: Record<string, string> }} Wording the audiences are names by id */

/** @param {Wording} wording */
const orderTexts = ({ words, lang, audiences }) => {
  const { fill } = making;
  // What mail programs and browsers take of an address; each Chinese character takes nine
  // characters in it.
  const mailMost = 1900;

  /** @param {number} minutes */
  const lasting = minutes => {
    const h = Math.floor(minutes / 60), m = minutes % 60;
    return fill(words[h && m ? "hours-minutes" : h ? "hours" : "minutes"], { h, m });
  };

  /** @param {string} date */
  const dayOf = date => date && new Intl.DateTimeFormat(lang, { dateStyle: "full", timeZone: "UTC" }).format(Date.parse(date + "T00:00Z"));

  /** @param {Offer} offer */
  const venue = ({ venue, where }) => words["venue-" + venue] + (where ? words.colon + where : "");

  /** @param {Clash} clash */
  const said = ({ key, values }) => fill(words[key], values);

  /**
   * The fields of an order with their names, without those that are empty.
   * @param {Chosen} order
   */
  const asked = order => /** @type {[string, string][]} */ ([
    [words["order-unit"], order.unit],
    [words["order-people"], order.people],
    [words["order-audience"], audiences[order.audience] || ""],
    [words["order-date"], [dayOf(order.date), order.time].filter(Boolean).join(" ")],
    [words["order-contact"], [order.contact, order.phone].filter(Boolean).join(words.comma)],
  ]).filter(([, value]) => value);

  /** @param {Ordered[]} all */
  const sum = all => fill(words[all.length === 1 ? "order-total-one" : "order-total"], { n: all.length, time: lasting(ordering.total(all)) });

  /**
   * An order as a text.
   * @param {Chosen} order @param {Ordered[]} all @param {Clash[]} clashes @param {boolean} [short] without what can be looked up
   */
  const text = (order, all, clashes, short) => {
    const list = all.map(({ offer, at }, i) => `${i + 1}. ` + [offer.name, lasting(offer.minutes), at && fill(words["order-begins"], { time: at }), !short && venue(offer)].filter(Boolean).join(words.comma)
      + (offer.needs && !short ? `\n   ${words["activity-needs"]}${words.colon}${offer.needs}` : ""));
    return [
      words.order,
      asked(order).map(([name, value]) => name + words.colon + value).join("\n"),
      list.join("\n"),
      sum(all),
      order.notes && !short ? words["order-notes"] + words.colon + order.notes : "",
      clashes.length && !short ? (words["order-settle"] + words.colon).trimEnd() + "\n" + clashes.map(c => "- " + said(c)).join("\n") : "",
    ].filter(Boolean).join("\n\n");
  };

  /**
   * The addresses of an order, each with the activities that are ordered there.
   * @param {Ordered[]} all
   */
  const addresses = all => {
    /** @type {Map<string, Ordered[]>} */
    const by = new Map();
    for (const one of all) {
      if (one.offer.mail) by.set(one.offer.mail, [...by.get(one.offer.mail) || [], one]);
    }
    return [...by];
  };

  /**
   * The address that opens a mail program, and whether the mail has the whole order. One
   * that is too long for mail programs has a shorter text, or asks to paste it.
   * @param {string} to @param {Chosen} order @param {Ordered[]} all @param {Clash[]} clashes
   */
  const mail = (to, order, all, clashes) => {
    const subject = [words.order, order.unit.slice(0, 30), order.date].filter(Boolean).join(" · ");
    /** @param {string} body */
    const href = body => `mailto:${encodeURIComponent(to).replace(/%40/g, "@")}?subject=${encodeURIComponent(whole(subject))}&body=${encodeURIComponent(whole(body).replace(/\n/g, "\r\n"))}`;
    const bodies = [text(order, all, clashes), text(order, all, clashes, true), words["order-paste"]];
    const at = bodies.findIndex(body => href(body).length <= mailMost);
    return { href: href(bodies[at < 0 ? 2 : at]), whole: at === 0 };
  };

  /**
   * A text without halves of characters, which cannot be in an address.
   * @param {string} s
   */
  const whole = s => Array.from(s).filter(c => !/^[\ud800-\udfff]$/.test(c)).join("");

  /**
   * An order as CSV, with a line for each activity.
   * @param {Chosen} order @param {Ordered[]} all
   */
  const csv = (order, all) => csvOf([
    ["order-unit", "order-people", "order-audience", "order-date", "order-time", "order-contact", "order-phone", "number", "activity", "order-minutes", "order-start", "event-where", "order-mail", "order-notes"].map(key => words[key]),
    ...all.map(({ offer, at }, i) => [
      order.unit, order.people && +order.people, audiences[order.audience] || "", order.date, order.time, order.contact, order.phone,
      i + 1, offer.name, offer.minutes, at, venue(offer), offer.mail || offer.phone || offer.url || "", order.notes,
    ]),
  ]);

  return { lasting, venue, said, asked, sum, text, addresses, mail, csv };
};
