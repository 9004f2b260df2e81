// @ts-check
/* The list of all sites, where it is long: a form that filters it. What it filters by is in
   scripts next to the page, since a page opened from a file cannot fetch; they are loaded
   when a reader begins. Without this script the list is grouped by district, and the form
   is not shown. */

(() => {
  const { facets, wishes, nothing, wishOf, hashOf } = filtering;
  const { add, fill } = making;
  /** @param {string} id */
  const byId = id => document.getElementById("finder" + id);
  const form = byId(""), q = /** @type {HTMLInputElement | null} */ (byId("-q")), results = byId("-results"), status = byId("-status"), hint = byId("-hint"), data = byId("-data");
  const [more, clear] = ["-more", "-clear"].map(id => /** @type {HTMLButtonElement | null} */ (byId(id)));
  const all = document.getElementById("sites-all");
  if (!form || !q || !results || !status || !hint || !data || !more || !clear || !all) return; // a project's own layout

  /** @type {Record<string, string>} */
  const words = JSON.parse(data.textContent || "{}");
  const open = /** @type {HTMLInputElement | null} */ (byId("-open"));
  const without = document.createElement("button");
  Object.assign(without, { type: "button", className: "button", id: "finder-without", hidden: true });
  clear.before(without, " ");
  const radios = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[type=radio]")]);
  const total = Number(form.dataset.count);
  const step = 30; // sites that are shown at a time
  const patience = 120; // ms between the last key and the filter
  const slice = 500; // names that are prepared at a time, while nobody waits

  /* What it filters. */

  /** @type {Partial<Columns>} */
  const columns = {};
  wayside.finder = { take: some => { Object.assign(columns, some); } };

  /** @typedef {{ list: SiteList, texts: (some: number) => boolean, filter: (wish: Wish) => Answer }} Prepared */
  /** @type {Promise<Prepared | null> | null} */
  let loading = null;
  /** @param {string} file @returns {Promise<void>} */
  const script = file => new Promise((done, failed) => {
    const s = document.createElement("script");
    s.onload = () => done();
    s.onerror = () => failed(new Error(file));
    s.src = file;
    document.head.append(s);
  });
  /** @returns {Promise<Prepared | null>} null where the files did not load */
  const prepared = () => {
    if (!loading) {
      loading = Promise.all((form.dataset.files || "").split(" ").map(script)).then(() => {
        const whole = /** @type {Columns} */ (columns);
        folding.classes(whole.fold);
        const list = listing.decode(whole);
        const made = { list, ...filtering.prepare(list) };
        const go = () => { if (!made.texts(slice)) setTimeout(go); };
        go();
        return made;
      }).catch(() => {
        loading = null;
        return null;
      });
    }
    return loading;
  };

  /* What its reader asks for: in the form, and in the address. */

  /** @returns {Wish} */
  const asked = () => {
    const wish = { ...nothing, q: q.value.trim(), open: open ? open.value : "" };
    for (const r of radios) if (r.checked) wish[/** @type {Facet} */ (r.name)] = r.value;
    return wish;
  };
  /** @param {Wish} wish */
  const enter = wish => {
    q.value = wish.q;
    if (open) open.value = wish.open;
    for (const f of facets) {
      const of = radios.filter(r => r.name === f);
      const chosen = of.find(r => r.value === wish[f]) || of[0];
      if (chosen) chosen.checked = true;
    }
  };
  /**
   * Writes the address. What is typed replaces it, what is chosen is a step for the
   * button that goes back.
   * @param {Wish} wish @param {boolean} typed
   */
  const remember = (wish, typed) => {
    const hash = hashOf(wish);
    if (hash === hashOf(wishOf(location.hash))) return;
    const address = location.href.split("#")[0] + (hash ? "#" + hash : "");
    try {
      if (typed) history.replaceState(null, "", address);
      else history.pushState(null, "", address);
    } catch (error) {
      location.hash = hash; // some browsers do not let a file's address change otherwise
    }
  };

  /* What it shows. */

  /** @param {Prepared} from @param {number} i */
  const row = (from, i) => {
    const { list } = from;
    const li = document.createElement("li");
    add(li, "a", { href: listing.id(list, i) + "/index.html", textContent: list.names[i][0] });
    const said = ["district", "kind"].map(f => {
      const { names, of } = list.facets[/** @type {Facet} */ (f)];
      return names.length > 1 && of[i].length ? names[of[i][0]] : "";
    });
    add(li, "small", { textContent: said.filter(Boolean).join(" · ") });
    return li;
  };

  /** @param {Wish} wish @param {keyof Wish} w */
  const named = (wish, w) => {
    const chosen = radios.find(r => r.name === w && r.value === wish[w]);
    const label = chosen && chosen.parentElement && chosen.parentElement.querySelector("span");
    return (label ? label.textContent : wish[w]) || "";
  };

  /** @param {Answer} answer @param {Wish} wish */
  const mark = (answer, wish) => {
    for (const r of radios) {
      const f = /** @type {Facet} */ (r.name), values = radios.filter(o => o.name === f);
      if (!r.value) continue;
      const n = answer.counts[f][values.indexOf(r) - 1];
      const count = r.parentElement && r.parentElement.querySelector("small");
      if (count) count.textContent = String(n);
      r.disabled = !n && !r.checked;
    }
    for (const details of form.querySelectorAll("details")) {
      const f = /** @type {HTMLInputElement} */ (details.querySelector("input")).name;
      /** @type {HTMLElement} */ (details.querySelector("b")).textContent = wish[/** @type {Facet} */ (f)] ? named(wish, /** @type {Facet} */ (f)) : "";
    }
  };

  let shown = 0; // counts answers: an earlier one is dropped
  /** @type {(some: number) => void} */
  let show = () => {};

  /** @param {Wish} wish */
  const answer = async wish => {
    const own = ++shown, active = wishes.some(w => wish[w]);
    if (!active && !loading) return;
    const from = await prepared();
    if (own !== shown) return;
    if (!from) {
      status.textContent = words["finder-away"];
      return;
    }
    const found = from.filter(wish);
    mark(found, wish);
    const count = found.sites.length;
    all.hidden = active;
    results.hidden = clear.hidden = !active;
    status.textContent = !active ? "" : fill(words[count ? "finder-some" : "finder-none"], { n: count, total });
    hint.textContent = found.unsure ? fill(words["finder-unsure"], { n: found.unsure }) : "";
    offer(found, wish, active && !count);
    results.replaceChildren();
    let until = 0;
    show = some => {
      const next = found.sites.slice(until, until + some);
      results.append(...next.map(i => row(from, i)));
      until += next.length;
      more.hidden = until >= count;
    };
    if (active) show(step);
    else more.hidden = true;
  };

  /**
   * Offers to leave out the wish without which there is most.
   * @param {Answer} found @param {Wish} wish @param {boolean} needed
   */
  const offer = (found, wish, needed) => {
    const best = wishes.filter(w => wish[w]).reduce((a, b) => found.without[b] > found.without[a] ? b : a, /** @type {keyof Wish} */ ("q"));
    without.hidden = !needed || !found.without[best];
    if (without.hidden) return;
    without.textContent = fill(words["finder-without"], { what: named(wish, best), n: found.without[best] });
    without.onclick = () => ask({ ...asked(), [best]: "" });
  };

  /** @param {Wish} wish */
  const ask = wish => {
    enter(wish);
    remember(wish, false);
    answer(wish);
    q.focus();
  };

  let timer = 0;
  const typed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const wish = asked();
      remember(wish, true);
      answer(wish);
    }, patience);
  };
  q.addEventListener("input", e => { if (!(/** @type {InputEvent} */ (e).isComposing)) typed(); });
  q.addEventListener("compositionend", typed);
  form.addEventListener("focusin", () => prepared());
  form.addEventListener("change", e => {
    if (e.target === q) return;
    const wish = asked();
    remember(wish, false);
    answer(wish);
  });
  form.addEventListener("submit", e => {
    e.preventDefault();
    typed();
  });
  clear.addEventListener("click", () => ask(nothing));
  more.addEventListener("click", () => {
    const last = results.lastElementChild;
    show(step);
    const next = last && last.nextElementSibling && last.nextElementSibling.querySelector("a");
    if (next) next.focus();
  });
  addEventListener("beforeprint", () => { if (!results.hidden) show(total); });
  addEventListener("popstate", () => {
    const wish = wishOf(location.hash);
    enter(wish);
    answer(wish);
  });

  const begin = wishOf(location.hash);
  enter(wishes.some(w => begin[w]) ? begin : nothing);
  answer(begin);
})();
