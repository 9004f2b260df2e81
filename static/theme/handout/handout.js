// @ts-check
/* Handouts: gives the timetable the roles of a table, since some browsers take rows
   that are stacked on a phone for plain text. In HTML these roles would be an error. */

(() => {
  /** @type {Record<string, string>} */
  const roles = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", "th[scope=col]": "columnheader", "th[scope^=row]": "rowheader", td: "cell" };
  for (const table of document.querySelectorAll(".times")) {
    for (const selector of Object.keys(roles)) {
      for (const e of [table, ...table.querySelectorAll("*")]) if (e.matches(selector)) e.setAttribute("role", roles[selector]);
    }
  }
})();

/* Handouts: prints, and loads the script behind a teacher's settings when their
   box is opened. Most readers want the page as it is, on a phone that has other
   things to load. */

(() => {
  const button = document.getElementById("print");
  if (button) button.addEventListener("click", () => print());
  const box = /** @type {HTMLDetailsElement | null} */ (document.getElementById("scripted"));
  if (!box || !box.dataset.script) return; // a project's own layout

  let loaded = false;
  const load = () => {
    if (loaded) return;
    loaded = true;
    const script = document.createElement("script");
    script.src = box.dataset.script || "";
    document.head.append(script);
  };
  // Whoever put settings into the address wants them shown.
  const open = () => {
    if (/[#&](date|start|pace|group|size|batches|interval|team|without|stays|order|weather|step-free|large|plain|map-only|cards-only)\b/.test(location.hash)) box.open = true;
    if (box.open) load();
  };
  // The times of a chosen audience are not on the page.
  const plan = () => { if (wayside.audience) load(); };
  document.addEventListener("audience", plan);
  plan();
  box.addEventListener("toggle", open);
  addEventListener("hashchange", open);
  open();
})();
