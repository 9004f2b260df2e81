// @ts-check
/* Pages with recordings or videos: the arithmetic of a player, which needs no page. */

/** @typedef {[from: number, to: number, text: string]} Cue in seconds */

const playing = (() => {
  const nearEnd = 5; // seconds: who stopped there has heard it, and begins again

  /**
   * Returns a time as players show it: 0:05, 1:02:03.
   * @param {number} seconds
   */
  const clock = seconds => {
    const s = Math.max(0, Math.floor(seconds || 0));
    /** @param {number} n */
    const two = n => String(n).padStart(2, "0");
    return s < 3600 ? `${Math.floor(s / 60)}:${two(s % 60)}` : `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  };

  /**
   * Returns where to go on, in seconds, from what was kept.
   * @param {string | null} kept @param {number} length 0 or NaN if it is unknown
   */
  const resume = (kept, length) => {
    const at = Number(kept);
    return at > 0 && isFinite(at) && !(at > length - nearEnd && length > 0) ? at : 0;
  };

  /**
   * Returns the index of the cue at a time, the last one that has begun, or -1 before
   * the first. A recording goes on in a pause, and the reader stays where they are.
   * @param {number[]} starts in order @param {number} at
   */
  const current = (starts, at) => {
    let low = 0, high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= at + 0.05) low = middle + 1; // a seek may end just before
      else high = middle;
    }
    return low - 1;
  };

  /**
   * Finds the words of cues in texts that follow each other: whatever the punctuation and
   * the markup between them. For each text, it returns the pieces that are part of a cue.
   * @param {string[]} texts @param {Cue[]} cues
   * @returns {{ start: number, end: number, cue: number }[][]} offsets in the text
   */
  const pieces = (texts, cues) => {
    const letter = /[\p{L}\p{N}]/u;
    /** @type {{ text: number, start: number, end: number }[]} */
    const places = [];
    let letters = "";
    texts.forEach((text, n) => {
      let start = 0;
      for (const c of text) {
        const end = start + c.length;
        if (letter.test(c)) {
          for (const unit of c.toLowerCase()) {
            letters += unit;
            for (let k = 0; k < unit.length; k++) places.push({ text: n, start, end });
          }
        }
        start = end;
      }
    });
    /** @type {{ start: number, end: number, cue: number }[][]} */
    const found = texts.map(() => []);
    let from = 0;
    cues.forEach(([, , text], cue) => {
      const said = [...text].filter(c => letter.test(c)).join("").toLowerCase();
      const at = said ? letters.indexOf(said, from) : -1;
      if (at < 0) return;
      from = at + said.length;
      for (const place of places.slice(at, from)) {
        const all = found[place.text], last = all[all.length - 1];
        if (last && last.cue === cue) last.end = place.end;
        else all.push({ start: place.start, end: place.end, cue });
      }
    });
    // Punctuation belongs to the words before it.
    found.forEach((all, n) => all.forEach((piece, i) => {
      const limit = i + 1 < all.length ? all[i + 1].start : texts[n].length;
      const after = /^[^\p{L}\p{N}\s“‘「『（(]+/u.exec(texts[n].slice(piece.end, limit));
      if (after) piece.end += after[0].length;
    }));
    return found;
  };

  return { clock, resume, current, pieces };
})();
