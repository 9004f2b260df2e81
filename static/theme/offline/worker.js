// @ts-check
/* The worker, which answers requests from what is kept. sw.js declares
   wayside.build before it loads this script: the build's version, and the
   pages that always work (the shell) with what they load.

   Four caches, named after the guide's folder since several guides may share a
   host:
     files    contents by their SHA-256, so packs and builds share equal ones
     packs    for each route that is saved whole, the hashes of its files by address
     wanted   the same for saves under way and for the shell: kept, but served
              only where a name contains a hash and so has one content for ever
     visited  copies of the pages that were read last, and what they loaded

   A page saves a route itself, see saving.js: a worker may be stopped at any
   moment. No page needs the worker while there is a network, so errors of the
   caches are ignored. */

(() => {
  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  const { build } = wayside;
  const root = new URL("./", location.href).href;
  const own = root + "sw.js?" + build.version;
  const patience = 3000, atMost = 200, minute = 60000;
  const { open, key, sum } = vault(root);

  /**
   * @typedef {Record<string, string>} Files hashes by address
   * @typedef {{ files: Files, checked: number }} Pack checked is when it was compared with the guide
   * @typedef {{ files: Files, version?: string, since?: number, began?: number }} Wanted of the shell, with the times that its build came
   * @typedef {{ hash: string, sure: boolean }} Known sure where the network cannot have a newer content
   */

  /** @template T @param {"packs" | "wanted"} name @returns {Promise<T[]>} */
  const lists = async name => Promise.all((await (await open(name)).matchAll()).map(list => list.json()));

  // A name with a hash has one content for ever; a picture's width comes after it.
  const lasting = /\.[0-9a-f]{10}[-.]/;
  /** @param {string} address */
  const anyWidth = address => address.replace(/(\.[0-9a-f]{10})-\d+\./, "$1.");
  /** @param {string} url */
  const addressOf = url => {
    const path = new URL(url).pathname.slice(new URL(root).pathname.length);
    try {
      return decodeURIComponent(path).replace(/(^|\/)$/, "$1index.html");
    } catch (error) {
      return path;
    }
  };

  /* Saved packs. One that was last compared with the guide before this build
     came may be old: for its pages the network is asked first. */

  const learn = async () => {
    const [packs, wanted] = await Promise.all([/** @type {Promise<Pack[]>} */ (lists("packs")), /** @type {Promise<Wanted[]>} */ (lists("wanted"))]);
    const shell = wanted.find(list => list.version === build.version);
    const since = shell && shell.since || 0;
    /** @type {Record<string, Known>} */
    const known = {};
    for (const { files } of wanted) {
      for (const address in files) if (lasting.test(address)) known[address] = { hash: files[address], sure: true };
    }
    for (const { files, checked } of packs.sort((a, b) => a.checked - b.checked).concat({ files: build.files, checked: Infinity })) {
      for (const address in files) known[address] = known[anyWidth(address)] = { hash: files[address], sure: checked >= since };
    }
    return known;
  };

  // A page requests many files at once: the lists are read once a second.
  /** @type {Promise<Record<string, Known>> | undefined} */
  let known;
  let learned = 0;
  /** @param {string} address @param {boolean} [reload] */
  const find = async (address, reload) => {
    if (!known || reload || Date.now() - learned > 1000) {
      learned = Date.now();
      known = learn();
    }
    const all = await known;
    const entry = all[address] || all[anyWidth(address)];
    const response = entry && await (await open("files")).match(key(entry.hash));
    return response && { response, sure: entry.sure };
  };

  /**
   * Answers a request for a part of a recording, without which a browser cannot
   * seek in it.
   * @param {Response} response @param {string | null} range
   */
  const part = async (response, range) => {
    const [asked, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range || "") || [];
    if (!asked) return response;
    const whole = await response.blob();
    const from = first ? +first : Math.max(0, whole.size - +last);
    const to = first && last ? Math.min(+last, whole.size - 1) : whole.size - 1;
    if (from > to) return new Response(null, { status: 416, headers: { "Content-Range": "bytes */" + whole.size } });
    return new Response(whole.slice(from, to + 1, whole.type), { status: 206, headers: { "Content-Range": `bytes ${from}-${to}/${whole.size}` } });
  };

  /* Visited pages. */

  /** @type {Record<string, string>} */
  const types = { html: "html", css: "css", js: "javascript", jpg: "image", jpeg: "image", png: "image", webp: "image", svg: "image" };
  /** @param {string} address */
  const copyOf = address => root + encodeURIComponent(address);
  /** @param {string} address */
  const typeOf = address => types[/** @type {string} */ (address.split(".").pop())];
  /** @param {string} address @param {Response} response */
  const keeps = (address, response) => typeOf(address) && response.status === 200 && !response.redirected && (response.headers.get("Content-Type") || "").includes(typeOf(address));
  /** @param {string} address @param {Response} response */
  const keep = async (address, response) => {
    const cache = await open("visited");
    if (lasting.test(address) && await cache.match(copyOf(address))) return; // a put that fails would lose it
    await cache.put(copyOf(address), response);
    const all = await cache.keys();
    for (const old of all.slice(0, Math.max(0, all.length - atMost))) await cache.delete(old);
  };

  /**
   * Returns a picture in another width: better than none.
   * @param {string} address
   */
  const otherWidth = async address => {
    const cache = await open("visited");
    const copy = lasting.test(address) && (await cache.keys()).find(copy => anyWidth(copy.url) === anyWidth(copyOf(address)));
    return copy ? cache.match(copy) : undefined;
  };

  /**
   * Keeps what the first page loaded before there was a worker.
   * @param {string} url
   */
  const visit = async url => {
    const address = addressOf(url);
    if (!url.startsWith(root) || !typeOf(address) || await find(address) || await (await open("visited")).match(copyOf(address))) return;
    const response = await fetch(url, { cache: "force-cache" });
    if (keeps(address, response)) await keep(address, response);
  };

  /** @param {FetchEvent} event @returns {Promise<Response>} */
  const answer = async event => {
    const { request } = event;
    const address = addressOf(request.url), range = request.headers.get("Range");
    const ignore = () => undefined;
    const saved = await find(address).catch(ignore);
    if (saved && (saved.sure || range || lasting.test(address))) return part(saved.response, range);
    const copy = saved ? saved.response : await open("visited").then(cache => cache.match(copyOf(address))).catch(ignore);
    if (copy && lasting.test(address)) return copy;

    // A host may let a page be old for minutes; one without a lasting address is asked for again.
    const fresh = fetch(request, lasting.test(address) ? {} : { cache: "no-cache" });
    event.waitUntil(fresh.then(response => { if (keeps(address, response)) return keep(address, response.clone()); }).catch(ignore));
    try {
      const first = await (copy ? Promise.race([fresh, new Promise(late => setTimeout(late, patience, copy))]) : fresh);
      return copy && first.status >= 500 ? copy : first;
    } catch (error) {
      if (copy) return copy;
      const late = await find(address, true).catch(ignore); // saved since the lists were read
      if (late) return part(late.response, range);
      const other = await otherWidth(address).catch(ignore);
      if (other) return other;
      if (request.mode !== "navigate") throw error;
      const lang = Object.keys(build.saved).sort().reverse().find(lang => address.startsWith(lang));
      if (lang === undefined || address === build.saved[lang]) throw error; // the browser dropped the shell
      return Response.redirect(root + build.saved[lang] + "#" + encodeURI(address));
    }
  };

  worker.addEventListener("fetch", event => {
    const { method, mode, destination, url } = event.request;
    if (method === "GET" && (mode !== "same-origin" || destination === "track") && url.startsWith(root)) event.respondWith(answer(event)); // saving.js wants the network
  });

  /* A new worker's life. */

  /** @param {number} since @param {number} began */
  const mark = async (since, began) => (await open("wanted")).put(own, new Response(JSON.stringify({ version: build.version, since, began, files: build.files })));

  /** @param {string} address @param {string} hash */
  const fetchShell = async (address, hash) => {
    const files = await open("files");
    if (await files.match(key(hash))) return;
    for (const cache of /** @type {const} */ (["default", "reload"])) {
      const response = await fetch(root + encodeURI(address), { cache });
      const blob = await response.blob();
      if (await sum(blob) === hash) return files.put(key(hash), new Response(blob));
    }
    throw new Error(address); // a build is half uploaded: the browser tries again
  };

  // The list comes first, so that no sweep drops the files. The page that
  // brought this build may have compared its packs just before.
  const install = async () => {
    const began = Date.now();
    await mark(0, began);
    await Promise.all(Object.entries(build.files).map(([address, hash]) => fetchShell(address, hash)));
    await mark(began - minute, began);
  };
  worker.addEventListener("install", event => event.waitUntil(install()));

  // skip activates the new version when its reader asks for it. Packs that were
  // compared before it began to come may be old.
  const skip = async () => {
    const list = await (await open("wanted")).match(own);
    const { began } = list ? await list.json() : { began: Date.now() };
    await mark(began, began);
    await worker.skipWaiting();
  };

  // sweep drops the files that no list contains. While a route is being saved
  // it does nothing: the end of the save asks for another.
  const sweep = async () => {
    const [packs, wanted] = await Promise.all([/** @type {Promise<Pack[]>} */ (lists("packs")), /** @type {Promise<Wanted[]>} */ (lists("wanted"))]);
    /** @param {{ files: Files }[]} lists */
    const hashes = lists => new Set(lists.flatMap(list => Object.values(list.files)));
    const needed = hashes([...packs, ...wanted]), begun = hashes(wanted);
    const files = await open("files");
    for (const request of await files.keys()) {
      const [hash, piece] = /** @type {string} */ (request.url.split("/").pop()).split(".");
      if (!(piece ? begun : needed).has(hash)) await files.delete(request);
    }
  };
  const sweepAlone = () => navigator.locks ? navigator.locks.request("wayside " + root, { mode: "shared", ifAvailable: true }, lock => lock && sweep()) : sweep();

  const activate = async () => {
    const wanted = await open("wanted");
    for (const request of await wanted.keys()) if (request.url.startsWith(root + "sw.js?") && request.url !== own) await wanted.delete(request);
    await worker.clients.claim();
    await sweepAlone();
  };
  worker.addEventListener("activate", event => event.waitUntil(activate()));

  worker.addEventListener("message", event => {
    /** @type {"sweep" | "skip" | string[]} */
    const data = event.data;
    learned = 0;
    event.waitUntil(data === "sweep" ? sweepAlone()
      : data === "skip" ? skip()
      : Promise.all([...new Set(data)].map(url => visit(url).catch(() => {})))); // a page may have requested a picture twice
  });
})();
