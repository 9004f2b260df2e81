/* The search page: what its reader types, and what is shown of it. */

(() => {
  "use strict";

  const { find, prepare, retry, seek, trace, chinese } = waysideSearch;
  const byId = id => document.getElementById(id);
  const input = byId("search-input"), list = byId("search-results"), status = byId("search-status"), more = byId("search-more");
  const form = byId("search-form"), data = byId("search-data");
  if (!input || !list || !status || !more || !form || !data) return; // a project's own layout

  list.setAttribute("role", "list"); // VoiceOver takes one without bullets for none

  const { words } = JSON.parse(data.textContent);
  const step = 20; // hits that are shown at a time
  const patience = 150, rest = 600; // ms between the last key and the search; in the middle of a composed word
  const longest = 120, before = 40; // of an excerpt, and of it before the hit, in Latin letters: a Chinese one counts for two

  const count = (key, n) => (words[n === 1 && words[key + "-one"] ? key + "-one" : key]).replace("{n}", n);

  /* One hit. */

  const element = (name, properties, ...children) => {
    const e = Object.assign(document.createElement(name), properties);
    e.append(...children.filter(c => c !== "" && c !== null));
    return e;
  };

  // places are where the needles stand in a text, in order, none over another.
  const places = (text, { parts, whole }) => {
    const { stream, at, end } = trace(text);
    const found = [];
    for (const needle of parts) {
      const atWords = whole || seek(stream, needle, false) >= 0;
      const next = from => atWords ? seek(stream, needle, whole, from) : stream.indexOf(needle, from);
      for (let i = next(0); i >= 0; i = next(i + 1)) found.push([at[i], end[i + needle.length - 1]]);
    }
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const apart = [];
    for (const [from, to] of found) {
      const last = apart[apart.length - 1];
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else apart.push([from, to]);
    }
    return apart;
  };

  // marked is a text, or a piece of it, with what was looked for in it marked.
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

  const width = c => c >= "\u1100" ? 2 : 1;
  const letter = c => /[\p{L}\p{N}'’]/u.test(c) && !chinese(c);

  // piece is from where to where an excerpt has room for a text, around a place.
  const piece = (text, at) => {
    let from = at, room = before;
    while (from > 0 && (room -= width(text[from - 1])) >= 0) from--;
    if (from > 0 && /[\udc00-\udfff]/.test(text[from])) from++;
    while (from > 0 && from < at && letter(text[from - 1]) && letter(text[from])) from++; // no half word
    while (from < at && /[\s,.;:，。；：、！？]/.test(text[from])) from++;
    let to = from;
    room = longest;
    while (to < text.length && (room -= width(text[to])) >= 0) to++;
    if (to < text.length && /[\udc00-\udfff]/.test(text[to])) to--;
    const cut = to;
    while (to < text.length && to > at + 1 && letter(text[to - 1]) && letter(text[to])) to--;
    if (to <= at + 1) to = cut;
    while (to > from && /\s/.test(text[to - 1])) to--;
    return [from, to];
  };

  // excerpt is the text to show of a hit, from where to where, and the anchor it
  // stands under.
  const excerpt = (page, query) => {
    const around = (text, anchor, at) => ({ text, anchor, span: piece(text, at) });
    for (const needle of [query.phrase, ...query.parts]) {
      for (const anywhere of [false, true]) {
        for (const s of page.sections) {
          if (anywhere && !query.whole ? s.folded.includes(needle) : seek(s.folded, needle, query.whole) >= 0) {
            const all = places(s.text, { parts: [needle], whole: query.whole });
            return around(s.text, s.anchor, all.length ? all[0][0] : 0);
          }
        }
      }
      if (page.folded.place.includes(needle) && page.places) return around(page.places, "", 0);
    }
    const first = page.sections.find(s => s.text);
    return around(first ? first.text : page.places, "", 0);
  };

  const shown = (page, query) => {
    const needles = query.parts;
    const { text, anchor, span: [from, to] } = excerpt(page, query);
    const others = page.names && needles.some(n => page.folded.names.some(name => name.includes(n))) && !needles.some(n => page.folded.title.includes(n)) ? page.names : "";
    const link = element("a", { href: "../" + page.address + "index.html" + (anchor ? "#" + encodeURIComponent(anchor) : "") }, ...marked(page.title, query));
    if (page.titleLang) link.lang = page.titleLang;
    return element("li", {},
      element("p", { className: "hit" }, link, " ", element("small", {}, ...marked(page.kind, query))),
      others ? element("p", { className: "also" }, ...marked(others, query)) : null,
      text ? element("p", { className: "excerpt", lang: page.lang || document.documentElement.lang },
        from > 0 ? "…" : "", ...marked(text, query, from, to), to < text.length ? "…" : "") : null);
  };

  /* A search. */

  let run = 0; // counts searches: what an earlier one finds comes too late
  let typed = "";

  const show = (result, until) => {
    const own = run;
    const on = list.contains(document.activeElement) ? document.activeElement.href : "";
    list.replaceChildren(...result.hits.slice(0, until).map(hit => shown(hit.page, result.query)));
    if (on) ([...list.querySelectorAll("a")].find(a => a.href === on) || input).focus();
    more.hidden = result.whole && result.hits.length <= until;
    more.disabled = false;
    more.onclick = async () => {
      if (own !== run) return;
      more.disabled = true;
      try {
        await result.fill(until + step, null, () => own === run);
      } finally {
        more.disabled = false;
      }
      if (own !== run) return;
      show(result, until + step);
      tell(result);
      const all = list.querySelectorAll("a");
      (all[until] || all[all.length - 1] || input).focus();
    };
  };

  // none says why there are no hits.
  const none = said => {
    list.replaceChildren();
    more.hidden = true;
    status.textContent = said;
  };

  const tell = result => {
    const found = result.about === 0 ? words["search-none"] : count(result.whole ? "search-count" : "search-about", result.about);
    status.textContent = result.partial ? found + " " + words["search-partial"] : found;
  };

  const remember = () => {
    const url = new URL(location.href);
    if (typed) url.searchParams.set("q", typed);
    else url.searchParams.delete("q");
    try {
      history.replaceState(null, "", url.href);
    } catch (e) {
      return; // some browsers keep the address of a file as it is
    }
  };

  const search = async again => {
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
        none(!now ? "" : words[result === false ? "search-away" : "search-none"]);
        return;
      }
      show(result, step);
      tell(result);
    } catch (e) {
      if (alive()) none(words["search-away"]);
      throw e;
    } finally {
      clearTimeout(slow);
    }
  };

  let timer = 0;
  const soon = ms => {
    clearTimeout(timer);
    timer = setTimeout(() => search(false), ms);
  };

  // Some methods of writing compose every word, so what rests is searched for
  // before it is done.
  input.addEventListener("focus", () => prepare());
  input.addEventListener("input", e => soon(e.isComposing ? rest : patience));
  input.addEventListener("compositionstart", () => clearTimeout(timer));
  input.addEventListener("compositionend", () => soon(patience));
  form.addEventListener("submit", e => {
    e.preventDefault();
    clearTimeout(timer);
    retry();
    search(true);
  });

  // The arrows go from the words to the hits and through them.
  document.addEventListener("keydown", e => {
    if (e.isComposing || e.keyCode === 229 || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) return;
    const links = [...list.querySelectorAll("a")];
    const on = links.indexOf(document.activeElement);
    if (document.activeElement !== input && on < 0) return;
    if (e.key === "Escape") {
      input.value = "";
      soon(0);
      input.focus();
    } else if (e.key === "ArrowDown" && on + 1 < links.length) links[on + 1].focus();
    else if (e.key === "ArrowUp" && on >= 0) (on > 0 ? links[on - 1] : input).focus();
    else return;
    e.preventDefault();
  });

  const asked = new URLSearchParams(location.search).get("q");
  if (asked) input.value = asked;
  if (input.value) soon(0);
})();
