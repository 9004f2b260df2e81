package qr

import (
	"iter"
	"math/bits"

	go_qr "github.com/piglig/go-qr"
)

// A square is a QR code: its rows from the top, followed by its columns, so
// that both are scored in the same way.
type square []line

// A line is a row or a column, one bit a module, 0 beyond its end.
type line [(longest + 63) / 64]uint64

// longest is the side of the largest code, in modules.
const longest = 177

func squareOf(code *go_qr.QrCode) square {
	size := code.Size()
	s := make(square, 2*size)
	for y := range size {
		for x := range size {
			if code.Module(x, y) {
				s[y][x/64] |= 1 << (x % 64)
				s[size+x][y/64] |= 1 << (y % 64)
			}
		}
	}
	return s
}

func (s square) size() int { return len(s) / 2 }

// invert inverts the modules that are dark in other.
func (s square) invert(other square) {
	for i := range s {
		for w := range s[i] {
			s[i][w] ^= other[i][w]
		}
	}
}

// The penalties of ISO/IEC 18004 for a code that is hard to read.
const (
	penaltyRun     = 3  // for five equal modules in a line, and 1 for each further one
	penaltyBlock   = 3  // for two by two equal modules
	penaltyEye     = 40 // for a pattern like a finder in a corner
	penaltyBalance = 10 // for each twentieth by which the dark share differs from one half
)

// penalty returns how hard the code is to read. A result of limit or more may
// be incomplete: the caller has a better code already.
func (s square) penalty(limit int) int {
	size := s.size()
	sum, dark := 0, 0
	var inside, above line // modules with a neighbour to the right; those of them, a row above, that are like it
	for x := range size - 1 {
		inside[x/64] |= 1 << (x % 64)
	}
	for y := range s[:size] {
		row, right := &s[y], s[y].right()
		for w := range row {
			dark += bits.OnesCount64(row[w])
			alike := inside[w] &^ (row[w] ^ right[w])
			if y > 0 {
				sum += penaltyBlock * bits.OnesCount64(alike&above[w]&^(row[w]^s[y-1][w]))
			}
			above[w] = alike
		}
	}
	total := size * size // which is odd, so dark is never half of it
	off := max(2*dark-total, total-2*dark)
	sum += (10*off - 1) / total * penaltyBalance
	var runs [longest + 2]int
	for i := 0; i < len(s) && sum < limit; i++ {
		sum += s[i].penalty(size, runs[:0])
	}
	return sum
}

// penalty is what runs of modules, and what looks like an eye, cost in one
// line. runs has room for all of them: making it anew takes as long as the rest.
func (l *line) penalty(size int, runs []int) int {
	edges := l.edges()
	edges[size/64] |= 1 << (size % 64) // a last run of light ends too
	sum, from := 0, 0
	for to := range edges.dots() {
		if to-from >= 5 {
			sum += to - from - 5 + penaltyRun
		}
		runs = append(runs, to-from)
		from = to
	}
	if len(runs)%2 == 0 {
		runs = append(runs, 0) // light, beyond the code
	}
	runs[0] += longest
	runs[len(runs)-1] += longest
	for i := 6; i < len(runs); i += 2 { // an eye: dark, light, three times as much dark, light, dark
		unit := runs[i-1]
		if runs[i-3] != 3*unit || runs[i-2] != unit || runs[i-4] != unit || runs[i-5] != unit {
			continue
		}
		before, after := runs[i-6], runs[i]
		if before >= 4*unit && after >= unit {
			sum += penaltyEye
		}
		if after >= 4*unit && before >= unit {
			sum += penaltyEye
		}
	}
	return sum
}

// right has each module's neighbour in its place.
func (l *line) right() line {
	return line{l[0]>>1 | l[1]<<63, l[1]>>1 | l[2]<<63, l[2] >> 1}
}

// edges has a dot where a module differs from the one before, which for the
// first is light.
func (l *line) edges() line {
	return line{l[0] ^ l[0]<<1, l[1] ^ (l[1]<<1 | l[0]>>63), l[2] ^ (l[2]<<1 | l[1]>>63)}
}

// dots are the set bits, in order.
func (l *line) dots() iter.Seq[int] {
	return func(yield func(int) bool) {
		for w, rest := range l {
			for ; rest != 0; rest &= rest - 1 {
				if !yield(w*64 + bits.TrailingZeros64(rest)) {
					return
				}
			}
		}
	}
}

// dark are the line's runs of dark modules: where each begins, and where it
// has ended.
func (l *line) dark() iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		edges := l.edges()
		from := -1
		for x := range edges.dots() {
			switch {
			case from < 0:
				from = x
			case !yield(from, x):
				return
			default:
				from = -1
			}
		}
	}
}
