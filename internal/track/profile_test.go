package track

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"wayside/internal/diag"
)

// hilly records a straight way of 3 km over hills, with a point every five metres.
// noise is in metres; write returns the text of a height, or "" for none.
func hilly(noise float64, write func(i int, above float64) string) []byte {
	random := rand.New(rand.NewPCG(3, 5))
	var b strings.Builder
	b.WriteString("<gpx><trk><trkseg>\n")
	for i := range 601 {
		p := town.point(spot{float64(i) * 5, 0})
		above := 200 + 60*math.Sin(float64(i)*5/3000*4*math.Pi) + noise*random.NormFloat64()
		text := write(i, above)
		if text != "" {
			text = "<ele>" + text + "</ele>"
		}
		fmt.Fprintf(&b, "<trkpt lat=\"%.7f\" lon=\"%.7f\">%s</trkpt>\n", p.Lat, p.Lon, text)
	}
	b.WriteString("</trkseg></trk></gpx>")
	return []byte(b.String())
}

func plain(_ int, above float64) string { return fmt.Sprintf("%.1f", above) }

// TestProfile records hills with a total climb of 240 m: the noise and the spikes of a
// receiver change it by less than a tenth.
func TestProfile(t *testing.T) {
	for name, text := range map[string][]byte{
		"exact": hilly(0, plain),
		"noisy": hilly(4, plain),
		"spikes": hilly(3, func(i int, above float64) string {
			if i%40 == 7 {
				above += 150
			}
			return plain(i, above)
		}),
		"some missing": hilly(3, func(i int, above float64) string {
			if i%6 == 0 {
				return ""
			}
			return plain(i, above)
		}),
		"not numbers": hilly(3, func(i int, above float64) string {
			if i%7 == 0 {
				return [...]string{"NaN", "-32768", "1e300", "?"}[i/7%4]
			}
			return plain(i, above)
		}),
	} {
		t.Run(name, func(t *testing.T) {
			var problems diag.List
			p := Read("walk.gpx", text, &problems).levels
			if p == nil {
				t.Fatal("there is no profile")
			}
			low, high := slices.Min(p.Heights), slices.Max(p.Heights)
			if math.Abs(float64(p.Up)-240) > 24 || math.Abs(float64(p.Down)-240) > 24 || math.Abs(low-140) > 5 || math.Abs(high-260) > 5 {
				t.Errorf("%d m up, %d m down, from %.0f to %.0f m; want 240, 240, 140, 260", p.Up, p.Down, low, high)
			}
			if long := p.Step * float64(len(p.Heights)-1); math.Abs(long-3000) > 30 {
				t.Errorf("the profile is %.0f m long, want 3000 m", long)
			}
		})
	}
}

// TestNoProfile lists recordings that say nothing about heights.
func TestNoProfile(t *testing.T) {
	for name, text := range map[string][]byte{
		"none":        hilly(0, func(int, float64) string { return "" }),
		"half":        hilly(0, func(i int, above float64) string { return strings.Repeat(plain(i, above), i%2) }),
		"zero":        hilly(0, func(int, float64) string { return "0.0" }),
		"flat":        hilly(0, func(i int, _ float64) string { return plain(i, 4+float64(i%5)) }),
		"implausible": hilly(0, func(int, float64) string { return "-32768" }),
	} {
		var problems diag.List
		if p := Read("walk.gpx", text, &problems).levels; p != nil {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

// A recording in the opposite direction climbs where it descended.
func TestProfileReversed(t *testing.T) {
	var problems diag.List
	tr := Read("walk.gpx", hilly(0, func(i int, _ float64) string { return plain(i, float64(i)/5) }), &problems)
	g, r := tour(town, spot{0, 0}, spot{3000, 0})
	if w := tr.Follow(g, r, &problems); w.Profile.Up < 110 || w.Profile.Down != 0 || w.At[0] > 1 || w.At[1] < 2990 {
		t.Errorf("%d m up, %d m down, stops at %v", w.Profile.Up, w.Profile.Down, w.At)
	}
	g, r = tour(town, spot{3000, 0}, spot{0, 0})
	w := tr.Follow(g, r, &problems)
	if w.Profile.Down < 110 || w.Profile.Up != 0 || w.Profile.Heights[0] < w.Profile.Heights[1] || w.At[0] > 1 || w.At[1] < 2990 {
		t.Errorf("in the opposite direction %d m up, %d m down, stops at %v", w.Profile.Up, w.Profile.Down, w.At)
	}
}

// TestRealProfiles reads the recordings next to the checkout: a climb near Mojstrovka and
// a walk to Žbevnica, 1014 m high.
func TestRealProfiles(t *testing.T) {
	for file, want := range map[string][4]int{"Mojstrovka.gpx": {415, 399, 1627, 2042}, "korita-zbevnica.gpx": {674, 638, 722, 1050}} {
		text, err := os.ReadFile("../../../shared/data/gpx/" + file)
		if err != nil {
			t.Skip("the recordings are not available: ", err)
		}
		var problems diag.List
		p := Read(file, text, &problems).levels
		if p == nil {
			t.Fatalf("%s has no profile", file)
		}
		got := [4]int{p.Up, p.Down, int(slices.Min(p.Heights)), int(slices.Max(p.Heights))}
		if got != want {
			t.Errorf("%s: %v m up, down, lowest, highest; want %v", file, got, want)
		}
	}
}
