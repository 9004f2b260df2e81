/* Handouts: how the script says a time, a way or a conflict. This is
   internal/render/words.go and timetable.go once more: with the same words it
   says the same as the page was written with, to the letter. */

// say makes what says values in a page's language, from its words by key.
const wording = words => {
  "use strict";

  const { floor } = Math;
  const word = key => (words.hasOwnProperty(key) ? words[key] : key);
  const nth = (list, i) => word(list).split(/\s+/).filter(Boolean)[i] || String(i + 1);

  // parts are a word's own texts and, between them, what stands in its
  // {name} places: texts, or elements.
  const parts = (key, values) => word(key).split(/\{([^}]*)\}/).map((s, i) => (i % 2 ? values[s] : s)).filter(Boolean);
  const fill = (key, values) => parts(key, values).join("");

  const count = (key, n) => fill(n === 1 && words.hasOwnProperty(key + "-one") ? key + "-one" : key, { n: String(n) });
  const clock = minutes => floor(minutes / 60) % 24 + ":" + String(minutes % 60).padStart(2, "0");

  const minutes = n => {
    const h = String(floor(n / 60)), m = String(n % 60);
    return n < 60 ? fill("minutes", { m }) : n % 60 === 0 ? fill("hours", { h }) : fill("hours-minutes", { h, m });
  };

  const distance = metres => {
    if (metres < 995) return fill("metres", { n: String(floor(metres / 10 + 0.5) * 10) });
    const tenths = floor(metres / 100 + 0.5);
    return fill("kilometres", { n: metres < 9950 ? floor(tenths / 10) + "." + tenths % 10 : String(floor(metres / 1000 + 0.5)) });
  };

  const date = iso => {
    const n = timetable.dayNumber(iso);
    if (n === null) return "";
    const [y, m, d] = iso.split("-").map(Number);
    return fill("date", { y: String(y), d: String(d), month: nth("months", m - 1), weekday: nth("weekdays", (n + 4) % 7) });
  };

  const way = leg => {
    if (!leg.by || !leg.metres && !leg.high) return "";
    const said = [word("by-" + leg.by)];
    const about = what => said.push(fill("about", { what }));
    if (leg.metres) about(distance(leg.metres));
    if (leg.given) said.push(minutes(leg.low));
    else if (leg.high === leg.low) leg.high && about(minutes(leg.low));
    else if (leg.high < 60) about(fill("minutes", { m: leg.low + "–" + leg.high }));
    else about(fill("from-to", { from: minutes(leg.low), to: minutes(leg.high) }));
    return said.join(word("comma"));
  };

  const times = row => row.times.map(t => clock(t.arrive) + "–" + clock(t.depart));
  const batches = n => (n === 1 ? [word("time")] : Array.from({ length: n }, (_, k) => fill("batch", { n: String(k + 1) })));

  // hours says a day's opening hours; "" when nothing is known of them.
  const hours = open => {
    if (!open) return "";
    const said = open.map(s => {
      if (s.from === 0 && s.to === 24 * 60) return word(s.unknown ? "hours-unknown" : "hours-open-all-day");
      const times = fill("hours-times", { from: clock(s.from), to: clock(s.to) });
      return s.unknown ? fill("hours-unknown-at", { times }) : times;
    });
    return said.join(word("hours-comma")) || word("hours-closed");
  };

  const conflict = c => fill("conflict-" + c.kind, {
    stop: String(c.stop + 1), time: clock(c.figure), count: String(c.figure), limit: String(c.limit),
    distance: distance(c.figure), longest: distance(c.limit),
  });

  const mend = m => fill("mend-" + m.kind, {
    time: clock(m.value || 0), date: m.date ? date(m.date) : "", n: String(m.value || 0), stop: String((m.value || 0) + 1),
    other: String((m.other || 0) + 1), minutes: minutes(m.other || 0),
  });

  const week = days => {
    const lines = [];
    for (const [works, key] of [[2, "works"], [1, "works-sometimes"], [0, "works-never"]]) {
      const those = days.filter(d => d.works === works);
      if (!those.length) continue;
      const names = those.map(d => nth("weekdays", (days.indexOf(d) + 1) % 7)).join(word("hours-comma"));
      const why = those[0].why ? conflict(those[0].why) : "";
      lines.push(fill(key, { days: those.length === 7 ? word("hours-every-day") : names, why }));
    }
    return lines;
  };

  return { word, parts, count, clock, minutes, distance, date, way, times, batches, hours, conflict, mend, week };
};
