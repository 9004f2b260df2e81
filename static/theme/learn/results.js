// @ts-check
/* The teacher's results: collects what pupils hand in, by camera, from pictures and from
   text, and shows it as a table. Everything stays in this browser. */

(() => {
  const { add, fill } = making;
  const place = document.getElementById("results"), json = document.getElementById("results-data");
  if (!place || !json) return; // a project's own layout
  /** @type {{ sets: QuestionSet[] }} */
  const { sets } = JSON.parse(json.textContent || "null");
  const key = "wayside results " + new URL(place.dataset.root || "", location.href);
  const { picture, camera, decoding } = scanning(place.dataset.decoder || "");

  /** @type {string[]} */
  let codes = [];
  try {
    codes = collected.add([], result.find(localStorage.getItem(key) || "").found);
  } catch (error) {} // some browsers have no storage: they last for this page
  /** @param {string[]} next */
  const keep = next => {
    codes = next;
    try {
      localStorage.setItem(key, codes.join("\n"));
    } catch (error) {} // as above
    show();
  };

  /* Collecting. */

  /** @param {Element} to @param {string} word @param {() => void} press */
  const button = (to, word, press) => {
    const b = add(to, "button", { type: "button", className: "button", textContent: words[word] });
    b.addEventListener("click", press);
    return b;
  };
  const collect = add(place, "section", { className: "collect" });
  const row = add(collect, "p", { className: "actions" });
  const look = button(row, "results-camera", () => watch());
  look.hidden = !navigator.mediaDevices;
  const files = add(add(row, "label", { className: "button", textContent: words["results-files"] }), "input", { type: "file", multiple: true, accept: "image/*,.txt,.csv", className: "file" });
  const video = add(collect, "video", { hidden: true, muted: true, playsInline: true });
  const status = add(collect, "p", { className: "verdict" }); // next to the picture of the camera
  status.setAttribute("role", "status");
  const label = add(collect, "label", { textContent: words["results-paste"] });
  const pasted = add(label, "textarea", { rows: 4, spellcheck: false });
  button(add(collect, "p", { className: "actions" }), "results-add", () => {
    const { broken } = take(pasted.value);
    pasted.value = broken.join("\n"); // what is left is to be corrected
  });

  /**
   * Adds what a text has, and says so.
   * @param {string} text @param {string} [from] where nothing was found
   */
  const take = (text, from) => {
    const { found, broken } = result.find(text), next = collected.add(codes, found), more = next.length - codes.length;
    const last = found[found.length - 1];
    const parts = [fill(words["results-added"], { n: more, count: next.length })];
    if (last) parts.unshift([last.group, last.name].filter(Boolean).join(" · ") || words["results-nameless"]);
    if (broken.length) parts.push(fill(words["results-broken"], { n: broken.length, text: broken[0] }));
    if (from && !found.length && !broken.length) parts.push(fill(words["results-nothing"], { name: from }));
    status.textContent = parts.join(" — ");
    if (more) keep(next);
    return { broken };
  };

  files.addEventListener("change", async () => {
    for (const file of [...files.files || []]) {
      try {
        take(file.type.startsWith("image/") ? (await picture(file)).join("\n") : await file.text(), file.name);
      } catch (error) {
        status.textContent = fill(words["results-nothing"], { name: file.name });
      }
    }
    files.value = "";
  });

  /** @type {(() => void) | null} */
  let stop = null;
  const watch = async () => {
    if (stop) {
      stop();
      stop = null;
    } else {
      try {
        let seen = "";
        stop = await camera(video, texts => {
          const text = texts.join("\n");
          if (text === seen) return;
          seen = text;
          take(text);
          if (navigator.vibrate) navigator.vibrate(80);
        });
      } catch (error) {
        status.textContent = words["results-refused"];
      }
    }
    video.hidden = !stop;
    look.textContent = words[stop ? "results-camera-stop" : "results-camera"];
  };

  reviewing(place, sets, decoding, outcomes => keep(outcomes.reduce(collected.replace, codes)));

  /* Tables. */

  const shown = add(place, "div");
  const tools = add(place, "p", { className: "actions" });
  const save = () => {
    const heads = ["route", "results-rank", "check-group", "check-name", "results-points", "points-total", "results-seconds", "results-round", "results-counts"].map(w => words[w]);
    const blob = new Blob([collected.csv(collected.tables(codes, sets), heads)], { type: "text/csv" });
    const a = document.createElement("a");
    a.href = URL.createObjectURL(blob);
    a.download = "results.csv";
    a.click();
    setTimeout(() => URL.revokeObjectURL(a.href), 60000); // after the browser has read it
  };
  button(tools, "results-csv", save);
  button(tools, "setup-print", () => print());
  button(tools, "results-clear", () => {
    if (!confirm(words["results-clear-sure"])) return;
    keep([]);
    status.textContent = "";
  });

  /** @param {number} seconds */
  const time = seconds => seconds ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` : "–";

  /**
   * Adds a table.
   * @param {Element} to @param {string} caption @param {string[]} heads @param {(string | Element)[][]} rows
   */
  const table = (to, caption, heads, rows) => {
    const box = add(to, "div", { className: "table", tabIndex: 0 });
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", caption);
    const t = add(box, "table");
    const head = add(add(t, "thead"), "tr");
    for (const text of heads) add(head, text ? "th" : "td", text ? { scope: "col", textContent: text } : {});
    const body = add(t, "tbody");
    for (const cells of rows) {
      const tr = add(body, "tr");
      for (const cell of cells) add(tr, "td").append(cell);
    }
    return body;
  };

  /** @param {Element} to @param {Ranking} t */
  const pupils = (to, t) => {
    const heads = ["results-rank", "check-group", "check-name", "results-points", "results-time", "results-round"].map(w => words[w]);
    const numbers = Array.from({ length: t.count }, (_, i) => String(i + 1));
    const rows = t.rows.map(({ outcome: o, points, rank, code }) => {
      const remove = document.createElement("button");
      Object.assign(remove, { type: "button", className: "remove", textContent: "×" });
      remove.setAttribute("aria-label", fill(words["results-remove"], { name: o.name || o.group }));
      remove.addEventListener("click", () => {
        if (confirm(fill(words["results-remove"], { name: o.name || o.group }) + "?")) keep(codes.filter(c => c !== code));
      });
      return [rank ? String(rank) : "–", o.group, o.name, t.known ? String(points) : "–", time(o.seconds), o.round ? String(o.round) : "–", ...o.marks.map(m => ["·", "✗", "½", "✓"][m]), remove];
    });
    const body = table(to, t.title, [...heads, ...numbers, ""], rows);
    t.rows.forEach((r, i) => body.children[i].classList.toggle("again", !r.counts));
  };

  const show = () => {
    shown.replaceChildren();
    for (const t of collected.tables(codes, sets)) {
      const section = add(shown, "section");
      const heading = add(section, "h2", { textContent: t.title || words["results-unknown"] });
      add(heading, "small", { textContent: ` ${t.known ? fill(words["results-of"], { n: t.rows.length, of: t.of }) : words["results-version"]}` });
      if (t.groups.length) {
        add(section, "h3", { textContent: words["results-groups"] });
        table(section, words["results-groups"], ["results-rank", "check-group", "results-pupils", "results-mean", "results-time"].map(w => words[w]),
          t.groups.map(g => [g.rank, g.name, g.pupils, g.points, time(g.seconds)].map(String)));
        add(section, "h3", { textContent: words["results-all"] });
      }
      pupils(section, t);
    }
    tools.hidden = !codes.length;
  };
  show();
})();
