/* Every page: the worker that keeps visited pages, and the quiet line when a
   new version of the guide is there. */

(() => {
  "use strict";

  const words = WORDS;
})();
