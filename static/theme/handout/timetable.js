// @ts-check
/* Handouts: when a group is where, and what will not work. This mirrors
   internal/timetable, function by function, for a teacher who sets another day
   in the browser; the reasons are given there. It computes in whole numbers
   and uses neither the clock, the reader's time zone nor the page, so that
   both give the same minutes: internal/timetable/script_test.go compares them.
   Its parts are in calendar.js, legs.js, carousel.js, conflicts.js, order.js and fixes.js. */

/**
 * @typedef {{ from: number, to: number, unknown?: boolean }} Stretch minutes after midnight
 * @typedef {{ first: string, days: string, kinds: (Stretch[] | null)[] }} Opening one or two characters a day from first, an index into kinds each; null states nothing
 * @typedef {{ sets: number[], zone: number[][] }} Sun
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
 * @property {boolean} [floats] it is wherever the group is
 * @property {boolean} [lunch]
 * @property {boolean} [fixed] in a carousel: all teams are here together
 * @property {boolean} [night] ends the day
 * @property {number} [next] when the next day starts, 0 for the tour's start
 * @property {Halt} [instead] in bad weather
 * @typedef {Required<Omit<Halt, "instead">> & Pick<Halt, "instead">} Stop a halt with its zeros
 * @typedef {object} Tour
 * @property {string} [date] ISO 8601
 * @property {number} start minutes after midnight, -1 for none
 * @property {number} pace metres an hour on foot
 * @property {number} longest metres of a walk
 * @property {number} [group] people
 * @property {number} batches
 * @property {number} [interval] minutes between batches
 * @property {boolean} [carousel] the batches rotate
 * @property {number} [endBy] minutes after midnight, 0 for no limit
 * @property {number} [longestDay] minutes, 0 for no limit
 * @property {Sun} [sun]
 * @property {Halt[]} [stops]
 * @property {number[][]} spots metres in a straight line, by the larger index and then the smaller
 * @property {number[][][]} [foot] metres and seconds of steps on the map's ways, 0 metres for unknown
 * @property {number[][]} [level] spot, spot and metres of ways without the steps in foot, 0 for none
 * @property {boolean} [stepFree] the group avoids steps
 * @property {Audience[]} [audiences] if there are several: the limits suit all of them
 * @property {Passage[]} [passages]
 * @property {Opening[]} [hours]
 * @property {{ year: number, off?: number[] }} year the days of it that no weekday is judged by
 * @property {boolean} [home] nobody visits the sites
 * @typedef {{ id: string, pace: number, longest: number, endBy?: number, longestDay?: number, stepFree?: boolean }} Audience
 * @typedef {{ from: number, to: number, stepFree?: boolean, gates: number[][], around?: number }} Passage gates: an index into hours and the metres from the start
 * @typedef {{ date?: string, start?: number, pace?: number, without?: number[], group?: number, batches?: number, interval?: number, stays?: number[], order?: number[], instead?: boolean, stepFree?: boolean, for?: string }} Choice
 * @typedef {{ by: string, metres: number, low: number, likely: number, high: number, given: boolean, mapped: boolean, rough?: boolean, passage: number, around?: boolean }} Leg
 * @typedef {{ kind: string, stop: number, batch: number, figure: number, limit: number }} Conflict
 * @typedef {{ kind: string, value?: number, other?: number, dates?: string[], order?: number[] }} Fix
 * @typedef {Conflict & { fixes: Fix[] }} Fixable
 * @typedef {{ arrive: number, depart: number }} Time
 * @typedef {{ stop: number, leg: Leg, legs?: Leg[], day: number, times: Time[], open?: Stretch[] }} Row
 * @typedef {{ start: number, end: number, date?: string, rows: Row[], conflicts: Fixable[], courses?: number[][] }} Plan
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
 * @property {number} freed the fixed stop that the teams visit in turn, -1 for none
 * @property {number[]} around the passages that are avoided
 * @property {number[]} order the stops that are visited
 * @property {number[]} spots of each stop
 * @property {number[]} anchors of each stop: itself, or the stop where it is
 * @property {Course[]} courses one, or one a team
 * @property {Part[] | null} parts of a carousel
 * @typedef {{ legs: Leg[], at: number[], left: number[], sequence: number[] }} Course by position, in minutes after the start
 * @typedef {{ first: number, last: number, rotations: Rotation[] | null }} Part a fixed stop or a loop
 * @typedef {{ length: number, courses: Course[], onward: Leg[] }} Rotation
 * @typedef {{ teams: number, taken: Time[] }} Room
 * @typedef {{ first: number, last: number }} Span the positions of a day
 */
const timetable = (() => {
  const mostChosen = 200, mostTeams = 24;
  const { floor, max, min } = Math;

  /**
   * Returns the stops with the stays and the alternatives of a choice.
   * @param {Tour} tour @param {Choice} choice @returns {Stop[]}
   */
  const halts = (tour, choice) => {
    const zeros = { travel: 0, way: 0, lastEntry: 0, capacity: 0, next: 0, floats: false, lunch: false, fixed: false, night: false };
    const stops = (tour.stops || []).map(h => Object.assign({}, zeros, h));
    stops.forEach((h, i) => {
      const other = choice.instead && h.instead, next = stops[i + 1];
      if (other) {
        const was = h.by;
        stops[i] = Object.assign({}, zeros, other);
        if (next) {
          next.travel = next.way = 0;
          if (next.by === was) next.by = other.by;
        }
      }
      const stay = (choice.stays || [])[i];
      if (stay >= 0) stops[i].stay = stay;
    });
    return stops;
  };

  /**
   * Completes an order of stops with those that it lacks.
   * @param {number} count @param {number[]} order
   */
  const sequenceOf = (count, order) => {
    const all = order.filter((stop, i) => stop >= 0 && stop < count && order.indexOf(stop) === i);
    for (let stop = 0; stop < count; stop++) if (!all.includes(stop)) all.push(stop);
    return all;
  };

  /**
   * Returns a tour with the limits of one of its audiences.
   * @param {Tour} tour @param {string | undefined} id @returns {Tour}
   */
  const meantFor = (tour, id) => {
    const a = (tour.audiences || []).find(a => a.id === id);
    return a ? Object.assign({}, tour, { endBy: 0, longestDay: 0, stepFree: false }, a) : tour;
  };

  /**
   * Returns the functions that plan a tour with the stops and the group of a choice.
   * @param {Tour} whole @param {Choice} choice
   */
  const planner = (whole, choice) => {
    const tour = meantFor(whole, choice.for);
    const stops = halts(tour, choice);
    const sequence = sequenceOf(stops.length, choice.order || []);
    const tables = calendar.tables(tour.hours || []);
    const group = choice.group && choice.group > 0 ? choice.group : tour.group || 0;
    const floating = stops.some(h => h.floats);
    const written = stops.map(h => h.spot), selves = stops.map((_, stop) => stop);

    const chosen = () => {
      return visiting({
        day: calendar.dayNumber(choice.date || tour.date),
        start: choice.start && choice.start > 0 ? choice.start : tour.start,
        pace: choice.pace && choice.pace > 0 ? choice.pace : tour.pace,
        batches: choice.batches && choice.batches > 0 ? min(choice.batches, mostChosen) : max(1, tour.batches),
        interval: choice.interval && choice.interval > 0 ? choice.interval : tour.interval || 0,
        out: stops.map((_, stop) => (choice.without || []).includes(stop)),
        rest: -1,
        ride: -1,
        freed: -1,
        order: [], spots: [], anchors: [], courses: [], parts: null, around: [],
      });
    };

    /** @param {Variant} v */
    const visiting = v => {
      v.order = sequence.filter(stop => !v.out[stop]);
      return timed(v);
    };

    /** @param {Variant} v */
    const timed = v => {
      v.around = [];
      place(v);
      do run(v); while (found.goAround(v));
      return v;
    };

    /** @param {Variant} v */
    const run = v => {
      v.parts = null;
      if (tour.carousel && v.batches > 1 && v.batches <= mostTeams) return teams.rotate(v);
      v.courses = [together(v)];
      return v;
    };

    /** @param {Variant} v */
    const retimed = v => {
      if (tour.passages) return timed(v);
      if (v.parts) return teams.pick(v);
      return v.order.some(stop => stops[stop].night) ? timed(v) : v;
    };

    /** @param {Variant} v */
    const place = v => {
      v.spots = written;
      v.anchors = selves;
      if (!floating) return;
      v.spots = written.slice();
      v.anchors = selves.slice();
      v.order.forEach((stop, i) => {
        if (i && stops[stop].floats) {
          v.spots[stop] = v.spots[v.order[i - 1]];
          v.anchors[stop] = v.anchors[v.order[i - 1]];
        }
      });
    };

    /** @param {Variant} v @returns {Course} */
    const together = v => {
      /** @type {Course} */
      const c = { legs: [], at: [], left: [], sequence: [] };
      let now = 0;
      v.order.forEach((stop, i) => {
        c.legs[i] = i ? way.leg(v, v.order[i - 1], stop) : /** @type {Leg} */ ({});
        c.at[i] = now += i ? c.legs[i].likely : 0;
        now = leaving(v, i, now);
        c.left[i] = tour.home ? c.at[i] + stops[stop].stay : now; // at home the evening ends
        now += stop === v.rest ? found.breakLength : 0;
      });
      return c;
    };

    /** @param {Variant} v @param {number} i @param {number} arrival */
    const leaving = (v, i, arrival) => {
      const h = stops[v.order[i]];
      if (!h.night || i === v.order.length - 1) return arrival + h.stay;
      const start = max(0, v.start);
      return (floor((start + arrival) / calendar.day) + 1) * calendar.day + (h.next || start) - start;
    };

    const way = ways(tour, stops, choice.stepFree || tour.stepFree);
    const found = conflicts(tour, stops, tables, group);
    const teams = carousel(stops, tables, group, way.leg, leaving);
    const best = shortest(stops, way, found, timed);
    const fixes = fixing(tour, stops, group, way, found, best, { timed, retimed, visiting });
    return { ...found, stops, tables, chosen, retimed, best, fixes };
  };

  /**
   * Returns the timetable for a choice, with conflicts that have no fixes yet, and
   * the function that returns those of one: they take most of the time.
   * @param {Tour} tour @param {Choice} choice @returns {{ plan: Plan, fixesOf: (c: Conflict) => Fix[] }}
   */
  const outline = (tour, choice) => {
    const p = planner(tour, choice);
    const v = p.chosen();
    /** @type {Conflict[]} */
    const all = [];
    p.some(v, c => { all.push(c); return false; });
    all.sort((a, b) => a.stop - b.stop || (a.kind < b.kind ? -1 : 1));
    const start = v.start < 0 ? -1 : v.start;
    let end = start;
    const rows = v.order.map((stop, i) => {
      const h = p.stops[stop];
      /** @type {Row} */
      const row = { stop, leg: v.parts ? /** @type {Leg} */ ({}) : v.courses[0].legs[i], day: p.dayOf(v, i), times: [] };
      if (v.parts) row.legs = v.courses.map(c => c.legs[i]);
      for (let b = 0; b < v.batches && v.start >= 0; b++) {
        const arrive = p.arrives(v, b, i), depart = p.leaves(v, b, i);
        row.times.push({ arrive, depart });
        end = max(end, depart);
      }
      if (h.hours >= 0 && v.day !== null) row.open = calendar.stretches(p.tables[h.hours], v.day + row.day) || undefined;
      return row;
    });
    const plan = {
      start, end, rows,
      date: v.day === null ? undefined : calendar.dateOf(v.day),
      conflicts: all.map(c => Object.assign(c, { fixes: [] })),
      courses: v.parts ? v.courses.map(c => c.sequence.map(i => v.order[i])) : undefined,
    };
    return { plan, fixesOf: c => p.fixes(v, all, c) };
  };

  /**
   * Returns the timetable for a choice, as (*Tour).Plan does.
   * @param {Tour} tour @param {Choice} choice @returns {Plan}
   */
  const plan = (tour, choice) => {
    const { plan, fixesOf } = outline(tour, choice);
    for (const c of plan.conflicts) c.fixes = fixesOf(c);
    return plan;
  };

  /**
   * Returns on which days of the week a choice works, Monday first, as
   * (*Tour).Week does.
   * @param {Tour} tour @param {Choice} choice @returns {Weekday[]}
   */
  const week = (tour, choice) => {
    const p = planner(tour, choice);
    const v = p.chosen();
    let end = 0;
    for (let b = 0; b < v.batches; b++) v.order.forEach((stop, i) => { end = max(end, p.leaves(v, b, i) + p.stops[stop].lastEntry); });
    const all = Array.from({ length: 7 }, () => ({
      days: 0, refused: 0, unsure: false,
      date: /** @type {string | undefined} */ (undefined), why: /** @type {Conflict | undefined} */ (undefined),
    }));
    const first = calendar.dayNumber(tour.year.year + "-01-01") || 0, off = tour.year.off || [];
    /** @type {Record<string, Conflict[]>} */
    const seen = {}; // by the opening hours of a day and those after it: most days are alike
    for (let today = first; calendar.dateOf(today).slice(0, 4) === String(tour.year.year); today++) {
      if (off.includes(today - first)) continue;
      v.day = today;
      let like = "";
      for (const t of p.tables) for (let n = today; n <= today + floor(end / calendar.day); n++) like += calendar.code(t, n) + " ";
      const found = seen[like] = seen[like] || p.retimed(v).order.flatMap((_, i) => p.visit(v, i) || []);
      const d = all[(today + 3) % 7];
      d.days++;
      d.unsure = d.unsure || found.some(c => c.kind === "unsure");
      const why = found.find(c => calendar.refuses(c.kind));
      if (why && !d.refused++) Object.assign(d, { date: calendar.dateOf(today), why });
    }
    return all.map(d => ({ works: d.refused === 0 ? 2 : d.refused < d.days ? 1 : 0, date: d.date, why: d.why, unsure: d.unsure }));
  };

  /**
   * Returns the order of the stops of a choice with the shortest way, as
   * (*Tour).BestOrder does.
   * @param {Tour} tour @param {Choice} choice
   */
  const bestOrder = (tour, choice) => {
    const p = planner(tour, choice), v = p.chosen();
    /** @type {string[]} */
    const known = [];
    p.some(v, c => { known.push(p.identity(c)); return false; });
    return p.best(v, known);
  };

  return { plan, outline, week, bestOrder };
})();

wayside.timetable = timetable;
