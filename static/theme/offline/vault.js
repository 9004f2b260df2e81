/* What pages and the worker agree on: the caches of a guide, what a content's
   key is, and what its hash is. */

const vault = root => ({
  store: what => caches.open("wayside " + root + " " + what),
  place: (hash, from) => root + "offline/sha256/" + hash + (from === undefined ? "" : "." + from),
  sum: async blob => {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await new Response(blob).arrayBuffer()));
    return Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
  },
});
