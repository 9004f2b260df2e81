/* A route's page and the saved routes: how a pack comes onto this device. Its
   caches are those of worker.js, which serves them.

   A file is kept under its hash and never otherwise, so what is there is
   right, and need not come again: after a stop, after the browser was killed,
   for another route, or from the next build. A large file comes in pieces,
   for the same reason. The list of the pack is written last. */

const pocket = (() => {
  "use strict";

  const root = new URL("..", document.currentScript.src).href;
  const piece = 256 * 1024, large = 1024 * 1024, atOnce = 4;
  const firstRest = 300, longestRest = 15000, silence = 20000;
  const { store, place, sum } = vault(root);
  const json = value => new Response(JSON.stringify(value), { headers: { "Content-Type": "application/json" } });
  const read = async (what, key) => {
    const found = await (await store(what)).match(key);
    return found && found.json();
  };

  // A trouble has a word for the reader.
  const trouble = (word, values) => Object.assign(new Error(word), { word, values });

  /* A job is what one press of a button started: { key, pack } and what tells
     of it: draw() at each step, say(word) when something has changed. */

  const job = (key, draw, say, tries = Infinity) => ({ key, draw, say, tries, arrived: new Map(), loads: new Set(), rests: new Set(), lost: 0 });
  const wake = job => {
    for (const go of job.rests) go();
    job.rests.clear();
  };
  const ended = job => job.stopped || job.failed;
  const halt = job => {
    for (const load of job.loads) load.abort();
    wake(job);
  };
  const stop = job => {
    job.stopped = trouble("save-stopped");
    halt(job);
  };
  const rest = (job, ms) => new Promise(go => {
    job.rests.add(go);
    setTimeout(go, ms);
  });

  // patiently does what needs the network until it is done.
  const patiently = async (job, work) => {
    for (let ms = firstRest; ; ms = Math.min(ms * 2, longestRest)) {
      try {
        if (ended(job)) throw ended(job);
        return await work();
      } catch (error) {
        if (ended(job)) throw ended(job);
        if (error.word || !(error instanceof TypeError || error.name === "AbortError")) throw error;
        if (++job.lost >= job.tries) throw error;
        if (job.lost === atOnce || navigator.onLine === false) job.say("save-waiting");
        await rest(job, ms * (0.5 + Math.random()));
      }
    }
  };

  // load is one request; nothing where the answer is no file. A network that
  // says nothing for a while is gone.
  const load = async (job, url, cache, heard, headers) => {
    const stopper = new AbortController();
    let timer;
    const listen = () => {
      clearTimeout(timer);
      timer = setTimeout(() => stopper.abort(), silence);
    };
    job.loads.add(stopper);
    listen();
    try {
      const response = await fetch(url, { mode: "same-origin", redirect: "manual", signal: stopper.signal, cache, headers });
      if (response.status >= 500 || response.status === 429) throw new TypeError(response.status);
      // Some hosts lead from a folder's page to the folder. Wherever else one is led, it is no file of ours.
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
        if (job.lost >= atOnce) job.say("save-running");
        job.lost = 0;
      }
      return { status: response.status, blob: new Blob(chunks, { type: response.headers.get("Content-Type") || "" }) };
    } finally {
      clearTimeout(timer);
      job.loads.delete(stopper);
    }
  };

  // ask reads the list of a pack; it throws a trouble where there is none, or
  // where something else answers in the guide's place.
  const ask = async (job, url, cache) => {
    const { status, blob } = await load(job, url, cache, () => {});
    if (status === 404 || status === 410) throw trouble("save-gone");
    try {
      const pack = JSON.parse(await new Response(blob).text());
      const all = {};
      for (const f of pack.files) {
        f.url = new URL(f.url, url).href;
        all[decodeURIComponent(f.url.slice(root.length))] = f.sha256;
      }
      return Object.assign(pack, { pack: url, page: new URL(pack.page, url).href.slice(root.length), list: pack.files, files: all, checked: Date.now() });
    } catch (error) {
      throw trouble("save-portal");
    }
  };

  const differ = (a, b) => {
    const addresses = Object.keys(a.files);
    return addresses.length !== Object.keys(b.files).length || addresses.some(address => a.files[address] !== b.files[address]);
  };

  /* What is there. */

  // held are the hashes of all files and the names of all pieces.
  const held = async () => new Set((await (await store("files")).keys()).map(key => key.url.split("/").pop()));

  // here is how much of a pack that is, in bytes, with what arrives just now.
  const here = (pack, have, arrived) => {
    let sum = 0;
    for (const { sha256, bytes } of pack.list) {
      if (have.has(sha256)) sum += bytes;
      else if (arrived && arrived.has(sha256)) sum += Math.min(bytes, arrived.get(sha256));
      else for (let from = 0; from < bytes; from += piece) if (have.has(sha256 + "." + from)) sum += Math.min(piece, bytes - from);
    }
    return sum;
  };

  /* Fetching. */

  // inPieces joins a large file from pieces that are kept until it is whole.
  const inPieces = async (job, file) => {
    const pieces = [];
    for (let from = 0; from < file.bytes; from += piece) {
      const key = place(file.sha256, from), bytes = Math.min(piece, file.bytes - from);
      let kept = await job.files.match(key);
      if (!kept) {
        const heard = n => arrived(job, file, from + n);
        const got = await patiently(job, () => load(job, file.url, "no-store", heard, { Range: `bytes=${from}-${from + bytes - 1}` }));
        if (got.status === 200) return got; // from a server that knows no ranges, or from somebody else
        if (!got.blob || got.blob.size !== bytes) return {};
        kept = new Response(got.blob);
        await job.files.put(key, kept.clone());
      }
      arrived(job, file, from + bytes);
      pieces.push(await kept.blob());
    }
    return { blob: new Blob(pieces, { type: pieces[0].type }), joined: true };
  };
  const arrived = (job, file, bytes) => {
    job.arrived.set(file.sha256, bytes);
    job.draw();
  };

  // take fetches a file until it is what the list says. A stale copy on the
  // way is passed by; then it is asked what else has changed.
  const take = async (job, file) => {
    for (let tries = 0; ; tries++) {
      const { blob, joined } = tries || file.bytes <= large
        ? await patiently(job, () => load(job, file.url, tries ? "reload" : "default", n => arrived(job, file, n)))
        : await inPieces(job, file);
      const right = blob && await sum(blob) === file.sha256;
      if (right) await job.files.put(place(file.sha256), new Response(blob));
      if (right || joined) for (let from = 0; from < file.bytes; from += piece) await job.files.delete(place(file.sha256, from));
      job.arrived.delete(file.sha256);
      if (right) {
        job.have.add(file.sha256);
        return job.draw();
      }
      if (!tries) continue;
      const now = await patiently(job, () => ask(job, job.pack.pack, "no-store"));
      if (differ(now, job.pack)) throw Object.assign(new Error("changed"), { now });
      if (tries > 2) throw trouble("save-damaged", { file: decodeURI(file.url.slice(root.length)) });
      await rest(job, 2 * firstRest * tries); // a build may be half uploaded
    }
  };

  // all fetches what is missing, some files at once: thousands of requests
  // in a moment fail. The first error stops the others.
  const all = async job => {
    job.have = await held();
    const missing = [...new Map(job.pack.list.filter(f => !job.have.has(f.sha256)).map(f => [f.sha256, f])).values()];
    if (!missing.length) return false;
    job.failed = null;
    await Promise.all(Array(atOnce).fill().map(async () => {
      try {
        while (missing.length && !ended(job)) await take(job, missing.shift());
      } catch (error) {
        job.failed = job.failed || error;
        if (error.now) wake(job); // what is under way is as good for the new list
        else halt(job);
      }
    }));
    if (ended(job)) throw ended(job);
    return true;
  };

  // room is what the browser still gives, in bytes, as far as it says.
  const room = async () => {
    const { quota, usage } = navigator.storage && navigator.storage.estimate ? await navigator.storage.estimate() : {};
    return quota - usage;
  };
  const need = async job => job.pack.bytes - here(job.pack, await held());

  // alone keeps two pages from working against each other.
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

  const sweep = async () => (await wayside.worker).active.postMessage("sweep");

  // save makes a pack whole. While it runs its list is "wanted", which the
  // worker keeps and does not serve.
  const save = async job => {
    const wanted = await store("wanted");
    try {
      await alone(job, async () => {
        const missing = await need(job) - await room();
        if (missing > 0) throw trouble("save-full", { missing });
        job.files = await store("files");
        await wanted.put(job.key, json(job.pack));
        for (let more = true; more;) {
          try {
            more = await all(job); // and again: another page may have dropped some
          } catch (error) {
            if (!error.now) throw error;
            job.pack = error.now;
            await wanted.put(job.key, json(job.pack));
          }
        }
        const { route, lang, title, page, bytes, pack, files, checked } = job.pack;
        await (await store("packs")).put(job.key, json({ route, lang, title, page, saved: new Date().toISOString(), checked, bytes, pack, files }));
        await wanted.delete(job.key);
      });
    } catch (error) {
      throw job.stopped || (error.name === "QuotaExceededError" ? trouble("save-full", { missing: await need(job) }) : error);
    } finally {
      await sweep();
    }
  };

  const remove = async key => {
    for (const what of ["packs", "wanted"]) await (await store(what)).delete(key);
    await sweep();
  };

  // same notes that a saved pack is the guide's own of this day. While a page
  // saves, that can wait.
  const same = async (key, pack) => {
    const note = async () => {
      const kept = await read("packs", key);
      if (kept && !differ(kept, pack)) await (await store("packs")).put(key, json(Object.assign(kept, { checked: pack.checked })));
    };
    await (navigator.locks ? navigator.locks.request("wayside " + root, { mode: "shared", ifAvailable: true }, lock => lock && note()) : note());
  };

  return { root, store, read, held, here, differ, job, stop, wake, patiently, ask, save, remove, same };
})();
