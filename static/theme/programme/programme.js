// @ts-check
/* Pages of the programme, the home page and the pages of sites with events: what is on today
   and next. Without it, the pages list all events. */

(() => {
  const now = Math.floor(Date.now() / 60000), most = 6;

  /** @param {HTMLElement} section */
  function showAhead(section) {
    const zone = section.dataset.zone || "UTC", lang = section.dataset.lang || "";
    const list = /** @type {HTMLElement} */ (section.querySelector(".dates"));
    const found = Array.from(list.children, item => {
      const next = programmeDates.ahead(programmeDates.read(/** @type {HTMLElement} */ (item).dataset.dates || ""), now, zone);
      return { item, next };
    }).flatMap(({ item, next }) => next ? [{ item, next }] : []).sort((a, b) => a.next.date.start - b.next.date.start);
    list.remove();
    section.hidden = false;
    const more = section.querySelector(".more");
    for (const today of [true, false]) {
      const shown = found.filter(f => f.next.today === today).slice(0, today ? 20 : most);
      if (!shown.length) continue;
      const head = making.add(section, "h3", { className: "ahead-head", textContent: words[today ? "programme-today" : "programme-next"] });
      const ul = making.add(section, "ul", { className: "dates" });
      for (const { item, next: { date } } of shown) {
        const when = /** @type {Element} */ (item.querySelector(".date-when"));
        when.textContent = programmeDates.say(date, zone, lang);
        if (date.state) state(item, when, date.state);
        ul.append(item);
      }
      section.insertBefore(head, more);
      section.insertBefore(ul, more);
    }
    if (!found.length) section.insertBefore(making.add(section, "p", { textContent: words["programme-none"] }), more);
  }

  /**
   * Says what has happened to a date, and strikes out what does not take place.
   * @param {Element} item
   * @param {Element} when
   * @param {string} mark
   */
  function state(item, when, mark) {
    /** @type {Record<string, string>} */
    const names = { c: "cancelled", p: "postponed", m: "moved" };
    const word = document.createElement("strong");
    word.className = "date-state";
    word.textContent = words[`event-state-${names[mark]}`];
    if (mark !== "m") {
      const struck = document.createElement("s");
      struck.append(...item.querySelectorAll(":scope > a"), " ", when);
      item.prepend(struck);
    }
    item.prepend(word, " ");
  }

  /** @type {HTMLElement | null} */
  const ahead = document.querySelector(".ahead");
  if (ahead) showAhead(ahead);
  for (const item of document.querySelectorAll("[data-date]")) {
    const [date] = programmeDates.read(/** @type {HTMLElement} */ (item).dataset.date || "");
    if (date.end > date.start && date.end <= now || date.start + 1440 <= now && date.end === date.start) item.classList.add("past");
    else if (date.start <= now) item.classList.add("now");
  }
})();
