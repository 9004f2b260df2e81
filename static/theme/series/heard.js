// @ts-check
/* Series and their certificates, without their pages: what the phone keeps of the parts that
   a reader has heard. */

/** @typedef {{ heard: string[], name: string }} HeardParts the ids of parts, and the name on the certificate */
/** @typedef {{ id: string, minutes: number }} SeriesPart minutes is 0 if its length is not known */

const heardParts = (() => {
  /**
   * Returns what was kept, without what is invalid.
   * @param {string | null} json @returns {HeardParts}
   */
  const read = json => {
    let from = { heard: /** @type {unknown} */ ([]), name: /** @type {unknown} */ ("") };
    try {
      from = Object(JSON.parse(json || "{}"));
    } catch (error) {
      // as if nothing was kept
    }
    const heard = Array.isArray(from.heard) ? from.heard.filter(id => typeof id === "string") : [];
    return { heard: [...new Set(heard)], name: typeof from.name === "string" ? from.name.slice(0, 60) : "" };
  };

  /**
   * Returns what is kept after a part was ticked, or its tick taken back.
   * @param {HeardParts} kept @param {string} id @param {boolean} ticked @returns {HeardParts}
   */
  const tick = (kept, id, ticked) => ({ ...kept, heard: kept.heard.filter(other => other !== id).concat(ticked ? id : []) });

  /**
   * Adds up the parts that were heard. One that is no longer in the series does not count.
   * @param {HeardParts} kept @param {SeriesPart[]} parts
   */
  const sum = (kept, parts) => {
    const heard = parts.filter(part => kept.heard.includes(part.id));
    return { n: heard.length, of: parts.length, minutes: heard.reduce((all, part) => all + part.minutes, 0) };
  };

  /**
   * Returns the index of the part to hear next, or -1: the dated one that begins first or is
   * on, and otherwise the first at any time. What was heard, is over or does not take place
   * is not next.
   * @param {{ id: string, start: number }[]} parts start is in minutes since 1970: 0 at any time, -1 if there is none ahead
   * @param {HeardParts} kept
   */
  const next = (parts, kept) => {
    let found = -1;
    parts.forEach(({ id, start }, i) => {
      if (start < 0 || kept.heard.includes(id)) return;
      if (found < 0 || start > 0 && (!parts[found].start || start < parts[found].start)) found = i;
    });
    return found;
  };

  /**
   * A length in words, as the pages write it.
   * @param {number} minutes @param {Record<string, string>} words
   */
  const time = (minutes, words) => {
    const h = Math.floor(minutes / 60), m = minutes % 60;
    return making.fill(words[!h ? "minutes" : m ? "hours-minutes" : "hours"], { h, m });
  };

  return { read, tick, sum, next, time };
})();
