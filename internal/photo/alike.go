package photo

import (
	"image"
	"image/color"
	"maps"
	"math"
	"math/bits"
	"slices"

	"github.com/disintegration/imaging"

	"wayside/internal/diag"
	"wayside/internal/guide"
)

const (
	lookSide = 32 // pixels of the square that a picture is reduced to
	lookBits = 8  // frequencies in each direction
	// A picture with fewer frequencies of some strength has nothing to compare: a wall, a
	// sky, an empty page.
	leastDetail   = 12
	leastStrength = 120 << 10
	// mostDiffering is how many bits of two pictures that look alike may differ. Copies
	// that were reduced, compressed again or made lighter differ in at most three; other
	// photos of one place in ten and more.
	mostDiffering = 3
)

// cosines are those of the discrete cosine transform, times 1024: as whole numbers they
// are the same on every processor.
var cosines = func() (table [lookBits][lookSide]int) {
	for u := range table {
		for x := range table[u] {
			table[u][x] = int(math.Round(1024 * math.Cos(float64((2*x+1)*u)*math.Pi/(2*lookSide))))
		}
	}
	return table
}()

// look returns what a picture looks like as 64 bits: which of the lowest frequencies of
// its brightness are above their median. It returns 0 for a picture without details.
func (s *source) look() uint64 {
	small := image.NewNRGBA(image.Rect(0, 0, lookSide, lookSide))
	if s.eighth == nil {
		small = imaging.Resize(s.img, lookSide, lookSide, imaging.Box)
	} else {
		for y := range lookSide {
			for x := range lookSide {
				small.Set(x, y, color.Gray{averageOf(s.eighth.luma, x, y, lookSide, lookSide)})
			}
		}
	}
	small = turned(small, s.orientation)
	var rows [lookSide][lookBits]int
	for y := range lookSide {
		for x := range lookSide {
			light := int(color.GrayModel.Convert(small.NRGBAAt(x, y)).(color.Gray).Y)
			for u := range lookBits {
				rows[y][u] += light * cosines[u][x]
			}
		}
	}
	var strength [lookBits * lookBits]int
	detail := 0
	for v := range lookBits {
		for u := range lookBits {
			sum := 0
			for y := range lookSide {
				sum += rows[y][u] * cosines[v][y] >> 10
			}
			if strength[v*lookBits+u] = sum; u+v > 0 && max(sum, -sum) > leastStrength {
				detail++
			}
		}
	}
	if detail < leastDetail {
		return 0
	}
	sorted := slices.Sorted(slices.Values(strength[1:]))
	median := sorted[len(sorted)/2]
	var look uint64
	for i, s := range strength {
		if i > 0 && s > median {
			look |= 1 << i
		}
	}
	return look
}

// Twins reports pictures that are there twice: byte for byte, or because they look the
// same. Each is reported once, with the first one in the order of names.
func Twins(pictures map[string]guide.Picture) (problems diag.List) {
	first := map[string]string{} // names by content
	var names []string           // of pictures with details, each content once
	var looks []uint64
	for _, name := range slices.Sorted(maps.Keys(pictures)) {
		p := pictures[name]
		if other, again := first[p.Hash]; again {
			problems.Add(diag.Place{File: name}, "photo-twice", other)
			continue
		}
		first[p.Hash] = name
		if p.Look != 0 {
			names, looks = append(names, name), append(looks, p.Look)
		}
	}
	for i, other := range nearestLooks(looks) {
		if other >= 0 {
			problems.Add(diag.Place{File: names[i]}, "photo-alike", names[other])
		}
	}
	return problems
}

// Bits are divided into bands, of which two are equal in any two values that differ in
// at most mostDiffering bits.
const (
	bands    = mostDiffering + 2
	bandBits = (64 + bands - 1) / bands
	// mostCompared bounds the values that one is compared with for each pair of bands.
	// So many equal bands are those of one picture.
	mostCompared = 64
)

// nearestLooks returns for each value the index of an earlier one that differs in at most
// mostDiffering bits, the nearest, or -1. Its work grows with the number of values, not
// with that of pairs.
func nearestLooks(looks []uint64) []int {
	nearest := make([]int, len(looks))
	distance := make([]int, len(looks))
	for i := range nearest {
		nearest[i], distance[i] = -1, mostDiffering+1
	}
	for a := range bands {
		for b := a + 1; b < bands; b++ {
			mask := band(a) | band(b)
			buckets := make(map[uint64][]int32, len(looks))
			for i, look := range looks {
				bucket := buckets[look&mask]
				for _, j := range bucket {
					d := bits.OnesCount64(look ^ looks[j])
					if d < distance[i] || d == distance[i] && d <= mostDiffering && int(j) < nearest[i] {
						nearest[i], distance[i] = int(j), d
					}
				}
				if len(bucket) < mostCompared {
					buckets[look&mask] = append(bucket, int32(i))
				}
			}
		}
	}
	return nearest
}

// band returns the bits of a band.
func band(i int) uint64 { return (1<<bandBits - 1) << (i * bandBits) }
