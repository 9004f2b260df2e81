// @ts-check
/* The teacher's results: reads answer cards from photos. The teacher sees each, corrects
   what is unsure, and adds it to the table. */

/**
 * Adds the section that reads cards. add puts what they say into the table.
 * @param {Element} place @param {QuestionSet[]} sets @param {() => Promise<(picture: ImageData) => Code[]>} decoder @param {(outcomes: Outcome[]) => void} take
 */
const reviewing = (place, sets, decoder, take) => {
  const { add, fill } = making;
  const sizes = [1600, 2600]; // pixels of a photo's longer side: the second for a card that is small in it

  const section = add(place, "section", { className: "review" });
  add(section, "h2", { textContent: words["review"] });
  add(section, "p", { textContent: words["review-lead"] });
  const row = add(section, "p", { className: "actions" });
  /** @param {string} word @param {Partial<HTMLInputElement>} properties */
  const chooser = (word, properties) => {
    const input = add(add(row, "label", { className: "button", textContent: words[word] }), "input", { type: "file", accept: "image/*", className: "file", ...properties });
    input.addEventListener("change", async () => {
      await readAll([...input.files || []]);
      input.value = "";
    });
    return input;
  };
  chooser("review-camera", {}).setAttribute("capture", "environment");
  chooser("review-files", { multiple: true });
  const status = add(section, "p", { className: "verdict", tabIndex: -1 });
  status.setAttribute("role", "status");
  const problems = add(section, "ul", { className: "review-problems" });
  const about = add(section, "p", { className: "check-fields", hidden: true });
  const group = add(add(about, "label", { textContent: words["check-group"] }), "input", { type: "text", maxLength: 24, autocomplete: "off" });
  const pending = add(section, "div", { className: "review-cards" });
  const whole = add(add(section, "p", { className: "actions" }), "button", { type: "button", className: "button", hidden: true });

  /* Reading. */

  /** @param {ImageBitmap} bitmap @param {number} longest */
  const greyOf = (bitmap, longest) => {
    const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height)), canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return greys.of(pen.getImageData(0, 0, canvas.width, canvas.height));
  };

  /** @param {Blob} file @returns {Promise<Found>} */
  const read = async file => {
    const decode = await decoder(), bitmap = await createImageBitmap(file);
    try {
      for (const longest of sizes) {
        const found = cards.find(greyOf(bitmap, longest), decode, sets);
        const done = found.reads.length && !found.lost.length || longest >= Math.max(bitmap.width, bitmap.height) || longest === sizes[sizes.length - 1];
        if (done) return found;
      }
    } finally {
      bitmap.close(); // a photo of 12 megapixels takes 48 MB
    }
    return { reads: [], lost: [], foreign: [] }; // not reached: the last size is done
  };

  /** @param {string} text */
  const problem = text => add(problems, "li", { textContent: text });

  /** @param {File[]} files */
  const readAll = async files => {
    problems.replaceChildren();
    let count = 0;
    for (const [i, file] of files.entries()) {
      status.textContent = fill(words["review-reading"], { n: i + 1, count: files.length });
      await new Promise(done => setTimeout(done)); // the page can draw
      try {
        const { reads, lost, foreign } = await read(file);
        reads.forEach(card);
        count += reads.length;
        for (const { number } of lost) problem(fill(words["review-lost"], { n: number, name: file.name }));
        for (const { number } of foreign) problem(fill(words["review-foreign"], { n: number, name: file.name }));
        if (!reads.length && !lost.length && !foreign.length) problem(fill(words["review-none"], { name: file.name }));
      } catch (error) {
        problem(fill(words["review-unreadable"], { name: file.name }));
      }
    }
    status.textContent = fill(words["review-found"], { n: count, unsure: shown.filter(c => c.open()).length });
    update();
  };

  /* Cards. */

  /** @typedef {{ element: HTMLElement, open: () => number, outcome: () => Outcome }} Pending a card that was read, how many of its rows are unsure, and what it says */
  /** @type {Pending[]} */
  let shown = [];

  const update = () => {
    const ready = shown.filter(c => !c.open()).length;
    about.hidden = !shown.length;
    whole.hidden = ready < 2;
    whole.textContent = fill(words["review-add-all"], { n: ready });
  };
  /** @param {Pending[]} done @param {boolean} use */
  const finish = (done, use) => {
    const outcomes = done.map(c => c.outcome());
    for (const c of done) c.element.remove();
    shown = shown.filter(c => !done.includes(c));
    if (use) {
      take(outcomes);
      status.textContent = fill(words["review-added"], { n: done.length, left: shown.length });
    }
    update();
    status.focus();
  };
  whole.addEventListener("click", () => finish(shown.filter(c => !c.open()), true));

  /** @param {Read} read */
  const card = read => {
    const { label, set } = read, title = fill(words["review-card"], { n: label.number });
    const element = document.createElement("article");
    element.className = "review-card";
    element.setAttribute("aria-label", title);
    const heading = add(element, "h3", { textContent: title });
    add(heading, "small", { textContent: " " + [set.title, label.audience ? set.audiences[label.audience - 1].name : ""].filter(Boolean).join(" · ") });
    const verdict = add(element, "p", { className: "verdict" });
    const fields = add(element, "p", { className: "check-fields" });
    const name = add(add(fields, "label", { textContent: words["check-name"] }), "input", { type: "text", maxLength: 24, autocomplete: "off", value: String(label.number) });
    const details = add(element, "details");
    add(details, "summary", { textContent: words["review-what"] });
    const open = cardView(details, read, title, () => refresh());
    const actions = add(element, "p", { className: "actions" });
    const use = add(actions, "button", { type: "button", className: "button", textContent: words["review-add"] });
    const leave = add(actions, "button", { type: "button", className: "button", textContent: words["review-leave"] });
    /** @type {Pending} */
    const self = { element, open, outcome: () => cards.outcome(read, group.value, name.value.trim() || String(label.number)) };
    const refresh = () => {
      const { points, of } = marks.sum(collected.itemsFor(set, label.audience), self.outcome().marks);
      verdict.textContent = (open() ? fill(words["review-unsure"], { n: open() }) : words["review-sure"]) + " · " + fill(words["review-points"], { points, of });
      use.disabled = open() > 0;
      element.classList.toggle("unsure", open() > 0);
      update();
    };
    use.addEventListener("click", () => finish([self], true));
    leave.addEventListener("click", () => finish([self], false));
    details.open = open() > 0;
    pending.insertBefore(element, details.open ? pending.querySelector(":scope > :not(.unsure)") : null); // what is unsure comes first
    shown.push(self);
    refresh();
  };
};
