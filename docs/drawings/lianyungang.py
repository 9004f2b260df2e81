"""Lianyungang: the memorial hall, the hill of the martyrs, the island, the handcart, the shore."""
from kit import *

L, H = 1600, 1067
PW, PH = 1200, 1600


# --- the memorial hall ----------------------------------------------------------

def hall_front():
    p = [ashlar(240, 470, 1120, 310, STONE, 4, 44, 120, .22), rect(220, 440, 1160, 36, STONE, INK, 2), rect(240, 412, 1120, 30, SHADE, INK, 1.6)]
    p += [ashlar(600, 350, 400, 430, "#d9cdbb", 6, 44, 120, .25), rect(580, 318, 440, 36, STONE, INK, 2), rect(640, 470, 320, 310, "#4d5558", INK, 2)]
    p += [line(640 + k * 64, 470, 640 + k * 64, 780, STONE, 4, .9) for k in range(1, 5)] + [line(640, 560, 960, 560, STONE, 4, .9), rect(640, 380, 320, 56, RED, INK, 1.5, .92)]
    for x in (300, 400, 500, 1060, 1160, 1260):
        p.append(window(x, 540, 44, 180, rows=4))
    p += [rect(220, 776, 1160, 26, SHADE, INK, 1.6), steps(800, 850, 520, 6, 11, 26)]
    return sheet(L, H, sky(L, H, SLATE, .34, .7), hills(L, 560, 190, SLATE, .4, 6), ground(L, H, 800, SHADE, .75, 3), ink(*p), pine(170, 860, 420, 4), pine(1430, 860, 430, 6, lean=-.08), cypress(340, 850, 250, seed=3), cypress(1260, 850, 250, seed=4),
                 ink(flag(440, 240, 120, 850)), wash(poly([(560, 852), (1040, 852), (1240, 1067), (360, 1067)], STONE, o=.9)), crowd([(700, 910), (744, 920), (790, 908), (836, 922), (884, 912)], 98, 8))


def hall_inside():
    relief = [rect(120, 190, 1360, 330, "#a8917a", INK, 2), oval(1130, 300, 46, 46, "#bca58c", INK, 1.6)]
    for y, c, f, p in ((400, "#9a836d", .0042, 0), (440, "#8f7863", .0063, 2), (480, "#836d59", .0085, 4)):
        edge = smooth([(x, y - 74 * math.sin(x * f + p) - 24 * math.sin(x * f * 2.7 + p)) for x in range(100, 1520, 40)])
        relief.append(path(edge + "L1520 540L100 540Z", c, INK, 1.8))
    relief += [path(f"M{100 + k * 90} {496 + (k % 2) * 12}q22 -18 45 0q22 18 45 0", "none", WHITE, 2.4, .3) for k in range(16)]
    case = [rect(180 + k * 470, 640, 300, 40, STONE, INK, 2) + path(box(190 + k * 470, 570, 280, 70), "#dfe6e6", INK, 1.8, .75) + rect(200 + k * 470, 680, 280, 130, BARK, INK, 2) + rect(230 + k * 470, 622, 60, 14, OCHRE, INK, 1) + rect(320 + k * 470, 616, 84, 20, WHITE, INK, 1) for k in range(3)]
    return sheet(L, H, rect(0, 0, L, 800, "#d8cdbd"), wash(rect(0, 0, L, 180, BARK, o=.7), rect(0, 560, L, 250, SHADE, o=.6)), ink(clip(box(120, 190, 1360, 330), *relief), path(box(120, 190, 1360, 330), "none", INK, 3)),
                 *[glow(330 + k * 470, 330, 320, "#f4e3b8", .5) for k in range(3)], wash(poly([(0, 790), (L, 790), (L, H), (0, H)], "#8a7866")), ink(line(0, 790, L, 790, INK, 2, .6)), ink(*case),
                 crowd([(500, 960), (560, 985), (620, 962), (980, 975), (1040, 958), (1104, 984)], 250, 12))


# --- Kangrishan -------------------------------------------------------------------

def stele(x, y, s):
    def u(v):
        return v * s
    return (rect(x - u(130), y - u(26), u(260), u(26), SHADE, INK, 2) + rect(x - u(96), y - u(52), u(192), u(26), STONE, INK, 2) + ashlar(x - u(64), y - u(120), u(128), u(68), STONE, 3, u(34), u(64), .25)
            + poly([(x - u(46), y - u(120)), (x + u(46), y - u(120)), (x + u(32), y - u(430)), (x - u(32), y - u(430))], STONE, INK, 2.2) + poly([(x + u(14), y - u(120)), (x + u(46), y - u(120)), (x + u(32), y - u(430)), (x + u(10), y - u(430))], SHADE, o=.7)
            + poly([(x - u(32), y - u(430)), (x + u(32), y - u(430)), (x, y - u(476))], STONE, INK, 2))


def kangrishan_hill():
    hill = path(smooth([(-60, 860), (200, 700), (430, 540), (640, 430), (800, 396), (960, 430), (1180, 560), (1420, 720), (1680, 860)]) + "L1680 1000L-60 1000Z", "#77806a", o=.85)
    trees = []
    r = random.Random(4)
    for k in range(60):
        x = r.uniform(40, 1560)
        top = 396 + abs(x - 800) ** 1.25 * .105
        y = r.uniform(top + 70, 900)
        if abs(x - 800) > 60 + (y - 400) * .38:
            trees.append((y, x, k))
    return sheet(L, H, sky(L, H, OCHRE, .26, .7), hills(L, 620, 220, SLATE, .42, 3), hills(L, 700, 140, SLATE, .35, 8), wash(hill), *[cypress(x, y, 60 + (y - 400) * .2, seed=k) for y, x, k in sorted(trees)],
                 ink(ramp(800, 470, 60, 800, 980, 250, 28), stele(800, 476, .66)), mist(200, 880, 300, 50, .6), mist(1400, 880, 300, 50, .6), ground(L, H, 960, SHADE, .8, 3), crowd([(730, 930), (776, 940), (850, 926), (896, 940)], 84, 6))


def kangrishan_stones():
    rows = []
    for j, (y, s) in enumerate(((600, .5), (700, .72), (840, 1.), (1010, 1.4))):
        for k in range(-6, 7):
            x = 800 + (k + .5 * (j % 2)) * 210 * s * 1.15
            if -100 < x < 1700:
                rows.append(path(f"M{n(x - 44 * s)} {n(y)}V{n(y - 120 * s)}Q{n(x - 44 * s)} {n(y - 150 * s)} {n(x)} {n(y - 152 * s)}Q{n(x + 44 * s)} {n(y - 150 * s)} {n(x + 44 * s)} {n(y - 120 * s)}V{n(y)}Z", STONE, INK, 1.8)
                            + poly([(x + 22 * s, y), (x + 44 * s, y), (x + 44 * s, y - 118 * s), (x + 22 * s, y - 146 * s)], SHADE, o=.6) + rect(x - 62 * s, y - 8 * s, 124 * s, 16 * s, SHADE, INK, 1.6)
                            + "".join(line(x - 4 * s, y - (124 - q * 18) * s, x - 4 * s, y - (114 - q * 18) * s, RED, 2.6 * s + .6, .6) for q in range(5)))
                if (k + j) % 3 == 0:
                    rows.append(flower(x + 10 * s, y - 12 * s, 18 * s, k + 20))
    return sheet(L, H, sky(L, H, SLATE, .34, .6), hills(L, 480, 150, SLATE, .4, 5), *[cypress(60 + k * 136, 560, 260 + (k % 3) * 36, seed=k) for k in range(12)], ground(L, H, 540, MOSS, .65, 2), ink(*rows), grass(40, 1560, 760, 200, 260, PINE, 3))


# --- Kaishan --------------------------------------------------------------------

def lighthouse(x, y, s):
    def u(v):
        return v * s
    return (poly([(x - u(34), y), (x + u(34), y), (x + u(22), y - u(190)), (x - u(22), y - u(190))], WHITE, INK, 2) + poly([(x + u(8), y), (x + u(34), y), (x + u(22), y - u(190)), (x + u(6), y - u(190))], SHADE, o=.7)
            + rect(x - u(30), y - u(204), u(60), u(14), SLATE, INK, 1.6) + rect(x - u(18), y - u(240), u(36), u(36), "#e9dcae", INK, 1.6) + path(f"M{n(x - u(24))} {n(y - u(240))}Q{n(x)} {n(y - u(280))} {n(x + u(24))} {n(y - u(240))}Z", RED, INK, 1.8) + line(x, y - u(262), x, y - u(284), INK, 2))


def island(s, ox, oy):
    def q(*c):
        return [(ox + a * s, oy + b * s) for a, b in c]
    edge = q((-520, 0), (-470, -60), (-430, -76), (-380, -150), (-300, -190), (-230, -250), (-120, -280), (-30, -330), (60, -340), (140, -310), (210, -290), (260, -220), (340, -180), (390, -110), (460, -70), (520, 0))
    d = pts(edge)
    r = random.Random(6)
    cracks = [path(f"M{n(x)} {n(y)}l{n(r.uniform(-30, 30) * s)} {n(r.uniform(30, 80) * s)}l{n(r.uniform(-24, 24) * s)} {n(r.uniform(20, 60) * s)}", "none", INK, 1.7, .4) for x, y in ((ox + r.uniform(-460, 460) * s, oy - r.uniform(20, 260) * s) for _ in range(46))]
    green = [blob(ox + r.uniform(-330, 300) * s, oy - r.uniform(150, 300) * s, r.uniform(30, 70) * s, r.uniform(14, 30) * s, MOSS, .55, r) for _ in range(26)]
    house = lambda x, y, w, h: rect(ox + x * s, oy + (y - h) * s, w * s, h * s, WHITE, INK, 1.6) + rect(ox + (x - 6) * s, oy + (y - h - 12) * s, (w + 12) * s, 12 * s, TILE, INK, 1.5) + "".join(rect(ox + (x + 14 + k * 32) * s, oy + (y - h + 16) * s, 14 * s, 20 * s, "#4b555c") for k in range(int(w / 34)))
    stairs = path(smooth(q((-40, -8), (-58, -60), (-30, -110), (-66, -160), (-52, -214))), "none", STONE, 4 * s, .75, 'stroke-dasharray="5 3"')
    return path(d, "#8d8478", o=1) + clip(d, *green, *cracks, fade(d, INK, oy - 200 * s, oy, 0, .4)) + path(d, "none", INK, 2.2, .8) + flag(ox + 20 * s, oy - 480 * s, 74 * s, oy - 330 * s) + house(-200, -226, 190, 56) + house(-60, -296, 150, 50) + stairs + lighthouse(ox + 190 * s, oy - 286 * s, .72 * s)


def island_sea():
    i = island(1, 830, 690)
    return sheet(L, H, sky(L, H, SLATE, .4, .75), sun(330, 360, 58, RED, .5), hills(L, 640, 50, SLATE, .2, 4, 30), water(L, 640, H, SLATE, .5, 5), mirror(ink(i), 690, .2), ink(i),
                 *[ink(path(f"M{300 + k * 150} {696 + (k % 3) * 5}q40 -16 80 0q30 -10 60 0", "none", WHITE, 3, .8)) for k in range(8)], ink(bird(520, 330, 26), bird(590, 290, 20), bird(1230, 260, 24), bird(460, 400, 16)))


def flag_at_dawn():
    rocks = [rock(200, 1420, 620, 240, "#8d8478", 4), rock(980, 1430, 640, 200, "#8d8478", 6), rock(620, 1480, 900, 150, "#7d756a", 8)]
    return sheet(PW, PH, wash(fade(box(0, 0, PW, 1200), RED, 200, 1200, .05, .5)), sun(300, 1000, 84, RED, .7), water(PW, 1060, PH, SLATE, .5, 5), ink(*rocks), ink(rect(420, 1330, 420, 70, STONE, INK, 2)), ink(flag(640, 420, 330, 1334)),
                 ink(figure(540, 1334, 186, SLATE, None, 2), figure(740, 1334, 172, "#7a4a44", None, 3)), ink(bird(880, 330, 26), bird(950, 370, 18)))


def ferry_to_island():
    hull = "M300 800L1010 800Q1100 796 1180 740L1120 740L1090 752H330Z"
    p = [path(hull, SLATE, INK, 2.4), path("M312 786H1040L1076 770H318Z", WHITE, o=.8), rect(420, 650, 480, 102, WHITE, INK, 2), rect(520, 570, 260, 82, WHITE, INK, 2), rect(700, 588, 70, 36, "#4b555c", INK, 1.4), rect(560, 500, 60, 72, RED, INK, 2)]
    p += [rect(446 + k * 72, 676, 42, 36, "#4b555c", INK, 1.4) for k in range(6)] + [line(330, 752, 330, 706, INK, 2), line(330, 706, 420, 706, INK, 2), line(900, 706, 1090, 706, INK, 2)] + [line(920 + k * 34, 706, 920 + k * 34, 752, INK, 2) for k in range(6)] + [rect(650, 470, 5, 100, INK), flag(655, 476, 48)]
    wake = [path(f"M{160 - k * 26} {806 + k * 18}q{120} {-10} {260} {2}", "none", WHITE, 4 - k * .5, .7) for k in range(5)] + [path("M1130 800q70 -6 120 16M1100 814q80 0 130 26", "none", WHITE, 4, .8)]
    return sheet(L, H, sky(L, H, SLATE, .38, .7), hills(L, 610, 60, SLATE, .22, 4, 40), water(L, 600, H, SLATE, .5, 7), ink(island(.34, 1330, 622)), mirror(ink(*p), 806, .16), ink(*p), crowd([(950, 750), (990, 752), (1030, 750)], 70, 4, False), ink(*wake), ink(bird(300, 330, 24), bird(370, 300, 18), bird(1040, 380, 18)))


# --- the cart ---------------------------------------------------------------------

def wheel(x, y, r):
    return oval(x, y, r, r, "none", INK, r * .13) + oval(x, y, r * .9, r * .9, "none", BARK, r * .07) + "".join(line(x, y, x + math.cos(k * .524) * r * .9, y + math.sin(k * .524) * r * .9, INK, 2.4, .8) for k in range(12)) + oval(x, y, r * .13, r * .13, BARK, INK, 2)


def case(x, y, w, h, c):
    return rect(x, y - h, w, h, c, INK, 2) + rect(x + w * .38, y - h - 12, w * .24, 12, "none", INK, 4) + line(x + w * .2, y - h, x + w * .2, y, INK, 4, .5) + line(x + w * .8, y - h, x + w * .8, y, INK, 4, .5) + rect(x + 3, y - h + 3, w - 6, h * .16, WHITE, o=.2)


def cart(x, y, s):
    g = [line(-420, -190, 300, -190, BARK, 16, 1), line(300, -190, 560, -262, BARK, 14, 1), line(-420, -190, -420, -330, BARK, 12, 1), line(-420, -326, -300, -326, BARK, 8, 1), line(300, -190, 300, -250, BARK, 12, 1), line(540, -262, 580, -268, INK, 18, 1),
         rect(-430, -212, 740, 28, "#8a6b4c", INK, 2.2), case(-390, -212, 220, 130, "#6d5542"), case(-160, -212, 180, 170, SLATE), case(30, -212, 210, 116, RED), case(-360, -342, 190, 92, MOSS), case(30, -328, 150, 76, OCHRE),
         path("M-150 -382Q-140 -440 -70 -440Q0 -440 10 -382Z", "#a58a6a", INK, 2), line(-70, -440, -70, -456, INK, 5), wheel(-80, -118, 118), line(300, -190, 330, -10, BARK, 10, 1)]
    return group(*g, t=f"translate({n(x)} {n(y)}) scale({s})")


def lei_feng_cart():
    return sheet(L, H, wash(fade(box(0, 0, L, 820), OCHRE, 0, 820, .3, .12)), wash(rect(-20, 130, 1640, 610, STONE, o=.9)), ink(*[window(200 + k * 250, 270, 150, 230, rows=4, cols=3, glass="#c6cdc9") for k in range(5)]), ink(line(0, 740, L, 740, INK, 2, .4)), wash(rect(0, 740, L, 360, SHADE, o=.8)),
                 group(oval(780, 912, 560, 34, INK, o=.35), f="soft"), ink(cart(760, 905, 1.2)))


def luggage_crew():
    coach = [path("M940 740V470Q944 440 976 440H1500Q1536 440 1536 480V740Z", WHITE, INK, 2.4), rect(940, 610, 596, 36, RED, o=.9), rect(1440, 480, 76, 190, "#4b555c", INK, 2), *[rect(968 + k * 116, 480, 100, 96, "#5b666c", INK, 2) for k in range(4)], line(940, 690, 1536, 690, INK, 2, .5)]
    coach += [oval(x, 744, 46, 46, INK) + oval(x, 744, 20, 20, SHADE, INK, 2) for x in (1060, 1410)]
    station = [rect(60, 330, 900, 400, STONE, INK, 2), rect(40, 300, 940, 36, SHADE, INK, 2), rect(200, 700 - 330, 620, 60, RED, INK, 1.6, .9), *[window(120 + k * 170, 480, 110, 230, rows=3, cols=2, glass="#aeb8b8", sill=False) for k in range(5)]]
    return sheet(L, H, sky(L, H, SLATE, .34, .6), tree(1250, 690, 380, MOSS, 4, .4), tree(1480, 690, 420, MOSS, 6, .4), ground(L, H, 730, SHADE, .8, 3), ink(*station), ink(*coach), group(oval(560, 936, 300, 18, INK, o=.3), f="soft"), ink(cart(520, 930, .66)),
                 ink(figure(900, 934, 212, SLATE, None, 4), line(870, 780, 896, 790, SLATE, 16, .9), figure(270, 940, 208, SLATE, None, 6), figure(1060, 914, 190, BARK, RED, 9), figure(1124, 920, 130, RED, None, 8)))


# --- the shore ---------------------------------------------------------------------

def bronze_group(x, y, s, c="#6c5f4c"):
    """Standing figures in bronze, grown-ups and a child; nobody's portrait."""
    def person(dx, h, coat, arm):
        px, k = x + dx * s, h * s
        def q(*v):
            return [(px + a * k, y - b * k) for a, b in v]
        legs = pts(q((-.11, 0), (-.1, .5), (.1, .5), (.11, 0), (.02, 0), (0, .4), (-.02, 0)))
        hem = .3 if coat else .46
        body = smooth(q((-.13, hem), (-.15, .62), (-.17, .76), (-.12, .82), (-.04, .845), (.04, .845), (.12, .82), (.17, .76), (.15, .62), (.13, hem)), True)
        arms = path(smooth(q((-.15, .79), (-.2, .62), (-.17, .46)))) if arm == 0 else path(smooth(q((-.14, .79), (-.22, .66), (-.3, .72 if arm == 1 else .56))))
        arms = arms.replace('stroke="none"', f'stroke="{c}" stroke-linecap="round"').replace('stroke-width="2"', f'stroke-width="{n(k * .062)}"')
        right = path(smooth(q((.15, .79), (.2, .62), (.17, .46))), "none", c, k * .062, 1, 'stroke-linecap="round"')
        light = path(smooth(q((-.1, hem + .04), (-.11, .6), (-.1, .76))), "none", "#b8a88c", k * .02, .5, 'stroke-linecap="round"')
        shade = clip(body, poly(q((.04, .2), (.3, .2), (.3, .9), (.05, .9)), INK, o=.28))
        return path(legs, c, INK, 1.6) + arms + right + path(body, c, INK, 1.8) + shade + light + poly(q((-.035, .83), (.035, .83), (.03, .9), (-.03, .9)), c) + oval(px, y - .92 * k, .056 * k, .072 * k, c, INK, 1.8)
    return "".join(person(*v) for v in ((-190, 300, 1, 0), (-100, 318, 0, 2), (190, 306, 0, 0), (10, 336, 1, 1), (100, 214, 0, 0)))


def sculpture_shore():
    base = [ashlar(520, 770, 560, 90, STONE, 4, 45, 140, .3), rect(496, 856, 608, 30, SHADE, INK, 2), rect(500, 750, 600, 24, STONE, INK, 2)]
    return sheet(L, H, sky(L, H, SLATE, .36, .7), hills(L, 590, 120, SLATE, .4, 5, 50), water(L, 590, 800, SLATE, .5, 5), ground(L, H, 780, MOSS, .55, 3), wash(poly([(0, 890), (L, 890), (L, 960), (0, 960)], STONE, o=.9)), pine(200, 880, 520, 4), pine(1430, 880, 470, 7, lean=-.12),
                 ink(*base, bronze_group(790, 752, 1.05)), grass(40, 1560, 1000, 30, 160, MOSS, 5), crowd([(1180, 930), (1226, 940), (1270, 928)], 112, 8), ink(bird(480, 300, 22), bird(540, 330, 16)))


def coast_path():
    road = path("M1240 1067C1080 900 560 880 620 760C660 700 1000 700 1060 640L1100 640C1060 720 760 730 760 780C760 860 1400 860 1600 960V1067Z", STONE, INK, 2)
    rail = []
    for k in range(13):
        t = k / 12
        x, y, h = 560 - 560 * t ** 1.2, 780 + 220 * t, 50 + 90 * t
        rail.append(line(x, y, x, y - h, BARK, 4 + 5 * t, .95))
    rail += [path("M560 735C420 760 200 830 0 870", "none", BARK, 6), path("M560 757C420 790 200 870 0 925", "none", BARK, 5)]
    return sheet(L, H, sky(L, H, OCHRE, .26, .6), sun(380, 330, 54, RED, .55), hills(L, 540, 80, SLATE, .36, 7, 40), water(1120, 540, 960, SLATE, .45, 5), wash(path(smooth([(1700, 430), (1420, 470), (1220, 540), (1090, 620), (820, 690), (640, 740), (560, 800), (300, 940), (-40, 1000)]) + "L-40 1120L1700 1120Z", "#7b8568")), wash(road), ink(*rail), pine(1250, 720, 420, 5), pine(1460, 700, 480, 8, lean=-.1), pine(1090, 690, 240, 12),
                 ink(rock(1000, 860, 130, 150, STONE, 4), rect(930, 856, 140, 20, SHADE, INK, 2)), grass(660, 1560, 800, 60, 150, PINE, 5), crowd([(800, 830), (846, 842), (890, 832)], 104, 18), ink(bird(600, 300, 22), bird(670, 270, 16)))


SCENES = {
    "lianyungang-memorial-hall": [hall_front, hall_inside],
    "kangrishan": [kangrishan_hill, kangrishan_stones],
    "kaishan-island": [island_sea, flag_at_dawn, ferry_to_island],
    "lei-feng-cart": [lei_feng_cart, luggage_crew],
    "sculpture-park": [sculpture_shore, coast_path],
}
