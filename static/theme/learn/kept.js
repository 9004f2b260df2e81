// @ts-check
/* The self-check, without its page: what the phone keeps. */

/** @typedef {{ tries: number, mark: number, note: string }} State of a question; the note is the text of an open one */
/** @typedef {{ round: number, seconds: number, name: string, group: string, states: Record<string, State> }} Mine what the phone keeps; the states are by id of the question */

const kept = (() => {
  const pause = 300; // seconds: whoever answers nothing for longer is not working on it

  /** @param {unknown} v @param {number} most */
  const whole = (v, most) => Number.isInteger(v) && Number(v) >= 0 ? Math.min(Number(v), most) : 0;
  /** @param {unknown} v */
  const text = v => typeof v === "string" ? v : "";

  /**
   * Returns what was kept, without what is invalid.
   * @param {string | null} json @returns {Mine}
   */
  const read = json => {
    /** @type {Partial<Mine>} */
    let from = {};
    try {
      from = Object(JSON.parse(json || "{}"));
    } catch (error) {
      // as if nothing was kept
    }
    /** @type {Record<string, State>} */
    const states = {};
    for (const [id, s] of Object.entries(Object(from.states))) {
      const { tries, mark, note } = Object(s);
      states[id] = { tries: whole(tries, 2), mark: whole(mark, marks.right), note: text(note) };
    }
    return { round: whole(from.round, 255) || 1, seconds: whole(from.seconds, 65535), name: text(from.name), group: text(from.group), states };
  };

  /** @param {Mine} k @param {Item} item @returns {State} */
  const stateOf = (k, item) => k.states[item.id] || { tries: 0, mark: marks.none, note: "" };

  /**
   * Returns how often a question may be answered. Where a second try cannot fail, there is
   * none.
   * @param {Item} item @param {number} options
   */
  const tries = (item, options) => item.kind === "true-false" || item.kind === "choice" && !item.several && options === 2 ? 1 : 2;

  /**
   * Reports whether a question is answered, so that its explanation is shown.
   * @param {State} s @param {number} most tries
   */
  const done = (s, most) => s.mark > marks.wrong || s.tries >= most;

  /** @param {Mine} k @param {Item} item @param {State} state @returns {Mine} */
  const put = (k, item, state) => ({ ...k, states: { ...k.states, [item.id]: state } });

  /**
   * Returns what is kept after an answer. With giveUp the explanation is shown without one.
   * @param {Mine} k @param {Item} item @param {boolean} right @param {boolean} [giveUp] @returns {Mine}
   */
  const attempt = (k, item, right, giveUp) => {
    const s = stateOf(k, item);
    const mark = right ? s.tries ? marks.second : marks.right : marks.wrong;
    return put(k, item, { ...s, tries: giveUp ? 2 : s.tries + 1, mark });
  };

  /**
   * Returns what is kept after a note was written.
   * @param {Mine} k @param {Item} item @param {string} note @returns {Mine}
   */
  const write = (k, item, note) => put(k, item, { tries: 0, mark: note.trim() ? marks.right : marks.none, note });

  /**
   * Begins the next round, in which only the notes are left.
   * @param {Mine} k @param {Item[]} items @returns {Mine}
   */
  const again = (k, items) => {
    /** @type {Mine} */
    const next = { ...k, round: Math.min(k.round + 1, 255), seconds: 0, states: {} };
    return items.filter(i => i.kind === "open" && k.states[i.id]).reduce((to, i) => put(to, i, k.states[i.id]), next);
  };

  /**
   * Returns what is kept after some time. Long pauses, and walks from stop to stop, do not
   * count.
   * @param {Mine} k @param {number} seconds @returns {Mine}
   */
  const spend = (k, seconds) => ({ ...k, seconds: Math.min(k.seconds + Math.round(Math.min(Math.max(seconds, 0), pause)), 65535) });

  /** @param {Mine} k @param {Item[]} items */
  const marksOf = (k, items) => items.map(i => stateOf(k, i).mark);

  return { read, stateOf, tries, done, attempt, write, again, spend, marksOf };
})();
