"""Draws the sample guide's pictures: python3 docs/drawings/draw.py [name …]

Each scene is a function named for its picture in one of the scene files; where the picture belongs
is in its SITE. Chromium renders the SVG, and ImageMagick converts the result to a JPEG without metadata.
"""
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # keep the folder free of __pycache__

import lianyungang
import tsinghua
import xuzhou

ROOT = pathlib.Path(__file__).resolve().parents[2]


def scenes():
    for module in (tsinghua, lianyungang, xuzhou):
        for site, functions in module.SCENES.items():
            for f in functions:
                yield site, f.__name__.replace("_", "-"), f


def draw(site, name, f):
    out = ROOT / "content/sites" / site / "photos" / f"{name}.jpg"
    out.parent.mkdir(parents=True, exist_ok=True)
    svg = f()
    w, h = (int(svg.split(f'{k}="', 1)[1].split('"', 1)[0]) for k in ("width", "height"))
    with tempfile.TemporaryDirectory() as d:
        page, png = pathlib.Path(d, "p.html"), pathlib.Path(d, "p.png")
        page.write_text(f'<!doctype html><meta charset="utf-8"><style>*{{margin:0}}svg{{display:block}}</style>{svg}', "utf-8")
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb",
                        f"--user-data-dir={d}/profile", f"--screenshot={png}", f"--window-size={w},{h}", page.as_uri()],
                       check=True, capture_output=True)
        subprocess.run(["convert", png, "-strip", "-colorspace", "sRGB", "-sampling-factor", "4:2:0", "-interlace", "JPEG", "-quality", "78", out], check=True)
    print(f"{out.relative_to(ROOT)} {w}x{h} {out.stat().st_size // 1024} KB")


if __name__ == "__main__":
    wanted = set(sys.argv[1:])
    for site, name, f in scenes():
        if not wanted or wanted & {site, name}:
            draw(site, name, f)
