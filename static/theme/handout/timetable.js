// @ts-check
/* Handouts: when a group is where, and what will not work. This mirrors
   internal/timetable, function by function, for a teacher who sets another day
   in the browser; the reasons are given there. It computes in whole numbers
   and uses neither the clock, the reader's time zone nor the page, so that
   both give the same minutes: internal/timetable/script_test.go compares them. */

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
 * @property {Opening[]} [hours]
 * @property {{ year: number, off?: number[] }} year the days of it that no weekday is judged by
 * @property {boolean} [home] nobody visits the sites
 * @typedef {{ date?: string, start?: number, pace?: number, without?: number[], group?: number, batches?: number, interval?: number, stays?: number[], order?: number[], instead?: boolean }} Choice
 * @typedef {{ by: string, metres: number, low: number, likely: number, high: number, given: boolean, mapped: boolean }} Leg
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
 * @typedef {{ least: number, way: number, set: number, stop: number, before: number }} Beginning of an order
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
  const earliestStart = 5 * 60, latestStart = 20 * 60, furthestStart = 480, startStep = 5;
  const furthestDate = 60, mostDates = 3;
  const mostBatches = 12, longestInterval = 120;
  const mostFixes = 2;
  const mostChosen = 200, mostTeams = 24, mostShifts = 12;
  const mostFree = 12, mostNodes = 5000, least = 100, leastShare = 2;
  const sunStep = 8;
  const anotherHour = ["start", "swap", "date", "without"];
  /** @type {Record<string, string[]>} */
  const remedies = {
    "closed": ["date", "start", "swap", "without"],
    "early": anotherHour,
    "late": anotherHour,
    "last-entry": anotherHour,
    "overstay": anotherHour,
    "unsure": anotherHour,
    "crowded": ["rotate", "batches", "without"],
    "no-break": ["break"],
    "lunch": ["move", "start"],
    "long-walk": ["ride", "without"],
    "dark": ["start", "order", "ride", "without"],
    "ends-late": ["start", "order", "without"],
    "long-day": ["order", "without"],
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
   * Returns the stops with the stays and the alternatives of a choice.
   * @param {Tour} tour @param {Choice} choice
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

  /* A binary heap of nodes: the shortest way first, and of two equal ones the
     node that was added first. */

  /** @param {number} a @param {number} b @param {Beginning[]} nodes */
  const sooner = (a, b, nodes) => nodes[a].least < nodes[b].least || nodes[a].least === nodes[b].least && a < b;

  /**
   * Adds the last of the nodes.
   * @param {number[]} queue @param {Beginning[]} nodes
   */
  const push = (queue, nodes) => {
    queue.push(nodes.length - 1);
    for (let i = queue.length - 1; i > 0;) {
      const parent = (i - 1) >> 1;
      if (!sooner(queue[i], queue[parent], nodes)) return;
      [queue[i], queue[parent]] = [queue[parent], queue[i]];
      i = parent;
    }
  };

  /** @param {number[]} queue @param {Beginning[]} nodes */
  const pop = (queue, nodes) => {
    const first = queue[0], moved = /** @type {number} */ (queue.pop());
    if (queue.length) queue[0] = moved;
    for (let i = 0; ;) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) if (child < queue.length && sooner(queue[child], queue[least], nodes)) least = child;
      if (least === i) return first;
      [queue[i], queue[least]] = [queue[least], queue[i]];
      i = least;
    }
  };

  /**
   * Returns the functions that plan a tour with the stops and the group of a choice.
   * @param {Tour} tour @param {Choice} choice
   */
  const planner = (tour, choice) => {
    const stops = halts(tour, choice);
    const sequence = sequenceOf(stops.length, choice.order || []);
    const tables = (tour.hours || []).map(h => ({ days: h.days, kinds: h.kinds, first: dayNumber(h.first) || 0, width: h.kinds.length > 36 ? 2 : 1 }));
    const group = choice.group && choice.group > 0 ? choice.group : tour.group || 0;
    const floating = stops.some(h => h.floats);
    const ownSpots = stops.map(h => h.spot), selves = stops.map((_, stop) => stop);

    /* Opening hours. */

    /** @typedef {typeof tables[number]} Table */

    const unknown = [{ from: 0, to: day, unknown: true }];
    /** @param {Table} t @param {number} n */
    const code = (t, n) => n < t.first ? "" : t.days.substr((n - t.first) * t.width, t.width);
    /** @param {Table} t @param {number} n @returns {Stretch[] | null} null for nothing stated */
    const stretches = (t, n) => {
      const kind = t.kinds[parseInt(code(t, n), 36)];
      return kind === undefined ? unknown : kind;
    };

    /**
     * Returns the stretch that contains a minute after the midnight of day n.
     * @param {Table} t @param {number} n @param {number} minute
     */
    const stretchAt = (t, n, minute) => {
      const midnight = minute - minute % day;
      const s = (stretches(t, n + midnight / day) || []).find(s => midnight + s.from <= minute && minute < midnight + s.to);
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
      const open = stretches(t, n + midnight / day);
      if (!open) return;
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
      const open = stretches(t, n);
      if (!open) return;
      if (!open.length) return ["closed"];
      if (open.every(s => s.unknown)) return ["unsure"];
    };

    /* Legs. */

    /** @param {number[]} spots of stops @param {number} a @param {number} b */
    const located = (spots, a, b) => spots[a] >= 0 && spots[b] >= 0;
    /** @param {number} i @param {number} j */
    const straight = (i, j) => {
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
    const skips = (v, from, to) => {
      for (let stop = from + 1; stop < to; stop++) if (!v.out[stop] && !stops[stop].floats) return false;
      return from < to;
    };

    /** @param {Variant} v @param {number} from @param {number} to @returns {Leg} */
    const leg = (v, from, to) => {
      if (v.anchors[to] !== to) return take(by(v, to), 0, 0, detours, v.pace);
      from = v.anchors[from];
      if (!skips(v, from, to)) return direct(v, v.spots, from, to);
      const own = by(v, to);
      let alike = located(v.spots, from, to);
      for (let stop = from + 1; stop <= to; stop++) alike = alike && (stops[stop].floats || computed(stop) && by(v, stop) === own);
      if (alike) return direct(v, v.spots, from, to);
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
     * Computes the leg from one stop to another, which are at these spots: along
     * the map's ways where the group walks and they are known, else from the
     * straight line.
     * @param {Variant} v @param {number[]} spots @param {number} from @param {number} to @returns {Leg}
     */
    const direct = (v, spots, from, to) => {
      const own = by(v, to);
      if (!located(spots, from, to)) {
        const none = take(own, 0, 0, detours, v.pace), { travel } = stops[to];
        return travel > 0 && from !== to - 1 ? { ...none, low: travel, likely: travel, high: travel, given: true } : none;
      }
      const [metres, steps] = own === "walk" && tour.foot ? tour.foot[spots[from]][spots[to]] : [0, 0];
      if (!metres) return take(own, straight(spots[from], spots[to]), 0, detours, v.pace);
      return { ...take(own, metres, steps, measured, v.pace), mapped: true };
    };

    /**
     * Returns the leg to a stop from the one before it in the tour, and whether
     * its length is known.
     * @param {Variant} v @param {number} stop
     */
    const written = (v, stop) => {
      const h = stops[stop];
      const part = h.way > 0 ? take(by(v, stop), h.way, 0, measured, v.pace) : direct(v, ownSpots, stop - 1, stop);
      let known = h.way > 0 || located(ownSpots, stop - 1, stop);
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

    const chosen = () => {
      return visiting({
        day: dayNumber(choice.date || tour.date),
        start: choice.start && choice.start > 0 ? choice.start : tour.start,
        pace: choice.pace && choice.pace > 0 ? choice.pace : tour.pace,
        batches: choice.batches && choice.batches > 0 ? min(choice.batches, mostChosen) : max(1, tour.batches),
        interval: choice.interval && choice.interval > 0 ? choice.interval : tour.interval || 0,
        out: stops.map((_, stop) => (choice.without || []).includes(stop)),
        rest: -1,
        ride: -1,
        freed: -1,
        order: [], spots: [], anchors: [], courses: [], parts: null,
      });
    };

    /** @param {Variant} v */
    const visiting = v => {
      v.order = sequence.filter(stop => !v.out[stop]);
      return timed(v);
    };

    /** @param {Variant} v */
    const timed = v => {
      place(v);
      v.parts = null;
      if (tour.carousel && v.batches > 1 && v.batches <= mostTeams) return rotate(v);
      v.courses = [together(v)];
      return v;
    };

    /** @param {Variant} v */
    const retimed = v => {
      if (v.parts) return pick(v);
      return v.order.some(stop => stops[stop].night) ? timed(v) : v;
    };

    /** @param {Variant} v */
    const place = v => {
      v.spots = ownSpots;
      v.anchors = selves;
      if (!floating) return;
      v.spots = ownSpots.slice();
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
      const c = newCourse();
      let now = 0;
      v.order.forEach((stop, i) => {
        c.legs[i] = i ? leg(v, v.order[i - 1], stop) : nowhere;
        c.at[i] = now += i ? c.legs[i].likely : 0;
        c.left[i] = now = leaving(v, i, now);
        now += stop === v.rest ? breakLength : 0;
      });
      return c;
    };

    const nowhere = /** @type {Leg} */ ({});
    /** @returns {Course} */
    const newCourse = () => ({ legs: [], at: [], left: [], sequence: [] });

    /** @param {Variant} v @param {number} i @param {number} arrival */
    const leaving = (v, i, arrival) => {
      const h = stops[v.order[i]];
      if (!h.night || i === v.order.length - 1) return arrival + h.stay;
      const start = max(0, v.start);
      return (floor((start + arrival) / day) + 1) * day + (h.next || start) - start;
    };

    /** @param {Variant} v @param {Partial<Variant>} what @returns {Variant} */
    const change = (v, what) => Object.assign({}, v, what);
    /** @param {Variant} v @param {number} batch */
    const courseOf = (v, batch) => (v.parts ? v.courses[batch] : v.courses[0]);
    /** @param {Variant} v @param {number} batch */
    const later = (v, batch) => max(0, v.start) + (v.parts ? 0 : batch * v.interval);
    /** @param {Variant} v @param {number} batch @param {number} i */
    const arrives = (v, batch, i) => later(v, batch) + courseOf(v, batch).at[i];
    /** @param {Variant} v @param {number} batch @param {number} i */
    const leaves = (v, batch, i) => later(v, batch) + courseOf(v, batch).left[i];
    /** @param {Variant} v @param {number} i */
    const dayOf = (v, i) => floor(arrives(v, 0, i) / day);

    /* Carousels. */

    /** @param {Variant} v */
    const rotate = v => {
      v.parts = [];
      for (let i = 0; i < v.order.length; i++) {
        const first = i;
        if (!fixed(v, i)) while (i + 1 < v.order.length && !fixed(v, i + 1)) i++;
        v.parts.push({ first, last: i + 1, rotations: null });
      }
      for (const l of v.parts) if (!fixed(v, l.first)) turn(v, l);
      return pick(v);
    };

    /** @param {Variant} v @param {number} i */
    const fixed = (v, i) => stops[v.order[i]].fixed && v.order[i] !== v.freed || stops[v.order[i]].night;

    /** @param {Variant} v @param {Part} l */
    const turn = (v, l) => {
      const n = l.last - l.first;
      const legs = loopLegs(v, l);
      /** @type {Rotation[]} */
      const rotations = [];
      for (let shift = 0; shift < n; shift += floor((n + mostShifts - 1) / mostShifts)) {
        for (const spread of [false, true]) {
          const starts = Array.from({ length: v.batches }, (_, k) => (shift + (spread ? floor(k * n / v.batches) : k)) % n);
          rotations.push(rotation(v, l, legs, starts));
        }
      }
      l.rotations = rotations.map((r, i) => ({ r, i })).sort((a, b) => a.r.length - b.r.length || a.i - b.i).map(({ r }) => r);
    };

    /** @param {Variant} v @param {Part} l */
    const loopLegs = (v, l) => {
      const n = l.last - l.first;
      /** @type {Leg[][]} */
      const legs = [];
      for (let i = 0; i <= n + 1; i++) {
        legs[i] = [];
        for (let j = 0; j <= n + 1; j++) {
          const from = l.first - 1 + i, to = l.first - 1 + j;
          legs[i][j] = i !== j && i <= n && j > 0 && from >= 0 && to < v.order.length ? leg(v, v.order[from], v.order[to]) : nowhere;
        }
      }
      return legs;
    };

    /** @param {Variant} v @param {Part} l @param {Leg[][]} legs @param {number[]} starts @returns {Rotation} */
    const rotation = (v, l, legs, starts) => {
      const n = l.last - l.first;
      /** @type {Rotation} */
      const r = { length: 0, courses: starts.map(newCourse), onward: [] };
      const space = rooms(v, l);
      for (let round = 0; round < n; round++) {
        starts.forEach((start, k) => {
          const c = r.courses[k], i = (start + round) % n;
          const before = round ? c.sequence[round - 1] : -1;
          c.legs[i] = legs[before + 1][i + 1];
          const stay = stops[v.order[l.first + i]].stay;
          c.at[i] = admit(space[i], (round ? c.left[before] : 0) + (c.legs[i].likely || 0), stay);
          c.left[i] = c.at[i] + stay;
          c.sequence.push(i);
          r.onward[k] = legs[i + 1][n + 1];
          r.length = max(r.length, c.left[i] + (r.onward[k].likely || 0));
        });
      }
      return r;
    };

    /** @param {Variant} v @param {Part} l @returns {(Room | null)[]} */
    const rooms = (v, l) => {
      /** @type {Record<number, Room>} */
      const sites = {};
      const size = max(1, floor((group + v.batches - 1) / v.batches));
      return v.order.slice(l.first, l.last).map(stop => {
        const h = stops[stop];
        if (h.site < 0) return null;
        if (!h.capacity) return { teams: 1, taken: [] };
        return sites[h.site] = sites[h.site] || { teams: max(1, floor(h.capacity / size)), taken: [] };
      });
    };

    /** @param {Room | null} r @param {number} from @param {number} stay */
    const admit = (r, from, stay) => {
      if (!r) return from;
      for (;;) {
        const depart = from + max(1, stay);
        const next = full(r, from, depart);
        if (next === null) {
          r.taken.push({ arrive: from, depart });
          return from;
        }
        from = next;
      }
    };

    /**
     * Returns when there may be room again, null if there is.
     * @param {Room} r @param {number} from @param {number} to
     */
    const full = (r, from, to) => {
      for (let k = -1; k < r.taken.length; k++) {
        const at = k < 0 ? from : r.taken[k].arrive;
        if (at < from || at >= to) continue;
        let teams = 0, first = 0;
        for (const t of r.taken) {
          if (t.arrive > at || at >= t.depart) continue;
          teams++;
          if (first === 0 || t.depart < first) first = t.depart;
        }
        if (teams >= r.teams) return first;
      }
      return null;
    };

    /** @param {Variant} v */
    const pick = v => {
      v.courses = Array.from({ length: v.batches }, newCourse);
      let now = 0;
      /** @type {Rotation | null} */
      let before = null;
      for (const l of v.parts || []) {
        if (!l.rotations) {
          now = gather(v, l.first, now, before);
          before = null;
          continue;
        }
        const rotation = l.rotations.find(r => open(v, l, r, now)) || l.rotations[0];
        v.courses.forEach((c, k) => {
          const loop = rotation.courses[k];
          for (const i of loop.sequence) {
            c.sequence.push(l.first + i);
            c.at[l.first + i] = now + loop.at[i];
            c.left[l.first + i] = now + loop.left[i];
            c.legs[l.first + i] = loop.legs[i];
          }
        });
        now += rotation.length;
        before = rotation;
      }
      return v;
    };

    /** @param {Variant} v @param {number} i @param {number} now @param {Rotation | null} from */
    const gather = (v, i, now, from) => {
      const way = !from && i ? leg(v, v.order[i - 1], v.order[i]) : nowhere;
      now += way.likely || 0;
      const left = leaving(v, i, now);
      v.courses.forEach((c, k) => {
        c.at[i] = now;
        c.left[i] = left;
        c.legs[i] = from ? from.onward[k] : way;
        c.sequence.push(i);
      });
      return left;
    };

    /** @param {Variant} v @param {Part} l @param {Rotation} r @param {number} now */
    const open = (v, l, r, now) => {
      const today = v.day;
      if (today === null || v.start < 0) return true;
      for (let i = 0; i < l.last - l.first; i++) {
        const h = stops[v.order[l.first + i]];
        if (h.hours < 0) continue;
        for (const c of r.courses) {
          const at = v.start + now + c.at[i];
          const wrong = against(tables[h.hours], today, at, at + max(1, h.stay), h.lastEntry);
          if (wrong && refuses(wrong[0])) return false;
        }
      }
      return true;
    };

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
      for (const d of days(v)) {
        for (const find of [noBreak, dark, endsLate, longDay]) {
          const c = find(v, d);
          if (c && holds(c)) return true;
        }
      }
      return false;
    };

    /** @param {string} kind @param {number} stop @param {number} [batch] @param {number} [figure] @param {number} [limit] @returns {Conflict} */
    const conflict = (kind, stop, batch, figure, limit) => ({ kind, stop, batch: batch || 0, figure: figure || 0, limit: limit || 0 });

    /** @param {Variant} v @param {number} i */
    const visit = (v, i) => {
      const stop = v.order[i], h = stops[stop];
      if (h.hours < 0 || v.day === null || h.night) return;
      const t = tables[h.hours];
      if (v.start < 0) {
        const wrong = wholeDay(t, v.day + dayOf(v, i));
        return wrong && conflict(wrong[0], stop);
      }
      let found;
      for (let b = 0; b < v.batches; b++) {
        const at = arrives(v, b, i);
        const wrong = against(t, v.day, at, at + max(1, h.stay), h.lastEntry);
        if (wrong && (!found || refuses(wrong[0]))) found = conflict(wrong[0], stop, b, wrong[1]);
        if (found && refuses(found.kind)) break;
      }
      return found;
    };

    /** @param {Variant} v @param {number} i */
    const longWalk = (v, i) => {
      /** @type {Conflict | undefined} */
      let found;
      v.courses.forEach((c, b) => {
        const l = c.legs[i];
        if (l.by !== "walk") return;
        const metres = l.metres || (l.given ? floor(l.likely * v.pace / 60) : 0);
        if (metres > tour.longest && metres > (found ? found.figure : 0)) found = conflict("long-walk", v.order[i], b, metres, tour.longest);
      });
      return found;
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
          const at = arrives(v, b, j);
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
          if (stops[stop].site !== site) return false;
          const at = arrives(v, b, j);
          return at <= minute && minute < max(at + 1, leaves(v, b, j));
        });
        if (there) batches++;
      }
      return batches;
    };

    /* Days. */

    /** @param {Variant} v */
    const days = v => {
      /** @type {Span[]} */
      const all = [];
      if (v.start < 0) return all;
      let first = 0;
      v.order.forEach((stop, i) => {
        if (i < v.order.length - 1 && !stops[stop].night) return;
        all.push({ first, last: i });
        first = i + 1;
      });
      return all;
    };

    /** @param {Variant} v @param {Span} d @param {number} batch */
    const begins = (v, d, batch) => {
      if (d.first) return leaves(v, batch, d.first - 1);
      let begins = arrives(v, batch, 0);
      for (let i = d.first; i <= d.last; i++) begins = min(begins, arrives(v, batch, i));
      return begins;
    };

    /** @param {Variant} v @param {Span} d @param {number} batch */
    const ends = (v, d, batch) => {
      let ends = 0;
      for (let i = d.first; i <= d.last; i++) {
        const stays = stops[v.order[i]].night && i < v.order.length - 1;
        ends = max(ends, stays ? arrives(v, batch, i) : leaves(v, batch, i));
      }
      return ends;
    };

    /** @param {Variant} v @param {Span} d */
    const endsLate = (v, d) => {
      const c = conflict("ends-late", v.order[d.last], 0, 0, floor(begins(v, d, 0) / day) * day + (tour.endBy || 0));
      for (let b = 0; b < v.batches; b++) {
        const end = ends(v, d, b);
        if (end > c.figure) Object.assign(c, { batch: b, figure: end });
      }
      if (tour.endBy && c.figure > c.limit) return c;
    };

    /** @param {Variant} v @param {Span} d */
    const longDay = (v, d) => {
      const c = conflict("long-day", v.order[d.last], 0, 0, tour.longestDay);
      v.courses.forEach((_, b) => {
        const length = ends(v, d, b) - begins(v, d, b);
        if (length > c.figure) Object.assign(c, { batch: b, figure: length });
      });
      if (tour.longestDay && c.figure > c.limit) return c;
    };

    /**
     * Returns when the sun sets on a day, null if that is not known.
     * @param {number} n
     */
    const sunset = n => {
      const { sets, zone } = tour.sun || { sets: [], zone: [] };
      if (!zone.length) return null;
      const ordinal = n - (dayNumber(dateOf(n).slice(0, 4) + "-01-01") || 0), i = floor(ordinal / sunStep), part = ordinal % sunStep;
      if (i + 1 >= sets.length || sets[i] < 0 || sets[i + 1] < 0) return null;
      let offset = zone[0][1];
      for (const [from, minutes] of zone) if (from <= n) offset = minutes;
      return floor((sets[i] * (sunStep - part) + sets[i + 1] * part) / sunStep) + offset;
    };

    /** @param {Variant} v @param {Span} d */
    const dark = (v, d) => {
      if (v.day === null) return;
      const midnight = floor(begins(v, d, 0) / day);
      const sets = sunset(v.day + midnight);
      if (sets === null) return;
      const limit = sets + midnight * day;
      let found, first = 0;
      for (let i = d.first; i <= d.last; i++) {
        for (let b = 0; b < v.batches; b++) {
          const l = courseOf(v, b).legs[i], at = arrives(v, b, i);
          if (l.by !== "walk" && l.by !== "cycle" || !l.high || at <= limit || found && at >= first) continue;
          found = conflict("dark", v.order[i], b, limit);
          first = at;
        }
      }
      return found;
    };

    /** @param {Variant} v @param {Span} d */
    const noBreak = (v, d) => {
      let lunches = false;
      for (let i = d.first; i <= d.last; i++) {
        if (!stops[v.order[i]].lunch) continue;
        lunches = true;
        for (let b = 0; b < v.batches; b++) {
          const { at, left } = around(v, b, i);
          if (overlap(at, left) < min(shortestBreak, left - at)) return conflict("lunch", v.order[i], b, arrives(v, b, i));
        }
      }
      const begin = begins(v, d, 0), midnight = floor(begin / day) * day, end = ends(v, d, 0) - midnight;
      if (lunches || end - begin % day <= longTour || overlap(begin % day, end) < shortestBreak) return;
      let other = -1, off = 0;
      for (let i = d.first; i <= d.last; i++) {
        const stop = v.order[i], h = stops[stop], { at, left } = around(v, 0, i);
        const rests = h.site < 0 && !h.night && h.stay >= shortestBreak;
        if (rests && overlap(at, left) >= shortestBreak || stop === v.rest && overlap(left, left + breakLength) >= shortestBreak) return;
        if (rests && (other < 0 || abs(at - midday) < off)) {
          other = i;
          off = abs(at - midday);
        }
      }
      if (other >= 0) return conflict("lunch", v.order[other], 0, arrives(v, 0, other));
      return conflict("no-break", v.order[aroundNoon(v, d)[0]]);
    };

    /** @param {Variant} v @param {number} batch @param {number} i */
    const around = (v, batch, i) => {
      const at = arrives(v, batch, i);
      return { at: at % day, left: leaves(v, batch, i) - floor(at / day) * day };
    };

    /** @param {Variant} v @param {Span} d */
    const aroundNoon = (v, d) => {
      /** @param {number} i */
      const off = i => abs(leaves(v, 0, i) % day - midday);
      const positions = [];
      for (let i = d.first; i < min(v.order.length, max(d.last, d.first + 1)); i++) positions.push(i);
      return positions.sort((a, b) => off(a) - off(b) || a - b);
    };

    /* The best order. */

    /** @param {Variant} v */
    const walked = v => v.courses[0].legs.reduce((sum, l) => sum + (l.metres || 0), 0);
    /** @param {number} n */
    const bits = n => {
      let count = 0;
      for (; n; n &= n - 1) count++;
      return count;
    };

    /**
     * Returns the order with the shortest way that has only known conflicts.
     * @param {Variant} plan @param {string[]} known
     */
    const best = (plan, known) => {
      if (plan.parts) return;
      const slots = plan.order.map((_, i) => i).filter(i => free(plan, i)), m = slots.length;
      if (m < 2 || m > mostFree) return;
      /** @param {number} n */
      const stopOf = n => plan.order[slots[n]];
      /** @param {number} from @param {number} to */
      const metres = (from, to) => (stops[to].floats ? 0 : direct(plan, plan.spots, from, to).metres);
      const after = slots.map(i => {
        for (i++; stops[plan.order[i]].floats && i < plan.order.length - 1;) i++;
        return plan.order[i];
      });
      const before = slots.map(i => plan.anchors[plan.order[i - 1]]);
      // The ways of a step between slots are needed again and again.
      const between = slots.map((_, from) => slots.map((_, to) => (from === to ? 0 : metres(stopOf(from), stopOf(to)))));
      const onward = slots.map((_, stop) => after.map(to => metres(stopOf(stop), to)));
      const toward = slots.map((_, stop) => before.map(from => metres(from, stopOf(stop))));
      /** @param {number} k @param {number} from @param {number} to */
      const step = (k, from, to) => {
        if (!k) return toward[to][0];
        return after[k - 1] === stopOf(k) ? between[from][to] : onward[from][k - 1] + toward[to][k];
      };
      /** @type {number[][]} */
      const rest = [];
      for (let set = (1 << m) - 1; set > 0; set--) {
        const k = bits(set);
        rest[set] = [];
        for (let last = 0; last < m; last++) {
          if (!(set >> last & 1)) continue;
          let shortest = k === m ? onward[last][m - 1] : -1;
          for (let next = 0; next < m; next++) {
            if (set >> next & 1) continue;
            const way = step(k, last, next) + rest[set | 1 << next][next];
            if (shortest < 0 || way < shortest) shortest = way;
          }
          rest[set][last] = shortest;
        }
      }
      /** @type {Beginning[]} */
      const nodes = [];
      /** @type {number[]} */
      const queue = [];
      /** @param {number} at @param {Beginning} n */
      const expand = (at, n) => {
        for (let stop = 0; stop < m; stop++) {
          if (n.set >> stop & 1) continue;
          const set = n.set | 1 << stop, way = n.way + step(bits(n.set), n.stop, stop);
          nodes.push({ least: way + rest[set][stop], way, set, stop, before: at });
          push(queue, nodes);
        }
      };
      expand(-1, { least: 0, way: 0, set: 0, stop: -1, before: -1 });
      const length = walked(plan);
      while (queue.length && nodes.length < mostNodes) {
        const at = pop(queue, nodes), n = nodes[at], k = bits(n.set);
        const order = plan.order.slice();
        for (let a = at; a >= 0; a = nodes[a].before) order[slots[bits(nodes[a].set) - 1]] = stopOf(nodes[a].stop);
        const v = timed(change(plan, { order: k < m ? order.slice(0, slots[k - 1] + 1) : order }));
        if (k < m) {
          const possible = v.order.every((_, i) => {
            const c = visit(v, i);
            return !c || known.includes(identity(c));
          });
          if (possible) expand(at, n);
          continue;
        }
        const saves = length - walked(v);
        if (saves < least || saves * 100 < length * leastShare) return;
        if (!some(v, c => !known.includes(identity(c)))) return { stops: order, saves };
      }
    };

    /** @param {Variant} plan @param {number} i */
    const free = (plan, i) => {
      const last = plan.order.length - 1;
      if (i === 0 || i >= last) return false;
      const h = stops[plan.order[i]];
      let next = i + 1;
      while (next < last && stops[plan.order[next]].floats) next++;
      return h.site >= 0 && h.spot >= 0 && !h.night && walks(plan, i) && walks(plan, next);
    };

    /** @param {Variant} plan @param {number} i */
    const walks = (plan, i) => {
      const to = plan.order[i], from = plan.anchors[plan.order[i - 1]];
      if (!located(plan.spots, from, to)) return false;
      for (let stop = skips(plan, from, to) ? from + 1 : to; stop <= to; stop++) if (!computed(stop) || by(plan, stop) !== "walk") return false;
      return true;
    };

    /* Fixes. */

    /** @param {number} stop */
    const nightsBefore = stop => stops.slice(0, stop).filter(h => h.night).length;
    /** @param {string} kind */
    const ofDay = kind => kind === "dark" || kind === "ends-late" || kind === "long-day";
    /** @param {Conflict} c */
    const identity = c => {
      if (c.kind === "no-break" || c.kind === "lunch") return "no-break" + nightsBefore(c.stop);
      if (ofDay(c.kind)) return c.kind + nightsBefore(c.stop);
      return c.kind + (c.kind === "crowded" ? stops[c.stop].site : c.stop);
    };

    /** @param {Variant} plan @param {Conflict[]} all @param {Conflict} c */
    const fixes = (plan, all, c) => {
      const own = identity(c), known = all.map(identity), position = plan.order.indexOf(c.stop);
      const today = () => /** @type {Span} */ (days(plan).find(d => position <= d.last));

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
          if (i && !located(plan.spots, plan.order[i - 1], to)) return false;
          for (let stop = before; stop <= to; stop++) if (!computed(stop) || stops[stop].by !== own) return false;
          return true;
        });
      };

      const movable = () => {
        const h = stops[c.stop], next = plan.order[position + 1];
        if (h.floats || plan.parts) return h.floats;
        return h.spot >= 0 && computed(c.stop) && (next === undefined || computed(next));
      };

      /** @type {Record<string, () => Omit<Fix, "kind"> | undefined>} */
      const find = {
        start() {
          for (let off = 1; off <= furthestStart && plan.start >= 0; off++) {
            for (const start of [plan.start - off, plan.start + off]) {
              if (start % startStep === 0 && start >= earliestStart && start <= latestStart && works(retimed(change(plan, { start })))) return { value: start };
            }
          }
        },
        swap() {
          for (let off = 1; off < plan.order.length && !plan.parts; off++) {
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
          const today = plan.day;
          if (today === null) return;
          /** @param {number} day */
          const good = day => works(retimed(change(plan, { day })));
          const dates = [];
          for (let off = 1; off <= furthestDate && dates.length < mostDates; off++) if (good(today + off)) dates.push(dateOf(today + off));
          for (let off = 1; off <= furthestDate && !dates.length; off++) if (good(today - off)) dates.push(dateOf(today - off));
          if (dates.length) return { dates };
        },
        without() {
          for (let i = position; i >= (ofDay(c.kind) ? 0 : position) && plan.order.length > 1; i--) {
            const gone = plan.order[i];
            if (ofDay(c.kind) && (stops[gone].site < 0 || stops[gone].night || nightsBefore(gone) !== nightsBefore(c.stop))) continue;
            const out = plan.out.map((out, stop) => out || stop === gone);
            if (works(visiting(change(plan, { out })))) return { value: gone };
          }
        },
        batches() {
          for (let batches = max(2, plan.batches); batches <= min(mostBatches, group); batches++) {
            if (floor((group + batches - 1) / batches) > c.limit) continue;
            if (tour.carousel) {
              if (works(timed(change(plan, { batches })))) return { value: batches };
              continue;
            }
            for (let interval = startStep; interval <= longestInterval; interval += startStep) {
              if (works(change(plan, { batches, interval }))) return { value: batches, other: interval };
            }
          }
        },
        break() {
          if (plan.order.length < 2 || plan.parts) return;
          for (const i of aroundNoon(plan, today())) {
            const rest = plan.order[i];
            if (works(timed(change(plan, { rest })))) return { value: rest, other: breakLength };
          }
        },
        ride() {
          if (works(timed(change(plan, { ride: c.stop })))) return { value: c.stop };
        },
        move() {
          if (plan.start < 0 || plan.order.length < 2 || !movable()) return;
          const { first, last } = today();
          const rest = timed(change(plan, { order: plan.order.filter(stop => stop !== c.stop) }));
          for (const i of aroundNoon(rest, { first, last: last - 1 })) {
            const order = rest.order.slice();
            order.splice(i + 1, 0, c.stop);
            if (works(timed(change(plan, { order })))) return { value: c.stop, other: rest.order[i] };
          }
        },
        order() {
          const better = best(plan, known);
          if (better && works(timed(change(plan, { order: better.stops })))) return { order: better.stops };
        },
        rotate() {
          if (plan.parts && stops[c.stop].fixed && works(timed(change(plan, { freed: c.stop })))) return { value: c.stop };
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

    return { stops, tables, chosen, retimed, stretches, code, arrives, leaves, dayOf, some, visit, fixes, best, identity };
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
    const conflicts = [];
    p.some(v, c => { conflicts.push(c); return false; });
    conflicts.sort((a, b) => a.stop - b.stop || (a.kind < b.kind ? -1 : 1));
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
      if (h.hours >= 0 && v.day !== null) row.open = p.stretches(p.tables[h.hours], v.day + row.day) || undefined;
      return row;
    });
    const plan = {
      start, end, rows,
      date: v.day === null ? undefined : dateOf(v.day),
      conflicts: conflicts.map(c => Object.assign(c, { fixes: [] })),
      courses: v.parts ? v.courses.map(c => c.sequence.map(i => v.order[i])) : undefined,
    };
    return { plan, fixesOf: c => p.fixes(v, conflicts, c) };
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
    const first = dayNumber(tour.year.year + "-01-01") || 0, off = tour.year.off || [];
    /** @type {Record<string, Conflict[]>} */
    const seen = {}; // by the opening hours of a day and those after it: most days are alike
    for (let today = first; dateOf(today).slice(0, 4) === String(tour.year.year); today++) {
      if (off.includes(today - first)) continue;
      v.day = today;
      let like = "";
      for (const t of p.tables) for (let n = today; n <= today + floor(end / day); n++) like += p.code(t, n) + " ";
      const found = seen[like] = seen[like] || p.retimed(v).order.flatMap((_, i) => p.visit(v, i) || []);
      const d = all[(today + 3) % 7];
      d.days++;
      d.unsure = d.unsure || found.some(c => c.kind === "unsure");
      const why = found.find(c => refuses(c.kind));
      if (why && !d.refused++) Object.assign(d, { date: dateOf(today), why });
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

  return { plan, outline, week, bestOrder, refuses, dayNumber, dateOf };
})();

wayside.timetable = timetable;
