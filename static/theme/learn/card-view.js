// @ts-check
/* The teacher's results: an answer card, with what was read drawn on it, and buttons that
   correct it. */

/**
 * Adds the picture of a card and its rows. The function that is returned counts the rows that
 * are unsure.
 * @param {Element} to @param {Read} read @param {string} title @param {() => void} changed is called after a correction
 */
const cardView = (to, read, title, changed) => {
  const { add, fill } = making;
  const { set, card } = read, signs = ["·", "✗", "½", "✓"];
  const settled = card.rows.map((row, i) => !cards.unsure(row, read.fills[i]));

  /** @param {Grey} grey */
  const address = grey => {
    const canvas = document.createElement("canvas"), image = greys.picture(grey);
    canvas.width = grey.width;
    canvas.height = grey.height;
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    pen.putImageData(new ImageData(image.data, grey.width, grey.height), 0, 0);
    return canvas.toDataURL("image/jpeg", 0.7); // some 40 KB for each card that waits
  };

  /**
   * @template {keyof SVGElementTagNameMap} K
   * @param {Element} to @param {K} tag @param {Record<string, string | number>} attributes
   */
  const draw = (to, tag, attributes) => {
    const e = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const name of Object.keys(attributes)) e.setAttribute(name, String(attributes[name]));
    to.append(e);
    return e;
  };

  /** @param {CardRow} row @param {number} i */
  const letter = (row, i) => row.teacher ? ["✓", "½", "✗"][i] : set.items[row.item].kind === "true-false" ? words[i ? "answer-cards-false" : "answer-cards-true"] : String.fromCharCode(65 + i);
  const picture = draw(to, "svg", { viewBox: `0 0 ${card.width} ${card.height}`, role: "img", "aria-label": title });
  draw(picture, "image", { href: address(read.picture), width: card.width, height: card.height });
  const rows = add(to, "div", { className: "review-rows" });

  /** @param {CardRow} row @param {Element} box */
  const controls = (row, box) => ({
    circles: row.at.map(([cx, cy]) => draw(picture, "circle", { cx, cy, r: card.radius + 0.7 })),
    buttons: row.at.map((_, k) => {
      const b = add(box, "button", { type: "button", className: "bubble", textContent: letter(row, k) });
      if (row.teacher) b.setAttribute("aria-label", words[["review-right", "review-half", "review-wrong"][k]]);
      return b;
    }),
    keep: add(box, "button", { type: "button", className: "button" }),
    sign: add(box, "span", { className: "review-mark" }),
  });

  card.rows.forEach((row, i) => {
    const box = add(rows, "fieldset");
    add(box, "legend", { textContent: String(row.item + 1) });
    const { circles, buttons, keep, sign } = controls(row, box);
    const renew = () => {
      const fills = read.fills[i], mark = cards.markOf(row, fills);
      box.classList.toggle("unsure", !settled[i]);
      fills.forEach((f, k) => {
        circles[k].setAttribute("class", ["", "unsure", "filled"][f]);
        buttons[k].classList.toggle("unsure", f === 1);
        buttons[k].setAttribute("aria-pressed", ["false", "mixed", "true"][f]);
      });
      sign.textContent = signs[mark];
      sign.title = words[["review-empty", "review-wrong", "review-half", "review-right"][mark]];
      keep.hidden = settled[i];
      keep.textContent = fill(words["review-keep"], { mark: mark ? signs[mark] : words["review-empty"] });
    };
    /** @param {number} [k] the bubble that was pressed */
    const settle = k => {
      read.fills[i] = read.fills[i].map((f, n) => n === k ? f === 2 ? 0 : 2 : f === 1 ? 0 : f);
      settled[i] = true;
      renew();
      changed();
    };
    for (const all of [circles, buttons]) all.forEach((e, k) => e.addEventListener("click", () => settle(k)));
    keep.addEventListener("click", () => {
      settle();
      buttons[0].focus(); // the pressed one is hidden
    });
    renew();
  });

  return () => settled.filter(s => !s).length;
};
