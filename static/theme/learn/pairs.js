// @ts-check
/* Route pages: a place to write for each task before and after the visit. What is
   written stays on the phone, and can be printed on one sheet for the teacher, or copied
   into a message. */

(() => {
  const { add } = making;
  const section = document.getElementById("pairs");
  if (!section) return; // a project's own layout

  const key = "wayside notes " + new URL(section.dataset.route || "", location.href);
  const longest = 1000; // UTF-16 units of a note
  /** @type {Record<string, string>} by the text of the task, which a new edition may move */
  let notes = {};
  try {
    notes = Object(JSON.parse(localStorage.getItem(key) || "{}"));
  } catch (error) {} // some browsers have no storage, and another script may write there

  const keep = () => {
    try {
      localStorage.setItem(key, JSON.stringify(notes));
      return true;
    } catch (error) {
      return false;
    }
  };

  const cells = [.../** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("td"))];
  const texts = cells.map(cell => {
    const task = (cell.textContent || "").trim(), heading = cell.dataset.label || "";
    const area = add(cell, "textarea", { rows: 3, maxLength: longest, value: typeof notes[task] === "string" ? notes[task] : "" });
    area.setAttribute("aria-label", heading + words.colon + task);
    const written = add(cell, "p", { className: "written", textContent: area.value }); // paper has no scrollbars
    area.addEventListener("input", () => {
      written.textContent = area.value;
      if (area.value) notes[task] = area.value;
      else delete notes[task];
      status.textContent = words[keep() ? "pairs-kept" : "pairs-unkept"];
    });
    return { heading, task, area };
  });

  const row = add(section, "p", { className: "pairs-row" });
  /** @param {string} word @param {() => void} press */
  const button = (word, press) => add(row, "button", { type: "button", className: "button", textContent: words[word] }).addEventListener("click", press);
  const status = add(section, "p", { className: "pairs-status", textContent: words["pairs-private"] });
  status.setAttribute("role", "status");

  const root = document.documentElement;
  button("pairs-print", () => {
    root.classList.add("print-pairs");
    addEventListener("afterprint", () => root.classList.remove("print-pairs"), { once: true });
    print();
  });
  button("pairs-copy", () => {
    const name = /** @type {Element} */ (document.querySelector("h1")).textContent;
    const lines = texts.filter(t => t.area.value).map(t => `${t.heading}${words.colon}${t.task}\n${t.area.value}`);
    const text = [name, ...lines].join("\n\n");
    copying.copy(text, row, words["pairs-copy"], () => { status.textContent = words["pairs-copied"]; });
  });
})();
