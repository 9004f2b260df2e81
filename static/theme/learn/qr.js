// @ts-check
/* The self-check: the QR code of a result. It has what a result needs: capital letters and digits, up to version 10, error correction M. The
   text is as good as random, so one mask serves as well as another. */

const qr = (() => {
  const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  // For each version: all codewords, those of error correction in a block, blocks, and
  // where the second and later alignment patterns are.
  const versions = [
    [26, 10, 1], [44, 16, 1, 18], [70, 26, 1, 22], [100, 18, 2, 26], [134, 24, 2, 30],
    [172, 16, 4, 34], [196, 18, 4, 22, 38], [242, 22, 4, 24, 42], [292, 22, 5, 26, 46], [346, 26, 5, 28, 50],
  ];

  const powers = [1], logs = [0, 0];
  for (let i = 1; i < 255; i++) {
    const x = powers[i - 1] << 1;
    powers[i] = x > 255 ? x ^ 0x11d : x;
    logs[powers[i]] = i;
  }
  /** @param {number} a @param {number} b */
  const times = (a, b) => a && b ? powers[(logs[a] + logs[b]) % 255] : 0;

  /** @param {number[]} data @param {number} count of codewords for error correction */
  const correction = (data, count) => {
    let generator = [1];
    for (let i = 0; i < count; i++) generator = [...generator, 0].map((g, k) => g ^ (k ? times(generator[k - 1], powers[i]) : 0));
    const rest = [...data, ...Array(count).fill(0)];
    data.forEach((_, i) => {
      const factor = rest[i];
      generator.forEach((g, k) => { rest[i + k] ^= times(g, factor); });
    });
    return rest.slice(data.length);
  };

  /**
   * Returns a text's version and codewords, or null if it is too long.
   * @param {string} text
   */
  const encode = text => {
    const bitsOf = (/** @type {number} */ n, /** @type {number} */ count) => n.toString(2).padStart(count, "0");
    for (let version = 1; version <= versions.length; version++) {
      const [all, extra, blocks] = versions[version - 1], room = 8 * (all - extra * blocks);
      let bits = "0010" + bitsOf(text.length, version < 10 ? 9 : 11);
      for (let i = 0; i < text.length; i += 2) {
        const a = letters.indexOf(text[i]), b = letters.indexOf(text[i + 1] || "");
        bits += i + 1 < text.length ? bitsOf(45 * a + b, 11) : bitsOf(a, 6);
      }
      if (bits.length > room) continue;
      bits += "0".repeat(Math.min(4, room - bits.length));
      bits += "0".repeat((8 - bits.length % 8) % 8);
      for (let pad = "11101100"; bits.length < room; pad = pad === "11101100" ? "00010001" : "11101100") bits += pad;
      const data = (bits.match(/.{8}/g) || []).map(b => parseInt(b, 2));
      const short = Math.floor(all / blocks) - extra, longer = all % blocks;
      const parts = Array.from({ length: blocks }, (_, i) => {
        const from = i * short + Math.max(0, i - (blocks - longer));
        return data.slice(from, from + short + Number(i >= blocks - longer));
      });
      const checks = parts.map(p => correction(p, extra));
      const codewords = [];
      for (let i = 0; i <= short; i++) for (const p of parts) if (i < p.length) codewords.push(p[i]);
      for (let i = 0; i < extra; i++) for (const c of checks) codewords.push(c[i]);
      return { version, codewords };
    }
    return null;
  };

  /** @param {number} n @param {number} count of bits to append @param {number} generator */
  const remainder = (n, count, generator) => {
    let rest = n;
    for (let i = 0; i < count; i++) rest = rest << 1 ^ (rest >> count - 1) * generator;
    return n << count | rest;
  };

  /**
   * Returns the modules of a code row by row, true for dark, or null if the text is too
   * long.
   * @param {string} text @returns {boolean[][] | null}
   */
  return text => {
    const code = encode(text);
    if (!code) return null;
    const { version, codewords } = code, size = 4 * version + 17;
    const dark = Array.from({ length: size }, () => Array(size).fill(false)), fixed = Array.from({ length: size }, () => Array(size).fill(false));
    /** @param {number} x @param {number} y @param {boolean} on */
    const set = (x, y, on) => {
      if (x < 0 || y < 0 || x >= size || y >= size) return;
      dark[y][x] = on;
      fixed[y][x] = true;
    };
    /** @param {number} cx @param {number} cy @param {number} reach */
    const rings = (cx, cy, reach) => {
      for (let y = -reach; y <= reach; y++) {
        for (let x = -reach; x <= reach; x++) {
          const d = Math.max(Math.abs(x), Math.abs(y));
          set(cx + x, cy + y, reach === 4 ? d !== 2 && d !== 4 : d !== 1);
        }
      }
    };
    for (let i = 0; i < size; i++) {
      set(6, i, i % 2 === 0);
      set(i, 6, i % 2 === 0);
    }
    for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) rings(x, y, 4);
    const places = [6, ...versions[version - 1].slice(3)], last = places.length - 1;
    places.forEach((y, i) => places.forEach((x, k) => {
      if (last && !(i === 0 && (k === 0 || k === last)) && !(i === last && k === 0)) rings(x, y, 2);
    }));
    const format = remainder(0, 10, 0x537) ^ 0x5412; // level M and mask 0
    /** @param {number} bits @param {number} i */
    const bit = (bits, i) => (bits >> i & 1) === 1;
    for (let i = 0; i < 15; i++) {
      const on = bit(format, i);
      if (i < 6) set(8, i, on);
      else if (i < 8) set(8, i + 1, on);
      else if (i === 8) set(7, 8, on);
      else set(14 - i, 8, on);
      if (i < 8) set(size - 1 - i, 8, on);
      else set(8, size - 15 + i, on);
    }
    set(8, size - 8, true);
    for (let i = 0; version >= 7 && i < 18; i++) {
      const on = bit(remainder(version, 12, 0x1f25), i), a = size - 11 + i % 3, b = Math.floor(i / 3);
      set(a, b, on);
      set(b, a, on);
    }
    let at = 0;
    for (let right = size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      for (let i = 0; i < size; i++) {
        for (const x of [right, right - 1]) {
          const y = (right + 1 & 2) === 0 ? size - 1 - i : i;
          if (fixed[y][x]) continue;
          dark[y][x] = at < 8 * codewords.length && bit(codewords[at >> 3], 7 - at % 8);
          at++;
          if ((x + y) % 2 === 0) dark[y][x] = !dark[y][x]; // the mask
        }
      }
    }
    return dark;
  };
})();
