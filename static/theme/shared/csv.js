// @ts-check
/* Results and order pages: a table as a file for a spreadsheet program. */

/**
 * Returns lines as CSV that Excel opens: with a byte order mark, and with an apostrophe
 * before what would otherwise be a formula, also after a semicolon, at which Excel
 * divides the lines in some countries.
 * @param {(string | number)[][]} lines
 */
const csvOf = lines => {
  /** @param {string | number} value */
  const cell = value => {
    if (typeof value === "number") return String(value);
    const text = value.replace(/(^|;)(?=\s*[=+\-@＝＋－＠])/g, "$1'");
    return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  };
  return "\ufeff" + lines.map(line => line.map(cell).join(",") + "\r\n").join("");
};
