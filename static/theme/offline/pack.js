// @ts-check
/* Route pages and saved routes: the arithmetic of a pack, which needs neither
   a network nor a page. */

/**
 * @typedef {{ url: string, bytes: number, sha256: string, media?: boolean, address: string }} PackFile media: a recording, a video or its captions
 * @typedef {Record<string, string>} Hashes SHA-256 by address
 * @typedef {object} Pack offline/ROUTE.json, as internal/offline writes it, with absolute addresses
 * @property {string} route
 * @property {string} lang
 * @property {string} title
 * @property {string} page the address of the route's page
 * @property {number} bytes of the files in list
 * @property {number} [media] bytes of all recordings
 * @property {boolean} recordings whether the reader takes them
 * @property {{ bytes: number }} [zip]
 * @property {string} pack where it was read
 * @property {number} checked when it was read, in ms
 * @property {PackFile[]} list
 * @property {PackFile[]} all list, and the recordings that the reader does not take
 * @property {Hashes} files
 * @typedef {{ route: string, lang: string, title: string, page: string, bytes: number, pack: string, checked: number, files: Hashes, saved: string, recordings?: boolean }} SavedPack saved is when, in ISO 8601
 */

const packs = (() => {
  const piece = 256 * 1024, large = 1024 * 1024; // bytes
  const firstRest = 300, longestRest = 15000; // ms

  /**
   * Returns a pack with or without its recordings.
   * @param {Pack} pack @param {boolean} recordings @returns {Pack}
   */
  const choose = (pack, recordings) => {
    /** @type {Hashes} */
    const files = {};
    const list = pack.all.filter(f => recordings || !f.media);
    let bytes = 0;
    for (const f of list) {
      files[f.address] = f.sha256;
      bytes += f.bytes;
    }
    return { ...pack, recordings, files, list, bytes };
  };

  /**
   * Reads a pack. It throws an error where the text is anything else.
   * @param {string} text @param {string} url where it was read @param {string} root the guide's folder @param {boolean} recordings @returns {Pack}
   */
  const parse = (text, url, root, recordings) => {
    const pack = JSON.parse(text);
    for (const f of pack.files) {
      f.url = new URL(f.url, url).href;
      f.address = decodeURIComponent(f.url.slice(root.length));
    }
    return choose(Object.assign(pack, { pack: url, page: new URL(pack.page, url).href.slice(root.length), all: pack.files, checked: Date.now() }), recordings);
  };

  /**
   * Reports whether a pack contains other files than one that was taken before, with the
   * same choice of recordings.
   * @param {Pack} pack @param {{ files: Hashes, recordings?: boolean }} old
   */
  const differ = (pack, old) => {
    const { files } = choose(pack, Boolean(old.recordings)), addresses = Object.keys(files);
    return addresses.length !== Object.keys(old.files).length || addresses.some(address => files[address] !== old.files[address]);
  };

  /**
   * Returns the files of a pack that are not here, each content once.
   * @param {Pack} pack @param {Set<string>} have hashes of files, and HASH.BYTE of pieces
   */
  const missing = (pack, have) => [...new Map(pack.list.filter(f => !have.has(f.sha256)).map(f => [f.sha256, f])).values()];

  /**
   * Returns the pieces in which a large file is fetched.
   * @param {{ bytes: number }} file
   */
  const pieces = file => Array.from({ length: Math.ceil(file.bytes / piece) }, (_, i) => ({ from: i * piece, bytes: Math.min(piece, file.bytes - i * piece) }));

  /**
   * Returns how many bytes of a pack are here.
   * @param {Pack} pack @param {Set<string>} have @param {Map<string, number>} [arrived] bytes of the files that are being fetched, by hash
   */
  const present = (pack, have, arrived) => {
    let sum = 0;
    for (const file of pack.list) {
      const loading = arrived && arrived.get(file.sha256);
      if (have.has(file.sha256)) sum += file.bytes;
      else if (loading) sum += Math.min(file.bytes, loading);
      else for (const { from, bytes } of pieces(file)) if (have.has(file.sha256 + "." + from)) sum += bytes;
    }
    return sum;
  };

  /**
   * Returns how long to rest, in ms, before the try after n failures.
   * @param {number} n @param {number} random from 0 to 1, so that many phones do not try at once
   */
  const rest = (n, random) => Math.min(firstRest * 2 ** (n - 1), longestRest) * (0.5 + random);

  /**
   * Returns the width of pictures to take for a screen that shows need pixels.
   * @param {number[]} widths @param {number} need
   */
  const width = (widths, need) => {
    const enough = widths.filter(w => w >= need);
    return enough.length ? Math.min(...enough) : Math.max(...widths);
  };

  return { large, parse, choose, differ, missing, pieces, present, rest, width };
})();
