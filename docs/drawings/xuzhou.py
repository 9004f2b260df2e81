"""Xuzhou: the tower, the soldier's memorial, the canal town, the hill, the training centre."""
from kit import *

L, H = 1600, 1067
PW, PH = 1200, 1600


def tower(x, y, s):
    """The memorial tower: a tall tapering shaft on a stepped base."""
    def u(v):
        return v * s
    return (rect(x - u(190), y - u(24), u(380), u(24), SHADE, INK, 2) + rect(x - u(160), y - u(50), u(320), u(26), STONE, INK, 2) + ashlar(x - u(122), y - u(150), u(244), u(100), STONE, 3, u(34), u(90), .25) + rect(x - u(134), y - u(168), u(268), u(20), STONE, INK, 2)
            + poly([(x - u(76), y - u(168)), (x + u(76), y - u(168)), (x + u(52), y - u(640)), (x - u(52), y - u(640))], STONE, INK, 2.4) + poly([(x + u(24), y - u(168)), (x + u(76), y - u(168)), (x + u(52), y - u(640)), (x + u(18), y - u(640))], SHADE, o=.7)
            + rect(x - u(66), y - u(664), u(132), u(26), STONE, INK, 2) + rect(x - u(52), y - u(690), u(104), u(26), STONE, INK, 2) + poly([(x - u(44), y - u(690)), (x + u(44), y - u(690)), (x, y - u(724))], STONE, INK, 2) + rect(x - u(17), y - u(590), u(34), u(360), WHITE, INK, 1.2, .7))


def huaihai_tower():
    trees = [cypress(x, y, h, seed=k) for k, (x, y, h) in enumerate(((90, 820, 330), (200, 800, 290), (310, 780, 250), (410, 762, 210), (500, 748, 176), (1100, 748, 176), (1190, 762, 210), (1290, 780, 250), (1400, 800, 290), (1510, 820, 330)))]
    return sheet(L, H, sky(L, H, SLATE, .38, .75), hills(L, 700, 190, SLATE, .42, 5), hills(L, 730, 100, MOSS, .5, 9, 60), wash(path(smooth([(-40, 830), (400, 740), (800, 700), (1200, 740), (1640, 830)]) + "L1640 1067L-40 1067Z", "#7c856c")), *trees,
                 ink(tower(800, 716, .88), ramp(800, 712, 210, 800, 990, 640, 24)), wash(rect(0, 984, L, 100, STONE)), crowd([(640, 965), (690, 980), (742, 964), (860, 975), (912, 962), (960, 978)], 92, 5))


def huaihai_steps():
    return sheet(PW, PH, sky(PW, PH, OCHRE, .28, .7), hills(PW, 900, 120, SLATE, .3, 4), *[cypress(x, y, h, seed=k) for k, (x, y, h) in enumerate(((70, 1150, 560), (210, 1060, 430), (310, 1000, 330), (890, 1000, 330), (990, 1060, 430), (1130, 1150, 560)))], ground(PW, PH, 960, MOSS, .55, 3),
                 ink(tower(600, 900, 1.02), ramp(600, 896, 250, 600, 1600, 1120, 30)), ink(wreath(600, 1310, 92, 4), poly([(560, 1392), (640, 1392), (660, 1470), (540, 1470)], "none", INK, 4)), crowd([(380, 1236), (440, 1250), (800, 1240)], 150, 9))


def sixty_six_days():
    """The campaign's sixty-six days as a wall of calendar leaves."""
    r = random.Random(4)
    p, day = [], 0
    for row in range(6):
        for col in range(11):
            x, y = 180 + col * 114, 190 + row * 110
            last = row == 5 and col == 10
            p += [rect(x, y, 98, 94, RED if day in (0, 65) else WHITE, INK, 1.8, .95), rect(x, y, 98, 20, SHADE if day not in (0, 65) else BARK, INK, 1.4)]
            d = ["11.%d" % (6 + day), "12.%d" % (day - 24), "1.%d" % (day - 55)][0 if day < 25 else 1 if day < 56 else 2]
            p.append(f'<text x="{x + 49}" y="{y + 69}" font-family="Noto Serif CJK SC" font-size="32" text-anchor="middle" fill="{PAPER if day in (0, 65) else INK}" opacity=".88">{d}</text>')
            day += 1
    return sheet(L, H, wash(rect(0, 0, L, H, SLATE, o=.3)), group(oval(800, 520, 660, 360, WHITE, o=.3), f="mist"), ink(*p), f'<text x="800" y="940" font-family="Noto Serif CJK SC" font-size="50" text-anchor="middle" fill="{INK}" letter-spacing="8" opacity=".85">1948.11.6 — 1949.1.10</text>')


def wang_jie_gate():
    stone = [rect(620, 800, 360, 30, SHADE, INK, 2), rect(650, 772, 300, 28, STONE, INK, 2), ashlar(690, 420, 220, 352, STONE, 5, 60, 220, .18), rect(672, 396, 256, 28, STONE, INK, 2), path("M690 396Q800 330 910 396Z", STONE, INK, 2), rect(770, 460, 60, 270, WHITE, INK, 1.4), *[line(800, 490 + k * 44, 800, 514 + k * 44, RED, 12, .75) for k in range(5)]]
    return sheet(L, H, sky(L, H, SLATE, .34, .7), hills(L, 600, 90, SLATE, .3, 3), *[pine(x, y, h, k, lean=l) for k, (x, y, h, l) in enumerate(((120, 860, 620, .04), (360, 820, 480, .05), (1260, 820, 480, -.05), (1480, 860, 640, -.04)))], *[cypress(x, 790, 260, seed=k) for k, x in enumerate((500, 570, 1030, 1100))], ground(L, H, 800, MOSS, .6, 3),
                 wash(poly([(690, 832), (910, 832), (1180, 1067), (420, 1067)], STONE, o=.95)), ink(*stone, wreath(800, 812, 58, 3)), grass(40, 560, 950, 60, 120, PINE, 3), grass(1060, 1560, 950, 60, 120, PINE, 5), crowd([(560, 930), (606, 942), (652, 928), (960, 938), (1006, 928)], 108, 14))


def wang_jie_things():
    table = rect(0, 720, L, 400, "#8a6f55")
    cap = [path("M300 700C290 590 380 540 500 540C640 540 720 600 706 700Z", MOSS, INK, 2.6), path("M286 700Q500 664 722 700Q780 726 800 772Q640 728 300 744Q276 724 286 700Z", "#5c6549", INK, 2.4), path("M312 664Q500 628 704 664", "none", INK, 2, .5), path("M500 540Q470 600 476 690", "none", INK, 1.6, .35), star(506, 616, 30).replace("#e3bf5a", "#a5302a")]
    bag = [path("M900 600Q902 570 934 570H1256Q1286 570 1288 600L1300 860H888Z", "#7b8063", INK, 2.6), path("M888 590Q1094 556 1300 590L1310 720Q1094 780 880 720Z", MOSS, INK, 2.4), path("M906 606C800 640 800 800 850 880C900 950 1080 930 1180 916C1330 900 1400 860 1370 740C1352 660 1320 620 1288 606", "none", "#5c6549", 17) + path("M906 606C800 640 800 800 850 880C900 950 1080 930 1180 916C1330 900 1400 860 1370 740C1352 660 1320 620 1288 606", "none", INK, 1.4, .35), rect(1070, 716, 48, 84, "#5c6549", INK, 2), rect(1076, 742, 36, 24, OCHRE, INK, 2)]
    mug = [path("M560 780V900Q564 924 600 926H690Q724 924 728 900V780Z", WHITE, INK, 2.4), oval(644, 780, 84, 18, "#d9d4c8", INK, 2.2), path("M728 810Q790 806 786 850Q782 892 726 884", "none", INK, 7), path("M560 784Q644 806 728 784", "none", "#3f5668", 5)]
    return sheet(L, H, wash(fade(box(0, 0, L, 740), SLATE, 0, 740, .45, .2)), poly([(200, 60), (620, 60), (1180, 720), (560, 720)], WHITE, o=.28), wash(rect(0, 716, L, 400, BARK, o=.8)), group(table, o=.55), ink(line(0, 718, L, 718, INK, 2)), *[ink(line(0, 800 + k * 74, L, 806 + k * 74, INK, 1.6, .25)) for k in range(4)],
                 group(oval(540, 770, 270, 26, INK, o=.3), oval(1100, 868, 250, 24, INK, o=.35), oval(650, 930, 120, 16, INK, o=.3), f="soft"), ink(*cap), ink(*bag), ink(*mug))


def yaowan_canal():
    houses = []
    for k, (x, w, h) in enumerate(((60, 230, 130), (280, 200, 160), (470, 250, 126), (1080, 220, 150), (1290, 260, 128))):
        houses += [ashlar(x, 690, w, 46, SHADE, k, 23, 60, .35), gable(x, 694, w, h), *[rect(x + 30 + j * 64, 694 - h + 46, 36, 50, "#5b4a3c", INK, 1.5) for j in range(int(w / 70))], line(x + w / 2, 694, x + w / 2, 650, BARK, 4, .5)]
    houses += [lantern(x, y, 17) for x, y in ((120, 640), (240, 640), (520, 640), (660, 640), (1130, 640), (1340, 640), (1490, 640))]
    bridge = [path("M690 740L700 680Q900 500 1100 680L1110 740H1010A110 116 0 0 0 790 740Z", STONE, INK, 2.4), clip("M690 740L700 680Q900 500 1100 680L1110 740H1010A110 116 0 0 0 790 740Z", ashlar(690, 560, 430, 190, STONE, 5, 30, 80, .35)), path("M696 668Q900 486 1104 668L1104 684Q900 506 696 684Z", SHADE, INK, 2), f'<g transform="translate(900 740) scale(1 1.05)">' + voussoirs(0, 0, 110, 134, 13, STONE) + "</g>"]
    bridge += [rect(720 + k * 40 - 5, 640 - 84 * math.sin(math.pi * (k + .6) / 10.2), 10, 34, STONE, INK, 1.4) for k in range(10)]
    return sheet(L, H, sky(L, H, OCHRE, .24, .65), hills(L, 560, 60, SLATE, .3, 4), tree(1030, 640, 330, MOSS, 5, .4), tree(640, 650, 260, MOSS, 6, .35), tree(30, 680, 420, MOSS, 8, .42), water(L, 720, H, SLATE, .5, 5), mirror(ink(*houses, *bridge), 738, .22), ink(*houses), ink(*bridge), willow(1530, 760, 440, 4, MOSS, -1, 70),
                 ink(boat(480, 880, 300), figure(380, 868, 92, SLATE, None, 3), line(372, 800, 330, 905, BARK, 4)), crowd([(880, 590), (912, 592)], 60, 4))


def yaowan_lane():
    left = [poly([(0, 330), (430, 640), (430, 1010), (0, 1300)], WHITE, INK, 2.2), poly([(0, 130), (440, 560), (454, 646), (0, 352)], TILE, INK, 2.2), *[line(k * 44, 130 + k * 43, k * 45, 352 + k * 29, INK, 1.6, .35) for k in range(1, 10)]]
    right = [poly([(PW, 300), (770, 640), (770, 1010), (PW, 1320)], WHITE, INK, 2.2), poly([(PW, 100), (760, 560), (746, 646), (PW, 322)], TILE, INK, 2.2), *[line(PW - k * 44, 100 + k * 45, PW - k * 45, 322 + k * 32, INK, 1.6, .35) for k in range(1, 10)]]
    for k, t in enumerate((.06, .42, .72)):
        for side in (0, 1):
            xa, xb = 430 * t + 24, 430 * (t + .2)
            y0a, y1a = 330 + 310 * t, 1300 - 290 * t
            f = lambda v: v if not side else PW - v
            hh = y1a - y0a
            left.append(poly([(f(xa), y0a + hh * .3), (f(xb), y0a + hh * .34), (f(xb), y1a - hh * .075), (f(xa), y1a - hh * .02)], "#6b4f3d", INK, 2))
            left.append(line(f((xa + xb) / 2), y0a + hh * .32, f((xa + xb) / 2), y1a - hh * .05, INK, 2, .7))
    floor = [poly([(430, 1010), (770, 1010), (1500, 1640), (-300, 1640)], SHADE, INK, 2)]
    for k in range(15):
        t = (k / 15) ** 1.8
        y = 1010 + 600 * t
        floor.append(line(430 - 730 * t, y, 770 + 730 * t, y, INK, 1.5 + t, .4))
    floor += [line(430 + 340 * u, 1010, -300 + 1800 * u, 1640, INK, 1.5, .3) for u in (.2, .4, .6, .8)]
    end = [rect(430, 780, 340, 236, WHITE, INK, 1.8), roof(440, 790, 320, 100, 24, TILE, 12), path(arch_d(545, 1012, 110, 170), "#5b4a3c", INK, 2)]
    return sheet(PW, PH, sky(PW, PH, OCHRE, .3, .6), tree(600, 840, 330, MOSS, 4, .35), ink(*end), ink(*floor), ink(*right, *left), *[ink(lantern(x, y, r)) for x, y, r in ((300, 700, 46), (390, 770, 28), (900, 700, 46), (812, 770, 28), (160, 590, 66), (1040, 590, 66))], crowd([(560, 1120), (606, 1132), (650, 1118)], 128, 5), wash(poly([(430, 1010), (770, 1010), (1500, 1640), (-300, 1640)], STONE, o=.25)))


def maling_ridge():
    r = random.Random(5)
    woods = []
    for k in range(70):
        x = r.uniform(0, L)
        woods.append((r.uniform(800, 1010), x, k))
    return sheet(L, H, sky(L, H, OCHRE, .28, .65), sun(1180, 300, 60, RED, .5), hills(L, 560, 190, SLATE, .35, 14), hills(L, 680, 220, SLATE, .45, 22, peaks=2), hills(L, 800, 230, "#6d7765", .7, 37, 260, 2), wash(fade(box(0, 770, L, 300), MOSS, 770, H, .0, .75)), mist(500, 720, 500, 50, .7), mist(1250, 640, 360, 40, .6),
                 *[tree(x, y, 120 + (y - 800) * .5, r.choice([MOSS, MOSS, OCHRE, "#a0714c"]), k, .5) for y, x, k in sorted(woods)[::2]], *[pine(x, y, h, k) for k, (x, y, h) in enumerate(((200, 1020, 300), (1390, 1030, 340)))])


def maling_steps():
    p = []
    r = random.Random(8)
    ts = [(k / 20) ** 1.5 for k in range(22)]
    for k in range(21):
        y, y2 = 640 + 960 * ts[k], 640 + 960 * ts[k + 1]
        w, x = 70 + 640 * ts[k], 690 - 110 * math.sin(ts[k] * 2.6)
        w2, x2 = 70 + 640 * ts[k + 1], 690 - 110 * math.sin(ts[k + 1] * 2.6)
        j = w * .03
        a, b = x - w / 2 + r.uniform(-j, j), x + w / 2 + r.uniform(-j, j)
        tread = y + (y2 - y) * .62
        p.append(poly([(a, y), (b, y), (x2 + w2 / 2, tread), (x2 - w2 / 2, tread)], r.choice([STONE, "#ddd3c3", "#e4dccb"]), INK, 1.6))
        p.append(poly([(x2 - w2 / 2, tread), (x2 + w2 / 2, tread), (x2 + w2 / 2, y2), (x2 - w2 / 2, y2)], SHADE, INK, 1.6))
    return sheet(PW, PH, sky(PW, PH, SLATE, .34, .6), hills(PW, 640, 170, SLATE, .4, 5), mist(600, 620, 500, 60, .6), wash(path(smooth([(-40, 900), (300, 720), (660, 640), (900, 700), (1240, 820)]) + "L1240 1700L-40 1700Z", "#75806a")), pine(330, 900, 420, 4, lean=.05), pine(920, 880, 380, 5, lean=-.06), ink(*p), pine(110, 1240, 780, 7, lean=.06), pine(1110, 1260, 820, 9, lean=-.06),
                 grass(60, 420, 1330, 130, 160, PINE, 5, 26), grass(900, 1160, 1330, 130, 120, PINE, 7, 26), crowd([(610, 920), (650, 905), (668, 960)], 130, 5))


def centre_front():
    p = [rect(260, 400, 1080, 400, "#d8d2c6", INK, 2.2), rect(240, 372, 1120, 34, STONE, INK, 2), *[rect(296 + k * 96, 450, 62, 310, "#59666d", INK, 1.8) for k in range(4)], *[rect(962 + k * 96, 450, 62, 310, "#59666d", INK, 1.8) for k in range(4)], rect(680, 330, 240, 470, "#b9ad9b", INK, 2.2), rect(700, 560, 200, 240, "#4b555c", INK, 2), line(800, 560, 800, 800, STONE, 4), rect(730, 380, 140, 110, RED, INK, 1.6, .92), steps(800, 832, 300, 3, 11, 24)]
    p += [line(327 + k * 96, 450, 327 + k * 96, 760, WHITE, 2, .5) for k in range(4)] + [line(993 + k * 96, 450, 993 + k * 96, 760, WHITE, 2, .5) for k in range(4)]
    return sheet(L, H, sky(L, H, SLATE, .32, .7), hills(L, 560, 130, SLATE, .34, 8), tree(130, 820, 460, MOSS, 4, .5), tree(1480, 820, 480, MOSS, 6, .5), ground(L, H, 800, SHADE, .75, 3), ink(*p), wash(rect(270, 830, 300, 40, MOSS, o=.7), rect(1030, 830, 300, 40, MOSS, o=.7)), grass(270, 570, 850, 16, 60, PINE, 4), grass(1030, 1330, 850, 16, 60, PINE, 5),
                 wash(poly([(660, 836), (940, 836), (1140, 1067), (460, 1067)], STONE, o=.9)), crowd([(640, 930), (688, 942), (736, 930), (930, 940), (976, 930)], 104, 25))


def five_doors():
    names, p = ["序厅", "明理", "增信", "崇德", "力行"], []
    for k, t in enumerate(names):
        x = 130 + k * 276
        d = box(x, 300, 236, 560)
        p += [rect(x - 12, 284, 260, 580, STONE, INK, 2.2), fade(d, [RED, SLATE, OCHRE, MOSS, BARK][k], 300, 860, .95, .55), clip(d, glow(x + 118, 760, 320, "#f6e8c4", .75), poly([(x, 860), (x + 236, 860), (x + 176, 740), (x + 60, 740)], STONE, o=.5), rect(x + 60, 470, 116, 272, WHITE, INK, 1.6, .28)), path(d, "none", INK, 2),
              f'<text x="{x + 118}" y="240" font-family="Noto Serif CJK SC" font-weight="bold" font-size="50" letter-spacing="8" text-anchor="middle" fill="{INK}" opacity=".88">{t}</text>']
    return sheet(L, H, wash(rect(0, 0, L, 870, STONE, o=.95)), ink(line(0, 864, L, 864, INK, 2.4)), wash(rect(0, 864, L, 220, SHADE)), ink(*p), *[wash(poly([(140 + k * 276, 866), (356 + k * 276, 866), (396 + k * 276, 1010), (100 + k * 276, 1010)], WHITE, o=.4)) for k in range(5)], crowd([(330, 950), (384, 965), (436, 948)], 190, 6, False))


SCENES = {
    "huaihai-memorial": [huaihai_tower, huaihai_steps, sixty_six_days],
    "wang-jie-memorial": [wang_jie_gate, wang_jie_things],
    "yaowan": [yaowan_canal, yaowan_lane],
    "maling-hill": [maling_ridge, maling_steps],
    "xuzhou-training-centre": [centre_front, five_doors],
}
