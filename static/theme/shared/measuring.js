// @ts-check
/* Maps and walk mode: distances and directions between positions. */

/** @typedef {{ lat: number, lon: number }} Position */

const measuring = (() => {
  const rad = Math.PI / 180;
  return {
    /** Within how many metres of a stop a reader is at it. */
    near: 40,
    /**
     * Returns the distance between two positions in metres.
     * @param {Position} a @param {Position} b
     */
    metres: (a, b) => {
      /** @param {number} d */
      const half = d => Math.sin(d * rad / 2) ** 2;
      return 12742017.6 * Math.asin(Math.sqrt(half(b.lat - a.lat) + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * half(b.lon - a.lon)));
    },
    /**
     * Returns the direction from one position to another, in degrees clockwise from north.
     * @param {Position} a @param {Position} b
     */
    bearing: (a, b) => {
      const lon = (b.lon - a.lon) * rad, from = a.lat * rad, to = b.lat * rad;
      const degrees = Math.atan2(Math.sin(lon) * Math.cos(to), Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(lon)) / rad;
      return (degrees + 360) % 360;
    },
    /**
     * Returns the key of the word for a distance, and its number.
     * @param {number} metres
     * @returns {[key: string, n: number | string]}
     */
    distance: metres => metres < 995 ? ["metres", Math.round(metres / 10) * 10]
      : ["kilometres", metres < 9950 ? (metres / 1000).toFixed(1) : Math.round(metres / 1000)],
  };
})();
