// @ts-check
/* Maps of sites: opens the part of the list to which a disc or an address leads. Without
   this script its line is shown, which a press opens. */

(() => {
  const open = () => {
    const part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!(part instanceof HTMLDetailsElement)) return;
    part.open = true;
    part.scrollIntoView();
    part.tabIndex = -1;
    part.focus({ preventScroll: true }); // not its summary, which the key that pressed the disc would close again
  };
  addEventListener("hashchange", open);
  open();
})();
