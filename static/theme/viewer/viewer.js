// @ts-check
/* The viewer: a dialog with one picture of the page, large, and its caption. It is
   loaded when a picture is pressed (shared/enlarge.js). An entry of the history is
   the open dialog, so that Back closes it. */

(() => {
  if (document.querySelector(".viewer")) return; // a second press was faster than the first load

  const root = document.documentElement;
  /**
   * Makes an element of the dialog.
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {string} name its class
   * @param {...Node} inside
   */
  const make = (tag, name, ...inside) => {
    const e = document.createElement(tag);
    e.className = name;
    e.append(...inside);
    return e;
  };
  /** @param {string} key @param {string} sign @param {() => void} press */
  const button = (key, sign, press) => {
    const b = make("button", key);
    b.type = "button";
    b.textContent = sign;
    b.setAttribute("aria-label", words[key]);
    b.addEventListener("click", press);
    return b;
  };

  const picture = make("img", "");
  picture.draggable = false; // a mouse moves it
  const stage = make("div", "viewer-stage", picture);
  const number = make("span", "");
  const spoken = make("span", "viewer-spoken");
  const status = make("p", "viewer-status", number, spoken);
  status.setAttribute("role", "status");
  const caption = make("div", "viewer-caption");
  caption.tabIndex = 0; // a long narration scrolls
  caption.setAttribute("role", "group");
  caption.setAttribute("aria-label", words["viewer-about"]);

  /** @type {HTMLImageElement[]} */
  let pictures = [];
  let at = 0;
  let sharp = false; // whether the widest copy was asked for
  const stepped = staged(stage, picture, { swiped: steps => go(steps), enlarged: () => sharpen() });

  const close = button("viewer-close", "×", () => dialog.close());
  const steps = [button("viewer-previous", "‹", () => go(-1)), button("viewer-next", "›", () => go(1))];
  const bar = make("div", "viewer-bar", status, button("map-out", "−", () => stepped.by(1 / 1.5)), button("map-in", "+", () => stepped.by(1.5)), close);
  const dialog = make("dialog", "viewer", bar, stage, ...steps, caption);
  dialog.setAttribute("aria-label", words.viewer);

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = /** @type {HTMLElement} */ (document.querySelector("main")).dataset.viewerStyle || "";
  const styled = new Promise(resolve => { style.onload = style.onerror = resolve; });
  document.head.append(style);
  document.body.append(dialog);

  /**
   * Shows a copy once it is there. What is shown stays if it cannot be loaded: a
   * saved route has one width.
   * @param {string} sizes
   */
  const load = sizes => {
    const of = pictures[at], copy = new Image();
    copy.sizes = sizes;
    copy.srcset = of.srcset;
    copy.src = of.src;
    copy.decode().then(() => { if (of === pictures[at]) picture.src = copy.currentSrc; }, () => {});
  };
  const sharpen = () => {
    if (!sharp) load("9999px");
    sharp = true;
  };

  /** @param {HTMLImageElement} of */
  const describe = of => {
    const own = of.closest("figure"), text = own && own.querySelector("figcaption");
    caption.replaceChildren(...(text ? text.cloneNode(true).childNodes : [of.alt]));
    caption.lang = of.lang || root.lang;
    caption.querySelectorAll("[id]").forEach(e => e.removeAttribute("id"));
    caption.querySelectorAll("details").forEach(e => { e.open = true; });
    caption.scrollTop = 0;
  };

  const show = () => {
    const of = pictures[at];
    picture.width = Number(of.getAttribute("width"));
    picture.height = Number(of.getAttribute("height"));
    picture.src = of.currentSrc || of.src;
    picture.alt = of.alt;
    picture.lang = spoken.lang = of.lang || root.lang;
    sharp = false;
    stepped.reset(of.srcset);
    load(`${stage.clientWidth}px`);
    describe(of);
    number.textContent = `${at + 1} / ${pictures.length}`;
    spoken.textContent = of.alt;
    steps.forEach(b => { b.hidden = pictures.length < 2; });
  };

  /** @param {number} step */
  const go = step => {
    at = (at + step + pictures.length) % pictures.length;
    history.replaceState({ viewer: at }, "");
    show();
  };

  /** @returns {number | undefined} the picture that the history's entry shows */
  const entry = () => history.state ? history.state.viewer : undefined;

  // Pictures with a number on their label are in its order, before the others.
  /** @param {HTMLImageElement} of */
  const order = of => Number(/** @type {HTMLElement} */ (of.closest("figure") || of).dataset.number) || Infinity;

  /** @param {HTMLImageElement} [pressed] missing for the one of the history's entry */
  const view = async pressed => {
    await styled;
    const before = entry();
    if (!pressed && location.hash === "#walk") return; // after a reload, walk mode may not be there yet
    const page = document.querySelector("dialog[open]:not(.viewer)") || document; // walk mode is over the page
    pictures = /** @type {HTMLImageElement[]} */ ([...page.querySelectorAll(".frame [role=button]")]).filter(p => p.offsetParent) // without those that text-first mode hides
      .sort((a, b) => order(a) - order(b) || 0); // Infinity less itself is no number
    at = pressed ? pictures.indexOf(pressed) : Number(before);
    if (!pictures[at]) return;
    if (before === undefined) history.pushState({ viewer: at }, "");
    if (!dialog.open) {
      pictures[at].focus(); // where closing returns: a finger does not focus
      root.classList.add("viewing");
      dialog.showModal();
      close.focus();
    }
    show();
  };
  wayside.view = view;

  addEventListener("popstate", () => {
    if (entry() !== undefined) view();
    else if (dialog.open) dialog.close();
  });
  dialog.addEventListener("close", () => {
    root.classList.remove("viewing");
    if (entry() !== undefined) history.back();
  });

  /** @type {Record<string, () => void>} */
  const keys = {
    "+": () => stepped.by(1.5), "=": () => stepped.by(1.5), "-": () => stepped.by(1 / 1.5),
    ArrowLeft: () => stepped.zoomed() ? stepped.move(64, 0) : go(-1),
    ArrowRight: () => stepped.zoomed() ? stepped.move(-64, 0) : go(1),
    ArrowUp: () => stepped.move(0, 64), ArrowDown: () => stepped.move(0, -64),
  };
  dialog.addEventListener("keydown", event => {
    const vertical = /Up|Down/.test(event.key);
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key] || /** @type {Element} */ (event.target).closest("audio") || vertical && !stepped.zoomed()) return;
    event.preventDefault();
    keys[event.key]();
  });
})();
