package qr

import (
	"iter"
	"math/bits"

	go_qr "github.com/piglig/go-qr"
)

// A square is a QR code: its rows from the top, followed by its columns, which are
// scored in the same way.
type square []line

// A line is a row or a column, with one bit per module and 0 after its end.
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

// The penalties of ISO/IEC 18004 for patterns that are hard to read.
const (
	penaltyRun     = 3  // for a run of five equal modules, and 1 for each further module
	penaltyBlock   = 3  // for two by two equal modules
	penaltyEye     = 40 // for a pattern like the finder patterns in the corners
	penaltyBalance = 10 // for each 5 % by which the share of dark modules differs from 50 %
)

// penalty returns the penalty of the code. If it reaches limit, the result may be
// incomplete, since the caller has a better code already.
func (s square) penalty(limit int) int {
	size := s.size()
	sum, dark := 0, 0
	var inside, above line // modules with a neighbour to the right; modules in the row above that equal it
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
	total := size * size // odd, so dark is never exactly half of it
	off := max(2*dark-total, total-2*dark)
	sum += (10*off - 1) / total * penaltyBalance
	var runs [longest + 2]int
	for i := 0; i < len(s) && sum < limit; i++ {
		sum += s[i].penalty(size, runs[:0])
	}
	return sum
}

// penalty returns the penalties for runs and for finder patterns in a line. runs is
// a buffer for the lengths of the runs: allocating it takes as long as the rest.
func (l *line) penalty(size int, runs []int) int {
	if size < 64 {
		if sum, ok := wordPenalty(l[0], size); ok {
			return sum
		}
	}
	edges := l.edges()
	edges[size/64] |= 1 << (size % 64) // the end of a last run of light modules
	sum, from := 0, 0
	for to := range edges.dots() {
		if to-from >= 5 {
			sum += to - from - 5 + penaltyRun
		}
		runs = append(runs, to-from)
		from = to
	}
	if len(runs)%2 == 0 {
		runs = append(runs, 0) // light modules outside the code
	}
	runs[0] += longest
	runs[len(runs)-1] += longest
	for i := 6; i < len(runs); i += 2 { // a finder pattern: dark, light, three times as much dark, light, dark
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

// wordPenalty returns the penalty of a line of less than 64 modules, all of which it
// examines at once. ok is false if the line has six dark modules next to each other,
// which may be the middle of a finder pattern of twice the size or more.
func wordPenalty(dark uint64, size int) (sum int, ok bool) {
	if dark&(dark>>1)&(dark>>2)&(dark>>3)&(dark>>4)&(dark>>5) != 0 {
		return 0, false
	}
	// The first of five equal modules: a run of n has n-4 of them next to each other.
	equal := ^(dark ^ dark>>1) & (1<<(size-1) - 1)
	five := equal & (equal >> 1) & (equal >> 2) & (equal >> 3)
	sum = bits.OnesCount64(five) + (penaltyRun-1)*bits.OnesCount64(five&^(five<<1))
	// The first module of a finder pattern that has a light one on each side. Modules
	// outside the code are light.
	eye := dark &^ (dark << 1) &^ (dark >> 1) & (dark >> 2) & (dark >> 3) & (dark >> 4) &^ (dark >> 5) & (dark >> 6) &^ (dark >> 7)
	before := eye &^ (dark << 2) &^ (dark << 3) &^ (dark << 4)
	after := eye &^ (dark >> 8) &^ (dark >> 9) &^ (dark >> 10)
	return sum + penaltyEye*(bits.OnesCount64(before)+bits.OnesCount64(after)), true
}

// right returns the line with each module replaced by its right neighbour.
func (l *line) right() line {
	return line{l[0]>>1 | l[1]<<63, l[1]>>1 | l[2]<<63, l[2] >> 1}
}

// edges returns a line with a bit for each module that differs from the previous
// one, which for the first module is light.
func (l *line) edges() line {
	return line{l[0] ^ l[0]<<1, l[1] ^ (l[1]<<1 | l[0]>>63), l[2] ^ (l[2]<<1 | l[1]>>63)}
}

// dots yields the indexes of the set bits, in order.
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

// dark yields the runs of dark modules: the index of the first module and that
// after the last.
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
