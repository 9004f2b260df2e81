// @ts-check
/* Route pages: the map, enlarged with fingers, keys or buttons, and the
   reader's position on it. The position is asked for when its button is
   pressed, and stays in the page: nothing here sends anything. Without this
   script the map is shown whole, and its discs link to the stops. */

(() => {
  const svg = /** @type {SVGSVGElement | null} */ (document.querySelector("svg.routemap"));
  const tools = document.getElementById("map-tools");
  const json = document.getElementById("map-data");
  /**
   * @type {{ words: Record<string, string>, view: { lat: number, lon: number, perLat: number, perLon: number, left: number, top: number, scale: number } } | null}
   */
  const data = json && JSON.parse(json.textContent || "null");
  if (!svg || !tools || !data) return; // a project's own layout

  const { view, words } = data;
  const { width, height } = svg.viewBox.baseVal;
  const largest = 8, dotSize = 14;
  let zoom = 1, left = 0, top = 0;
  /** @type {SVGElement | null} */
  let here = null; // the reader's position: a dot, and a circle for its accuracy
  /** @type {SVGElement | null} */
  let dot = null;

  // show sets what is visible. Names, discs and lines keep their size.
  const show = () => {
    zoom = Math.min(largest, Math.max(1, zoom));
    left = Math.min(width - width / zoom, Math.max(0, left));
    top = Math.min(height - height / zoom, Math.max(0, top));
    svg.setAttribute("viewBox", [left, top, width / zoom, height / zoom].join(" "));
    svg.style.setProperty("--shrink", String(1 / zoom));
    if (dot) dot.setAttribute("r", String(dotSize / zoom));
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
  /** @param {number} by */
  const enlargeMiddle = by => enlarge(by, left + width / zoom / 2, top + height / zoom / 2);
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
  const fill = (key, values) => words[key].replace(/\{(\w+)\}/g, (whole, name) => name in values ? String(values[name]) : whole);
  /** @param {number} metres */
  const distance = metres => metres < 995 ? fill("metres", { n: Math.round(metres / 10) * 10 })
    : fill("kilometres", { n: metres < 9950 ? (metres / 1000).toFixed(1) : Math.round(metres / 1000) });
  const stops = [.../** @type {NodeListOf<SVGAElement>} */ (svg.querySelectorAll("a[data-at]"))].map(a => {
    const [lat, lon] = (a.dataset.at || "").split(",").map(Number);
    const number = a.querySelector(".number");
    return { lat, lon, number: number && number.textContent || "", name: [...a.querySelectorAll(".name")].map(n => n.textContent).join(" ") };
  });
  /** @typedef {{ lat: number, lon: number }} Position */
  /** @param {Position} a @param {Position} b */
  const metres = (a, b) => {
    /** @param {number} d */
    const half = d => Math.sin(d * rad / 2) ** 2;
    const rad = Math.PI / 180;
    return 12742017.6 * Math.asin(Math.sqrt(half(b.lat - a.lat) + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * half(b.lon - a.lon)));
  };
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  /** @type {number | null} */
  let watch = null;
  /** @param {string} name @param {number} cx @param {number} cy @param {number} r */
  const circle = (name, cx, cy, r) => {
    const c = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    for (const [key, value] of Object.entries({ class: name, cx, cy, r })) c.setAttribute(key, String(value));
    return c;
  };
  /** @param {GeolocationPosition} position */
  const found = ({ coords }) => {
    const at = { lat: coords.latitude, lon: coords.longitude };
    const x = ((at.lon - view.lon) * view.perLon - view.left) * view.scale;
    const y = ((view.lat - at.lat) * view.perLat - view.top) * view.scale;
    if (here) here.remove();
    here = document.createElementNS("http://www.w3.org/2000/svg", "g");
    const inside = x >= 0 && y >= 0 && x <= width && y <= height;
    if (inside) {
      dot = circle("here", x, y, dotSize / zoom);
      here.append(circle("here-about", x, y, Math.max(1, coords.accuracy * view.scale)), dot);
      svg.append(here);
    }
    const nearest = stops.reduce((a, b) => metres(at, a) <= metres(at, b) ? a : b);
    status.textContent = fill(inside ? "map-here" : "map-outside", {
      stop: nearest.number, name: nearest.name, distance: distance(metres(at, nearest)), accuracy: distance(Math.max(10, coords.accuracy)),
    });
  };
  const stop = () => {
    if (watch !== null) navigator.geolocation.clearWatch(watch);
    watch = null;
    if (here) here.remove();
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
  where.hidden = !navigator.geolocation || !stops.length;
  const contrast = button("map-contrast", b => b.setAttribute("aria-pressed", String(svg.classList.toggle("outdoors"))));
  contrast.setAttribute("aria-pressed", "false");
  tools.append(status);
  tools.hidden = false;
  svg.setAttribute("tabindex", "0");
  show();
})();
