// @ts-check
/* The order of activities: what was chosen, what does not fit, and ways to hand it in.
   Nothing leaves the phone unless the reader prints, sends, copies or saves it. */

(() => {
  const { add } = making;
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("order-form"));
  const data = document.getElementById("order-data");
  if (!form || !data) return; // a project's own layout

  /** @type {Offer[]} */
  const menu = JSON.parse(data.textContent || "[]");
  const zone = form.dataset.zone || "UTC";
  const lang = document.documentElement.lang;
  const shelf = chosen.shelf("wayside order " + new URL(form.dataset.key || "", location.href), () => localStorage);
  /** @param {string} id */
  const part = id => /** @type {HTMLElement} */ (document.getElementById(id));
  const [list, none, sum, clashList, ways, status, extra] = ["order-items", "order-none", "order-sum", "order-clashes", "order-ways", "order-status", "order-extra"].map(part);
  /** @param {keyof Asked} field */
  const input = field => /** @type {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} */ (part("order-" + field));
  const audiences = Object.fromEntries([.../** @type {HTMLSelectElement} */ (input("audience")).options].filter(o => o.value).map(o => [o.value, o.text]));
  const texts = orderTexts({ words, lang, audiences });

  let order = chosen.carry(shelf.load(), location.hash);
  order = { ...order, items: order.items.filter(i => menu.some(o => o.id === i.id)) }; // the menu may have changed

  const today = () => new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(Date.now());
  const now = () => {
    const all = ordering.ordered(order, menu);
    return { all, clashes: ordering.clashes(order, all, today()) };
  };

  /** @param {Chosen} next @param {boolean} [listed] whether the list changes */
  const keep = (next, listed = true) => {
    order = next;
    const kept = shelf.keep(order);
    status.textContent = kept ? "" : words["order-unkept"];
    chosen.hand(order, kept);
    if (listed) show();
    else sums();
  };

  const sums = () => {
    const { all, clashes } = now();
    sum.textContent = all.length ? texts.sum(all) : "";
    clashList.replaceChildren();
    for (const clash of clashes) add(clashList, "li", { textContent: texts.said(clash) });
    part("order-settle").hidden = !clashes.length;
    send(all, clashes);
    sheet(all, clashes);
  };

  /** @param {Ordered[]} all @param {Clash[]} clashes */
  const send = (all, clashes) => {
    ways.replaceChildren();
    const calls = all.filter(a => !a.offer.mail).map(({ offer }) => offer);
    for (const [to, some] of texts.addresses(all)) {
      const mine = ordering.clashes(order, some, today());
      const { href, whole } = texts.mail(to, order, some, mine);
      const row = add(ways, "p");
      const link = add(row, "a", { className: "button", href, textContent: making.fill(words["order-mail-to"], { address: to }) });
      if (some.length < all.length) add(row, "small", { textContent: some.map(s => s.offer.name).join(words["list-comma"]) });
      if (!whole) {
        add(row, "small", { textContent: words["order-mail-long"] });
        link.addEventListener("click", () => copy(texts.text(order, some, mine)));
      }
    }
    for (const offer of calls) {
      const row = add(ways, "p", { textContent: offer.name + words.colon });
      if (offer.phone) add(row, "a", { href: "tel:" + offer.phone.replace(/[^\d+]/g, ""), textContent: offer.phone });
      if (offer.phone && offer.url) row.append(words.comma);
      if (offer.url) add(row, "a", { href: offer.url, rel: "noopener", textContent: offer.url });
    }
    for (const id of ["order-print", "order-copy", "order-csv"]) /** @type {HTMLButtonElement} */ (part(id)).disabled = !all.length;
  };

  /** @param {Ordered[]} all @param {Clash[]} clashes */
  const sheet = (all, clashes) => {
    /** @param {string} id @param {string} text */
    const put = (id, text) => { part("sheet-" + id).textContent = text; };
    const fields = Object.fromEntries(texts.asked(order));
    for (const field of ["unit", "people", "audience", "date", "contact"]) put(field, fields[words["order-" + field]] || "");
    put("notes", order.notes);
    put("sum", texts.sum(all));
    const rows = part("sheet-rows");
    rows.replaceChildren();
    all.forEach(({ offer, at }, i) => {
      const row = add(rows, "tr");
      add(row, "th", { scope: "row", textContent: `${i + 1}` });
      const name = add(row, "td", { textContent: offer.name });
      if (offer.needs) add(name, "small", { textContent: words["activity-needs"] + words.colon + offer.needs });
      for (const text of [at, texts.lasting(offer.minutes), texts.venue(offer), [offer.phone, offer.mail].filter(Boolean).join(" ")]) add(row, "td", { textContent: text });
    });
    const settle = part("sheet-clashes");
    settle.replaceChildren();
    part("sheet-settle").hidden = !clashes.length;
    for (const clash of clashes) add(settle, "li", { textContent: texts.said(clash) });
  };

  const show = () => {
    const { all } = now();
    list.replaceChildren();
    none.hidden = all.length > 0;
    all.forEach(({ offer, at }, i) => {
      const item = add(list, "li");
      add(item, "b", { textContent: offer.name });
      add(item, "small", { textContent: [texts.lasting(offer.minutes), texts.venue(offer)].join(" · ") });
      const row = add(item, "div", { className: "order-tools" });
      const label = add(row, "label", { textContent: words["order-start"] });
      const time = add(label, "input", { type: "time", value: at });
      time.setAttribute("aria-label", words["order-start"] + words.colon + offer.name);
      time.addEventListener("change", () => keep(chosen.begin(order, offer.id, time.value), false));
      /** @param {string} word @param {string} sign @param {boolean} useless @param {() => Chosen} change @param {number} to */
      const button = (word, sign, useless, change, to) => {
        const b = add(row, "button", { type: "button", className: "button", textContent: sign, disabled: useless });
        b.setAttribute("aria-label", making.fill(words[word], { name: offer.name }));
        b.addEventListener("click", () => {
          keep(change());
          const items = list.querySelectorAll("li"), next = items[Math.min(to, items.length - 1)];
          const same = next && [...next.querySelectorAll("button")].find(o => o.textContent === sign && !o.disabled);
          (same || next && /** @type {HTMLElement | null} */ (next.querySelector("button:not(:disabled)")) || /** @type {HTMLElement} */ (form.querySelector("input"))).focus();
        });
      };
      button("order-up", "↑", !i, () => chosen.move(order, offer.id, -1), i - 1);
      button("order-down", "↓", i === all.length - 1, () => chosen.move(order, offer.id, 1), i + 1);
      button("order-remove-it", "×", false, () => chosen.toggle(order, offer.id), i);
    });
    sums();
  };

  /** @param {string} text */
  const copy = text => {
    extra.replaceChildren();
    copying.copy(text, extra, words["pairs-copy"], () => { status.textContent = words["order-copied"]; });
  };
  const whole = () => {
    const { all, clashes } = now();
    return texts.text(order, all, clashes);
  };
  part("order-print").addEventListener("click", () => print());
  part("order-copy").addEventListener("click", () => copy(whole()));
  part("order-csv").addEventListener("click", () => {
    const url = URL.createObjectURL(new Blob([texts.csv(order, now().all)], { type: "text/csv" }));
    add(extra, "a", { href: url, download: "order.csv", hidden: true }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60000); // the browser may not have read it yet
  });
  part("order-clear").addEventListener("click", () => {
    if (!confirm(words["order-clear-sure"])) return;
    keep(chosen.read(null));
    fields();
  });

  const fields = () => chosen.fields.forEach(field => { input(field).value = order[field]; });
  for (const field of chosen.fields) {
    const e = input(field);
    if (!(e instanceof HTMLSelectElement)) e.maxLength = chosen.longest[field];
    e.addEventListener("input", () => keep(chosen.put(order, field, e.value), false));
    e.addEventListener("change", () => { e.value = order[field]; }); // what is not taken must not look as if it was
  }
  form.addEventListener("submit", e => e.preventDefault());
  const again = () => {
    order = shelf.load();
    fields();
    show();
  };
  addEventListener("pageshow", e => e.persisted && again());
  addEventListener("storage", again); // another tab has changed it, and must not be overwritten
  fields();
  keep(order);
  form.hidden = false;
  part("order-plain").hidden = true;
})();
