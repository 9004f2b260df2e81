package routemap

import (
	"encoding/xml"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestDrawProfile draws random profiles: the result is well-formed, everything is inside
// the drawing, discs do not overlap, and the highest and lowest heights are written.
func TestDrawProfile(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 8))
	translate := regexp.MustCompile(`translate\((\d+) \d+\)`)
	for n := range 300 {
		p := Profile{Step: 1 + 100*random.Float64(), Width: []float64{900, 1760}[n%2], Distance: words, Height: func(m float64) string { return fmt.Sprintf("%.1f m", m) }}
		above := 1000 * random.Float64()
		for range 2 + random.IntN(300) {
			above += 20 * (random.Float64() - 0.5)
			p.Heights = append(p.Heights, above)
		}
		long := p.Step * float64(len(p.Heights)-1)
		if n%3 == 0 {
			p.Gaps = [][2]float64{{0.3 * long, 0.5 * long}}
		}
		at := 0.0
		for i := range random.IntN(60) {
			at = min(long, at+random.Float64()*long/8)
			p.Stops = append(p.Stops, ProfileStop{strconv.Itoa(i + 1), at})
		}
		d := DrawProfile(p)
		decoder := xml.NewDecoder(strings.NewReader("<svg>" + d.SVG + "</svg>"))
		for {
			if _, err := decoder.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("profile %d: %v", n, err)
			}
		}
		if strings.Contains(d.SVG, "NaN") || strings.Contains(d.SVG, "Inf") || strings.Count(d.SVG, `class="dot"`) != 2 {
			t.Errorf("profile %d: %s", n, d.SVG)
		}
		last := 0
		for _, m := range translate.FindAllStringSubmatch(d.SVG, -1) {
			x, _ := strconv.Atoi(m[1])
			if x < last+39 && last > 0 || x < 20 || x > d.Width-20 {
				t.Errorf("profile %d: a disc is at %d, the previous one at %d", n, x, last)
			}
			last = x
		}
	}
	if DrawProfile(Profile{Width: 900}).SVG != "" {
		t.Error("the drawing of a profile without heights is not empty")
	}
}
