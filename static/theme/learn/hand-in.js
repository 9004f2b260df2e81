// @ts-check
/* The self-check: a pupil's result as a QR code and a text. Loaded when it is shown. */

wayside.handIn = (() => {
  const { add } = making;
  const scale = 5, quiet = 4; // pixels of a module; modules around the code

  /** @param {HTMLCanvasElement} canvas @param {boolean[][]} rows */
  const draw = (canvas, rows) => {
    canvas.width = canvas.height = (rows.length + 2 * quiet) * scale;
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.width);
    pen.fillStyle = "#000";
    rows.forEach((cells, y) => cells.forEach((dark, x) => {
      if (dark) pen.fillRect((x + quiet) * scale, (y + quiet) * scale, scale, scale);
    }));
  };

  /** @param {Element} text */
  const copy = text => {
    const range = document.createRange(), selection = getSelection();
    range.selectNodeContents(text);
    if (!selection) return false;
    selection.removeAllRanges();
    selection.addRange(range);
    return document.execCommand("copy"); // navigator.clipboard is missing in pages opened from files
  };

  /**
   * Makes the panel. The function that is returned shows a result.
   * @param {Element} to @param {Mine} mine @param {{ keep: (next: Mine) => void, again: () => void, other: () => void }} use
   */
  const make = (to, mine, use) => {
    const latest = { mine, set: { source: 0, route: "", version: "", audience: 0, marks: /** @type {number[]} */ ([]) } };
    const fields = add(to, "p", { className: "check-fields" });
    const inputs = /** @type {("group" | "name")[]} */ (["group", "name"]).map(what => {
      const label = add(fields, "label", { textContent: words["check-" + what] });
      const input = add(label, "input", { type: "text", maxLength: 24, autocomplete: "off" });
      input.addEventListener("input", () => {
        latest.mine = { ...latest.mine, [what]: input.value };
        use.keep(latest.mine);
        show();
      });
      return { what, input };
    });
    const canvas = add(to, "canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", words["check-qr"]);
    const text = add(to, "output", { className: "check-code" });
    const row = add(to, "p", { className: "actions" });
    /** @param {string} word @param {() => void} press */
    const button = (word, press) => add(row, "button", { type: "button", className: "button", textContent: words[word] }).addEventListener("click", press);
    button("check-copy", () => { if (copy(text)) status.textContent = words["check-copied"]; });
    button("setup-print", () => print());
    button("check-again", () => { if (confirm(words["check-again-sure"])) use.again(); });
    button("check-other", () => { if (confirm(words["check-other-sure"])) use.other(); });
    const status = add(to, "p");
    status.setAttribute("role", "status");
    const show = () => {
      const { round, seconds, group, name } = latest.mine;
      for (const { what, input } of inputs) if (input.value !== latest.mine[what]) input.value = latest.mine[what];
      const code = result.write({ ...latest.set, round, seconds, group, name });
      if (text.textContent === code) return;
      text.textContent = code;
      status.textContent = "";
      const rows = qr("WS-" + code.slice(3).replace(/-/g, "")); // shorter, and read in the same way
      canvas.hidden = !rows;
      if (rows) draw(canvas, rows);
    };
    return { latest, show };
  };

  /** @type {ReturnType<typeof make> | undefined} */
  let panel;
  return (to, mine, set, use) => {
    panel = panel || make(to, mine, use);
    Object.assign(panel.latest, { mine, set });
    panel.show();
  };
})();
