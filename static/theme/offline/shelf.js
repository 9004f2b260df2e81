// @ts-check
/* Saved routes: a panel for each of them, and the name of the page that led here
   because it is not on this device. */

(() => {
  const shelf = document.getElementById("saved");
  if (!shelf || !panels.served) return;
  const { root } = saving;
  const { lang } = document.documentElement;

  const list = async () => {
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
      const item = making.add(shelf, "section", { className: "offline saved-route" });
      const head = making.add(item, "h2", { id: "saved-" + ++n });
      const title = making.add(head, "a", { href: root + found.page, textContent: found.title });
      if (found.lang !== lang) title.lang = found.lang;
      item.setAttribute("aria-labelledby", head.id);
      await panels.show(item, key, found.pack, () => {
        item.replaceChildren(head);
        item.classList.add("gone");
        count();
        making.add(item, "p", { className: "message", textContent: words["save-removed"], tabIndex: -1 }).focus();
      });
    }
    count();
    await saving.mark(); // the browser may have dropped some
  };

  // showAbsent names the page that led here because it is not on this device.
  const showAbsent = () => {
    const wanted = location.hash.length > 1 && new URL(location.hash.slice(1), root).href;
    const line = /** @type {HTMLElement} */ (document.getElementById("absent"));
    line.hidden = !wanted || !wanted.startsWith(root);
    if (!line.hidden) /** @type {HTMLAnchorElement} */ (line.querySelector("a")).href = wanted || "";
  };

  const explain = () => panels.explain(shelf);
  if (!panels.able) return explain();
  showAbsent();
  addEventListener("hashchange", showAbsent);
  list().catch(explain);
})();
