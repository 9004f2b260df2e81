// @ts-check
/* Handouts: when a group is where, and what will not work. This mirrors
   internal/timetable, function by function, for a teacher who sets another day
   in the browser; the reasons are given there. It computes in whole numbers
   and uses neither the clock, the reader's time zone nor the page, so that
   both give the same minutes: internal/timetable/script_test.go compares them. */

/**
 * @typedef {{ from: number, to: number, unknown?: boolean }} Stretch minutes after midnight
 * @typedef {{ first: string, days: string, kinds: Stretch[][] }} Opening one or two characters a day from first, an index into kinds each
 * @typedef {object} Halt a stop; times in minutes, distances in metres
 * @property {number} stay
 * @property {string} by
 * @property {number} spot -1 for none
 * @property {number} site -1 for none
 * @property {number} hours the index of an Opening, -1 for none
 * @property {number} [travel] 0 for computed
 * @property {number} [way] 0 for computed
 * @property {number} [lastEntry] before closing
 * @property {number} [capacity] 0 for unlimited
 * @typedef {object} Tour
 * @property {string} [date] ISO 8601
 * @property {number} start minutes after midnight, -1 for none
 * @property {number} pace metres an hour on foot
 * @property {number} longest metres of a walk
 * @property {number} [group] people
 * @property {number} batches
 * @property {number} [interval] minutes between batches
 * @property {Halt[]} [stops]
 * @property {number[][]} spots metres in a straight line, by the larger index and then the smaller
 * @property {number[][][]} [foot] metres and seconds of steps on the map's ways, 0 metres for unknown
 * @property {Opening[]} [hours]
 * @property {{ year: number, off?: number[] }} year the days of it that no weekday is judged by
 * @property {boolean} [home] nobody visits the sites
 * @typedef {{ date?: string, start?: number, pace?: number, without?: number[] }} Choice
 * @typedef {{ by: string, metres: number, low: number, likely: number, high: number, given: boolean, mapped: boolean }} Leg
 * @typedef {{ kind: string, stop: number, batch: number, figure: number, limit: number }} Conflict
 * @typedef {{ kind: string, value?: number, other?: number, date?: string }} Fix
 * @typedef {Conflict & { fixes: Fix[] }} Fixable
 * @typedef {{ stop: number, leg: Leg, times: { arrive: number, depart: number }[], open?: Stretch[] }} Row
 * @typedef {{ start: number, end: number, date?: string, rows: Row[], conflicts: Fixable[] }} Plan
 * @typedef {{ works: number, date?: string, why?: Conflict, unsure: boolean }} Weekday works: 0 never, 1 on some dates, 2 always
 * @typedef {object} Variant one way to do a tour: as chosen, or as a fix would change it
 * @property {number | null} day since 1970, null for no date
 * @property {number} start
 * @property {number} pace
 * @property {number} batches
 * @property {number} interval
 * @property {boolean[]} out whether each stop is left out
 * @property {number} rest the stop after which there is a break, -1 for none
 * @property {number} ride the stop that the group rides to, -1 for none
 * @property {number[]} order the stops that are visited
 * @property {Leg[]} legs to each of them
 * @property {number[]} at the minute of each arrival after the start
 */

const timetable = (() => {
  const day = 24 * 60;
  const longTour = 240;
  const noonFrom = 11 * 60, noonTo = 13 * 60 + 30, midday = 12 * 60;
  const shortestBreak = 30, breakLength = 40;
  const detours = [123, 130, 137], measured = [95, 100, 105]; // hundredths
  const regroup = 2;
  /** @type {Record<string, number>} */
  const speeds = { cycle: 12000, coach: 40000, drive: 40000, metro: 30000, ferry: 15000 };
  const fastest = 200000;
  const ride = "coach";
  const earliestStart = 5 * 60, latestStart = 20 * 60, furthestStart = 240, startStep = 5;
  const furthestDate = 30;
  const mostBatches = 12, longestInterval = 120;
  const mostFixes = 2;
  const anotherHour = ["start", "swap", "date", "without"];
  /** @type {Record<string, string[]>} */
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
  /** @param {number} n @param {number} of */
  const round = (n, of) => floor((n + of / 2) / of);

  /**
   * Returns the date of a day in ISO 8601. Only the UTC methods of Date are
   * safe here: the others depend on the reader's time zone.
   * @param {number} n
   */
  const dateOf = n => new Date(n * day * 60000).toISOString().slice(0, 10);

  /**
   * Returns the days since 1 January 1970, null for an invalid date.
   * @param {string | undefined} date
   */
  const dayNumber = date => {
    const n = date && /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date + "T00:00Z") / (day * 60000) : NaN;
    return n === floor(n) && dateOf(n) === date ? n : null; // some browsers parse 30 February as 2 March
  };

  /** @param {string} kind */
  const refuses = kind => kind !== "unsure" && remedies[kind].includes("date");
  /** @param {number} from @param {number} to */
  const overlap = (from, to) => min(to, noonTo) - max(from, noonFrom);

  /**
   * Returns the functions that plan a tour.
   * @param {Tour} tour
   */
  const planner = tour => {
    const zeros = { travel: 0, way: 0, lastEntry: 0, capacity: 0 };
    const stops = (tour.stops || []).map(h => Object.assign({}, zeros, h));
    const tables = (tour.hours || []).map(h => ({ days: h.days, kinds: h.kinds, first: dayNumber(h.first) || 0, width: h.kinds.length > 36 ? 2 : 1 }));
    const group = tour.group || 0;

    /* Opening hours. */

    /** @typedef {typeof tables[number]} Table */

    const unknown = [{ from: 0, to: day, unknown: true }];
    /** @param {Table} t @param {number} n */
    const code = (t, n) => n < t.first ? "" : t.days.substr((n - t.first) * t.width, t.width);
    /** @param {Table} t @param {number} n @returns {Stretch[]} */
    const course = (t, n) => t.kinds[parseInt(code(t, n), 36)] || unknown;

    /**
     * Returns the stretch that contains a minute after the midnight of day n.
     * @param {Table} t @param {number} n @param {number} minute
     */
    const stretchAt = (t, n, minute) => {
      const midnight = minute - minute % day;
      const s = course(t, n + midnight / day).find(s => midnight + s.from <= minute && minute < midnight + s.to);
      return s && { to: midnight + s.to, unknown: s.unknown };
    };

    /** @param {Table} t @param {number} n @param {number} minute @param {number} horizon @param {boolean} unknownToo */
    const until = (t, n, minute, horizon, unknownToo) => {
      while (minute < horizon) {
        const s = stretchAt(t, n, minute);
        if (!s || s.unknown && !unknownToo) break;
        minute = s.to;
      }
      return minute;
    };

    /**
     * Compares a visit with the hours, and returns what is wrong: a kind of
     * conflict and its figure.
     * @param {Table} t @param {number} n @param {number} from @param {number} to @param {number} lastEntry
     * @returns {[string, number?] | undefined}
     */
    const against = (t, n, from, to, lastEntry) => {
      const midnight = from - from % day;
      const open = course(t, n + midnight / day);
      if (!open.length) return ["closed"];
      const now = stretchAt(t, n, from);
      if (!now) {
        const next = open.find(s => from < midnight + s.from);
        return next ? ["early", midnight + next.from] : ["late", midnight + open[open.length - 1].to];
      }
      if (now.unknown) return ["unsure"];
      const closes = until(t, n, from, to + lastEntry, false);
      const maybe = stretchAt(t, n, closes);
      const late = lastEntry > 0 && from > closes - lastEntry;
      if (late && !maybe) return ["last-entry", closes - lastEntry];
      const shut = until(t, n, from, to, true);
      if (shut < to) return ["overstay", shut];
      if (late || closes < to) return ["unsure"];
    };

    /** @param {Table} t @param {number} n @returns {[string] | undefined} */
    const wholeDay = (t, n) => {
      const open = course(t, n);
      if (!open.length) return ["closed"];
      if (open.every(s => s.unknown)) return ["unsure"];
    };

    /* Legs. */

    /** @param {number} a @param {number} b */
    const spotted = (a, b) => stops[a].spot >= 0 && stops[b].spot >= 0;
    /** @param {number} a @param {number} b */
    const straight = (a, b) => {
      const i = stops[a].spot, j = stops[b].spot;
      return i === j ? 0 : tour.spots[max(i, j)][min(i, j)];
    };
    /** @param {number} stop */
    const computed = stop => stops[stop].travel === 0 && stops[stop].way === 0;

    /** @param {Variant} v @param {number} stop */
    const by = (v, stop) => {
      const own = stops[stop].by;
      return own !== "walk" || v.ride < 0 || v.ride !== following(v, stop) ? own : ride;
    };
    /** @param {Variant} v @param {number} stop */
    const following = (v, stop) => {
      while (stop < stops.length && v.out[stop]) stop++;
      return stop;
    };
    /** @param {Variant} v @param {number} from @param {number} to */
    const skips = (v, from, to) => from < to && v.out.slice(from + 1, to).every(out => out);

    /** @param {Variant} v @param {number} from @param {number} to @returns {Leg} */
    const leg = (v, from, to) => {
      if (!skips(v, from, to)) return direct(v, from, to);
      const own = by(v, to);
      let alike = spotted(from, to);
      for (let stop = from + 1; stop <= to; stop++) alike = alike && computed(stop) && by(v, stop) === own;
      if (alike) return direct(v, from, to);
      const sum = { by: own, metres: 0, low: 0, likely: 0, high: 0, given: false, mapped: false };
      let known = true;
      for (let stop = from + 1; stop <= to; stop++) {
        const { part, measured } = written(v, stop);
        sum.metres += part.metres;
        sum.low += part.low;
        sum.likely += part.likely;
        sum.high += part.high;
        sum.given = sum.given || part.given;
        sum.mapped = sum.mapped || part.mapped;
        known = known && measured;
      }
      if (!known) {
        sum.metres = 0;
        sum.mapped = false;
      }
      return sum;
    };

    /**
     * Computes the leg from one stop to another: along the map's ways where the
     * group walks and they are known, else from the straight line.
     * @param {Variant} v @param {number} from @param {number} to @returns {Leg}
     */
    const direct = (v, from, to) => {
      const own = by(v, to);
      if (!spotted(from, to)) return take(own, 0, 0, detours, v.pace);
      const [metres, steps] = own === "walk" && tour.foot ? tour.foot[stops[from].spot][stops[to].spot] : [0, 0];
      if (!metres) return take(own, straight(from, to), 0, detours, v.pace);
      return { ...take(own, metres, steps, measured, v.pace), mapped: true };
    };

    /**
     * Returns the leg to a stop from the one before it in the tour, and whether
     * its length is known.
     * @param {Variant} v @param {number} stop
     */
    const written = (v, stop) => {
      const h = stops[stop];
      const part = h.way > 0 ? take(by(v, stop), h.way, 0, measured, v.pace) : direct(v, stop - 1, stop);
      let known = h.way > 0 || spotted(stop - 1, stop);
      if (h.travel > 0) {
        part.low = part.likely = part.high = h.travel;
        part.given = true;
        if (part.metres * 60 > fastest * h.travel) {
          part.metres = 0;
          part.mapped = known = false;
        }
      }
      return { part, measured: known };
    };

    /**
     * Computes a leg of so many metres, lengthened by hundredths, with the
     * seconds that steps on it cost.
     * @param {string} by @param {number} metres @param {number} steps @param {number[]} hundredths @param {number} pace
     * @returns {Leg}
     */
    const take = (by, metres, steps, hundredths, pace) => {
      const rides = speeds[by];
      const speed = rides || max(1, pace);
      const [low, likely, high] = hundredths.map(n => metres && floor((metres * n * 3600 + steps * speed * 100 + speed * 6000 - 1) / (speed * 6000)) + (rides ? 0 : regroup));
      return { by, metres: round(metres * hundredths[1], 100), low, likely, high, given: false, mapped: false };
    };

    /* Variants. */

    /** @param {Choice} choice */
    const chosen = choice => {
      return visiting({
        day: dayNumber(choice.date || tour.date),
        start: choice.start && choice.start > 0 ? choice.start : tour.start,
        pace: choice.pace && choice.pace > 0 ? choice.pace : tour.pace,
        batches: max(1, tour.batches),
        interval: tour.interval || 0,
        out: stops.map((_, stop) => (choice.without || []).includes(stop)),
        rest: -1,
        ride: -1,
        order: [], legs: [], at: [],
      });
    };

    /** @param {Variant} v */
    const visiting = v => {
      v.order = [...stops.keys()].filter(stop => !v.out[stop]);
      return timed(v);
    };

    /** @param {Variant} v */
    const timed = v => {
      let now = 0;
      v.legs = [];
      v.at = [];
      v.order.forEach((stop, i) => {
        v.legs[i] = i ? leg(v, v.order[i - 1], stop) : /** @type {Leg} */ ({});
        v.at[i] = now += i ? v.legs[i].likely : 0;
        now += stops[stop].stay + (stop === v.rest ? breakLength : 0);
      });
      return v;
    };

    /** @param {Variant} v @param {Partial<Variant>} what @returns {Variant} */
    const change = (v, what) => Object.assign({}, v, what);
    /** @param {Variant} v @param {number} i */
    const leaves = (v, i) => v.start + v.at[i] + stops[v.order[i]].stay;

    /* Conflicts. */

    /**
     * Reports whether a test holds for one of a variant's conflicts. It stops
     * at the first: most variants that are tried as a fix fail there.
     * @param {Variant} v @param {(c: Conflict) => boolean} holds
     */
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

    /** @param {string} kind @param {number} stop @param {number} [batch] @param {number} [figure] @param {number} [limit] @returns {Conflict} */
    const conflict = (kind, stop, batch, figure, limit) => ({ kind, stop, batch: batch || 0, figure: figure || 0, limit: limit || 0 });

    /** @param {Variant} v @param {number} i */
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

    /** @param {Variant} v @param {number} i */
    const longWalk = (v, i) => {
      const l = v.legs[i];
      if (l.by !== "walk") return;
      const metres = l.metres || (l.given ? floor(l.likely * v.pace / 60) : 0);
      if (metres > tour.longest) return conflict("long-walk", v.order[i], 0, metres, tour.longest);
    };

    /** @param {Variant} v @param {number} i */
    const crowd = (v, i) => {
      const h = stops[v.order[i]];
      const size = floor((group + v.batches - 1) / v.batches);
      /** @param {number} j */
      const here = j => stops[v.order[j]].site === h.site;
      if (h.site < 0 || h.capacity === 0 || min(group, size * v.batches) <= h.capacity) return;
      for (let j = 0; j < i; j++) if (here(j)) return;
      let found, first = 0;
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

    /** @param {Variant} v @param {number} site @param {number} minute */
    const present = (v, site, minute) => {
      let batches = 0;
      for (let b = 0; b < v.batches; b++) {
        const there = v.order.some((stop, j) => {
          const at = v.at[j] + b * v.interval;
          return stops[stop].site === site && at <= minute && minute < at + max(1, stops[stop].stay);
        });
        if (there) batches++;
      }
      return batches;
    };

    /** @param {Variant} v */
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

    /** @param {Variant} v */
    const aboutNoon = v => {
      /** @param {number} i */
      const off = i => abs(leaves(v, i) - midday);
      const positions = [...v.order.keys()].slice(0, max(1, v.order.length - 1));
      return positions.sort((a, b) => off(a) - off(b) || a - b);
    };

    /* Fixes. */

    /** @param {Conflict} c */
    const identity = c => c.kind + (c.kind === "no-break" ? "" : c.kind === "crowded" ? stops[c.stop].site : c.stop);

    /** @param {Variant} plan @param {Conflict[]} all @param {Conflict} c */
    const fixes = (plan, all, c) => {
      const own = identity(c), known = all.map(identity), position = plan.order.indexOf(c.stop);

      /** @param {Variant} v */
      const works = v => {
        const i = v.order.indexOf(c.stop);
        const still = i >= 0 && visit(v, i);
        return !(still && identity(still) === own) && !some(v, c => identity(c) === own || !known.includes(identity(c)));
      };

      /** @param {number} first @param {number} second */
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

      /** @type {Record<string, () => Omit<Fix, "kind"> | undefined>} */
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
              if (works(timed(change(plan, { order })))) return { value: order[second], other: order[first] };
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
          if (plan.order.length > 1 && works(visiting(change(plan, { out })))) return { value: c.stop };
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
            if (works(timed(change(plan, { rest })))) return { value: rest, other: breakLength };
          }
        },
        ride() {
          if (works(timed(change(plan, { ride: c.stop })))) return { value: c.stop };
        },
      };

      /** @type {Fix[]} */
      const found = [];
      for (const kind of remedies[c.kind]) {
        const fix = found.length < mostFixes && find[kind]();
        if (fix) found.push(Object.assign({ kind }, fix));
      }
      return found;
    };

    return { stops, tables, chosen, course, code, leaves, some, visit, fixes };
  };

  /**
   * Returns the timetable for a choice, as (*Tour).Plan does.
   * @param {Tour} tour @param {Choice} choice @returns {Plan}
   */
  const plan = (tour, choice) => {
    const p = planner(tour);
    const v = p.chosen(choice);
    /** @type {Conflict[]} */
    const conflicts = [];
    p.some(v, c => { conflicts.push(c); return false; });
    conflicts.sort((a, b) => a.stop - b.stop || (a.kind < b.kind ? -1 : 1));
    const start = v.start < 0 ? -1 : v.start;
    let end = start;
    const rows = v.order.map((stop, i) => {
      const h = p.stops[stop];
      /** @type {Row} */
      const row = { stop, leg: v.legs[i], times: [] };
      for (let b = 0; b < v.batches && v.start >= 0; b++) {
        const arrive = v.start + v.at[i] + b * v.interval;
        row.times.push({ arrive, depart: arrive + h.stay });
        end = max(end, arrive + h.stay);
      }
      if (h.hours >= 0 && v.day !== null) row.open = p.course(p.tables[h.hours], v.day);
      return row;
    });
    return {
      start, end, rows,
      date: v.day === null ? undefined : dateOf(v.day),
      conflicts: conflicts.map(c => Object.assign(c, { fixes: p.fixes(v, conflicts, c) })),
    };
  };

  /**
   * Returns on which days of the week a choice works, Monday first, as
   * (*Tour).Week does.
   * @param {Tour} tour @param {Choice} choice @returns {Weekday[]}
   */
  const week = (tour, choice) => {
    const p = planner(tour);
    const v = p.chosen(choice);
    const wait = (v.batches - 1) * v.interval;
    const end = max(max(0, v.start) + wait, ...v.order.map((stop, i) => p.leaves(v, i) + wait + p.stops[stop].lastEntry));
    const all = Array.from({ length: 7 }, () => ({
      days: 0, refused: 0, unsure: false,
      date: /** @type {string | undefined} */ (undefined), why: /** @type {Conflict | undefined} */ (undefined),
    }));
    const first = dayNumber(tour.year.year + "-01-01") || 0, off = tour.year.off || [];
    /** @type {Record<string, Conflict[]>} */
    const seen = {}; // by the opening hours of a day and those after it: most days are alike
    for (let today = first; dateOf(today).slice(0, 4) === String(tour.year.year); today++) {
      if (off.includes(today - first)) continue;
      v.day = today;
      let like = "";
      for (const t of p.tables) for (let n = today; n <= today + floor(end / day); n++) like += p.code(t, n) + " ";
      const found = seen[like] = seen[like] || v.order.flatMap((_, i) => p.visit(v, i) || []);
      const d = all[(today + 3) % 7];
      d.days++;
      d.unsure = d.unsure || found.some(c => c.kind === "unsure");
      const why = found.find(c => refuses(c.kind));
      if (why && !d.refused++) Object.assign(d, { date: dateOf(today), why });
    }
    return all.map(d => ({ works: d.refused === 0 ? 2 : d.refused < d.days ? 1 : 0, date: d.date, why: d.why, unsure: d.unsure }));
  };

  return { plan, week, refuses, dayNumber, dateOf };
})();

wayside.timetable = timetable;
