/* A route in the pocket: the button beside a route, and the list of routes on
   this device. */

(() => {
  "use strict";

  const words = WORDS;
})();
