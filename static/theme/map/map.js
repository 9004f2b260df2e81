/* A route's map in the hand: enlarged with fingers, keys or buttons, and with
   the place where its reader stands. The position is asked for when the
   button is pressed, and stays in the page: nothing here sends anything.
   Without this script the map is whole, and its discs lead to the stops. */

(() => {
  "use strict";

  const svg = document.querySelector("svg.routemap");
  const tools = document.getElementById("map-tools");
  const data = JSON.parse((document.getElementById("map-data") || { textContent: "null" }).textContent);
  if (!svg || !tools || !data) return; // a project's own layout

  const { view, words } = data;
  const { width, height } = svg.viewBox.baseVal;
  const largest = 8, dotSize = 14;
  let zoom = 1, left = 0, top = 0;
  let here = null, me = null; // where the reader is: all of it, and its dot

  // show sets what is seen. Names, discs and lines stay as large as they were.
  const show = () => {
    zoom = Math.min(largest, Math.max(1, zoom));
    left = Math.min(width - width / zoom, Math.max(0, left));
    top = Math.min(height - height / zoom, Math.max(0, top));
    svg.setAttribute("viewBox", [left, top, width / zoom, height / zoom].join(" "));
    svg.style.setProperty("--shrink", 1 / zoom);
    if (me) me.setAttribute("r", dotSize / zoom);
    svg.style.touchAction = zoom > 1 ? "none" : "pan-y"; // the whole map scrolls with its page
    out.disabled = whole.disabled = zoom === 1;
    nearer.disabled = zoom === largest;
  };

  // enlarge zooms around a place of the drawing, which stays where it is.
  const enlarge = (by, x, y) => {
    const before = zoom;
    zoom = Math.min(largest, Math.max(1, zoom * by));
    left = x - (x - left) * before / zoom;
    top = y - (y - top) * before / zoom;
    show();
  };
  const middle = by => enlarge(by, left + width / zoom / 2, top + height / zoom / 2);
  const move = (right, down) => {
    left += right / zoom;
    top += down / zoom;
    show();
  };

  // place is a point of the screen as a place of the drawing.
  const place = e => {
    const box = svg.getBoundingClientRect();
    return { x: left + (e.clientX - box.left) / box.width * width / zoom, y: top + (e.clientY - box.top) / box.height * height / zoom };
  };

  /* Fingers and mouse: one moves, two enlarge. */

  const fingers = new Map();
  let moved = false;
  svg.addEventListener("pointerdown", e => {
    fingers.set(e.pointerId, e);
    if (fingers.size === 1) moved = false;
  });
  svg.addEventListener("pointermove", e => {
    const last = fingers.get(e.pointerId);
    if (!last) return;
    fingers.set(e.pointerId, e);
    const unit = width / svg.getBoundingClientRect().width;
    if (fingers.size === 2) {
      const other = [...fingers.values()].find(f => f.pointerId !== e.pointerId);
      const apart = f => Math.hypot(f.clientX - other.clientX, f.clientY - other.clientY);
      const at = place({ clientX: (e.clientX + other.clientX) / 2, clientY: (e.clientY + other.clientY) / 2 });
      if (apart(last) > 0) enlarge(apart(e) / apart(last), at.x, at.y);
      moved = true;
    } else if (fingers.size === 1 && zoom > 1) {
      const right = last.clientX - e.clientX, down = last.clientY - e.clientY;
      if (Math.hypot(right, down) > 2) moved = true;
      if (moved) move(right * unit, down * unit);
      else fingers.set(e.pointerId, last);
    }
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) svg.addEventListener(end, e => fingers.delete(e.pointerId));
  svg.addEventListener("click", e => { if (moved) e.preventDefault(); }, true); // a drag that ended on a stop
  svg.addEventListener("dragstart", e => e.preventDefault());
  svg.addEventListener("dblclick", e => { const at = place(e); enlarge(2, at.x, at.y); });
  svg.addEventListener("wheel", e => {
    if (!e.ctrlKey) return; // the page scrolls
    e.preventDefault();
    const at = place(e);
    enlarge(Math.pow(2, -e.deltaY / 200), at.x, at.y);
  }, { passive: false });

  const step = width / 6;
  const keys = {
    "+": () => middle(1.5), "=": () => middle(1.5), "-": () => middle(1 / 1.5), "0": () => middle(0),
    ArrowLeft: () => move(-step, 0), ArrowRight: () => move(step, 0), ArrowUp: () => move(0, -step), ArrowDown: () => move(0, step),
  };
  svg.addEventListener("keydown", e => {
    if (!keys[e.key] || e.ctrlKey || e.metaKey || e.altKey || zoom === 1 && e.key.startsWith("Arrow")) return;
    keys[e.key]();
    e.preventDefault();
  });

  /* Where the reader is. */

  const fill = (key, values) => words[key].replace(/\{(\w+)\}/g, (whole, name) => name in values ? values[name] : whole);
  const distance = metres => metres < 995 ? fill("metres", { n: Math.round(metres / 10) * 10 })
    : fill("kilometres", { n: metres < 9950 ? (metres / 1000).toFixed(1) : Math.round(metres / 1000) });
  const stops = [...svg.querySelectorAll("a[data-at]")].map(a => {
    const [lat, lon] = a.dataset.at.split(",").map(Number);
    return { lat, lon, number: a.querySelector(".number").textContent, name: [...a.querySelectorAll(".name")].map(n => n.textContent).join(" ") };
  });
  const metres = (a, b) => {
    const rad = Math.PI / 180, half = d => Math.sin(d * rad / 2) ** 2;
    return 12742017.6 * Math.asin(Math.sqrt(half(b.lat - a.lat) + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * half(b.lon - a.lon)));
  };
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  let watch = null;
  const dot = (name, cx, cy, r) => {
    const circle = document.createElementNS(svg.namespaceURI, "circle");
    for (const [key, value] of Object.entries({ class: name, cx, cy, r })) circle.setAttribute(key, value);
    return circle;
  };
  const found = ({ coords }) => {
    const at = { lat: coords.latitude, lon: coords.longitude };
    const x = ((at.lon - view.lon) * view.perLon - view.left) * view.scale;
    const y = ((view.lat - at.lat) * view.perLat - view.top) * view.scale;
    if (here) here.remove();
    here = document.createElementNS(svg.namespaceURI, "g");
    const inside = x >= 0 && y >= 0 && x <= width && y <= height;
    if (inside) {
      me = dot("here", x, y, dotSize / zoom);
      here.append(dot("here-about", x, y, Math.max(1, coords.accuracy * view.scale)), me);
      svg.append(here);
    }
    const nearest = stops.reduce((a, b) => metres(at, a) <= metres(at, b) ? a : b);
    said.textContent = fill(inside ? "map-here" : "map-outside", {
      stop: nearest.number, name: nearest.name, distance: distance(metres(at, nearest)), accuracy: distance(Math.max(10, coords.accuracy)),
    });
  };
  const stop = () => {
    navigator.geolocation.clearWatch(watch);
    watch = null;
    if (here) here.remove();
    where.setAttribute("aria-pressed", "false");
  };
  const lost = error => {
    if (error.code !== 1 && here) return; // it was found before: the dot stays
    stop();
    said.textContent = words[error.code === 1 ? "map-refused" : "map-unknown"];
  };

  const button = (key, press) => {
    const b = document.createElement("button");
    b.type = "button";
    b.className = "button";
    b.textContent = words[key];
    b.addEventListener("click", () => press(b));
    tools.append(b);
    return b;
  };
  const nearer = button("map-in", () => middle(1.5));
  const out = button("map-out", () => middle(1 / 1.5));
  const whole = button("map-whole", () => middle(0));
  const where = button("map-where", b => {
    said.textContent = "";
    if (watch !== null) return stop();
    b.setAttribute("aria-pressed", "true");
    watch = navigator.geolocation.watchPosition(found, lost, { enableHighAccuracy: true, maximumAge: 5000, timeout: 30000 });
  });
  where.setAttribute("aria-pressed", "false");
  where.hidden = !navigator.geolocation || !stops.length;
  const contrast = button("map-contrast", b => b.setAttribute("aria-pressed", String(svg.classList.toggle("outdoors"))));
  contrast.setAttribute("aria-pressed", "false");
  tools.append(said);
  tools.hidden = false;
  svg.setAttribute("tabindex", "0");
  show();
})();
