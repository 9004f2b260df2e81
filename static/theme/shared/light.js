// @ts-check
/* All pages, text-first mode: pictures load only when a reader asks for them.
   A script in the head has already set the class text-first where the reader
   chose the mode or asks for little data, and the style hides each picture,
   which keeps a lazy one from being fetched. Here are the switch at the end of
   the page and the button in each picture's place. */

(() => {
  const root = document.documentElement;
  const box = /** @type {HTMLInputElement | null} */ (document.getElementById("text-first"));
  if (!box) return; // a project's own layout

  const plain = /** @type {HTMLInputElement | null} */ (document.getElementById("plain")); // a handout's: its pictures are loaded, since they may be printed
  const frames = [...document.querySelectorAll(".frame")].filter(f => !f.closest("a, .hero"));

  /** @param {Element} frame */
  const addButton = frame => {
    const { alt } = /** @type {HTMLImageElement} */ (frame.querySelector("img:not(.blur)"));
    const button = document.createElement("button");
    button.type = "button";
    button.className = "show-picture";
    button.textContent = box.dataset.show + (alt ? box.dataset.colon + alt : "");
    button.addEventListener("click", () => {
      frame.classList.add("asked");
      /** @type {HTMLElement} */ (frame).tabIndex = -1;
      /** @type {HTMLElement} */ (frame).focus(); // the button is removed
      button.remove();
    });
    frame.append(button);
  };

  const show = () => {
    const on = root.classList.contains("text-first");
    box.checked = on;
    for (const frame of frames) {
      const button = frame.querySelector("button");
      if (on && !button && !frame.classList.contains("asked")) addButton(frame);
      else if (!on && button) button.remove();
    }
  };

  box.addEventListener("change", () => {
    root.classList.toggle("text-first", box.checked);
    try {
      localStorage.setItem("text-first", box.checked ? "1" : "0");
    } catch (error) {} // some files and private windows have no storage: the choice lasts for this page
    show();
  });
  if (plain && root.classList.contains("text-first")) {
    root.classList.remove("text-first");
    plain.checked = true;
    /** @type {HTMLElement} */ (box.parentNode).hidden = true;
  } else {
    show();
  }
})();
