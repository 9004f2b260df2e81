// @ts-check
/* The list of all sites, where it is long: the sites by which it is filtered, as
   internal/finder writes them. */

/**
 * @typedef {object} Columns
 * @property {string} ids
 * @property {string} names
 * @property {string} sounds the readings of the names' characters
 * @property {Record<string, string>} spoken the readings of names that these do not give
 * @property {string} fold the classes of characters
 * @property {string} first the first day of the tables
 * @property {string[]} tables
 * @property {[string, string][]} districts the value and the name of each
 * @property {[string, string][]} kinds
 * @property {[string, string][]} themes
 * @property {string} district
 * @property {string} kind
 * @property {string} theme
 * @property {[string, string][]} accesses
 * @property {string} access
 * @property {string} table
 *
 * @typedef {"district" | "theme" | "access" | "kind"} Facet
 *
 * @typedef {object} SiteList
 * @property {number} count
 * @property {string[]} ids as they are in the files
 * @property {string[][]} names of each site
 * @property {string[][]} spoken the words of each first name as they are read
 * @property {Record<Facet, { values: string[], names: string[], of: number[][] }>} facets of gives the indexes of each site
 * @property {number[]} table of each site, -1 for none
 * @property {number} first day since 1970
 * @property {string[]} tables
 */

const listing = (() => {
  const day = 24 * 60 * 60 * 1000;
  const packed = "abcdefghijklmnopqrstuvwxyz_", together = 3; // days of a character
  const firstIndex = 0x23;
  const closed = 0, open = 1, unknown = 2;

  /** @param {string} column @returns {number[][]} */
  const indexes = column => column.split(" ").map(all => Array.from(all, c => c.charCodeAt(0) - firstIndex));

  /**
   * Returns the days since 1970 of a date in ISO 8601, NaN for an invalid one.
   * @param {string} date
   */
  const dayNumber = date => {
    const n = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date + "T00:00Z") : NaN;
    return n === n && new Date(n).toISOString().slice(0, 10) === date ? n / day : NaN; // some browsers parse 30 February as 2 March
  };

  /** @param {string} sounds @returns {Map<string, string>} the reading of each character */
  const table = sounds => {
    /** @type {Map<string, string>} */
    const all = new Map();
    for (const entry of sounds.split(" ")) {
      const sound = (entry.match(/^[a-z]+/) || [""])[0];
      for (const c of entry.slice(sound.length)) all.set(c, sound);
    }
    return all;
  };

  /** @param {string} name @param {Map<string, string>} sounds */
  const read = (name, sounds) => {
    const words = [];
    let word = "";
    for (const c of name.replace(/['’]/g, "") + " ") {
      if (/[A-Za-z0-9]/.test(c)) {
        word += c.toLowerCase();
        continue;
      }
      if (word) words.push(word);
      word = "";
      const sound = sounds.get(c);
      if (sound) words.push(sound);
    }
    return words;
  };

  /**
   * @param {Columns} data
   * @returns {SiteList}
   */
  const decode = data => {
    const sounds = table(data.sounds);
    const names = data.names.split("\n").map(all => all.split("\t"));
    /** @param {[string, string][]} choices @param {string} column */
    const facet = (choices, column) => ({ values: choices.map(c => c[0]), names: choices.map(c => c[1]), of: indexes(column) });
    return {
      count: names.length, names, ids: data.ids.split("\n"),
      spoken: names.map((all, i) => data.spoken[i] !== undefined ? data.spoken[i].split(" ") : read(all[0], sounds)),
      facets: { district: facet(data.districts, data.district), theme: facet(data.themes, data.theme), access: facet(data.accesses, data.access), kind: facet(data.kinds, data.kind) },
      table: indexes(data.table).map(all => all.length ? all[0] : -1),
      first: dayNumber(data.first), tables: data.tables,
    };
  };

  /** @param {SiteList} list @param {number} i */
  const id = (list, i) => {
    const [whole, name, rest] = list.ids[i].match(/^~(\d)(.*)$/) || [list.ids[i], "", ""];
    return name ? (list.names[i][Number(name)].match(/[A-Za-z0-9]+/g) || []).join("-").toLowerCase() + rest : whole;
  };

  /**
   * Returns whether each table's sites are open on a day.
   * @param {SiteList} list @param {number} n days since 1970
   */
  const states = (list, n) => list.tables.map(t => {
    const at = n - list.first, c = packed.indexOf(t.charAt(Math.floor(at / together)) || " ");
    return at < 0 || c < 0 ? unknown : Math.floor(c / 3 ** (at % together)) % 3;
  });

  return { closed, open, unknown, dayNumber, decode, id, states };
})();
