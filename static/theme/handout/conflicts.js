// @ts-check
/* Handouts: what will not work. This mirrors conflict.go and day.go of
   internal/timetable; see timetable.js. */

/**
 * Returns the functions that find the conflicts of a tour's variants.
 * @param {Tour} tour @param {Stop[]} stops @param {Table[]} tables @param {number} group people
 */
const conflicts = (tour, stops, tables, group) => {
  const longTour = 240;
  const noonFrom = 11 * 60, noonTo = 13 * 60 + 30, midday = 12 * 60;
  const shortestBreak = 30, breakLength = 40;
  const sunStep = 8;
  const { floor, max, min, abs } = Math;
  /** @param {number} from @param {number} to */
  const overlap = (from, to) => min(to, noonTo) - max(from, noonFrom);

  /** @param {Variant} v @param {number} batch */
  const courseOf = (v, batch) => (v.parts ? v.courses[batch] : v.courses[0]);
  /** @param {Variant} v @param {number} batch */
  const later = (v, batch) => max(0, v.start) + (v.parts ? 0 : batch * v.interval);
  /** @param {Variant} v @param {number} batch @param {number} i */
  const arrives = (v, batch, i) => later(v, batch) + courseOf(v, batch).at[i];
  /** @param {Variant} v @param {number} batch @param {number} i */
  const leaves = (v, batch, i) => later(v, batch) + courseOf(v, batch).left[i];
  /** @param {Variant} v @param {number} i */
  const dayOf = (v, i) => floor(arrives(v, 0, i) / calendar.day);

  /**
   * Reports whether a test holds for one of a variant's conflicts. It stops
   * at the first: most variants that are tried as a fix fail there.
   * @param {Variant} v @param {(c: Conflict) => boolean} holds
   */
  const some = (v, holds) => {
    for (let i = 0; i < v.order.length; i++) {
      for (const find of [visit, longWalk, crowd, gateShut, rough]) {
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
      const wrong = calendar.wholeDay(t, v.day + dayOf(v, i));
      return wrong && conflict(wrong[0], stop);
    }
    let found;
    for (let b = 0; b < v.batches; b++) {
      const at = arrives(v, b, i);
      const wrong = calendar.against(t, v.day, at, at + max(1, h.stay), h.lastEntry);
      if (wrong && (!found || calendar.refuses(wrong[0]))) found = conflict(wrong[0], stop, b, wrong[1]);
      if (found && calendar.refuses(found.kind)) break;
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

  /* Gates and steps on the ways. */

  /** @param {Variant} v @param {number} batch @param {number} i */
  const shut = (v, batch, i) => {
    const leg = courseOf(v, batch).legs[i];
    if (!leg.passage || leg.around || v.day === null || v.start < 0) return;
    const { gates } = (tour.passages || [])[leg.passage - 1];
    for (let gate = 0; gate < gates.length; gate++) {
      const [hours, metres] = gates[gate];
      const at = arrives(v, batch, i) - leg.likely + floor(leg.likely * min(metres, leg.metres) / max(1, leg.metres));
      if (hours >= 0 && calendar.shut(tables[hours], v.day, at)) return conflict("gate-shut", v.order[i], batch, at, gate);
    }
  };

  /** @param {Variant} v */
  const goAround = v => {
    const before = v.around.length, passages = tour.passages || [];
    for (let i = 0; passages.length && i < v.order.length; i++) {
      for (let b = 0; b < v.batches; b++) {
        const { passage } = courseOf(v, b).legs[i];
        if (passage && passages[passage - 1].around && !v.around.includes(passage) && shut(v, b, i)) v.around.push(passage);
      }
    }
    return v.around.length > before;
  };

  /** @param {Variant} v @param {number} i */
  const gateShut = (v, i) => {
    for (let b = 0; b < v.batches; b++) {
      const c = shut(v, b, i);
      if (c) return c;
    }
  };

  /** @param {Variant} v @param {number} i */
  const rough = (v, i) => {
    const batch = v.courses.findIndex(c => c.legs[i].rough);
    return batch < 0 ? undefined : conflict("steps", v.order[i], batch);
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
    if (d.first) return tour.home ? arrives(v, batch, d.first) : leaves(v, batch, d.first - 1);
    let begins = arrives(v, batch, 0);
    for (let i = d.first; i <= d.last; i++) begins = min(begins, arrives(v, batch, i));
    return begins;
  };

  /** @param {Variant} v @param {Span} d @param {number} batch */
  const ends = (v, d, batch) => {
    let ends = 0;
    for (let i = d.first; i <= d.last; i++) {
      const stays = stops[v.order[i]].night && i < v.order.length - 1 && !tour.home;
      ends = max(ends, stays ? arrives(v, batch, i) : leaves(v, batch, i));
    }
    return ends;
  };

  /** @param {Variant} v @param {Span} d */
  const endsLate = (v, d) => {
    const c = conflict("ends-late", v.order[d.last], 0, 0, floor(begins(v, d, 0) / calendar.day) * calendar.day + (tour.endBy || 0));
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
    const ordinal = n - (calendar.dayNumber(calendar.dateOf(n).slice(0, 4) + "-01-01") || 0), i = floor(ordinal / sunStep), part = ordinal % sunStep;
    if (i + 1 >= sets.length || sets[i] < 0 || sets[i + 1] < 0) return null;
    let offset = zone[0][1];
    for (const [from, minutes] of zone) if (from <= n) offset = minutes;
    return floor((sets[i] * (sunStep - part) + sets[i + 1] * part) / sunStep) + offset;
  };

  /** @param {Variant} v @param {Span} d */
  const dark = (v, d) => {
    if (v.day === null) return;
    const midnight = floor(begins(v, d, 0) / calendar.day);
    const sets = sunset(v.day + midnight);
    if (sets === null) return;
    const limit = sets + midnight * calendar.day;
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
    const begin = begins(v, d, 0), midnight = floor(begin / calendar.day) * calendar.day, end = ends(v, d, 0) - midnight;
    if (lunches || end - begin % calendar.day <= longTour || overlap(begin % calendar.day, end) < shortestBreak) return;
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
    return { at: at % calendar.day, left: leaves(v, batch, i) - floor(at / calendar.day) * calendar.day };
  };

  /** @param {Variant} v @param {Span} d */
  const aroundNoon = (v, d) => {
    /** @param {number} i */
    const off = i => abs(leaves(v, 0, i) % calendar.day - midday);
    const positions = [];
    for (let i = d.first; i < min(v.order.length, max(d.last, d.first + 1)); i++) positions.push(i);
    return positions.sort((a, b) => off(a) - off(b) || a - b);
  };

  /* Which conflict of a variant is one of another. */

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

  return { some, goAround, visit, days, aroundNoon, identity, ofDay, nightsBefore, breakLength, arrives, leaves, dayOf };
};
