// @ts-check
/* Route pages and saved routes: the panel of a pack, which says what is here,
   with buttons to save, stop, update and remove it. saving.js does the work;
   route.js and shelf.js show the panels of their pages. */

const panels = (() => {
  const { lang } = document.documentElement;
  /** @typedef {Record<string, string | number>} Values */
  /** @param {string} key @param {Values} [values] */
  const fill = (key, values) => making.fill(words[key], values);
  /** @param {number} bytes */
  const size = bytes => bytes < 99500 ? Math.ceil(bytes / 1000) + " KB" : (bytes / 1e6).toFixed(1) + " MB";

  const { add } = making;
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
   * @param {() => void} [removed] only for the saved routes
   */
  const show = (host, key, wished, removed) => {
    const first = key.includes("/offline/series/") ? "save-series" : "save-route";
    const note = add(host, "p"), bar = add(host, "progress"), message = add(host, "p", { className: "message", tabIndex: -1 });
    const row = add(host, "p", { className: "offline-row" });
    const choice = add(row, "label", { className: "button" }), box = add(choice, "input", { type: "checkbox" }), extra = add(choice, "span");
    const main = addButton(row, press), away = addButton(row, remove);
    main.hidden = away.hidden = bar.hidden = choice.hidden = true;
    const title = /** @type {Element} */ (host.closest("section")).getAttribute("aria-labelledby") || "";
    for (const e of [bar, main, away]) e.setAttribute("aria-describedby", title);
    message.setAttribute("role", "status");
    bar.setAttribute("aria-label", words[first]);
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
      if (word === "save-full" && !removed && others) add(message, "a", { href: others.href, textContent: words["saved-routes"] });
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
      const media = !job && pack && pack.media;
      choice.hidden = !media;
      extra.textContent = fill("save-media", { size: size(media || 0) });
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
        const other = newer || media && box.checked !== Boolean(kept.recordings);
        if (newer) note.textContent += fill("save-newer");
        if (other || lost) label(other ? "save-update" : "save-repair", pack ? total - done : undefined);
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
        label(first, total);
      }
      if (pack) showZip(pack);
    };

    const learn = async () => {
      [kept, begun, have] = await Promise.all([saving.read("packs", key), saving.read("wanted", key), saving.held()]);
      if (!pack) box.checked = Boolean((begun || kept || {}).recordings);
    };

    /** @param {Pack | undefined} found @param {string} why */
    const answer = (found, why) => {
      if (job) return; // which knows better
      [pack, trouble] = [found && packs.choose(found, box.checked), why];
      draw();
      say(!kept && !begun || lost ? why : "");
    };

    // look compares what is here with what the guide has now. While the network
    // does not answer and a reader is near, it asks again by itself.
    const look = async () => {
      await learn();
      const mine = kept || begun;
      const request = asking = saving.job(key, () => {}, word => {
        if (word !== "save-running") answer(begun, word === "save-waiting" ? "save-unknown" : word);
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
      answer(found, why);
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

    box.addEventListener("change", () => {
      if (pack) pack = packs.choose(pack, box.checked);
      draw();
    });
    addEventListener("online", () => {
      if (job) saving.wake(job);
      else if (trouble) ask();
    });
    addEventListener("pageshow", e => { if (e.persisted && !job) ask(); });
    near().then(ask);
    return learn().then(draw);
  };

  // What WeChat keeps, no browser of the phone can open.
  const wechat = /MicroMessenger/.test(navigator.userAgent);
  /**
   * Says why nothing can be saved here.
   * @param {HTMLElement} place
   */
  const explain = place => {
    if (!isSecureContext) return;
    place.hidden = false;
    add(place, "p", { textContent: words[wechat ? "save-wechat" : "save-browser"] });
  };
  // In a page opened from a file there are no panels, and no explanation either.
  const served = location.protocol.startsWith("http");

  return { approach, show, showZip, explain, served, able: "caches" in self && !wechat && wayside.worker };
})();
