// @ts-check
/* Route pages, walk mode: one stop at a time over the whole screen, made from what the
   page has. It is open while the address ends in #walk, so Back closes it. The progress
   is kept on the phone. The position is asked for when its button is pressed, and stays
   in the page: nothing here sends anything. */

(() => {
  const { add, fill } = making;
  const items = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("li.stop"))];
  const starter = /** @type {HTMLElement | null} */ (document.querySelector("button.walk-start"));
  if (!items.length || !starter) return; // a project's own layout

  const stops = items.map(item => {
    const heading = /** @type {HTMLElement} */ (item.querySelector("h3")), link = heading.querySelector("a");
    const stay = item.querySelector(".stay"), before = item.previousElementSibling;
    const [lat, lon] = (item.dataset.at || "").split(",").map(Number);
    return {
      item, name: heading.textContent || "", href: link ? link.href : "", stay,
      leg: before && before.matches(".leg") ? before : null, place: item.dataset.at ? { lat, lon } : null,
    };
  });
  const count = stops.length, key = "wayside walk " + new URL(starter.dataset.route || "", location.href);

  /* The progress. */

  const load = () => {
    try {
      return walking.read(localStorage.getItem(key), count);
    } catch (error) {
      return walking.read(null, count); // some browsers have no storage: it lasts for this page
    }
  };
  let progress = load();

  /* What is on the screen. */

  const dialog = add(document.body, "dialog", { className: "walk full" });
  dialog.setAttribute("aria-label", (document.querySelector("h1") || starter).textContent || "");
  /** @param {Element} to @param {string} word @param {() => void} press */
  const button = (to, word, press) => {
    const b = add(to, "button", { type: "button", className: "button", textContent: words[word] });
    b.addEventListener("click", press);
    return b;
  };
  const top = add(dialog, "header", { className: "walk-top" });
  const chooser = add(top, "select");
  chooser.setAttribute("aria-label", words.stops);
  stops.forEach(() => add(chooser, "option"));
  chooser.addEventListener("change", () => go(chooser.selectedIndex + 1));
  button(top, "walk-close", () => close());
  const bar = add(top, "progress", { max: count });
  const body = add(dialog, "div", { className: "walk-body", tabIndex: -1 });
  const unkept = add(body, "p"), put = keeping(unkept);
  /** @param {Progress} next */
  const keep = next => {
    progress = next;
    put(key, JSON.stringify(next));
  };
  const place = add(dialog, "div", { className: "walk-place" });
  const status = add(place, "p");
  status.setAttribute("role", "status");
  const arrow = add(place, "span", { className: "walk-arrow", textContent: "↑", hidden: true });
  arrow.setAttribute("aria-hidden", "true"); // the text has the direction
  const offer = button(place, "walk-arrive", () => arrive(Number(offer.dataset.stop)));
  offer.hidden = true;
  const tools = add(dialog, "nav", { className: "walk-tools" });
  tools.setAttribute("aria-label", words.stops);
  const previous = button(tools, "walk-previous", () => go(progress.at - 1));
  const where = button(tools, "map-where", () => locate());
  where.hidden = !navigator.geolocation;
  where.setAttribute("aria-pressed", "false");
  const help = ["contacts", "safety"].map(id => document.getElementById(id)).filter(e => e !== null);
  const call = button(tools, document.getElementById("contacts") ? "contacts" : "safety", () => showHelp());
  call.hidden = !help.length;
  call.setAttribute("aria-expanded", "false");
  const next = button(tools, "walk-next", () => go(progress.at + 1));

  /** @param {string} text */
  const say = text => {
    arrow.hidden = true;
    if (status.textContent !== text) status.textContent = text; // or a screen reader reads it again
  };

  /**
   * Appends a paragraph with a copy of a part's content, in which an audience's times may be hidden.
   * @param {Element} to @param {string} className @param {Element | null} part
   */
  const quote = (to, className, part) => { if (part) add(to, "p", { className }).append(.../** @type {Element} */ (part.cloneNode(true)).childNodes); };

  /**
   * Appends a copy of a part of the page, which has no ids: those of the page stay unique.
   * @param {Element} to @param {Element | null} part
   */
  const copy = (to, part) => {
    if (!part) return;
    const twin = /** @type {Element} */ (part.cloneNode(true));
    for (const e of [twin, ...twin.querySelectorAll("[id], [aria-labelledby]")]) ["id", "aria-labelledby"].forEach(name => e.removeAttribute(name));
    /** @param {Element} of @returns {NodeListOf<HTMLImageElement>} */
    const buttons = of => of.querySelectorAll("img[role]");
    buttons(twin).forEach((img, i) => Object.assign(img, { onclick: () => wayside.view(img), onkeydown: buttons(part)[i].onkeydown }));
    to.append(twin);
  };

  const draw = () => {
    const { at, been } = progress, stop = stops[at - 1], arrived = been.includes(at);
    bar.value = been.length;
    bar.setAttribute("aria-label", fill(words["walk-been"], { n: been.length, count }));
    [...chooser.options].forEach((o, i) => { o.textContent = `${i + 1} / ${count} ${stops[i].name}${been.includes(i + 1) ? " ✓" : ""}`; });
    chooser.selectedIndex = at - 1;
    previous.disabled = at === 1;
    next.disabled = at === count;
    call.setAttribute("aria-expanded", "false");
    body.replaceChildren();
    if (unkept.textContent) body.append(unkept);
    const section = add(body, "section", { className: "walk-stop" });
    section.dataset.stop = String(at); // along.js learns which stop was opened
    const heading = add(section, "h2", { tabIndex: -1 });
    add(heading, "span", { className: "walk-number", textContent: String(at) });
    heading.append(stop.name);
    quote(section, "stay", stop.stay);
    for (const notice of document.querySelectorAll(".notice:not([hidden])")) {
      const a = notice.querySelector("a");
      if (a && stop.href && a.pathname === new URL(stop.href).pathname) copy(section, notice);
    }
    const row = add(section, "p", { className: "walk-row" });
    const mark = button(row, arrived ? "walk-arrived" : "walk-arrive", () => arrived ? leave() : arrive(at));
    mark.setAttribute("aria-pressed", String(arrived));
    if (stop.href) add(row, "a", { className: "button", href: stop.href, textContent: words["walk-page"] });
    for (const part of stop.item.children) if (!part.matches(".stop-head")) copy(section, part);
    if (wayside.watch) wayside.watch(section); // players
    if (at < count) {
      const { name, leg, stay } = stops[at];
      const after = add(body, "section", { className: "walk-next" });
      add(after, "h2", { textContent: `${words["walk-next"]}${words.colon}${name}` });
      quote(after, "", leg);
      quote(after, "stay", stay);
    } else if (been.length === count) {
      add(body, "p", { className: "walk-done", textContent: words["walk-done"] });
    }
    const rest = add(body, "p", { className: "walk-row" });
    if ("wakeLock" in navigator) {
      const label = add(rest, "label", { className: "button" });
      const box = add(label, "input", { type: "checkbox", checked: !progress.dim });
      label.append(words["walk-awake"]);
      box.addEventListener("change", () => {
        keep({ ...progress, dim: !box.checked });
        wake();
      });
    }
    button(rest, "stamps", showStamps);
    button(rest, "walk-again", () => {
      if (confirm(words["walk-again-sure"])) go(1, { ...progress, been: [] });
    });
    offer.hidden = true;
    locateAgain();
  };

  /**
   * Shows a stop. The button that was pressed keeps the focus unless it has no use there.
   * @param {number} n @param {Progress} [from]
   */
  const go = (n, from) => {
    if (n < 1 || n > count) return;
    const { activeElement } = document;
    keep({ ...from || progress, at: n });
    draw();
    body.scrollTop = 0;
    say(fill(words["walk-at"], { n, count }) + words.colon + stops[n - 1].name);
    if (!activeElement || !activeElement.isConnected || activeElement.matches(":disabled")) focus();
  };
  const focus = () => /** @type {HTMLElement} */ (body.querySelector("h2")).focus();

  /** @param {number} n */
  const arrive = n => {
    keep(walking.arrive(progress, n));
    draw();
    const all = progress.been.length === count;
    say(all ? words["walk-done"] : fill(words["walk-here"], { n, name: stops[n - 1].name }));
    focusMark();
  };
  const leave = () => {
    keep(walking.leave(progress, progress.at));
    draw();
    focusMark();
  };
  const focusMark = () => /** @type {HTMLElement} */ (body.querySelector("[aria-pressed]")).focus();

  const showHelp = () => {
    if (call.getAttribute("aria-expanded") === "true") return draw();
    call.setAttribute("aria-expanded", "true");
    body.replaceChildren();
    const list = add(body, "section", { className: "walk-stop" });
    add(list, "h2", { tabIndex: -1, textContent: call.textContent || "" });
    for (const part of help) copy(list, part.matches("div") ? part.querySelector("ul") : part.nextElementSibling);
    body.scrollTop = 0;
    focus();
  };

  const showStamps = () => {
    body.replaceChildren();
    const card = add(body, "section", { className: "walk-stop" });
    add(card, "h2", { tabIndex: -1, textContent: words.stamps });
    stamps.draw(card, stops.map(s => s.name), progress.been, n => {
      go(n);
      focus();
    });
    body.scrollTop = 0;
    focus();
  };

  /* The reader's position. */

  /** @type {number | null} */
  let watch = null;
  /** @type {Sighting | null} */
  let fix = null;
  /** @type {number | null} */
  let heading = null;

  const locateAgain = () => {
    const goal = walking.goal(progress, count), to = goal ? stops[goal - 1] : null;
    if (!fix || !to) return;
    const { name, place } = to;
    if (!place) return say(fill(words["walk-unplaced"], { name }));
    const { metres, angle, near } = walking.towards(fix, place, heading);
    /** @param {number} m */
    const distance = m => {
      const [word, n] = measuring.distance(m);
      return fill(words[word], { n });
    };
    offer.hidden = !near;
    if (near) {
      offer.dataset.stop = String(goal);
      offer.textContent = fill(words["walk-arrive-at"], { n: goal, name });
      return say(fill(words["walk-near"], { n: goal, name }));
    }
    const direction = angle === undefined ? "" : walking.direction(words[heading === null ? "walk-compass" : "walk-turn"], angle);
    say(fill(words["walk-towards"], { name, distance: distance(metres), accuracy: distance(Math.max(10, fix.accuracy)), direction }));
    if (angle === undefined) return;
    arrow.hidden = false;
    arrow.style.transform = `rotate(${angle}deg)`;
  };
  /** @param {DeviceOrientationEvent & { webkitCompassHeading?: number }} e */
  const turn = e => {
    const now = e.webkitCompassHeading !== undefined ? e.webkitCompassHeading : e.absolute && e.alpha !== null ? 360 - e.alpha : null;
    if (now === null || heading !== null && Math.abs(now - heading) < 10) return; // a screen reader is not to read every degree
    heading = now;
    locateAgain();
  };
  const compass = ["deviceorientationabsolute", "deviceorientation"];
  const stay = () => {
    if (watch !== null) navigator.geolocation.clearWatch(watch);
    for (const name of compass) removeEventListener(name, /** @type {EventListener} */ (turn));
    watch = fix = heading = null;
    offer.hidden = true;
    where.setAttribute("aria-pressed", "false");
  };
  const locate = () => {
    say("");
    if (watch !== null) return stay();
    where.setAttribute("aria-pressed", "true");
    watch = navigator.geolocation.watchPosition(({ coords }) => {
      fix = { lat: coords.latitude, lon: coords.longitude, accuracy: coords.accuracy };
      locateAgain();
    }, error => {
      const refused = error.code === error.PERMISSION_DENIED;
      if (!refused && fix) return; // an earlier fix stays
      stay();
      say(words[refused ? "walk-refused" : "walk-unknown"]);
    }, { enableHighAccuracy: true, maximumAge: 5000, timeout: 30000 });
    for (const name of compass) addEventListener(name, /** @type {EventListener} */ (turn));
    const orientation = /** @type {{ requestPermission?: () => Promise<string> }} */ (/** @type {unknown} */ (self.DeviceOrientationEvent || {}));
    if (orientation.requestPermission) orientation.requestPermission().catch(() => {}); // iOS; without it, words for north and south
  };

  /* The screen stays on. A browser releases the lock when the page is hidden. */

  /** @type {WakeLockSentinel | null} */
  let lock = null;
  const wake = async () => {
    const wanted = dialog.open && !progress.dim && document.visibilityState === "visible";
    if (lock && !wanted) {
      lock.release();
      lock = null;
    } else if (wanted && "wakeLock" in navigator && (!lock || lock.released)) {
      lock = await navigator.wakeLock.request("screen").catch(() => null); // the battery is low
      if (lock && !dialog.open) wake();
    }
  };
  document.addEventListener("visibilitychange", wake);

  /* Opening and closing. */

  const close = () => {
    if (history.state && history.state.walk) return history.back();
    history.replaceState(null, "", location.href.split("#")[0]); // there is no page to go back to
    starter.dispatchEvent(new Event("hashchange", { bubbles: true }));
  };
  const show = () => {
    const open = location.hash === "#walk";
    if (open === dialog.open) return;
    if (open) {
      progress = load(); // another page may have changed it
      dialog.showModal();
      draw();
      focus();
    } else {
      dialog.close();
      stay();
      say("");
      starter.focus({ preventScroll: true }); // a link in a text may lead to another part of the page
    }
    wake();
  };
  dialog.addEventListener("cancel", e => {
    e.preventDefault();
    close();
  });
  dialog.addEventListener("keydown", e => {
    if (e.ctrlKey || e.metaKey || e.altKey || /** @type {Element} */ (e.target).closest("select, input")) return;
    if (e.key === "ArrowRight") go(progress.at + 1);
    else if (e.key === "ArrowLeft") go(progress.at - 1);
  });
  dialog.addEventListener("click", e => { // the buttons in place of pictures are copies
    const shown = /** @type {Element} */ (e.target).closest(".show-picture");
    const frame = /** @type {HTMLElement | null} */ (shown && shown.closest(".frame"));
    if (!shown || !frame) return;
    frame.classList.add("asked");
    frame.tabIndex = -1;
    frame.focus();
    shown.remove();
  });
  addEventListener("hashchange", show);
  show();
})();
