// Reloads the page when the project changes, and shows problems over it.
(function () {
  "use strict";
  var script = document.currentScript;

  function element(tag, className, text) {
    var e = document.createElement(tag);
    if (className) e.className = className;
    if (text) e.textContent = text;
    return e;
  }

  // Closing hides this list until it changes, also on other pages.
  var closedKey = "wayside-problems-closed";

  function show(report) {
    if (!report.problems.length) return;
    var text = JSON.stringify(report);
    try {
      if (sessionStorage.getItem(closedKey) === text) return;
    } catch (e) { /* storage may be forbidden: the list is then shown again */ }
    var box = element("details", "wayside-problems" + (report.errors ? " has-errors" : ""));
    box.open = report.errors;
    var close = element("button", "", "×");
    close.type = "button";
    close.setAttribute("aria-label", report.close);
    close.title = report.close;
    close.addEventListener("click", function (event) {
      event.preventDefault(); // which would toggle the list
      try {
        sessionStorage.setItem(closedKey, text);
      } catch (e) { /* see above */ }
      box.remove();
    });
    var summary = element("summary", "", report.title);
    summary.append(close);
    box.append(summary);
    var list = element("ul");
    report.problems.forEach(function (p) {
      var item = element("li");
      var message = element("p", "");
      message.append(element("strong", "", p.severity), " " + p.message);
      item.append(element("code", "", p.place), message);
      if (p.hint) item.append(element("p", "hint", p.hint));
      if (p.more) item.append(element("p", "more", p.more));
      list.append(item);
    });
    box.append(list);
    document.body.append(box);
  }

  function wait() {
    fetch("/_wayside/wait?stamp=" + script.dataset.stamp).then(function (r) { return r.text(); }).then(function (text) {
      if (text === "changed") location.reload();
      else wait();
    }).catch(function () { setTimeout(wait, 1000); });
  }

  fetch("/_wayside/problems?page=" + encodeURIComponent(script.dataset.page)).then(function (r) { return r.json(); }).then(show).catch(function () {});
  wait();
})();
