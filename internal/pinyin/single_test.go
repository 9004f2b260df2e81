package pinyin

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
)

// update rewrites the table of readings.
var update = flag.Bool("update", false, "rewrite the table of readings")

const singlesHead = `# The readings of single characters, without tones: a reading and the characters
# that have it. Made of the table of github.com/mozillazg/go-pinyin
# (MIT License, Copyright (c) 2016 mozillazg) by go test -run Singles -update.
`

// TestSingles compares the table with go-pinyin.
func TestSingles(t *testing.T) {
	by := map[string][]rune{}
	for r := range rune(utf8.MaxRune + 1) {
		want := ""
		if read := pinyin.SinglePinyin(r, pinyin.NewArgs()); len(read) > 0 {
			want = read[0]
			by[want] = append(by[want], r)
		}
		if got := single(r); got != want && !*update {
			t.Errorf("%c is read %q, want %q", r, got, want)
		}
	}
	var text strings.Builder
	text.WriteString(singlesHead)
	for _, sounds := range slices.Sorted(maps.Keys(by)) {
		fmt.Fprintf(&text, "%s %s\n", sounds, string(by[sounds]))
	}
	if *update {
		if err := os.WriteFile("singles.txt", []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if text.String() != singles {
		t.Error("singles.txt is not what -update writes")
	}
}
