// @ts-check
/* Practice of young guides: what there is to say on a site's page. */

/** @typedef {{ title: string, texts: Element[] }} SpokenPart the texts belong to the page: show copies */
/** @typedef {{ id: string, title: string, seconds: number, parts: SpokenPart[] }} Piece */

const pieces = (() => {
  /** @param {HTMLElement} e */
  const hall = e => {
    const name = /** @type {Element} */ (/** @type {Element} */ (e.querySelector("h3")).cloneNode(true));
    for (const stay of name.querySelectorAll("small")) stay.remove();
    return { id: e.id, title: name.textContent, texts: [...e.querySelectorAll(":scope > .text, .transcript > .text")] };
  };
  /** @param {HTMLElement} e */
  const photo = e => {
    const of = /** @type {Element} */ (e.closest("figure")), image = of.querySelector("img:not(.blur)");
    const title = [...of.querySelectorAll(".label-number, .caption")].map(t => t.textContent).join(" ") || image && image.getAttribute("alt");
    return { id: of.id, title, texts: [...e.children].filter(t => !t.matches("summary")) };
  };

  /**
   * Returns the pieces that the chosen audience sees, in the order of the page, and all of
   * them in one go if there are several. A photo that is shown twice is one.
   * @returns {Piece[]}
   */
  const all = () => {
    const shown = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#main [data-speech]")]).filter(e => !e.closest("[hidden]"));
    const found = shown.map(e => ({ ...e.matches("details") ? photo(e) : hall(e), seconds: Number(e.dataset.speech) })).filter(p => p.id && p.seconds > 0);
    const single = found.map(({ id, title, seconds, texts }) => {
      const part = { title: (title || "").trim(), texts };
      return { id: "#" + id, title: part.title, seconds, parts: [part] };
    });
    if (single.length < 2) return single;
    return [...single, { id: "*", title: words["practice-all"], seconds: single.reduce((sum, p) => sum + p.seconds, 0), parts: single.flatMap(p => p.parts) }];
  };

  /**
   * Appends a piece's texts, without pictures and players: of these the transcripts remain.
   * @param {Element} to @param {Piece} piece
   */
  const show = (to, piece) => {
    for (const { title, texts } of piece.parts) {
      if (piece.parts.length > 1) making.add(to, "h3", { textContent: title });
      for (const text of texts) {
        const copy = /** @type {Element} */ (text.cloneNode(true));
        for (const e of copy.querySelectorAll("figure")) e.replaceWith(...e.querySelectorAll(".transcript > :not(.label)"));
        for (const e of copy.querySelectorAll(".cue")) e.replaceWith(...e.childNodes);
        for (const e of copy.querySelectorAll(".heading-link")) e.remove();
        for (const e of [copy, ...copy.querySelectorAll("[id]")]) e.removeAttribute("id");
        to.append(copy);
      }
    }
  };

  return { all, show };
})();
