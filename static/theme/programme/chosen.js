// @ts-check
/* The order of activities, without its pages: what the phone keeps. */

/** @typedef {{ id: string, at: string }} Listed at is when it begins, "14:30", or "" */
/** @typedef {{ unit: string, people: string, audience: string, date: string, time: string, contact: string, phone: string, notes: string }} Asked the fields of the order */
/** @typedef {Asked & { items: Listed[] }} Chosen */

const chosen = (() => {
  const most = 30; // activities
  /** @type {Record<keyof Asked, number>} the longest text of each field, in UTF-16 units */
  const longest = { unit: 100, people: 5, audience: 100, date: 10, time: 5, contact: 60, phone: 40, notes: 400 };
  const fields = /** @type {(keyof Asked)[]} */ (Object.keys(longest));
  const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

  /**
   * Whether a text is a day that exists: "2026-12-01".
   * @param {string} text
   */
  const isDay = text => {
    const at = Date.parse(text + "T00:00Z");
    return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
  };

  /**
   * Returns the value of a field, "" if it is invalid.
   * @param {keyof Asked} field @param {unknown} value
   */
  const valid = (field, value) => {
    const text = typeof value === "string" ? value.slice(0, longest[field]) : "";
    if (field === "date") return isDay(text) ? text : "";
    if (field === "time") return clock.test(text) ? text : "";
    if (field === "people") return (/^[^\d-]*([1-9]\d*)/.exec(text.normalize("NFKC")) || ["", ""])[1]; // "４５人" too
    return text;
  };

  /** @param {unknown} id */
  const isID = id => typeof id === "string" && /^[a-z0-9-]{1,100}$/.test(id);

  /**
   * Returns what was kept, without what is invalid.
   * @param {string | null} json @returns {Chosen}
   */
  const read = json => {
    /** @type {Record<string, unknown>} */
    let from = {};
    try {
      from = Object(JSON.parse(json || "{}"));
    } catch (error) {
      // as if nothing was kept
    }
    /** @type {Listed[]} */
    const items = [];
    for (const one of Array.isArray(from.items) ? from.items : []) {
      const { id, at } = Object(one);
      if (isID(id) && items.length < most && !items.some(i => i.id === id)) items.push({ id, at: valid("time", at) });
    }
    return /** @type {Chosen} */ ({ ...Object.fromEntries(fields.map(f => [f, valid(f, from[f])])), items });
  };

  /** @param {Chosen} order @param {string} id */
  const has = (order, id) => order.items.some(i => i.id === id);

  /**
   * Adds an activity at the end, or removes it.
   * @param {Chosen} order @param {string} id @returns {Chosen}
   */
  const toggle = (order, id) => ({
    ...order,
    items: has(order, id) ? order.items.filter(i => i.id !== id) : isID(id) && order.items.length < most ? [...order.items, { id, at: "" }] : order.items,
  });

  /**
   * Moves an activity up or down.
   * @param {Chosen} order @param {string} id @param {number} by -1 or 1 @returns {Chosen}
   */
  const move = (order, id, by) => {
    const items = [...order.items], from = items.findIndex(i => i.id === id), to = from + by;
    if (from < 0 || to < 0 || to >= items.length) return order;
    [items[from], items[to]] = [items[to], items[from]];
    return { ...order, items };
  };

  /** @param {Chosen} order @param {string} id @param {string} at @returns {Chosen} */
  const begin = (order, id, at) => ({ ...order, items: order.items.map(i => i.id === id ? { id, at: valid("time", at) } : i) });

  /** @param {Chosen} order @param {keyof Asked} field @param {string} value @returns {Chosen} */
  const put = (order, field, value) => ({ ...order, [field]: valid(field, value) });

  /**
   * Returns what the phone keeps below a key. Where a browser has no storage, or it is full,
   * the order lasts for this page, and the address of the next one can carry it.
   * @param {string} key @param {() => Storage} storage
   */
  const shelf = (key, storage) => {
    /** @type {string | null} */
    let unkept = null;
    return {
      load: () => {
        if (unkept !== null) return read(unkept);
        try {
          return read(storage().getItem(key));
        } catch (error) {
          return read(null);
        }
      },
      /** @param {Chosen} order whether it is kept is returned */
      keep: order => {
        const json = JSON.stringify(order);
        try {
          storage().setItem(key, json);
          unkept = null;
        } catch (error) {
          unkept = json;
        }
        return unkept === null;
      },
    };
  };

  const mark = "#chosen=";
  /** @param {Chosen} order */
  const carried = order => mark + order.items.map(i => i.id).join(",");
  /** @param {string} hash */
  const isCarried = hash => hash.startsWith(mark);

  /**
   * Lets the links from page to page carry the activities of an order that is not kept.
   * @param {Chosen} order @param {boolean} kept
   */
  const hand = (order, kept) => /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-carries]")).forEach(a => {
    a.hash = kept || !order.items.length ? "" : carried(order);
  });

  /**
   * Adds the activities of an address to those of an order.
   * @param {Chosen} order @param {string} hash @returns {Chosen}
   */
  const carry = (order, hash) => isCarried(hash) ? hash.slice(mark.length).split(",").reduce((to, id) => has(to, id) ? to : toggle(to, id), order) : order;

  return { read, has, toggle, move, begin, put, shelf, carried, isCarried, carry, hand, fields, longest, most };
})();
