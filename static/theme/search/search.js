// @ts-check
/* Search page: what its reader types, and the hits. */

(() => {
  const { find, prepare, retry } = search;
  const { places, excerpt } = matching;
  /** @param {string} id */
  const byId = id => document.getElementById(id);
  const input = /** @type {HTMLInputElement | null} */ (byId("search-input")), more = /** @type {HTMLButtonElement | null} */ (byId("search-more"));
  const list = byId("search-results"), status = byId("search-status"), form = byId("search-form"), data = byId("search-data");
  if (!input || !list || !status || !more || !form || !data) return; // a project's own layout

  list.setAttribute("role", "list"); // VoiceOver does not treat one without bullets as a list

  /** @type {{ words: Record<string, string> }} */
  const { words } = JSON.parse(data.textContent || "");
  const step = 20; // hits that are shown at a time
  const patience = 150, rest = 600; // ms between the last key and the search, and in the middle of a composed word

  /** @param {string} key @param {number} n */
  const count = (key, n) => (words[n === 1 && words[key + "-one"] ? key + "-one" : key]).replace("{n}", String(n));

  /* One hit. */

  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} tag @param {Partial<HTMLElementTagNameMap[K]>} properties @param {(string | Node | null)[]} children
   * @returns {HTMLElementTagNameMap[K]}
   */
  const element = (tag, properties, ...children) => {
    const e = Object.assign(document.createElement(tag), properties);
    for (const c of children) if (c) e.append(c);
    return e;
  };

  /**
   * Returns a text, or a piece of it, with the words of a query marked.
   * @param {string} text @param {Query} query @param {number} [from] @param {number} [to]
   */
  const marked = (text, query, from = 0, to = text.length) => {
    const nodes = [];
    for (const [start, end] of places(text, query)) {
      if (end <= from || start >= to) continue;
      nodes.push(text.slice(from, Math.max(from, start)), element("mark", {}, text.slice(Math.max(from, start), Math.min(end, to))));
      from = Math.min(end, to);
    }
    nodes.push(text.slice(from, to));
    return nodes;
  };

  /** @param {FoundPage} page @param {Query} query */
  const hitOf = (page, query) => {
    const needles = query.parts;
    const { text, anchor, span: [from, to] } = excerpt(page, query);
    const others = page.others && needles.some(n => page.folded.names.some(name => name.includes(n))) && !needles.some(n => page.folded.title.includes(n)) ? page.others : "";
    const link = element("a", { href: "../" + page.address + "index.html" + (anchor ? "#" + encodeURIComponent(anchor) : "") }, ...marked(page.title, query));
    if (page.titleLang) link.lang = page.titleLang;
    return element("li", {},
      element("p", { className: "hit" }, link, " ", element("small", {}, ...marked(page.kind, query))),
      others ? element("p", { className: "also" }, ...marked(others, query)) : null,
      text ? element("p", { className: "excerpt", lang: page.lang || document.documentElement.lang },
        from > 0 ? "…" : "", ...marked(text, query, from, to), to < text.length ? "…" : "") : null);
  };

  /* A search. */

  let run = 0; // counts searches: the results of an earlier one are dropped
  let typed = "";

  const links = () => [...list.querySelectorAll("a")];

  /** @param {Result} result @param {number} until */
  const show = (result, until) => {
    const own = run, alive = () => own === run;
    const active = document.activeElement;
    const on = active instanceof HTMLAnchorElement && list.contains(active) ? active.href : "";
    list.replaceChildren(...result.hits.slice(0, until).map(hit => hitOf(hit.page, result.query)));
    if (on) (links().find(a => a.href === on) || input).focus();
    more.hidden = result.whole && result.hits.length <= until;
    more.disabled = false;
    more.onclick = async () => {
      if (!alive()) return;
      more.disabled = true;
      try {
        await result.fill(until + step, null, alive);
      } finally {
        more.disabled = false;
      }
      if (!alive()) return;
      show(result, until + step);
      report(result);
      const all = links();
      (all[until] || all[all.length - 1] || input).focus();
    };
  };

  /**
   * Shows why there are no hits.
   * @param {string} why
   */
  const showNone = why => {
    list.replaceChildren();
    more.hidden = true;
    status.textContent = why;
  };

  /** @param {Result} result */
  const report = result => {
    const found = result.about === 0 ? words["search-none"] : count(result.whole ? "search-count" : "search-about", result.about);
    status.textContent = result.partial ? found + " " + words["search-partial"] : found;
  };

  const remember = () => {
    const url = new URL(location.href);
    if (typed) url.searchParams.set("q", typed);
    else url.searchParams.delete("q");
    try {
      history.replaceState(null, "", url.href);
    } catch (error) {
      return; // some browsers do not let a file's address change
    }
  };

  /** @param {boolean} again */
  const searchFor = async again => {
    const now = input.value.trim();
    if (!again && now === typed && list.childElementCount) return;
    typed = now;
    remember();
    const own = ++run, alive = () => own === run;
    const slow = setTimeout(() => { if (alive()) status.textContent = words["search-busy"]; }, 300);
    try {
      const result = await find(now, step, some => { if (alive() && some.hits.length) show(some, step); }, alive);
      if (!alive()) return;
      if (!result) {
        showNone(!now ? "" : words[result === false ? "search-away" : "search-none"]);
        return;
      }
      show(result, step);
      report(result);
    } catch (error) {
      if (alive()) showNone(words["search-away"]);
      throw error;
    } finally {
      clearTimeout(slow);
    }
  };

  let timer = 0;
  /** @param {number} ms */
  const soon = ms => {
    clearTimeout(timer);
    timer = setTimeout(searchFor, ms, false);
  };

  // Some input methods compose every word, so one that rests is searched for
  // before it is finished.
  input.addEventListener("focus", () => prepare());
  input.addEventListener("input", e => soon(/** @type {InputEvent} */ (e).isComposing ? rest : patience));
  input.addEventListener("compositionstart", () => clearTimeout(timer));
  input.addEventListener("compositionend", () => soon(patience));
  form.addEventListener("submit", e => {
    e.preventDefault();
    clearTimeout(timer);
    retry();
    searchFor(true);
  });

  // The arrow keys move between the words and the hits.
  document.addEventListener("keydown", e => {
    if (e.isComposing || e.keyCode === 229 || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) return;
    const all = links();
    const on = all.findIndex(a => a === document.activeElement);
    if (document.activeElement !== input && on < 0) return;
    if (e.key === "Escape") {
      input.value = "";
      soon(0);
      input.focus();
    } else if (e.key === "ArrowDown" && on + 1 < all.length) all[on + 1].focus();
    else if (e.key === "ArrowUp" && on >= 0) (on > 0 ? all[on - 1] : input).focus();
    else return;
    e.preventDefault();
  });

  const asked = new URLSearchParams(location.search).get("q");
  if (asked) input.value = asked;
  if (input.value) soon(0);
})();
