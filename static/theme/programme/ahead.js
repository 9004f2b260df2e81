// @ts-check
/* Home, site and programme pages with events: what is on today and next. Without it, the
   pages list all events. */

document.querySelectorAll(".ahead").forEach(section => {
  if (!(section instanceof HTMLElement)) return;
  const { zone = "UTC", lang } = section.dataset, now = Math.floor(Date.now() / 60000);
  const list = /** @type {HTMLElement} */ (section.querySelector(".dates"));
  const found = Array.from(list.children, item => programmeDates.ahead(programmeDates.read(/** @type {HTMLElement} */ (item).dataset.dates), now, zone)
    .map(next => ({ ...next, item: /** @type {Element} */ (item.cloneNode(true)) })))
    .flat().sort((a, b) => a.date.start - b.date.start);

  /** @param {string} tag @param {string} [text] */
  const put = (tag, text) => {
    const e = document.createElement(tag);
    if (text) e.textContent = text;
    list.before(e);
    return e;
  };
  for (const today of [true, false]) {
    const shown = found.filter(f => f.today === today).slice(0, today ? 20 : 6);
    if (!shown.length) continue;
    put("h3", words[today ? "programme-today" : "programme-next"]);
    const items = put("ul");
    items.className = "dates";
    for (const { item, date } of shown) {
      const when = /** @type {Element} */ (item.querySelector(".date-when"));
      when.textContent = programmeDates.say(date, zone, lang || "en");
      if (date.state) {
        const word = document.createElement("strong"), struck = document.createElement("s");
        word.className = "date-state";
        word.textContent = words[`event-state-${({ c: "cancelled", p: "postponed" })[date.state] || "moved"}`];
        if (date.state !== "m") {
          struck.append(/** @type {Element} */ (item.firstElementChild), " ", when);
          item.prepend(struck);
        }
        item.prepend(word, " ");
      }
      items.append(item);
    }
  }
  if (!found.length) put("p", words["programme-none"]);
  list.remove();
  section.hidden = false;
});
