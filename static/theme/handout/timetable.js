/* Handouts: when a group is where, and what will not work. This is
   internal/timetable once more, file by file and name by name, for a teacher
   who sets another day in the browser; the reasons stand there. Whole numbers
   alone, and nothing here asks the clock, the reader's zone or the page:
   internal/timetable/testdata/vectors holds both to the same minutes. */

const timetable = (() => {
  "use strict";

  const day = 24 * 60;
  const longTour = 240;
  const noonFrom = 11 * 60, noonTo = 13 * 60 + 30, midday = 12 * 60;
  const shortestBreak = 30, breakLength = 40;
  const detours = [123, 130, 137], measured = [95, 100, 105]; // hundredths
  const regroup = 2;
  const speeds = { cycle: 12000, coach: 40000, drive: 40000, metro: 30000, ferry: 15000 };
  const fastest = 200000;
  const ride = "coach";
  const earliestStart = 5 * 60, latestStart = 20 * 60, furthestStart = 240, startStep = 5;
  const furthestDate = 30;
  const mostBatches = 12, longestInterval = 120;
  const mostMends = 2;
  const anotherHour = ["start", "swap", "date", "without"];
  const remedies = {
    "closed": ["date", "start", "swap", "without"],
    "early": anotherHour,
    "late": anotherHour,
    "last-entry": anotherHour,
    "overstay": anotherHour,
    "unsure": anotherHour,
    "crowded": ["batches", "without"],
    "no-break": ["break"],
    "long-walk": ["ride", "without"],
  };

  const { floor, max, min, abs } = Math;
  const round = (n, of) => floor((n + of / 2) / of);

  // dateOf is a day as ISO 8601. Of Date only what counts in UTC is used: its
  // other half knows where the reader is, and when the clocks change there.
  const dateOf = n => new Date(n * day * 60000).toISOString().slice(0, 10);

  // dayNumber counts days since 1 January 1970; null for what is no date.
  const dayNumber = date => {
    const n = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date + "T00:00Z") / (day * 60000) : NaN;
    return n === floor(n) && dateOf(n) === date ? n : null; // some browsers take 30 February for 2 March
  };

  const refuses = kind => kind !== "unsure" && remedies[kind].includes("date");
  const overlap = (from, to) => min(to, noonTo) - max(from, noonFrom);

  // A planner is a tour with its tables opened and its zeros written out.
  const planner = tour => {
    const zeros = { travel: 0, way: 0, lastEntry: 0, capacity: 0 };
    const stops = (tour.stops || []).map(h => Object.assign({}, zeros, h));
    const tables = (tour.hours || []).map(h => ({ days: h.days, kinds: h.kinds, first: dayNumber(h.first) || 0, width: h.kinds.length > 36 ? 2 : 1 }));
    const group = tour.group || 0;

    /* Opening hours. */

    const unknown = [{ from: 0, to: day, unknown: true }];
    const code = (t, n) => n < t.first ? "" : t.days.substr((n - t.first) * t.width, t.width);
    const course = (t, n) => t.kinds[parseInt(code(t, n), 36)] || unknown;

    // holds is the stretch that holds a minute after the midnight of day n.
    const holds = (t, n, minute) => {
      const midnight = minute - minute % day;
      const s = course(t, n + midnight / day).find(s => midnight + s.from <= minute && minute < midnight + s.to);
      return s && { to: midnight + s.to, unknown: s.unknown };
    };

    const until = (t, n, minute, horizon, unknownToo) => {
      while (minute < horizon) {
        const s = holds(t, n, minute);
        if (!s || s.unknown && !unknownToo) break;
        minute = s.to;
      }
      return minute;
    };

    // against holds a visit against the hours: [kind, figure], or undefined
    // when nothing is wrong.
    const against = (t, n, from, to, lastEntry) => {
      const midnight = from - from % day;
      const open = course(t, n + midnight / day);
      if (!open.length) return ["closed"];
      const held = holds(t, n, from);
      if (!held) {
        const next = open.find(s => from < midnight + s.from);
        return next ? ["early", midnight + next.from] : ["late", midnight + open[open.length - 1].to];
      }
      if (held.unknown) return ["unsure"];
      const closes = until(t, n, from, to + lastEntry, false);
      const maybe = holds(t, n, closes);
      const late = lastEntry > 0 && from > closes - lastEntry;
      if (late && !maybe) return ["last-entry", closes - lastEntry];
      const shut = until(t, n, from, to, true);
      if (shut < to) return ["overstay", shut];
      if (late || closes < to) return ["unsure"];
    };

    const wholeDay = (t, n) => {
      const open = course(t, n);
      if (!open.length) return ["closed"];
      if (open.every(s => s.unknown)) return ["unsure"];
    };

    /* Legs. */

    const spotted = (a, b) => stops[a].spot >= 0 && stops[b].spot >= 0;
    const straight = (a, b) => {
      const i = stops[a].spot, j = stops[b].spot;
      return i === j ? 0 : tour.spots[max(i, j)][min(i, j)];
    };
    const computed = stop => stops[stop].travel === 0 && stops[stop].way === 0;

    const by = (v, stop) => {
      const own = stops[stop].by;
      return own !== "walk" || v.ride < 0 || v.ride !== following(v, stop) ? own : ride;
    };
    const following = (v, stop) => {
      while (stop < stops.length && v.out[stop]) stop++;
      return stop;
    };
    const skips = (v, from, to) => from < to && v.out.slice(from + 1, to).every(out => out);

    const leg = (v, from, to) => {
      if (!skips(v, from, to)) return direct(v, from, to);
      const own = by(v, to);
      let alike = spotted(from, to);
      for (let stop = from + 1; stop <= to; stop++) alike = alike && computed(stop) && by(v, stop) === own;
      if (alike) return direct(v, from, to);
      const sum = { by: own, metres: 0, low: 0, likely: 0, high: 0, given: false, mapped: false };
      let known = true;
      for (let stop = from + 1; stop <= to; stop++) {
        const [l, knows] = written(v, stop);
        for (const key of ["metres", "low", "likely", "high"]) sum[key] += l[key];
        sum.given = sum.given || l.given;
        sum.mapped = sum.mapped || l.mapped;
        known = known && knows;
      }
      if (!known) {
        sum.metres = 0;
        sum.mapped = false;
      }
      return sum;
    };

    // direct is the leg from one stop to another, computed: along the map's
    // ways where the group walks and they are known, else from the straight line.
    const direct = (v, from, to) => {
      const own = by(v, to);
      if (!spotted(from, to)) return take(own, 0, 0, detours, v.pace);
      const [metres, steps] = own === "walk" && tour.foot ? tour.foot[stops[from].spot][stops[to].spot] : [0, 0];
      if (!metres) return take(own, straight(from, to), 0, detours, v.pace);
      return { ...take(own, metres, steps, measured, v.pace), mapped: true };
    };

    // written is a stop's leg from the stop before it in the tour, and whether
    // anybody knows how far that is.
    const written = (v, stop) => {
      const h = stops[stop];
      const l = h.way > 0 ? take(by(v, stop), h.way, 0, measured, v.pace) : direct(v, stop - 1, stop);
      let known = h.way > 0 || spotted(stop - 1, stop);
      if (h.travel > 0) {
        l.low = l.likely = l.high = h.travel;
        l.given = true;
        if (l.metres * 60 > fastest * h.travel) {
          l.metres = 0;
          l.mapped = known = false;
        }
      }
      return [l, known];
    };

    // take computes a leg of some metres, which become longer by hundredths,
    // and of the seconds that steps on it cost.
    const take = (by, metres, steps, hundredths, pace) => {
      const rides = speeds[by];
      const speed = rides || max(1, pace);
      const [low, likely, high] = hundredths.map(n => metres && floor((metres * n * 3600 + steps * speed * 100 + speed * 6000 - 1) / (speed * 6000)) + (rides ? 0 : regroup));
      return { by, metres: round(metres * hundredths[1], 100), low, likely, high, given: false, mapped: false };
    };

    /* Variants: one way to do a tour, as chosen or as a mend would have it. */

    const chosen = choice => {
      const v = {
        day: dayNumber(choice.date || tour.date), // null for none
        start: choice.start > 0 ? choice.start : tour.start,
        pace: choice.pace > 0 ? choice.pace : tour.pace,
        batches: max(1, tour.batches),
        interval: tour.interval || 0,
        out: stops.map((_, stop) => (choice.without || []).includes(stop)),
        rest: -1,
        ride: -1,
      };
      return lay(v);
    };

    const lay = v => {
      v.order = [...stops.keys()].filter(stop => !v.out[stop]);
      return time(v);
    };

    const time = v => {
      let now = 0;
      v.legs = [];
      v.at = [];
      v.order.forEach((stop, i) => {
        v.legs[i] = i ? leg(v, v.order[i - 1], stop) : {};
        v.at[i] = now += i ? v.legs[i].likely : 0;
        now += stops[stop].stay + (stop === v.rest ? breakLength : 0);
      });
      return v;
    };

    const change = (v, what) => Object.assign({}, v, what);
    const leaves = (v, i) => v.start + v.at[i] + stops[v.order[i]].stay;

    /* Conflicts. */

    // some reports whether one of a variant's conflicts holds. Most that are
    // looked at while mends are tried are told by the first.
    const some = (v, holds) => {
      for (let i = 0; i < v.order.length; i++) {
        for (const find of [visit, longWalk, crowd]) {
          const c = find(v, i);
          if (c && holds(c)) return true;
        }
      }
      const c = noBreak(v);
      return Boolean(c && holds(c));
    };

    const conflict = (kind, stop, batch, figure, limit) => ({ kind, stop, batch: batch || 0, figure: figure || 0, limit: limit || 0 });

    const visit = (v, i) => {
      const stop = v.order[i], h = stops[stop];
      if (h.hours < 0 || v.day === null) return;
      const t = tables[h.hours];
      if (v.start < 0) {
        const wrong = wholeDay(t, v.day);
        return wrong && conflict(wrong[0], stop);
      }
      let found;
      for (let b = 0; b < v.batches; b++) {
        const at = v.start + v.at[i] + b * v.interval;
        const wrong = against(t, v.day, at, at + max(1, h.stay), h.lastEntry);
        if (wrong && (!found || refuses(wrong[0]))) found = conflict(wrong[0], stop, b, wrong[1]);
        if (found && refuses(found.kind)) break;
      }
      return found;
    };

    const longWalk = (v, i) => {
      const l = v.legs[i];
      if (l.by !== "walk") return;
      const metres = l.metres || (l.given ? floor(l.likely * v.pace / 60) : 0);
      if (metres > tour.longest) return conflict("long-walk", v.order[i], 0, metres, tour.longest);
    };

    const crowd = (v, i) => {
      const h = stops[v.order[i]];
      const size = floor((group + v.batches - 1) / v.batches);
      const here = j => stops[v.order[j]].site === h.site;
      if (h.site < 0 || h.capacity === 0 || min(group, size * v.batches) <= h.capacity) return;
      for (let j = 0; j < i; j++) if (here(j)) return;
      let found, first;
      for (let j = i; j < v.order.length; j++) {
        for (let b = 0; b < v.batches && here(j); b++) {
          const at = v.at[j] + b * v.interval;
          const people = min(group, size * present(v, h.site, at));
          if (people <= h.capacity) continue;
          found = found || conflict("crowded", 0, 0, 0, h.capacity);
          if (found.figure === 0 || at < first) {
            found.stop = v.order[j];
            found.batch = b;
            first = at;
          }
          found.figure = max(found.figure, people);
        }
      }
      return found;
    };

    const present = (v, site, minute) => {
      let batches = 0;
      for (let b = 0; b < v.batches; b++) {
        batches += v.order.some((stop, j) => {
          const at = v.at[j] + b * v.interval;
          return stops[stop].site === site && at <= minute && minute < at + max(1, stops[stop].stay);
        });
      }
      return batches;
    };

    const noBreak = v => {
      if (v.start < 0 || !v.order.length) return;
      const end = leaves(v, v.order.length - 1);
      if (end - v.start <= longTour || overlap(v.start, end) < shortestBreak) return;
      const rests = v.order.some((stop, i) => {
        const h = stops[stop], left = leaves(v, i);
        return h.site < 0 && h.stay >= shortestBreak && overlap(left - h.stay, left) >= shortestBreak ||
          stop === v.rest && overlap(left, left + breakLength) >= shortestBreak;
      });
      if (!rests) return conflict("no-break", v.order[aboutNoon(v)[0]]);
    };

    const aboutNoon = v => {
      const off = i => abs(leaves(v, i) - midday);
      const positions = [...v.order.keys()].slice(0, max(1, v.order.length - 1));
      return positions.sort((a, b) => off(a) - off(b) || a - b);
    };

    /* Mends. */

    const identity = c => c.kind + (c.kind === "no-break" ? "" : c.kind === "crowded" ? stops[c.stop].site : c.stop);

    const mends = (plan, all, c) => {
      const own = identity(c), known = all.map(identity), position = plan.order.indexOf(c.stop);

      const works = v => {
        const i = v.order.indexOf(c.stop);
        const still = i >= 0 && visit(v, i);
        return !(still && identity(still) === own) && !some(v, c => identity(c) === own || !known.includes(identity(c)));
      };

      const swappable = (first, second) => {
        const own = stops[plan.order[second]].by;
        return [first, first + 1, second, second + 1].every(i => {
          if (i >= plan.order.length) return true;
          const to = plan.order[i];
          const before = i ? plan.order[i - 1] + 1 : to;
          if (i && !spotted(plan.order[i - 1], to)) return false;
          for (let stop = before; stop <= to; stop++) if (!computed(stop) || stops[stop].by !== own) return false;
          return true;
        });
      };

      const find = {
        start() {
          for (let off = 1; off <= furthestStart && plan.start >= 0; off++) {
            for (const start of [plan.start - off, plan.start + off]) {
              if (start % startStep === 0 && start >= earliestStart && start <= latestStart && works(change(plan, { start }))) return { value: start };
            }
          }
        },
        swap() {
          for (let off = 1; off < plan.order.length; off++) {
            for (const other of [position - off, position + off]) {
              const first = min(position, other), second = max(position, other);
              if (first < 0 || second >= plan.order.length || !swappable(first, second)) continue;
              const order = plan.order.slice();
              [order[first], order[second]] = [order[second], order[first]];
              if (works(time(change(plan, { order })))) return { value: order[second], other: order[first] };
            }
          }
        },
        date() {
          for (let off = 1; off <= furthestDate && plan.day !== null; off++) {
            for (const day of [plan.day + off, plan.day - off]) {
              if (works(change(plan, { day }))) return { date: dateOf(day) };
            }
          }
        },
        without() {
          const out = plan.out.map((out, stop) => out || stop === c.stop);
          if (plan.order.length > 1 && works(lay(change(plan, { out })))) return { value: c.stop };
        },
        batches() {
          for (let batches = max(2, plan.batches); batches <= min(mostBatches, group); batches++) {
            if (floor((group + batches - 1) / batches) > c.limit) continue;
            for (let interval = startStep; interval <= longestInterval; interval += startStep) {
              if (works(change(plan, { batches, interval }))) return { value: batches, other: interval };
            }
          }
        },
        break() {
          if (plan.order.length < 2) return;
          for (const i of aboutNoon(plan)) {
            const rest = plan.order[i];
            if (works(time(change(plan, { rest })))) return { value: rest, other: breakLength };
          }
        },
        ride() {
          if (works(time(change(plan, { ride: c.stop })))) return { value: c.stop };
        },
      };

      const found = [];
      for (const kind of remedies[c.kind]) {
        const m = found.length < mostMends && find[kind]();
        if (m) found.push(Object.assign({ kind }, m));
      }
      return found;
    };

    return { stops, tables, chosen, course, code, leaves, some, visit, mends };
  };

  // plan is the timetable for a choice, as (*Tour).Plan makes it.
  const plan = (tour, choice) => {
    const p = planner(tour);
    const v = p.chosen(choice);
    const made = { start: v.start < 0 ? -1 : v.start, end: v.start < 0 ? -1 : v.start, conflicts: [] };
    if (v.day !== null) made.date = dateOf(v.day);
    p.some(v, c => { made.conflicts.push(c); });
    made.conflicts.sort((a, b) => a.stop - b.stop || (a.kind < b.kind ? -1 : 1));
    made.rows = v.order.map((stop, i) => {
      const h = p.stops[stop], row = { stop, leg: v.legs[i], times: [] };
      for (let b = 0; b < v.batches && v.start >= 0; b++) {
        const arrive = v.start + v.at[i] + b * v.interval;
        row.times.push({ arrive, depart: arrive + h.stay });
        made.end = max(made.end, arrive + h.stay);
      }
      if (h.hours >= 0 && v.day !== null) row.open = p.course(p.tables[h.hours], v.day);
      return row;
    });
    for (const c of made.conflicts) c.mends = p.mends(v, made.conflicts, c);
    return made;
  };

  // week says on which days of the week a choice works, Monday first, as
  // (*Tour).Week does: 0 never, 1 sometimes, 2 always.
  const week = (tour, choice) => {
    const p = planner(tour);
    const v = p.chosen(choice);
    const wait = (v.batches - 1) * v.interval;
    const end = max(max(0, v.start) + wait, ...v.order.map((stop, i) => p.leaves(v, i) + wait + p.stops[stop].lastEntry));
    const all = [0, 1, 2, 3, 4, 5, 6].map(() => ({ days: 0, refused: 0, unsure: false }));
    const first = dayNumber(tour.year.year + "-01-01"), off = tour.year.off || [];
    const seen = {}; // by the courses of a day and those after it: most days are alike
    for (v.day = first; dateOf(v.day).slice(0, 4) === String(tour.year.year); v.day++) {
      if (off.includes(v.day - first)) continue;
      let like = "";
      for (const t of p.tables) for (let n = v.day; n <= v.day + floor(end / day); n++) like += p.code(t, n) + " ";
      const found = seen[like] = seen[like] || v.order.map((_, i) => p.visit(v, i)).filter(Boolean);
      const d = all[(v.day + 3) % 7];
      d.days++;
      d.unsure = d.unsure || found.some(c => c.kind === "unsure");
      const why = found.find(c => refuses(c.kind));
      if (why && !d.refused++) Object.assign(d, { date: dateOf(v.day), why });
    }
    return all.map(d => ({ works: d.refused === 0 ? 2 : d.refused < d.days ? 1 : 0, date: d.date, why: d.why, unsure: d.unsure }));
  };

  return { plan, week, refuses, dayNumber, dateOf };
})();
