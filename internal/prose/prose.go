// Package prose finds text that looks wrong to a reader: characters broken
// by a wrong encoding, relics of a bad conversion from traditional Chinese,
// and punctuation stranded at the start of a line.
//
// A text comes in, findings with byte offsets go out; the caller knows which
// file and line an offset is. Whatever is right for some text is not
// reported: a warning that cries wolf teaches editors to read none of them.
// So rare characters, pinyin beside a rare character, and simplified beside
// traditional characters (an inscription and what is said of it) all pass.
package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Finding is one thing that looks wrong.
type Finding struct {
	Offset int    // in bytes, of its first character
	Key    string // of internal/diag's catalogue
	Args   []any  // for the catalogue's message
}

// Lint reads a text that starts a line: a field of a TOML file, a paragraph.
// Nearly all texts are right, so this is one pass that looks closer only at
// the few characters that any finding must have; it is nil then.
func Lint(text string) []Finding { return lint(text, true) }

// LintRest is Lint for a text that goes on in a line already begun, such as
// what follows an emphasis.
func LintRest(text string) []Finding { return lint(text, false) }

func lint(text string, fresh bool) []Finding {
	var found []Finding
	var relics []Finding
	garbled := false // this line's broken characters are reported already
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
		fresh = fresh && r == '\u3000' // editors indent with it
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

// stranded reports whether r may not begin a line. Dashes and ellipses may:
// speech and verse open with —— and ……. A ： before another one is a
// directive typed with an input method, which has a message of its own, and
// ’ before a letter is an apostrophe (’tis).
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

// A set of characters of the Basic Multilingual Plane, a bit each: one
// look-up for every character of every page.
type set [0x10000 / 64]uint64

func (s *set) has(r rune) bool {
	return r < 0x10000 && s[uint32(r)>>6]&(1<<(uint32(r)&63)) != 0
}

func (s *set) add(text string) {
	for _, r := range text {
		s[uint32(r)>>6] |= 1 << (uint32(r) & 63)
	}
}
