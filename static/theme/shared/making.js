// @ts-check
/* Pages with scripts that show something: elements and texts with values in them. */

const making = {
  /**
   * Appends a new element.
   * @template {keyof HTMLElementTagNameMap} K
   * @param {Element} to @param {K} tag @param {Partial<HTMLElementTagNameMap[K]>} [properties]
   * @returns {HTMLElementTagNameMap[K]}
   */
  add: (to, tag, properties) => {
    const e = Object.assign(document.createElement(tag), properties);
    to.append(e);
    return e;
  },
  /**
   * Replaces the placeholders {name} in a text with values.
   * @param {string} text @param {Record<string, string | number>} [values]
   */
  fill: (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values && name in values ? String(values[name]) : whole),
};
