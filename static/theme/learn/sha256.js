// @ts-check
/* The self-check: SHA-256. crypto.subtle is missing in pages opened from files. */

const sha256 = (() => {
  /** @param {(n: number) => number} root of the first primes, whose fractions are the constants */
  const fractions = (root, count = 64) => {
    const all = [];
    for (let n = 2; all.length < count; n++) {
      let prime = true;
      for (let d = 2; d * d <= n; d++) prime = prime && n % d !== 0;
      if (prime) all.push((root(n) % 1) * 0x100000000 | 0);
    }
    return all;
  };
  const constants = fractions(Math.cbrt), start = fractions(Math.sqrt, 8);
  const w = new Int32Array(64);
  /** @param {number} x @param {number} n */
  const turn = (x, n) => x >>> n | x << 32 - n;

  /** @param {number[] | Uint8Array} bytes @returns {Uint8Array} */
  return bytes => {
    const size = Math.ceil((bytes.length + 9) / 64) * 64, view = new DataView(new ArrayBuffer(size));
    for (let i = 0; i < bytes.length; i++) view.setUint8(i, bytes[i]);
    view.setUint8(bytes.length, 0x80);
    view.setUint32(size - 4, bytes.length * 8);
    const h = Int32Array.from(start);
    for (let at = 0; at < size; at += 64) {
      let [a, b, c, d, e, f, g, k] = h;
      for (let i = 0; i < 64; i++) {
        if (i < 16) w[i] = view.getInt32(at + 4 * i);
        else {
          const x = w[i - 15], y = w[i - 2];
          w[i] = w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ x >>> 3) + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ y >>> 10);
        }
        const t = k + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + constants[i] + w[i];
        const u = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c);
        k = g; g = f; f = e; e = d + t | 0; d = c; c = b; b = a; a = t + u | 0;
      }
      [a, b, c, d, e, f, g, k].forEach((v, i) => { h[i] += v; });
    }
    const sum = new DataView(new ArrayBuffer(32));
    h.forEach((v, i) => sum.setInt32(4 * i, v));
    return new Uint8Array(sum.buffer);
  };
})();
