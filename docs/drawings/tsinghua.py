"""Tsinghua's early buildings and the ruins of Yuanmingyuan."""
from kit import *

L, H = 1600, 1067      # most pictures
PW, PH = 1200, 1600    # the upright ones


def through(d, y, h, seed=1):
    """What is seen through an opening: pale distance, a line of trees, the ground."""
    r = random.Random(seed)
    top = y - h
    far = [blob(x, y - h * .3, 46, h * .14, MOSS, .35, r) for x in range(0, 1700, 55)]
    return clip(d, rect(0, top - 20, 1700, h + 40, "#dfdfd6"), *far, fade(box(0, y - h * .22, 1700, h * .22), SHADE, y - h * .22, y, .9, .5),
                fade(box(0, top, 1700, h), SLATE, top, y, .55, .05)) + path(d, "none", INK, 2)


def old_gate(x, y, s, wall=WHITE, deep=30):
    """The Old Gate's front, centred at x on y: a tall middle bay, two lower wings, three arches."""
    def u(v):
        return v * s
    p = []
    for side in (-1, 1):
        x0 = x + side * u(300) - u(110)
        d = arch_d(x0 + u(50), y, u(120), u(236))
        p += [ashlar(x0, y - u(330), u(220), u(330), wall, 3, u(30), u(80), .12),
              rect(x0 - u(14), y - u(356), u(248), u(28), wall, INK, 1.8), rect(x0 - u(6), y - u(374), u(232), u(18), wall, INK, 1.5),
              through(d, y, u(236)), clip(d, poly([(x0 + u(50), y), (x0 + u(50) + u(20), y), (x0 + u(70), y - u(300)), (x0 + u(50), y - u(300))], SHADE, INK, 1.2)),
              voussoirs(x0 + u(110), y - u(176), u(60), u(82), 9, wall)]
        for q in (0, 1):
            p.append(column(x0 + u(24) + q * u(172), y, u(30), u(322), wall, 3))
    x0, d = x - u(190), arch_d(x - u(88), y, u(176), u(330))
    p += [ashlar(x0, y - u(430), u(380), u(430), wall, 5, u(32), u(92), .12),
          rect(x0 - u(16), y - u(462), u(412), u(34), wall, INK, 2), rect(x0 - u(6), y - u(482), u(392), u(20), wall, INK, 1.6),
          path(f"M{n(x0 + u(10))} {n(y - u(482))}Q{n(x)} {n(y - u(580))} {n(x0 + u(370))} {n(y - u(482))}Z", wall, INK, 2),
          path(f"M{n(x0 + u(60))} {n(y - u(490))}Q{n(x)} {n(y - u(548))} {n(x0 + u(320))} {n(y - u(490))}Z", SHADE, INK, 1.2, .6),
          rect(x - u(100), y - u(418), u(200), u(48), STONE, INK, 1.6),
          through(d, y, u(330)), clip(d, poly([(x - u(88), y), (x - u(60), y), (x - u(60), y - u(400)), (x - u(88), y - u(400))], SHADE, INK, 1.2)),
          voussoirs(x, y - u(242), u(88), u(116), 11, wall)]
    for q in (-1, 1):
        for k in (168, 120):
            p.append(column(x + q * u(k), y, u(32), u(424), wall, 3))
    return "".join(p)


def dome(x, y, rx, ry, colour="#7d8580"):
    d = f"M{n(x - rx)} {n(y)}A{n(rx)} {n(ry)} 0 0 1 {n(x + rx)} {n(y)}Z"
    ribs = [path(f"M{n(x + rx * u)} {n(y)}Q{n(x + rx * u)} {n(y - ry * .95)} {n(x)} {n(y - ry)}", "none", INK, 1.2, .35) for u in (-.75, -.5, -.25, 0, .25, .5, .75)]
    return (path(d, colour, INK, 2.2) + clip(d, *ribs, poly([(x + rx * .2, y), (x + rx, y), (x + rx, y - ry), (x + rx * .1, y - ry)], INK, o=.16))
            + rect(x - rx * .05, y - ry - rx * .1, rx * .1, rx * .12, colour, INK, 1.5))


def auditorium(x, y, s):
    """The Grand Auditorium's front: brick, four columns, a dome behind a parapet."""
    def u(v):
        return v * s
    p = [rect(x - u(250), y - u(470), u(500), u(120), STONE, INK, 1.8), dome(x, y - u(470), u(236), u(170)),
         rect(x - u(262), y - u(484), u(524), u(20), STONE, INK, 1.6)]
    p += [bricks(x - u(420), y - u(350), u(840), u(350), BRICK, 5, u(12), u(34)), rect(x - u(432), y - u(372), u(864), u(26), STONE, INK, 1.8),
          rect(x - u(424), y - u(34), u(848), u(34), STONE, INK, 1.5)]
    for q in (-1, 1):
        p += [window(x + q * u(330) - u(36), y - u(268), u(72), u(170), True, rows=4)]
    p += [rect(x - u(236), y - u(400), u(472), u(400), "#a9604c", INK, 1.8), bricks(x - u(236), y - u(400), u(472), u(400), "#a2604d", 9, u(12), u(34)),
          rect(x - u(252), y - u(426), u(504), u(30), STONE, INK, 2), poly([(x - u(252), y - u(426)), (x + u(252), y - u(426)), (x, y - u(508))], STONE, INK, 2),
          poly([(x - u(190), y - u(436)), (x + u(190), y - u(436)), (x, y - u(494))], SHADE, INK, 1.3, .7)]
    for k in (-1, 0, 1):
        p.append(path(arch_d(x + k * u(122) - u(34), y - u(40), u(68), u(190)), "#5d4a3a", STONE, u(9)))
        p.append(line(x + k * u(122), y - u(40), x + k * u(122), y - u(228), OCHRE, 2, .8))
        p.append(window(x + k * u(122) - u(24), y - u(352), u(48), u(76), rows=2))
    for k in (-186, -62, 62, 186):
        p.append(column(x + u(k), y - u(30), u(40), u(366), WHITE, 4))
    p.append(steps(x, y + u(8), u(500), 4, u(11), u(16)))
    return "".join(p)


# --- the gates ------------------------------------------------------------------

def west_gate():
    pier = lambda x: "".join([ashlar(x - 44, 470, 88, 380, STONE, int(x), 36, 90, .3), rect(x - 56, 446, 112, 28, STONE, INK, 2),
                              rect(x - 44, 428, 88, 18, STONE, INK, 1.6), oval(x, 404, 24, 24, STONE, INK, 1.8), rect(x - 54, 832, 108, 26, STONE, INK, 1.8)])
    bars = []
    for a, b in ((330, 566), (1034, 1270)):
        for k in range(12):
            xx = a + (b - a) * k / 11
            bars.append(line(xx, 560 + 30 * math.sin(math.pi * k / 11), xx, 846, INK, 3.2, .75))
        bars += [path(f"M{a} 580Q{(a + b) / 2} 640 {b} 580", "none", INK, 4), line(a, 840, b, 840, INK, 4), line(a, 720, b, 720, INK, 3)]
    return sheet(L, H, sky(L, H, SLATE, .36, .7), hills(L, 620, 150, SLATE, .42, 11),
                 tree(560, 760, 300, MOSS, 21, .4), tree(700, 740, 240, MOSS, 22, .36), tree(930, 742, 250, MOSS, 23, .36), tree(1060, 760, 310, MOSS, 24, .42),
                 ground(L, H, 800, SHADE, .8, 3), wash(poly([(770, 760), (830, 760), (1260, 1067), (340, 1067)], STONE, o=.95)),
                 tree(160, 850, 620, MOSS, 31, .55), tree(1450, 850, 600, MOSS, 32, .55),
                 ink(*bars, pier(300), pier(600), pier(1000), pier(1300)), grass(40, 300, 880, 20, 50, MOSS, 5), grass(1320, 1560, 880, 20, 50, MOSS, 6),
                 crowd([(690, 872), (738, 884), (786, 870), (838, 890), (884, 876)], 108, 4))


def avenue():
    trees = []
    for k, t in enumerate((.08, .16, .28, .46, .75)):
        for q in (-1, 1):
            trees.append(tree(800 + q * (90 + 800 * t), 640 + 330 * t, 190 + 760 * t, MOSS, 40 + 2 * k + (q > 0), .3 + .24 * t, .9))
    return sheet(L, H, sky(L, H, OCHRE, .22, .7), wash(fade(box(0, 560, L, 120), MOSS, 560, 680, .0, .35)), ground(L, H, 640, MOSS, .4, 2, 4),
                 wash(poly([(784, 640), (816, 640), (1330, 1067), (270, 1067)], STONE, o=.96)), *trees,
                 *[wash(poly([(800 - (30 + 500 * t), 650 + 400 * t), (800 + (60 + 300 * t), 642 + 400 * t), (800 + (60 + 300 * t), 654 + 400 * t), (800 - (30 + 500 * t), 668 + 400 * t)], INK, o=.10)) for t in (.1, .3, .55, .85)],
                 crowd([(770, 716), (800, 722), (826, 714)], 66, 9), crowd([(690, 880), (740, 896), (796, 884), (850, 900), (900, 880), (660, 908)], 132, 14))


def gate_front():
    return sheet(L, H, sky(L, H, SLATE, .4, .8), hills(L, 640, 130, SLATE, .35, 5),
                 tree(180, 830, 470, MOSS, 3, .5), tree(1430, 830, 520, MOSS, 8, .5), tree(330, 810, 330, PINE, 4, .3), tree(1270, 815, 360, PINE, 6, .3),
                 ground(L, H, 830, SHADE, .7, 3), ink(old_gate(800, 850, 1.12)), grass(40, 380, 870, 22, 60, MOSS, 2), grass(1230, 1560, 870, 22, 60, MOSS, 3),
                 wash(poly([(690, 852), (910, 852), (1150, 1067), (450, 1067)], STONE, o=.9)), crowd([(520, 905), (566, 914), (610, 902), (1010, 910)], 96, 4))


def gate_fallen():
    """The place of gate_front in 1966, with the gate in pieces."""
    r = random.Random(66)
    stones = sorted((r.uniform(470, 1130), r.uniform(780, 860)) for _ in range(34))
    rubble = [rock(x, y, r.uniform(44, 104), r.uniform(34, 74), r.choice([WHITE, STONE, SHADE]), k) for k, (x, y) in enumerate(sorted(stones, key=lambda p: p[1]))]
    stumps = [ashlar(560, 700, 84, 130, WHITE, 3, 30, 60, .2), ashlar(700, 748, 96, 90, WHITE, 4, 30, 50, .2), ashlar(930, 720, 84, 110, WHITE, 5, 30, 60, .2)]
    return sheet(L, H, sky(L, H, INK, .4, .9), hills(L, 640, 130, SLATE, .25, 5),
                 tree(180, 830, 400, MOSS, 3, .36), tree(1430, 830, 440, MOSS, 8, .36), tree(330, 810, 290, PINE, 4, .24), tree(1270, 815, 310, PINE, 6, .24),
                 ground(L, H, 830, SHADE, .8, 3), mist(800, 700, 420, 110, .45), ink(*stumps, *rubble), grass(40, 380, 870, 16, 50, MOSS, 2), grass(1230, 1560, 870, 16, 50, MOSS, 3),
                 wash(poly([(690, 868), (910, 868), (1150, 1067), (450, 1067)], STONE, o=.6)))


def three_dates():
    r = random.Random(6)
    rubble = [rock(r.uniform(590, 1010), 770 + r.uniform(-12, 26), r.uniform(46, 110), r.uniform(34, 78), r.choice([WHITE, STONE, SHADE]), k) for k in range(17)]
    drums = [ashlar(640, 690, 60, 90, WHITE, 3, 30, 60, .2), ashlar(900, 716, 84, 62, WHITE, 4, 30, 50, .2)]
    def panel(x, *parts):
        d = box(x, 150, 440, 700)
        return clip(d, rect(x, 150, 440, 700, PAPER), *parts) + path(d, "none", INK, 2.5, .8)
    def date(x, t):
        return f'<text x="{x}" y="940" font-family="Noto Serif CJK SC" font-size="52" fill="{INK}" text-anchor="middle" letter-spacing="6">{t}</text>'
    return sheet(L, H, ink(panel(90, sky(L, H, OCHRE, .4, .8), tree(120, 760, 380, MOSS, 2, .4), tree(510, 760, 360, MOSS, 3, .4), ground(L, H, 760, SHADE, .8), old_gate(310, 770, .52)),
                           panel(580, sky(L, H, INK, .5, .9), ground(L, H, 740, SHADE, .9, 4), mist(800, 640, 240, 70, .5), *drums, *rubble),
                           panel(1070, sky(L, H, SLATE, .5, .8), tree(1100, 760, 460, MOSS, 5, .5), tree(1490, 760, 470, MOSS, 6, .5), ground(L, H, 760, SHADE, .8), old_gate(1290, 770, .52))),
                 date(310, "1909"), date(800, "1966"), date(1290, "1991"), seal=(1500, 80))


def through_the_arch():
    d = arch_d(300, 1420, 600, 1130)
    inner = [rect(0, 0, PW, PH, "#e4e2d8"), sky(PW, 1200, SLATE, .5, .9), tree(400, 1080, 420, MOSS, 3, .45), tree(800, 1080, 400, MOSS, 7, .45),
             ground(PW, PH, 1070, MOSS, .55, 3), ink(auditorium(600, 1088, .36)), wash(poly([(560, 1100), (640, 1100), (860, 1430), (340, 1430)], STONE)),
             crowd([(560, 1210), (596, 1218), (640, 1206)], 92, 3)]
    wall = [ashlar(-20, -20, PW + 40, 1460, WHITE, 8, 96, 260, .25)]
    return sheet(PW, PH, ink(*wall), fade(box(0, 0, PW, PH), SHADE, 0, PH, .5, .1), clip(d, *inner),
                 ink(clip(d, poly([(300, 1430), (372, 1430), (372, 640), (300, 520)], SHADE, INK, 1.5)), voussoirs(600, 590, 300, 392, 15, WHITE),
                     *[ashlar(208 + q * 692, 590, 92, 830, WHITE, 4 + q, 92, 200, .35) for q in (0, 1)], *[rect(190 + q * 692, 1380, 128, 46, STONE, INK, 2) for q in (0, 1)]),
                 wash(poly([(0, 1424), (PW, 1424), (PW, PH), (0, PH)], STONE)), wash(fade(box(0, 1424, PW, 180), INK, 1424, PH, .35, .05)))


# --- water and gardens --------------------------------------------------------

def lotus_leaf(x, y, rx, tilt=.36, c=MOSS, o=.9, seed=1):
    r = random.Random(seed)
    ry = rx * tilt
    p = [(x + math.cos(k * .449) * rx * r.uniform(.93, 1.05), y + math.sin(k * .449) * ry * r.uniform(.9, 1.08)) for k in range(14)]
    veins = [path(f"M{n(x)} {n(y + ry * .1)}Q{n(x + math.cos(a) * rx * .5)} {n(y + math.sin(a) * ry * .4)} {n(x + math.cos(a) * rx * .9)} {n(y + math.sin(a) * ry * .9)}",
                  "none", PAPER, 1 + rx / 90, .35) for a in [k * .63 for k in range(10)]]
    d = smooth(p, True)
    return path(d, c, INK, 1.4, o) + clip(d, *veins, oval(x, y + ry * .1, rx * .09, ry * .12, PAPER, o=.5))


def lotus_flower(x, y, r, stalk=0):
    s = [path(f"M{n(x)} {n(y)}q{n(r * .1)} {n(stalk * .5)} {n(-r * .1)} {n(stalk)}", "none", MOSS, r * .07 + 1.5)] if stalk else []
    for a, l in ((-70, .8), (70, .8), (-45, .95), (45, .95), (-20, 1.05), (20, 1.05), (0, 1.1)):
        s.append(f'<g transform="rotate({a} {n(x)} {n(y)})">' + path(f"M{n(x)} {n(y)}C{n(x - r * .42)} {n(y - r * l * .45)} {n(x - r * .22)} {n(y - r * l * .85)} {n(x)} {n(y - r * l)}"
                 f"C{n(x + r * .22)} {n(y - r * l * .85)} {n(x + r * .42)} {n(y - r * l * .45)} {n(x)} {n(y)}Z", "#efd9d0", INK, 1.3) + "</g>")
    s.append(path(f"M{n(x - r * .2)} {n(y - r * .5)}Q{n(x)} {n(y - r * .9)} {n(x)} {n(y - r * 1.08)}", "none", RED, 1.2, .4))
    return "".join(s)


def leaves(y0, y1, count, seed, x0=0, x1=L, size=1.):
    r = random.Random(seed)
    items = sorted((y0 + (y1 - y0) * r.random() ** .8, r.uniform(x0, x1)) for _ in range(count))
    out = []
    for k, (y, x) in enumerate(items):
        t = (y - y0) / (y1 - y0)
        out.append(lotus_leaf(x, y, (26 + 90 * t) * r.uniform(.8, 1.2) * size, .3 + .08 * t, r.choice([MOSS, MOSS, PINE, "#7f8a63"]), .92, seed + k))
        if r.random() < .2:
            out.append(lotus_flower(x + 20, y - (50 + 60 * t) * size, (22 + 40 * t) * size, (50 + 60 * t) * size))
    return "".join(out)


def lotus_pond():
    bank = hills(L, 600, 60, PINE, .85, 17, 60, 4)
    return sheet(L, H, wash(fade(box(0, 0, L, 640), "#3e4c5a", 0, 640, .72, .25)), sun(1150, 210, 62, "#f6ecd2", .95), mist(1150, 210, 150, 120, .35),
                 hills(L, 560, 120, "#3e4c5a", .5, 9), tree(240, 610, 330, PINE, 3, .5), tree(430, 610, 260, PINE, 4, .45), tree(760, 606, 220, PINE, 8, .4), bank,
                 water(L, 596, H, "#3e4c5a", .5, 5), group(oval(1150, 790, 20, 150, "#f6ecd2", o=.4), f="soft"), willow(1400, 640, 520, 5, PINE, -1, 90),
                 ink(leaves(690, 1010, 46, 12)), mist(500, 610, 420, 36, .5))


def island_ruin():
    r = random.Random(3)
    stones = [rock(620 + k * 58 + r.uniform(-12, 12), 640 + r.uniform(-8, 10), r.uniform(60, 100), r.uniform(30, 74), r.choice([STONE, SHADE]), k) for k in range(9)]
    isle = path(smooth([(300, 668), (420, 628), (640, 610), (900, 606), (1140, 622), (1290, 668), (1200, 688), (780, 700), (420, 690)], True), MOSS, INK, 1.6, .85)
    return sheet(L, H, sky(L, H, SLATE, .3, .7), hills(L, 560, 170, SLATE, .4, 23), hills(L, 600, 60, MOSS, .45, 31, 60, 5), water(L, 590, H, SLATE, .36, 8),
                 mirror(wash(isle) + tree(980, 640, 330, MOSS, 5, .5), 690, .22), wash(isle), tree(500, 640, 300, MOSS, 11, .5), tree(1010, 630, 380, MOSS, 5, .55), tree(1170, 640, 280, PINE, 6, .4),
                 ink(*stones), ink(ashlar(720, 540, 46, 92, STONE, 4, 30, 60, .3), ashlar(860, 572, 60, 60, STONE, 5, 30, 60, .3)), grass(430, 1250, 668, 16, 120, PINE, 3),
                 ink(leaves(800, 1010, 20, 4, 0, 900)), reeds(1240, 1540, 1010, 190, 40, 4))


def lotus_close():
    r = random.Random(4)
    back = "".join(lotus_leaf(r.uniform(60, 1140), 420 + k * 62, r.uniform(70, 120), .3, MOSS, .4, k) for k in range(8))
    return sheet(PW, PH, wash(fade(box(0, 0, PW, PH), SLATE, 0, PH, .1, .5)), wash(back), water(PW, 760, PH, SLATE, .25, 3),
                 ink(path("M430 1500C440 1200 400 1000 380 860", "none", MOSS, 13), lotus_leaf(360, 830, 300, .36, MOSS, .95, 7),
                     path("M860 1520C840 1200 890 1000 880 740", "none", MOSS, 11), lotus_flower(880, 760, 250),
                     path("M640 1540C650 1300 610 900 620 520", "none", MOSS, 9), path("M620 540C560 470 580 380 620 310C660 380 680 470 620 540Z", "#efd9d0", INK, 2), path("M620 530Q604 430 620 330", "none", RED, 1.6, .4),
                     lotus_leaf(900, 1270, 330, .36, PINE, .95, 5), lotus_leaf(300, 1390, 270, .34, "#7f8a63", .95, 9)))


# --- people remembered --------------------------------------------------------

def seated_statue(x, y, s, stone=WHITE):
    """A seated figure in a long gown, three-quarter view, on a block; without a portrait's features."""
    def q(*c):
        return " ".join(f"{n(x + a * s)} {n(y + b * s)}" if not isinstance(a, str) else a for a, b in c)
    gown = f"M{q((-52, -150))}C{q((-70, -110), (-72, -60), (-66, -40))}L{q((40, -36))}C{q((62, -34), (70, -20), (72, 0))}L{q((128, 0))}C{q((126, -40), (118, -76), (92, -96))}C{q((70, -108), (48, -108), (38, -110))}C{q((44, -140), (34, -176), (8, -186))}C{q((-20, -190), (-44, -180), (-52, -150))}Z"
    legs = f"M{q((-66, -40))}L{q((-70, 0))}L{q((72, 0))}C{q((70, -20), (62, -34), (40, -36))}Z"
    arm = f"M{q((-34, -160))}C{q((-44, -130), (-34, -104), (-8, -92))}L{q((46, -90))}C{q((58, -90), (60, -106), (48, -108))}L{q((8, -112))}C{q((-2, -126), (-2, -146), (-10, -162))}Z"
    head = f"M{q((-30, -196))}C{q((-44, -226), (-28, -256), (0, -256))}C{q((26, -256), (36, -234), (32, -212))}C{q((30, -196), (20, -184), (6, -182))}L{q((-18, -184))}Z"
    hair = f"M{q((-33, -206))}C{q((-44, -230), (-28, -262), (2, -260))}C{q((22, -258), (32, -246), (32, -236))}C{q((14, -244), (-8, -240), (-14, -226))}C{q((-16, -214), (-22, -204), (-33, -206))}Z"
    folds = [path(f"M{q((a, b))}Q{q((c, d), (e, f))}", "none", INK, 1.6, .4) for a, b, c, d, e, f in
             ((60, -90, 92, -60, 96, -6), (84, -92, 112, -60, 114, -6), (20, -90, 60, -70, 78, -30), (-52, -120, -58, -80, -54, -44), (-20, -84, 0, -60, 30, -42))]
    base = [ashlar(x - 100 * s, y, 260 * s, 54 * s, stone, 3, 27 * s, 130 * s, .2), rect(x - 112 * s, y + 54 * s, 284 * s, 26 * s, SHADE, INK, 1.8)]
    return "".join(base) + path(legs, SHADE, BARK, 1.6) + path(gown, stone, BARK, 1.6) + clip(gown, fade(gown, BARK, y - 100 * s, y, 0, .3), f'<g transform="translate({n(x)} {n(y)}) scale({s})">' + path("M-80 -200C-40 -150 -40 -90 -80 0H-100V-200Z", BARK, o=.28) + "</g>") + "".join(folds) + path(arm, stone, BARK, 1.4) + path(head, stone, BARK, 1.4) + clip(head, f'<g transform="translate({n(x)} {n(y)}) scale({s})">' + path("M-40 -260H-8C-2 -230 4 -210 34 -196L6 -178H-40Z", BARK, o=.3) + "</g>") + path(hair, SHADE if stone == WHITE else "#8f7460", BARK, 1.2)


def zhu_ziqing():
    statue = seated_statue(1020, 640, .86)
    bank = path(smooth([(1640, 700), (1300, 716), (1000, 712), (760, 730), (560, 716), (300, 724), (-40, 706), (-40, 640), (400, 632), (1000, 628), (1640, 640)], True), "#7d8468", INK, 1.4, .9)
    return sheet(L, H, sky(L, H, SLATE, .28, .6), hills(L, 560, 130, MOSS, .35, 3), tree(170, 690, 600, MOSS, 3, .55), tree(430, 660, 380, PINE, 5, .35), tree(730, 650, 330, MOSS, 15, .35), tree(1120, 650, 520, PINE, 19, .42, 1.), tree(1440, 690, 640, MOSS, 9, .55),
                 wash(bank), water(L, 712, H, SLATE, .45, 4), mirror(ink(statue), 716, .22), ink(statue), grass(40, 1560, 702, 14, 170, PINE, 3), willow(560, 712, 470, 8, MOSS, 1, 90),
                 ink(*[rock(640 + k * 74, 738 + (k % 3) * 10, 96, 44 + 10 * (k % 2), SHADE, k) for k in range(4)], rock(1260, 738, 120, 56, SHADE, 9), rock(1350, 746, 90, 40, SHADE, 8)), ink(leaves(850, 1010, 24, 14)), reeds(60, 260, 1010, 190, 30, 4))


def shuimu_pavilion():
    house = "".join([rect(480, 470, 640, 150, "#a0523f", INK, 1.8), *[rect(480 + k * 128, 450, 20, 176, RED, INK, 1.5) for k in range(6)],
                     *[rect(510 + k * 128, 500, 88, 118, "#5b4a3c", INK, 1.4) for k in range(5)],
                     *[line(510 + k * 128 + j * 22, 500, 510 + k * 128 + j * 22, 618, OCHRE, 1.3, .6) for k in range(5) for j in range(1, 4)],
                     rect(466, 430, 668, 34, "#55705f", INK, 1.5), roof(470, 440, 660, 130, 56, TILE, 22), rect(440, 620, 720, 40, STONE, INK, 1.8), rect(420, 656, 760, 34, SHADE, INK, 1.6)])
    return sheet(L, H, sky(L, H, SLATE, .3, .6), tree(180, 690, 600, MOSS, 3, .5), tree(420, 680, 440, PINE, 5, .4), tree(1190, 680, 460, PINE, 7, .4), tree(1430, 690, 620, MOSS, 11, .5),
                 ground(L, H, 660, MOSS, .5, 2), water(L, 690, H, SLATE, .4, 6), mirror(ink(house), 690, .26), ink(house),
                 ink(*[rock(90 + k * 92, 712 + (k % 3) * 8, 110, 60 + (k % 4) * 16, SHADE, k) for k in range(4)], *[rock(1200 + k * 92, 712 + (k % 3) * 8, 110, 56 + (k % 4) * 18, SHADE, k + 9) for k in range(4)]),
                 ink(leaves(860, 1010, 22, 8)), willow(90, 720, 520, 3, MOSS, 1, 60))


def wen_yiduo():
    wall = ink(ashlar(300, 700, 600, 420, "#5d605f", 4, 84, 220, .35), rect(284, 676, 632, 28, "#6b6e6c", INK, 2))
    statue = group(seated_statue(570, 1086, 1.15, "#b79a86"), t="translate(1200 0) scale(-1 1)")
    return sheet(PW, PH, sky(PW, PH, SLATE, .34, .7), tree(170, 1180, 960, MOSS, 3, .5), tree(1050, 1180, 1000, MOSS, 6, .5), tree(600, 1100, 760, PINE, 8, .3, 1.2), ground(PW, PH, 1120, MOSS, .5, 4), wall,
                 ink(statue), wash(poly([(420, 1190), (780, 1190), (1020, 1600), (180, 1600)], STONE, o=.85)), grass(40, 340, 1250, 90, 120, MOSS, 3), grass(860, 1160, 1250, 90, 120, MOSS, 6),
                 ink(flower(470, 1200, 26, 3), flower(520, 1210, 24, 5), flower(572, 1203, 25, 8)), crowd([(250, 1420), (316, 1436), (860, 1424)], 170, 17))


def red_candle():
    table = [rect(0, 760, L, 320, BARK), line(0, 760, L, 760, INK, 2.5)]
    book = [path("M560 880C700 820 840 830 930 880C1020 830 1170 820 1310 880L1370 970C1210 920 1050 930 930 976C820 930 660 920 500 970Z", WHITE, INK, 2.4),
            path("M500 970C660 920 820 930 930 976C1050 930 1210 920 1370 970L1372 984C1210 936 1050 944 930 992C820 944 660 936 498 984Z", SHADE, INK, 1.8), line(930, 880, 930, 976, INK, 2, .6)]
    for k in range(6):
        book.append(path(f"M{n(590 - k * 9)} {n(884 + k * 13)}C{n(700 - k * 5)} {n(846 + k * 14)} {n(820 - k * 2)} {n(852 + k * 14)} {n(900)} {n(884 + k * 13)}", "none", INK, 1.5, .35))
        book.append(path(f"M{n(962)} {n(884 + k * 13)}C{n(1040 + k * 2)} {n(852 + k * 14)} {n(1160 + k * 5)} {n(846 + k * 14)} {n(1270 + k * 9)} {n(884 + k * 13)}", "none", INK, 1.5, .35))
    candle = [path("M392 860V420Q430 400 468 420V860Z", RED, INK, 2.4), path("M440 412Q468 420 468 430V860H440Z", INK, o=.2), path("M392 430C384 500 400 520 396 560C392 580 380 570 382 540Z", "#b0553f", INK, 1.4),
              line(430, 412, 430, 384, INK, 4), path("M430 396C396 372 408 330 430 272C452 330 464 372 430 396Z", "#e9bb5b", OCHRE, 2), path("M430 392C414 374 420 350 430 326C440 350 446 374 430 392Z", "#fbf0cf"),
              oval(430, 866, 108, 22, "#8a7f6c", INK, 2.2), path("M322 866Q340 906 430 908Q520 906 538 866", "#8a7f6c", INK, 2.2)]
    return sheet(L, H, rect(0, 0, L, 770, "#565c62"), wash(rect(0, 0, L, 770, "#3a4048", o=.8)), glow(430, 340, 620, "#e2b05a", .6), glow(430, 330, 240, "#f3d490", .7),
                 rect(0, 760, L, 320, "#8a7866"), wash(*table), glow(620, 880, 600, "#e2b05a", .35), ink(*book), ink(*candle))


# --- buildings and the sundial -------------------------------------------------

def auditorium_front():
    return sheet(L, H, sky(L, H, SLATE, .34, .75), tree(150, 800, 520, MOSS, 3, .5), tree(1460, 800, 520, MOSS, 5, .5), tree(330, 790, 340, PINE, 7, .35), tree(1290, 790, 340, PINE, 9, .35),
                 ground(L, H, 780, MOSS, .2, 2), ink(auditorium(800, 800, 1.12)), wash(fade(box(0, 815, L, 252), MOSS, 815, H, .55, .35)), wash(poly([(0, 812), (L, 812), (L, 850), (0, 850)], STONE)),
                 wash(poly([(700, 850), (900, 850), (1060, 1067), (540, 1067)], STONE, o=.9)), grass(40, 660, 940, 70, 130, MOSS, 4), grass(960, 1560, 940, 70, 130, MOSS, 6), crowd([(760, 880), (800, 890), (846, 878)], 84, 4))


def auditorium_columns():
    p = [bricks(0, 0, PW, 1340, BRICK, 4, 30, 84), rect(0, 0, PW, 190, STONE, INK, 2.5), line(0, 120, PW, 120, INK, 2, .5), line(0, 160, PW, 160, INK, 2, .5)]
    for k in (0, 1):
        x = 312 + k * 404
        p += [window(x + 20, 300, 132, 190, rows=3), path(arch_d(x, 1280, 172, 640), "#5d4a3a", STONE, 22), path(arch_d(x, 1280, 172, 640), "none", INK, 2), line(x + 86, 1280, x + 86, 650, OCHRE, 3)]
        for a in range(4):
            for b in range(2):
                p.append(rect(x + 16 + b * 78, 800 + a * 116, 62, 96, "#6e5844", OCHRE, 2, .9))
        p += [oval(x + 74, 1020, 6, 6, OCHRE, INK, 1), oval(x + 98, 1020, 6, 6, OCHRE, INK, 1)]
    cols = [column(x, 1300, 118, 1130, WHITE, 6) for x in (196, 600, 1004)]
    return sheet(PW, PH, ink(*p), fade(box(0, 190, PW, 160), INK, 190, 350, .4, 0), ink(*cols), ink(steps(600, 1560, 1150, 7, 37, 40)), crowd([(420, 1448), (470, 1486)], 172, 7))


def science_front():
    p = [bricks(330, 300, 940, 500, BRICK, 3, 13, 38), rect(318, 282, 964, 26, STONE, INK, 1.8), rect(330, 620, 940, 12, STONE, INK, 1.2), rect(324, 764, 952, 40, STONE, INK, 1.6),
         poly([(306, 284), (1294, 284), (1220, 206), (380, 206)], TILE, INK, 2), *[line(400 + k * 22, 210, 340 + k * 25.6, 282, INK, 1, .25) for k in range(38)]]
    for k in range(9):
        x = 366 + k * 102
        if k == 4:
            continue
        p += [window(x, 340, 52, 96, rows=3), window(x, 486, 52, 100, rows=3), window(x, 656, 52, 84, True, rows=2)]
    p += [ashlar(716, 262, 168, 540, STONE, 4, 34, 80, .22), poly([(700, 264), (900, 264), (800, 196)], STONE, INK, 2), window(764, 330, 72, 120, True, rows=3), window(764, 490, 72, 90, rows=2),
          path(arch_d(748, 800, 104, 180), "#4f4238", STONE, 12), path(arch_d(748, 800, 104, 180), "none", INK, 2), line(800, 622, 800, 800, OCHRE, 2), steps(800, 822, 180, 3, 9, 18)]
    return sheet(L, H, sky(L, H, SLATE, .3, .7), tree(160, 800, 560, MOSS, 3, .5), tree(1450, 800, 540, MOSS, 12, .5), ground(L, H, 790, MOSS, .5, 2), ink(*p), tree(330, 850, 330, PINE, 7, .42), tree(1300, 850, 300, PINE, 9, .42),
                 wash(poly([(740, 822), (860, 822), (1080, 1067), (520, 1067)], STONE, o=.95)), grass(40, 560, 930, 70, 110, MOSS, 4), grass(1040, 1560, 930, 70, 110, MOSS, 6), crowd([(690, 910), (735, 920), (900, 906)], 96, 5))


def science_instruments():
    """A bench by a window: balance, flask, gears and light. An imagined room."""
    win = [window(260, 130, 420, 520, True, STONE, "#b9c2c4", 3, 5), window(900, 130, 420, 520, True, STONE, "#b9c2c4", 3, 5)]
    bal = [line(800, 840, 800, 470, OCHRE, 9, 1), line(610, 520, 990, 500, OCHRE, 6, 1), oval(800, 466, 13, 13, OCHRE, INK, 2), rect(690, 834, 220, 26, BARK, INK, 2)]
    for x, y in ((610, 520), (990, 500)):
        bal += [line(x, y, x - 60, y + 190, INK, 1.6), line(x, y, x + 60, y + 190, INK, 1.6), path(f"M{x - 78} {y + 190}Q{x} {y + 236} {x + 78} {y + 190}Z", OCHRE, INK, 2)]
    flask = [path("M1180 640V720L1110 840Q1106 858 1124 858H1276Q1294 858 1290 840L1220 720V640Z", WHITE, INK, 2.2, .75), path("M1140 792L1112 842Q1108 856 1124 856H1276Q1292 856 1288 842L1260 792Z", SLATE, o=.6), rect(1170, 630, 60, 14, WHITE, INK, 2)]
    books = [rect(330, 800 - 0, 250, 30, RED, INK, 2), rect(346, 830, 240, 28, SLATE, INK, 2), rect(352, 772, 214, 28, OCHRE, INK, 2), rect(330, 800, 30, 30, WHITE, o=.25)]
    return sheet(L, H, wash(rect(0, 0, L, H, STONE, o=.9)), wash(bricks(0, 0, L, 860, "#c9b8a6", 4, 26, 70, .3), o=.6), ink(*win), wash(poly([(260, 660), (680, 660), (980, 1067), (420, 1067)], WHITE, o=.35), poly([(900, 660), (1320, 660), (1600, 1000), (1600, 1067), (1100, 1067)], WHITE, o=.3)),
                 ink(rect(0, 858, L, 40, "#7a6350", INK, 2.4), rect(0, 898, L, 200, BARK)), ink(*bal, *flask, *books))


def xuetang_front():
    wall = "#8d918b"
    p = [bricks(230, 430, 1140, 370, wall, 3, 13, 38, .2), rect(218, 414, 1164, 22, STONE, INK, 1.8), rect(230, 606, 1140, 12, STONE, INK, 1.2), rect(224, 768, 1152, 36, STONE, INK, 1.6),
         poly([(206, 416), (1394, 416), (1310, 270), (290, 270)], "#8c4a3c", INK, 2), *[line(320 + k * 24.5, 274, 240 + k * 28, 414, INK, 1, .25) for k in range(41)]]
    for k in range(5):
        x = 330 + k * 210
        if k == 2:
            continue
        p += [rect(x, 330, 84, 72, STONE, INK, 1.6), poly([(x - 12, 332), (x + 96, 332), (x + 42, 286)], "#7a4034", INK, 1.6), window(x + 20, 342, 44, 52, rows=2, sill=False)]
    for k in range(10):
        x = 262 + k * 112
        if k in (4, 5):
            continue
        p += [window(x, 462, 60, 110, True, rows=3), window(x, 640, 60, 100, rows=3)]
    p += [bricks(680, 330, 240, 474, wall, 8, 13, 38, .2), path("M664 336L800 220L936 336Z", STONE, INK, 2.2), path("M712 326L800 252L888 326Z", wall, INK, 1.4), rect(664, 330, 272, 18, STONE, INK, 1.6),
          window(760, 380, 80, 150, True, rows=4), path(arch_d(740, 800, 120, 190), "#4f4238", STONE, 14), path(arch_d(740, 800, 120, 190), "none", INK, 2), *[column(q, 802, 26, 206, WHITE, 3) for q in (706, 894)], rect(680, 582, 240, 22, STONE, INK, 1.6), steps(800, 824, 240, 3, 9, 20)]
    return sheet(L, H, sky(L, H, OCHRE, .2, .6), tree(130, 800, 600, MOSS, 5, .5), tree(1490, 800, 580, MOSS, 15, .5), ground(L, H, 790, MOSS, .5, 2), ink(*p), wash(poly([(700, 824), (900, 824), (1120, 1067), (480, 1067)], STONE, o=.95)),
                 tree(300, 880, 300, PINE, 7, .4), tree(1330, 880, 290, PINE, 9, .4), grass(40, 540, 940, 70, 110, MOSS, 4), grass(1080, 1560, 940, 70, 110, MOSS, 6), crowd([(640, 900), (690, 912), (735, 902), (960, 910)], 92, 15))


def old_classroom():
    """Desks before a window: the first class days, imagined."""
    r = random.Random(5)
    p = [window(150 + k * 330, 150, 190, 380, True, STONE, "#c3cac6", 2, 4) for k in range(3)]
    p += [rect(1180, 190, 340, 300, "#3d4643", BARK, 14)]
    desks = []
    for row, (y, s) in enumerate(((620, .7), (730, .95), (880, 1.3))):
        for k in range(5 - row):
            x = 120 + row * 30 + k * 300 * s * .98
            desks += [rect(x + 12 * s, y + 20 * s, 14 * s, 130 * s, BARK, INK, 1.4), rect(x + 174 * s, y + 20 * s, 14 * s, 130 * s, BARK, INK, 1.4), poly([(x, y + 26 * s), (x + 200 * s, y + 26 * s), (x + 184 * s, y - 10 * s), (x + 16 * s, y - 10 * s)], "#8a6f55", INK, 2), rect(x, y + 26 * s, 200 * s, 22 * s, "#77604a", INK, 1.6)]
            if r.random() < .6:
                desks.append(poly([(x + 70 * s, y + 14 * s), (x + 130 * s, y + 14 * s), (x + 124 * s, y - 4 * s), (x + 76 * s, y - 4 * s)], WHITE, INK, 1.3))
    return sheet(L, H, wash(rect(0, 0, L, 620, STONE)), wash(rect(0, 560, L, 520, "#b59c80", o=.8)), line(0, 560, L, 560, INK, 2, .5), ink(*p),
                 wash(*[poly([(150 + k * 330, 560), (340 + k * 330, 560), (560 + k * 330, 1067), (300 + k * 330, 1067)], WHITE, o=.28) for k in range(3)]), ink(*desks))


def sundial_shape(x, y, s):
    def u(v):
        return v * s
    p = [rect(x - u(210), y - u(30), u(420), u(30), STONE, INK, 2), rect(x - u(165), y - u(60), u(330), u(30), STONE, INK, 2),
         ashlar(x - u(100), y - u(300), u(200), u(240), STONE, 4, u(60), u(110), .3), rect(x - u(122), y - u(326), u(244), u(28), STONE, INK, 2), rect(x - u(122), y - u(76), u(244), u(20), STONE, INK, 1.8)]
    cx, cy = x, y - u(420)
    p += [poly([(x - u(40), y - u(324)), (x + u(40), y - u(324)), (x + u(26), y - u(372)), (x - u(26), y - u(372))], STONE, INK, 2)]
    disc = [oval(cx + u(12), cy + u(8), u(140), u(112), SHADE, INK, 2), oval(cx, cy, u(140), u(112), WHITE, INK, 2.4), oval(cx, cy, u(118), u(94), "none", INK, 1.4, .6), oval(cx, cy, u(70), u(55), "none", INK, 1.2, .45)]
    for k in range(24):
        a = k * math.pi / 12
        disc.append(line(cx + math.cos(a) * u(118), cy + math.sin(a) * u(94), cx + math.cos(a) * u(138), cy + math.sin(a) * u(110), INK, 1.8, .7))
    disc += [poly([(cx, cy), (cx + u(66), cy + u(66)), (cx + u(76), cy + u(60))], INK, o=.4), line(cx + u(26), cy + u(40), cx - u(52), cy - u(80), "#6d6a62", u(7), 1)]
    return "".join(p) + f'<g transform="rotate(-14 {n(cx)} {n(cy)})">' + "".join(disc) + "</g>"


def sundial_lawn():
    return sheet(L, H, sky(L, H, OCHRE, .24, .7), tree(180, 690, 380, MOSS, 3, .42), tree(420, 690, 300, MOSS, 5, .36), tree(1330, 690, 380, MOSS, 8, .42), ground(L, H, 680, MOSS, .6, 2),
                 ink(auditorium(1010, 690, .42), o=.62), mist(1010, 650, 360, 40, .5), ink(oval(770, 940, 320, 36, PINE, o=.35)), ink(sundial_shape(620, 930, 1.3)), grass(40, 1560, 980, 50, 240, MOSS, 3))


def sundial_hours():
    cx, cy, R = 800, 535, 400
    p = [oval(cx + 16, cy + 14, R, R, SHADE, INK, 2), oval(cx, cy, R, R, WHITE, INK, 3), oval(cx, cy, R * .84, R * .84, "none", INK, 2, .7), oval(cx, cy, R * .62, R * .62, "none", INK, 1.6, .6)]
    for k, c in enumerate("子丑寅卯辰巳午未申酉戌亥"):
        a = math.pi / 2 + k * math.pi / 6
        p.append(f'<text x="{n(cx + math.cos(a) * R * .73)}" y="{n(cy + math.sin(a) * R * .73 + 17)}" font-family="Noto Serif CJK SC" font-size="46" fill="{INK}" text-anchor="middle" opacity=".85">{c}</text>')
    for k in range(96):
        a = k * math.pi / 48
        q = .92 if k % 8 == 4 else .96
        p.append(line(cx + math.cos(a) * R * (.84 if k % 8 == 4 else q), cy + math.sin(a) * R * (.84 if k % 8 == 4 else q), cx + math.cos(a) * R, cy + math.sin(a) * R, INK, 2.4 if k % 8 == 4 else 1.4, .7))
    a = math.pi / 2 + 4.6 * math.pi / 6
    tip = (cx + math.cos(a) * R * .58, cy + math.sin(a) * R * .58)
    p += [poly([(cx - 8, cy + 6), (cx + 8, cy - 8), tip], INK, o=.5), oval(cx, cy, 20, 20, "#6d6a62", INK, 2.4), oval(cx - 4, cy - 4, 7, 7, WHITE, o=.6)]
    return sheet(L, H, wash(rect(0, 0, L, H, MOSS, o=.3)), group(oval(840, 580, 430, 420, INK, o=.25), f="mist"), ink(*p))


# --- Yuanmingyuan ------------------------------------------------------------------

def east_gate():
    p = [rect(180, 560, 380, 250, "#b9aea0", INK, 1.8), rect(1040, 560, 380, 250, "#b9aea0", INK, 1.8), roof(180, 566, 380, 40, 20, TILE, 4), roof(1040, 566, 380, 40, 20, TILE, 4),
         rect(520, 500, 560, 310, "#98503f", INK, 2), *[rect(510 + k * 186, 480, 24, 330, RED, INK, 1.6) for k in range(4)], rect(500, 452, 600, 46, "#55705f", INK, 1.8), *[rect(520 + k * 96, 460, 72, 30, OCHRE, INK, 1, .6) for k in range(6)],
         roof(500, 456, 600, 170, 76, TILE, 26), rect(480, 806, 640, 30, STONE, INK, 2)]
    for k in range(3):
        x = 548 + k * 186
        p.append(rect(x, 560, 134, 250, "#7a3327" if k != 1 else "#dcd9cd", INK, 2))
        if k != 1:
            p += [line(x + 67, 560, x + 67, 810, INK, 2.4)] + [oval(x + 18 + i * 32 + (4 if i > 1 else 0), 590 + j * 36, 4.5, 4.5, OCHRE, INK, .8) for i in range(4) for j in range(6)]
    p.append(clip(box(734, 560, 134, 250), wash(*[blob(740 + k * 24, 700, 30, 44, MOSS, .5, random.Random(k)) for k in range(7)]), rect(734, 760, 134, 50, SHADE, o=.7)))
    return sheet(L, H, sky(L, H, SLATE, .32, .7), hills(L, 560, 150, SLATE, .38, 14), tree(150, 640, 420, MOSS, 3, .42), tree(400, 620, 330, MOSS, 4, .35), tree(1250, 620, 350, MOSS, 7, .36), tree(1480, 640, 440, MOSS, 8, .45), ground(L, H, 800, SHADE, .7, 2),
                 ink(*p), wash(poly([(720, 838), (880, 838), (1140, 1067), (460, 1067)], STONE, o=.95)), crowd([(600, 900), (648, 910), (692, 898), (940, 908), (984, 898)], 102, 24), pine(300, 880, 360, 4), pine(1330, 880, 340, 9, lean=-.1))


def october_1860():
    r = random.Random(8)
    roofs = [group(roof(120 + k * 310 + r.uniform(-30, 30), 800 - (k % 2) * 60, 210, 80, 40, "#2f2a28", 20, 12), rect(140 + k * 310, 800 - (k % 2) * 60, 170, 120, "#2f2a28"), o=.96) for k in range(5)]
    return sheet(L, H, wash(fade(box(0, 0, L, 900), RED, 0, 900, .25, .95)), glow(500, 780, 420, "#e0a055", .7), glow(1080, 760, 460, "#e0a055", .7), smoke(230, 760, 3), smoke(640, 740, 4), smoke(1040, 750, 5, size=.9), hills(L, 780, 120, "#4a2b24", .8, 13, 90), ink(*roofs), tree(70, 860, 380, "#2f2a28", 3, .7), tree(1540, 860, 430, "#2f2a28", 5, .7),
                 wash(rect(0, 850, L, 240, "#2b2523", o=.95)), water(L, 900, H, RED, .5, 5, 0, 60))


def bridge_part(x, y, s):
    """What is left of the bridge: one round arch, the ends torn off, stones in the water."""
    def u(v):
        return v * s
    left = pts([(x - u(330), y), (x - u(340), y - u(70)), (x - u(300), y - u(96)), (x - u(306), y - u(150)), (x - u(250), y - u(170)), (x - u(236), y - u(212)), (x - u(170), y - u(226)), (x - u(150), y - u(256)),
                (x - u(60), y - u(276)), (x + u(20), y - u(284)), (x + u(90), y - u(268)), (x + u(120), y - u(244)), (x + u(176), y - u(240)), (x + u(190), y - u(196)), (x + u(236), y - u(176)), (x + u(226), y - u(120)), (x + u(276), y - u(90)), (x + u(262), y - u(40)), (x + u(290), y)])
    hole = f"M{n(x - u(168))} {n(y + 2)}A{n(u(168))} {n(u(200))} 0 0 1 {n(x + u(168))} {n(y + 2)}Z"
    s_ = [clip(left, ashlar(x - u(350), y - u(300), u(660), u(300), STONE, 6, u(40), u(104), .4), fade(box(x - u(350), y - u(300), u(660), u(300)), BARK, y - u(300), y, 0, .35)), path(left, "none", INK, 2.6),
          f'<g transform="translate({n(x)} {n(y)}) scale(1 1.19)">' + voussoirs(0, 0, u(168), u(204), 15, STONE, seed=3) + "</g>", path(hole, "#cfd3cc", INK, 2.2)]
    return "".join(s_)


def ruined_bridge():
    b = bridge_part(800, 720, 1.35)
    stones = [rock(x, 740 + d, w, h, STONE, k) for k, (x, d, w, h) in enumerate(((260, 4, 120, 56), (360, 22, 90, 40), (1250, 8, 130, 66), (1370, 26, 90, 40), (1180, 40, 70, 30)))]
    return sheet(L, H, sky(L, H, SLATE, .3, .65), hills(L, 560, 130, MOSS, .35, 3), tree(150, 660, 480, MOSS, 3, .45), tree(360, 650, 300, PINE, 4, .3), tree(1270, 650, 330, PINE, 8, .3), tree(1460, 660, 500, MOSS, 9, .45), wash(fade(box(0, 630, L, 100), MOSS, 630, 730, .5, .3)),
                 water(L, 700, H, SLATE, .42, 6), mirror(ink(b), 720, .3), ink(b), wash(clip("M575 722A227 270 0 0 1 1025 722Z", fade(box(560, 450, 480, 272), MOSS, 560, 722, .0, .5))), ink(*stones), grass(430, 720, 462, 8, 30, MOSS, 4, 22), grass(980, 1120, 400, 8, 12, MOSS, 5, 20), reeds(60, 420, 1010, 210, 60, 3), reeds(1180, 1540, 1010, 170, 50, 6))


def bridge_stones():
    b = bridge_part(330, 880, 2.75)
    return sheet(L, H, sky(L, H, SLATE, .3, .9), hills(L, 760, 120, MOSS, .4, 3, 120), tree(1330, 800, 440, MOSS, 4, .38), tree(1500, 800, 340, PINE, 6, .3), water(L, 790, H, SLATE, .42, 4), mirror(ink(b), 880, .25), ink(b),
                 ink(rock(1230, 912, 230, 120, STONE, 3), rock(1400, 940, 150, 76, SHADE, 5), rock(1110, 950, 110, 52, STONE, 8)), grass(160, 620, 112, 10, 60, MOSS, 3, 34), reeds(1260, 1540, 1020, 170, 40, 3))


SCENES = {
    "tsinghua-west-gate": [west_gate, avenue],
    "jinchun-garden": [lotus_pond, island_ruin, lotus_close],
    "zhu-ziqing-statue": [zhu_ziqing, shuimu_pavilion],
    "wen-yiduo-statue": [wen_yiduo, red_candle],
    "grand-auditorium": [auditorium_front, auditorium_columns],
    "science-building": [science_front, science_instruments],
    "tsinghua-xuetang": [xuetang_front, old_classroom],
    "sundial": [sundial_lawn, sundial_hours],
    "old-gate": [gate_front, gate_fallen, three_dates, through_the_arch],
    "yuanmingyuan-east-gate": [east_gate, october_1860],
    "ruined-bridge": [ruined_bridge, bridge_stones],
}
