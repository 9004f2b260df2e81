// @ts-check
/* All pages: registers the worker that keeps visited pages, and shows a line
   when a new version of the guide is there. A page never changes while it is
   read: the version waits until the reader asks for it, or until no page of
   the guide is open. Without workers nothing is shown. Other scripts wait for
   the worker in wayside.worker. */

(() => {
  const workers = navigator.serviceWorker;
  if (!workers || !location.protocol.startsWith("http")) return;

  const root = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  const postponed = "wayside later " + root;

  // Another guide's worker may control the whole host.
  const controlled = () => Boolean(workers.controller && workers.controller.scriptURL === root + "sw.js");
  const first = !controlled();

  const news = document.createElement("div");
  news.className = "news";
  news.setAttribute("role", "status");

  /** @param {string} key @param {() => void} press */
  const button = (key, press) => {
    const b = document.createElement("button");
    b.type = "button";
    b.className = "button";
    b.textContent = words[key];
    b.addEventListener("click", press);
    return b;
  };

  /** @param {ServiceWorkerRegistration} registration */
  const announce = registration => {
    if (sessionStorage.getItem(postponed) || news.firstChild) return;
    const show = () => {
      if (!registration.waiting) return location.reload(); // another page has asked for it
      workers.addEventListener("controllerchange", () => location.reload(), { once: true });
      registration.waiting.postMessage("skip");
    };
    const hide = () => {
      sessionStorage.setItem(postponed, "1");
      news.remove();
    };
    const line = document.createElement("p");
    line.textContent = words["new-version"];
    news.append(line, button("new-version-show", show), button("new-version-later", hide));
  };

  /** @param {ServiceWorkerRegistration} registration */
  const watch = registration => {
    const worker = registration.waiting || registration.installing;
    if (!worker || first && !controlled()) return; // the first worker is not a new version
    const check = () => { if (worker.state === "installed") announce(registration); };
    worker.addEventListener("statechange", check);
    check();
  };

  /**
   * Waits until a registration has an active worker.
   * @param {ServiceWorkerRegistration} registration
   * @returns {Promise<ServiceWorkerRegistration>}
   */
  const active = registration => new Promise((resolve, reject) => {
    const worker = /** @type {ServiceWorker} */ (registration.active || registration.waiting || registration.installing);
    const check = () => {
      if (registration.active) resolve(registration);
      else if (worker.state === "redundant") reject(new Error("no worker"));
    };
    worker.addEventListener("statechange", check);
    check();
  });

  /**
   * Asks the worker to keep what this page loaded before the worker was there.
   * @param {ServiceWorkerRegistration} registration
   */
  const keep = ({ active }) => {
    const loaded = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType("resource"));
    /** @type {ServiceWorker} */ (active).postMessage([location.href, ...loaded.filter(e => e.initiatorType !== "fetch").map(e => e.name)]);
  };

  // The page's own files come first.
  const loaded = new Promise(resolve => addEventListener("load", resolve));
  wayside.worker = loaded.then(() => workers.register(root + "sw.js")).then(registration => {
    document.body.append(news);
    registration.addEventListener("updatefound", () => watch(registration));
    watch(registration);
    return active(registration);
  });
  wayside.worker.then(registration => {
    if (!first) return;
    keep(registration);
    setTimeout(keep, 5000, registration); // what was still loading
  }).catch(() => document.documentElement.classList.remove("keeps")); // the preview has no worker
})();
