// @ts-check
/* Pages that keep on the phone what a reader does: say so where nothing can be kept, as in
   private windows, in some apps, and on a phone that is full. */

/**
 * Returns a function that keeps a text below a key, or removes it with null. Where the browser
 * refuses, what the reader does lasts for the page, and the note says so, from the beginning if
 * it refuses everything.
 * @param {Element} note @param {string} [text] what it says
 */
const keeping = (note, text = words.unkept) => {
  /** @param {() => void} attempt */
  const tried = attempt => {
    let said = "";
    try {
      attempt();
    } catch (error) {
      said = text;
    }
    if (note.textContent !== said) note.textContent = said; // or a screen reader reads it again
  };
  tried(() => {
    localStorage.setItem("wayside", "");
    localStorage.removeItem("wayside");
  });
  /** @param {string} key @param {string | null} value */
  return (key, value) => tried(() => value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value));
};
