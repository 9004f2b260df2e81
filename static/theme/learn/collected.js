// @ts-check
/* The teacher's results, without their page: what was collected, the order of pupils and
   groups, and the table for other programs. */

/** @typedef {{ route: string, version: string, title: string, audiences: { id: string, name: string }[], items: { kind: string, points: number, for?: string }[], cards: (Card | null)[] }} QuestionSet the questions of a route; "for" has the ids of a question's audiences; the answer cards are those with all questions and those of each audience */
/**
 * A pupil's row. What the pupil handed in again, or in a later round, does not count; it has
 * the rank 0, and so has everything if the questions are unknown.
 * @typedef {{ outcome: Outcome, code: string, points: number, counts: boolean, rank: number }} Pupil
 */
/** @typedef {{ name: string, pupils: number, points: number, seconds: number, rank: number }} Team a group with the means of its pupils */
/** @typedef {{ title: string, known: boolean, of: number, count: number, rows: Pupil[], groups: Team[] }} Ranking of the pupils who answered the same questions */

const collected = (() => {
  /** @param {string} name */
  const same = name => name.normalize("NFKC").replace(/\s/g, "").toLowerCase();

  /**
   * Adds results to those collected, as texts.
   * @param {string[]} codes @param {Outcome[]} more @returns {string[]}
   */
  const add = (codes, more) => [...new Set([...codes, ...more.map(result.write)])];

  /**
   * Adds the result of an answer card, in the place of what was read of the same pupil's
   * card before.
   * @param {string[]} codes @param {Outcome} one @returns {string[]}
   */
  const replace = (codes, one) => {
    /** @param {Outcome} o */
    const key = o => [o.source, o.route, o.version, o.audience, same(o.group), same(o.name)].join("\n");
    return add(codes.filter(code => result.find(code).found.every(o => key(o) !== key(one))), [one]);
  };

  /**
   * Sorts by points and, if they are equal, by time, and numbers the places: two with the
   * same points and time share one. A time of 0 was not measured, and comes last.
   * @template {{ points: number, rank: number }} T
   * @param {T[]} all @param {(t: T) => number} seconds
   */
  const ranked = (all, seconds) => {
    /** @param {T} t */
    const time = t => seconds(t) || Infinity;
    const sorted = [...all].sort((a, b) => b.points - a.points || (time(a) === time(b) ? 0 : time(a) - time(b)));
    sorted.forEach((t, i) => {
      const before = sorted[i - 1];
      t.rank = before && before.points === t.points && time(before) === time(t) ? before.rank : i + 1;
    });
    return sorted;
  };

  /** @param {Pupil[]} rows that count @returns {Team[]} */
  const grouped = rows => {
    /** @type {Map<string, Pupil[]>} */
    const groups = new Map();
    for (const row of rows) {
      const key = same(row.outcome.group);
      if (key) groups.set(key, [...groups.get(key) || [], row]);
    }
    /** @param {number[]} all */
    const mean = all => all.length ? all.reduce((a, b) => a + b) / all.length : 0;
    return ranked([...groups.values()].map(all => ({
      name: all[0].outcome.group, pupils: all.length, rank: 0, points: Math.round(10 * mean(all.map(r => r.points))) / 10,
      seconds: Math.round(mean(all.map(r => r.outcome.seconds).filter(Boolean))),
    })), g => g.seconds);
  };

  /**
   * Returns the questions that an audience has, in the place of all: the others count
   * nothing.
   * @param {QuestionSet} set @param {number} audience
   */
  const itemsFor = (set, audience) => {
    const chosen = set.audiences[audience - 1];
    return set.items.map(i => chosen && i.for && !i.for.split(" ").includes(chosen.id) ? { ...i, points: 0 } : i);
  };

  /**
   * Returns the results of the same questions as a table.
   * @param {{ outcome: Outcome, code: string }[]} all @param {QuestionSet[]} sets @returns {Ranking}
   */
  const tableOf = (all, sets) => {
    const { route, version, audience } = all[0].outcome;
    const set = sets.find(s => s.route === route && s.version === version && s.items.length === all[0].outcome.marks.length && audience <= s.audiences.length);
    /** @type {Map<string, { outcome: Outcome }>} */
    const first = new Map();
    all.forEach((one, i) => {
      const { group, name, round } = one.outcome, pupil = same(name) ? same(group) + "\n" + same(name) : String(i), other = first.get(pupil);
      if (!other || round < other.outcome.round) first.set(pupil, one);
    });
    const counting = new Set(first.values()), items = set ? itemsFor(set, audience) : [];
    const rows = all.map(one => ({ ...one, counts: counting.has(one), rank: 0, points: marks.sum(items, one.outcome.marks).points }));
    const ranking = set ? ranked(rows.filter(r => r.counts), r => r.outcome.seconds) : [];
    const named = set || sets.find(s => s.route === route);
    return {
      title: [named ? named.title : "", set && audience ? set.audiences[audience - 1].name : ""].filter(Boolean).join(" · "),
      known: Boolean(set), of: marks.sum(items, []).of, count: Math.max(...all.map(one => one.outcome.marks.length)),
      rows: [...ranking, ...rows.filter(r => !ranking.includes(r))], groups: grouped(ranking),
    };
  };

  /**
   * Returns the results as tables, one for each audience of a route: in the order of the
   * sets, and after them those of questions that are not among the sets.
   * @param {string[]} codes @param {QuestionSet[]} sets @returns {Ranking[]}
   */
  const tables = (codes, sets) => {
    /** @param {{ route: string, version: string }} of @param {number} audience */
    const keyOf = (of, audience) => [of.route, of.version, audience].join();
    /** @type {Map<string, { outcome: Outcome, code: string }[]>} */
    const bySet = new Map(sets.flatMap(s => [0, ...s.audiences.keys()].map((_, i) => [keyOf(s, i), []])));
    for (const code of codes) {
      const outcome = result.find(code).found[0];
      if (!outcome) continue;
      const key = keyOf(outcome, outcome.audience);
      bySet.set(key, [...bySet.get(key) || [], { outcome, code }]);
    }
    return [...bySet.values()].filter(all => all.length).map(all => tableOf(all, sets));
  };

  /**
   * Returns tables as CSV.
   * @param {Ranking[]} all @param {string[]} heads of the columns before those of the questions
   */
  const csv = (all, heads) => {
    const most = Math.max(0, ...all.map(t => t.count));
    /** @type {(string | number)[][]} */
    const lines = [[...heads, ...Array.from({ length: most }, (_, i) => i + 1)]];
    for (const table of all) {
      for (const { outcome, points, counts, rank } of table.rows) {
        const { group, name, seconds, round } = outcome, known = table.known;
        lines.push([table.title, rank || "", group, name, known ? points : "", known ? table.of : "", seconds || "", round || "", counts ? 1 : 0, ...outcome.marks.map(m => ["", 0, 0.5, 1][m])]);
      }
    }
    return csvOf(lines);
  };

  return { add, replace, itemsFor, tables, csv };
})();
