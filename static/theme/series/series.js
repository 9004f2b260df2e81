// @ts-check
/* Series pages: ticks for the parts that the reader has heard, and which part is next.
   Everything stays on the phone. */

(() => {
  const { add, fill } = making;
  const section = document.getElementById("parts");
  if (!section) return; // a project's own layout
  const key = "wayside series " + new URL(section.dataset.series || "", location.href), { zone = "UTC" } = section.dataset;
  let kept = heardParts.read(null);
  try {
    kept = heardParts.read(localStorage.getItem(key));
  } catch (error) {} // some browsers have no storage: it lasts for this page

  const items = [.../** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("[data-part]"))];
  const now = Math.floor(Date.now() / 60000);
  const parts = items.map(item => {
    const { part = "", minutes, dates } = item.dataset;
    let start = 0;
    if (dates) {
      const held = programmeDates.ahead(programmeDates.read(dates), now, zone).filter(d => !/[cp]/.test(d.date.state));
      start = held.length ? held[0].date.start : -1;
    }
    return { id: part, minutes: Number(minutes), start };
  });
  const progress = add(section, "p", { className: "series-progress" });
  /** @type {Element} */ (section.querySelector(".series-parts")).before(progress);
  progress.setAttribute("role", "status");
  const unkept = add(section, "p");
  progress.after(unkept);
  const put = keeping(unkept);

  const update = () => {
    const { n, of, minutes } = heardParts.sum(kept, parts), next = heardParts.next(parts, kept);
    progress.textContent = n ? fill(words["series-progress"], { n, of, time: heardParts.time(minutes, words) }) : words["series-none-heard"];
    items.forEach((item, i) => {
      const heard = kept.heard.includes(parts[i].id);
      item.classList.toggle("heard", heard);
      boxes[i].checked = heard;
      marks[i].hidden = i !== next;
    });
  };
  const boxes = items.map((item, i) => {
    const label = add(item, "label", { className: "part-tick" });
    const box = add(label, "input", { type: "checkbox" });
    add(label, "span", { textContent: words["series-heard"] });
    const heading = /** @type {Element} */ (item.querySelector("h3"));
    heading.id = "part-" + (i + 1);
    box.setAttribute("aria-describedby", heading.id);
    box.addEventListener("change", () => {
      kept = heardParts.tick(kept, parts[i].id, box.checked);
      put(key, JSON.stringify(kept));
      update();
    });
    return box;
  });
  const marks = items.map(item => {
    const mark = add(item, "strong", { className: "part-next", textContent: words["series-next"] });
    item.prepend(mark);
    return mark;
  });
  update();
})();
