// @ts-check
/* Handouts: a teacher's settings. The controls are added to #scripted when it
   is opened. What is set is shown on the page at once, so that it prints, and
   kept in the address after the #, so that a link carries it. What comes from
   the address is checked, and goes into the page as text. */

(() => {
  /** @param {string} id */
  const byId = id => document.getElementById(id);
  /** @param {string} id @returns {HTMLInputElement[]} */
  const boxes = id => {
    const box = /** @type {HTMLInputElement | null} */ (byId(id));
    return box ? [box] : [];
  };
  /** @param {string} selector @param {ParentNode} [within] @returns {HTMLElement[]} */
  const all = (selector, within) => [.../** @type {NodeListOf<HTMLElement>} */ ((within || document).querySelectorAll(selector))];
  const json = byId("handout-data");
  /** @type {{ tour: Tour, words: Record<string, string> } | null} */
  const data = json && JSON.parse(json.textContent || "null");
  const place = byId("scripted"), form = byId("setup");
  if (!data || !place || !form) return; // a project's own layout

  const { tour } = data;
  const stops = tour.stops || [];
  const say = wording(data.words);
  const { word } = say;
  const slowest = 1, fastest = 8; // km/h on foot
  const longestName = 60; // UTF-16 units of a group's name
  const quiet = 500; // ms after the last change until it is announced and the address written

  /* The settings. Empty, zero and false mean the route as written, so that the
     address holds only what was changed. */

  /** @typedef {{ date: string, start: number, pace: number, group: string, without: number[] } & Record<Variant, boolean>} Settings */
  /** @typedef {"large" | "plain" | "map-only" | "cards-only"} Variant the id of a checkbox of the layout */
  /** @type {Variant[]} */
  const variantKeys = ["large", "plain", "map-only", "cards-only"];

  /** @returns {Settings} */
  const asWritten = () => ({ date: "", start: 0, pace: 0, group: "", without: [], large: false, plain: false, "map-only": false, "cards-only": false });
  let set = asWritten();

  /** @param {number} n */
  const pad = n => String(n).padStart(2, "0");
  /** @param {number} minutes @param {string} between */
  const hhmm = (minutes, between) => pad(Math.floor(minutes / 60)) + between + pad(minutes % 60);

  /**
   * Checks a setting from a control or the address, and stores it; one that
   * makes no sense, or says what the route says, becomes the route's own.
   * @type {Record<string, (text: string, into: Settings) => void>}
   */
  const accept = {
    date: (text, into) => { into.date = timetable.dayNumber(text) === null || text === tour.date ? "" : text; },
    start: (text, into) => {
      const at = /^([01]\d|2[0-3]):?([0-5]\d)$/.exec(text);
      const minutes = at ? Number(at[1]) * 60 + Number(at[2]) : 0;
      into.start = minutes === tour.start ? 0 : minutes;
    },
    pace: (text, into) => {
      const pace = /^\d{1,2}([.,]\d{1,3})?$/.test(text) ? Math.round(1000 * Number(text.replace(",", "."))) : 0;
      into.pace = pace < 1000 * slowest || pace > 1000 * fastest || pace === tour.pace ? 0 : pace;
    },
    // No control characters, no direction marks, no half of a surrogate pair.
    group: (text, into) => { into.group = text.slice(0, longestName).replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/gu, " "); },
    without: (text, into) => {
      const out = stops.map((_, i) => i).filter(i => text.split(",").includes(String(i + 1)));
      into.without = out.length < stops.length ? out : [];
    },
  };

  const fragment = () => [
    set.date && "date=" + set.date,
    set.start && "start=" + hhmm(set.start, ""),
    set.pace && "pace=" + set.pace / 1000,
    set.group && "group=" + encodeURIComponent(set.group),
    set.without.length && "without=" + set.without.map(stop => stop + 1),
    ...variantKeys.filter(key => set[key]),
  ].filter(Boolean).join("&");

  /**
   * Returns the settings in an address's fragment, null for one that only leads
   * to a place on the page.
   * @param {string} hash
   */
  const read = hash => {
    const found = asWritten();
    let any = false;
    for (const part of hash.replace(/^#/, "").split("&")) {
      const [key, value] = part.split("=");
      if (value === undefined && variantKeys.includes(/** @type {Variant} */ (key))) {
        any = found[/** @type {Variant} */ (key)] = true;
      } else if (value !== undefined && Object.prototype.hasOwnProperty.call(accept, key)) {
        any = true;
        try {
          accept[key](decodeURIComponent(value), found);
        } catch (error) { // a % that encodes nothing
          continue;
        }
      }
    }
    return any ? found : null;
  };

  const write = () => {
    const hash = fragment();
    if (!hash && !read(location.hash) || "#" + hash === location.hash) return;
    try { // of a file's address only the fragment may change
      history.replaceState(history.state, "", location.href.split("#")[0] + (hash && "#" + hash));
    } catch (error) { // Safari allows a hundred in half a minute: the next change writes again
      return;
    }
  };

  /* The controls. */

  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} tag @param {Partial<HTMLElementTagNameMap[K]>} properties @param {(string | Node)[]} children
   * @returns {HTMLElementTagNameMap[K]}
   */
  const make = (tag, properties, ...children) => {
    const e = Object.assign(document.createElement(tag), properties);
    e.append(...children);
    return e;
  };

  /** @param {Element} e @param {(string | Node)[]} children */
  const refill = (e, children) => { // replaceChildren came in 2020
    e.textContent = "";
    e.append(...children);
  };

  let timer = 0;
  const show = () => {
    refresh();
    clearTimeout(timer);
    copied.textContent = "";
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

  /** @param {HTMLInputElement} input */
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
  const first = table ? timetable.dayNumber(table.first) || 0 : 0;
  const last = table ? first + table.days.length / (table.kinds.length > 36 ? 2 : 1) - 1 : 0;
  const span = table ? { min: timetable.dateOf(first), max: timetable.dateOf(last) } : {};

  const date = control("date", Object.assign({ type: "date" }, span));
  const start = control("start", { type: "time" });
  const pace = control("pace", { type: "number", min: String(slowest), max: String(fastest), step: "0.1", inputMode: "decimal" });
  const group = control("group", { type: "text", maxLength: longestName });
  const variants = variantKeys.flatMap(key => boxes(key).map(box => ({ key, box })));
  const keeps = stops.map((_, i) => make("input", { type: "checkbox", id: "keep-" + (i + 1) }));
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

  /** @param {number} i */
  const nameOf = i => all(`.times tr[data-stop="${i}"] th > *`)[0];
  /** @param {HTMLInputElement} box @param {number} i */
  const chip = (box, i) => {
    box.addEventListener("change", () => {
      accept.without(keeps.map((k, j) => (k.checked ? "" : j + 1)).join(), set);
      fill();
      show();
    });
    return make("label", { className: "chip" }, box, i + 1 + " ", ...(nameOf(i) ? [...nameOf(i).cloneNode(true).childNodes] : []));
  };

  // fill puts the settings into the controls, except the one in use.
  const fill = () => {
    /** @param {HTMLInputElement} input @param {string} value */
    const put = (input, value) => {
      if (input !== document.activeElement && input.value !== value) input.value = value;
    };
    const at = set.start || tour.start;
    put(date, set.date || tour.date || "");
    put(start, at > 0 ? hhmm(at, ":") : "");
    put(pace, String((set.pace || tour.pace) / 1000));
    put(group, set.group);
    keeps.forEach((box, i) => {
      box.checked = !set.without.includes(i);
      box.disabled = box.checked && set.without.length === stops.length - 1; // one stop must stay
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

  /* The page. */

  /** @type {Plan} */
  let plan;

  const refresh = () => {
    plan = timetable.plan(tour, set);
    const dated = say.date(plan.date || "");
    const length = plan.start < 0 || !plan.rows.length ? "" : say.minutes(plan.end - plan.start);
    put("plan-date", dated);
    put("field-date", dated);
    put("field-group", set.group);
    put("field-meeting", meeting());
    put("plan-length", length);
    hideParent("plan-length", !length);
    const works = byId("works");
    if (works) refill(works, plan.date || tour.home ? [] : say.week(timetable.week(tour, set)).map(textContent => make("p", { className: "works", textContent })));
    cells(all(".times thead tr")[0], "th", length ? say.batches(plan.rows[0].times.length) : []);
    stops.forEach((_, i) => showStop(i, plan.rows.find(r => r.stop === i)));
    scores();
    map();
    remark();
  };

  /** @param {string} id @param {string} text */
  const put = (id, text) => {
    const e = byId(id);
    if (!e) return;
    e.textContent = text;
    if (e.tagName === "DD" && e.parentElement) e.parentElement.classList.toggle("blank", !text);
  };

  /** @param {string} id @param {boolean} hidden */
  const hideParent = (id, hidden) => {
    const e = byId(id);
    if (e && e.parentElement) e.parentElement.hidden = hidden;
  };

  // meeting says when and where: at the first stop that is visited.
  const meeting = () => {
    const to = plan.rows[0];
    const name = to && nameOf(to.stop) ? nameOf(to.stop).textContent || "" : "";
    return plan.start < 0 || !to ? name : say.clock(plan.start) + "  " + name;
  };

  /** @param {Element | null} row @param {"th" | "td" | "span"} tag @param {string[]} texts */
  const cells = (row, tag, texts) => {
    if (!row) return;
    for (const old of all(".when", row)) old.remove();
    const labels = say.batches(texts.length);
    texts.forEach((textContent, k) => {
      const cell = make(tag, { className: "when", textContent });
      if (tag === "th") cell.setAttribute("scope", "col");
      if (tag !== "span") cell.setAttribute("role", tag === "th" ? "columnheader" : "cell"); // as in handout.js
      if (tag === "td") cell.dataset.label = labels[k];
      row.insertBefore(cell, row.querySelector(".stay"));
    });
  };

  /**
   * Shows a stop in the table and in its own section, or hides it in both.
   * @param {number} i @param {Row | undefined} row
   */
  const showStop = (i, row) => {
    const texts = row ? say.times(row) : [];
    for (const tr of all(`.times tr[data-stop="${i}"]`)) {
      tr.hidden = !row;
      if (!row) continue;
      cells(tr, "td", texts);
      for (const td of all(".way", tr)) td.textContent = say.way(row.leg);
      if (stops[i].hours >= 0) for (const td of all(".open", tr)) td.textContent = say.hours(row.open);
    }
    for (const item of all(`.map-stops [data-stop="${i}"]`)) {
      item.hidden = !row;
      cells(item.querySelector(".at"), "span", texts);
    }
    for (const sheet of all(`.sheet[data-stop="${i}"]`)) {
      sheet.hidden = !row;
      cells(sheet.querySelector(".at"), "span", texts);
      all(".at .when", sheet).forEach((e, batch) => { e.dataset.batch = String(batch); });
    }
  };

  const scores = () => {
    const sum = all(".sheet[data-points]").reduce((sum, s) => sum + (s.hidden ? 0 : Number(s.dataset.points)), 0);
    put("points", say.count("points", sum));
    hideParent("points", !sum);
  };

  // map marks the stops that are left out, by the numbers in their discs: "3",
  // "1–3", "1, 4". The ways stay: the group still passes there.
  const map = () => {
    for (const number of document.querySelectorAll(".routemap .number")) {
      const out = (number.textContent || "").split(", ").every(part => {
        const [from, to] = part.split("–").map(Number);
        for (let n = from; n <= (to || from); n++) if (!set.without.includes(n - 1)) return false;
        return true;
      });
      number.classList.toggle("out", out);
      if (number.previousElementSibling) number.previousElementSibling.classList.toggle("out", out);
    }
  };

  /* Conflicts and their fixes. */

  const outside = () => {
    const n = plan.date ? timetable.dayNumber(plan.date) || 0 : first;
    return table && (n < first || n > last) && plan.rows.some(r => stops[r.stop].hours >= 0);
  };

  // Where nothing is known of the day, one warning says so for all stops.
  const conflicts = () => plan.conflicts.filter(c => c.kind !== "unsure" || !outside());
  /** @param {Row} row */
  const withoutHours = row => stops[row.stop].site >= 0 && stops[row.stop].hours < 0 && !tour.home;
  /** @param {Conflict} c @param {(string | Node)[]} children */
  const item = (c, ...children) => make("li", { className: timetable.refuses(c.kind) ? "refused" : "" }, say.conflict(c), ...children);
  const warning = () => (outside() ? [make("li", { textContent: word("date-outside") })] : []);

  const remark = () => refill(remarks, [...warning(), ...conflicts().map(c => item(c, ...fixesOf(c)))]);

  /** @param {Fixable} c @returns {(string | Node)[]} */
  const fixesOf = c => {
    /** @type {(string | Node)[]} */
    const fixes = [];
    for (const fix of c.fixes) fixes.push(...(fixes.length ? [word("fix-or")] : []), fixed(fix));
    return fixes.length ? say.parts("fixes", { fixes }).flat() : [];
  };

  /**
   * Returns a fix as a text or, where the controls can do it, as a button.
   * @param {Fix} f @returns {string | Node}
   */
  const fixed = f => {
    const apply = /** @type {Record<string, () => void>} */ ({
      start: () => accept.start(hhmm(f.value || 0, ":"), set),
      date: () => accept.date(f.date || "", set),
      without: () => { set.without = set.without.concat(f.value || 0).sort((a, b) => a - b); },
    })[f.kind];
    if (!apply) return say.fix(f);
    const b = make("button", { type: "button", className: "fix", textContent: say.fix(f) });
    b.addEventListener("click", () => {
      apply();
      remarks.focus(); // the button goes with its conflict
      fill();
      show();
    });
    return b;
  };

  // weigh says how much paper the page takes as it is set.
  const weigh = () => { paper.textContent = sides(tour.group || 0, say); };

  // announce repeats the remarks next to the controls once the settings rest,
  // where a screen reader reads out what has changed.
  let announced = "";
  const announce = () => {
    const items = [...warning(), ...conflicts().map(c => item(c))];
    if (!items.length && (plan.date || !table)) items.push(make("li", { className: "fine", textContent: word("no-conflicts") }));
    if (plan.rows.some(withoutHours)) items.push(make("li", { textContent: word("ask-hours") }));
    const text = items.map(li => li.textContent).join("\n");
    if (text !== announced) refill(verdict, items);
    announced = text;
    see.hidden = !conflicts().some(c => c.fixes.length);
  };

  place.append(
    make("div", { className: "settings" }, ...[date, start, pace, group].map(labelled)),
    make("fieldset", {}, make("legend", { textContent: word("setup-stops") }), ...keeps.map(chip)),
    live("div", verdict), see,
    make("p", { className: "actions" }, button("setup-print", () => { settle(); print(); }), button("setup-link", copy), button("setup-reset", restore)),
    live("p", paper), link, live("p", copied),
  );
  for (const { key, box } of variants) {
    box.addEventListener("change", () => {
      set[key] = box.checked;
      show();
    });
  }
  form.addEventListener("submit", e => e.preventDefault()); // Enter in a field
  addEventListener("hashchange", () => {
    const again = read(location.hash);
    if (!again) return;
    set = again;
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
