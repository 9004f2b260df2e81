// @ts-check
/* Search page: finds the pages that match a query. Where the guide is scanned,
   all texts are loaded and matched. Where it has an index, the index names the
   pages that may match, the likely ones first, and they are verified in their
   texts. */

/**
 * @typedef {object} Result
 * @property {Query} query what was looked for
 * @property {Hit[]} hits in order
 * @property {number} about how many there are
 * @property {boolean} whole whether about is exact
 * @property {boolean} partial whether some texts could not be searched
 * @property {(count: number, early?: ((result: Result) => void) | null, alive?: () => boolean) => Promise<Result>} fill gets more hits
 * @typedef {Uint8Array} PageSet 1 + the rank of each page in it, 0 for others
 */

const search = (() => {
  const { fold, chinese } = folding;
  const { match, order, parse } = matching;
  const patience = 250; // ms between two calls of early
  const batch = 4; // pages that are verified first: what fits on a phone's screen
  const most = 400; // pages that are verified at a time

  // Missing reports that a file of the index did not load.
  class Missing extends Error {}

  /** @param {string} kind @param {number} n */
  const shard = async (kind, n) => {
    const data = await library.shard(kind, n);
    if (!data) throw new Missing();
    return data;
  };

  /** @param {Query} query */
  const scan = query => {
    /** @type {Hit[]} */
    const hits = [];
    for (const kept of library.all()) {
      const hit = match(library.page(kept), query);
      if (hit) hits.push(hit);
    }
    return hits.sort(order);
  };

  /* The index. The ranks are the beginning of a title, a title, a place, a
     heading, a text. */

  const ranks = 5;

  const digits = "!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";
  const values = new Uint8Array(128);
  for (let i = 0; i < digits.length; i++) values[digits.charCodeAt(i)] = i;
  const base = digits.length / 2;

  /**
   * Adds the pages of a term to a set.
   * @param {PageSet} set @param {string} postings
   */
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

  /**
   * Returns the last file that begins at or before a term.
   * @template {number | string} T @param {T[]} firsts @param {T} term
   */
  const last = (firsts, term) => {
    let low = 0, high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= term) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  /**
   * Returns the first file that may have a term: one that many pages have may
   * be in several, from the end of one file to the beginning of another.
   * @param {string[]} firsts @param {string} term
   */
  const first = (firsts, term) => {
    let n = last(firsts, term);
    while (n > 0 && firsts[n] === term) n--;
    return Math.max(0, n);
  };

  const after = "\uffff";

  /**
   * Leaves in a set the pages that are in another, too, and returns it.
   * @param {PageSet} a @param {PageSet} b
   */
  const intersect = (a, b) => {
    for (let i = 0; i < a.length; i++) a[i] = b[i] ? a[i] && Math.max(a[i], b[i]) : 0;
    return a;
  };

  /**
   * The same, where null is the set of all pages.
   * @param {PageSet | null} a @param {PageSet | null} b
   */
  const both = (a, b) => a && b ? intersect(a, b) : a || b;

  /**
   * Asks the index, and returns what verifies its pages bit by bit.
   * @param {NonNullable<Meta["index"]>} index @param {Query} query
   */
  const ask = async (index, query) => {
    const empty = () => new Uint8Array(index.total);

    /**
     * Adds to a set the pages of all terms between two, both included.
     * @param {PageSet} set @param {"pairs" | "words"} kind @param {string} from @param {string} to
     */
    const terms = async (set, kind, from, to) => {
      const firsts = index[kind];
      const files = [];
      for (let n = first(firsts, from); n <= last(firsts, to); n++) files.push(shard(kind, n));
      for (const data of await Promise.all(files)) {
        for (let i = 0; i < data.length; i += 2) if (data[i] >= from && data[i] <= to) mark(set, data[i + 1]);
      }
      return set;
    };

    /**
     * Returns the pages that have all of a needle's pairs of characters.
     * @param {string} needle @returns {Promise<PageSet>}
     */
    const pairs = async needle => {
      const c = [...needle];
      if (c.length === 1) return terms(empty(), "pairs", needle + " ", needle + after);
      const sets = [];
      for (let i = 0; i + 1 < c.length; i++) {
        if (c[i] !== " " && c[i + 1] !== " " && (chinese(c[i]) || chinese(c[i + 1]))) sets.push(terms(empty(), "pairs", c[i] + c[i + 1], c[i] + c[i + 1]));
      }
      return (await Promise.all(sets)).reduce((a, b) => {
        for (let i = 0; i < b.length; i++) if (b[i] === 2) b[i] = 1; // what begins a title need not end there
        return intersect(a, b);
      });
    };

    /**
     * Returns the pages where words begin with the needle.
     * @param {string} needle
     */
    const likely = async needle => {
      if ([...needle].some(chinese)) return pairs(needle);
      const words = needle.split(" ");
      const sets = words.map((w, i) => terms(empty(), "words", w, i < words.length - 1 || w.length === 1 || query.whole ? w : w + after));
      return (await Promise.all(sets)).reduce(intersect);
    };

    /**
     * Returns the pages where words may have the needle inside them.
     * @param {string} needle
     */
    const possible = async needle => {
      if ([...needle].some(chinese)) return pairs(needle);
      const words = needle.split(" ");
      /** @type {PageSet | null} */
      let all = null;
      for (let i = 0; i < words.length; i++) {
        const w = words[i], open = i === 0, ended = i < words.length - 1;
        if (w.length === 1) continue; // on nearly every page
        const set = empty();
        if (!open) await terms(set, "words", w, ended ? w : w + after);
        else {
          const names = await Promise.all(Array.from({ length: index.names }, (_, n) => shard("names", n)));
          /** @type {Map<number, Set<string>>} */
          const files = new Map();
          for (const name of names.flat()) {
            if (!(ended ? name.endsWith(w) : name.includes(w))) continue;
            for (let n = first(index.words, name); n <= last(index.words, name); n++) files.set(n, (files.get(n) || new Set()).add(name));
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

    /**
     * Returns the pages of a set that are not in another, the likely ones
     * first: by title, of which the shorter is the likelier, then as their
     * texts have them. Half of a large guide may match, so that they are
     * counted into their places; to sort them took longer than all else.
     * @param {PageSet | null} set @param {PageSet | null} [but]
     */
    const numbers = async (set, but) => {
      const lengths = (await Promise.all(Array.from({ length: index.lengths }, (_, n) => shard("lengths", n)))).join("");
      const groups = new Int16Array(index.total); // of each page by its rank and length; 0 for those that are left out
      const places = new Int32Array(ranks * digits.length + 1); // where a group begins
      for (let i = 0; i < index.total; i++) {
        const r = set ? set[i] : ranks;
        if (!r || but && but[i]) continue;
        groups[i] = (r - 1) * digits.length + (r > 2 ? 0 : values[lengths.charCodeAt(i)]) + 1;
        places[groups[i]]++;
      }
      for (let i = 1; i < places.length; i++) places[i] += places[i - 1];
      const ordered = new Int32Array(places[places.length - 1]);
      for (let i = index.total - 1; i >= 0; i--) if (groups[i]) ordered[--places[groups[i]]] = i;
      return ordered;
    };

    /**
     * Returns the hits among some pages, in order. A page is the nth of those
     * that its text is the home of; a text of another build may have fewer.
     * @param {Int32Array} some
     */
    const verified = async some => {
      const hits = await Promise.all(Array.from(some, async n => {
        const homes = await shard("texts", last(index.texts, n));
        const home = last(homes.first, n);
        const text = await library.text(homes.names[home]);
        const kept = text && text[n - homes.first[home]];
        if (kept) return match(library.page(kept), query);
        result.partial = true;
        return null;
      }));
      return hits.flatMap(hit => hit || []).sort(order);
    };

    const sets = await Promise.all(query.parts.map(likely));
    const found = sets.reduce(intersect);
    let left = await numbers(found);
    let more = !query.whole && query.parts.some(part => ![...part].some(chinese));
    let size = batch / 4, few = true; // how many pages were verified last, and whether few of them matched
    /** @type {Hit[]} */
    const hits = [];
    /** @param {number} count @param {((result: Result) => void) | null | undefined} early @param {() => boolean} alive */
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
        // Where few match, the next round verifies more.
        size = Math.min(most, few ? 4 * size : count - hits.length);
        const some = await verified(left.subarray(0, size));
        few = 2 * some.length < Math.min(size, left.length);
        left = left.subarray(size);
        hits.push(...some);
        if (early && hits.length) early(result);
      }
      result.about = Math.max(result.about, hits.length);
    };
    // fill verifies until there are count hits, no page is left, or nobody
    // waits for them. Calls run one after another: all take from the same pages.
    let filling = Promise.resolve();
    /** @type {Result} */
    const result = {
      query, hits, about: left.length, whole: false, partial: false,
      fill: (count, early, alive = () => true) => {
        filling = filling.catch(() => {}).then(() => verify(count, early, alive)).catch(error => {
          if (!(error instanceof Missing)) throw error;
          result.partial = true;
        });
        return filling.then(() => result);
      },
    };
    return result;
  };

  /* Without a network. */

  /**
   * Returns the texts of the routes that this device keeps. It reads the saved
   * packs without trust: whatever is not as expected is no route.
   */
  const saved = async () => {
    const names = [];
    try {
      const base = "wayside ", end = " packs";
      for (const key of await caches.keys()) {
        const root = key.slice(base.length, -end.length);
        if (!key.startsWith(base) || !key.endsWith(end) || !root || !location.href.startsWith(root)) continue;
        const cache = await caches.open(key);
        for (const list of await cache.matchAll()) {
          for (const path of Object.keys((await list.json()).files)) {
            const url = new URL(path, root).href;
            const folder = new URL("text/", location.href).href;
            if (url.startsWith(folder) && url.endsWith(".js")) names.push(url.slice(folder.length, -3));
          }
        }
      }
    } catch (error) {
      return names;
    }
    return names;
  };

  /** @param {Query} query @param {boolean} partial @returns {Result} */
  const scanned = (query, partial) => {
    const hits = scan(query);
    /** @type {Result} */
    const result = { query, hits, about: hits.length, whole: true, partial, fill: async () => result };
    return result;
  };

  /**
   * Finds what a reader typed: count hits or more, where there are so many.
   * early is called with what is found before all texts are there; alive
   * reports whether anybody still waits. The result is null where there is
   * nothing to look for, and false where the data did not load.
   * @param {string} typed @param {number} count
   * @param {((result: Result) => void) | null} [early] @param {() => boolean} [alive]
   * @returns {Promise<Result | null | false>}
   */
  const find = async (typed, count, early, alive = () => true) => {
    const meta = await library.ready();
    if (!meta) return false;
    const query = parse(typed);
    if (!query) return null;
    if (meta.index) {
      try {
        const result = await (await ask(meta.index, query)).fill(count, early, alive);
        if (result.hits.length || !result.partial) return result;
      } catch (error) {
        if (!(error instanceof Missing)) throw error;
      }
      await Promise.all((await saved()).map(library.text));
      return scanned(query, true);
    }
    let partial = false, shown = 0;
    await Promise.all(meta.texts.map(async name => {
      if (library.has(name)) return;
      if (!(await library.text(name))) partial = true;
      if (!early || !alive() || Date.now() - shown < patience) return;
      early(scanned(query, partial));
      shown = Date.now();
    }));
    return scanned(query, partial);
  };

  /** Loads and folds what every search needs, before a reader has typed. */
  const prepare = async () => {
    const meta = await library.ready();
    if (!meta) return;
    if (meta.index) await Promise.all(Array.from({ length: meta.index.lengths }, (_, n) => library.shard("lengths", n)));
    else await Promise.all(meta.texts.map(name => library.text(name).then(text => { if (text) text.forEach(library.page); })));
  };

  return { take: library.take, find, prepare, retry: library.retry };
})();

wayside.search = search;
