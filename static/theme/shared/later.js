// @ts-check
/* Pages with sections whose scripts are for the few who come to them: loads the script
   named by data-script when a reader is near the section. A load that fails is tried
   again after growing rests, and when the network is back. */

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
  const near = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      load(/** @type {HTMLElement} */ (target), 1000);
    }
  }, { rootMargin: "400px" });
  for (const section of document.querySelectorAll("section[data-script]")) near.observe(section);
})();
