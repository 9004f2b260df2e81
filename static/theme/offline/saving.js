// @ts-check
/* Route pages and saved routes: how a pack is fetched and kept. The caches are
   described in worker.js, which serves from them.

   A file is kept under its hash only, so what is here is right and is not
   fetched again: after a stop, after the browser was killed, for another
   route, or from the next build. A large file is fetched in pieces for the
   same reason. The list of the pack is written last. */

/**
 * @typedef {object} Job what one press of a button started
 * @property {string} key of the pack, whatever its width
 * @property {() => void} draw is called with each step
 * @property {(word: string) => void} say is called with the key of a message
 * @property {number} patience failures in a row until it says that it waits
 * @property {string} [bears] the problem that it waits for to pass
 * @property {() => Promise<void>} [ready] resolves when the next try may begin
 * @property {Pack} [pack]
 * @property {Cache} [files]
 * @property {Set<string>} have
 * @property {Map<string, number>} arrived
 * @property {Set<AbortController>} loads
 * @property {Set<() => void>} rests
 * @property {number} lost failures in a row
 * @property {Problem} [stopped]
 * @property {Problem} [failed]
 * @typedef {Error & { word: string, values?: Record<string, string | number>, now?: Pack }} Problem an error with the key of a message for the reader, or with the pack that the guide has now
 */

const saving = (() => {
  const root = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  const atOnce = 4, silence = 20000, tooOften = 3;
  const { open, key, sum } = vault(root);
  /** @param {unknown} value */
  const json = value => new Response(JSON.stringify(value));
  /**
   * @template {"packs" | "wanted"} N
   * @param {N} name @param {string} key
   * @returns {Promise<(N extends "packs" ? SavedPack : Pack) | undefined>}
   */
  const read = async (name, key) => {
    const found = await (await open(name)).match(key);
    return found && found.json();
  };

  /** @param {string} word @param {Record<string, string | number>} [values] @param {Pack} [now] @returns {Problem} */
  const problem = (word, values, now) => Object.assign(new Error(word), { word, values, now });

  /** @param {string} key @param {() => void} draw @param {(word: string) => void} say @param {Partial<Job>} [more] @returns {Job} */
  const job = (key, draw, say, more) => ({ key, draw, say, patience: atOnce, have: new Set(), arrived: new Map(), loads: new Set(), rests: new Set(), lost: 0, ...more });
  /** @param {Job} job */
  const wake = job => {
    for (const go of job.rests) go();
    job.rests.clear();
  };
  /** @param {Job} job */
  const check = job => {
    if (job.stopped || job.failed) throw job.stopped || job.failed;
  };
  /** @param {Job} job */
  const halt = job => {
    for (const load of job.loads) load.abort();
    wake(job);
  };
  /** @param {Job} job */
  const stop = job => {
    job.stopped = problem("save-stopped");
    halt(job);
  };
  /** @param {Job} job @param {number} ms @returns {Promise<void>} */
  const rest = (job, ms) => new Promise(go => {
    job.rests.add(go);
    setTimeout(go, ms);
  });

  /**
   * Tries what needs the network until it succeeds, with growing rests.
   * @template T @param {Job} job @param {() => Promise<T>} work
   */
  const patiently = async (job, work) => {
    for (let tries = 1; ; tries++) {
      try {
        check(job);
        return await work();
      } catch (error) {
        check(job);
        const { word, name } = /** @type {Partial<Problem>} */ (error);
        if (word ? word !== job.bears : name !== "TypeError" && name !== "AbortError") throw error;
        if (++job.lost >= job.patience || word || !navigator.onLine) job.say(word || "save-waiting");
        await rest(job, packs.rest(tries, Math.random()));
        if (job.ready) await job.ready();
      }
    }
  };

  /**
   * Makes one request. The blob is missing where the answer is not a file. A
   * network that is silent for a while counts as lost.
   * @param {Job} job @param {string} url @param {RequestCache} cache
   * @param {(bytes: number) => void} heard is called with the bytes so far
   * @param {Record<string, string>} [headers]
   * @returns {Promise<{ status: number, blob?: Blob }>}
   */
  const load = async (job, url, cache, heard, headers) => {
    const stopper = new AbortController();
    let timer = 0;
    const listen = () => {
      clearTimeout(timer);
      timer = setTimeout(() => stopper.abort(), silence);
    };
    job.loads.add(stopper);
    listen();
    try {
      const response = await fetch(url, { mode: "same-origin", redirect: "manual", signal: stopper.signal, cache, headers });
      if (response.status >= 500 || response.status === 429) throw new TypeError();
      // Some hosts redirect a folder's page to the folder. Any other redirect leads to no file of the guide.
      if (response.type === "opaqueredirect" && url.endsWith("/index.html")) return await load(job, url.slice(0, -10), cache, heard, headers);
      if (!response.ok || !response.body) return { status: response.status };
      const reader = response.body.getReader(), chunks = [];
      let bytes = 0;
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        listen();
        chunks.push(value);
        heard(bytes += value.length);
        if (job.lost >= job.patience) job.say("save-running");
        job.lost = 0;
      }
      return { status: response.status, blob: new Blob(chunks, { type: response.headers.get("Content-Type") || "" }) };
    } finally {
      clearTimeout(timer);
      job.loads.delete(stopper);
    }
  };

  /**
   * Reads a pack's list. It throws a problem where there is none, or where
   * something else answers in the guide's place.
   * @param {Job} job @param {string} url @param {RequestCache} cache
   */
  const ask = async (job, url, cache) => {
    const { status, blob } = await load(job, url, cache, () => {});
    if (status === 404 || status === 410) throw problem("save-gone");
    try {
      return packs.parse(await new Response(blob).text(), url, root, Boolean(job.pack && job.pack.recordings));
    } catch (error) {
      throw problem("save-portal");
    }
  };

  // held returns the hashes of all files that are here, and HASH.BYTE of pieces.
  const held = async () => new Set((await (await open("files")).keys()).map(request => /** @type {string} */ (request.url.split("/").pop())));

  /* Fetching. A job has its pack and its cache by now. */

  /** @typedef {Job & { pack: Pack, files: Cache }} Fetching */

  /** @param {Job} job @param {PackFile} file @param {number} bytes */
  const arrived = (job, file, bytes) => {
    job.arrived.set(file.sha256, bytes);
    job.draw();
  };

  /**
   * Joins a large file from pieces, which are kept until it is whole.
   * @param {Fetching} job @param {PackFile} file @returns {Promise<{ blob?: Blob, joined?: boolean }>}
   */
  const inPieces = async (job, file) => {
    const parts = [];
    for (const { from, bytes } of packs.pieces(file)) {
      const at = key(file.sha256 + "." + from);
      let kept = await job.files.match(at);
      if (!kept) {
        const range = { Range: `bytes=${from}-${from + bytes - 1}` };
        const got = await patiently(job, () => load(job, file.url, "no-store", n => arrived(job, file, from + n), range));
        if (got.status === 200) return got; // the server does not support ranges, or it is another
        if (!got.blob || got.blob.size !== bytes) return {};
        kept = new Response(got.blob);
        await job.files.put(at, kept.clone());
      }
      arrived(job, file, from + bytes);
      parts.push(await kept.blob());
    }
    return { blob: new Blob(parts, { type: parts[0].type }), joined: true };
  };

  /**
   * Fetches a file until it has the hash in the list. A stale copy on the way
   * is bypassed; after that the list may have changed.
   * @param {Fetching} job @param {PackFile} file
   */
  const take = async (job, file) => {
    for (let tries = 0; ; tries++) {
      /** @type {{ blob?: Blob, joined?: boolean }} */
      const { blob, joined } = tries || file.bytes <= packs.large
        ? await patiently(job, () => load(job, file.url, tries ? "reload" : "default", n => arrived(job, file, n)))
        : await inPieces(job, file);
      const right = blob && await sum(blob) === file.sha256;
      if (right) await job.files.put(key(file.sha256), new Response(blob));
      if (right || joined) for (const { from } of packs.pieces(file)) await job.files.delete(key(file.sha256 + "." + from));
      job.arrived.delete(file.sha256);
      if (right) {
        job.have.add(file.sha256);
        return job.draw();
      }
      if (!tries) continue;
      const now = await patiently(job, () => ask(job, job.pack.pack, "no-store"));
      if (packs.differ(now, job.pack)) throw problem("", undefined, now);
      if (tries >= tooOften) throw problem("save-damaged", { file: decodeURI(file.url.slice(root.length)) });
      await rest(job, 600 * tries); // a build may be half uploaded
    }
  };

  /**
   * Fetches what is missing, a few files at a time: thousands of requests at
   * once fail. The first error stops the others. It reports whether anything
   * was missing.
   * @param {Fetching} job
   */
  const all = async job => {
    job.have = await held();
    const missing = packs.missing(job.pack, job.have);
    if (!missing.length) return false;
    job.failed = undefined;
    await Promise.all(Array.from({ length: atOnce }, async () => {
      try {
        for (let file; !job.stopped && !job.failed && (file = missing.shift());) await take(job, file);
      } catch (error) {
        const problem = /** @type {Problem} */ (error);
        job.failed = job.failed || problem;
        if (problem.now) wake(job); // files under way are as good for the new list
        else halt(job);
      }
    }));
    check(job);
    return true;
  };

  // room returns the bytes that the browser still allows, NaN where it does not say.
  const room = async () => {
    const { quota, usage } = navigator.storage && navigator.storage.estimate ? await navigator.storage.estimate() : /** @type {StorageEstimate} */ ({});
    return Number(quota) - Number(usage);
  };
  /** @param {Pack} pack */
  const need = async pack => pack.bytes - packs.present(pack, await held());

  /**
   * Keeps two pages from saving at once.
   * @param {Job} job @param {() => Promise<void>} work
   */
  const alone = async (job, work) => {
    if (!navigator.locks) return work();
    const name = "wayside " + root;
    const busy = await navigator.locks.request(name, { ifAvailable: true }, async lock => lock ? void await work() : true);
    if (!busy) return;
    job.say("save-queue");
    const stopper = new AbortController();
    job.loads.add(stopper);
    await navigator.locks.request(name, { signal: stopper.signal }, () => {
      job.loads.delete(stopper);
      job.say("save-running");
      return work();
    });
  };

  const sweep = async () => {
    const { active } = await /** @type {NonNullable<Wayside["worker"]>} */ (wayside.worker);
    /** @type {ServiceWorker} */ (active).postMessage("sweep");
  };

  /** Notes for the script in the head of every page whether routes of this guide are saved. */
  const mark = async () => {
    const lists = await Promise.all((await (await open("packs")).keys()).map(({ url }) => read("packs", url)));
    const some = lists.some(list => list && list.route); // not the shell
    document.documentElement.classList.toggle("saves", some);
    try {
      const name = "saved " + root;
      if (some) localStorage.setItem(name, "");
      else localStorage.removeItem(name);
    } catch (error) {} // without a storage, the end of the page has the link
  };

  /**
   * Saves a pack. While it runs the list is in "wanted", whose files the worker
   * keeps but does not serve.
   * @param {Job & { pack: Pack }} job
   */
  const save = async job => {
    const wanted = await open("wanted");
    try {
      await alone(job, async () => {
        const missing = await need(job.pack) - await room();
        if (missing > 0) throw problem("save-full", { missing });
        const fetching = Object.assign(job, { files: await open("files") });
        await wanted.put(job.key, json(job.pack));
        for (let more = true; more;) {
          try {
            more = await all(fetching); // until nothing is missing: another page may have dropped some
          } catch (error) {
            const { now } = /** @type {Problem} */ (error);
            if (!now) throw error;
            job.pack = now;
            await wanted.put(job.key, json(job.pack));
          }
        }
        const { route, lang, title, page, bytes, pack, files, checked, recordings } = job.pack;
        await (await open("packs")).put(job.key, json({ route, lang, title, page, saved: new Date().toISOString(), checked, bytes, pack, files, recordings }));
        await wanted.delete(job.key);
        await mark();
      });
    } catch (error) {
      const full = /** @type {Error} */ (error).name === "QuotaExceededError";
      throw job.stopped || (full ? problem("save-full", { missing: await need(job.pack) }) : error);
    } finally {
      await sweep();
    }
  };

  /**
   * Changes the lists of a pack, one change at a time: a note must not put a list
   * back that is removed while it is written.
   * @param {string} key @param {() => Promise<void>} work
   */
  const change = (key, work) => navigator.locks ? navigator.locks.request(key, work) : work();

  /** @param {string} key */
  const remove = async key => {
    await change(key, async () => {
      for (const name of /** @type {const} */ (["packs", "wanted"])) await (await open(name)).delete(key);
    });
    await mark();
    await sweep();
  };

  /**
   * Notes that a saved pack equals the guide's of now. While a page saves, the
   * note can wait.
   * @param {string} key @param {Pack} pack
   */
  const same = async (key, pack) => {
    const note = () => change(key, async () => {
      const kept = await read("packs", key);
      if (kept && !packs.differ(pack, kept)) await (await open("packs")).put(key, json(Object.assign(kept, { checked: pack.checked })));
    });
    await (navigator.locks ? navigator.locks.request("wayside " + root, { mode: "shared", ifAvailable: true }, lock => lock && note()) : note());
  };

  return { root, open, read, held, job, stop, wake, patiently, ask, save, remove, same, mark };
})();
