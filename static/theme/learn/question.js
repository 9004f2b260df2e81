// @ts-check
/* The self-check: what answers a question, by its kind. */

/**
 * What answers a question: its answer, as it was typed or as it is compared, "" for none; how it is closed once
 * it was answered, with the right answer as a key; and how it is opened again.
 * @typedef {{ key: () => string, close: (key: string) => void, reset: () => void }} Control
 */

const controls = (() => {
  const { add, fill } = making;

  /**
   * The options of a choice, to tick.
   * @param {HTMLElement} box @param {Item} item @returns {Control}
   */
  const ticks = (box, item) => {
    const all = [...box.querySelectorAll(".options li")].map((li, i) => {
      const label = document.createElement("label");
      const input = add(label, "input", { type: item.several ? "checkbox" : "radio", name: box.id });
      label.append(...li.childNodes);
      li.append(label);
      return { li, input, name: item.kind === "true-false" ? String(i === 0) : String(i + 1) };
    });
    return {
      key: () => all.filter(o => o.input.checked).map(o => o.name).join(","),
      close: key => all.forEach(({ li, input, name }) => {
        input.disabled = true;
        li.classList.toggle("right", key.split(",").includes(name));
      }),
      reset: () => all.forEach(({ li, input }) => {
        input.checked = input.disabled = false;
        li.classList.remove("right");
      }),
    };
  };

  /**
   * Options that move up and down.
   * @param {HTMLElement} box @returns {Control}
   */
  const order = box => {
    const list = /** @type {HTMLElement} */ (box.querySelector(".options")), written = [...list.children];
    const status = add(box, "p", { className: "estimate" });
    status.setAttribute("role", "status");
    const update = () => [...list.children].forEach((li, i) => {
      const [up, down] = li.querySelectorAll("button");
      up.disabled = i === 0;
      down.disabled = i === written.length - 1;
    });
    for (const li of written) {
      const name = /** @type {Element} */ (li.firstElementChild).textContent || "";
      const buttons = add(li, "span", { className: "moves" });
      for (const [step, sign, word] of /** @type {[number, string, string][]} */ ([[-1, "↑", "check-up"], [1, "↓", "check-down"]])) {
        const b = add(buttons, "button", { type: "button", className: "button", textContent: sign });
        b.setAttribute("aria-label", fill(words[word], { what: name }));
        b.addEventListener("click", () => {
          const other = step < 0 ? li.previousElementSibling : li.nextElementSibling;
          if (other) other[step < 0 ? "before" : "after"](li);
          update();
          status.textContent = fill(words["check-moved"], { what: name, n: [...list.children].indexOf(li) + 1 });
          const kept = b.disabled ? [...buttons.children].find(e => e !== b) : b; // moving an element takes its focus
          /** @type {HTMLElement} */ (kept).focus();
        });
      }
    }
    update();
    /** @param {boolean} closed */
    const close = closed => {
      box.classList.toggle("closed", closed);
      status.textContent = "";
    };
    return {
      key: () => [...list.children].map(li => written.indexOf(li) + 1).join(","),
      close: key => {
        list.append(...key.split(",").map(n => written[Number(n) - 1]));
        close(true);
      },
      reset: () => {
        list.append(...written);
        update();
        close(false);
      },
    };
  };

  /**
   * A line to type into.
   * @param {HTMLElement} box @returns {Control}
   */
  const line = box => {
    const input = add(box, "input", { type: "text", className: "line", maxLength: 200 });
    input.setAttribute("aria-labelledby", /** @type {Element} */ (box.querySelector("legend")).id = box.id + "-legend");
    input.setAttribute("autocapitalize", "off");
    input.spellcheck = false;
    return {
      key: () => input.value,
      close: () => { input.readOnly = true; },
      reset: () => {
        input.readOnly = false;
        input.value = "";
      },
    };
  };

  /** @param {HTMLElement} box @param {Item} item */
  return (box, item) => item.kind === "order" ? order(box) : item.kind === "short" ? line(box) : ticks(box, item);
})();
