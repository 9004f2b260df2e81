// @ts-check
/* Pages with sections or players whose scripts are for the few who come to them: loads
   the script named by data-script when a reader is near, once for all that name it. A load
   that fails is tried again after growing rests, and when the network is back. The posters of
   videos come from here, too. */

(() => {
  /** @param {HTMLElement} section @param {number} rest in milliseconds, after a failure */
  const load = (section, rest) => {
    const script = Object.assign(document.createElement("script"), { src: section.dataset.script });
    script.onerror = () => {
      script.remove();
      const again = () => {
        clearTimeout(timer);
        removeEventListener("online", again);
        load(section, Math.min(2 * rest, 60000));
      };
      const timer = setTimeout(again, rest);
      addEventListener("online", again);
    };
    document.head.append(script);
  };
  const begun = new Set();
  const near = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      const section = /** @type {HTMLElement} */ (target), { script } = section.dataset;
      if (!begun.has(script)) load(section, 1000);
      begun.add(script);
    }
  }, { rootMargin: "400px" });
  /** @param {ParentNode} part */
  wayside.watch = part => part.querySelectorAll("section[data-script], figure[data-script]").forEach(e => near.observe(e));
  wayside.watch(document);

  // A browser would load a video's poster at once, also in text-first mode.
  const box = document.getElementById("text-first");
  const showPosters = () => {
    if (document.documentElement.classList.contains("text-first")) return;
    for (const video of /** @type {NodeListOf<HTMLVideoElement>} */ (document.querySelectorAll("video[data-poster]"))) video.poster = video.dataset.poster || "";
  };
  if (box) box.addEventListener("change", showPosters); // after light.js
  showPosters();
})();
