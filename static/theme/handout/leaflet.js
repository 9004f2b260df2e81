// @ts-check
/* Handouts: shows a plan on the page, so that it prints: the timetable, the stops
   in their order and with their numbers, the map. What is left out of the plan is
   left out of all of them. What was set goes into the page as text. */

/**
 * Returns the functions that show a plan of a tour.
 * @param {Tour} tour @param {ReturnType<typeof wording>} say
 */
const leaflet = (tour, say) => {
  const stops = tour.stops || [];
  /** @param {string} id */
  const byId = id => document.getElementById(id);
  /** @param {string} selector @param {ParentNode} [within] @returns {HTMLElement[]} */
  const all = (selector, within) => [.../** @type {NodeListOf<HTMLElement>} */ ((within || document).querySelectorAll(selector))];

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

  /** @param {number} i */
  const nameOf = i => all(`#times tr[data-stop="${i}"] th > *`)[0];
  const days = stops.some(h => h.night);

  /**
   * Reports whether the group may take other ways than the route as written does.
   * @param {Settings} set
   */
  const detours = set => {
    const alone = (tour.audiences || []).find(a => a.id === set.for);
    return set["step-free"] || Boolean(alone && !alone.stepFree !== !tour.stepFree);
  };
  const sheets = all(".sheet[data-stop]");
  const end = sheets.length ? sheets[sheets.length - 1].nextSibling : null;

  /**
   * Shows a plan. A team of a carousel sees its own way; 0 means all teams.
   * @param {Plan} plan @param {Settings} set @param {string[]} works
   */
  const show = (plan, set, works) => {
    const team = plan.courses && plan.courses[set.team - 1] ? set.team - 1 : -1;
    const rows = rowsOf(plan, team);
    const dated = say.date(plan.date || "");
    const length = plan.start < 0 || !plan.rows.length ? "" : say.length(plan, stops, tour.home);
    put("plan-date", dated);
    put("field-date", dated);
    put("field-group", set.group);
    put("field-meeting", meeting(plan));
    put("plan-length", length);
    hideParent("plan-length", !length);
    const place = byId("works");
    if (place) refill(place, works.map(textContent => make("p", { className: "works", textContent })));
    const headings = team < 0 ? say.batches(plan) : [say.team(team)];
    cells(all("#times thead tr")[0], "th", length ? headings : [], []);
    stops.forEach((_, i) => {
      const at = rows.findIndex(r => r.stop === i), row = rows[at];
      showStop(i, row, set, length ? headings : []);
      // What the way passes is known in the order as written.
      const known = at > 0 && rows[at - 1].stop === i - 1 && !row.leg.around && !set.weather && !detours(set);
      for (const e of all(`#times .passed[data-stop="${i}"]`)) e.hidden = !known;
    });
    arrange(rows);
    scores();
    map(plan, set);
  };

  /**
   * Returns the rows in the order in which they are visited.
   * @param {Plan} plan @param {number} team
   */
  const rowsOf = (plan, team) => {
    if (!plan.courses || team < 0) return plan.rows;
    return plan.courses[team].map(stop => {
      const row = /** @type {Row} */ (plan.rows.find(r => r.stop === stop));
      return { ...row, leg: row.legs ? row.legs[team] : row.leg, times: row.times.slice(team, team + 1) };
    });
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

  /**
   * Says when and where: at the first stop that is visited.
   * @param {Plan} plan
   */
  const meeting = plan => {
    const to = plan.rows[0];
    const name = to && nameOf(to.stop) ? nameOf(to.stop).textContent || "" : "";
    return plan.start < 0 || !to ? name : say.clock(plan.start) + "  " + name;
  };

  /** @param {Element | null} row @param {"th" | "td" | "span"} tag @param {string[]} texts @param {string[]} labels */
  const cells = (row, tag, texts, labels) => {
    if (!row) return;
    for (const old of all(".when", row)) old.remove();
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
   * @param {number} i @param {Row | undefined} row @param {Settings} set @param {string[]} labels
   */
  const showStop = (i, row, set, labels) => {
    const texts = row ? say.times(row) : [];
    const stay = i in set.stays ? say.minutes(set.stays[i]) : null;
    for (const tr of all(`#times tr[data-stop="${i}"]:not(.passed)`)) {
      tr.hidden = !row;
      if (!row) continue;
      cells(tr, "td", texts, labels);
      for (const no of all(".no", tr)) no.textContent = String(say.number(i));
      for (const td of all(".way", tr)) td.textContent = say.way(row.leg);
      for (const td of all("td.stay", tr)) keep(td, stay);
      if (stops[i].hours >= 0) for (const td of all(".open", tr)) td.textContent = say.hours(row.open);
    }
    for (const item of all(`:is(.map-stops, .legend, .stamps) [data-stop="${i}"]`)) {
      item.hidden = !row;
      for (const badge of row ? all(".badge", item) : []) badge.textContent = String(say.number(i));
      cells(item.querySelector(".at"), "span", texts, labels);
    }
    for (const sheet of sheets.filter(s => s.dataset.stop === String(i))) {
      sheet.hidden = !row;
      cells(sheet.querySelector(".at"), "span", texts, labels);
      all(".at .when", sheet).forEach((e, batch) => { e.dataset.batch = String(batch); });
      for (const badge of all(".badge", sheet)) badge.textContent = String(say.number(i));
      for (const span of all(".at .stay", sheet)) keep(span, stay === null ? null : say.word("stay-here") + " " + stay);
    }
  };

  /**
   * Gives an element another text, or with null the one that it had at first.
   * @param {HTMLElement} e @param {string | null} text
   */
  const keep = (e, text) => {
    const first = e.dataset.first = e.dataset.first === undefined ? e.textContent || "" : e.dataset.first;
    e.textContent = text === null ? first : text;
  };

  /**
   * Puts the rows and the stops' sections into the order of visit, and numbers
   * their questions.
   * @param {Row[]} rows
   */
  const arrange = rows => {
    const body = all("#times tbody")[0], first = sheets[0] && sheets[0].parentElement;
    /** @param {Node[]} wanted @param {Node | null} before @param {Node} parent */
    const put = (wanted, before, parent) => {
      let next = before;
      for (const e of wanted.reverse()) {
        if (e.nextSibling !== next || e.parentNode !== parent) parent.insertBefore(e, next);
        next = e;
      }
    };
    if (body) {
      for (const day of all(".day", body)) day.remove();
      put(rows.flatMap(row => all(`tr[data-stop="${row.stop}"]`, body)), null, body);
      if (days) for (const { stop, day } of rows.filter((row, i) => !i || row.day !== rows[i - 1].day)) {
        const heading = make("th", { colSpan: all("#times thead th").length, textContent: say.day(day) });
        heading.scope = "rowgroup";
        heading.setAttribute("role", "rowheader");
        const tr = make("tr", { className: "day" }, heading);
        tr.setAttribute("role", "row");
        body.insertBefore(tr, all(`tr[data-stop="${stop}"]`, body)[0]);
      }
    }
    if (first) put(rows.flatMap(row => sheets.filter(s => s.dataset.stop === String(row.stop))), end, first);
    let question = 0;
    for (const no of all(".sheet:not([hidden]) .question:not([hidden]) .prompt .no")) no.textContent = String(++question);
  };

  const scores = () => {
    const sum = all(".sheet:not([hidden]) .question[data-points]:not([hidden])").reduce((sum, q) => sum + Number(q.dataset.points), 0);
    put("points", say.count("points", sum));
    hideParent("points", !sum);
  };

  // The stops of each disc, from its number: "3", "1–3", "1, 4".
  const discs = [...document.querySelectorAll(".routemap .number")].map(number => {
    const held = (number.textContent || "").split(", ").flatMap(part => {
      const [from, to] = part.split("–").map(Number);
      return Array.from({ length: (to || from) - from + 1 }, (_, i) => from + i - 1);
    });
    return { number, mark: number.closest(".mark"), held };
  });

  /**
   * Numbers the discs of the map as the timetable does, and hides those of stops
   * that are left out. The ways of the map hold for the order as written.
   * @param {Plan} plan @param {Settings} set
   */
  const map = (plan, set) => {
    for (const { number, mark, held } of discs) {
      const numbers = held.filter(stop => plan.rows.some(r => r.stop === stop)).map(say.number).sort((a, b) => a - b);
      if (mark) mark.classList.toggle("out", !numbers.length);
      number.textContent = numbers.length ? say.ranges(numbers) : number.textContent;
    }
    for (const section of all(".leaflet > :is(.map, .map-sheet)")) section.classList.toggle("reordered", set.order.length > 0 || set.weather || detours(set));
  };

  return { byId, all, make, refill, nameOf, show };
};
