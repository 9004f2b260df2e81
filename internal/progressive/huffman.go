package progressive

import "slices"

// A code is that of a symbol.
type code struct {
	bits   uint16
	length uint8
}

// longestCode is the maximum of JPEG.
const longestCode = 16

// codeLengths returns how many codes there are of each length, and the symbols in
// the order of their codes. They are those of Huffman, with long codes shortened as
// in ITU-T T.81, K.2. No code consists of ones, which the standard reserves.
func codeLengths(counts *[256]int) (lengths [longestCode]byte, symbols []byte) {
	const reserved = 256
	depth := depths(counts)
	var sizes [257]int // of codes, by length
	for _, d := range depth {
		if d > 0 {
			sizes[d]++
		}
	}
	for length := 256; length > longestCode; length-- {
		for sizes[length] > 0 {
			// Two codes of this length become one that is shorter, and one of another
			// length makes place for the other.
			shorter := length - 2
			for sizes[shorter] == 0 {
				shorter--
			}
			sizes[length] -= 2
			sizes[length-1]++
			sizes[shorter+1] += 2
			sizes[shorter]--
		}
	}
	if depth[reserved] == 0 {
		return lengths, nil
	}
	for length := longestCode; length > 0; length-- {
		if sizes[length] > 0 {
			sizes[length]-- // the reserved one
			break
		}
	}
	for symbol, n := range counts {
		if n > 0 {
			symbols = append(symbols, byte(symbol))
		}
	}
	slices.SortStableFunc(symbols, func(a, b byte) int { return depth[a] - depth[b] })
	for i := range lengths {
		lengths[i] = byte(sizes[i+1])
	}
	return lengths, symbols
}

// depths returns the length of each symbol's code, and of the reserved one: at each
// step the two rarest groups of symbols become one, whose codes are longer by a bit.
func depths(counts *[256]int) (depth [257]int) {
	type group struct{ count, first int }
	groups := make([]group, 0, 257)
	var next [257]int // the next symbol of a group, or -1
	groups = append(groups, group{0, 256})
	for symbol, n := range counts {
		next[symbol] = -1
		if n > 0 {
			groups = append(groups, group{n, symbol})
		}
	}
	next[256] = -1
	for len(groups) > 1 {
		// The rarest one last, the second rarest before it; of equals, the one that was
		// there first.
		for i := len(groups) - 1; i >= len(groups)-2; i-- {
			rarest := i
			for k := range i {
				if groups[k].count < groups[rarest].count {
					rarest = k
				}
			}
			groups[i], groups[rarest] = groups[rarest], groups[i]
		}
		a, b := groups[len(groups)-1], groups[len(groups)-2]
		groups = groups[:len(groups)-1]
		groups[len(groups)-1] = group{a.count + b.count, a.first}
		end := a.first
		for s := a.first; s >= 0; s = next[s] {
			depth[s]++
			end = s
		}
		next[end] = b.first
		for s := b.first; s >= 0; s = next[s] {
			depth[s]++
		}
	}
	return depth
}

// codesOf returns the codes of symbols (annex C).
func codesOf(lengths [longestCode]byte, symbols []byte) (codes [256]code) {
	next := uint16(0)
	for i, n := range lengths {
		for range n {
			codes[symbols[0]] = code{next, uint8(i + 1)}
			symbols = symbols[1:]
			next++
		}
		next <<= 1
	}
	return codes
}
