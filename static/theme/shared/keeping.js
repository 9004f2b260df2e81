// @ts-check
/* Pages that keep on the phone what a reader does: say so where nothing can be kept, as in
   private windows, in some apps, and on a phone that is full. */

/**
 * Returns a function that keeps a text below a key. Where the browser refuses, what the reader
 * does lasts for the page, and the note says so.
 * @param {Element} note @param {string} [text] what it says
 */
const keeping = (note, text = words.unkept) => {
  /** @param {string} key @param {string} value */
  const put = (key, value) => {
    try {
      localStorage.setItem(key, value);
      note.textContent = "";
    } catch (error) {
      if (!note.textContent) note.textContent = text; // once, or a screen reader reads it again
    }
  };
  note.setAttribute("role", "status");
  put("wayside", ""); // to say it before the reader begins
  return put;
};
