// @ts-check
/* Handouts: changes that resolve a conflict and cause no other. This mirrors fix.go of
   internal/timetable; see timetable.js. */

/**
 * Returns the function that finds the fixes of a conflict.
 * @param {Tour} tour @param {Stop[]} stops @param {number} group people
 * @param {ReturnType<typeof ways>} way @param {ReturnType<typeof conflicts>} found
 * @param {ReturnType<typeof shortest>} best
 * @param {Record<"timed" | "retimed" | "visiting", (v: Variant) => Variant>} make
 */
const fixing = (tour, stops, group, way, found, best, { timed, retimed, visiting }) => {
  const earliestStart = 5 * 60, latestStart = 20 * 60, furthestStart = 480, startStep = 5;
  const furthestDate = 60, mostDates = 3;
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
    "crowded": ["rotate", "batches", "without"],
    "no-break": ["break"],
    "lunch": ["move", "start"],
    "long-walk": ["ride", "without"],
    "dark": ["start", "order", "ride", "without"],
    "ends-late": ["start", "order", "without"],
    "long-day": ["order", "without"],
    "gate-shut": ["start", "ride", "without"],
    "steps": ["ride", "without"],
  };
  const { floor, max, min } = Math;
  /** @param {Variant} v @param {Partial<Variant>} what @returns {Variant} */
  const change = (v, what) => Object.assign({}, v, what);

  /** @type {Map<Variant, ReturnType<typeof best>>} */
  const orders = new Map();
  /**
   * Searches for the better order of a plan once, although several conflicts of a
   * day may be resolved by it.
   * @param {Variant} plan @param {string[]} known
   */
  const shorter = (plan, known) => {
    if (!orders.has(plan)) orders.set(plan, best(plan, known));
    return orders.get(plan);
  };

  /** @param {Variant} plan @param {Conflict[]} all @param {Conflict} c */
  const fixes = (plan, all, c) => {
    const own = found.identity(c), known = all.map(found.identity), position = plan.order.indexOf(c.stop);
    const today = () => /** @type {Span} */ (found.days(plan).find(d => position <= d.last));

    /** @param {Variant} v */
    const works = v => {
      const i = v.order.indexOf(c.stop);
      const still = i >= 0 && found.visit(v, i);
      return !(still && found.identity(still) === own) && !found.some(v, c => found.identity(c) === own || !known.includes(found.identity(c)));
    };

    /** @param {number} first @param {number} second */
    const swappable = (first, second) => {
      const own = stops[plan.order[second]].by;
      return [first, first + 1, second, second + 1].every(i => {
        if (i >= plan.order.length) return true;
        const to = plan.order[i];
        const before = i ? plan.order[i - 1] + 1 : to;
        if (i && !way.located(plan.spots, plan.order[i - 1], to)) return false;
        for (let stop = before; stop <= to; stop++) if (!way.computed(stop) || stops[stop].by !== own) return false;
        return true;
      });
    };

    const movable = () => {
      const h = stops[c.stop], next = plan.order[position + 1];
      if (h.floats || plan.parts) return h.floats;
      return h.spot >= 0 && way.computed(c.stop) && (next === undefined || way.computed(next));
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
        for (let off = 1; off <= furthestDate && dates.length < mostDates; off++) if (good(today + off)) dates.push(calendar.dateOf(today + off));
        for (let off = 1; off <= furthestDate && !dates.length; off++) if (good(today - off)) dates.push(calendar.dateOf(today - off));
        if (dates.length) return { dates };
      },
      without() {
        for (let i = position; i >= (found.ofDay(c.kind) ? 0 : position) && plan.order.length > 1; i--) {
          const gone = plan.order[i];
          if (found.ofDay(c.kind) && (stops[gone].site < 0 || stops[gone].night || found.nightsBefore(gone) !== found.nightsBefore(c.stop))) continue;
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
            if (works(retimed(change(plan, { batches, interval })))) return { value: batches, other: interval };
          }
        }
      },
      break() {
        if (plan.order.length < 2 || plan.parts) return;
        for (const i of found.aroundNoon(plan, today())) {
          const rest = plan.order[i];
          if (works(timed(change(plan, { rest })))) return { value: rest, other: found.breakLength };
        }
      },
      ride() {
        if (works(timed(change(plan, { ride: c.stop })))) return { value: c.stop };
      },
      move() {
        if (plan.start < 0 || plan.order.length < 2 || !movable()) return;
        const { first, last } = today();
        const rest = timed(change(plan, { order: plan.order.filter(stop => stop !== c.stop) }));
        for (const i of found.aroundNoon(rest, { first, last: last - 1 })) {
          const order = rest.order.slice();
          order.splice(i + 1, 0, c.stop);
          if (works(timed(change(plan, { order })))) return { value: c.stop, other: rest.order[i] };
        }
      },
      order() {
        const better = shorter(plan, known);
        if (better && works(timed(change(plan, { order: better.stops })))) return { order: better.stops };
      },
      rotate() {
        if (plan.parts && stops[c.stop].fixed && works(timed(change(plan, { freed: c.stop })))) return { value: c.stop };
      },
    };

    /** @type {Fix[]} */
    const offered = [];
    for (const kind of remedies[c.kind]) {
      const fix = offered.length < mostFixes && find[kind]();
      if (fix) offered.push(Object.assign({ kind }, fix));
    }
    return offered;
  };

  return fixes;
};
