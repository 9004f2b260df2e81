// @ts-check
/* Handouts: a teacher's settings. The controls are added to #scripted when it
   is opened. What is set is shown on the page at once, so that it prints, and
   kept in the address after the #, so that a link carries it. */

(() => {
  const json = document.getElementById("handout-data");
  /** @type {{ tour: Tour, words: Record<string, string> } | null} */
  const data = json && JSON.parse(json.textContent || "null");
  const place = document.getElementById("scripted"), form = document.getElementById("setup");
  if (!data || !place || !form) return; // a project's own layout

  const { tour } = data;
  const stops = tour.stops || [];
  const say = wording(data.words);
  const { word } = say;
  const { byId, make, refill, nameOf, show: display } = leaflet(tour, say);
  const { flags, limitsOf, asWritten, accept, stay, fragment, read, choice, hhmm, ...limits } = settings(tour);
  const quiet = 500; // ms after the last change until it is announced and the address written
  let set = asWritten();

  const write = () => {
    const hash = fragment(set);
    if (!hash && !read(location.hash) || "#" + hash === location.hash) return;
    try { // of a file's address only the fragment may change
      history.replaceState(history.state, "", location.href.split("#")[0] + (hash && "#" + hash));
    } catch (error) { // Safari allows a hundred in half a minute: the next change writes again
      return;
    }
  };

  /* The controls. */

  let timer = 0;
  const show = () => {
    refresh();
    clearTimeout(timer);
    copied.textContent = "";
    // The verdict waits until the settings rest: meanwhile it says so, and not what held before.
    refill(verdict, [make("li", { className: "pending", textContent: word("computing") })]);
    verdict.setAttribute("aria-busy", "true");
    announced = null;
    timer = setTimeout(settle, quiet);
  };

  const settle = () => {
    clearTimeout(timer);
    announce();
    weigh();
    write();
  };

  /** @param {string} key @param {Partial<HTMLInputElement>} properties */
  const control = (key, properties) => {
    const input = make("input", Object.assign({ id: "set-" + key, autocomplete: "off" }, properties));
    input.addEventListener("input", () => {
      accept[key](input.value, set);
      show();
    });
    input.addEventListener("blur", () => fill());
    return input;
  };

  /** @param {HTMLElement} input */
  const labelled = input => make("label", { className: "setting" }, make("span", { textContent: word(input.id.replace("set", "setup")) }), input);

  /** @param {string} key @param {() => void} press */
  const button = (key, press) => {
    const b = make("button", { type: "button", className: "button", id: key, textContent: word(key) });
    b.addEventListener("click", press);
    return b;
  };

  // The first and the last day with known opening hours; all tables of a tour
  // cover the same years.
  const table = (tour.hours || [])[0];
  const first = table ? calendar.dayNumber(table.first) || 0 : 0;
  const last = table ? first + table.days.length / (table.kinds.length > 36 ? 2 : 1) - 1 : 0;
  const span = table ? { min: calendar.dateOf(first), max: calendar.dateOf(last) } : {};

  /** @param {number} most */
  const whole = most => ({ type: "number", min: "1", max: String(most), step: "1", inputMode: "numeric" });
  const date = control("date", Object.assign({ type: "date" }, span));
  const start = control("start", { type: "time" });
  const pace = control("pace", { type: "number", min: String(limits.slowest), max: String(limits.fastest), step: "0.1", inputMode: "decimal" });
  const group = control("group", { type: "text", maxLength: limits.longestName });
  const size = control("size", whole(limits.mostPeople));
  const batches = control("batches", whole(limits.most));
  const interval = control("interval", whole(limits.mostMinutes));
  const team = make("select", { id: "set-team" });
  team.addEventListener("change", () => {
    accept.team(team.value, set);
    show();
  });
  const inputs = [date, start, pace, group, size, batches, ...(tour.carousel ? [team] : [interval])];

  const weather = make("input", { type: "checkbox", id: "set-weather" }), stepFree = make("input", { type: "checkbox", id: "set-step-free" });
  const variants = flags.flatMap(key => {
    const box = key === "weather" ? weather : key === "step-free" ? stepFree : /** @type {HTMLInputElement | null} */ (byId(key));
    return box ? [{ key, box }] : [];
  });

  const verdict = make("ul", { className: "remarks" });
  const copied = make("span", {}), paper = make("span", {});
  const link = make("input", { type: "text", readOnly: true, hidden: true, id: "link" });
  link.setAttribute("aria-label", word("setup-link"));
  const see = button("setup-see", () => {
    remarks.focus();
    remarks.scrollIntoView({ block: "center" });
  });
  const remarks = byId("remarks") || make("ul", {}); // without it the remarks are shown next to the controls only
  remarks.tabIndex = -1;

  /** @param {"div" | "p"} tag @param {Node} child */
  const live = (tag, child) => {
    const e = make(tag, { className: "live" }, child);
    e.setAttribute("role", "status");
    return e;
  };

  /* The stops: which of them, in which order, and for how long. */

  /** @param {number} i */
  const stopControls = i => {
    const name = nameOf(i) ? (nameOf(i).textContent || "").trim() : "";
    const keep = make("input", { type: "checkbox", id: "keep-" + (i + 1) });
    keep.addEventListener("change", () => {
      accept.without(controls.filter(c => !c.keep.checked).map(c => c.i + 1).join(), set);
      fill();
      show();
    });
    const minutes = make("input", { type: "number", id: "stay-" + (i + 1), min: "0", max: "1440", step: "5", inputMode: "numeric" });
    minutes.setAttribute("aria-label", say.fill("setup-stay", { name }));
    minutes.addEventListener("input", () => {
      stay(i, minutes.value, set);
      show();
    });
    minutes.addEventListener("blur", () => fill());
    /** @param {string} key @param {string} sign @param {number} by */
    const step = (key, sign, by) => {
      const b = make("button", { type: "button", className: "button step", textContent: sign });
      b.setAttribute("aria-label", say.fill(key, { name }));
      b.addEventListener("click", () => {
        const order = set.order.length ? set.order : stops.map((_, stop) => stop), at = order.indexOf(i);
        const moved = order.filter(stop => stop !== i);
        moved.splice(at + by, 0, i);
        reorder(moved);
        if (b.disabled) keep.focus(); // at the end of the list
        else b.focus();
      });
      return b;
    };
    const up = step("setup-up", "↑", -1), down = step("setup-down", "↓", 1);
    const number = make("span", { className: "no" });
    const li = make("li", {}, make("label", { className: "chip" }, keep, number, name), make("span", { className: "stay" }, minutes, " " + word("setup-minutes")), up, down);
    return { i, keep, minutes, up, down, number, li };
  };
  const controls = stops.map((_, i) => stopControls(i));
  const list = make("ol", { className: "stop-settings" }, ...controls.map(c => c.li));
  const order = make("p", { className: "order" });

  /** @param {number[]} stops */
  const reorder = stops => {
    accept.order(stops.map(stop => stop + 1).join(), set);
    fill();
    show();
  };

  // fill puts the settings into the controls, except the one in use.
  const fill = () => {
    /** @param {HTMLInputElement | HTMLSelectElement} input @param {string} value */
    const put = (input, value) => {
      if (input !== document.activeElement && input.value !== value) input.value = value;
    };
    /** @param {number | undefined} n */
    const some = n => (n ? String(n) : "");
    const at = set.start || tour.start;
    put(date, set.date || tour.date || "");
    put(start, at > 0 ? hhmm(at, ":") : "");
    put(pace, String((set.pace || limitsOf(set).pace) / 1000));
    put(group, set.group);
    put(size, some(set.size || tour.group));
    put(batches, some(set.batches || tour.batches));
    put(interval, some(set.interval || tour.interval));
    if (tour.carousel) {
      const teams = Array.from({ length: set.batches || tour.batches }, (_, k) => make("option", { value: String(k + 1), textContent: say.team(k) }));
      refill(team, [make("option", { value: "0", textContent: word("setup-teams") }), ...teams]);
      team.value = String(set.team);
    }
    const sequence = set.order.length ? set.order : stops.map((_, i) => i);
    sequence.forEach((i, at) => {
      const c = controls[i];
      if (list.children[at] !== c.li) list.insertBefore(c.li, list.children[at]);
      c.keep.checked = !set.without.includes(i);
      c.keep.disabled = c.keep.checked && set.without.length === stops.length - 1; // one stop must stay
      c.up.disabled = at === 0;
      c.down.disabled = at === stops.length - 1;
      put(c.minutes, String(i in set.stays ? set.stays[i] : stops[i].stay));
    });
    for (const { key, box } of variants) box.checked = set[key];
  };

  const copy = () => {
    settle();
    const done = () => { copied.textContent = word("setup-copied"); };
    const byHand = () => { // a page that did not come over HTTPS has no clipboard
      link.hidden = false;
      link.value = location.href;
      link.select();
      if (document.execCommand("copy")) done();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(done, byHand);
    else byHand();
  };

  const restore = () => {
    set = asWritten();
    fill();
    show();
  };

  /* The plan. */

  /** @type {Plan} */
  let plan;
  let search = 0; // the timer of the search for fixes
  let complete = () => {}; // finds the fixes that are still searched for

  const refresh = () => {
    const made = timetable.outline(tour, choice(set));
    plan = made.plan;
    say.renumber(plan);
    display(plan, set, plan.date || tour.home ? [] : say.week(timetable.week(tour, choice(set))));
    for (const c of controls) c.number.textContent = set.without.includes(c.i) ? "" : say.number(c.i) + " ";
    remark();
    const open = plan.conflicts.slice();
    /** @param {Fixable} c */
    const offer = c => {
      c.fixes = made.fixesOf(c);
      const line = lines.get(c);
      if (line) line.append(...fixesOf(c));
    };
    // Fixes are searched for one conflict at a time: the page answers in between.
    const next = () => {
      const c = open.shift();
      if (!c) return;
      offer(c);
      see.hidden = see.hidden && !c.fixes.length;
      search = setTimeout(next);
    };
    clearTimeout(search);
    search = setTimeout(next);
    complete = () => {
      clearTimeout(search);
      open.splice(0).forEach(offer);
    };
  };

  // propose offers the order of the stops with the shortest way. It is computed
  // only once the settings rest, since nothing else waits for it.
  const propose = () => {
    const best = timetable.bestOrder(tour, choice(set));
    refill(order, []);
    if (!best) return;
    const b = make("button", { type: "button", className: "fix", textContent: say.fix({ kind: "order", order: best.stops }) });
    b.addEventListener("click", () => {
      remarks.focus();
      reorder(best.stops.concat(set.without));
    });
    order.append(say.fill("setup-shorter", { distance: say.distance(best.saves) }), b);
  };

  /* Conflicts and their fixes. */

  const outside = () => {
    const n = plan.date ? calendar.dayNumber(plan.date) || 0 : first;
    return table && (n < first || n > last) && plan.rows.some(r => stops[r.stop].hours >= 0);
  };

  // Where nothing is known of the day, one warning says so for all stops.
  const conflicts = () => plan.conflicts.filter(c => c.kind !== "unsure" || !outside());
  /** @param {Row} row */
  const withoutHours = row => stops[row.stop].site >= 0 && stops[row.stop].hours < 0 && !tour.home;
  /** @param {Conflict} c @param {(string | Node)[]} children */
  const item = (c, ...children) => make("li", { className: calendar.refuses(c.kind) ? "refused" : "" }, say.conflict(c), ...children);
  const warning = () => (outside() ? [make("li", { textContent: word("date-outside") })] : []);

  /** @type {Map<Conflict, HTMLElement>} */
  const lines = new Map();
  const remark = () => {
    lines.clear();
    for (const c of conflicts()) lines.set(c, item(c));
    refill(remarks, [...warning(), ...lines.values()]);
  };

  /** @param {Fixable} c @returns {(string | Node)[]} */
  const fixesOf = c => {
    /** @type {(string | Node)[]} */
    const fixes = [];
    for (const fix of c.fixes) fixes.push(...(fixes.length ? [word("fix-or")] : []), ...fixed(fix));
    return fixes.length ? say.parts("fixes", { fixes }).flat() : [];
  };

  /**
   * Returns a fix as a text or, where the controls can do it, as a button; of
   * several dates, one each.
   * @param {Fix} f @returns {(string | Node)[]}
   */
  const fixed = f => {
    if (f.kind === "date" && f.dates && f.dates.length > 1) {
      return f.dates.flatMap((day, i) => [...(i ? [word("fix-or")] : []), ...fixed({ kind: "date", dates: [day] })]);
    }
    const value = f.value || 0, other = f.other || 0;
    const sequence = () => plan.rows.map(r => r.stop);
    const apply = /** @type {Record<string, () => void>} */ ({
      start: () => accept.start(hhmm(value, ":"), set),
      date: () => accept.date((f.dates || [])[0] || "", set),
      without: () => { set.without = set.without.concat(value).sort((a, b) => a - b); },
      batches: () => {
        accept.batches(String(value), set);
        accept.interval(String(other), set);
      },
      order: () => ordered(f.order || []),
      move: () => {
        const rest = sequence().filter(stop => stop !== value);
        rest.splice(rest.indexOf(other) + 1, 0, value);
        ordered(rest);
      },
      swap: () => ordered(sequence().map(stop => (stop === value ? other : stop === other ? value : stop))),
    })[f.kind];
    if (!apply) return [say.fix(f)];
    const b = make("button", { type: "button", className: "fix", textContent: say.fix(f) });
    b.addEventListener("click", () => {
      apply();
      remarks.focus(); // the button goes with its conflict
      fill();
      show();
    });
    return [b];
  };

  /** @param {number[]} kept */
  const ordered = kept => accept.order(kept.concat(set.without).map(stop => stop + 1).join(), set);

  // weigh says how much paper the page takes as it is set.
  const weigh = () => { paper.textContent = sides(set.size || tour.group || 0, say); };

  // announce repeats the remarks next to the controls once the settings rest,
  // where a screen reader reads out what has changed.
  /** @type {string | null} */
  let announced = "";
  const announce = () => {
    const items = [...warning(), ...conflicts().map(c => item(c))];
    if (!items.length && (plan.date || !table)) items.push(make("li", { className: "fine", textContent: word("no-conflicts") }));
    if (plan.rows.some(withoutHours)) items.push(make("li", { textContent: word("ask-hours") }));
    const text = items.map(li => li.textContent).join("\n");
    if (text !== announced) refill(verdict, items);
    verdict.removeAttribute("aria-busy");
    announced = text;
    propose();
    see.hidden = !conflicts().some(c => c.fixes.length);
  };

  place.append(
    make("div", { className: "settings" }, ...inputs.map(labelled)),
    make("fieldset", {}, make("legend", { textContent: word("setup-stops") }), list, order),
    ...(stops.some(h => h.instead) ? [make("label", { className: "chip" }, weather, word("setup-weather"))] : []),
    ...(tour.level && !tour.stepFree ? [make("label", { className: "chip" }, stepFree, word("setup-step-free"))] : []),
    live("div", verdict), see,
    make("p", { className: "actions" }, button("setup-link", copy), button("setup-reset", restore)),
    live("p", paper), link, live("p", copied),
  );
  for (const { key, box } of variants) {
    box.addEventListener("change", () => {
      set[key] = box.checked;
      show();
    });
  }
  form.addEventListener("submit", e => e.preventDefault()); // Enter in a field
  addEventListener("beforeprint", () => {
    complete();
    settle();
  });
  addEventListener("hashchange", () => {
    const again = read(location.hash);
    if (!again) return;
    set = again;
    fill();
    show();
  });

  document.addEventListener("audience", () => {
    set.for = wayside.audience || "";
    fill();
    show();
  });

  for (const { key, box } of variants) set[key] = box.checked; // from before the box was opened
  set = read(location.hash) || set;
  fill();
  refresh();
  announce();
  weigh();
})();
