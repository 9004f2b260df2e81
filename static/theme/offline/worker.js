/* The worker, which answers for the network where something is kept. sw.js
   loads it after what it must know of its build: the version, the pages that
   always work ("the shell") and what they load, by hash.

   Four caches, named after the guide's folder since several guides may share a
   host:
     files    contents by their SHA-256, so packs and builds share what is alike
     packs    a list of hashes by address for each route that is saved whole
     wanted   the same for saves under way and for the shell: kept, and served
              only where a name has a hash and so can't mean another content
     visited  copies of pages that were read, the last ones

   The page saves a route, see save.js: a worker may be stopped at any moment.
   Nothing here is needed by a page that has a network, so whatever fails in a
   cache is passed over in silence. */

(() => {
  "use strict";

  const { build } = wayside;
  const root = new URL("./", location).href;
  const own = root + "sw.js?" + build.version;
  const patience = 3000, atMost = 200, minute = 60000;
  const { store, place, sum } = vault(root);
  const lists = async what => Promise.all((await (await store(what)).matchAll()).map(list => list.json()));

  // A name with a hash never means another content; the width comes after it.
  const lasting = /\.[0-9a-f]{10}[-.]/;
  const anyWidth = address => address.replace(/(\.[0-9a-f]{10})-\d+\./, "$1.");
  const addressOf = url => {
    const path = new URL(url).pathname.slice(new URL(root).pathname.length);
    try {
      return decodeURIComponent(path).replace(/(^|\/)$/, "$1index.html");
    } catch (error) {
      return path;
    }
  };

  /* What is saved. A pack that was last compared with the guide before this
     build came may be old: its pages then give way to the network. */

  const learn = async () => {
    const [packs, wanted] = await Promise.all([lists("packs"), lists("wanted")]);
    const { since } = wanted.find(list => list.version === build.version) || { since: 0 };
    const known = {};
    for (const { files } of wanted) {
      for (const address in files) if (lasting.test(address)) known[address] = { hash: files[address], sure: true };
    }
    for (const { files, checked } of packs.sort((a, b) => a.checked - b.checked).concat({ files: build.files, checked: Infinity })) {
      for (const address in files) known[address] = known[anyWidth(address)] = { hash: files[address], sure: checked >= since };
    }
    return known;
  };

  // A page asks for many files at once: the lists are read once a second.
  let known, learned = 0;
  const find = async (address, anew) => {
    if (anew || Date.now() - learned > 1000) {
      learned = Date.now();
      known = learn();
    }
    const all = await known;
    const { hash, sure } = all[address] || all[anyWidth(address)] || {};
    const response = hash && await (await store("files")).match(place(hash));
    return response && { response, sure };
  };

  // part answers for a part of a recording: a browser seeks in what has parts.
  const part = async (response, range) => {
    const [asked, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range || "") || [];
    if (!asked) return response;
    const whole = await response.blob();
    const from = first ? +first : Math.max(0, whole.size - last);
    const to = first && last ? Math.min(+last, whole.size - 1) : whole.size - 1;
    if (from > to) return new Response(null, { status: 416, headers: { "Content-Range": "bytes */" + whole.size } });
    return new Response(whole.slice(from, to + 1, whole.type), { status: 206, headers: { "Content-Range": `bytes ${from}-${to}/${whole.size}` } });
  };

  /* What was visited. */

  const kinds = { html: "html", css: "css", js: "javascript", jpg: "image", jpeg: "image", png: "image", webp: "image", svg: "image" };
  const copyOf = address => root + encodeURIComponent(address);
  const kindOf = address => kinds[address.split(".").pop()];
  const keeps = (address, response) => kindOf(address) && response.status === 200 && !response.redirected && (response.headers.get("Content-Type") || "").includes(kindOf(address));
  const keep = async (address, response) => {
    const cache = await store("visited");
    if (lasting.test(address) && await cache.match(copyOf(address))) return; // a put that fails would lose it
    await cache.put(copyOf(address), response);
    const all = await cache.keys();
    for (const old of all.slice(0, Math.max(0, all.length - atMost))) await cache.delete(old);
  };

  // otherWidth is a picture that was seen smaller or larger: better than none.
  const otherWidth = async address => {
    const cache = await store("visited");
    const key = lasting.test(address) && (await cache.keys()).find(key => anyWidth(key.url) === anyWidth(copyOf(address)));
    return key ? cache.match(key) : undefined;
  };

  // visit keeps what the first page loaded before there was a worker.
  const visit = async url => {
    const address = addressOf(url);
    if (!url.startsWith(root) || !kindOf(address) || await find(address) || await (await store("visited")).match(copyOf(address))) return;
    const response = await fetch(url, { cache: "force-cache" });
    if (keeps(address, response)) await keep(address, response);
  };

  const answer = async event => {
    const { request } = event;
    const address = addressOf(request.url), range = request.headers.get("Range");
    const saved = await find(address).catch(() => {});
    if (saved && (saved.sure || range || lasting.test(address))) return part(saved.response, range);
    const copy = saved ? saved.response : await store("visited").then(cache => cache.match(copyOf(address))).catch(() => {});
    if (copy && lasting.test(address)) return copy;

    const fresh = fetch(request);
    event.waitUntil(fresh.then(response => keeps(address, response) && keep(address, response.clone())).catch(() => {}));
    try {
      const first = await (copy ? Promise.race([fresh, new Promise(late => setTimeout(late, patience, copy))]) : fresh);
      return copy && first.status >= 500 ? copy : first;
    } catch (error) {
      if (copy) return copy;
      const late = await find(address, true).catch(() => {}); // saved since the lists were read
      if (late) return part(late.response, range);
      const other = await otherWidth(address).catch(() => {});
      if (other) return other;
      if (request.mode !== "navigate") throw error;
      const lang = Object.keys(build.saved).sort().reverse().find(lang => address.startsWith(lang));
      if (address === build.saved[lang]) throw error; // the browser dropped it
      return Response.redirect(root + build.saved[lang] + "#" + encodeURI(address));
    }
  };

  addEventListener("fetch", event => {
    const { method, mode, url } = event.request;
    if (method === "GET" && mode !== "same-origin" && url.startsWith(root)) event.respondWith(answer(event)); // save.js asks the network itself
  });

  /* Coming and going. */

  const mark = async (since, began) => (await store("wanted")).put(own, new Response(JSON.stringify({ version: build.version, since, began, files: build.files })));

  const fetched = async (address, hash) => {
    const files = await store("files");
    if (await files.match(place(hash))) return;
    for (const cache of ["default", "reload"]) {
      const response = await fetch(root + encodeURI(address), { cache });
      const blob = await response.blob();
      if (await sum(blob) === hash) return files.put(place(hash), new Response(blob));
    }
    throw new Error(address); // a build is half uploaded: the browser tries again
  };

  // The list comes first, so that no sweep takes the files for nobody's. The
  // page that brought this build may have read its packs just before.
  const install = async () => {
    const began = Date.now();
    await mark(0, began);
    await Promise.all(Object.entries(build.files).map(([address, hash]) => fetched(address, hash)));
    await mark(began - minute, began);
  };
  addEventListener("install", event => event.waitUntil(install()));

  // skip gives a reader the new version who wants it: packs that were read
  // before it began to come may be old.
  const skip = async () => {
    const list = await (await store("wanted")).match(own);
    const { began } = list ? await list.json() : { began: Date.now() };
    await mark(began, began);
    await skipWaiting();
  };

  // sweep drops what no list names. While a route is being saved it leaves
  // that to the save's end.
  const sweep = async () => {
    const [packs, wanted] = await Promise.all([lists("packs"), lists("wanted")]);
    const hashes = lists => new Set([].concat(...lists.map(list => Object.values(list.files))));
    const needed = hashes([...packs, ...wanted]), begun = hashes(wanted);
    const files = await store("files");
    for (const key of await files.keys()) {
      const [hash, piece] = key.url.split("/").pop().split(".");
      if (!(piece ? begun : needed).has(hash)) await files.delete(key);
    }
  };
  const sweepAlone = () => navigator.locks ? navigator.locks.request("wayside " + root, { mode: "shared", ifAvailable: true }, lock => lock && sweep()) : sweep();

  addEventListener("activate", event => event.waitUntil((async () => {
    const wanted = await store("wanted");
    for (const key of await wanted.keys()) if (key.url.startsWith(root + "sw.js?") && key.url !== own) await wanted.delete(key);
    await clients.claim();
    await sweepAlone();
  })()));

  addEventListener("message", event => {
    const { data } = event;
    learned = 0;
    event.waitUntil(data === "sweep" ? sweepAlone()
      : data === "skip" ? skip()
      : Promise.all([...new Set(data)].map(url => visit(url).catch(() => {})))); // a picture may have been asked for twice
  });
})();
