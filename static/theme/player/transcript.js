// @ts-check
/* Pages with recordings or videos: the transcript of a player. What is said is marked,
   and the recording goes to what is pressed. Captions give the times. */

const transcripts = (() => {
  /** @param {Element} figure @returns {Cue[]} */
  const cuesOf = figure => JSON.parse(/** @type {HTMLElement} */ (figure).dataset.cues || "[]");

  /**
   * Makes the words of each caption a button. The Tab key leads to one of them, and the
   * arrow keys to the others.
   * @param {Element} figure
   */
  const prepare = figure => {
    const box = figure.querySelector(".transcript"), cues = cuesOf(figure);
    if (!box || !cues.length) return;
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    /** @type {Text[]} */
    const nodes = [];
    while (walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      if (node.parentElement && !node.parentElement.closest(".label, a, sup, h2, h3, h4, h5, h6")) nodes.push(node);
    }
    const found = playing.pieces(nodes.map(node => node.data), cues);
    nodes.forEach((node, n) => {
      for (const { start, end, cue } of found[n].reverse()) {
        const piece = node.splitText(start);
        piece.splitText(end - start);
        const span = document.createElement("span");
        span.className = "cue";
        span.dataset.cue = String(cue);
        span.setAttribute("role", "button");
        span.tabIndex = -1;
        piece.replaceWith(span);
        span.append(piece);
      }
    });
    const first = /** @type {HTMLElement | null} */ (box.querySelector(".cue"));
    if (first) first.tabIndex = 0;
  };

  /** @param {Element} e */
  const visible = e => {
    const { top, bottom } = e.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  };

  /**
   * Marks what is said at a time. A reader who has it on the screen sees what follows, too.
   * @param {Element} figure @param {number} at in seconds @param {boolean} moving
   */
  const follow = (figure, at, moving) => {
    const cues = cuesOf(figure), now = playing.current(cues.map(([from]) => from), at);
    /** @type {NodeListOf<HTMLElement>} */
    const old = figure.querySelectorAll(".cue.now");
    /** @type {NodeListOf<HTMLElement>} */
    const next = figure.querySelectorAll(`.cue[data-cue="${now}"]`);
    if (old.length && next.length && old[0] === next[0]) return;
    const seen = Array.from(old).some(visible);
    old.forEach(e => e.classList.remove("now"));
    next.forEach(e => e.classList.add("now"));
    if (!next.length) return;
    const { activeElement } = document;
    if (!activeElement || !figure.contains(activeElement) || !activeElement.closest(".cue")) choose(figure, next[0]);
    if (moving && seen) next[0].scrollIntoView({ block: "nearest" });
  };

  /**
   * Makes a caption the one to which the Tab key leads.
   * @param {Element} figure @param {HTMLElement} cue
   */
  const choose = (figure, cue) => {
    /** @type {NodeListOf<HTMLElement>} */
    (figure.querySelectorAll(".cue[tabindex='0']")).forEach(e => { e.tabIndex = -1; });
    cue.tabIndex = 0;
  };

  /**
   * Returns where the recording goes when a caption is pressed.
   * @param {Element} figure @param {HTMLElement} cue
   */
  const start = (figure, cue) => cuesOf(figure)[Number(cue.dataset.cue)][0];

  /**
   * Moves the focus to the caption before or after one.
   * @param {Element} figure @param {HTMLElement} cue @param {number} step
   */
  const step = (figure, cue, step) => {
    /** @type {HTMLElement | null} */
    const next = figure.querySelector(`.cue[data-cue="${Number(cue.dataset.cue) + step}"]`);
    if (!next) return;
    choose(figure, next);
    next.focus();
  };

  return { cuesOf, prepare, follow, start, step };
})();
