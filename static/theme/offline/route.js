// @ts-check
/* Route pages: the panel of the route's pack. Where a browser cannot keep pages it
   says so. */

(() => {
  const section = document.getElementById("offline"), tools = document.getElementById("offline-tools");
  if (!section || !tools || !panels.served) return;

  /**
   * Returns the list whose pictures are as sharp as this screen shows them: two
   * pixels for one are enough in the hand, and a page is 700 wide at most.
   * @param {DOMStringMap} data of the section
   */
  const wished = ({ pack = "", widths = "" }) => {
    let sparing = navigator.connection && navigator.connection.saveData;
    try {
      sparing = sparing || localStorage.getItem("text-first") === "1";
    } catch (error) {
      // some browsers have no storage
    }
    const need = sparing ? 0 : Math.min(screen.width, 700) * Math.min(devicePixelRatio, 2) * 0.92;
    const width = packs.width(widths.split(" ").filter(Boolean).map(Number).concat(960), need);
    return pack.replace(/json$/, width === 960 ? "json" : width + ".json");
  };

  /** @param {string} address */
  const absolute = address => new URL(address, location.href).href;
  const key = absolute(section.dataset.pack || "");
  const explain = () => panels.explain(tools);
  if (!panels.able) {
    explain();
    panels.approach(section)().then(() => saving.ask(saving.job(key, () => {}, () => {}), key, "no-cache")).then(panels.showZip).catch(() => {});
    return;
  }
  panels.able.then(() => {
    tools.hidden = false;
    return panels.show(tools, key, absolute(wished(section.dataset)));
  }).catch(async () => {
    const worker = await fetch(saving.root + "sw.js", { method: "HEAD" });
    if (worker.ok) explain(); // the preview has none
  }).catch(() => {});
})();
