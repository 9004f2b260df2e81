/* Every page: the worker that keeps visited pages, and the quiet line when a
   new version of the guide is there. A page is never changed under its
   reader's hands: the version waits until it is asked for, or until no page
   of the guide is open. Where there can be no worker nothing is shown. */

(() => {
  "use strict";

  const words = WORDS;
  const workers = navigator.serviceWorker;
  if (!workers || !location.protocol.startsWith("http")) return;

  const root = new URL("..", document.currentScript.src).href;
  const first = !workers.controller;
  const later = "wayside later " + root;

  const news = document.createElement("div");
  news.className = "news";
  news.setAttribute("role", "status");

  const button = (key, press) => {
    const b = document.createElement("button");
    b.type = "button";
    b.className = "button";
    b.textContent = words[key];
    b.addEventListener("click", press);
    return b;
  };

  const tell = worker => {
    if (sessionStorage.getItem(later) || news.firstChild) return;
    const show = () => {
      workers.addEventListener("controllerchange", () => location.reload());
      worker.postMessage("skip");
    };
    const hide = () => {
      sessionStorage.setItem(later, "1");
      news.remove();
    };
    const said = document.createElement("p");
    said.textContent = words["new-version"];
    news.append(said, button("new-version-show", show), button("new-version-later", hide));
  };

  // Pages and pictures come first, what is kept for later after them.
  addEventListener("load", () => workers.register(root + "sw.js").then(registration => {
    document.body.append(news);
    const watch = () => {
      const worker = registration.waiting || registration.installing;
      if (!worker || first && !workers.controller) return; // the first one is no news
      const look = () => { if (worker.state === "installed") tell(worker); };
      worker.addEventListener("statechange", look);
      look();
    };
    registration.addEventListener("updatefound", watch);
    watch();
    if (first) workers.ready.then(() => {
      const keep = urls => registration.active.postMessage(urls);
      keep([location.href]);
      new PerformanceObserver(list => keep(list.getEntries().map(e => e.name))).observe({ type: "resource", buffered: true });
    });
  }).catch(() => document.documentElement.classList.remove("keeps"))); // the preview has no worker
})();
