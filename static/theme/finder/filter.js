// @ts-check
/* The list of all sites, where it is long: which of them have what its reader asks for,
   and how many would with another choice. */

/**
 * What a reader asks for; "" for no matter.
 * @typedef {Record<Facet | "q" | "open", string>} Wish
 *
 * @typedef {object} Answer
 * @property {number[]} sites in order
 * @property {Record<Facet, number[]>} counts by choice: how many sites there would be with it
 * @property {Record<Facet, number>} any how many there would be with any choice
 * @property {Record<string, number>} without how many there would be without one of the wishes
 * @property {number} unsure how many more there would be if they are open on the day, which is unknown
 */

const filtering = (() => {
  const { chinese, fold } = folding;
  /** @type {Facet[]} */
  const facets = ["district", "theme", "access", "kind"];
  /** @type {(keyof Wish)[]} */
  const wishes = [...facets, "q", "open"];
  /** @type {Wish} */
  const nothing = { district: "", theme: "", access: "", kind: "", q: "", open: "" };
  const separator = "\n"; // before what a typed word may begin with

  /**
   * Returns a text in which a name's words are found: a Chinese one anywhere, others and
   * readings where they begin.
   * @param {string[]} names @param {string[]} spoken
   */
  const textOf = (names, spoken) => {
    const begins = [];
    for (const name of names) {
      const folded = fold(name);
      begins.push(folded);
      for (let i = folded.indexOf(" "); i >= 0; i = folded.indexOf(" ", i + 1)) begins.push(folded.slice(i + 1));
    }
    const initials = spoken.map(word => word[0]).join("");
    for (let i = 0; spoken.length > 1 && i < spoken.length; i++) begins.push(spoken.slice(i).join(""), initials.slice(i));
    return separator + begins.join(separator); // at once: a browser would put pieces together when it first looks into the text
  };

  /** @param {string} word folded @returns {string} what a text contains that has it */
  const needle = word => [...word].some(chinese) ? word : separator + word;

  /**
   * Prepares a list. texts makes the texts of some sites, from the first that has none,
   * and reports whether that was all: ten thousand take a slow phone a while.
   * @param {SiteList} list
   */
  const prepare = list => {
    /** @type {string[]} */
    const made = [];
    /** @param {number} some */
    const texts = some => {
      for (const end = Math.min(list.count, made.length + some); made.length < end;) made.push(textOf(list.names[made.length], list.spoken[made.length]));
      return made.length === list.count;
    };
    const choices = facets.map(f => ({ of: list.facets[f].of, texts: list.facets[f].names.map(name => textOf([name], [])) }));

    let typed = "";
    /** @type {Uint8Array | null} */
    let matching = null; // 1 for the sites that have what was typed

    /**
     * Returns which sites have all words; null for all.
     * @param {string} q
     */
    const match = q => {
      if (q === typed) return matching;
      const needles = (q.match(/\S+/g) || []).map(fold).filter(Boolean).map(needle);
      typed = q;
      matching = null;
      if (!needles.length) return null;
      texts(list.count);
      const all = new Uint8Array(list.count).fill(1);
      for (const n of needles) {
        const named = choices.map(c => c.texts.map(text => text.includes(n)));
        for (let i = 0; i < all.length; i++) {
          if (all[i] && !made[i].includes(n) && !choices.some((c, k) => c.of[i].some(value => named[k][value]))) all[i] = 0;
        }
      }
      return matching = all;
    };

    /**
     * Returns the sites with what a reader asks for. A choice that the list does not
     * have is no matter: it is from an address of an earlier time.
     * @param {Wish} wish @returns {Answer}
     */
    const filter = wish => {
      const words = match(wish.q);
      const day = listing.dayNumber(wish.open), states = day === day ? listing.states(list, day) : null;
      const wanted = facets.map(f => list.facets[f].values.indexOf(wish[f]));
      const columns = facets.map(f => list.facets[f].of);
      const counts = facets.map(f => list.facets[f].values.map(() => 0));
      const lacking = wishes.map(() => 0); // sites that lack this alone
      /** @type {number[]} */
      const sites = [];
      let unsure = 0;
      for (let i = 0; i < list.count; i++) {
        let lacks = 0, which = -1; // how many of the wishes, and the last of them
        for (let k = 0; k < wanted.length; k++) {
          if (wanted[k] < 0 || columns[k][i].includes(wanted[k])) continue;
          lacks++;
          which = k;
        }
        if (words && !words[i]) {
          lacks++;
          which = wishes.indexOf("q");
        }
        const table = list.table[i], state = states ? table < 0 ? listing.unknown : states[table] : listing.open;
        if (state !== listing.open) {
          if (!lacks && state === listing.unknown) unsure++;
          lacks++;
          which = wishes.indexOf("open");
        }
        if (lacks > 1) continue;
        if (lacks) lacking[which]++;
        else sites.push(i);
        for (let k = 0; k < columns.length; k++) if (!lacks || which === k) for (const value of columns[k][i]) counts[k][value]++;
      }
      const without = Object.fromEntries(wishes.map((w, k) => [w, sites.length + lacking[k]]));
      /** @param {(k: number) => any} of */
      const byFacet = of => ({ district: of(0), theme: of(1), access: of(2), kind: of(3) });
      return { sites, counts: byFacet(k => counts[k]), any: byFacet(k => without[facets[k]]), without, unsure };
    };

    return { texts, filter };
  };

  /* In an address, after the "#": a page opened from a file has no other place for it. */

  /** @param {string} hash @returns {Wish} */
  const wishOf = hash => {
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    const wish = { ...nothing };
    for (const w of wishes) wish[w] = (given.get(w) || "").trim();
    if (listing.dayNumber(wish.open) !== listing.dayNumber(wish.open)) wish.open = "";
    return wish;
  };

  /** @param {Wish} wish @returns {string} */
  const hashOf = wish => {
    const given = new URLSearchParams();
    for (const w of wishes) if (wish[w]) given.set(w, wish[w]);
    return given.toString();
  };

  return { facets, wishes, nothing, prepare, wishOf, hashOf };
})();
