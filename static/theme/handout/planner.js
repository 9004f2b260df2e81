/* Handouts: a teacher's settings. They are put into #scripted when it is
   opened; whatever is set is shown on the page at once, so that it
   prints, and kept in the address after the #, so that a link carries it.
   What comes from the address is checked and goes into the page as text. */

(() => {
  "use strict";

  const byId = id => document.getElementById(id);
  const all = (selector, within) => [...(within || document).querySelectorAll(selector)];
  const data = JSON.parse((byId("handout-data") || { textContent: "null" }).textContent);
  const place = byId("scripted");
  if (!data || !place) return; // a project's own layout

  const { tour, words } = data;
  const stops = tour.stops || [];
  const say = wording(words);
  const { word } = say;
  const slowest = 1, fastest = 8; // km/h on foot
  const longestName = 60; // letters of a group's
  const quiet = 500; // ms without a change before it is told, and the address written

  /* What is set. Empty, zero and false are the route as written, so that the
     address holds only what was changed. */

  const asWritten = () => ({ date: "", start: 0, pace: 0, group: "", without: [], large: false, plain: false });
  let set = asWritten();

  const pad = n => String(n).padStart(2, "0");
  const hhmm = (minutes, between) => pad(Math.floor(minutes / 60)) + between + pad(minutes % 60);

  // accept are the checks of what comes from a control or from the address:
  // each gives the value to set, or the route's own for what makes no sense.
  const accept = {
    date: text => (timetable.dayNumber(text) === null || text === tour.date ? "" : text),
    start: text => {
      const at = /^([01]\d|2[0-3]):?([0-5]\d)$/.exec(text);
      const minutes = at ? at[1] * 60 + Number(at[2]) : 0;
      return minutes === tour.start ? 0 : minutes;
    },
    pace: text => {
      const pace = /^\d{1,2}([.,]\d{1,3})?$/.test(text) ? Math.round(1000 * text.replace(",", ".")) : 0;
      return pace < 1000 * slowest || pace > 1000 * fastest || pace === tour.pace ? 0 : pace;
    },
    // Not control characters, what turns the writing around, or half a character.
    group: text => text.slice(0, longestName).replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/gu, " "),
    without: text => {
      const out = stops.map((_, i) => i).filter(i => text.split(",").includes(String(i + 1)));
      return out.length < stops.length ? out : [];
    },
  };

  const written = () => [
    set.date && "date=" + set.date,
    set.start && "start=" + hhmm(set.start, ""),
    set.pace && "pace=" + set.pace / 1000,
    set.group && "group=" + encodeURIComponent(set.group),
    set.without.length && "without=" + set.without.map(stop => stop + 1),
    set.large && "large",
    set.plain && "plain",
  ].filter(Boolean).join("&");

  // read is what an address's fragment sets; null for one that only leads to a
  // place on the page.
  const read = fragment => {
    const found = asWritten();
    let any = false;
    for (const part of fragment.replace(/^#/, "").split("&")) {
      const [key, value] = part.split("=");
      if (value === undefined ? key === "large" || key === "plain" : accept.hasOwnProperty(key)) {
        any = true;
        try {
          found[key] = value === undefined || accept[key](decodeURIComponent(value));
        } catch (broken) { // a % that encodes nothing
          continue;
        }
      }
    }
    return any ? found : null;
  };

  const write = () => {
    const fragment = written();
    if (!fragment && !read(location.hash) || "#" + fragment === location.hash) return;
    try { // the address of a file may change behind its # alone
      history.replaceState(history.state, "", location.href.split("#")[0] + (fragment && "#" + fragment));
    } catch (refused) { // Safari counts a hundred in half a minute: the next change writes again
      return;
    }
  };

  /* The controls. */

  const make = (tag, properties, ...children) => {
    const e = Object.assign(document.createElement(tag), properties);
    e.append(...children);
    return e;
  };

  const refill = (e, children) => { // replaceChildren came in 2020
    e.textContent = "";
    e.append(...children);
  };

  const show = () => {
    refresh();
    clearTimeout(show.later);
    copied.textContent = "";
    show.later = setTimeout(settle, quiet);
  };

  const settle = () => {
    clearTimeout(show.later);
    tell();
    write();
  };

  const control = (key, properties) => {
    const input = make("input", Object.assign({ id: "set-" + key, autocomplete: "off" }, properties));
    input.addEventListener("input", () => {
      set[key] = accept[key](input.value);
      show();
    });
    input.addEventListener("blur", () => fill());
    return input;
  };

  const labelled = input => make("label", { className: "setting" }, make("span", { textContent: word(input.id.replace("set", "setup")) }), input);

  const button = (key, press) => {
    const b = make("button", { type: "button", className: "button", id: key, textContent: word(key) });
    b.addEventListener("click", press);
    return b;
  };

  // span is the first and the last day that the opening hours are known of;
  // all tables of a tour are of the same years.
  const table = (tour.hours || [])[0];
  const first = table ? timetable.dayNumber(table.first) : 0;
  const last = table ? first + table.days.length / (table.kinds.length > 36 ? 2 : 1) - 1 : 0;
  const span = table ? { min: timetable.dateOf(first), max: timetable.dateOf(last) } : {};

  const date = control("date", Object.assign({ type: "date" }, span));
  const start = control("start", { type: "time" });
  const pace = control("pace", { type: "number", min: slowest, max: fastest, step: 0.1, inputMode: "decimal" });
  const group = control("group", { type: "text", maxLength: longestName });
  const variants = ["large", "plain"].map(byId).filter(Boolean);
  const kept = stops.map((_, i) => make("input", { type: "checkbox", id: "keep-" + (i + 1) }));
  const verdict = make("ul", { className: "remarks" });
  const copied = make("span");
  const link = make("input", { type: "text", readOnly: true, hidden: true, id: "link" });
  link.setAttribute("aria-label", word("setup-link"));
  const see = button("setup-see", () => {
    remarks.focus();
    remarks.scrollIntoView({ block: "center" });
  });
  const remarks = byId("remarks") || make("ul"); // not there in a project's own layout: told beside the controls alone
  remarks.tabIndex = -1;

  const live = (tag, child) => {
    const e = make(tag, { className: "live" }, child);
    e.setAttribute("role", "status");
    return e;
  };

  const nameOf = i => all(`.times tr[data-stop="${i}"] th > *`)[0];
  const chip = (box, i) => {
    box.addEventListener("change", () => {
      set.without = accept.without(kept.map((k, j) => (k.checked ? "" : j + 1)).join());
      fill();
      show();
    });
    return make("label", { className: "chip" }, box, i + 1 + " ", ...(nameOf(i) ? [...nameOf(i).cloneNode(true).childNodes] : []));
  };

  // fill puts what is set into the controls, but for the one that is in use.
  const fill = () => {
    const put = (input, value) => {
      if (input !== document.activeElement && input.value !== value) input.value = value;
    };
    const at = set.start || tour.start;
    put(date, set.date || tour.date || "");
    put(start, at > 0 ? hhmm(at, ":") : "");
    put(pace, String((set.pace || tour.pace) / 1000));
    put(group, set.group);
    kept.forEach((box, i) => {
      box.checked = !set.without.includes(i);
      box.disabled = box.checked && set.without.length === stops.length - 1; // a visit to nothing
    });
    for (const box of variants) box.checked = set[box.id];
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
    if (byId("plan-length")) byId("plan-length").parentNode.hidden = !length;
    if (byId("works")) refill(byId("works"), plan.date || tour.home ? [] : say.week(timetable.week(tour, set)).map(textContent => make("p", { className: "works", textContent })));
    cells(all(".times thead tr")[0], "th", length ? say.batches(plan.rows[0].times.length) : []);
    stops.forEach((_, i) => stop(i, plan.rows.find(r => r.stop === i)));
    scores();
    map();
    remark();
  };

  const put = (id, text) => {
    const e = byId(id);
    if (!e) return;
    e.textContent = text;
    if (e.tagName === "DD") e.parentNode.classList.toggle("blank", !text);
  };

  // meeting is when and where: at the first stop that is kept.
  const meeting = () => {
    const to = plan.rows[0];
    const name = to && nameOf(to.stop) ? nameOf(to.stop).textContent : "";
    return plan.start < 0 || !to ? name : say.clock(plan.start) + "  " + name;
  };

  const cells = (row, tag, texts) => {
    if (!row) return;
    for (const old of all(".when", row)) old.remove();
    const cell = tag === "th" ? { scope: "col" } : {};
    for (const textContent of texts) row.insertBefore(make(tag, Object.assign({ className: "when", textContent }, cell)), row.querySelector(".stay"));
  };

  // stop shows a stop in the table and at the head of its own pages, or hides
  // it in both.
  const stop = (i, row) => {
    const texts = row ? say.times(row) : [];
    for (const tr of all(`.times tr[data-stop="${i}"]`)) {
      tr.hidden = !row;
      if (!row) continue;
      cells(tr, "td", texts);
      for (const td of all(".way", tr)) td.textContent = say.way(row.leg);
      if (stops[i].hours >= 0) for (const td of all(".open", tr)) td.textContent = say.hours(row.open);
    }
    for (const sheet of all(`.sheet[data-stop="${i}"]`)) {
      sheet.hidden = !row;
      // What ran on from a stop that is left out must not stand under that
      // stop's name.
      if (sheet.classList.contains("runs")) sheet.style.setProperty("page", set.without.length && headless(sheet) ? "auto" : "");
      cells(sheet.querySelector(".at"), "span", texts);
      all(".at .when", sheet).forEach((e, batch) => { e.dataset.batch = batch; });
    }
  };

  const headless = sheet => {
    while (sheet && sheet.classList.contains("runs")) sheet = sheet.previousElementSibling;
    return !sheet || sheet.hidden;
  };

  const scores = () => {
    const points = byId("points");
    if (!points) return;
    const sum = all(".sheet[data-points]").reduce((sum, s) => sum + (s.hidden ? 0 : Number(s.dataset.points)), 0);
    points.textContent = say.count("points", sum);
    points.parentNode.hidden = !sum;
  };

  // map tells the stops that are left out, by the numbers in their discs:
  // "3", "1–3", "1, 4". The ways stay: the group still comes past.
  const map = () => {
    for (const number of all(".routemap .number")) {
      const out = number.textContent.split(", ").every(part => {
        const [from, to] = part.split("–").map(Number);
        for (let n = from; n <= (to || from); n++) if (!set.without.includes(n - 1)) return false;
        return true;
      });
      number.classList.toggle("out", out);
      number.previousElementSibling.classList.toggle("out", out);
    }
  };

  /* What will not work, and what would. */

  const outside = () => {
    const n = plan.date ? timetable.dayNumber(plan.date) : first;
    return table && (n < first || n > last) && plan.rows.some(r => stops[r.stop].hours >= 0);
  };

  // wrongs are the conflicts; where nothing is known of the day, that is said
  // once and not of every stop.
  const wrongs = () => plan.conflicts.filter(c => c.kind !== "unsure" || !outside());
  const asks = row => stops[row.stop].site >= 0 && stops[row.stop].hours < 0 && !tour.home; // nobody wrote its hours
  const item = (c, ...children) => make("li", { className: timetable.refuses(c.kind) ? "refused" : "" }, say.conflict(c), ...children);
  const warning = () => (outside() ? [make("li", { textContent: word("date-outside") })] : []);

  const remark = () => refill(remarks, [...warning(), ...wrongs().map(c => item(c, ...ways(c)))]);

  const ways = c => {
    const mends = [];
    for (const m of c.mends) mends.push(...(mends.length ? [word("mend-or")] : []), mend(m));
    return mends.length ? [].concat(...say.parts("mends", { mends })) : [];
  };

  // mend is a text or, where the controls can do it, a button.
  const mend = m => {
    const does = {
      start: () => { set.start = accept.start(hhmm(m.value, ":")); },
      date: () => { set.date = accept.date(m.date); },
      without: () => { set.without = set.without.concat(m.value).sort((a, b) => a - b); },
    }[m.kind];
    if (!does) return say.mend(m);
    const b = make("button", { type: "button", className: "mend", textContent: say.mend(m) });
    b.addEventListener("click", () => {
      does();
      remarks.focus(); // the button is gone with its conflict
      fill();
      show();
    });
    return b;
  };

  // tell says beside the controls, once it is quiet, what the remarks under
  // the timetable say. A reader who hears the page is told only what changed.
  const tell = () => {
    const found = [...warning(), ...wrongs().map(c => item(c))];
    if (!found.length && (plan.date || !table)) found.push(make("li", { className: "fine", textContent: word("no-conflicts") }));
    if (plan.rows.some(asks)) found.push(make("li", { textContent: word("ask-hours") }));
    const said = found.map(li => li.textContent).join("\n");
    if (said !== tell.said) refill(verdict, found);
    tell.said = said;
    see.hidden = !wrongs().some(c => c.mends.length);
  };

  place.append(
    make("div", { className: "settings" }, ...[date, start, pace, group].map(labelled)),
    make("fieldset", {}, make("legend", { textContent: word("setup-stops") }), ...kept.map(chip)),
    live("div", verdict), see,
    make("p", { className: "actions" }, button("setup-print", () => { settle(); print(); }), button("setup-link", copy), button("setup-reset", restore)),
    link, live("p", copied),
  );
  for (const box of variants) {
    box.addEventListener("change", () => {
      set[box.id] = box.checked;
      show();
    });
  }
  byId("setup").addEventListener("submit", e => e.preventDefault()); // Enter in a field
  addEventListener("hashchange", () => {
    const again = read(location.hash);
    if (!again) return;
    set = again;
    fill();
    show();
  });

  for (const box of variants) set[box.id] = box.checked; // before the box was opened
  set = read(location.hash) || set;
  fill();
  refresh();
  tell();
})();
