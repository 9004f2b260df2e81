// @ts-check
/* Handouts: the courses of teams that rotate. This mirrors carousel.go of
   internal/timetable; see timetable.js. */

/**
 * Returns the functions that send the teams of a tour through its loops.
 * @param {Stop[]} stops @param {Table[]} tables @param {number} group people
 * @param {ReturnType<typeof ways>["leg"]} leg
 * @param {(v: Variant, i: number, arrival: number) => number} leaving
 */
const carousel = (stops, tables, group, leg, leaving) => {
  const mostShifts = 12;
  const { floor, max } = Math;
  const nowhere = /** @type {Leg} */ ({});
  /** @returns {Course} */
  const newCourse = () => ({ legs: [], at: [], left: [], sequence: [] });

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
        const wrong = calendar.against(tables[h.hours], today, at, at + max(1, h.stay), h.lastEntry);
        if (wrong && calendar.refuses(wrong[0])) return false;
      }
    }
    return true;
  };

  return { rotate, pick };
};
