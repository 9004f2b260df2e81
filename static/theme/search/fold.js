/* The search page: what a text is compared as. This is internal/search/fold.go
   once more, and internal/search/testdata/fold.json holds both to the same
   letters; the reasons stand there. */

const waysideSearch = (() => {
  "use strict";

  const letters = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d", "ς": "σ" };
  const silent = /^['’\p{Cf}]$/u, mark = /^\p{M}$/u, word = /^[\p{L}\p{N}]$/u;
  const ideograph = n => (n >= 0x3400 && n <= 0x4dbf) || (n >= 0x4e00 && n <= 0x9fff) ||
    (n >= 0x20000 && n <= 0x3fffd && n !== 0x2fffe && n !== 0x2ffff && !(n >= 0x2f800 && n <= 0x2fa1f));
  const chinese = c => c >= "\u3005"; // c is the beginning of a folded text

  let first = new Map(); // a character → the one that stands for its class

  // What a unit of UTF-16 becomes: another one, or one of these. A guide's text
  // is folded while its reader types, so the way through it is short.
  const unknown = 0, space = 1, nothing = 2, several = 3;
  const units = new Uint16Array(0x10000);
  const firstChinese = 0x3005;

  // classes takes over which characters are taken for one another: classes
  // with spaces between, of which the first character stands for all.
  const classes = list => {
    first = new Map();
    units.fill(unknown);
    for (const each of list.split(" ")) for (const c of each) first.set(c, String.fromCodePoint(each.codePointAt(0)));
  };

  const foldCharacter = c => {
    if (ideograph(c.codePointAt(0))) return first.get(c) || c;
    if (silent.test(c)) return "";
    let to = "";
    for (const d of c.normalize("NFKD")) {
      if (mark.test(d)) continue;
      if (ideograph(d.codePointAt(0))) to += first.get(d) || d;
      else if (word.test(d)) to += letters[d.toLowerCase()] || d.toLowerCase();
      else to += " ";
    }
    return to;
  };

  const unitOf = code => {
    const c = String.fromCharCode(code);
    const to = /[\ud800-\udfff]/.test(c) ? "  " : foldCharacter(c);
    return to === " " ? space : to === "" ? nothing : to.length > 1 ? several : to.charCodeAt(0);
  };

  // run folds a text into units, and notes in at and end, where given, from
  // where in the text each comes.
  const run = (text, out, at, end) => {
    let apart = false, last = 0, i = 0, next = 0;
    const add = code => {
      if (apart && last && last < firstChinese && code < firstChinese) put(32);
      put(code);
      apart = false;
      last = code;
    };
    const put = code => {
      out.push(code);
      if (!at) return;
      at.push(i);
      end.push(next);
    };
    for (; i < text.length; i = next) {
      const code = text.charCodeAt(i);
      next = i + 1;
      let to = units[code];
      if (to === unknown) to = units[code] = unitOf(code);
      if (to > several) add(to);
      else if (to === space) apart = true;
      else if (to === several) {
        const c = String.fromCodePoint(text.codePointAt(i));
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
  const textOf = codes => {
    let text = "";
    for (let i = 0; i < codes.length; i += most) text += String.fromCharCode.apply(null, codes.slice(i, i + most));
    return text;
  };

  const fold = text => textOf(run(text, []));

  // joined is what texts one after another are folded to, from what each is.
  const joined = streams => streams.filter(Boolean).reduce((a, b) => a && !chinese(a[a.length - 1]) && !chinese(b) ? a + " " + b : a + b, "");

  // trace folds a text and says of each unit of the result where in the text
  // it comes from: from at[i] up to end[i].
  const trace = text => {
    const at = [], end = [];
    return { stream: textOf(run(text, [], at, end)), at, end };
  };

  return { classes, fold, joined, trace, chinese };
})();
