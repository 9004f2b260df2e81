// @ts-check
/* Route and site pages: copies a text, to paste it into a message. */

const copying = {
  /**
   * Copies a text. A page that did not come over HTTPS has no clipboard: there the text is
   * shown selected.
   * @param {string} text @param {Element} to where it is shown @param {string} label of what is shown @param {() => void} done
   */
  copy: (text, to, label, done) => {
    const byHand = () => {
      const area = making.add(to, "textarea", { value: text, readOnly: true });
      area.setAttribute("aria-label", label);
      area.select();
      if (document.execCommand("copy")) done();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, byHand);
    else byHand();
  },
};
