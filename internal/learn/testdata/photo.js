// Photographs answer cards for tests: fills bubbles at random, and makes a picture in grey
// of the paper at an angle, in a shadow, with noise.

/** Returns a generator of numbers from 0 to 1. */
const randomFrom = seed => () => {
  seed = seed + 0x6d2b79f5 | 0;
  let t = Math.imul(seed ^ seed >>> 15, 1 | seed);
  t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
  return ((t ^ t >>> 14) >>> 0) / 4294967296;
};

/** A sheet of paper, on which lengths are millimetres. */
const sheetOf = (width, height, scale, paper) => {
  const w = Math.round(width * scale), h = Math.round(height * scale), data = new Uint8Array(w * h).fill(paper);
  /** Paints what is inside a shape; edge is the distance to its border, positive inside. */
  const paint = (x0, y0, x1, y1, grey, edge) => {
    for (let y = Math.max(0, Math.floor(y0 * scale)); y < Math.min(h, y1 * scale); y++) {
      for (let x = Math.max(0, Math.floor(x0 * scale)); x < Math.min(w, x1 * scale); x++) {
        const share = Math.min(1, Math.max(0, edge((x + 0.5) / scale, (y + 0.5) / scale) * scale + 0.5));
        if (share > 0) data[y * w + x] += share * (grey - data[y * w + x]);
      }
    }
  };
  const box = (x, y, wide, high, grey) => paint(x - 1, y - 1, x + wide + 1, y + high + 1, grey, (px, py) => Math.min(px - x, x + wide - px, py - y, y + high - py));
  const disc = (x, y, r, grey, cut = () => 9) => paint(x - r - 1, y - r - 1, x + r + 1, y + r + 1, grey, (px, py) => Math.min(r - Math.hypot(px - x, py - y), cut(px, py)));
  const circle = (x, y, r, line, grey) => paint(x - r - 1, y - r - 1, x + r + 1, y + r + 1, grey, (px, py) => line / 2 - Math.abs(r - Math.hypot(px - x, py - y)));
  return { data, width: w, height: h, scale, box, disc, circle };
};

/** Draws an empty card at (left, top). */
const printCard = (sheet, card, text, left, top, random) => {
  const black = 25, at = ([x, y]) => [left + x, top + y];
  for (const m of card.marks) sheet.box(left + m[0] - card.mark / 2, top + m[1] - card.mark / 2, card.mark, card.mark, black);
  const modules = qr(text), [x, y, side] = card.code, step = side / modules.length;
  modules.forEach((row, r) => row.forEach((dark, c) => { if (dark) sheet.box(left + x + c * step, top + y + r * step, step, step, black); }));
  for (let i = 0; i < 12; i++) sheet.box(left + 12 + 3 * i, top + 5, 1 + 1.5 * random(), 0.5 + 2 * random(), black); // a title
  for (const row of card.rows) {
    const [nx, ny] = at(row.at[0]);
    if (!row.teacher) sheet.box(nx - 7, ny - 1, 2, 2.2, 60);
    for (const b of row.at) {
      const [bx, by] = at(b);
      sheet.circle(bx, by, card.radius, 0.35, black);
      sheet.box(bx - 0.7, by - 0.9, 0.35, 1.8, 150); // a letter
      sheet.box(bx - 0.4, by - 0.2, 1, 0.35, 150);
    }
  }
  for (let i = 0; i < card.width; i += 3) sheet.box(left + i, top + card.height - 0.1, 1.5, 0.2, 120);
};

/** Fills a bubble: "full" with a pencil or a pen, "half", or "erased". */
const fillBubble = (sheet, [x, y], r, how, random) => {
  const grey = random() < 0.25 ? 20 + 50 * random() : 90 + 50 * random(), dx = 0.5 * random() - 0.25, dy = 0.5 * random() - 0.25;
  if (how === "full") sheet.disc(x + dx, y + dy, r * (0.92 + 0.2 * random()), grey);
  if (how === "half") {
    const turn = 2 * Math.PI * random();
    sheet.disc(x, y, r, grey, (px, py) => (px - x) * Math.cos(turn) + (py - y) * Math.sin(turn));
  }
  if (how === "erased") sheet.disc(x + dx, y + dy, r, 190 + 20 * random());
};

/** Photographs a sheet on a desk. Angles are radians; bend is how many millimetres the middle of the paper is shifted. */
const photograph = (sheet, size, { turn, tilt, axis, bend, blur, noise, shadow }, random) => {
  const w = sheet.width / sheet.scale, h = sheet.height / sheet.scale, far = 1.3 * Math.hypot(w, h);
  const seen = (x, y) => { // the sheet turned about its normal, and then about an axis in its plane
    const a = Math.cos(turn) * (x - w / 2) - Math.sin(turn) * (y - h / 2), b = Math.sin(turn) * (x - w / 2) + Math.cos(turn) * (y - h / 2);
    const along = a * Math.cos(axis) + b * Math.sin(axis), across = b * Math.cos(axis) - a * Math.sin(axis);
    const depth = far + across * Math.sin(tilt), y2 = across * Math.cos(tilt);
    return { x: far * (along * Math.cos(axis) - y2 * Math.sin(axis)) / depth, y: far * (along * Math.sin(axis) + y2 * Math.cos(axis)) / depth };
  };
  const flat = [[0, 0], [w, 0], [w, h], [0, h]].map(([x, y]) => ({ x, y })), bent = flat.map(p => seen(p.x, p.y));
  const xs = bent.map(p => p.x), ys = bent.map(p => p.y), wide = Math.max(...xs) - Math.min(...xs), high = Math.max(...ys) - Math.min(...ys);
  const zoom = size / Math.max(wide, high), margin = 0.03 * size;
  const to = bent.map(p => ({ x: margin + zoom * (p.x - Math.min(...xs)), y: margin + zoom * (p.y - Math.min(...ys)) }));
  const width = Math.round(2 * margin + zoom * wide), height = Math.round(2 * margin + zoom * high), back = plane.through(to, flat);
  const desk = 40 + 120 * random(), lights = new Float32Array(width * height);
  for (let y = 0, i = 0; y < height; y++) for (let x = 0; x < width; x++, i++) {
    const p = plane.project(back, x + 0.5, y + 0.5);
    p.y += bend * Math.sin(Math.PI * p.x / w);
    const on = p.x >= 0 && p.y >= 0 && p.x < w && p.y < h;
    const across = (Math.cos(shadow.turn) * (2 * x / width - 1) + Math.sin(shadow.turn) * (2 * y / height - 1)) / 1.42; // from -1 to 1
    const hard = Math.min(1, Math.max(0, 0.5 + 0.1 * width * (across - shadow.edge))); // that of a hand, some pixels wide
    const light = (1 - shadow.depth * (0.5 + 0.5 * across)) * (1 - shadow.hand * hard);
    lights[i] = light * (on ? greys.at(sheet, p.x * sheet.scale, p.y * sheet.scale) : desk);
  }
  const data = new Uint8Array(width * height), soft = blurred(blurred(lights, width, height, blur), width, height, blur);
  for (let i = 0; i < data.length; i++) data[i] = Math.min(255, Math.max(0, soft[i] + noise * (random() + random() + random() - 1.5)));
  return { data, width, height };
};

/** Blurs with the weights 1, blur, 1 in both directions. */
const blurred = (from, width, height, blur) => {
  const pass = (all, step, count) => {
    const to = new Float32Array(all.length), side = blur / (1 + 2 * blur), centre = 1 - 2 * side;
    for (let i = 0; i < all.length; i++) to[i] = centre * all[i] + side * (all[Math.max(0, i - step)] + all[Math.min(all.length - 1, i + step)]);
    return to;
  };
  return pass(pass(from, 1), width);
};
