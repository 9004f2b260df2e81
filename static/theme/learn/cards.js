// @ts-check
/* Answer cards: from a photo to the marks of each pupil. */

/** @typedef {{ route: string, version: string, audience: number, number: number }} Label what the code of a card says */
/** @typedef {{ label: Label, set: QuestionSet, card: Card, picture: Grey, fills: Fill[][] }} Read a card, straightened */
/** @typedef {{ reads: Read[], lost: Label[], foreign: Label[] }} Found the cards of a picture; those of which a corner is missing; and those of other questions */

const cards = (() => {
  /** @param {string} text @returns {Label | null} */
  const parse = text => {
    const m = /^WAYSIDE-CARD-([0-9A-F]{6})-([0-9A-F]{4})-(\d{1,3})-(\d{1,4})$/.exec(text);
    return m && { route: m[1].toLowerCase(), version: m[2].toLowerCase(), audience: Number(m[3]), number: Number(m[4]) };
  };

  /**
   * Reads the cards of a picture.
   * @param {Grey} grey @param {(picture: ImageData) => Code[]} decode @param {QuestionSet[]} sets @returns {Found}
   */
  const find = (grey, decode, sets) => {
    /** @type {Found} */
    const found = { reads: [], lost: [], foreign: [] };
    const all = spots.of(grey);
    for (const code of codes.find(grey, all, decode)) {
      const label = parse(code.text);
      if (!label) continue;
      const set = sets.find(s => s.route === label.route && s.version === label.version), card = set && set.cards[label.audience];
      if (!set || !card) {
        found.foreign.push(label);
        continue;
      }
      const p = corners.find(grey, all, card, code.corners), picture = p && greys.straighten(grey, p, card.width, card.height, bubbles.scale);
      const fills = picture && bubbles.read(picture, card);
      if (picture && fills) found.reads.push({ label, set, card, picture, fills });
      else found.lost.push(label);
    }
    return found;
  };

  /**
   * Returns the mark of a row: what its bubbles say if those that are unsure are empty.
   * @param {CardRow} row @param {Fill[]} fills
   */
  const markOf = (row, fills) => {
    const filled = fills.flatMap((f, i) => f === 2 ? [i] : []);
    if (!filled.length) return marks.none;
    if (row.teacher) return [marks.right, marks.second, marks.wrong][filled[filled.length - 1]];
    return String(filled) === String(row.key) ? marks.right : marks.wrong;
  };

  /**
   * Reports whether a person has to look at a row: a bubble is unsure, or more are filled
   * than can be meant.
   * @param {CardRow} row @param {Fill[]} fills
   */
  const unsure = (row, fills) => {
    const meant = row.several ? row.at.length : 1;
    return fills.includes(1) || fills.filter(f => f === 2).length > meant;
  };

  /** @param {Read} read @param {string} group @param {string} name @returns {Outcome} */
  const outcome = ({ label: { route, version, audience }, set, card, fills }, group, name) => {
    const all = set.items.map(() => marks.none);
    card.rows.forEach((row, i) => { all[row.item] = markOf(row, fills[i]); });
    return { source: 1, route, version, audience, round: 0, seconds: 0, marks: all, group, name };
  };

  return { parse, find, markOf, unsure, outcome };
})();
