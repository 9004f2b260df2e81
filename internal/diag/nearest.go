package diag

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// Nearest returns the candidate that name most likely is a typo of: the one with
// the least restricted Damerau–Levenshtein distance, at most a third of the name's
// length and at least 1, or one that differs in capitals alone. It returns the first of
// several, and "" when none is that close, or if the name is so long that it is not a typo
// of one.
func Nearest(name string, candidates []string) string {
	if len(name) > longestTypo {
		return ""
	}
	limit := max(1, utf8.RuneCountInString(name)/3)
	best, letters := "", lettersOf(name)
	for _, c := range candidates {
		if len(c) == len(name) && strings.EqualFold(c, name) { // files and ids from Windows
			return c
		}
		// A letter that only one of the two has takes an edit, whatever else does.
		other := lettersOf(c)
		if bits.OnesCount64(letters&^other) > limit || bits.OnesCount64(other&^letters) > limit {
			continue
		}
		if d := distance([]rune(name), []rune(c), limit); d <= limit {
			best, limit = c, d-1
			if limit < 0 {
				break
			}
		}
	}
	return best
}

// lettersOf returns which letters a name has, as a set of bits that some share. Among
// ten thousand names there are few with nearly the same letters, and only those are
// worth comparing.
func lettersOf(name string) (set uint64) {
	for _, c := range name {
		set |= 1 << (c % 64)
	}
	return set
}

// longestTypo is the length in bytes of the longest name that Nearest looks at: the
// work grows with its square.
const longestTypo = 300

// distance counts insertions, deletions, substitutions and swaps of neighbours
// between a and b. It stops once the count exceeds limit.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, previous, current := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		current[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			current[j] = min(previous[j]+1, current[j-1]+1, previous[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				current[j] = min(current[j], before[j-2]+1)
			}
			least = min(least, current[j])
		}
		if least > limit {
			return limit + 1
		}
		before, previous, current = previous, current, before
	}
	return previous[len(b)]
}
