/* Text first: no picture is loaded until it is asked for. The page's head has
   set the class already, for who chose so or asks for little data, and the
   style hides each picture: what is lazy and hidden is never fetched. Here are
   the switch at the page's end and a button in each picture's place. */

(() => {
  "use strict";

  const root = document.documentElement;
  const box = document.getElementById("text-first");
  if (!box) return; // a project's own layout

  const paper = document.getElementById("plain"); // a handout's own: its pictures are there, to be printed
  const frames = [...document.querySelectorAll(".frame")].filter(f => !f.closest("a, .hero"));

  const offer = frame => {
    const alt = frame.querySelector("img:not(.blur)").alt;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "show-picture";
    button.textContent = box.dataset.show + (alt ? box.dataset.colon + alt : "");
    button.addEventListener("click", () => {
      frame.classList.add("asked");
      frame.tabIndex = -1;
      frame.focus(); // the button is gone
      button.remove();
    });
    frame.append(button);
  };

  const show = () => {
    const on = root.classList.contains("text-first");
    box.checked = on;
    for (const frame of frames) {
      const button = frame.querySelector("button");
      if (on && !button && !frame.classList.contains("asked")) offer(frame);
      else if (!on && button) button.remove();
    }
  };

  box.addEventListener("change", () => {
    root.classList.toggle("text-first", box.checked);
    try {
      localStorage.setItem("text-first", box.checked ? "1" : "0");
    } catch (refused) {} // from some files, and in private windows: it holds for this page
    show();
  });
  if (paper && root.classList.contains("text-first")) {
    root.classList.remove("text-first");
    paper.checked = true;
    box.parentNode.hidden = true;
  } else {
    show();
  }
})();
