// @ts-check
/* The certificate of a series: fills in the sheet with what the phone keeps. */

(() => {
  const { fill } = making;
  const sheet = document.getElementById("attestation"), form = document.getElementById("certificate-form"), input = document.getElementById("certificate-name");
  if (!sheet || !form || !(input instanceof HTMLInputElement)) return; // a project's own layout
  const folder = String(new URL(sheet.dataset.series || "", location.href)), key = "wayside series " + folder;
  /** @param {string} from */
  const stored = from => {
    try {
      return localStorage.getItem(from);
    } catch (error) {
      return null; // some browsers have no storage
    }
  };
  const unkept = making.add(form, "p");
  const put = keeping(unkept, words["certificate-unkept"]);
  /** @param {string} id @param {string} text */
  const write = (id, text) => {
    const line = document.getElementById(id);
    if (!line) return;
    line.textContent = text;
    line.classList.toggle("filled", text !== "");
  };

  let named = ""; // what was typed on this page, where nothing can be kept
  const items = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-part]"))];
  const update = () => {
    const mine = { ...heardParts.read(stored(key)), ...named && { name: named } };
    const parts = items.map(item => ({ id: item.dataset.part || "", minutes: Number(item.dataset.minutes) }));
    items.forEach((item, i) => item.classList.toggle("heard", mine.heard.includes(parts[i].id)));
    const { n, of, minutes } = heardParts.sum(mine, parts);
    write("certificate-heard", n ? fill(words["certificate-sum"], { n, of, time: heardParts.time(minutes, words) }) : "");
    if (document.activeElement !== input) input.value = mine.name;
    write("certificate-who", mine.name);

    const json = document.getElementById("certificate-data"), checked = kept.read(stored("wayside check " + folder));
    /** @type {(Item & { for?: string })[]} */
    const all = JSON.parse(json && json.textContent || "[]");
    const asked = all.filter(q => !q.for || !wayside.audience || q.for.split(" ").includes(wayside.audience));
    const sum = marks.sum(asked, kept.marksOf(checked, asked));
    write("certificate-points", sum.answered ? fill(words["certificate-points"], { points: sum.points, of: sum.of, answered: sum.answered, count: sum.count }) : "");
    const today = new Date().toLocaleDateString(document.documentElement.lang, { year: "numeric", month: "long", day: "numeric" });
    write("certificate-date", n ? today : "");
  };
  input.addEventListener("input", () => {
    named = input.value.trim();
    put(key, JSON.stringify({ ...heardParts.read(stored(key)), name: named }));
    write("certificate-who", named);
  });
  form.addEventListener("submit", e => e.preventDefault());
  /** @type {HTMLElement} */ (document.getElementById("print")).addEventListener("click", () => print());
  addEventListener("pageshow", update); // the reader may come back from the series
  form.hidden = false;
  update();
})();
