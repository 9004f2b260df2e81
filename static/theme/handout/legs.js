// @ts-check
/* Handouts: the legs between the stops. This mirrors leg.go of internal/timetable; see
   timetable.js. */

/**
 * Returns the functions that compute the legs of a tour.
 * @param {Tour} tour @param {Stop[]} stops as chosen @param {boolean | undefined} stepFree
 */
const ways = (tour, stops, stepFree) => {
  const detours = [123, 130, 137], measured = [95, 100, 105]; // hundredths
  const regroup = 2;
  /** @type {Record<string, number>} */
  const speeds = { cycle: 12000, coach: 40000, drive: 40000, metro: 30000, ferry: 15000 };
  const ride = "coach";
  const { floor, max, min } = Math;
  /** @param {number} n @param {number} of */
  const round = (n, of) => floor((n + of / 2) / of);
  const ownSpots = stops.map(h => h.spot);

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
    /** @type {Leg} */
    const sum = { by: own, metres: 0, low: 0, likely: 0, high: 0, given: false, mapped: false, passage: 0 };
    let known = true;
    for (let stop = from + 1; stop <= to; stop++) {
      const { part, measured } = written(v, stop);
      sum.metres += part.metres;
      sum.low += part.low;
      sum.likely += part.likely;
      sum.high += part.high;
      sum.given = sum.given || part.given;
      sum.mapped = sum.mapped || part.mapped;
      sum.rough = sum.rough || part.rough;
      if (to === from + 1) Object.assign(sum, { passage: part.passage, around: part.around });
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
    const { metres, steps, rough, passage, around } = onFoot(v, spots[from], spots[to]);
    if (own !== "walk" || !metres) return take(own, straight(spots[from], spots[to]), 0, detours, v.pace);
    return { ...take(own, metres, steps, measured, v.pace), mapped: true, rough, passage, around };
  };

  /**
   * Returns the way between two spots.
   * @param {Variant} v @param {number} from @param {number} to
   */
  const onFoot = (v, from, to) => {
    let [metres, steps] = tour.foot ? tour.foot[from][to] : [0, 0];
    const level = stepFree && (tour.level || []).find(l => l[0] === from && l[1] === to);
    if (level && level[2]) {
      metres = level[2];
      steps = 0;
    }
    const passages = tour.passages || [];
    const passage = passages.findIndex(p => p.from === from && p.to === to && !p.stepFree === !(level && level[2])) + 1;
    const around = passage > 0 && v.around.includes(passage);
    return { metres: around && passages[passage - 1].around || metres, steps, rough: level && !level[2], passage, around };
  };

  /**
   * Returns the leg to a stop from the one before it in the tour, and whether
   * its length is known.
   * @param {Variant} v @param {number} stop
   */
  const written = (v, stop) => {
    const h = stops[stop];
    const part = h.way > 0 ? take(by(v, stop), h.way, 0, measured, v.pace) : direct(v, ownSpots, stop - 1, stop);
    const known = h.way > 0 || located(ownSpots, stop - 1, stop);
    if (h.travel > 0) {
      part.low = part.likely = part.high = h.travel;
      part.given = true;
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
    return { by, metres: round(metres * hundredths[1], 100), low, likely, high, given: false, mapped: false, passage: 0 };
  };

  return { located, computed, by, skips, leg, direct };
};
