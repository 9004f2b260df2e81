package routemap

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// A coastland is a random country: islands, of which some are partly on the sheet, and at
// times a mainland.
type coastland struct {
	random *rand.Rand
	sheet  box
	land   [][]Spot // rings in the direction of coastlines: land to the left
}

func newCoastland(seed uint64) *coastland {
	c := &coastland{random: rand.New(rand.NewPCG(seed, 7)), sheet: box{-8, -8, 1768, 888}}
	var taken []box
	for range 1 + c.random.IntN(12) {
		middle, size := Spot{c.random.Float64() * 1760, c.random.Float64() * 880}, 20+math.Pow(c.random.Float64(), 2)*600
		extent := around(middle, 1.3*size)
		if slices.ContainsFunc(taken, extent.meets) {
			continue
		}
		taken = append(taken, extent)
		c.land = append(c.land, c.island(middle, size))
	}
	return c
}

// island returns a ring with bays and capes.
func (c *coastland) island(middle Spot, size float64) []Spot {
	n := 12 + c.random.IntN(80)
	ring := make([]Spot, n)
	wave, waves := c.random.Float64()*6, float64(2+c.random.IntN(4))
	for i := range ring {
		turn := -2 * math.Pi * float64(i) / float64(n)
		r := size * (1 + 0.2*math.Sin(wave+waves*turn) + 0.05*c.random.Float64())
		ring[i] = Spot{middle.X + r*math.Cos(turn), middle.Y + r*math.Sin(turn)}
	}
	return ring
}

// ways cuts the rings into ways at random points and shuffles them.
func (c *coastland) ways() [][]Spot {
	var ways [][]Spot
	for _, ring := range c.land {
		start := c.random.IntN(len(ring))
		closed := slices.Concat(ring[start:], ring[:start+1])
		for len(closed) > 1 {
			n := 2 + c.random.IntN(len(closed)-1)
			ways = append(ways, closed[:n])
			closed = closed[n-1:]
		}
	}
	c.random.Shuffle(len(ways), func(i, j int) { ways[i], ways[j] = ways[j], ways[i] })
	return ways
}

// points returns random points of a box that are in the water or on land, some way off the
// coast.
func (c *coastland) points(n int, b box, sea bool) []Spot {
	var points []Spot
	for range 20 * n {
		p := Spot{b.left + c.random.Float64()*(b.right-b.left), b.top + c.random.Float64()*(b.bottom-b.top)}
		if wet(p, c.land) != sea && !c.ashore(p) {
			points = append(points, p)
		}
		if len(points) == n {
			break
		}
	}
	return points
}

func (c *coastland) ashore(p Spot) bool {
	return slices.ContainsFunc(c.land, func(ring []Spot) bool {
		for i, q := range ring {
			if off(p, ring[(i+len(ring)-1)%len(ring)], q) < 1 {
				return true
			}
		}
		return false
	})
}

// TestSea checks that where all coastlines are known, each point is in the sea or on land as
// it is in the country, however the coastlines are cut into ways.
func TestSea(t *testing.T) {
	for seed := range uint64(600) {
		c := newCoastland(seed)
		known := c.sheet
		if seed%2 == 1 { // the extract ends on the sheet
			known = box{1760 * 0.4 * c.random.Float64(), 880 * 0.4 * c.random.Float64(), 1760 * (0.6 + 0.4*c.random.Float64()), 880 * (0.6 + 0.4*c.random.Float64())}
		}
		ways := c.ways()
		water := sea(ways, nil, known, known)
		if !slices.ContainsFunc(ways, func(way []Spot) bool { return len(clipLine(way, known)) > 0 }) {
			if water != nil {
				t.Errorf("country %d: a sea without a coast", seed)
			}
			continue
		}
		for _, p := range c.points(60, known, true) {
			if !wet(p, water) {
				t.Fatalf("country %d: %v in the sea is on land", seed, p)
			}
		}
		for _, p := range c.points(60, known, false) {
			if wet(p, water) {
				t.Fatalf("country %d: %v on land is in the sea", seed, p)
			}
		}
	}
}

// TestDamagedSea drops, reverses and breaks coastlines: whatever is drawn, no land of which
// something is known is flooded.
func TestDamagedSea(t *testing.T) {
	drawn, total := 0, 0
	for seed := range uint64(500) {
		c := newCoastland(seed)
		land := c.points(200, c.sheet, false)
		var ways [][]Spot
		damaged := false
		for _, way := range c.ways() {
			switch c.random.IntN(12) {
			case 0:
				damaged = true
				continue
			case 1:
				damaged = true
				way = slices.Clone(way)
				slices.Reverse(way)
			case 2:
				if n := len(way); n > 4 {
					damaged = true
					ways, way = append(ways, way[:n/2]), way[n/2+1:]
				}
			}
			ways = append(ways, way)
		}
		if !damaged {
			continue
		}
		total++
		water := sea(ways, land, c.sheet, c.sheet)
		if water != nil {
			drawn++
		}
		if part := flooded(c.points(300, c.sheet, false), water); len(land) >= fewest && part > 0.08 {
			t.Errorf("country %d: %.0f%% of the land is flooded", seed, 100*part)
		}
	}
	t.Logf("the sea of %d of %d damaged countries is drawn", drawn, total)
}

// TestSeaCases are the cases that a teacher would notice. Land is to the left of a
// coastline; the sheet is 100 units wide and high.
func TestSeaCases(t *testing.T) {
	sheet := box{0, 0, 100, 100}
	island := []Spot{{40, 40}, {40, 60}, {60, 60}, {60, 40}, {40, 40}}
	reversed := slices.Clone(island)
	slices.Reverse(reversed)
	many := make([]Spot, 40) // in the middle of the island, and of the sheet
	for i := range many {
		many[i] = Spot{45 + float64(i%10), 45 + float64(i/10)}
	}
	for name, c := range map[string]struct {
		lines    [][]Spot
		land     []Spot
		known    box
		wet, dry []Spot // none wet: only the line is drawn
	}{
		"land in the south":            {lines: [][]Spot{{{110, 50}, {-10, 50}}}, wet: []Spot{{50, 10}}, dry: []Spot{{50, 90}}},
		"land in the north":            {lines: [][]Spot{{{-10, 50}, {110, 50}}}, wet: []Spot{{50, 90}}, dry: []Spot{{50, 10}}},
		"an island":                    {lines: [][]Spot{island}, wet: []Spot{{5, 5}, {95, 95}}, dry: []Spot{{50, 50}}},
		"a lone ring of water":         {lines: [][]Spot{reversed}, dry: []Spot{{5, 5}, {50, 50}}},
		"an island drawn backwards":    {lines: [][]Spot{{{110, 90}, {-10, 90}}, reversed}, wet: []Spot{{5, 5}}, dry: []Spot{{50, 50}, {5, 95}}},
		"a strait":                     {lines: [][]Spot{{{-10, 30}, {110, 30}}, {{110, 70}, {-10, 70}}}, wet: []Spot{{50, 50}}, dry: []Spot{{50, 10}, {50, 90}}},
		"a strait with a wrong side":   {lines: [][]Spot{{{-10, 30}, {110, 30}}, {{-10, 70}, {110, 70}}}, dry: []Spot{{50, 10}, {50, 50}, {50, 90}}},
		"streets in the sea":           {lines: [][]Spot{{{110, 80}, {-10, 80}}}, land: many, dry: []Spot{{50, 50}, {5, 5}}},
		"ends in the middle":           {lines: [][]Spot{{{110, 50}, {50, 50}}}, land: many, dry: []Spot{{50, 10}, {50, 90}}},
		"ends near the edge":           {lines: [][]Spot{{{110, 30}, {8, 30}}}, land: many, wet: []Spot{{50, 10}}, dry: []Spot{{50, 90}, {2, 90}}},
		"near the edge, no evidence":   {lines: [][]Spot{{{110, 30}, {8, 30}}}, dry: []Spot{{50, 10}, {50, 90}}},
		"a small gap":                  {lines: [][]Spot{{{110, 30}, {51, 30}}, {{48, 30}, {-10, 30}}}, land: many, wet: []Spot{{50, 10}}, dry: []Spot{{50, 90}}},
		"the sheet is larger":          {lines: [][]Spot{{{110, 30}, {-10, 30}}}, land: many, known: box{20, 20, 80, 80}, wet: []Spot{{50, 25}, {2, 2}, {98, 2}}, dry: []Spot{{50, 90}, {2, 90}}},
		"streets beyond what is known": {lines: [][]Spot{{{110, 60}, {-10, 60}}}, land: []Spot{{50, 70}, {50, 10}}, known: box{20, 20, 80, 80}, wet: []Spot{{50, 30}}, dry: []Spot{{50, 10}, {50, 70}}},
		"a small part is known":        {lines: [][]Spot{{{110, 42}, {-10, 42}}}, land: many, known: box{40, 30, 70, 60}, wet: []Spot{{60, 35}}, dry: []Spot{{60, 55}, {5, 5}, {95, 5}, {5, 35}}},
		"a coast elsewhere":            {lines: [][]Spot{{{110, 150}, {-10, 150}}}, dry: []Spot{{50, 50}}},
	} {
		t.Run(name, func(t *testing.T) {
			if c.known == (box{}) {
				c.known = sheet
			}
			water := sea(c.lines, c.land, c.known, sheet)
			for _, p := range c.wet {
				if !wet(p, water) {
					t.Errorf("%v is on land", p)
				}
			}
			for _, p := range c.dry {
				if wet(p, water) {
					t.Errorf("%v is in the sea", p)
				}
			}
		})
	}
}

// TestWetSide closes a river at the edge of an extract, with an island, on the side where
// no streets are.
func TestWetSide(t *testing.T) {
	sheet := box{0, 0, 100, 100}
	banks := [][]Spot{{{40, 110}, {40, -10}}, {{60, -10}, {60, 110}}, {{48, 48}, {52, 48}, {52, 52}, {48, 52}, {48, 48}}}
	var land []Spot
	for i := range 60 {
		land = append(land, Spot{float64(i%6) * 6, float64(i) * 1.6}, Spot{65 + float64(i%6)*6, float64(i) * 1.6})
	}
	water := wetSide(banks, land, sheet)
	for p, want := range map[Spot]bool{{50, 10}: true, {50, 90}: true, {50, 50}: false, {10, 50}: false, {90, 50}: false} {
		if wet(p, water) != want {
			t.Errorf("%v is in the water: %v, want %v", p, !want, want)
		}
	}
	if wetSide(banks, land[:10], sheet) != nil {
		t.Error("a side is chosen with little evidence")
	}
	if wetSide(banks, append(land, Spot{50, 10}, Spot{50, 20}, Spot{50, 30}, Spot{50, 70}, Spot{50, 80}), sheet) != nil {
		t.Error("a side is chosen with streets on both")
	}
	if wetSide(banks[:1], land, sheet) != nil {
		t.Error("a side is chosen with streets on both sides of one bank")
	}
}

// FuzzShore checks that any lines give rings of finite points in the box, and the same ones
// when repeated.
func FuzzShore(f *testing.F) {
	f.Add([]byte{10, 20, 200, 20, 0, 0, 100, 100, 100, 150})
	f.Add([]byte{50, 50, 50, 100, 100, 100, 50, 50, 0, 0, 0, 128, 255, 128})
	f.Fuzz(func(t *testing.T, data []byte) {
		sheet := box{20, 20, 220, 180}
		var lines [][]Spot
		line := []Spot{}
		for ; len(data) > 1; data = data[2:] {
			at := binary.BigEndian.Uint16(data)
			if at == 0 {
				lines, line = append(lines, line), nil
				continue
			}
			line = append(line, Spot{float64(at >> 8), float64(at & 255)})
		}
		lines = append(lines, line)
		for _, water := range [][][]Spot{sea(lines, nil, sheet, box{10, 10, 240, 200}), wetSide(lines, []Spot{{100, 100}}, sheet)} {
			for _, ring := range water {
				for _, p := range ring {
					if !(p.X >= 9.9 && p.X <= 240.1 && p.Y >= 9.9 && p.Y <= 200.1) {
						t.Fatalf("%v is off the sheet", p)
					}
				}
			}
		}
		if !reflect.DeepEqual(sea(lines, nil, sheet, sheet), sea(lines, nil, sheet, sheet)) {
			t.Fatal("the same lines give another sea")
		}
	})
}
