// @ts-check
/* Route pages, saved routes and the worker: the caches of a guide, the key of
   a content in them, and its hash. offline/worker.js describes the caches. */

/** @param {string} root the guide's folder */
const vault = root => ({
  /** @param {"files" | "packs" | "wanted" | "visited"} name */
  open: name => caches.open("wayside " + root + " " + name),
  /**
   * Returns the key of a content.
   * @param {string} name its hash, for a piece of it followed by a dot and the byte where it begins
   */
  key: name => root + "offline/sha256/" + name,
  /**
   * Returns a SHA-256 in hexadecimal.
   * @param {Blob} blob
   */
  sum: async blob => {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await new Response(blob).arrayBuffer()));
    return Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
  },
});
