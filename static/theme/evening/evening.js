// @ts-check
/* Routes that are followed at home: a clock at the bottom of the page, which says how much of
   a part is left and when the rest will end. It runs on this phone only, and is kept there, so
   that a reader can stop and go on another evening. */

(() => {
  const { add, fill } = making;
  const box = document.getElementById("evening"), start = /** @type {HTMLButtonElement | null} */ (document.querySelector("button.evening-start"));
  const items = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("li.stop[data-minutes]"))];
  if (!box || !start || !items.length) return; // a project's own layout

  let session = 0;
  const parts = items.map(item => {
    session = Number(item.dataset.session) || session;
    return { length: Number(item.dataset.minutes) * 60000, pause: Number(item.dataset.pause || 0) * 60000, session };
  });
  const heads = items.map(item => /** @type {HTMLElement} */ (item.querySelector("h3")));
  const stays = items.map(item => /** @type {HTMLElement | null} */ (item.querySelector(".stay")));
  const planned = stays.map(stay => stay ? [...stay.childNodes] : []);
  const key = "wayside evening " + new URL(start.dataset.route || "", location.href);

  /** @type {EveningRecord | null} */
  let record = null;
  try {
    record = evening.read(localStorage.getItem(key), parts.length, Date.now());
  } catch (error) {} // some browsers have no storage: the clock lasts for this page

  /* The bar. */

  const bar = add(document.body, "section", { className: "evening-bar", hidden: true });
  bar.setAttribute("aria-label", box.getAttribute("aria-label") || "");
  const where = add(bar, "a");
  const clock = add(bar, "span", { className: "evening-clock" });
  clock.setAttribute("role", "timer");
  const until = add(bar, "small");
  const status = add(bar, "p", { className: "evening-status" });
  status.setAttribute("role", "status");
  const unkept = add(bar, "p", { className: "evening-unkept" });
  const put = keeping(unkept);
  const keep = () => put(key, JSON.stringify(record));
  const tools = add(bar, "nav");
  tools.setAttribute("aria-label", words["evening-stop-of"].replace(/\{[^}]*\}/g, "").trim() || words["evening-next"]);
  /** @param {() => void} press */
  const button = press => {
    const b = add(tools, "button", { type: "button", className: "button" });
    b.addEventListener("click", press);
    return b;
  };
  const previous = button(() => go(record ? record.at - 1 : 0));
  const pause = button(() => {
    if (record) record = evening.toggle(record, Date.now());
    keep();
    draw();
  });
  const next = button(() => {
    if (record && last(record.at)) finish();
    else go(record ? record.at + 1 : 0);
  });
  previous.textContent = words["evening-previous"];

  /** @param {number} at whether the session ends with this part */
  const last = at => at === parts.length - 1 || parts[at + 1].session !== parts[at].session;
  /** @param {number} ms */
  const time = ms => new Date(ms).toTimeString().slice(0, 5);

  /** @param {number} to */
  const go = to => {
    record = evening.go(parts, record, to, Date.now());
    keep();
    said = "";
    draw();
    const reading = /** @type {HTMLDetailsElement | null} */ (items[record.at].querySelector("details.reading"));
    if (reading) reading.open = true;
    heads[record.at].tabIndex = -1;
    heads[record.at].focus();
  };

  /* After the last part of a session the clock stands at the first of the next one. */
  const finish = () => {
    if (!record) return;
    const on = record.at + 1;
    record = on < parts.length ? { at: on, used: 0, since: 0 } : null;
    keep();
    bar.hidden = true;
    clear();
    stopped();
    box.tabIndex = -1;
    box.focus();
    note.textContent = words["evening-done"];
  };

  /* What gets the focus must not be behind the bar. */
  const clear = () => { document.documentElement.style.scrollPaddingBottom = bar.hidden ? "" : bar.offsetHeight + 8 + "px"; };

  const note = add(box, "p", { className: "evening-note" });
  note.setAttribute("role", "status");
  const begin = () => {
    note.textContent = "";
    if (record) {
      if (!record.since) record = evening.toggle(record, Date.now());
      const { at } = record;
      keep();
      draw();
      heads[at].tabIndex = -1;
      heads[at].focus();
    } else {
      go(0);
    }
  };
  start.addEventListener("click", begin);

  const stopped = () => {
    start.textContent = record ? fill(words["evening-resume"], { n: record.at + 1 }) : words["evening-start"];
    start.hidden = false;
    stays.forEach((stay, i) => stay && stay.replaceChildren(...planned[i]));
    items.forEach(item => item.classList.remove("at"));
  };

  let said = "";
  const draw = () => {
    if (!record) return;
    const now = Date.now(), { at } = record, left = evening.left(parts, record, now), { length } = parts[at];
    bar.hidden = false;
    start.hidden = true;
    items.forEach((item, i) => item.classList.toggle("at", i === at));
    where.href = "#" + items[at].id;
    where.textContent = `${fill(words["evening-stop-of"], { n: at + 1, count: parts.length })}${words.colon}${heads[at].textContent}`;
    const text = left > length ? fill(words["evening-break"], { n: Math.ceil((left - length) / 60000) })
      : left > 0 ? fill(words["evening-left"], { time: evening.clock(left) })
      : fill(words["evening-over"], { time: evening.clock(-left) });
    if (clock.textContent !== text) clock.textContent = text;
    const times = evening.times(parts, record, now);
    until.textContent = fill(words["evening-until"], { time: time(times[times.length - 1].end) });
    for (const { part, begin, end } of times) {
      const stay = stays[part], span = `${time(begin)}–${time(end)}`;
      if (stay && stay.textContent !== span) stay.textContent = span;
    }
    previous.disabled = at === 0 || parts[at - 1].session !== parts[at].session;
    pause.textContent = words[record.since ? "evening-pause" : "evening-go-on"];
    next.textContent = words[last(at) ? "evening-end" : "evening-next"];
    const say = left <= 0 ? words["evening-up"] : left <= 60000 && length > 60000 ? words["evening-minute"] : "";
    if (say !== said) status.textContent = said = say;
    clear();
  };

  stopped();
  if (start.dataset.pressed) begin();
  else if (record && record.since) draw();
  setInterval(() => { if (record && record.since && !bar.hidden) draw(); }, 1000);
})();
