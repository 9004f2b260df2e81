/* A route's page and the saved routes: what is said of a pack, and the buttons
   to save, stop, update and remove it. What they do is in pack.js. Where a
   browser can't keep pages it is said so; opened from a file, nothing is. */

(() => {
  "use strict";

  const section = document.getElementById("offline"), shelf = document.getElementById("saved");
  const tools = document.getElementById("offline-tools");
  const { root } = pocket;
  const lang = document.documentElement.lang;
  const fill = (key, values) => words[key].replace(/\{(\w+)\}/g, (whole, name) => values && name in values ? values[name] : whole);
  const size = bytes => bytes < 99500 ? Math.ceil(bytes / 1000) + " KB" : (bytes / 1e6).toFixed(1) + " MB";

  const add = (to, tag, name, text) => {
    const e = document.createElement(tag);
    if (name) e.className = name;
    if (text) e.textContent = text;
    to.append(e);
    return e;
  };
  const addButton = (to, press) => {
    const b = add(to, "button", "button");
    b.type = "button";
    b.addEventListener("click", press);
    return b;
  };
  const addLink = (to, href, text) => {
    const a = add(to, "a", "", text);
    a.href = href;
    return a;
  };

  // weigh says how large a route's ZIP is.
  const weigh = pack => {
    const zip = document.getElementById("zip-size");
    if (zip && pack && pack.zip) zip.textContent = size(pack.zip.bytes);
  };

  // near waits until a reader comes near.
  const near = (e, then) => new IntersectionObserver((entries, seen) => {
    if (!entries.some(e => e.isIntersecting)) return;
    seen.disconnect();
    then();
  }, { rootMargin: "400px" }).observe(e);

  // panel shows one pack and works on it. key is its list's address without a
  // width, wished the list that this device would take.
  const panel = (host, key, wished, removed) => {
    const note = add(host, "p"), bar = add(host, "progress"), said = add(host, "p", "said");
    const row = add(host, "p", "offline-row");
    const main = addButton(row, press);
    const away = addButton(row, remove);
    main.hidden = away.hidden = bar.hidden = true;
    for (const e of [bar, main, away]) e.setAttribute("aria-describedby", host.closest("section").getAttribute("aria-labelledby"));
    said.setAttribute("role", "status");
    said.tabIndex = -1;
    bar.setAttribute("aria-label", words["save-route"]);
    away.textContent = words["save-remove"];

    let pack, kept, begun, have = new Set(), lost = 0, looked, trouble, job;

    const say = (word, values) => {
      said.textContent = word ? fill(word, values) : "";
      const others = document.querySelector(".saved-link a");
      if (word === "save-full" && section && others) addLink(said, others.href, words["saved-routes"]);
    };
    const label = (word, bytes) => {
      const text = bytes === undefined ? words[word] : words[word] + " · " + size(bytes);
      if (main.textContent !== text) main.textContent = text;
      main.hidden = false;
      main.dataset.does = word;
    };

    const draw = () => {
      const focused = document.activeElement === main;
      const total = pack && pack.bytes, done = pack && pocket.here(pack, job ? job.have : have, job && job.arrived);
      bar.hidden = !job;
      away.hidden = Boolean(job) || !kept && !begun;
      if (job) {
        bar.max = total;
        bar.value = done;
        note.textContent = fill("save-progress", { done: size(done), size: size(total) });
        return label("save-stop");
      }
      lost = kept ? new Set(Object.values(kept.files).filter(hash => !have.has(hash))).size : 0;
      if (kept) {
        const day = new Date(kept.saved).toLocaleDateString(lang, { year: "numeric", month: "long", day: "numeric" });
        note.textContent = fill(lost ? "save-lost" : "save-kept", { date: day, size: size(kept.bytes), n: lost });
        const newer = pack && pocket.differ(pack, kept);
        if (newer) note.textContent += fill("save-newer");
        if (newer || lost) label(newer ? "save-update" : "save-mend", pack ? total - done : undefined);
        else {
          main.hidden = true;
          if (focused) said.focus();
        }
      } else if (!pack) {
        note.textContent = "";
        label("save-again");
        main.hidden = !looked;
      } else if (begun) {
        note.textContent = fill("save-begun", { done: size(done), size: size(total) });
        label("save-go-on", total - done);
      } else {
        note.textContent = fill("save-exact", { bytes: total.toLocaleString(lang), n: pack.list.length }) + (done ? fill("save-here", { size: size(done) }) : "");
        label("save-route", total);
      }
      weigh(pack);
    };

    const learn = async () => {
      [kept, begun, have] = await Promise.all([pocket.read("packs", key), pocket.read("wanted", key), pocket.held()]);
    };

    // look compares what is here with what the guide has today.
    const look = async () => {
      await learn();
      const mine = kept || begun;
      const asking = pocket.job(key, () => {}, () => {}, 3);
      let found, why = "";
      try {
        found = await pocket.patiently(asking, () => pocket.ask(asking, mine ? mine.pack : wished, "no-cache"))
          .catch(error => {
            if (error.word !== "save-gone" || !mine) throw error;
            return pocket.ask(asking, key, "no-cache"); // this width is made no more
          });
        if (kept && !pocket.differ(found, kept)) await pocket.same(key, found);
      } catch (error) {
        found = begun; // its sizes are known
        why = error.word || "save-unknown";
      }
      if (job) return; // which knows better
      [pack, trouble, looked] = [found, why, true];
      draw();
      say((!mine || lost) && trouble);
    };

    const save = async () => {
      if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
      const mine = job = pocket.job(key, () => { pack = mine.pack; draw(); }, say);
      mine.pack = pack;
      mine.have = have;
      say("save-running");
      draw();
      let end = ["save-done"];
      try {
        await pocket.save(mine);
      } catch ({ word, values, name }) {
        end = [word || "save-failed", values || { name }];
        if (word === "save-full") values.missing = size(values.missing);
      }
      job = null;
      pack = mine.pack;
      await learn();
      draw();
      say(...end);
    };

    // What nobody was told the size of is looked at first, and saved by another press.
    async function press() {
      if (job) return pocket.stop(job);
      const { does } = main.dataset;
      if (!pack) await look();
      if (pack && !job && does !== "save-again") await save();
    }

    async function remove() {
      if (!confirm(words["save-sure"])) return;
      await pocket.remove(key);
      if (removed) return removed();
      await learn();
      draw();
      say("save-removed");
      main.focus();
    }

    addEventListener("online", () => job ? pocket.wake(job) : trouble && look());
    addEventListener("pageshow", e => { if (e.persisted && !job) look(); });
    near(host, look);
    return learn().then(draw);
  };

  /* A route's page. */

  // wished is the pack whose pictures are as sharp as this screen shows them:
  // two pixels for one are enough in the hand, and a page is 700 wide at most.
  const wished = () => {
    const connection = navigator.connection;
    let sparing = connection && connection.saveData;
    try {
      sparing = sparing || localStorage.getItem("text-first") === "1";
    } catch (error) {
      // a browser that keeps nothing
    }
    const need = sparing ? 0 : Math.min(screen.width, 700) * Math.min(devicePixelRatio, 2) * 0.92;
    const widths = section.dataset.widths.split(" ").filter(Boolean).map(Number).concat(960).sort((a, b) => a - b);
    const width = widths.find(w => w >= need) || widths.pop();
    return section.dataset.pack.replace(/json$/, width === 960 ? "json" : width + ".json");
  };

  const here = address => new URL(address, location.href).href;
  const ofRoute = () => {
    tools.hidden = false;
    return panel(tools, here(section.dataset.pack), here(wished()));
  };

  /* The saved routes. */

  const list = async () => {
    const entries = new Map();
    for (const what of ["wanted", "packs"]) {
      for (const { url } of await (await pocket.store(what)).keys()) {
        const found = await pocket.read(what, url);
        if (found && found.route) entries.set(url, found);
      }
    }
    const promise = document.getElementById("saved-promise");
    const promised = navigator.storage && navigator.storage.persisted && await navigator.storage.persisted();
    const count = () => {
      const some = Boolean(shelf.querySelector(".saved-route:not(.gone)"));
      document.getElementById("saved-none").hidden = some;
      promise.hidden = !some;
    };
    promise.textContent = words[promised ? "saved-promised" : "saved-unpromised"];
    shelf.hidden = false;
    let named = 0;
    for (const [key, found] of [...entries].sort(([, a], [, b]) => String(b.saved).localeCompare(String(a.saved)))) {
      const item = add(shelf, "section", "saved-route");
      const head = add(item, "h2"), title = addLink(head, root + found.page, found.title);
      if (found.lang !== lang) title.lang = found.lang;
      head.id = "saved-" + ++named;
      item.setAttribute("aria-labelledby", head.id);
      await panel(item, key, found.pack, () => {
        item.replaceChildren(head);
        item.classList.add("gone");
        count();
        const gone = add(item, "p", "said", words["save-removed"]);
        gone.tabIndex = -1;
        gone.focus();
      });
    }
    count();
  };

  // absent names the page that led here, since it is not on this device.
  const absent = () => {
    const wanted = location.hash.length > 1 && new URL(location.hash.slice(1), root).href;
    const said = document.getElementById("absent");
    said.hidden = !wanted || !wanted.startsWith(root);
    if (!said.hidden) said.querySelector("a").href = wanted;
  };

  /* Where it can be done. */

  if (!section && !shelf || !location.protocol.startsWith("http")) return;
  const unable = () => {
    if (!isSecureContext) return;
    for (const e of [tools, shelf]) if (e) e.hidden = false;
    add(tools || shelf, "p", "", words[wechat ? "save-wechat" : "save-browser"]);
  };
  // What WeChat keeps, no browser of the phone finds again.
  const wechat = /MicroMessenger/.test(navigator.userAgent);
  const able = wayside.worker && window.caches && !wechat;
  if (!able) unable();
  if (!able && section) near(section, () => pocket.ask(pocket.job(), here(section.dataset.pack), "no-cache").then(weigh).catch(() => {}));
  if (able && shelf) {
    absent();
    addEventListener("hashchange", absent);
    list().catch(unable);
  }
  if (able && section) {
    wayside.worker.then(ofRoute).catch(async () => {
      const worker = await fetch(root + "sw.js", { method: "HEAD" });
      if (worker.ok) unable(); // the preview has none
    }).catch(() => {});
  }
})();
