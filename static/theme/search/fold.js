// @ts-check
/* Search page: the form in which texts are compared. This mirrors internal/fold,
   where the reasons are given; internal/fold/script_test.go compares both. */

const folding = (() => {
  /** @type {Record<string, string>} */
  const letters = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d", "ς": "σ" };
  const silent = /^['’\p{Cf}]$/u, mark = /^\p{M}$/u, word = /^[\p{L}\p{N}]$/u;
  /** @param {number} n */
  const ideograph = n => (n >= 0x3400 && n <= 0x4dbf) || (n >= 0x4e00 && n <= 0x9fff) ||
    (n >= 0x20000 && n <= 0x3fffd && n !== 0x2fffe && n !== 0x2ffff && !(n >= 0x2f800 && n <= 0x2fa1f));
  /**
   * Reports whether a folded text begins with a Chinese character.
   * @param {string} c
   */
  const chinese = c => c >= "\u3005";

  /** @type {Map<string, string>} */
  let first = new Map(); // a character → the one that represents its class

  // What a UTF-16 unit folds to: another unit, or one of these. A guide's text
  // is folded while its reader types, so the common case is one array access.
  const unknown = 0, space = 1, nothing = 2, several = 3;
  const units = new Uint16Array(0x10000);
  const firstChinese = 0x3005;

  /**
   * Sets which characters count as the same: classes with spaces between, the
   * first character of each represents it.
   * @param {string} list
   */
  const classes = list => {
    first = new Map();
    units.fill(unknown);
    for (const each of list.split(" ")) for (const c of each) first.set(c, [...each][0]);
  };

  /** @param {string} c */
  const foldCharacter = c => {
    if (ideograph(c.codePointAt(0) || 0)) return first.get(c) || c;
    if (silent.test(c)) return "";
    let to = "";
    for (const d of c.normalize("NFKD")) {
      if (mark.test(d)) continue;
      if (ideograph(d.codePointAt(0) || 0)) to += first.get(d) || d;
      else if (word.test(d)) to += letters[d.toLowerCase()] || d.toLowerCase();
      else to += " ";
    }
    return to;
  };

  /** @param {number} code */
  const unitOf = code => {
    const c = String.fromCharCode(code);
    const to = /[\ud800-\udfff]/.test(c) ? "  " : foldCharacter(c);
    return to === " " ? space : to === "" ? nothing : to.length > 1 ? several : to.charCodeAt(0);
  };

  /**
   * Folds a text into UTF-16 units. Where at and end are given, they receive the
   * piece of the text that each unit comes from.
   * @param {string} text @param {number[]} out @param {number[]} [at] @param {number[]} [end]
   */
  const run = (text, out, at, end) => {
    let apart = false, last = 0, i = 0, next = 0;
    /** @param {number} code */
    const add = code => {
      if (apart && last && last < firstChinese && code < firstChinese) put(32);
      put(code);
      apart = false;
      last = code;
    };
    /** @param {number} code */
    const put = code => {
      out.push(code);
      if (at) at.push(i);
      if (end) end.push(next);
    };
    for (; i < text.length; i = next) {
      const code = text.charCodeAt(i);
      next = i + 1;
      let to = units[code];
      if (to === unknown) to = units[code] = unitOf(code);
      if (to > several) add(to);
      else if (to === space) apart = true;
      else if (to === several) {
        const c = String.fromCodePoint(text.codePointAt(i) || 0);
        next = i + c.length;
        const all = foldCharacter(c);
        for (let k = 0; k < all.length; k++) {
          if (all[k] === " ") apart = true;
          else add(all.charCodeAt(k));
        }
      }
    }
    return out;
  };

  const most = 8192; // arguments of a call
  /** @param {number[]} codes */
  const textOf = codes => {
    let text = "";
    for (let i = 0; i < codes.length; i += most) text += String.fromCharCode.apply(null, codes.slice(i, i + most));
    return text;
  };

  /** @param {string} text */
  const fold = text => textOf(run(text, []));

  /**
   * Returns what texts one after another fold to, from what each folds to.
   * @param {string[]} streams
   */
  const joined = streams => streams.filter(Boolean).reduce((a, b) => a && !chinese(a[a.length - 1]) && !chinese(b) ? a + " " + b : a + b, "");

  /**
   * Folds a text, and returns for each unit of the result where in the text it
   * comes from: from at[i] up to end[i].
   * @param {string} text
   */
  const trace = text => {
    /** @type {number[]} */
    const at = [];
    /** @type {number[]} */
    const end = [];
    return { stream: textOf(run(text, [], at, end)), at, end };
  };

  return { classes, fold, joined, trace, chinese };
})();
