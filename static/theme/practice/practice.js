// @ts-check
/* Site pages, practice of young guides: a dialog in which one says a piece against the
   clock, and then assesses it. The texts are copies of the page's. Loaded with its style
   when the button is pressed (practice/start.js). */

(() => {
  const starter = /** @type {HTMLElement | null} */ (document.querySelector("button.practice-start"));
  if (!starter || document.querySelector("dialog.practice")) return;
  const { add, fill } = making;
  const { criteria, say } = practiceSheet;
  const root = document.documentElement;
  const name = String(/** @type {Element} */ (document.querySelector("h1")).textContent);
  const levels = words["judge-levels"].split("|");
  const texts = ["judge-3", "judge-2", "judge-1"].map(key => words[key].split("|"));

  const key = "wayside practice " + new URL(starter.dataset.site || "", location.href);
  const load = () => {
    try {
      return record.read(localStorage.getItem(key), criteria.length);
    } catch (error) { // some browsers have no storage
      return record.read(null, criteria.length);
    }
  };
  let mine = load();

  const dialog = add(document.body, "dialog", { className: "practice full" });
  const unkept = add(dialog, "p");
  const put = keeping(unkept);
  /** @param {Practice} next */
  const keep = next => {
    mine = next;
    put(key, JSON.stringify(mine));
  };
  dialog.setAttribute("aria-label", words.practice);
  const top = add(dialog, "div", { className: "practice-top" });
  const body = add(dialog, "div", { className: "practice-body", tabIndex: 0 });
  const foot = add(dialog, "div", { className: "practice-foot" });
  body.setAttribute("role", "group");

  /** @param {Element} to @param {string} textContent @param {() => void} press */
  const button = (to, textContent, press) => {
    const b = add(to, "button", { type: "button", className: "button", textContent });
    b.addEventListener("click", press);
    return b;
  };
  const back = button(top, "‹ " + words["practice-list"], () => list());
  button(top, words["practice-close"], () => close());

  /* The clock. The screen stays on while it runs. */

  let run = clock.zero;
  let ticking = 0;
  let tick = () => {};
  /** @type {Promise<WakeLockSentinel | null> | null} */
  let lock = null;
  /** @param {Run} next */
  const set = next => {
    run = next;
    clearInterval(ticking);
    if (lock) lock.then(l => l && l.release());
    lock = null;
    if (run.since !== null) {
      ticking = setInterval(() => tick(), 250);
      if ("wakeLock" in navigator) lock = navigator.wakeLock.request("screen").catch(() => null); // the battery is low
    }
    tick();
  };

  /**
   * Empties the dialog for another view.
   * @param {string} title
   */
  const begin = title => {
    tick = () => {};
    set(clock.zero);
    body.replaceChildren();
    foot.replaceChildren();
    back.hidden = false;
    body.setAttribute("aria-label", title);
    body.scrollTop = 0;
    add(body, "h2", { tabIndex: -1, textContent: title }).focus();
  };

  /** @param {Piece} piece */
  const planned = piece => fill(words["practice-planned"], { time: fill(words.about, { what: say(piece.seconds) }) });

  const list = () => {
    begin(words.practice);
    back.hidden = true;
    add(body, "p", { textContent: words["practice-lead"] });
    body.append(unkept);
    const items = add(body, "ol", { className: "practice-pieces" });
    const all = pieces.all();
    for (const piece of all) {
      const b = button(add(items, "li"), "", () => speak(piece));
      add(b, "b", { textContent: piece.title });
      add(b, "small", { textContent: planned(piece) });
      const done = mine.pieces[piece.id];
      if (done) add(b, "small", { textContent: "✓ " + practiceSheet.done(done) });
    }
    const rows = record.rows(mine, all);
    if (rows.length) summary(rows);
  };

  /** @param {PracticeRow[]} rows */
  const summary = rows => {
    const part = add(body, "section", { className: "practice-summary" });
    add(part, "h3", { textContent: words["practice-sheet"] });
    for (const [word, field] of /** @type {const} */ ([["practice-name", "name"], ["practice-class", "group"]])) {
      const label = add(part, "label", { textContent: words[word] });
      const input = add(label, "input", { type: "text", maxLength: 40, autocomplete: "off", value: mine[field] });
      input.addEventListener("input", () => keep({ ...mine, [field]: input.value }));
    }
    const row = add(part, "p", { className: "practice-row" });
    button(row, words["setup-print"], () => {
      const sheet = practiceSheet.make(name, mine, rows);
      document.body.append(sheet);
      root.classList.add("print-practice");
      addEventListener("afterprint", () => {
        root.classList.remove("print-practice");
        sheet.remove();
      }, { once: true });
      print();
    });
    button(row, words["pairs-copy"], () => copying.copy(practiceSheet.text(name, mine, rows), part, words["pairs-copy"], () => { status.textContent = words["pairs-copied"]; }));
    button(row, words["practice-other"], () => {
      if (!confirm(words["practice-other-sure"])) return;
      keep(record.read(null, criteria.length));
      list();
    });
    const status = add(part, "p");
    status.setAttribute("role", "status");
  };

  /** @param {Piece} piece */
  const speak = piece => {
    begin(piece.title);
    pieces.show(add(body, "div", { className: "practice-text" }), piece);
    const bar = add(foot, "progress", { max: piece.seconds, value: 0 });
    bar.setAttribute("aria-label", words["practice-progress"]);
    const face = add(foot, "p", { className: "practice-clock" });
    face.setAttribute("role", "timer");
    const row = add(foot, "p", { className: "practice-row" });
    const go = button(row, "", () => set((run.since === null ? clock.start : clock.pause)(run, Date.now())));
    const end = button(row, words["practice-end"], () => {
      const taken = Math.max(1, Math.round(clock.elapsed(run, Date.now()) / 1000));
      mine = load(); // another page may have changed it
      keep(record.took(mine, piece.id, taken, criteria.length));
      assess(piece, taken);
    });
    go.classList.add("practice-go");
    tick = () => {
      const spent = clock.elapsed(run, Date.now()), seconds = Math.floor(spent / 1000);
      bar.value = seconds;
      face.textContent = `${clock.text(seconds)} / ${clock.text(piece.seconds)}`;
      face.classList.toggle("over", seconds > piece.seconds);
      go.textContent = words[run.since !== null ? "practice-pause" : spent ? "practice-go-on" : "practice-begin"];
      end.disabled = !spent && run.since === null;
    };
    tick();
  };

  /**
   * Appends a question with one answer of several.
   * @param {string} question @param {string} group its name @param {{ label: string, text?: string, checked: boolean, choose: () => void }[]} answers
   */
  const choice = (question, group, answers) => {
    const field = add(body, "fieldset");
    add(field, "legend", { textContent: question });
    return answers.map(({ label, text, checked, choose }) => {
      const line = add(field, "label");
      const input = add(line, "input", { type: "radio", name: group, checked });
      input.addEventListener("change", choose);
      const said = add(line, "span");
      add(said, "b", { textContent: label });
      if (text) said.append(words.colon + text);
      return input;
    });
  };

  /** @param {Piece} piece @param {number} taken */
  const assess = (piece, taken) => {
    begin(piece.title);
    const [verdict, seconds] = clock.verdict(piece.seconds, taken);
    add(body, "p", { className: "practice-verdict", textContent: fill(words["practice-took"], { time: say(taken) }) + fill(words[verdict], { time: say(seconds) }) });
    let judge = record.judges[0];
    const marked = () => mine.pieces[piece.id].marks[judge];
    choice(words["practice-by"], "practice-by", record.judges.map(j => ({
      label: words["practice-" + j], checked: j === judge, choose: () => {
        judge = j;
        inputs.forEach((row, i) => row.forEach((input, k) => { input.checked = marked()[i] === record.best - k; }));
      },
    })));
    const inputs = criteria.map((criterion, i) => choice(criterion, "practice-" + i, levels.map((label, k) => ({
      label, text: texts[k] && texts[k][i], checked: false, choose: () => keep(record.judged(mine, piece.id, judge, i, record.best - k)),
    }))));
    const row = add(foot, "p", { className: "practice-row" });
    button(row, words["practice-again"], () => speak(piece));
    button(row, words["practice-list"], () => list());
  };

  /* Opening and closing. */

  const close = () => {
    if (history.state && history.state.practice) return history.back();
    history.replaceState(null, "", location.href.split("#")[0]); // there is no page to go back to
    show();
  };
  const show = () => {
    const open = location.hash === "#practice";
    if (open === dialog.open) return;
    if (open) {
      mine = load();
      dialog.showModal();
      list();
    } else {
      set(clock.zero);
      dialog.close();
      starter.focus();
    }
  };
  dialog.addEventListener("cancel", e => {
    e.preventDefault();
    close();
  });
  addEventListener("hashchange", show);
  show();
})();
