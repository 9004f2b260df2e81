// @ts-check
/* Site pages with numbers on labels: finds the hall or photo whose number a visitor
   types. A photo is shown large. What has a recording plays it, in its place on the
   page, where the player is at hand. */

(() => {
  const form = document.getElementById("pad"), status = form && form.querySelector("[role=status]");
  const input = /** @type {HTMLInputElement | null} */ (form && form.querySelector("input"));
  if (!form || !status || !input) return; // a project's own layout

  /** @param {Element} target the picture that enlarges in it, if any, which text-first mode may hide */
  const pictureOf = target => {
    const picture = /** @type {HTMLImageElement | null} */ (target.matches("figure") ? target.querySelector(".frame [role=button]") : null);
    return picture && picture.offsetParent ? picture : null;
  };
  /** @param {Element} target */
  const unfold = target => target.querySelectorAll("details").forEach(d => { d.open = true; });

  /**
   * Shows a picture large. What it was asked with has the focus afterwards: closing the
   * viewer goes back in the history, and gives the focus to the picture first.
   * @param {HTMLImageElement} picture @param {HTMLElement} from
   */
  const view = (picture, from) => {
    addEventListener("popstate", () => setTimeout(() => from.focus()), { once: true });
    wayside.view(picture);
  };

  /** @param {HTMLElement} target */
  const show = target => {
    const picture = pictureOf(target), sound = target.querySelector("audio");
    if (picture && !sound) return view(picture, input);
    unfold(target);
    location.hash = target.id; // Back returns to the field
    target.scrollIntoView(); // again, if the address was the same
    const heading = target.querySelector("h3") || target;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    if (sound) sound.play().catch(() => {}); // its own button remains
  };

  form.addEventListener("submit", event => {
    event.preventDefault();
    const n = labels.number(input.value);
    const target = /** @type {HTMLElement | null} */ (n && document.querySelector(`#main [data-number="${n}"]`));
    const elsewhere = target ? "" : labels.address(form.dataset.later || "", n);
    if (elsewhere) location.href = elsewhere;
    else status.textContent = target ? "" : making.fill(words["pad-none"], { n: n || input.value });
    input.select();
    if (target) show(target);
  });

  const start = document.getElementById("exhibition");
  if (start) start.addEventListener("click", () => {
    const figures = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#main figure[data-number]")]);
    const first = figures.sort((a, b) => Number(a.dataset.number) - Number(b.dataset.number)).map(pictureOf).find(p => p);
    if (first) view(first, start);
  });

  // A visitor who came from a code on a label reads what is said there at once.
  addEventListener("load", () => document.querySelectorAll("figure:target").forEach(unfold));
})();
