/* Handouts: a teacher's settings are a box to be opened. What is in it, and
   the computing behind it, comes when it is: most readers want the page as it
   is, on a phone that has other things to load. */

(() => {
  "use strict";

  const box = document.getElementById("scripted");
  if (!box || !box.dataset.script) return; // a project's own layout

  const load = () => {
    if (load.done) return;
    load.done = true;
    const script = document.createElement("script");
    script.src = box.dataset.script;
    document.head.append(script);
  };
  // Settings in the address were made by somebody who wants them shown.
  const asked = () => {
    if (/[#&](date|start|pace|group|without|large|plain)\b/.test(location.hash)) box.open = true;
    if (box.open) load();
  };
  box.addEventListener("toggle", asked);
  addEventListener("hashchange", asked);
  asked();
})();
