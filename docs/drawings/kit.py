"""The drawing kit of the sample guide: paper, washes, trees, walls, roofs.

A part is a function that returns a piece of SVG; a scene is a string of parts,
farthest first. Coordinates are pixels of the finished picture, y grows downward,
and the y of an object on the ground is that of the ground. Everything random
takes a seed, so that a drawing comes out the same every time.
"""
import math
import random

PAPER, INK, RED, SLATE, MOSS = "#f4efe6", "#2b2a28", "#8a3b2a", "#5a6b78", "#6b7355"
STONE, SHADE, OCHRE, MIST, BARK = "#e9e1d3", "#b9ad9b", "#b98f52", "#cfd3cf", "#5b4a3c"
BRICK, TILE, WHITE, PINE = "#925a4b", "#6f7374", "#faf7f0", "#46523f"

_ids = 0


def _id():
    global _ids
    _ids += 1
    return f"i{_ids}"


# --- plain shapes ---------------------------------------------------------

def n(v):
    return f"{v:.1f}".rstrip("0").rstrip(".")


def pts(points, closed=True):
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + ("Z" if closed else "")


def path(d, fill="none", stroke="none", w=2, o=1, extra=""):
    return f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{n(w)}" opacity="{n(o * 100)}%" {extra}/>'


def poly(points, fill, stroke="none", w=2, o=1):
    return path(pts(points), fill, stroke, w, o)


def rect(x, y, w, h, fill, stroke="none", sw=2, o=1):
    return poly([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], fill, stroke, sw, o)


def line(x1, y1, x2, y2, c=INK, w=2, o=.8):
    return path(f"M{n(x1)} {n(y1)}L{n(x2)} {n(y2)}", "none", c, w, o, 'stroke-linecap="round"')


def oval(x, y, rx, ry, fill, stroke="none", w=2, o=1):
    return (f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(rx)}" ry="{n(ry)}" fill="{fill}" stroke="{stroke}" '
            f'stroke-width="{n(w)}" opacity="{n(o * 100)}%"/>')


def smooth(points, closed=False):
    """A curve through the points (Catmull-Rom as Béziers)."""
    p = list(points)
    p = [p[-1]] + p + p[:2] if closed else [p[0]] + p + [p[-1]]
    d = f"M{n(p[1][0])} {n(p[1][1])}"
    for a, b, c, e in zip(p, p[1:], p[2:], p[3:]):
        d += "C" + " ".join(n(v) for v in (b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6,
                                           c[0] - (e[0] - b[0]) / 6, c[1] - (e[1] - b[1]) / 6, *c))
    return d + ("Z" if closed else "")


def group(*parts, o=1, t="", f=""):
    f = f'filter="url(#{f})"' if f else ""
    t = f'transform="{t}"' if t else ""
    return f'<g opacity="{o}" {t} {f}>' + "".join(parts) + "</g>"


def wash(*parts, o=1):
    """Pigment: uneven tone, soft uneven edges."""
    return group(*parts, o=o, f="wash")


def ink(*parts, o=1):
    """Drawn by hand: edges waver a little."""
    return group(*parts, o=o, f="ink")


def clip(shape_d, *parts):
    i = _id()
    return f'<clipPath id="{i}"><path d="{shape_d}"/></clipPath><g clip-path="url(#{i})">' + "".join(parts) + "</g>"


def fade(d, colour, y0, y1, a0=1., a1=0.):
    """A shape whose colour thins out from y0 to y1, as a wash into mist."""
    i = _id()
    return (f'<linearGradient id="{i}" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="{n(y0)}" y2="{n(y1)}">'
            f'<stop offset="0" stop-color="{colour}" stop-opacity="{a0}"/>'
            f'<stop offset="1" stop-color="{colour}" stop-opacity="{a1}"/></linearGradient>'
            f'<path d="{d}" fill="url(#{i})"/>')


def box(x, y, w, h):
    return pts([(x, y), (x + w, y), (x + w, y + h), (x, y + h)])


# --- the sheet --------------------------------------------------------------

def sheet(w, h, *parts, seal=None):
    """The finished picture: paper, the parts, grain, a border of bare paper, the seal."""
    full = f'filterUnits="userSpaceOnUse" x="-60" y="-60" width="{w + 120}" height="{h + 120}" color-interpolation-filters="sRGB"'
    defs = f"""<defs>
<filter id="wash" {full}><feTurbulence type="fractalNoise" baseFrequency=".018" numOctaves="3" seed="4" result="e"/>
<feDisplacementMap in="SourceGraphic" in2="e" scale="9" xChannelSelector="R" yChannelSelector="G" result="s"/>
<feTurbulence type="fractalNoise" baseFrequency=".004 .007" numOctaves="4" seed="9"/>
<feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  1.5 0 0 0 .16" result="m"/>
<feComposite in="s" in2="m" operator="in"/></filter>
<filter id="ink" {full}><feTurbulence type="fractalNoise" baseFrequency=".011" numOctaves="2" seed="2" result="e"/>
<feDisplacementMap in="SourceGraphic" in2="e" scale="6" xChannelSelector="R" yChannelSelector="G"/></filter>
<filter id="mist" {full}><feGaussianBlur stdDeviation="26"/></filter>
<filter id="soft" {full}><feGaussianBlur stdDeviation="7"/></filter>
<filter id="grain" {full}><feTurbulence type="fractalNoise" baseFrequency=".55" numOctaves="2" seed="7"/>
<feColorMatrix values="0 0 0 0 .25  0 0 0 0 .2  0 0 0 0 .15  .55 0 0 0 -.22"/></filter>
<filter id="fibre" {full}><feTurbulence type="fractalNoise" baseFrequency=".003 .02" numOctaves="3" seed="12"/>
<feColorMatrix values="0 0 0 0 .45  0 0 0 0 .36  0 0 0 0 .24  .5 0 0 0 -.17"/></filter>
</defs>"""
    m = 34
    frame = path(f"M-50 -50H{w + 50}V{h + 50}H-50Z" + f"M{m} {m}V{h - m}H{w - m}V{m}Z", PAPER, extra='fill-rule="evenodd"')
    sx, sy = seal or (w - m - 78, h - m - 78)
    mark = ink(rect(sx, sy, 46, 46, RED, o=.9)) + (
        f'<text x="{sx + 23}" y="{sy + 35}" font-family="Noto Serif CJK SC" font-weight="bold" '
        f'font-size="34" fill="{PAPER}" text-anchor="middle" opacity=".95">途</text>')
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}">{defs}'
            f'<rect width="{w}" height="{h}" fill="{PAPER}"/>' + "".join(parts)
            + group(frame, f="ink") + mark
            + f'<rect width="{w}" height="{h}" filter="url(#fibre)" opacity=".5"/>'
            + f'<rect width="{w}" height="{h}" filter="url(#grain)" opacity=".42"/></svg>')


def sky(w, h, colour=SLATE, top=.34, reach=.75):
    return wash(fade(box(0, 0, w, h), colour, 0, h * reach, top, 0))


def sun(x, y, r, colour=RED, o=.75):
    return wash(oval(x, y, r, r, colour, o=o))


def glow(x, y, r, colour, o=.5):
    i = _id()
    return (f'<radialGradient id="{i}"><stop offset="0" stop-color="{colour}" stop-opacity="{o}"/><stop offset=".45" stop-color="{colour}" stop-opacity="{o * .45:.2f}"/>'
            f'<stop offset="1" stop-color="{colour}" stop-opacity="0"/></radialGradient><circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="url(#{i})"/>')


def smoke(x, y, seed=1, colour="#3a302c", size=1., o=.5):
    """A column that rises from (x, y), widens and drifts to the right."""
    r = random.Random(seed)
    return "".join(glow(x + (t * 26) ** 1.75 * .9 * size + r.gauss(0, 16 + 50 * t) * size, y - t * 640 * size + r.gauss(0, 12), (52 + 170 * t) * size, colour, o * (1 - .75 * t))
                   for t in [k / 26 for k in range(27)])


def ground(w, h, y, colour=MOSS, a=.5, seed=1, rise=8):
    r = random.Random(seed)
    edge = [(x, y + r.uniform(-rise, rise)) for x in range(-20, w + 120, 110)]
    return wash(fade(smooth(edge) + f"L{w + 120} {h + 20}L-20 {h + 20}Z", colour, y, h, a, a * .35))


def hills(w, y, height, colour, a=.6, seed=1, depth=None, peaks=3, x0=0):
    """A range whose ridge rises `height` above y and thins into mist below it."""
    r = random.Random(seed)
    ph = [(r.uniform(0, 6.3), r.uniform(.8, 1.2) * peaks * (k + 1), 1 / (k + 1) ** 1.25) for k in range(6)]
    edge = []
    for x in range(x0 - 20, w + 60, 26):
        v = sum(a_ * math.sin(p + f * 2.1 * x / w) for p, f, a_ in ph)
        edge.append((x, y - height * (.5 + .32 * v) + r.uniform(-3, 3)))
    low = y + (depth or height * .9)
    ridge = smooth(edge)
    return wash(fade(ridge + f"L{w + 60} {n(low)}L{x0 - 20} {n(low)}Z", colour, y - height, low, a, 0),
                path(ridge, "none", INK, 1.6, .22))


def mist(x, y, rx, ry, o=.8):
    return group(oval(x, y, rx, ry, PAPER, o=o), f="mist")


def water(w, y0, y1, colour=SLATE, a=.32, seed=1, x0=0, dashes=90):
    r = random.Random(seed)
    s = [wash(fade(box(x0, y0, w - x0, y1 - y0), colour, y0, y1, a, a * .45))]
    marks = []
    for _ in range(dashes):
        t = r.random() ** 1.5
        y, l = y0 + 6 + t * (y1 - y0 - 12), (14 + 110 * t) * r.uniform(.5, 1.3)
        x = r.uniform(x0, w)
        marks.append(path(f"M{n(x)} {n(y)}q{n(l / 2)} {n(r.uniform(-3, 3))} {n(l)} 0", "none", r.choice([colour, INK, WHITE]),
                          1 + 1.6 * t, r.uniform(.15, .42), 'stroke-linecap="round"'))
    return "".join(s) + ink(*marks)


def mirror(parts, y, o=.3):
    """The reflection in the water of parts whose foot is at y."""
    return group(parts, o=o, t=f"translate(0 {n(2 * y)}) scale(1 -1)")


def grass(x0, x1, y, spread=14, count=60, colour=MOSS, seed=1, size=16):
    r = random.Random(seed)
    s = []
    for _ in range(count):
        x, b, l = r.uniform(x0, x1), y + r.uniform(-spread, spread), r.uniform(.5, 1.2) * size
        s.append(path(f"M{n(x)} {n(b)}q{n(r.uniform(-4, 4))} {n(-l * .6)} {n(r.uniform(-8, 8))} {n(-l)}", "none", colour,
                      1.6, r.uniform(.35, .8), 'stroke-linecap="round"'))
    return ink(*s)


def reeds(x0, x1, y, h, count=26, seed=1):
    r = random.Random(seed)
    s = []
    for _ in range(count):
        x, l, lean = r.uniform(x0, x1), h * r.uniform(.55, 1), r.uniform(-26, 26)
        s.append(path(f"M{n(x)} {n(y)}q{n(lean * .2)} {n(-l * .6)} {n(lean)} {n(-l)}", "none", r.choice([MOSS, BARK, INK]), 2.2,
                      r.uniform(.4, .8), 'stroke-linecap="round"'))
    return ink(*s)


# --- trees ------------------------------------------------------------------

def trunk(x, y, h, w, lean=0, colour=BARK, o=.9):
    return path(f"M{n(x - w / 2)} {n(y)}Q{n(x - w * .2)} {n(y - h * .5)} {n(x + lean - w * .18)} {n(y - h)}"
                f"L{n(x + lean + w * .18)} {n(y - h)}Q{n(x + w * .3)} {n(y - h * .5)} {n(x + w / 2)} {n(y)}Z", colour, o=o)


def tree(x, y, h, colour=MOSS, seed=1, a=.55, width=.8):
    """A broadleaf tree: a trunk that forks and overlapping pools of leaf colour."""
    r = random.Random(seed)
    cy, rx, ry = y - h * .66, h * width / 2, h * .36
    s = [trunk(x, y, h * .62, h * .06, r.uniform(-6, 6))]
    for _ in range(5):
        dx = r.uniform(-.6, .6) * rx
        s.append(path(f"M{n(x)} {n(y - h * .36)}Q{n(x + dx * .3)} {n(y - h * .5)} {n(x + dx)} {n(cy + r.uniform(-.3, .3) * ry)}",
                      "none", BARK, h * .01 + 1, .55))
    boughs = []
    for k in range(13):
        t, q = k * 2.4, ((k + .5) / 13) ** .5
        boughs.append((x + math.cos(t) * q * rx * .72, cy + math.sin(t) * q * ry * .72))
    for bx, by in boughs:
        for k in range(9):
            px, py = bx + r.uniform(-.3, .3) * rx, by + r.uniform(-.2, .3) * ry
            dark = (py - cy) / ry * .35 + .5
            s.append(blob(px, py, rx * r.uniform(.12, .24), ry * r.uniform(.1, .2), PINE if r.random() < dark * .4 else colour, a * r.uniform(.4, .9), r))
    for bx, by in boughs:
        for _ in range(12):
            px, py = bx + r.gauss(0, .2) * rx, by + r.gauss(0, .17) * ry
            s.append(oval(px, py, r.uniform(1.6, 4.5), r.uniform(1.3, 3), r.choice([PINE, colour, INK]), o=r.uniform(.25, .6)))
    return wash(*s)


def blob(x, y, rx, ry, colour, o, r):
    p = [(x + math.cos(k * .785) * rx * r.uniform(.75, 1.2), y + math.sin(k * .785) * ry * r.uniform(.75, 1.2)) for k in range(8)]
    return path(smooth(p, True), colour, o=o)


def pine(x, y, h, seed=1, colour=PINE, lean=0., o=.9):
    """A Chinese pine: a bent trunk, flat shelves of needles."""
    r = random.Random(seed)
    top = x + lean * h
    s = [path(f"M{n(x - h * .035)} {n(y)}C{n(x - h * .02)} {n(y - h * .4)} {n(x + lean * h * 1.2)} {n(y - h * .5)} {n(top)} {n(y - h * .96)}"
              f"L{n(top + h * .012)} {n(y - h * .95)}C{n(x + lean * h * 1.2 + h * .04)} {n(y - h * .5)} {n(x + h * .03)} {n(y - h * .4)} {n(x + h * .04)} {n(y)}Z",
              BARK, o=.95)]
    for k in range(7):
        t = .38 + k * .1
        cx = x + lean * h * t + (-1) ** k * h * r.uniform(.05, .13) * (1.25 - t)
        cy, rx = y - h * t, h * (.30 * (1.2 - t) + .05) * r.uniform(.85, 1.15)
        s.append(line(x + lean * h * t, cy + h * .05, cx + (-1) ** k * rx * .5, cy + 3, BARK, h * .012 + 1, .8))
        edge = [(cx - rx, cy + 4)] + [(cx + rx * u, cy - rx * .34 * (1 - u * u) * r.uniform(.7, 1.25)) for u in (-.7, -.35, 0, .35, .7)] + [(cx + rx, cy + 4), (cx, cy + rx * .09)]
        s.append(path(smooth(edge, True), colour, o=o * r.uniform(.78, 1)))
        for _ in range(10):
            u = r.uniform(-.9, .9)
            s.append(line(cx + rx * u, cy, cx + rx * u + r.uniform(-4, 4), cy - rx * .3 * (1 - u * u) - r.uniform(2, 7), INK, 1.3, .45))
    return wash(*s)


def cypress(x, y, h, w=None, seed=1, colour=PINE, o=.88):
    r = random.Random(seed)
    w = w or h * .2
    left, right = [], []
    for k in range(1, 13):
        t = k / 13
        half = w / 2 * (math.sin(math.pi * (1 - t) ** .62) * .9 + .1 * (1 - t))
        left.append((x - half * r.uniform(.82, 1.1), y - h * .07 - h * .93 * t))
        right.append((x + half * r.uniform(.82, 1.1), y - h * .07 - h * .93 * t))
    s = [trunk(x, y, h * .14, w * .16), path(smooth([(x, y - h * .06)] + left + [(x, y - h)] + right[::-1], True), colour, o=o)]
    for _ in range(int(h / 12)):
        t = r.uniform(.08, .85)
        half = w / 2 * math.sin(math.pi * (1 - t) ** .62) * .75
        px, py = x + r.uniform(-half, half), y - h * .07 - h * .9 * t
        s.append(line(px, py, px + r.uniform(-3, 3), py - r.uniform(10, 26), r.choice([INK, MOSS]), 1.7, .5))
    return wash(*s)


def willow(x, y, h, seed=1, colour=MOSS, side=1, strands=110):
    """A weeping willow: a leaning trunk, a soft crown, strands hanging from all of it."""
    r = random.Random(seed)
    cx, cy = x + side * h * .1, y - h * .62
    crown = [blob(cx + r.gauss(0, .16) * h, cy - h * .1 + r.gauss(0, .075) * h, h * r.uniform(.05, .1), h * r.uniform(.04, .08), r.choice([colour, PINE]), r.uniform(.2, .45), r) for _ in range(60)]
    limbs = [path(f"M{n(cx)} {n(cy + h * .06)}Q{n(cx + a * h * .1)} {n(cy - h * .08)} {n(cx + a * h * .24)} {n(cy - h * .1 + abs(a) * h * .03)}", "none", BARK, h * .012 + 1, .7) for a in (-1, -.5, .2, .6, 1)]
    s = []
    for _ in range(strands):
        a = max(-1.15, min(1.15, r.gauss(0, .55)))
        px, py = cx + a * h * .32, cy - h * .12 * r.uniform(.2, 1.4) * (1.25 - abs(a))
        drop = h * r.uniform(.2, .5) * (.7 + .4 * abs(a))
        s.append(path(f"M{n(px)} {n(py)}q{n(a * h * .05)} {n(drop * .25)} {n(a * h * .06)} {n(drop)}", "none", r.choice([colour, colour, PINE]), r.uniform(1.3, 2.6), r.uniform(.3, .65), 'stroke-linecap="round"'))
    return wash(trunk(x, y, h * .6, h * .07, side * h * .1), *limbs, *crown) + ink(*s)


# --- masonry ----------------------------------------------------------------

def bricks(x, y, w, h, colour=BRICK, seed=1, course=13, length=34, line_o=.16):
    r = random.Random(seed)
    s = [rect(x, y, w, h, colour)]
    k, yy = 0, y
    while yy < y + h - 1:
        xx = x - (length / 2 if k % 2 else 0)
        while xx < x + w:
            if r.random() < .3:
                a, b = max(x, xx), min(x + w, xx + length)
                s.append(rect(a, yy, b - a, min(course, y + h - yy), r.choice([INK, PAPER, BARK]), o=r.uniform(.03, .13)))
            xx += length
        s.append(line(x, yy, x + w, yy, PAPER, 1, line_o))
        yy += course
        k += 1
    return "".join(s)


def ashlar(x, y, w, h, colour=STONE, seed=1, course=34, length=86, line_o=.3):
    """Dressed stone: big blocks, fine joints."""
    r = random.Random(seed)
    s = [rect(x, y, w, h, colour)]
    k, yy = 0, y
    while yy < y + h - 2:
        hh = min(course, y + h - yy)
        xx = x - (length / 2 if k % 2 else 0)
        while xx < x + w:
            a, b = max(x, xx), min(x + w, xx + length)
            if r.random() < .5:
                s.append(rect(a, yy, b - a, hh, r.choice([SHADE, WHITE, OCHRE]), o=r.uniform(.05, .22)))
            if xx > x:
                s.append(line(xx, yy, xx, yy + hh, INK, 1.1, line_o))
            xx += length
        s.append(line(x, yy, x + w, yy, INK, 1.1, line_o))
        yy += course
        k += 1
    return "".join(s)


def arch_d(x, y, w, h):
    """An opening with its foot at y: straight sides and a half-circle."""
    r = w / 2
    return f"M{n(x)} {n(y)}V{n(y - h + r)}A{n(r)} {n(r)} 0 0 1 {n(x + w)} {n(y - h + r)}V{n(y)}Z"


def voussoirs(cx, cy, r0, r1, count=13, fill=STONE, a0=math.pi, a1=0., seed=1, skip=(), o=.7):
    rn = random.Random(seed)
    s = []
    for k in range(count):
        if k in skip:
            continue
        a, b = a0 + (a1 - a0) * k / count, a0 + (a1 - a0) * (k + 1) / count
        q = [(cx + math.cos(t) * r, cy - math.sin(t) * r) for r, t in ((r0, a), (r1, a), (r1, b), (r0, b))]
        s.append(poly(q, fill, INK, 1.4, 1))
        s.append(poly(q, rn.choice([SHADE, WHITE, OCHRE]), "none", 1, rn.uniform(.08, .3)))
    return "".join(s)


def window(x, y, w, h, arched=False, frame=STONE, glass="#4b555c", cols=2, rows=3, sill=True):
    d = arch_d(x, y + h, w, h) if arched else box(x, y, w, h)
    s = [path(d, frame, frame, 9), path(d, glass, INK, 1.6)]
    bars = [line(x + w * k / cols, y, x + w * k / cols, y + h, frame, 2.4, .9) for k in range(1, cols)]
    bars += [line(x, y + h * k / rows, x + w, y + h * k / rows, frame, 2.4, .9) for k in range(1, rows)]
    s.append(clip(d, poly([(x, y), (x + w, y), (x, y + h * .7)], WHITE, o=.1), *bars))
    if sill:
        s.append(rect(x - 8, y + h, w + 16, 8, frame, INK, 1.2))
    return "".join(s)


def column(x, y, w, h, fill=WHITE, flutes=4):
    """A column whose foot is centred at x on y."""
    top = w * .84
    s = [poly([(x - w / 2, y), (x + w / 2, y), (x + top / 2, y - h), (x - top / 2, y - h)], fill, INK, 1.6),
         poly([(x + w * .16, y), (x + w / 2, y), (x + top / 2, y - h), (x + top * .16, y - h)], SHADE, o=.6)]
    for k in range(1, flutes):
        u = -.5 + k / flutes
        s.append(line(x + u * w, y - h * .04, x + u * top, y - h * .96, INK, 1, .28))
    s += [rect(x - w * .66, y - w * .26, w * 1.32, w * .26, fill, INK, 1.6), rect(x - w * .64, y - h, w * 1.28, w * .3, fill, INK, 1.6)]
    return "".join(s)


def steps(x, y, w, count=6, rise=12, spread=22, fill=STONE):
    """A flight centred at x whose foot is at y; returns it and the height it reaches."""
    s = []
    for k in range(count):
        ww, yy = w + 2 * spread * (count - 1 - k), y - rise * (k + 1)
        s.append(rect(x - ww / 2, yy, ww, rise, fill, INK, 1.3))
        s.append(rect(x - ww / 2, yy + rise * .5, ww, rise * .5, SHADE, o=.55))
    return "".join(s)


def ramp(xt, yt, wt, xb, yb, wb, count=22, fill=STONE):
    """A long flight seen from its foot, narrowing upward."""
    s = [poly([(xt - wt / 2, yt), (xt + wt / 2, yt), (xb + wb / 2, yb), (xb - wb / 2, yb)], fill, INK, 1.8)]
    for k in range(count):
        t = (k / count) ** 1.7
        y, half, x = yt + (yb - yt) * t, (wt + (wb - wt) * t) / 2, xt + (xb - xt) * t
        s.append(line(x - half, y, x + half, y, INK, 1 + 1.6 * t, .5))
    for q in (-1, 1):
        s.append(line(xt + q * wt / 2, yt, xb + q * wb / 2, yb, INK, 3, .8))
    return "".join(s)


def roof(x, y, w, h, over=40, fill=TILE, lift=16, tiles=None, ridge=True):
    """A Chinese roof: eaves at y from x to x+w, sweeping up `lift` at the corners."""
    x0, x1, in_ = x - over, x + w + over, w * .13
    d = (f"M{n(x0)} {n(y - lift)}Q{n(x0 + over * 1.4)} {n(y + 2)} {n(x + w * .2)} {n(y)}L{n(x + w * .8)} {n(y)}"
         f"Q{n(x1 - over * 1.4)} {n(y + 2)} {n(x1)} {n(y - lift)}Q{n(x + w - in_ * .2)} {n(y - h * .45)} {n(x + w - in_)} {n(y - h)}"
         f"L{n(x + in_)} {n(y - h)}Q{n(x + in_ * .2)} {n(y - h * .45)} {n(x0)} {n(y - lift)}Z")
    rows = []
    tiles = tiles or int(w / 15)
    for k in range(tiles + 1):
        u = k / tiles
        xb, xt = x0 + (x1 - x0) * u, x + in_ + (w - 2 * in_) * u
        rows.append(path(f"M{n(xb)} {n(y + 2)}Q{n(xb + (xt - xb) * .75)} {n(y - h * .35)} {n(xt)} {n(y - h)}", "none", INK, 1.5, .38))
    s = [path(d, fill, INK, 2.2), clip(d, *rows, fade(box(x0, y - h, x1 - x0, h), INK, y - h, y, 0, .28))]
    if ridge:
        s.append(path(f"M{n(x + in_ - 12)} {n(y - h - 14)}Q{n(x + w / 2)} {n(y - h + 3)} {n(x + w - in_ + 12)} {n(y - h - 14)}l6 14H{n(x + in_ - 18)}Z",
                      TILE, INK, 1.8))
    return "".join(s)


def gable(x, y, w, h, wall=WHITE, roof_c=TILE, depth=0):
    """A plain house seen from its long side: white wall, grey tiles."""
    s = [rect(x, y - h, w, h, wall, INK, 1.8), fade(box(x, y - h, w, h), SHADE, y - h, y, .05, .55)]
    rh = h * .5
    d = f"M{n(x - 16)} {n(y - h)}Q{n(x + 6)} {n(y - h - rh * .5)} {n(x + 12)} {n(y - h - rh)}H{n(x + w - 12)}Q{n(x + w - 6)} {n(y - h - rh * .5)} {n(x + w + 16)} {n(y - h)}Z"
    s.append(path(d, roof_c, INK, 1.8))
    s.append(clip(d, *[line(xx, y - h, xx, y - h - rh, INK, 1.3, .35) for xx in range(int(x - 10), int(x + w + 14), 12)]))
    s.append(path(f"M{n(x)} {n(y - h - rh - 12)}q{n(w / 2)} 12 {n(w)} 0l4 13H{n(x - 4)}Z", roof_c, INK, 1.5))
    return "".join(s)


# --- people, flags, small things ------------------------------------------

def figure(x, y, h, colour=INK, pack=None, seed=1, o=.85, face=1):
    """A standing person from afar, feet at y; pack is a satchel's colour."""
    r = random.Random(seed)
    w = h * .27
    lean = r.uniform(-.02, .02) * h
    s = [path(f"M{n(x - w * .34)} {n(y)}L{n(x - w * .36)} {n(y - h * .45)}H{n(x + w * .36)}L{n(x + w * .34)} {n(y)}H{n(x + w * .08)}L{n(x)} {n(y - h * .38)}L{n(x - w * .08)} {n(y)}Z", INK, o=o),
         path(f"M{n(x - w * .5)} {n(y - h * .4)}Q{n(x - w * .56)} {n(y - h * .76)} {n(x + lean - w * .2)} {n(y - h * .81)}L{n(x + lean + w * .2)} {n(y - h * .81)}"
              f"Q{n(x + w * .56)} {n(y - h * .76)} {n(x + w * .5)} {n(y - h * .4)}Z", colour, o=o),
         oval(x + lean, y - h * .9, h * .075, h * .09, INK, o=o)]
    if pack:
        s.append(rect(x - face * w * .62 - w * .2, y - h * .74, w * .42, h * .26, pack, INK, 1, .95))
    return "".join(s)


def crowd(places, h, seed=1, packs=True, y_jitter=0):
    r = random.Random(seed)
    s = []
    for k, (x, y) in enumerate(places):
        s.append(figure(x, y + r.uniform(-y_jitter, y_jitter), h * r.uniform(.9, 1.06), r.choice([SLATE, SLATE, MOSS, BARK, RED]),
                        r.choice([RED, OCHRE, SLATE, None]) if packs else None, seed + k, face=r.choice([-1, 1])))
    return ink(*s)


def star(x, y, r, turn=0.):
    p = []
    for k in range(10):
        a, q = turn - math.pi / 2 + k * math.pi / 5, r if k % 2 == 0 else r * .382
        p.append((x + math.cos(a) * q, y + math.sin(a) * q))
    return poly(p, "#e3bf5a")


def flag(x, y, w, pole=None, drop=.0):
    """The national flag, hoist at x, top at y, three to two; drop slants the fly."""
    u = w / 30
    s = [rect(0, 0, w, w * 2 / 3, "#a5302a", INK, 1.2), star(5 * u, 5 * u, 3 * u)]
    for sx, sy in ((10, 2), (12, 4), (12, 7), (10, 9)):
        s.append(star(sx * u, sy * u, u, math.atan2(5 - sy, 5 - sx) + math.pi / 2))
    out = group(*s, t=f"translate({n(x)} {n(y)}) skewY({n(drop)})")
    if pole:
        out = rect(x - max(2, w * .035), y - w * .08, max(3, w * .045), pole - y + w * .08, "#8d8d88", INK, 1) + out
    return out


def wreath(x, y, r, seed=1):
    rn = random.Random(seed)
    s = []
    for k in range(46):
        a = k * 2 * math.pi / 46
        q = r * rn.uniform(.86, 1.1)
        px, py = x + math.cos(a) * q, y + math.sin(a) * q
        s.append(f'<g transform="rotate({n(math.degrees(a) + 60)} {n(px)} {n(py)})">{oval(px, py, r * .2, r * .075, rn.choice([PINE, MOSS]), INK, .8, .95)}</g>')
    for k in range(14):
        a = k * 2 * math.pi / 14 + .1
        s.append(flower(x + math.cos(a) * r * .97, y + math.sin(a) * r * .97, r * .15, seed + k))
    return "".join(s)


def flower(x, y, r, seed=1, petal=WHITE, heart=OCHRE):
    rn = random.Random(seed)
    s = []
    for ring, count in ((1., 12), (.66, 9)):
        for k in range(count):
            a = k * 2 * math.pi / count + rn.uniform(-.1, .1)
            px, py = x + math.cos(a) * r * .55 * ring, y + math.sin(a) * r * .55 * ring
            s.append(f'<g transform="rotate({n(math.degrees(a))} {n(px)} {n(py)})">{oval(px, py, r * .46 * ring, r * .16, petal, INK, .9)}</g>')
    s.append(oval(x, y, r * .2, r * .2, heart, INK, .8))
    return "".join(s)


def lantern(x, y, r):
    return (line(x, y - r * 1.9, x, y - r, INK, 2) + oval(x, y, r * .86, r, RED, INK, 1.6)
            + "".join(path(f"M{n(x)} {n(y - r)}Q{n(x + q * r * 1.0)} {n(y)} {n(x)} {n(y + r)}", "none", INK, 1, .4) for q in (-1, -.4, .4, 1))
            + rect(x - r * .4, y - r * 1.08, r * .8, r * .2, OCHRE, INK, 1) + rect(x - r * .4, y + r * .9, r * .8, r * .2, OCHRE, INK, 1)
            + line(x, y + r * 1.1, x, y + r * 1.7, RED, 3))


def boat(x, y, w):
    s = [path(f"M{n(x - w / 2)} {n(y - w * .1)}Q{n(x - w * .4)} {n(y + w * .06)} {n(x - w * .3)} {n(y + w * .05)}H{n(x + w * .3)}Q{n(x + w * .42)} {n(y + w * .05)} {n(x + w / 2)} {n(y - w * .12)}Q{n(x)} {n(y - w * .02)} {n(x - w / 2)} {n(y - w * .1)}Z", BARK, INK, 1.8),
         path(f"M{n(x - w * .2)} {n(y - w * .03)}V{n(y - w * .12)}Q{n(x)} {n(y - w * .24)} {n(x + w * .2)} {n(y - w * .12)}V{n(y - w * .03)}Z", OCHRE, INK, 1.6)]
    return "".join(s)


def rock(x, y, w, h, fill=SHADE, seed=1):
    r = random.Random(seed)
    p = [(x - w / 2, y)] + [(x + w * u + r.uniform(-.06, .06) * w, y - h * v * r.uniform(.82, 1.1)) for u, v in
                            ((-.44, .4), (-.26, .8), (-.04, 1), (.18, .86), (.36, .55), (.47, .2))] + [(x + w / 2, y)]
    s = [poly(p, fill, INK, 2)]
    for k in range(7):
        a = p[r.randrange(1, 7)]
        s.append(line(a[0], a[1], a[0] + r.uniform(-.1, .16) * w, a[1] + h * r.uniform(.2, .5), INK, 1.5, .4))
    return clip(pts(p), *s) + path(pts(p), "none", INK, 2, .7)


def bird(x, y, s):
    return path(f"M{n(x - s)} {n(y - s * .2)}Q{n(x - s * .4)} {n(y - s * .5)} {n(x)} {n(y)}Q{n(x + s * .4)} {n(y - s * .5)} {n(x + s)} {n(y - s * .2)}", "none", INK, 2, .7)
