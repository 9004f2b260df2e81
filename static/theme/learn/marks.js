// @ts-check
/* The self-check and the teacher's results: what an answer counts. internal/learn
   describes it. */

/** @typedef {{ id: string, kind: string, several?: boolean, points: number, salt: string, digests?: string[], sealed?: string }} Item a question, as the page has it */
/** @typedef {{ points: number, of: number, answered: number, count: number }} Sum of questions that count: "of" is what all would give */

const marks = (() => {
  const none = 0, wrong = 1, second = 2, right = 3;

  /** @param {number} points of the question @param {number} mark */
  const worth = (points, mark) => mark === right ? points : mark === second ? Math.floor(points / 2) : 0;

  /**
   * Adds up questions and their marks.
   * @param {{ kind: string, points: number }[]} items @param {number[]} all
   */
  const sum = (items, all) => {
    /** @type {Sum} */
    const to = { points: 0, of: 0, answered: 0, count: 0 };
    items.forEach(({ kind, points }, i) => {
      if (kind === "open") return;
      to.points += worth(points, all[i]);
      to.of += points;
      to.answered += Number(all[i] !== none);
      to.count++;
    });
    return to;
  };

  return { none, wrong, second, right, worth, sum };
})();
