// @ts-check
/* Handouts: times, ways, opening hours and conflicts in words. This mirrors
   internal/render/words.go and timetable.go: with the same words it writes the
   same text as the page had without a script, to the letter. */

/**
 * Returns the functions that put values into words. Stops have the numbers of the
 * plan that renumber was called with last, at first those of the route.
 * @param {Record<string, string>} words of the page's language, by key
 */
const wording = words => {
  const { floor } = Math;
  /** @param {string} key */
  const has = key => Object.prototype.hasOwnProperty.call(words, key);
  /** @param {string} key */
  const word = key => (has(key) ? words[key] : key);
  /** @param {string} list @param {number} i */
  const nth = (list, i) => word(list).split(/\s+/).filter(Boolean)[i] || String(i + 1);

  /**
   * Splits a word at its {name} places and puts the values there: texts, or
   * elements.
   * @template T
   * @param {string} key @param {Record<string, T>} values
   * @returns {(string | T)[]}
   */
  const parts = (key, values) => word(key).split(/\{([^}]*)\}/).map((s, i) => (i % 2 ? values[s] : s)).filter(Boolean);
  /** @param {string} key @param {Record<string, string>} values */
  const fill = (key, values) => parts(key, values).join("");

  /** @type {Record<number, number>} */
  let numbers = {};
  /** @param {Plan} plan */
  const renumber = plan => {
    numbers = {};
    plan.rows.forEach((row, i) => { numbers[row.stop] = i + 1; });
  };
  /** @param {number} stop */
  const number = stop => numbers[stop] || stop + 1;

  /**
   * Writes ascending numbers as on the map: "1–3, 5".
   * @param {number[]} numbers
   */
  const ranges = numbers => {
    const parts = [];
    for (let i = 0, j = 0; i < numbers.length; i = j) {
      for (j = i + 1; j < numbers.length && numbers[j] === numbers[j - 1] + 1;) j++;
      parts.push(j - i > 1 ? numbers[i] + "–" + numbers[j - 1] : String(numbers[i]));
    }
    return parts.join(", ");
  };

  /** @param {string} key @param {number} n */
  const count = (key, n) => fill(n === 1 && has(key + "-one") ? key + "-one" : key, { n: String(n) });
  /** @param {number} n */
  const two = n => String(n).padStart(2, "0");
  /** @param {number} minutes */
  const clock = minutes => two(floor(minutes / 60) % 24) + ":" + two(minutes % 60);

  /** @param {number} n */
  const minutes = n => {
    const h = String(floor(n / 60)), m = String(n % 60);
    return n < 60 ? fill("minutes", { m }) : n % 60 === 0 ? fill("hours", { h }) : fill("hours-minutes", { h, m });
  };

  /** @param {number} metres */
  const distance = metres => {
    if (metres < 995) return fill("metres", { n: String(floor(metres / 10 + 0.5) * 10) });
    const tenths = floor(metres / 100 + 0.5);
    return fill("kilometres", { n: metres < 9950 ? floor(tenths / 10) + "." + tenths % 10 : String(floor(metres / 1000 + 0.5)) });
  };

  /** @param {string} iso */
  const date = iso => {
    const n = calendar.dayNumber(iso);
    if (n === null) return "";
    const [y, m, d] = iso.split("-").map(Number);
    return fill("date", { y: String(y), d: String(d), month: nth("months", m - 1), weekday: nth("weekdays", (n + 4) % 7) });
  };

  /** @param {Leg} leg */
  const way = leg => {
    if (!leg.by || !leg.metres && !leg.high) return "";
    const items = [word("by-" + leg.by)];
    /** @param {string} what */
    const about = what => items.push(fill("about", { what }));
    if (leg.metres) about(distance(leg.metres));
    if (leg.given) items.push(minutes(leg.low));
    else if (leg.high === leg.low) leg.high && about(minutes(leg.low));
    else if (leg.high < 60) about(fill("minutes", { m: leg.low + "–" + leg.high }));
    else about(fill("from-to", { from: minutes(leg.low), to: minutes(leg.high) }));
    return items.join(word("comma"));
  };

  /** @param {Row} row */
  const times = row => row.times.map(t => clock(t.arrive) + "–" + clock(t.depart));
  /**
   * Returns how long a plan takes: in days if there are nights in it, at home all evenings together.
   * @param {Plan} plan @param {{ night?: boolean }[]} stops @param {boolean} [home]
   */
  const length = (plan, stops, home) => (home ? minutes(plan.rows.reduce((sum, { leg, times: [t] }, i) => sum + t.depart - t.arrive + (i && !stops[plan.rows[i - 1].stop].night ? leg.likely : 0), 0)) : stops.some(s => s.night) ? count("days", plan.rows[plan.rows.length - 1].day + 1) : minutes(plan.end - plan.start));

  /** @param {number} k */
  const team = k => fill("team", { n: String(k + 1) });
  /** @param {number} n days after the first */
  const day = n => fill("day", { n: String(n + 1) });

  /** @param {Plan} plan */
  const batches = plan => {
    const n = plan.rows.length ? plan.rows[0].times.length : 0;
    return n === 1 ? [word("time")] : Array.from({ length: n }, (_, k) => (plan.courses ? team(k) : fill("batch", { n: String(k + 1) })));
  };

  /**
   * Returns a day's opening hours, "" where they are unknown.
   * @param {Stretch[] | undefined} open
   */
  const hours = open => {
    if (!open) return "";
    const spans = open.map(s => {
      if (s.from === 0 && s.to === 24 * 60) return word(s.unknown ? "hours-unknown" : "hours-open-all-day");
      const times = fill("hours-times", { from: clock(s.from), to: clock(s.to) });
      return s.unknown ? fill("hours-unknown-at", { times }) : times;
    });
    return spans.join(word("hours-comma")) || word("hours-closed");
  };

  /** @param {Conflict} c */
  const conflict = c => fill("conflict-" + c.kind, {
    stop: String(number(c.stop)), time: clock(c.figure), count: String(c.figure), limit: String(c.limit),
    distance: distance(c.figure), longest: distance(c.limit),
    until: clock(c.limit), long: minutes(c.figure), most: minutes(c.limit),
  });

  /** @param {Fix} f */
  const fix = f => fill(f.kind === "batches" && !f.other ? "fix-teams" : "fix-" + f.kind, {
    time: clock(f.value || 0), date: (f.dates || []).map(date).join(word("fix-or")), n: String(f.value || 0), stop: String(number(f.value || 0)),
    other: String(number(f.other || 0)), minutes: minutes(f.other || 0), order: (f.order || []).map(number).join(" "),
  });

  /** @param {Weekday[]} days */
  const week = days => {
    const lines = [];
    for (const { works, key } of [{ works: 2, key: "works" }, { works: 1, key: "works-sometimes" }, { works: 0, key: "works-never" }]) {
      const those = days.filter(d => d.works === works);
      if (!those.length) continue;
      const names = those.map(d => nth("weekdays", (days.indexOf(d) + 1) % 7)).join(word("hours-comma"));
      const why = those[0].why ? conflict(those[0].why) : "";
      lines.push(fill(key, { days: those.length === 7 ? word("hours-every-day") : names, why }));
    }
    return lines;
  };

  return { word, parts, fill, renumber, number, ranges, length, team, day, count, clock, minutes, distance, date, way, times, batches, hours, conflict, fix, week };
};
