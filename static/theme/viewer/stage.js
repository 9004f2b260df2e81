// @ts-check
/* The viewer: the stage on which a picture is enlarged and moved, with fingers, a
   mouse and a wheel. */

/**
 * Lets a reader enlarge and move the picture on a stage.
 * @param {HTMLElement} stage
 * @param {HTMLImageElement} picture fills the stage, as object-fit: contain
 * @param {{ swiped: (steps: number) => void, enlarged: () => void }} on what the viewer does
 */
const staged = (stage, picture, on) => {
  let view = zooming.whole;
  let widest = 0;
  let moved = false; // whether the fingers that are down have moved
  let tapped = { at: -Infinity, x: 0, y: 0 };
  /** @type {Map<number, { x: number, y: number }>} */
  const fingers = new Map();

  const size = () => ({ width: stage.clientWidth, height: stage.clientHeight });
  const fitted = () => zooming.fit({ width: picture.width, height: picture.height }, size());

  /** @param {View} next */
  const set = next => {
    view = zooming.within(next, fitted(), size());
    picture.style.transform = view.scale === 1 ? "" : `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
    stage.classList.toggle("zoomed", view.scale > 1);
    if (view.scale > 1) on.enlarged();
  };
  /** @param {number} factor @param {{ x: number, y: number }} [point] */
  const by = (factor, point = { x: 0, y: 0 }) => set(zooming.by(view, factor, point, zooming.most(widest, fitted())));
  /** @param {number} x @param {number} y */
  const move = (x, y) => set({ scale: view.scale, x: view.x + x, y: view.y + y });

  /** @param {MouseEvent} event */
  const point = event => {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
  };

  /** @param {{ x: number, y: number }[]} two */
  const span = ([a, b]) => ({ apart: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

  /** @type {{ x: number, y: number } | undefined} */
  let began; // where a single finger came down; missing once there were two
  stage.addEventListener("pointerdown", event => {
    if (event.button) return;
    stage.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, point(event));
    began = fingers.size === 1 ? point(event) : undefined;
    moved = fingers.size > 1;
  });
  stage.addEventListener("pointermove", event => {
    const from = fingers.get(event.pointerId);
    if (!from) return;
    const before = [...fingers.values()], to = point(event);
    fingers.set(event.pointerId, to);
    if (fingers.size === 2) {
      const old = span(before), now = span([...fingers.values()]);
      by(now.apart / (old.apart || 1), now);
      move(now.x - old.x, now.y - old.y);
      return;
    }
    moved = moved || !!began && Math.hypot(to.x - began.x, to.y - began.y) > 8;
    if (moved && view.scale > 1) move(to.x - from.x, to.y - from.y);
    else if (moved && began) picture.style.transform = `translate(${to.x - began.x}px)`;
  });

  /** @param {PointerEvent} event */
  const up = event => {
    if (!fingers.delete(event.pointerId)) return;
    const at = point(event);
    if (moved || event.type === "pointercancel") {
      const steps = began && view.scale === 1 && event.type === "pointerup" ? zooming.swiped(at.x - began.x, at.y - began.y) : 0;
      if (steps) on.swiped(steps);
      else set(view);
      return;
    }
    // iOS has no dblclick for fingers.
    const twice = event.timeStamp - tapped.at < 350 && Math.hypot(at.x - tapped.x, at.y - tapped.y) < 30;
    tapped = { at: twice ? -Infinity : event.timeStamp, ...at };
    if (twice) by(view.scale > 1 ? 0 : Infinity, at);
  };
  stage.addEventListener("pointerup", up);
  stage.addEventListener("pointercancel", up);
  stage.addEventListener("wheel", event => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    by(Math.exp(-event.deltaY / 200), point(event));
  }, { passive: false });
  addEventListener("resize", () => set(view));

  return {
    by, move,
    zoomed: () => view.scale > 1,
    /** @param {string} srcset of the picture that is shown from here on */
    reset: srcset => {
      widest = zooming.widest(srcset);
      fingers.clear();
      set(zooming.whole);
    },
  };
};
