/* The search page: which pages a reader's words are on. The data are scripts
   beside the page, which hand themselves over to take(); internal/search
   makes them, and docs/architecture.md says what they are.

   A page is found when each of the words, folded, is somewhere in its folded
   title, names, place or text. Where the guide is scanned, all texts are
   loaded and that is all. Where it has an index, the index says which pages
   may be it, the likely ones first, and they are verified in their texts. */

wayside.search = Object.assign(waysideSearch, (() => {
  "use strict";

  const { fold, joined, classes, chinese } = waysideSearch;
  const together = 6; // files that are asked for at a time
  const patience = 250; // ms from one look at what is found so far to the next
  const batch = 4; // pages that are verified first: what a phone shows at once
  const most = 400; // pages that are verified at a time
  const rest = 30000; // ms until a file that did not come is asked for again

  /* What was loaded. */

  let meta = null;
  const got = new Map(); // what was handed over, by kind and name
  const asked = new Map(); // a file's coming, by its name
  const pages = new Map(); // what texts have, by address
  const texts = new Map(); // a text's pages, in its order
  const failed = new Map(); // when a file did not come, by its name

  const take = (kind, name, data) => {
    if (kind === "meta") {
      meta = data;
      classes(data.fold);
    } else if (kind === "text") {
      texts.set(name, data.map(entry => {
        if (!pages.has(entry[0])) pages.set(entry[0], { entry, page: null });
        return pages.get(entry[0]);
      }));
    } else got.set(kind + "-" + name, data);
  };

  let running = 0;
  const waiting = [];
  const start = () => {
    while (running < together && waiting.length) {
      const { file, done } = waiting.pop(); // the newest: older ones may be for words that were typed on
      running++;
      const script = document.createElement("script");
      const end = ok => {
        running--;
        script.remove();
        done(ok);
        start();
      };
      script.onload = () => end(true);
      script.onerror = () => end(false);
      script.src = file;
      document.head.append(script);
    }
  };

  // load gets a file once. One that did not come, or came and handed nothing
  // over, as a network's own page for guests, is asked for again after a rest.
  const load = (file, there) => {
    if (failed.has(file) && Date.now() - failed.get(file) < rest) return Promise.resolve(false);
    const late = waiting.findIndex(w => w.file === file);
    if (late >= 0) waiting.push(...waiting.splice(late, 1));
    if (!asked.has(file)) {
      asked.set(file, new Promise(done => {
        waiting.push({ file, done });
        start();
      }).then(ok => {
        if (ok && there()) return true;
        asked.delete(file);
        failed.set(file, Date.now());
        return false;
      }));
    }
    return asked.get(file);
  };
  const retry = () => failed.clear();
  addEventListener("online", retry);

  const loadText = name => load("text/" + name + ".js", () => texts.has(name));
  const loadShard = (kind, n) => load(`index/${kind}-${n}.js`, () => got.has(kind + "-" + n));
  const shard = async (kind, n) => {
    if (!(await loadShard(kind, n))) throw new Error("away");
    return got.get(kind + "-" + n);
  };

  const ready = () => load("meta.js", () => meta !== null);

  /* Pages. */

  const gap = "\u2003"; // as internal/search has it

  // pageOf is a page of an entry, made when it is first looked at, with what
  // its fields are folded to.
  const pageOf = kept => {
    if (kept.page) return kept.page;
    const [address, title, titleLang, names, kind, places, lang, parts] = kept.entry;
    const sections = [];
    for (let i = 0; i < parts.length; i += 3) {
      const heading = fold(parts[i + 1]);
      sections.push({ anchor: parts[i], text: parts[i + 1] + (parts[i + 1] && parts[i + 2] ? gap : "") + parts[i + 2], heading, folded: joined([heading, fold(parts[i + 2])]) });
    }
    kept.entry = null;
    kept.page = {
      address, title, titleLang, names, kind, places, lang, sections,
      folded: {
        title: fold(title), names: names.split(gap).map(fold), place: fold(kind + gap + places),
        heads: joined(sections.map(s => s.heading)), text: joined(sections.map(s => s.folded)),
      },
    };
    return kept.page;
  };

  /* Words. */

  // parse makes of what a reader typed what is looked for; null for nothing.
  // What stands in quotes is one word.
  const parse = typed => {
    const all = (typed.match(/["“「][^"”」]+["”」]|\S+/g) || []).map(fold).filter(Boolean);
    if (!all.length) return null;
    const parts = [...new Set(all)];
    // Single letters alone stand for words: in other words they are everywhere.
    const whole = parts.every(part => part.length === 1 && !chinese(part));
    return { parts, phrase: fold(typed), whole };
  };

  const ends = (stream, i) => i >= stream.length || stream[i] === " " || chinese(stream[i]);
  const begins = (stream, i) => i === 0 || stream[i - 1] === " " || chinese(stream[i - 1]);

  // seek is where a stream next has the needle at the beginning of a word
  // (which every Chinese character is); -1 for nowhere.
  const seek = (stream, needle, whole, from = 0) => {
    for (let i = stream.indexOf(needle, from); i >= 0; i = stream.indexOf(needle, i + 1)) {
      if ((chinese(needle) || begins(stream, i)) && (!whole || ends(stream, i + needle.length))) return i;
    }
    return -1;
  };

  // rank says how well a needle is on a page: from 0, the title itself, to 6,
  // inside other words; 7 is not at all.
  const titled = (title, names, needle) => title === needle ? 0 : title.startsWith(needle) || names.some(n => n.startsWith(needle)) ? 1 : 2;
  const rank = (f, needle, whole) => {
    if (seek(f.title, needle, whole) >= 0 || f.names.some(n => seek(n, needle, whole) >= 0)) return titled(f.title, f.names, needle);
    if (seek(f.place, needle, whole) >= 0) return 3;
    if (seek(f.heads, needle, whole) >= 0) return 4;
    if (seek(f.text, needle, whole) >= 0) return 5;
    return !whole && [f.title, ...f.names, f.place, f.text].some(s => s.includes(needle)) ? 6 : 7;
  };

  // match holds a page against what is looked for; null when it is not it.
  const match = (page, query) => {
    const f = page.folded;
    const ranks = query.parts.map(part => rank(f, part, query.whole));
    const worst = Math.max(...ranks);
    if (worst === 7) return null;
    const phrase = query.parts.length > 1 ? rank(f, query.phrase, query.whole) : worst;
    const at = seek(f.text, query.phrase, query.whole);
    return { page, rank: Math.min(worst, phrase), loose: phrase === 7 ? 1 : 0, length: f.title.length, at: at < 0 ? Infinity : at };
  };

  const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
  const order = (a, b) => a.rank - b.rank || a.loose - b.loose || a.length - b.length || compare(a.at, b.at) || compare(a.page.address, b.page.address);

  const scan = query => {
    const hits = [];
    for (const kept of pages.values()) {
      const hit = match(pageOf(kept), query);
      if (hit) hits.push(hit);
    }
    return hits.sort(order);
  };

  /* The index: sets of pages, each with 1 + its rank there, or 0. The ranks are
     the beginning of a title, a title, a place, a heading, a text. */

  const ranks = 5;

  const digits = "!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";
  const values = new Uint8Array(128);
  for (let i = 0; i < digits.length; i++) values[digits.charCodeAt(i)] = i;
  const base = digits.length / 2;

  // mark adds the pages of a term to a set.
  const mark = (set, postings) => {
    let page = -1;
    for (let i = 0; i < postings.length;) {
      let n = 0, power = 1, v = values[postings.charCodeAt(i++)];
      for (; v >= base; v = values[postings.charCodeAt(i++)]) {
        n += (v - base) * power;
        power *= base;
      }
      n += v * power;
      page += Math.floor(n / ranks);
      const r = n % ranks + 1;
      if (!set[page] || set[page] > r) set[page] = r;
    }
  };

  // last is the last file that begins at or before a term.
  const last = (firsts, term) => {
    let low = 0, high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= term) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  // terms adds to a set the pages of all terms between two, both included.
  const terms = async (set, kind, from, to) => {
    const firsts = meta.index[kind];
    const shards = [];
    for (let n = Math.max(0, last(firsts, from)); n <= last(firsts, to); n++) shards.push(shard(kind, n));
    for (const data of await Promise.all(shards)) {
      for (let i = 0; i < data.length; i += 2) if (data[i] >= from && data[i] <= to) mark(set, data[i + 1]);
    }
    return set;
  };
  const empty = () => new Uint8Array(meta.index.total);
  const after = "\uffff";

  // both are the pages of two sets; null is the set of all pages.
  const both = (a, b) => {
    if (!a || !b) return a || b;
    return a.map((r, i) => r && b[i] ? Math.max(r, b[i]) : 0);
  };

  // pairs are the pages that have all of a needle's pairs.
  const pairs = async needle => {
    const c = [...needle];
    if (c.length === 1) return terms(empty(), "pairs", needle + " ", needle + after);
    const sets = [];
    for (let i = 0; i + 1 < c.length; i++) {
      if (c[i] !== " " && c[i + 1] !== " " && (chinese(c[i]) || chinese(c[i + 1]))) sets.push(terms(empty(), "pairs", c[i] + c[i + 1], c[i] + c[i + 1]));
    }
    // What begins a title need not end there.
    return (await Promise.all(sets)).reduce((a, b) => both(a, b.map(r => r === 2 ? 1 : r)));
  };

  // likely are the pages where words begin with the needle.
  const likely = async (needle, whole) => {
    if ([...needle].some(c => chinese(c))) return pairs(needle);
    const words = needle.split(" ");
    const sets = words.map((w, i) => terms(empty(), "words", w, i < words.length - 1 || w.length === 1 || whole ? w : w + after));
    return (await Promise.all(sets)).reduce(both);
  };

  // possible are the pages where words may have the needle inside them.
  const possible = async needle => {
    if ([...needle].some(c => chinese(c))) return pairs(needle);
    const words = needle.split(" ");
    let all = null;
    for (let i = 0; i < words.length; i++) {
      const w = words[i], open = i === 0, ended = i < words.length - 1;
      if (w.length === 1) continue; // on nearly every page
      const set = empty();
      if (!open) await terms(set, "words", w, ended ? w : w + after);
      else {
        const names = await Promise.all(Array.from({ length: meta.index.names }, (_, n) => shard("names", n)));
        const has = [].concat(...names).filter(name => ended ? name.endsWith(w) : name.includes(w));
        const files = new Map();
        for (const name of has) {
          const n = last(meta.index.words, name);
          if (!files.has(n)) files.set(n, new Set());
          files.get(n).add(name);
        }
        await Promise.all([...files].map(async ([n, names]) => {
          const data = await shard("words", n);
          for (let k = 0; k < data.length; k += 2) if (names.has(data[k])) mark(set, data[k + 1]);
        }));
      }
      all = both(all, set);
    }
    return all;
  };

  // numbers are the pages of a set, but for those of another, the likely ones
  // first: by title, then as they lie together in texts.
  const numbers = async (set, but) => {
    const [lengths] = await shard("lengths", 0);
    const length = i => values[lengths.charCodeAt(i)];
    const ranked = Array.from({ length: ranks }, () => []);
    for (let i = 0; i < meta.index.total; i++) {
      const r = set ? set[i] : ranks;
      if (r && !(but && but[i])) ranked[r - 1].push(i);
    }
    for (const titled of ranked.slice(0, 2)) titled.sort((a, b) => length(a) - length(b) || a - b);
    return [].concat(...ranked);
  };

  // verified are those of the pages that are it, in order. A page is the nth of
  // those that its text is the home of; a text of another build may have fewer.
  const verified = async (some, result) => {
    const hits = await Promise.all(some.map(async n => {
      const file = last(meta.index.homes, n);
      const name = meta.texts[file];
      const kept = (await loadText(name)) && texts.get(name)[n - meta.index.homes[file]];
      if (kept) return match(pageOf(kept), result.query);
      result.partial = true;
      return null;
    }));
    return hits.filter(Boolean).sort(order);
  };

  // ask asks the index, and returns what verifies its pages bit by bit.
  const ask = async query => {
    const sets = await Promise.all(query.parts.map(part => likely(part, query.whole)));
    const found = sets.reduce(both);
    let left = await numbers(found);
    let more = !query.whole && query.parts.some(part => ![...part].some(c => chinese(c)));
    let size = batch / 4, few = true; // how many pages were verified last, and whether few of them were it
    const hits = [];
    const result = { query, hits, about: left.length, whole: false, partial: false };
    const verify = async (count, early, alive) => {
      while (hits.length < count && alive()) {
        if (!left.length && more) {
          const wider = (await Promise.all(query.parts.map(possible))).reduce(both, null);
          left = await numbers(wider, found);
          more = false;
        }
        if (!left.length) {
          result.whole = true;
          result.about = hits.length;
          return;
        }
        // Where few are it, the next round looks at more.
        size = Math.min(most, few ? 4 * size : count - hits.length);
        const some = await verified(left.slice(0, size), result);
        few = 2 * some.length < Math.min(size, left.length);
        left = left.slice(size);
        hits.push(...some);
        if (early && hits.length) early(result);
      }
      result.about = Math.max(result.about, hits.length);
    };
    // fill verifies until there are so many hits, or no page is left, or nobody
    // waits for them. One after another: all take from the same pages.
    let filling = Promise.resolve();
    result.fill = (count, early, alive = () => true) => {
      const verifying = () => verify(count, early, alive).catch(e => {
        if (e.message !== "away") throw e;
        result.partial = true;
      }).then(() => result);
      filling = filling.then(verifying, verifying);
      return filling;
    };
    return result;
  };

  /* What is there without a network. */

  // saved are the texts of the routes that this device keeps. The offline
  // packs' list is read as it is: whatever is not as expected is no route.
  const saved = async () => {
    const names = [];
    try {
      const base = "wayside ", end = " packs";
      for (const key of await caches.keys()) {
        const root = key.slice(base.length, -end.length);
        if (!key.startsWith(base) || !key.endsWith(end) || !root || !location.href.startsWith(root)) continue;
        const cache = await caches.open(key);
        for (const request of await cache.keys()) {
          const pack = await (await cache.match(request)).json();
          for (const path of Object.keys(pack.files)) {
            const url = new URL(path, root).href;
            const folder = new URL("text/", location.href).href;
            if (url.startsWith(folder) && url.endsWith(".js")) names.push(url.slice(folder.length, -3));
          }
        }
      }
    } catch (e) {
      return names;
    }
    return names;
  };

  const scanned = (query, partial) => {
    const hits = scan(query);
    const result = { query, hits, about: hits.length, whole: true, partial };
    result.fill = async () => result;
    return result;
  };

  // find looks for what a reader typed. The result has query, what was looked
  // for; hits, in order; about, how many there are; whole, whether that is
  // exact; partial, whether some texts could not be searched; and fill(count),
  // which gets more. early, where given, is called with what is found before
  // all texts are there, and alive says whether anybody still waits. It is null
  // where nothing can be looked for, and false where there are no data.
  const find = async (typed, count, early, alive = () => true) => {
    if (!(await ready())) return false;
    const query = parse(typed);
    if (!query) return null;
    if (meta.index) {
      try {
        const result = await (await ask(query)).fill(count, early, alive);
        if (result.hits.length || !result.partial) return result;
      } catch (e) {
        if (e.message !== "away") throw e;
      }
      await Promise.all((await saved()).map(loadText));
      return scanned(query, true);
    }
    let partial = false, shown = 0;
    await Promise.all(meta.texts.map(async name => {
      if (texts.has(name)) return;
      if (!(await loadText(name))) partial = true;
      if (!early || !alive() || Date.now() - shown < patience) return;
      early(scanned(query, partial));
      shown = Date.now();
    }));
    return scanned(query, partial);
  };

  // prepare loads what every search needs, and folds it, before a reader has
  // typed.
  const prepare = async () => {
    if (!(await ready())) return;
    if (meta.index) await loadShard("lengths", 0);
    else await Promise.all(meta.texts.map(name => loadText(name).then(ok => { if (ok) texts.get(name).forEach(pageOf); })));
  };

  return { take, find, prepare, retry, seek };
})());
