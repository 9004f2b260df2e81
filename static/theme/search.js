/* The search page: what its reader types, and what is shown of it. */

(() => {
  "use strict";

  const { find, prepare, parse, seek, trace, fold, chinese } = waysideSearch;
  const byId = id => document.getElementById(id);
  const input = byId("search-input"), list = byId("search-results"), status = byId("search-status"), more = byId("search-more");
  const form = byId("search-form"), data = byId("search-data");
  if (!input || !list || !status || !more || !form || !data) return; // a project's own layout

  const { words } = JSON.parse(data.textContent);
  const step = 20; // hits that are shown at a time
  const patience = 150; // ms between the last key and the search
  const longest = 120, before = 40; // of an excerpt, and of it before the hit, in Latin letters: a Chinese one counts for two

  const count = (key, n) => (words[n === 1 && words[key + "-one"] ? key + "-one" : key]).replace("{n}", n);

  /* One hit. */

  const element = (name, properties, ...children) => {
    const e = Object.assign(document.createElement(name), properties);
    e.append(...children.filter(c => c !== "" && c !== null));
    return e;
  };

  // places are where the needles stand in a text, in order, none over another.
  const places = (text, needles) => {
    const { stream, at, end } = trace(text);
    const found = [];
    for (const needle of needles) {
      const atWords = seek(stream, needle, false) >= 0;
      for (let i = stream.indexOf(needle); i >= 0; i = stream.indexOf(needle, i + 1)) {
        if (atWords && !chinese(needle) && i > 0 && stream[i - 1] !== " " && !chinese(stream[i - 1])) continue;
        found.push([at[i], end[i + needle.length - 1]]);
      }
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

  // marked is a text with what was looked for in it marked.
  const marked = (text, needles) => {
    const nodes = [];
    let from = 0;
    for (const [start, end] of places(text, needles)) {
      nodes.push(text.slice(from, start), element("mark", {}, text.slice(start, end)));
      from = end;
    }
    nodes.push(text.slice(from));
    return nodes;
  };

  const width = c => c >= "\u1100" ? 2 : 1;
  const letter = c => /[\p{L}\p{N}'’]/u.test(c) && !chinese(c);

  // piece is as much of a text as an excerpt has room for, around a place.
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
    return (from > 0 ? "…" : "") + text.slice(from, to).trim() + (to < text.length ? "…" : "");
  };

  // excerpt is the text to show of a hit, and the anchor it stands under.
  const excerpt = (page, query) => {
    for (const needle of [query.phrase, ...query.parts]) {
      for (const anywhere of [false, true]) {
        for (const s of page.sections) {
          if (anywhere ? s.folded.includes(needle) : seek(s.folded, needle, query.whole) >= 0) {
            const all = places(s.text, [needle]);
            return { text: piece(s.text, all.length ? all[0][0] : 0), anchor: s.anchor };
          }
        }
      }
      if (page.folded.place.includes(needle) && page.places) return { text: piece(page.places, 0), anchor: "" };
    }
    const first = page.sections.find(s => s.text);
    return { text: first ? piece(first.text, 0) : page.places, anchor: "" };
  };

  const shown = (page, query) => {
    const needles = query.parts;
    const { text, anchor } = excerpt(page, query);
    const others = page.names && needles.some(n => page.folded.names.some(name => name.includes(n))) && !needles.some(n => page.folded.title.includes(n)) ? page.names : "";
    const link = element("a", { href: "../" + page.address + "index.html" + (anchor ? "#" + encodeURIComponent(anchor) : "") }, ...marked(page.title, needles));
    if (page.titleLang) link.lang = page.titleLang;
    return element("li", {},
      element("p", { className: "hit" }, link, " ", element("small", {}, ...marked(page.kind, needles))),
      others ? element("p", { className: "also" }, ...marked(others, needles)) : null,
      text ? element("p", { className: "excerpt", lang: page.lang || document.documentElement.lang }, ...marked(text, needles)) : null);
  };

  /* A search. */

  let run = 0; // counts searches: what an earlier one finds comes too late
  let typed = "";

  const show = (result, until) => {
    const query = parse(typed);
    const some = result.hits.slice(0, until);
    list.replaceChildren(...some.map(hit => shown(hit.page, query)));
    more.hidden = result.whole && result.hits.length <= until;
    more.onclick = async () => {
      const own = run;
      await result.fill(until + step);
      if (own !== run) return;
      show(result, until + step);
      tell(result);
      const next = list.children[until];
      if (next) next.querySelector("a").focus();
    };
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

  const search = async () => {
    if (input.value.trim() === typed && list.childElementCount) return;
    typed = input.value.trim();
    remember();
    const own = ++run;
    const slow = setTimeout(() => { status.textContent = words["search-busy"]; }, 300);
    const result = await find(typed, step, some => {
      if (own === run && some.hits.length) show(some, step);
    });
    clearTimeout(slow);
    if (own !== run) return;
    if (!result) {
      list.replaceChildren();
      more.hidden = true;
      status.textContent = result === false && typed ? words["search-away"] : "";
      return;
    }
    show(result, step);
    tell(result);
  };

  let timer = 0;
  const soon = ms => {
    clearTimeout(timer);
    timer = setTimeout(search, ms);
  };

  input.addEventListener("focus", () => prepare());
  input.addEventListener("input", e => { if (!e.isComposing) soon(patience); });
  input.addEventListener("compositionend", () => soon(patience));
  form.addEventListener("submit", e => {
    e.preventDefault();
    typed = "";
    soon(0);
  });

  // The arrows go from the words to the hits and through them.
  document.addEventListener("keydown", e => {
    if (e.isComposing || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) return;
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
