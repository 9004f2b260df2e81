// @ts-check
/* Site pages that were opened from a route, without the page: where on the route a
   page is. Stops are counted from 1. */

/**
 * What a route's page keeps for the pages that are opened from it, in the session:
 * its address, its title, the stop that was opened, and all stops. A stop without a
 * page of its own has no address.
 * @typedef {{ route: string, title: string, at: number, stops: { name: string, href: string }[] }} Trail
 */

const trail = {
  /**
   * Returns the stop of a page, or 0 if it is not on the route. A page may be several
   * stops: its halls have their own, and a walk may end where it began.
   * @param {Trail} t @param {string} address of the page
   */
  stop: ({ stops, at }, address) => {
    const plain = address.replace(/\?[^#]*/, ""); // without the chosen audience
    const same = stops.map((s, i) => ({ n: i + 1, href: s.href })).filter(s => s.href.split("#")[0] === plain.split("#")[0]);
    const exact = same.filter(s => s.href === plain);
    const best = exact.length ? exact : same;
    const chosen = best.find(s => s.n === at) || best[0];
    return chosen ? chosen.n : 0;
  },
  /**
   * Returns the address of a stop: its place on the route's page if it has no page.
   * @param {Trail} t @param {number} n
   */
  address: ({ route, stops }, n) => stops[n - 1].href || route + "#stop-" + n,
};
