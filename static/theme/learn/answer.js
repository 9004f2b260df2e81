// @ts-check
/* The self-check: compares answers with digests and opens explanations. This mirrors
   internal/learn, where the reasons are given; a test there compares both. */

const answer = (() => {
  const rounds = 256;

  /** @param {string} text */
  const bytesOf = text => [...new TextEncoder().encode(text)];

  /** @param {string} salt @param {string} text */
  const stretch = (salt, text) => {
    const salted = bytesOf(salt);
    let sum = sha256(bytesOf(salt + "\n" + text));
    for (let i = 0; i < rounds; i++) sum = sha256([...sum, ...salted]);
    return sum;
  };

  /**
   * Reports whether an answer is right: the numbers of options, true or false, or a normal
   * form.
   * @param {{ salt: string, digests: string[] }} item @param {string} key
   */
  const right = (item, key) => {
    const sum = stretch(item.salt, "answer " + key).slice(0, 8);
    return item.digests.includes(btoa(String.fromCharCode(...sum)).replace(/=+$/, ""));
  };

  /**
   * Opens a sealed text.
   * @param {string} salt @param {string} sealed
   */
  const open = (salt, sealed) => {
    const key = stretch(salt, "explanation"), data = Array.from(atob(sealed), c => c.charCodeAt(0));
    let stream = key;
    const text = data.map((b, i) => {
      const block = i >> 5;
      if (i % 32 === 0) stream = sha256([...key, block >>> 24, block >>> 16 & 255, block >>> 8 & 255, block & 255]);
      return b ^ stream[i % 32];
    });
    return new TextDecoder().decode(Uint8Array.from(text)).trimEnd();
  };

  return { right, open };
})();
