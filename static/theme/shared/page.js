/* Every page: the worker that keeps visited pages, and the quiet line when a
   new version of the guide is there. A page is never changed under its
   reader's hands: the version waits until it is asked for, or until no page
   of the guide is open. Where there can be no worker nothing is shown. */

(() => {
  "use strict";

  const workers = navigator.serviceWorker;
  if (!workers || !location.protocol.startsWith("http")) return;

  const root = new URL("..", document.currentScript.src).href;
  const later = "wayside later " + root;

  // Another guide's worker may answer for the whole host.
  const ours = () => Boolean(workers.controller) && workers.controller.scriptURL === root + "sw.js";
  const first = !ours();

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

  const tell = registration => {
    if (sessionStorage.getItem(later) || news.firstChild) return;
    const show = () => {
      if (!registration.waiting) return location.reload(); // another page has asked for it
      workers.addEventListener("controllerchange", () => location.reload(), { once: true });
      registration.waiting.postMessage("skip");
    };
    const hide = () => {
      sessionStorage.setItem(later, "1");
      news.remove();
    };
    const said = document.createElement("p");
    said.textContent = words["new-version"];
    news.append(said, button("new-version-show", show), button("new-version-later", hide));
  };

  const watch = registration => {
    const worker = registration.waiting || registration.installing;
    if (!worker || first && !ours()) return; // the first one is no news
    const look = () => { if (worker.state === "installed") tell(registration); };
    worker.addEventListener("statechange", look);
    look();
  };

  // active waits for the guide's first worker.
  const active = registration => new Promise((done, fail) => {
    const worker = registration.active || registration.waiting || registration.installing;
    const look = () => {
      if (registration.active) done(registration);
      else if (worker.state === "redundant") fail(new Error("the worker did not come"));
    };
    worker.addEventListener("statechange", look);
    look();
  });

  // keep tells the worker what came before it.
  const keep = registration => registration.active.postMessage([location.href,
    ...performance.getEntriesByType("resource").filter(e => e.initiatorType !== "fetch").map(e => e.name)]);

  // Pages and pictures come first, what is kept for later after them.
  const loaded = new Promise(done => addEventListener("load", done));
  wayside.worker = loaded.then(() => workers.register(root + "sw.js")).then(registration => {
    document.body.append(news);
    registration.addEventListener("updatefound", () => watch(registration));
    watch(registration);
    return active(registration);
  });
  wayside.worker.then(registration => {
    if (!first) return;
    keep(registration);
    setTimeout(keep, 5000, registration); // what was under way
  }).catch(() => document.documentElement.classList.remove("keeps")); // the preview has no worker
})();
