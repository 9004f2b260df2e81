// @ts-check
/* Search page: loads the guide's texts and its index. They are scripts next to
   the page, since a page opened from a file cannot fetch: each calls
   wayside.search.take. internal/search writes them, and docs/architecture.md
   describes them. */

/**
 * @typedef {object} Meta
 * @property {string[]} texts their names; none where there is an index, whose files name them
 * @property {string} fold the classes of characters
 * @property {{ total: number, texts: number[], lengths: number, pairs: string[], words: string[], names: number }} [index] none where all texts are scanned
 * @typedef {{ entry: Entry | null, page: FoundPage | null }} Kept a page of a text, made from its entry when it is first needed
 */

const library = (() => {
  const together = 6; // files that load at the same time
  const rest = 30000; // ms until a file that did not load is tried again

  /** @type {Meta | null} */
  let meta = null;
  /** @type {Map<string, any>} */
  const shards = new Map(); // of the index, by kind and number
  /** @type {Map<string, Promise<boolean>>} */
  const loading = new Map(); // by file
  /** @type {Map<string, Kept>} */
  const pages = new Map(); // of all texts, by address
  /** @type {Map<string, Kept[]>} */
  const texts = new Map(); // by name
  /** @type {Map<string, number>} */
  const failed = new Map(); // when a file did not load

  /**
   * Receives what a file of data contains.
   * @param {string} kind @param {string | number} name @param {any} data
   */
  const take = (kind, name, data) => {
    if (kind === "meta") {
      meta = data;
      folding.classes(data.fold);
    } else if (kind === "text") {
      texts.set(String(name), data.map((/** @type {Entry} */ entry) => {
        const kept = pages.get(entry[0]) || { entry, page: null };
        pages.set(entry[0], kept);
        return kept;
      }));
    } else shards.set(kind + "-" + name, data);
  };

  let running = 0;
  /** @type {{ file: string, done: (ok: boolean) => void }[]} */
  const waiting = [];
  const start = () => {
    while (running < together) {
      const next = waiting.pop(); // the newest: the older may be for an earlier query
      if (!next) return;
      running++;
      const script = document.createElement("script");
      /** @param {boolean} ok */
      const end = ok => {
        running--;
        script.remove();
        next.done(ok);
        start();
      };
      script.onload = () => end(true);
      script.onerror = () => end(false);
      script.src = next.file;
      document.head.append(script);
    }
  };

  /**
   * Loads a file once. One that did not load, or did not call take, as a sign-in
   * page in its place, is tried again after a rest.
   * @param {string} file @param {() => boolean} there
   */
  const load = (file, there) => {
    const last = failed.get(file);
    if (last !== undefined && Date.now() - last < rest) return Promise.resolve(false);
    const late = waiting.findIndex(w => w.file === file);
    if (late >= 0) waiting.push(...waiting.splice(late, 1));
    const before = loading.get(file);
    if (before) return before;
    const now = new Promise(done => {
      waiting.push({ file, done });
      start();
    }).then(ok => {
      if (ok && there()) return true;
      loading.delete(file);
      failed.set(file, Date.now());
      return false;
    });
    loading.set(file, now);
    return now;
  };
  const retry = () => failed.clear();
  addEventListener("online", retry);

  const ready = () => load("meta.js", () => meta !== null).then(ok => ok ? meta : null);

  /**
   * Loads a text, and returns its pages; null when it did not load.
   * @param {string} name
   */
  const text = name => load("text/" + name + ".js", () => texts.has(name)).then(() => texts.get(name) || null);

  /**
   * Loads a file of the index, and returns its data; null when it did not load.
   * @param {string} kind @param {number} n
   */
  const shard = (kind, n) => load(`index/${kind}-${n}.js`, () => shards.has(kind + "-" + n)).then(() => shards.get(kind + "-" + n) || null);

  /** @param {Kept} kept @returns {FoundPage} */
  const page = kept => {
    if (!kept.page) kept.page = matching.pageOf(/** @type {Entry} */ (kept.entry));
    kept.entry = null;
    return kept.page;
  };

  return { take, ready, text, shard, page, retry, has: (/** @type {string} */ name) => texts.has(name), all: () => [...pages.values()] };
})();
