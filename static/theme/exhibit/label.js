// @ts-check
/* Site pages with numbers on labels: what a visitor types, as a number. Nothing here
   needs a browser. */

const labels = {
  /**
   * Returns the number in what was typed, in full-width digits too, or "" if there is
   * none: "12", "１２", "No. 012", "12号".
   * @param {string} typed
   */
  number(typed) {
    const digits = typed.normalize("NFKC").match(/\d+/);
    return digits ? digits[0].replace(/^0+(?=\d)/, "") : "";
  },

  /**
   * Returns the address of a photo with a number on a further page of the gallery, or "" if
   * there is none.
   * @param {string} later the pages of such numbers: "112:2 113:2" @param {string} n
   */
  address(later, n) {
    const found = n && later.split(" ").find(pair => pair.startsWith(n + ":"));
    return found ? `photos/${found.slice(n.length + 1)}/index.html#photo/${n}` : "";
  },
};
