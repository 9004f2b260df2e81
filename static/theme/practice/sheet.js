// @ts-check
/* Practice of young guides: the summary, as a sheet to print and as a text. */

const practiceSheet = (() => {
  const { add, fill } = making;
  const criteria = words["judge-criteria"].split("|");

  /** @param {number} seconds */
  const say = seconds => {
    const [key, values] = clock.worded(seconds);
    return fill(words[key], values);
  };
  /**
   * Says how often a piece was said, and how long it took.
   * @param {{ times: number, seconds: number }} p
   */
  const done = ({ times, seconds }) => fill(words[times === 1 ? "practice-done-one" : "practice-done"], { n: times, time: say(seconds) });
  /** @param {Judge | ""} judge */
  const by = judge => judge ? words["practice-" + judge] : "";
  /** @param {number} n a mark or a sum; 0 for none */
  const number = n => n ? String(n) : "";

  /**
   * Returns a sheet, which is not in the page yet.
   * @param {string} site its name @param {Practice} mine @param {PracticeRow[]} rows
   */
  const make = (site, mine, rows) => {
    const sheet = document.createElement("section");
    sheet.className = "practice-sheet";
    add(sheet, "h1", { textContent: words["practice-sheet"] });
    add(sheet, "p", { textContent: site });
    const fields = add(sheet, "dl");
    for (const [word, value] of [["practice-name", mine.name], ["practice-class", mine.group]]) {
      const field = add(fields, "div");
      add(field, "dt", { textContent: words[word] });
      add(field, "dd", { textContent: value });
    }
    const table = add(sheet, "table");
    const head = add(add(table, "thead"), "tr");
    const heads = [words["judging-piece"], words["practice-times"], words["judging-time"], words["practice-by"], ...criteria, words["judging-sum"]];
    for (const textContent of heads) add(head, "th", { scope: "col", textContent });
    const body = add(table, "tbody");
    for (const r of rows) {
      const row = add(body, "tr");
      add(row, "th", { scope: "row", textContent: r.title });
      for (const textContent of [String(r.times), say(r.seconds), by(r.judge), ...r.marks.map(number), number(record.sum(r.marks))]) add(row, "td", { textContent });
    }
    add(sheet, "p", { textContent: words["judge-levels"].split("|").map((level, i) => `${record.best - i} ${level}`).join(" · ") });
    return sheet;
  };

  /**
   * Returns the same as a text for a message.
   * @param {string} site @param {Practice} mine @param {PracticeRow[]} rows
   */
  const text = (site, mine, rows) => {
    /** @param {string} name @param {string} value */
    const line = (name, value) => value && name + words.colon + value;
    const head = [site, words["practice-sheet"], line(words["practice-name"], mine.name), line(words["practice-class"], mine.group)];
    const body = rows.map(r => {
      const marks = [...r.marks, record.sum(r.marks)].map((m, i) => m ? `${criteria[i] || words["judging-sum"]} ${m}` : "");
      return [r.title + words.colon + done(r), by(r.judge), ...marks].filter(Boolean).join(" · ");
    });
    return [...head, ...body].filter(Boolean).join("\n");
  };

  return { criteria, say, done, make, text };
})();
