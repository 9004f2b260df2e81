package routemap

import (
	"math"
	"math/bits"
	"slices"
)

// An ink is a bitmap of what is taken on a sheet, one bit a cell. Boxes are rounded
// outwards, so two boxes of which one was marked and the other is free do not meet. Its size
// depends on the sheet only, and a question about a box costs a few words a row, whatever
// was marked before.
type ink struct {
	columns, rows int
	words         int // per row
	bits          []uint64
}

// cell is the size of an ink's cells in units.
const cell = 2.0

func newInk(width, height float64) ink {
	k := ink{columns: int(math.Ceil(width / cell)), rows: int(math.Ceil(height / cell))}
	k.words = (k.columns + 63) / 64
	k.bits = make([]uint64, k.words*k.rows)
	return k
}

func (k *ink) clone() ink {
	return ink{k.columns, k.rows, k.words, slices.Clone(k.bits)}
}

// and returns an ink of what one of two of the same size has marked.
func (k *ink) and(other ink) ink {
	both := k.clone()
	for i, b := range other.bits {
		both.bits[i] |= b
	}
	return both
}

// span returns the cells of a box that are on the sheet, the last ones included. It is
// empty for a box outside.
func (k *ink) span(b box) (left, top, right, bottom int) {
	return max(0, int(math.Floor(b.left/cell))), max(0, int(math.Floor(b.top/cell))), min(k.columns-1, int(math.Ceil(b.right/cell))-1), min(k.rows-1, int(math.Ceil(b.bottom/cell))-1)
}

// mask returns the bits of a word between two columns.
func mask(word, left, right int) uint64 {
	m := ^uint64(0)
	if word == left/64 {
		m &= ^uint64(0) << (left % 64)
	}
	if word == right/64 {
		m &= ^uint64(0) >> (63 - right%64)
	}
	return m
}

// mark marks a box.
func (k *ink) mark(b box) {
	left, top, right, bottom := k.span(b)
	if left > right {
		return
	}
	for y := top; y <= bottom; y++ {
		for w := left / 64; w <= right/64; w++ {
			k.bits[y*k.words+w] |= mask(w, left, right)
		}
	}
}

// meets reports whether a part of a box is marked.
func (k *ink) meets(b box) bool {
	left, top, right, bottom := k.span(b)
	if left > right {
		return false
	}
	for y := top; y <= bottom; y++ {
		for w := left / 64; w <= right/64; w++ {
			if k.bits[y*k.words+w]&mask(w, left, right) != 0 {
				return true
			}
		}
	}
	return false
}

// covered returns how much of a box is marked, from 0 to 1.
func (k *ink) covered(b box) float64 {
	left, top, right, bottom := k.span(b)
	if left > right || top > bottom {
		return 0
	}
	n := 0
	for y := top; y <= bottom; y++ {
		for w := left / 64; w <= right/64; w++ {
			n += bits.OnesCount64(k.bits[y*k.words+w] & mask(w, left, right))
		}
	}
	return float64(n) / float64((right-left+1)*(bottom-top+1))
}

// stroke marks a line with half its width on either side.
func (k *ink) stroke(line []Spot, half float64) {
	sheet := box{-half, -half, float64(k.columns)*cell + half, float64(k.rows)*cell + half}
	for _, piece := range clipLine(line, sheet) {
		for i := 1; i < len(piece); i++ {
			steps := math.Ceil(math.Hypot(piece[i].X-piece[i-1].X, piece[i].Y-piece[i-1].Y) / cell)
			for step := range int(steps) + 1 {
				k.mark(around(at(piece[i-1], piece[i], float64(step)/max(1, steps)), half))
			}
		}
	}
}

// around returns the square around a point.
func around(p Spot, half float64) box {
	return box{p.X - half, p.Y - half, p.X + half, p.Y + half}
}
