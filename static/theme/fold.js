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
  let known = new Map(); // a character → what it becomes

  // classes takes over which characters are taken for one another: classes
  // with spaces between, of which the first character stands for all.
  const classes = list => {
    first = new Map();
    known = new Map();
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

  // run folds a text, and tells add what each character becomes and where in
  // the text it stands.
  const run = (text, add) => {
    let apart = false, last = "";
    for (let i = 0; i < text.length;) {
      const code = text.codePointAt(i);
      const c = code < 0x10000 ? text[i] : String.fromCodePoint(code);
      let to = known.get(c);
      if (to === undefined) known.set(c, to = foldCharacter(c));
      if (to === " ") apart = true;
      else if (to.length === 1) {
        add(apart && last && !chinese(last) && !chinese(to) ? " " + to : to, i, c.length);
        apart = false;
        last = to;
      } else for (const d of to) {
        if (d === " ") {
          apart = true;
          continue;
        }
        add(apart && last && !chinese(last) && !chinese(d) ? " " + d : d, i, c.length);
        apart = false;
        last = d;
      }
      i += c.length;
    }
  };

  const fold = text => {
    let stream = "";
    run(text, s => { stream += s; });
    return stream;
  };

  // trace folds a text and says of each unit of the result where in the text
  // it comes from: from at[i] up to end[i].
  const trace = text => {
    const at = [], end = [];
    let stream = "";
    run(text, (s, i, length) => {
      stream += s;
      for (let k = 0; k < s.length; k++) {
        at.push(i);
        end.push(i + length);
      }
    });
    return { stream, at, end };
  };

  return { classes, fold, trace, chinese };
})();
