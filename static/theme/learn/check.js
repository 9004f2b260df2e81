// @ts-check
/* The self-check: shows the questions of one stop at a time, says whether an answer is
   right, and explains it. Everything stays on the phone. */

(() => {
  const { add, fill } = making;
  const form = document.getElementById("check"), json = document.getElementById("check-data");
  if (!form || !json) return; // a project's own layout
  /** @type {{ route: string, version: string, audiences?: string[], items: Item[] }} */
  const set = JSON.parse(json.textContent || "null");
  const { items } = set, { route = "", typed = "", handIn = "" } = form.dataset;
  const key = "wayside check " + new URL(route, location.href);

  /* What is kept. */

  /** @type {Mine} */
  let mine;
  try {
    mine = kept.read(localStorage.getItem(key));
  } catch (error) {
    mine = kept.read(null); // some browsers have no storage: it lasts for this page
  }
  const unkept = add(form, "p");
  form.prepend(unkept);
  const put = keeping(unkept);
  /** @param {Mine} next */
  const keep = next => {
    mine = next;
    put(key, JSON.stringify(next));
  };
  let since = performance.now();
  const spend = () => {
    const now = performance.now();
    if (!document.hidden) keep(kept.spend(mine, (now - since) / 1000));
    since = now;
  };
  document.addEventListener("visibilitychange", () => { since = performance.now(); });

  /** @param {number} n */
  const points = n => fill(n === 1 && words["points-one"] || words.points, { n });
  const time = () => fill(words["check-time"], { minutes: Math.floor(mine.seconds / 60), seconds: String(mine.seconds % 60).padStart(2, "0") });

  /* A script that is loaded when it is needed. */

  /** @type {Map<string, Promise<void>>} */
  const loading = new Map();
  /** @param {string} src which may be missing offline */
  const load = src => {
    const promise = loading.get(src) || new Promise(done => {
      const fail = () => {
        loading.delete(src); // the next time it may be there
        done();
      };
      add(document.head, "script", { src, onload: () => done(), onerror: fail });
    });
    loading.set(src, promise);
    return promise;
  };
  /** @param {string} text as typed; if the script cannot be loaded, it must be spelled exactly */
  const normal = text => load(typed).then(() => wayside.normal ? wayside.normal(text) : text.trim().toLowerCase());

  /* The questions. */

  /**
   * Returns a function that shows what explains an answer in an element, and returns the
   * right answer as a key.
   * @param {HTMLElement} to @param {Item} item
   */
  const explaining = (to, item) => () => {
    const { key = "", words: text = "", explain: html = "" } = JSON.parse(answer.open(item.salt, item.sealed || ""));
    to.replaceChildren();
    if (text) add(to, "p", { textContent: words.answer + words.colon + text });
    if (html) add(to, "p", { innerHTML: html }); // HTML of the guide, as on every page
    to.hidden = !to.firstChild;
    return key;
  };

  const questions = items.map((item, i) => {
    const box = /** @type {HTMLElement} */ (document.getElementById("question-" + (i + 1)));
    const options = box.querySelectorAll(".options li").length, most = kept.tries(item, options);
    return item.kind === "open" ? note(box, item) : question(box, item, most);
  });

  /**
   * A question that the phone judges. The function that is returned shows its state.
   * @param {HTMLElement} box @param {Item} item @param {number} most tries
   */
  function question(box, item, most) {
    const control = controls(box, item);
    const row = add(box, "p", { className: "actions" });
    const submit = add(row, "button", { type: "button", className: "button", textContent: words["check-submit"] });
    const reveal = add(row, "button", { type: "button", className: "button", textContent: words["check-show"] });
    const status = add(box, "p", { className: "verdict" });
    status.setAttribute("role", "status");
    const explanation = add(box, "div", { className: "explanation", hidden: true });

    /** @param {State} s */
    const verdict = s => s.mark === marks.right ? "✓ " + words["check-right"] + words.colon + points(item.points) :
      s.mark === marks.second ? "✓ " + words["check-second"] + words.colon + points(marks.worth(item.points, s.mark)) :
        s.mark !== marks.wrong ? "" : words[kept.done(s, most) ? "check-wrong" : "check-once-more"];

    const explain = explaining(explanation, item);

    let shown = "", judged = ""; // the last answer: pressed twice, it is still one try
    const show = () => {
      const s = kept.stateOf(mine, item), closed = kept.done(s, most);
      const now = [mine.round, s.tries, s.mark].join();
      if (now === shown) return;
      explanation.hidden = true;
      if (closed) control.close(explain());
      else if (!s.tries) {
        control.reset();
        judged = "";
      }
      shown = now;
      submit.hidden = closed;
      reveal.hidden = closed || !s.tries;
      status.textContent = verdict(s);
      box.classList.toggle("good", s.mark > marks.wrong);
      box.classList.toggle("bad", closed && s.mark === marks.wrong);
    };
    /** @param {Mine} next */
    const judge = next => {
      keep(next);
      spend();
      update();
      if (submit.hidden) {
        status.tabIndex = -1;
        status.focus(); // the button that was pressed is gone
      }
    };
    const press = async () => {
      const given = item.kind === "short" ? await normal(control.key()) : control.key();
      if (!given) status.textContent = words["check-empty"];
      if (!given || given === judged) return;
      judged = given;
      judge(kept.attempt(mine, item, answer.right({ digests: [], ...item }, given)));
    };
    submit.addEventListener("click", press);
    reveal.addEventListener("click", () => judge(kept.attempt(mine, item, false, true)));
    box.addEventListener("focusin", () => { if (item.kind === "short") load(typed); }, { once: true });
    box.addEventListener("keydown", e => {
      if (e.key === "Enter" && /** @type {Element} */ (e.target).matches("input") && !e.isComposing && !submit.hidden) press();
    });
    return show;
  }

  /**
   * An open question: a note that stays on the phone and is printed.
   * @param {HTMLElement} box @param {Item} item
   */
  function note(box, item) {
    const legend = /** @type {Element} */ (box.querySelector("legend"));
    const input = add(box, "textarea", { rows: 4, maxLength: 5000 });
    input.setAttribute("aria-labelledby", legend.id = box.id + "-legend");
    const paper = add(box, "p", { className: "written" }); // a textarea prints only what is in view
    add(box, "p", { className: "estimate", textContent: words["check-note"] });
    const reveal = add(add(box, "p", { className: "actions" }), "button", { type: "button", className: "button", textContent: words["check-compare"], hidden: true });
    const explanation = add(box, "div", { className: "explanation", hidden: true });
    reveal.addEventListener("click", explaining(explanation, item));
    input.addEventListener("input", () => {
      keep(kept.write(mine, item, input.value));
      update();
    });
    return () => {
      const { note } = kept.stateOf(mine, item);
      if (input.value !== note) input.value = note;
      paper.textContent = note;
      reveal.hidden = !note.trim() || !item.sealed;
    };
  }

  /* The stops, one at a time. The address has the one that is shown. */

  const levels = [.../** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(".level"))];
  const list = /** @type {HTMLElement} */ (form.querySelector(".check-levels ul"));
  const last = levels[levels.length - 1];
  last.hidden = false;
  add(add(list, "li"), "a", { className: "chip", href: "#" + last.id, textContent: words["check-hand-in"] });
  const links = [...list.querySelectorAll("a")];
  const rows = levels.map(level => add(level, "p", { className: "actions turn" }));
  const go = () => {
    const asked = location.hash && document.getElementById(location.hash.slice(1));
    const used = levels.filter(l => l === last || indexes(l).length);
    const level = used.find(l => asked && l.contains(asked)) || used[0];
    used.forEach((l, i) => {
      const row = rows[levels.indexOf(l)];
      row.replaceChildren();
      for (const [to, word] of /** @type {[Element, string][]} */ ([[used[i - 1], "walk-previous"], [used[i + 1], "walk-next"]])) {
        if (to) add(row, "a", { className: "button", href: "#" + to.id, textContent: words[to === last ? "check-hand-in" : word] });
      }
    });
    levels.forEach((l, i) => {
      l.classList.toggle("now", l === level);
      if (l === level) links[i].setAttribute("aria-current", "true");
      else links[i].removeAttribute("aria-current");
    });
    if (level === last) showResult();
    if (!asked) return;
    const heading = /** @type {HTMLElement} */ (level.querySelector("h2"));
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    level.scrollIntoView();
  };

  /** @param {Element} level */
  const indexes = level => [...level.querySelectorAll(".question:not([hidden])")].map(q => Number(q.id.slice(9)) - 1); // another audience's are hidden

  const update = () => {
    questions.forEach(show => show());
    const all = kept.marksOf(mine, items), shown = indexes(form);
    levels.slice(0, -1).forEach((level, i) => {
      const of = indexes(level);
      /** @type {HTMLElement} */ (links[i].parentElement).hidden = !of.length;
      const done = of.filter(n => all[n] !== marks.none).length;
      const text = `${level.id.slice(5)} · ${done}/${of.length}`, name = /** @type {Element} */ (level.querySelector("h2")).textContent;
      links[i].textContent = text;
      links[i].setAttribute("aria-label", `${text} · ${name}`);
      links[i].classList.toggle("done", done === of.length);
    });
    const { points: n, of, answered, count } = marks.sum(shown.map(n => items[n]), shown.map(n => all[n]));
    sum.textContent = fill(words["check-sum"], { points: n, of, answered, count, time: time() });
    if (last.classList.contains("now")) showResult();
  };

  /* The result. What shows it is loaded when it is opened. */

  const sum = add(last, "p", { className: "check-sum" });
  const panel = add(last, "div");
  last.append(/** @type {Element} */ (last.querySelector(".turn")));
  /** @param {Mine} next */
  const begin = next => {
    keep(next);
    since = performance.now();
    update();
    location.hash = "";
  };
  /** The number of the audience that the reader has chosen. */
  const chosen = () => (set.audiences || []).indexOf(wayside.audience || "") + 1;
  const showResult = async () => {
    await load(handIn);
    if (!wayside.handIn) return;
    wayside.handIn(panel, mine, { source: 0, route: set.route, version: set.version, audience: chosen(), marks: kept.marksOf(mine, items) }, { keep, again: () => begin(kept.again(mine, items)), other: () => begin({ ...kept.read(null), group: mine.group }) });
  };

  form.classList.add("scripted");
  form.addEventListener("submit", e => e.preventDefault());
  addEventListener("hashchange", go);
  document.addEventListener("audience", () => {
    update();
    go();
  });
  update();
  go();
})();
