// @ts-check
/* Pages with maps for a phone: each map, enlarged with fingers, keys or buttons, and the
   reader's position on it. The position is asked for when its button is
   pressed, and stays in the page: nothing here sends anything. Without this
   script a map is shown whole, and its discs link to the stops. */

(() => {
  const json = document.getElementById("map-words");
  /** @type {Record<string, string> | null} */
  const words = json && JSON.parse(json.textContent || "null");
  if (!words) return; // a project's own layout

  /**
   * Where a drawing lies: x[0] + x[1] * (lon - view.lon) + x[2] * (lat - view.lat), and y likewise.
   * @typedef {Position & { x: number[], y: number[], scale: number }} View
   */

  /** @param {SVGSVGElement} svg @param {HTMLElement} tools */
  const enhance = (svg, tools) => {
    /** @type {View | null} */
    const view = JSON.parse(svg.dataset.view || "null");
    // An editor's own map is a picture below the drawing.
    const picture = /** @type {HTMLElement | null} */ (svg.previousElementSibling);
    const { width, height } = svg.viewBox.baseVal;
    const largest = picture ? 5 : 8, dotSize = 14, ringSize = 38; // a disc does not hide the ring
    let zoom = 1, left = 0, top = 0;
    /** @type {SVGElement | null} */
    let here = null; // the reader's position: a dot, a ring, and a circle for its accuracy

    // show sets what is visible. Names, discs and lines keep their size.
    const show = () => {
      zoom = Math.min(largest, Math.max(1, zoom));
      left = Math.min(width - width / zoom, Math.max(0, left));
      top = Math.min(height - height / zoom, Math.max(0, top));
      svg.setAttribute("viewBox", [left, top, width / zoom, height / zoom].join(" "));
      svg.style.setProperty("--shrink", String(1 / zoom));
      if (here) here.querySelectorAll("[data-size]").forEach(c => c.setAttribute("r", String(Number(c.getAttribute("data-size")) / zoom)));
      if (picture) {
        picture.style.transform = `scale(${zoom}) translate(${-100 * left / width}%, ${-100 * top / height}%)`;
        picture.querySelectorAll("img[srcset]").forEach(img => img.setAttribute("sizes", Math.round(svg.clientWidth * Math.max(zoom, 1)) + "px"));
      }
      svg.style.touchAction = zoom > 1 ? "none" : "pan-y"; // the whole map scrolls with its page
      zoomOut.disabled = whole.disabled = zoom === 1;
      zoomIn.disabled = zoom === largest;
    };

    /**
     * Zooms around a point of the drawing, which keeps its place on the screen.
     * @param {number} by @param {number} x @param {number} y
     */
    const enlarge = (by, x, y) => {
      const before = zoom;
      zoom = Math.min(largest, Math.max(1, zoom * by));
      left = x - (x - left) * before / zoom;
      top = y - (y - top) * before / zoom;
      show();
    };
    const discs = [.../** @type {NodeListOf<SVGGElement>} */ (svg.querySelectorAll(".mark"))].map(mark => {
      const at = /** @type {SVGGElement} */ (mark.parentNode);
      const { e, f } = at.transform.baseVal.getItem(0).matrix;
      return { at, x: e, y: f };
    });
    /**
     * Zooms around the middle, or around the nearest stop if none would be visible.
     * @param {number} by
     */
    const enlargeMiddle = by => {
      enlarge(by, left + width / zoom / 2, top + height / zoom / 2);
      const right = left + width / zoom, bottom = top + height / zoom;
      if (!discs.length || discs.some(d => d.x > left && d.x < right && d.y > top && d.y < bottom)) return;
      const x = (left + right) / 2, y = (top + bottom) / 2;
      const nearest = discs.reduce((a, b) => Math.hypot(a.x - x, a.y - y) <= Math.hypot(b.x - x, b.y - y) ? a : b);
      centre(nearest.x, nearest.y);
    };
    /** @param {number} x @param {number} y */
    const centre = (x, y) => {
      left = x - width / zoom / 2;
      top = y - height / zoom / 2;
      show();
    };
    /** @param {number} right @param {number} down */
    const move = (right, down) => {
      left += right / zoom;
      top += down / zoom;
      show();
    };

    /**
     * Returns a point of the screen in the drawing's units.
     * @param {{ clientX: number, clientY: number }} e
     */
    const pointAt = e => {
      const box = svg.getBoundingClientRect();
      return { x: left + (e.clientX - box.left) / box.width * width / zoom, y: top + (e.clientY - box.top) / box.height * height / zoom };
    };

    /* Pointers: one moves, two zoom. */

    /** @type {Map<number, PointerEvent>} */
    const pointers = new Map();
    let moved = false;
    svg.addEventListener("pointerdown", e => {
      pointers.set(e.pointerId, e);
      if (pointers.size === 1) moved = false;
    });
    svg.addEventListener("pointermove", e => {
      const last = pointers.get(e.pointerId);
      if (!last) return;
      pointers.set(e.pointerId, e);
      const unit = width / svg.getBoundingClientRect().width;
      const other = [...pointers.values()].find(p => p.pointerId !== e.pointerId);
      if (pointers.size === 2 && other) {
        /** @param {PointerEvent} p */
        const apart = p => Math.hypot(p.clientX - other.clientX, p.clientY - other.clientY);
        const at = pointAt({ clientX: (e.clientX + other.clientX) / 2, clientY: (e.clientY + other.clientY) / 2 });
        if (apart(last) > 0) enlarge(apart(e) / apart(last), at.x, at.y);
        moved = true;
      } else if (pointers.size === 1 && zoom > 1) {
        const right = last.clientX - e.clientX, down = last.clientY - e.clientY;
        if (Math.hypot(right, down) > 2) moved = true;
        if (moved) move(right * unit, down * unit);
        else pointers.set(e.pointerId, last);
      }
    });
    for (const end of /** @type {const} */ (["pointerup", "pointercancel", "pointerleave"])) svg.addEventListener(end, e => pointers.delete(e.pointerId));
    svg.addEventListener("click", e => { if (moved) e.preventDefault(); }, true); // a drag that ended on a stop
    svg.addEventListener("dragstart", e => e.preventDefault());
    svg.addEventListener("dblclick", e => { const at = pointAt(e); enlarge(2, at.x, at.y); });
    svg.addEventListener("wheel", e => {
      if (!e.ctrlKey) return; // the page scrolls
      e.preventDefault();
      const at = pointAt(e);
      enlarge(Math.pow(2, -e.deltaY / 200), at.x, at.y);
    }, { passive: false });

    const step = width / 6;
    /** @type {Record<string, () => void>} */
    const keys = {
      "+": () => enlargeMiddle(1.5), "=": () => enlargeMiddle(1.5), "-": () => enlargeMiddle(1 / 1.5), "0": () => enlargeMiddle(0),
      ArrowLeft: () => move(-step, 0), ArrowRight: () => move(step, 0), ArrowUp: () => move(0, -step), ArrowDown: () => move(0, step),
    };
    svg.addEventListener("keydown", e => {
      if (!keys[e.key] || e.ctrlKey || e.metaKey || e.altKey || zoom === 1 && e.key.startsWith("Arrow")) return;
      keys[e.key]();
      e.preventDefault();
    });

    /* The reader's position. */

    /** @param {string} key @param {Record<string, string | number>} values */
    const fill = (key, values) => making.fill(words[key], values);
    /** @param {number} metres */
    const distance = metres => {
      const [key, n] = measuring.distance(metres);
      return fill(key, { n });
    };
    const stops = [.../** @type {NodeListOf<SVGAElement>} */ (svg.querySelectorAll("a[data-at]"))].map(a => {
      const [lat, lon] = (a.dataset.at || "").split(",").map(Number);
      const number = a.querySelector(".number");
      const name = a.getAttribute("aria-label") || [number, ...a.querySelectorAll(".name")].map(n => n && n.textContent).join(" ");
      return { lat, lon, name, href: a.getAttribute("href") || "" };
    });
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    /** @type {number | null} */
    let watch = null;
    /** @param {string} name @param {number} cx @param {number} cy @param {number} r @param {boolean} [fixed] whether it keeps its size */
    const circle = (name, cx, cy, r, fixed) => {
      const c = document.createElementNS("http://www.w3.org/2000/svg", "circle");
      for (const [key, value] of Object.entries({ class: name, cx, cy, r })) c.setAttribute(key, String(value));
      if (fixed) c.setAttribute("data-size", String(r));
      return c;
    };
    /**
     * Returns the stop to go to: the nearest one, or the one after it for a reader who is at
     * the nearest or has passed it.
     * @param {Position} at
     */
    const nextStop = at => {
      const away = stops.map(s => measuring.metres(at, s));
      const k = away.indexOf(Math.min(...away));
      const passed = k + 1 < stops.length && (away[k] < measuring.near || away[k + 1] < measuring.metres(stops[k], stops[k + 1]));
      return passed ? { ...stops[k + 1], metres: away[k + 1] } : { ...stops[k], metres: away[k] };
    };
    /**
     * Writes a text with a link.
     * @param {string} text @param {string} name @param {string} href
     */
    const report = (text, name, href) => {
      const [before, after] = text.split("{link}");
      status.textContent = before;
      if (after === undefined) return;
      const a = document.createElement("a");
      a.href = href;
      a.textContent = name;
      status.append(a, after);
    };
    /** @param {GeolocationPosition} position */
    const found = ({ coords }) => {
      if (!view) return;
      const at = { lat: coords.latitude, lon: coords.longitude };
      /** @param {number[]} by */
      const place = by => by[0] + by[1] * (at.lon - view.lon) + by[2] * (at.lat - view.lat);
      const x = place(view.x), y = place(view.y), first = !here;
      if (here) here.remove();
      here = document.createElementNS("http://www.w3.org/2000/svg", "g");
      const inside = x >= 0 && y >= 0 && x <= width && y <= height;
      const next = stops.length ? nextStop(at) : null;
      if (inside) {
        here.append(circle("here-about", x, y, Math.max(1, coords.accuracy * view.scale)), circle("here-ring", x, y, ringSize, true), circle("here", x, y, dotSize, true));
        svg.insertBefore(here, discs.length ? discs[0].at : null); // below the numbers
        if (first && next) { // with the next stop in view
          zoom = Math.min(3, 0.35 * Math.min(width, height) / Math.max(1, next.metres * view.scale));
        }
        const aside = Math.max(Math.abs(x - left - width / zoom / 2) / width, Math.abs(y - top - height / zoom / 2) / height) * zoom;
        if (first || aside > 0.45) centre(x, y);
        else show();
      }
      const values = { distance: next ? distance(next.metres) : "", accuracy: distance(Math.max(10, coords.accuracy)) };
      if (next) report(fill(inside ? "map-here" : "map-outside", values), next.name, next.href);
      else status.textContent = fill(inside ? "map-spot" : "map-off", values);
    };
    const stop = () => {
      if (watch !== null) navigator.geolocation.clearWatch(watch);
      watch = null;
      if (here) here.remove();
      here = null;
      where.setAttribute("aria-pressed", "false");
    };
    /** @param {GeolocationPositionError} error */
    const failed = error => {
      if (error.code !== error.PERMISSION_DENIED && here) return; // the dot of an earlier fix stays
      stop();
      status.textContent = words[error.code === error.PERMISSION_DENIED ? "map-refused" : "map-unknown"];
    };

    /** @param {string} key @param {(b: HTMLButtonElement) => void} press */
    const button = (key, press) => {
      const b = document.createElement("button");
      b.type = "button";
      b.className = "button";
      b.textContent = words[key];
      b.addEventListener("click", () => press(b));
      tools.append(b);
      return b;
    };
    const zoomIn = button("map-in", () => enlargeMiddle(1.5));
    const zoomOut = button("map-out", () => enlargeMiddle(1 / 1.5));
    const whole = button("map-whole", () => enlargeMiddle(0));
    const where = button("map-where", b => {
      status.textContent = "";
      if (watch !== null) return stop();
      b.setAttribute("aria-pressed", "true");
      watch = navigator.geolocation.watchPosition(found, failed, { enableHighAccuracy: true, maximumAge: 5000, timeout: 30000 });
    });
    where.setAttribute("aria-pressed", "false");
    where.hidden = !navigator.geolocation || !view;
    const contrast = button("map-contrast", b => b.setAttribute("aria-pressed", String(svg.classList.toggle("outdoors"))));
    contrast.setAttribute("aria-pressed", "false");
    contrast.hidden = !!picture;
    tools.append(status);
    tools.hidden = false;
    svg.setAttribute("tabindex", "0");
    show();
  };

  document.querySelectorAll("figure.map").forEach(figure => {
    const svg = /** @type {SVGSVGElement | null} */ (figure.querySelector("svg.routemap"));
    const tools = /** @type {HTMLElement | null} */ (figure.querySelector(".map-tools"));
    if (svg && tools) enhance(svg, tools);
  });
})();
