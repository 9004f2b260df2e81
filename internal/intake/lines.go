package intake

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"wayside/internal/diag"
)

// lines are the offsets at which a text's lines begin. Counting them anew
// for each value would take a large file's length squared.
type lines []int

func (l *lines) place(file string, text []byte, offset int) diag.Place {
	if *l == nil {
		*l = lines{0}
		for at := 0; ; {
			i := bytes.IndexByte(text[at:], '\n')
			if i < 0 {
				break
			}
			at += i + 1
			*l = append(*l, at)
		}
	}
	offset = min(offset, len(text))
	n := sort.SearchInts(*l, offset+1)
	return diag.Place{File: file, Line: n, Column: 1 + utf8.RuneCount(text[(*l)[n-1]:offset])}
}
