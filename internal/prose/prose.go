// Package prose finds text that looks wrong to readers: text garbled by a wrong encoding,
// remnants of a bad conversion from traditional Chinese, and misplaced punctuation at the
// start of a line.
//
// Lint takes a text and returns findings with byte offsets, which the caller converts to
// positions in a file. Anything that may be correct is not reported, because false
// warnings teach editors to ignore all of them: rare characters, pinyin after a rare
// character, and simplified next to traditional characters (such as an inscription and
// its description) are accepted.
package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Finding is a suspected error.
type Finding struct {
	Offset int    // of its first character, in bytes
	Key    string // rule in internal/diag's catalogue
	Args   []any  // arguments of the catalogue's message
}

// Lint checks a text that begins a line, such as a field of a TOML file or a paragraph. It
// makes one pass and examines only suspicious characters closely, because most texts are
// correct; the result is then nil.
func Lint(text string) []Finding { return lint(text, true) }

// LintRest is Lint for a text that continues a line, such as the text after an emphasis.
func LintRest(text string) []Finding { return lint(text, false) }

func lint(text string, fresh bool) []Finding {
	var found []Finding
	var relics []Finding
	garbled := false // garbled text in this line is already reported
	suspects, rare := suspects(), rare()
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			switch c {
			case '\n':
				fresh, garbled = true, false
			case '(':
				if f, ok := relic(text, i, 1); ok {
					relics = append(relics, f)
				}
				fresh = false
			case ' ', '\t', '\r':
			default:
				fresh = false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if fresh && stranded(r, text[i+size:]) {
			found = append(found, Finding{i, "line-start-punctuation", []any{string(r)}})
		}
		fresh = fresh && r == '\u3000' // used for indentation
		if r == '（' {
			if f, ok := relic(text, i, size); ok {
				relics = append(relics, f)
			}
		}
		if !garbled && suspects.has(r) {
			if f, ok := mojibake(text, i); ok {
				found = append(found, f)
				garbled = true
			}
		}
		if !garbled && rare.has(r) {
			if at, seen, meant := asShifted(text, i); meant != "" {
				found = append(found, Finding{at, "mojibake/meant", []any{seen, meant}})
				garbled = true
			}
		}
		i += size
	}
	if len(relics) > 1 || len(relics) == 1 && strings.ContainsFunc(text, simplified.has) {
		found = append(found, relics...)
	}
	return found
}

// stranded reports whether r must not begin a line. Dashes and ellipses may: speech and
// verse can begin with —— and ……. A ： before another one is a directive typed with an input
// method, which another rule reports, and ’ before a letter is an apostrophe (’tis).
func stranded(r rune, rest string) bool {
	switch r {
	case '，', '。', '、', '；', '？', '！', '）', '》', '〉', '」', '』', '】', '”':
		return true
	case '：':
		return !strings.HasPrefix(rest, "：") && !strings.HasPrefix(rest, ":")
	case '’':
		next, _ := utf8.DecodeRuneInString(rest)
		return next == utf8.RuneError || unicode.Is(unicode.Han, next)
	}
	return false
}

// A set is a set of characters of the Basic Multilingual Plane, as a bitmap for fast
// look-ups.
type set [0x10000 / 64]uint64

func (s *set) has(r rune) bool {
	return r < 0x10000 && s[uint32(r)>>6]&(1<<(uint32(r)&63)) != 0
}

func (s *set) add(text string) {
	for _, r := range text {
		s[uint32(r)>>6] |= 1 << (uint32(r) & 63)
	}
}
