// @ts-check
/* Practice of young guides, without its page: what the phone keeps, and its summary. */

/** @typedef {"self" | "peer"} Judge */
/** @typedef {{ times: number, seconds: number, marks: Record<Judge, number[]> }} Practised the seconds are the last ones; a mark is 1 to 3 for a criterion, in the order of the words, 0 for none */
/** @typedef {{ name: string, group: string, pieces: Record<string, Practised> }} Practice the pieces are by id */
/** @typedef {{ title: string, times: number, seconds: number, marks: number[], judge: Judge | "" }} PracticeRow a piece as a judge marked it; "" without marks */

const record = (() => {
  /** @type {Judge[]} */
  const judges = ["self", "peer"];
  const best = 3;

  /** @param {unknown} v @param {number} most */
  const whole = (v, most) => Number.isInteger(v) && Number(v) >= 0 ? Math.min(Number(v), most) : 0;
  /** @param {unknown} v */
  const text = v => typeof v === "string" ? v : "";
  /** @param {unknown} v @param {number} criteria */
  const marksOf = (v, criteria) => Array.from({ length: criteria }, (_, i) => whole(Array.isArray(v) ? v[i] : 0, best));

  /**
   * Returns what was kept, without what is invalid.
   * @param {string | null} json @param {number} criteria how many there are @returns {Practice}
   */
  const read = (json, criteria) => {
    /** @type {Partial<Practice>} */
    let from = {};
    try {
      from = Object(JSON.parse(json || "{}"));
    } catch (error) {
      // as if nothing was kept
    }
    /** @type {Record<string, Practised>} */
    const pieces = {};
    for (const [id, p] of Object.entries(from.pieces instanceof Object ? from.pieces : {})) {
      const { times, seconds, marks } = Object(p), { self, peer } = Object(marks);
      pieces[id] = { times: whole(times, 9999), seconds: whole(seconds, 35999), marks: { self: marksOf(self, criteria), peer: marksOf(peer, criteria) } };
    }
    return { name: text(from.name), group: text(from.group), pieces };
  };

  /**
   * Returns what is kept after a piece was said. Marks are for one time.
   * @param {Practice} p @param {string} id @param {number} seconds @param {number} criteria @returns {Practice}
   */
  const took = (p, id, seconds, criteria) => {
    const { times } = p.pieces[id] || { times: 0 };
    const none = marksOf(null, criteria);
    return { ...p, pieces: { ...p.pieces, [id]: { times: times + 1, seconds, marks: { self: none, peer: none } } } };
  };

  /**
   * Returns what is kept after a judge marked a criterion of a piece that was said.
   * @param {Practice} p @param {string} id @param {Judge} judge @param {number} criterion @param {number} mark @returns {Practice}
   */
  const judged = (p, id, judge, criterion, mark) => {
    const { marks, ...rest } = p.pieces[id];
    return { ...p, pieces: { ...p.pieces, [id]: { ...rest, marks: { ...marks, [judge]: marks[judge].map((m, i) => i === criterion ? mark : m) } } } };
  };

  /**
   * Returns a row for each piece that was practised and each judge of it.
   * @param {Practice} p @param {{ id: string, title: string }[]} all pieces of the page, in order
   * @returns {PracticeRow[]}
   */
  const rows = (p, all) => all.filter(({ id }) => p.pieces[id]).flatMap(({ id, title }) => {
    const { times, seconds, marks } = p.pieces[id];
    const by = judges.filter(j => marks[j].some(m => m > 0));
    /** @type {(Judge | "")[]} */
    const lines = by.length ? by : [""];
    return lines.map(judge => ({ title, times, seconds, marks: marks[judge || "self"], judge }));
  });

  /**
   * Returns the sum of marks, or 0 if a criterion has none: half a sum misleads.
   * @param {number[]} marks
   */
  const sum = marks => marks.every(m => m > 0) ? marks.reduce((a, b) => a + b, 0) : 0;

  return { judges, best, read, took, judged, rows, sum };
})();
