// @ts-check
/* Handouts: the order of the stops with the shortest way. This mirrors order.go of
   internal/timetable; see timetable.js. */

/** @typedef {{ least: number, way: number, set: number, stop: number, before: number }} Beginning of an order */

/**
 * Returns the function that finds the best order of a variant.
 * @param {Stop[]} stops @param {ReturnType<typeof ways>} way
 * @param {ReturnType<typeof conflicts>} found @param {(v: Variant) => Variant} timed
 */
const shortest = (stops, way, found, timed) => {
  const mostFree = 12, mostNodes = 5000, least = 100, leastShare = 2;

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
    const direct = Object.assign({}, plan, { around: [] });
    const slots = plan.order.map((_, i) => i).filter(i => free(plan, i)), m = slots.length;
    if (m < 2 || m > mostFree) return;
    /** @param {number} n */
    const stopOf = n => plan.order[slots[n]];
    /** @param {number} from @param {number} to */
    const metres = (from, to) => (stops[to].floats ? 0 : way.direct(direct, plan.spots, from, to).metres);
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
      const v = timed(Object.assign({}, plan, { order: k < m ? order.slice(0, slots[k - 1] + 1) : order }));
      if (k < m) {
        const possible = v.order.every((_, i) => {
          const c = found.visit(v, i);
          return !c || known.includes(found.identity(c));
        });
        if (possible) expand(at, n);
        continue;
      }
      const saves = length - walked(v);
      if (saves < least || saves * 100 < length * leastShare) return;
      if (!found.some(v, c => !known.includes(found.identity(c)))) return { stops: order, saves };
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
    if (!way.located(plan.spots, from, to)) return false;
    for (let stop = way.skips(plan, from, to) ? from + 1 : to; stop <= to; stop++) if (!way.computed(stop) || way.by(plan, stop) !== "walk") return false;
    return true;
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

  return best;
};
