// @ts-check
/* Route pages: loads the script that saves the route when its section comes near. Most
   visits do not get that far, and it is a third of all scripts. */

(() => {
  const section = document.getElementById("offline");
  if (!section || !section.dataset.script) return; // a project's own layout

  const load = () => {
    const script = making.add(document.head, "script", { src: section.dataset.script });
    script.onerror = () => { addEventListener("online", load, { once: true }); };
  };
  new IntersectionObserver((entries, observer) => {
    if (!entries.some(e => e.isIntersecting)) return;
    observer.disconnect();
    load();
  }, { rootMargin: "800px" }).observe(section);
})();
