// @ts-check
/* Search page: whether a page matches what a reader typed, how well, and where
   its text has it. A page matches when its folded title, names, place or text
   contains each folded word. */

/**
 * @typedef {[string, string, string, string, string, string, string, string[]]} Entry a page as internal/search writes it: see docs/architecture.md
 * @typedef {object} Section
 * @property {string} anchor
 * @property {string} text its heading and text
 * @property {string} heading folded
 * @property {string} folded all of it
 * @typedef {object} FoundPage
 * @property {string} address of its folder, from the language's root
 * @property {string} title
 * @property {string} titleLang "" when it is the page's own
 * @property {string} names others that it has, and what people type for the title
 * @property {string} others the names that are shown
 * @property {string} kind
 * @property {string} places
 * @property {string} lang of its text, "" when it is the page's own
 * @property {Section[]} sections
 * @property {{ title: string, names: string[], place: string, heads: string, text: string }} folded
 * @typedef {object} Query
 * @property {string[]} parts the words, folded
 * @property {string} phrase all of them
 * @property {boolean} whole whether they match whole words only
 * @typedef {{ page: FoundPage, rank: number, loose: number, length: number, at: number }} Hit
 */

const matching = (() => {
  const { fold, joined, trace, chinese } = folding;
  const gap = "\u2003"; // separates names and places in an entry: gap of internal/search; two precede what is not shown

  /**
   * Returns the page of an entry, with its fields folded.
   * @param {Entry} entry @returns {FoundPage}
   */
  const pageOf = ([address, title, titleLang, names, kind, places, lang, parts]) => {
    /** @type {Section[]} */
    const sections = [];
    for (let i = 0; i < parts.length; i += 3) {
      const heading = fold(parts[i + 1]);
      sections.push({ anchor: parts[i], text: parts[i + 1] + (parts[i + 1] && parts[i + 2] ? gap : "") + parts[i + 2], heading, folded: joined([heading, fold(parts[i + 2])]) });
    }
    return {
      address, title, titleLang, names, others: names.split(gap + gap)[0], kind, places, lang, sections,
      folded: {
        title: fold(title), names: names.split(gap).map(fold), place: fold(kind + gap + places),
        heads: joined(sections.map(s => s.heading)), text: joined(sections.map(s => s.folded)),
      },
    };
  };

  /**
   * Returns what a reader typed as a query, null when there is nothing to look
   * for. What is in quotes is one word.
   * @param {string} typed @returns {Query | null}
   */
  const parse = typed => {
    const all = (typed.match(/["“「][^"”」]+["”」]|\S+/g) || []).map(fold).filter(Boolean);
    if (!all.length) return null;
    const parts = [...new Set(all)];
    // Single letters match whole words only: as parts of words they are everywhere.
    const whole = parts.every(part => part.length === 1 && !chinese(part));
    return { parts, phrase: fold(typed), whole };
  };

  /** @param {string} stream @param {number} i */
  const ends = (stream, i) => i >= stream.length || stream[i] === " " || chinese(stream[i]);
  /** @param {string} stream @param {number} i */
  const begins = (stream, i) => i === 0 || stream[i - 1] === " " || chinese(stream[i - 1]);

  /**
   * Returns where a stream next has the needle at the beginning of a word, as
   * every Chinese character is, or -1.
   * @param {string} stream @param {string} needle @param {boolean} whole @param {number} [from]
   */
  const seek = (stream, needle, whole, from = 0) => {
    for (let i = stream.indexOf(needle, from); i >= 0; i = stream.indexOf(needle, i + 1)) {
      if ((chinese(needle) || begins(stream, i)) && (!whole || ends(stream, i + needle.length))) return i;
    }
    return -1;
  };

  /** @param {string} title @param {string[]} names @param {string} needle */
  const titled = (title, names, needle) => title === needle ? 0 : title.startsWith(needle) || names.some(n => n.startsWith(needle)) ? 1 : 2;
  /**
   * Returns how well a needle matches a page: from 0, its title, to 6, the
   * inside of other words; 7 is not at all.
   * @param {FoundPage["folded"]} f @param {string} needle @param {boolean} whole
   */
  const rank = (f, needle, whole) => {
    if (seek(f.title, needle, whole) >= 0 || f.names.some(n => seek(n, needle, whole) >= 0)) return titled(f.title, f.names, needle);
    if (seek(f.place, needle, whole) >= 0) return 3;
    if (seek(f.heads, needle, whole) >= 0) return 4;
    if (seek(f.text, needle, whole) >= 0) return 5;
    return !whole && [f.title, ...f.names, f.place, f.text].some(s => s.includes(needle)) ? 6 : 7;
  };

  /**
   * Returns a page's hit, null when it does not match.
   * @param {FoundPage} page @param {Query} query @returns {Hit | null}
   */
  const match = (page, query) => {
    const f = page.folded;
    const ranks = query.parts.map(part => rank(f, part, query.whole));
    const worst = Math.max(...ranks);
    if (worst === 7) return null;
    const phrase = query.parts.length > 1 ? rank(f, query.phrase, query.whole) : worst;
    const at = seek(f.text, query.phrase, query.whole);
    return { page, rank: Math.min(worst, phrase), loose: phrase === 7 ? 1 : 0, length: f.title.length, at: at < 0 ? Infinity : at };
  };

  /** @template {number | string} T @param {T} a @param {T} b */
  const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
  /** @param {Hit} a @param {Hit} b */
  const order = (a, b) => a.rank - b.rank || a.loose - b.loose || a.length - b.length || compare(a.at, b.at) || compare(a.page.address, b.page.address);

  /**
   * Returns where a text has the words: [from, to] in order, none overlapping.
   * @param {string} text @param {{ parts: string[], whole: boolean }} query @returns {[number, number][]}
   */
  const places = (text, { parts, whole }) => {
    const { stream, at, end } = trace(text);
    /** @type {[number, number][]} */
    const found = [];
    for (const needle of parts) {
      const atWords = whole || seek(stream, needle, false) >= 0;
      /** @param {number} from */
      const next = from => atWords ? seek(stream, needle, whole, from) : stream.indexOf(needle, from);
      for (let i = next(0); i >= 0; i = next(i + 1)) found.push([at[i], end[i + needle.length - 1]]);
    }
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    /** @type {[number, number][]} */
    const apart = [];
    for (const [from, to] of found) {
      const last = apart[apart.length - 1];
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else apart.push([from, to]);
    }
    return apart;
  };

  const longest = 120, before = 40; // of an excerpt, and of it before the hit, in Latin letters: a Chinese character counts as two

  /** @param {string} c */
  const width = c => c >= "\u1100" ? 2 : 1;
  /** @param {string} c */
  const letter = c => /[\p{L}\p{N}'’]/u.test(c) && !chinese(c);

  /**
   * Returns from where to where an excerpt shows a text, around a place.
   * @param {string} text @param {number} at @returns {[number, number]}
   */
  const piece = (text, at) => {
    let from = at, room = before;
    while (from > 0 && (room -= width(text[from - 1])) >= 0) from--;
    if (from > 0 && /[\udc00-\udfff]/.test(text[from])) from++;
    while (from > 0 && from < at && letter(text[from - 1]) && letter(text[from])) from++; // no half word
    while (from < at && /[\s,.;:，。；：、！？]/.test(text[from])) from++;
    let to = from;
    room = longest;
    while (to < text.length && (room -= width(text[to])) >= 0) to++;
    if (to < text.length && /[\udc00-\udfff]/.test(text[to])) to--;
    const cut = to;
    while (to < text.length && to > at + 1 && letter(text[to - 1]) && letter(text[to])) to--;
    if (to <= at + 1) to = cut;
    while (to > from && /\s/.test(text[to - 1])) to--;
    return [from, to];
  };

  /**
   * Returns the text to show for a hit, the piece of it, and the anchor of its
   * section.
   * @param {FoundPage} page @param {Query} query
   */
  const excerpt = (page, query) => {
    /** @param {string} text @param {string} anchor @param {number} at */
    const around = (text, anchor, at) => ({ text, anchor, span: piece(text, at) });
    for (const needle of [query.phrase, ...query.parts]) {
      for (const anywhere of [false, true]) {
        for (const s of page.sections) {
          if (anywhere && !query.whole ? s.folded.includes(needle) : seek(s.folded, needle, query.whole) >= 0) {
            const all = places(s.text, { parts: [needle], whole: query.whole });
            return around(s.text, s.anchor, all.length ? all[0][0] : 0);
          }
        }
      }
      if (page.folded.place.includes(needle) && page.places) return around(page.places, "", 0);
    }
    const first = page.sections.find(s => s.text);
    return around(first ? first.text : page.places, "", 0);
  };

  return { pageOf, parse, match, order, places, excerpt };
})();
