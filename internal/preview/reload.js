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

  function show(report) {
    if (!report.problems.length) return;
    var errors = report.problems[0].severity === "error";
    var box = element("details", "wayside-problems" + (errors ? " has-errors" : ""));
    box.open = errors;
    box.append(element("summary", "", (errors ? "✕ " : "△ ") + report.total));
    var list = element("ul");
    report.problems.forEach(function (p) {
      var item = element("li");
      item.append(element("code", "", p.place), element("p", "", (p.severity === "error" ? "✕ " : "△ ") + p.message));
      if (p.hint) item.append(element("p", "hint", p.hint));
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
