// @ts-check
/* Results, on the phone and on the teacher's page: a result as a text that can be typed.
   internal/learn describes its bytes. */

/** @typedef {{ source: number, route: string, version: string, audience: number, round: number, seconds: number, marks: number[], group: string, name: string }} Outcome of a pupil */

const result = (() => {
  const format = 1, digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", longest = 72; // bytes of a name: those of 24 Chinese characters, the longest that can be typed

  /** @param {number[]} bytes */
  const checksum = bytes => bytes.reduce((crc, b) => {
    crc ^= b << 8;
    for (let i = 0; i < 8; i++) crc = (crc << 1 ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
    return crc;
  }, 0xffff);

  /** @param {number} n @param {number} count of bytes */
  const big = (n, count) => Array.from({ length: count }, (_, i) => n >>> 8 * (count - 1 - i) & 255);

  /** @param {string} name of which as much is kept as fits */
  const named = name => {
    /** @type {number[]} */
    let bytes = [];
    for (const c of name.trim().replace(/\s+/g, " ")) {
      const more = [...new TextEncoder().encode(c)];
      if (bytes.length + more.length > longest) break;
      bytes = bytes.concat(more);
    }
    return [bytes.length, ...bytes];
  };

  /**
   * Returns a result as a text.
   * @param {Outcome} r
   */
  const write = r => {
    const bytes = [
      format << 4 | r.source, ...big(parseInt(r.route, 16), 3), ...big(parseInt(r.version, 16), 2),
      r.audience, r.round, ...big(r.seconds, 2), ...big(r.marks.length, 2),
    ];
    for (let i = 0; i < r.marks.length; i += 4) bytes.push([0, 1, 2, 3].reduce((b, k) => b << 2 | (r.marks[i + k] || 0), 0));
    bytes.push(...named(r.group), ...named(r.name));
    bytes.push(...big(checksum(bytes), 2));
    let text = "", bits = 0, count = 0;
    for (const b of [...bytes, 0]) {
      bits = bits << 8 | b;
      for (count += 8; count >= 5; count -= 5) text += digits[bits >>> count - 5 & 31];
      bits &= 31;
    }
    text = text.slice(0, Math.ceil(bytes.length * 8 / 5));
    return "WS-" + (text.match(/.{1,5}/g) || []).join("-");
  };

  /** @param {string} text of base 32 @returns {number[] | null} */
  const bytesOf = text => {
    const bytes = [];
    let bits = 0, count = 0;
    for (const c of text.replace(/O/g, "0").replace(/[IL]/g, "1")) {
      const n = digits.indexOf(c);
      if (n < 0) return null;
      bits = bits << 5 | n;
      if ((count += 5) >= 8) bytes.push(bits >>> (count -= 8) & 255);
      bits &= 255;
    }
    return count < 5 && !(bits & (1 << count) - 1) ? bytes : null;
  };

  /**
   * Returns the result that a text is, or null if it is none or was mistyped.
   * @param {string} text in capital letters, from WS on @returns {Outcome | null}
   */
  const parse = text => {
    const bytes = bytesOf(text.slice(2).replace(/-/g, ""));
    if (!bytes || bytes.length < 14 || checksum(bytes.slice(0, -2)) !== (bytes[bytes.length - 2] << 8 | bytes[bytes.length - 1])) return null;
    let at = 0;
    /** @param {number} count */
    const number = count => bytes.slice(at, at += count).reduce((n, b) => n << 8 | b, 0);
    /** @param {number} n @param {number} count */
    const hex = (n, count) => n.toString(16).padStart(count, "0");
    const first = number(1);
    if (first >> 4 !== format) return null;
    const route = hex(number(3), 6), version = hex(number(2), 4), audience = number(1), round = number(1), seconds = number(2), count = number(2);
    const all = bytes.slice(at, at += Math.ceil(count / 4)).flatMap(b => [b >> 6, b >> 4 & 3, b >> 2 & 3, b & 3]).slice(0, count);
    const name = () => {
      const n = number(1);
      return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes.slice(at, at += n)));
    };
    try {
      const group = name(), own = name();
      return at === bytes.length - 2 && all.length === count ? { source: first & 15, route, version, audience, round, seconds, marks: all, group, name: own } : null;
    } catch (error) {
      return null; // not UTF-8
    }
  };

  /**
   * Finds the results in what was pasted: lines of a chat, with anything around. The
   * second list has what looks like one and is not valid.
   * @param {string} text @returns {{ found: Outcome[], broken: string[] }}
   */
  const find = text => {
    /** @type {Outcome[]} */
    const found = [];
    const broken = [];
    for (const line of text.normalize("NFKC").toUpperCase().replace(/[‐-―−]/g, "-").split(/[\r\n]+/)) {
      const starts = [...line.matchAll(/(^|[^0-9A-Z])WS\s*-/g)].map(m => (m.index || 0) + m[1].length);
      for (const [i, start] of starts.entries()) {
        const part = line.slice(start, starts[i + 1]);
        const joined = (part.match(/^WS(?:-[0-9A-Z]+)+/) || [""])[0], spaced = (part.replace(/\s/g, "").match(/^WS[-0-9A-Z]+/) || [""])[0];
        const r = parse(joined) || parse(spaced);
        if (r) found.push(r);
        else broken.push(part.trim().slice(0, 80));
      }
    }
    return { found, broken };
  };

  return { write, find };
})();
