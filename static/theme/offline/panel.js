// @ts-check
/* Route pages and saved routes: the panel of a pack, which says what is here,
   with buttons to save, stop, update and remove it. saving.js does the work.
   Where a browser cannot keep pages the panel says so; in a page opened from a
   file there is none. */

(() => {
  const section = document.getElementById("offline"), shelf = document.getElementById("saved");
  const tools = document.getElementById("offline-tools");
  const { root } = saving;
  const { lang } = document.documentElement;
  /** @typedef {Record<string, string | number>} Values */
  /** @param {string} key @param {Values} [values] */
  const fill = (key, values) => words[key].replace(/\{(\w+)\}/g, (whole, name) => values && name in values ? String(values[name]) : whole);
  /** @param {number} bytes */
  const size = bytes => bytes < 99500 ? Math.ceil(bytes / 1000) + " KB" : (bytes / 1e6).toFixed(1) + " MB";

  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {Element} to @param {K} tag @param {Partial<HTMLElementTagNameMap[K]>} [properties]
   * @returns {HTMLElementTagNameMap[K]}
   */
  const add = (to, tag, properties) => {
    const e = Object.assign(document.createElement(tag), properties);
    to.append(e);
    return e;
  };
  /** @param {Element} to @param {() => void} press */
  const addButton = (to, press) => {
    const b = add(to, "button", { type: "button", className: "button" });
    b.addEventListener("click", press);
    return b;
  };

  /**
   * Shows how large a route's ZIP is.
   * @param {Pack} pack
   */
  const showZip = pack => {
    const zip = document.getElementById("zip-size");
    if (zip && pack.zip) zip.textContent = size(pack.zip.bytes);
  };

  /**
   * Returns a function whose promise resolves when a reader is near an element.
   * @param {Element} e @returns {() => Promise<void>}
   */
  const approach = e => {
    let near = false, arrive = () => {};
    new IntersectionObserver(entries => {
      near = /** @type {IntersectionObserverEntry} */ (entries.pop()).isIntersecting;
      if (near) arrive();
    }, { rootMargin: "400px" }).observe(e);
    return () => new Promise(resolve => {
      arrive = resolve; // one caller waits at a time
      if (near) arrive();
    });
  };

  /**
   * Shows one pack and works on it.
   * @param {HTMLElement} host
   * @param {string} key the address of the list without a width
   * @param {string} wished the list that this device takes
   * @param {() => void} [removed]
   */
  const panel = (host, key, wished, removed) => {
    const note = add(host, "p"), bar = add(host, "progress"), message = add(host, "p", { className: "message", tabIndex: -1 });
    const row = add(host, "p", { className: "offline-row" });
    const main = addButton(row, press), away = addButton(row, remove);
    main.hidden = away.hidden = bar.hidden = true;
    const title = /** @type {Element} */ (host.closest("section")).getAttribute("aria-labelledby") || "";
    for (const e of [bar, main, away]) e.setAttribute("aria-describedby", title);
    message.setAttribute("role", "status");
    bar.setAttribute("aria-label", words["save-route"]);
    away.textContent = words["save-remove"];
    const near = approach(host);

    /** @type {Pack | undefined} */
    let pack; // the guide's of now, or the begun one where the network does not answer
    /** @type {SavedPack | undefined} */
    let kept;
    /** @type {Pack | undefined} */
    let begun;
    /** @type {Set<string>} */
    let have = new Set();
    /** @type {(Job & { pack: Pack }) | undefined} */
    let job;
    /** @type {Job | undefined} */
    let asking; // for the list, which goes on until it is answered
    /** @type {Promise<void> | undefined} */
    let asked;
    let lost = 0, trouble = "";

    /** @param {string} [word] @param {Values} [values] */
    const say = (word, values) => {
      const text = word ? fill(word, values) : "";
      if (message.textContent !== text) message.textContent = text; // or a screen reader reads it again
      const others = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".saved-link a"));
      if (word === "save-full" && section && others) add(message, "a", { href: others.href, textContent: words["saved-routes"] });
    };
    /** @param {string} word @param {number} [bytes] */
    const label = (word, bytes) => {
      const text = bytes === undefined ? words[word] : words[word] + " · " + size(bytes);
      if (main.textContent !== text) main.textContent = text;
      main.hidden = false;
    };

    const draw = () => {
      const focused = document.activeElement === main;
      bar.hidden = !job;
      away.hidden = Boolean(job) || !kept && !begun;
      if (job) {
        bar.max = job.pack.bytes;
        bar.value = packs.present(job.pack, job.have, job.arrived);
        note.textContent = fill("save-progress", { done: size(bar.value), size: size(bar.max) });
        return label("save-stop");
      }
      const total = pack ? pack.bytes : 0, done = pack ? packs.present(pack, have) : 0;
      lost = kept ? new Set(Object.values(kept.files).filter(hash => !have.has(hash))).size : 0;
      if (kept) {
        const day = new Date(kept.saved).toLocaleDateString(lang, { year: "numeric", month: "long", day: "numeric" });
        note.textContent = fill(lost ? "save-lost" : "save-kept", { date: day, size: size(kept.bytes), n: lost });
        const newer = pack && packs.differ(pack, kept);
        if (newer) note.textContent += fill("save-newer");
        if (newer || lost) label(newer ? "save-update" : "save-repair", pack ? total - done : undefined);
        else {
          main.hidden = true;
          if (focused) message.focus();
        }
      } else if (!pack) {
        note.textContent = "";
        label(asking ? "save-now" : "save-again");
        main.hidden = !trouble;
      } else if (begun) {
        note.textContent = fill("save-begun", { done: size(done), size: size(total) });
        label("save-go-on", total - done);
      } else {
        note.textContent = fill("save-exact", { bytes: total.toLocaleString(lang), n: pack.list.length }) + (done ? fill("save-here", { size: size(done) }) : "");
        label("save-route", total);
      }
      if (pack) showZip(pack);
    };

    const learn = async () => {
      [kept, begun, have] = await Promise.all([saving.read("packs", key), saving.read("wanted", key), saving.held()]);
    };

    /** @param {Pack | undefined} found @param {string} why */
    const show = (found, why) => {
      if (job) return; // which knows better
      [pack, trouble] = [found, why];
      draw();
      say(!kept && !begun || lost ? why : "");
    };

    // look compares what is here with what the guide has now. While the network
    // does not answer and a reader is near, it asks again by itself.
    const look = async () => {
      await learn();
      const mine = kept || begun;
      const request = asking = saving.job(key, () => {}, word => {
        if (word !== "save-running") show(begun, word === "save-waiting" ? "save-unknown" : word);
      }, { patience: 3, bears: "save-portal", ready: near });
      /** @type {Pack | undefined} */
      let found;
      let why = "";
      try {
        found = await saving.patiently(request, () => saving.ask(request, mine ? mine.pack : wished, "no-cache")
          .catch(error => {
            if (error.word !== "save-gone" || !mine) throw error;
            return saving.ask(request, key, "no-cache"); // this width is no longer made
          }));
        if (kept && !packs.differ(found, kept)) await saving.same(key, found);
      } catch (error) {
        found = begun; // its sizes are known
        why = /** @type {Partial<Problem>} */ (error).word || "save-unknown";
      }
      asking = undefined;
      show(found, why);
    };

    // ask looks, or hastens the look that is under way.
    const ask = () => {
      if (asking) {
        say();
        saving.wake(asking);
      } else asked = look();
      return asked;
    };

    /** @param {Pack} whole */
    const save = async whole => {
      if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
      const mine = job = Object.assign(saving.job(key, draw, say), { pack: whole, have });
      say("save-running");
      draw();
      let end = "save-done";
      /** @type {Values | undefined} */
      let values;
      try {
        await saving.save(mine);
      } catch (error) {
        const problem = /** @type {Partial<Problem>} */ (error);
        end = problem.word || "save-failed";
        values = problem.values || { name: problem.name || "" };
        if (end === "save-full") values.missing = size(Number(values.missing));
      }
      job = undefined;
      pack = mine.pack;
      await learn();
      draw();
      say(end, values);
    };

    // A pack of unknown size is looked at first, and saved by another press.
    async function press() {
      if (job) return saving.stop(job);
      const known = pack || kept;
      if (!pack) await ask();
      if (known && pack && !job) await save(pack);
    }

    async function remove() {
      if (!confirm(words["save-sure"])) return;
      await saving.remove(key);
      if (removed) return removed();
      await learn();
      draw();
      say("save-removed");
      main.focus();
    }

    addEventListener("online", () => {
      if (job) saving.wake(job);
      else if (trouble) ask();
    });
    addEventListener("pageshow", e => { if (e.persisted && !job) ask(); });
    near().then(ask);
    return learn().then(draw);
  };

  /* A route's page. */

  /**
   * Returns the list whose pictures are as sharp as this screen shows them: two
   * pixels for one are enough in the hand, and a page is 700 wide at most.
   * @param {DOMStringMap} data of the section
   */
  const wished = ({ pack = "", widths = "" }) => {
    let sparing = navigator.connection && navigator.connection.saveData;
    try {
      sparing = sparing || localStorage.getItem("text-first") === "1";
    } catch (error) {
      // some browsers have no storage
    }
    const need = sparing ? 0 : Math.min(screen.width, 700) * Math.min(devicePixelRatio, 2) * 0.92;
    const width = packs.width(widths.split(" ").filter(Boolean).map(Number).concat(960), need);
    return pack.replace(/json$/, width === 960 ? "json" : width + ".json");
  };

  /** @param {string} address */
  const absolute = address => new URL(address, location.href).href;

  /* The saved routes. */

  /** @param {HTMLElement} shelf */
  const list = async shelf => {
    /** @type {Map<string, Pack | SavedPack>} */
    const entries = new Map();
    for (const name of /** @type {const} */ (["wanted", "packs"])) {
      for (const { url } of await (await saving.open(name)).keys()) {
        const found = await saving.read(name, url);
        if (found && found.route) entries.set(url, found); // not the shell
      }
    }
    const promise = /** @type {HTMLElement} */ (document.getElementById("saved-promise"));
    const promised = navigator.storage && navigator.storage.persisted && await navigator.storage.persisted();
    const count = () => {
      const some = Boolean(shelf.querySelector(".saved-route:not(.gone)"));
      /** @type {HTMLElement} */ (document.getElementById("saved-none")).hidden = some;
      promise.hidden = !some;
    };
    promise.textContent = words[promised ? "saved-promised" : "saved-unpromised"];
    shelf.hidden = false;
    /** @param {Pack | SavedPack} pack */
    const day = pack => "saved" in pack ? pack.saved : "9"; // saves under way first
    let n = 0;
    for (const [key, found] of [...entries].sort(([, a], [, b]) => day(b).localeCompare(day(a)))) {
      const item = add(shelf, "section", { className: "saved-route" });
      const head = add(item, "h2", { id: "saved-" + ++n });
      const title = add(head, "a", { href: root + found.page, textContent: found.title });
      if (found.lang !== lang) title.lang = found.lang;
      item.setAttribute("aria-labelledby", head.id);
      await panel(item, key, found.pack, () => {
        item.replaceChildren(head);
        item.classList.add("gone");
        count();
        add(item, "p", { className: "message", textContent: words["save-removed"], tabIndex: -1 }).focus();
      });
    }
    count();
  };

  // showAbsent names the page that led here because it is not on this device.
  const showAbsent = () => {
    const wanted = location.hash.length > 1 && new URL(location.hash.slice(1), root).href;
    const line = /** @type {HTMLElement} */ (document.getElementById("absent"));
    line.hidden = !wanted || !wanted.startsWith(root);
    if (!line.hidden) /** @type {HTMLAnchorElement} */ (line.querySelector("a")).href = wanted || "";
  };

  /* Where it can be done. */

  if (!section && !shelf || !location.protocol.startsWith("http")) return;
  // What WeChat keeps, no browser of the phone can open.
  const wechat = /MicroMessenger/.test(navigator.userAgent);
  const explain = () => {
    const place = tools || shelf;
    if (!isSecureContext || !place) return;
    place.hidden = false;
    add(place, "p", { textContent: words[wechat ? "save-wechat" : "save-browser"] });
  };
  const able = "caches" in self && !wechat && wayside.worker;
  if (!able) explain();
  if (!section || !tools) {
    if (!able || !shelf) return;
    showAbsent();
    addEventListener("hashchange", showAbsent);
    list(shelf).catch(explain);
    return;
  }
  const key = absolute(section.dataset.pack || "");
  if (!able) {
    approach(section)().then(() => saving.ask(saving.job(key, () => {}, () => {}), key, "no-cache")).then(showZip).catch(() => {});
    return;
  }
  able.then(() => {
    tools.hidden = false;
    return panel(tools, key, absolute(wished(section.dataset)));
  }).catch(async () => {
    const worker = await fetch(root + "sw.js", { method: "HEAD" });
    if (worker.ok) explain(); // the preview has none
  }).catch(() => {});
})();
