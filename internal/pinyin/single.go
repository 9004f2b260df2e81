package pinyin

import (
	_ "embed"
	"strings"
	"sync"
)

// singles has one reading for each of 41,000 characters. The module that it is made of
// fills a map at each start of the program, which takes ten milliseconds.
//
//go:embed singles.txt
var singles string

// single returns the reading of a character by itself, "" if it has none.
func single(r rune) string {
	t := table()
	if r < firstRead || int(r-firstRead) >= len(t.of) {
		return ""
	}
	return t.sounds[t.of[r-firstRead]]
}

// firstRead is the first character with a reading.
const firstRead = 0x3007

var table = sync.OnceValue(func() (t struct {
	sounds []string // "" and the readings
	of     []uint16 // indexes of sounds, by character
}) {
	t.sounds = append(t.sounds, "")
	t.of = make([]uint16, 0x32400-firstRead)
	for line := range strings.Lines(singles) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		sounds, characters, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, r := range characters {
			t.of[r-firstRead] = uint16(len(t.sounds))
		}
		t.sounds = append(t.sounds, sounds)
	}
	return t
})
