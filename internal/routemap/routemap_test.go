package routemap

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"wayside/internal/geo"
)

func words(metres float64) string { return fmt.Sprintf("%g m", metres) }

// TestDraw draws random routes of different extent with short and long names, accurate and
// inaccurate positions, and stops at the same place: every stop must have its name, names
// must not overlap each other, discs or furniture, everything must be inside the drawing, and
// the result must be well-formed XML.
func TestDraw(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	names := []string{"日晷", "清华大学西门", "徐州市级机关新时代党性锤炼中心", "Old Gate", "Lianyungang Revolutionary Memorial Hall", "“雷锋车”事迹陈列馆", "A & <B>"}
	for n := range 400 {
		extent := math.Pow(10, -4+5*random.Float64())
		m := Map{Width: []float64{900, 1760}[n%2], Tallest: 1.15, Flattest: 0.5, Note: "note", North: "N", Distance: words}
		for i := range 1 + random.IntN(12) {
			s := Stop{Number: fmt.Sprint(i + 1), Name: names[random.IntN(len(names))], At: geo.Point{Lat: 34 + extent*random.Float64(), Lon: 119 + extent*random.Float64()}}
			switch random.IntN(6) {
			case 0:
				s.Accuracy = extent * 20000
			case 1:
				s.Number = "10–12"
			case 2:
				if i > 0 {
					s.At = m.Stops[i-1].At
				}
			}
			if i > 0 {
				m.Ways = append(m.Ways, Way{By: "walk", Line: []geo.Point{m.Stops[i-1].At, s.At}, Traced: i%2 == 0})
			}
			m.Stops = append(m.Stops, s)
		}
		s := set(m)
		checkStops(t, n, s)
		shown := len(s.Stops)
		for _, in := range s.insets {
			checkStops(t, n, in.sheet)
			shown += len(in.Stops) - 1
			for _, b := range append(discBoxes(s), s.labelBoxes()...) {
				if b.meets(in.at) {
					t.Errorf("map %d: an inset covers a stop", n)
				}
			}
		}
		if slices.ContainsFunc(discBoxes(s), s.north.meets) {
			t.Errorf("map %d: the north arrow is under a disc", n)
		}
		if shown != len(m.Stops) {
			t.Errorf("map %d shows %d stops of %d", n, shown, len(m.Stops))
		}
		d := Draw(m)
		if Draw(m).SVG != d.SVG {
			t.Errorf("map %d: drawing it again gives a different result", n)
		}
		decoder := xml.NewDecoder(strings.NewReader("<svg>" + d.SVG + "</svg>"))
		for {
			if _, err := decoder.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("map %d: %v", n, err)
			}
		}
		if strings.Contains(d.SVG, "NaN") || strings.Contains(d.SVG, "Inf") {
			t.Errorf("map %d: %s", n, d.SVG)
		}
	}
	if d := Draw(Map{}); d.SVG != "" {
		t.Error("the drawing of a map without stops is not empty")
	}
}

// checkStops checks that every stop is on the sheet, and that its name overlaps nothing.
func checkStops(t *testing.T, n int, s *sheet) {
	t.Helper()
	for i, l := range s.labels {
		if s.Stops[i].Name == "" {
			continue
		}
		if l.right <= l.left || !s.alone(i) {
			t.Errorf("map %d: the name of stop %d, %q, is at %+v and overlaps something", n, i, s.Stops[i].Name, l.box)
		}
		for j := range s.labels[:i] {
			if l.meets(s.labels[j].box) {
				t.Errorf("map %d: names %d and %d overlap", n, j, i)
			}
		}
	}
	for i, at := range append(append([]Spot{}, s.at...), s.real...) {
		if !(at.X >= 0 && at.X <= s.width && at.Y >= 0 && at.Y <= s.height-foot/2) {
			t.Errorf("map %d: stop %d is at %+v, outside of %g × %g", n, i%len(s.at), at, s.width, s.height)
		}
	}
}

func discBoxes(s *sheet) []box {
	var all []box
	for i, at := range s.at {
		half := s.half(i)
		all = append(all, box{at.X - half, at.Y - Disc, at.X + half, at.Y + Disc})
	}
	return all
}

func (s *sheet) labelBoxes() []box {
	var all []box
	for _, l := range s.labels {
		if l.lines != nil {
			all = append(all, l.box)
		}
	}
	return all
}

// TestScale checks the length of the scale bar and the direction of east.
func TestScale(t *testing.T) {
	a, b := geo.Point{Lat: 40, Lon: 116.3}, geo.Point{Lat: 40, Lon: 116.32}
	m := Map{Stops: []Stop{{Number: "1", Name: "西", At: a}, {Number: "2", Name: "东", At: b}}, Width: 1760, Tallest: 1.15, Flattest: 0.5, North: "北", Distance: words}
	s := set(m)
	drawn := math.Hypot(s.at[1].X-s.at[0].X, s.at[1].Y-s.at[0].Y)
	if off := drawn / s.bar.length * 500 / geo.Distance(a, b); s.bar.words != "200 m" && s.bar.words != "500 m" || s.bar.words == "500 m" && math.Abs(off-1) > 0.005 {
		t.Errorf("%s, off by %g", s.bar.words, off)
	}
	if s.at[1].X <= s.at[0].X || math.Abs(s.at[1].Y-s.at[0].Y) > 1 {
		t.Errorf("east is at %+v of %+v", s.at[1], s.at[0])
	}
}

func TestLines(t *testing.T) {
	for name, want := range map[string]string{
		"日晷": "日晷",
		"徐州市级机关新时代党性锤炼中心的展厅和序厅":                 "徐州市级机关新时代党/性锤炼中心的展厅和序厅",
		"Lianyungang Memorial Hall of the City": "Lianyungang Memorial/Hall of the City",
		"连云港市革命纪念馆展厅 · 实景课堂和序厅里":                "连云港市革命纪念馆展厅/实景课堂和序厅里",
		"Donaudampfschifffahrtsgesellschaft":    "Donaudampfschifffahrtsgesellschaft",
	} {
		if got := strings.Join(lines(name, Letter, 500), "/"); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	m := Map{Width: 1760, Tallest: 1.15, Flattest: 0.5, North: "北", Distance: words}
	random := rand.New(rand.NewPCG(3, 4))
	for i := range 12 {
		m.Stops = append(m.Stops, Stop{Number: fmt.Sprint(i + 1), Name: "清华大学大礼堂", At: geo.Point{Lat: 40 + 0.01*random.Float64(), Lon: 116 + 0.01*random.Float64()}})
	}
	for b.Loop() {
		Draw(m)
	}
}

// alone reports whether the name of a stop overlaps nothing.
func (s *sheet) alone(i int) bool {
	own := obstacle{s.labels[i].margins(), i}
	s.obstacles.remove(own)
	defer s.obstacles.add(own)
	return s.free(s.labels[i].box)
}

// The work grows with the length of a name and of a line, not with its square.
func TestLongInput(t *testing.T) {
	saw := make([]Spot, 100_000)
	for i := range saw {
		saw[i] = Spot{float64(i), float64(i % 2 * 100)}
	}
	if kept := simplified(saw, 1.5); len(kept) < len(saw)/2 {
		t.Errorf("%d points of %d are left", len(kept), len(saw))
	}
	name := strings.Repeat("名", 100_000)
	if got := strings.Join(lines(name, Letter, 500), ""); got != name {
		t.Errorf("a name of %d characters is drawn with %d", utf8.RuneCountInString(name), utf8.RuneCountInString(got))
	}
}

// TestLinks checks what a screen reader says of a disc, and that a whole map has no insets.
func TestLinks(t *testing.T) {
	at := func(lat, lon float64) geo.Point { return geo.Point{Lat: lat, Lon: lon} }
	m := Map{
		Width: 700, Tallest: 1, Flattest: 0.5, North: "N", Distance: func(float64) string { return "" }, Word: 26,
		Stops: []Stop{{Number: "12", At: at(34, 119), Href: "#a", Label: `Gate & "tower"`}, {Number: "3", At: at(34.00001, 119.0005), Href: "#b"}, {Number: "4", At: at(34.2, 119.3), Href: "#c"}},
	}
	if d := Draw(m); !d.Inset {
		t.Error("a map with close stops has no inset")
	}
	m.Whole = true
	d := Draw(m)
	if d.Inset {
		t.Error("a whole map has an inset")
	}
	for _, want := range []string{`<a href="#a" aria-label="Gate &amp; &#34;tower&#34;" `, `<a href="#b" data-at`} {
		if !strings.Contains(d.SVG, want) {
			t.Errorf("the drawing has no %s", want)
		}
	}
}
