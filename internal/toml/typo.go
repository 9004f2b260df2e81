package toml

import (
	"strings"
	"time"
	"unicode/utf8"
)

// A typo is what a Chinese keyboard types in place of an ASCII character.
type typo struct {
	typed rune
	ascii string
	key   string // of the catalogue
}

const (
	mark  = "toml-fullwidth"
	quote = "toml-fullwidth/quote"
	space = "toml-fullwidth/space"
	digit = "toml-fullwidth/digit"
)

var keyboard = []typo{
	{'“', `"`, quote}, {'”', `"`, quote}, {'‘', `"`, quote}, {'’', `"`, quote}, {'＂', `"`, quote},
	{'，', ",", mark}, {'、', ",", mark}, {'；', ",", mark},
	{'＝', "=", mark}, {'：', "=", mark}, {'＃', "#", mark},
	{'［', "[", mark}, {'］', "]", mark}, {'【', "[", mark}, {'】', "]", mark},
	{'｛', "{", mark}, {'｝', "}", mark}, {'。', ".", mark}, {'．', ".", mark},
	{'－', "-", mark}, {'—', "-", mark}, {'–', "-", mark},
	{'\u3000', " ", space}, {'\u00a0', " ", space},
}

// meant returns the ASCII character that a typed one is meant to be, and the
// message's key; the key is "" for a character that is no typo.
func meant(typed rune) (ascii, key string) {
	if typed >= '０' && typed <= '９' {
		return string('0' + typed - '０'), digit
	}
	for _, t := range keyboard {
		if t.typed == typed {
			return t.ascii, t.key
		}
	}
	return "", ""
}

// typos reports the first full-width character of each line outside strings
// and comments, the first tab of the text, and dates that no calendar has: of
// those the decoder would report only one. fatal is true where the text cannot
// be decoded.
func typos(src string, report Report) (fatal bool) {
	if i := strings.IndexByte(src, '\t'); i >= 0 {
		report(i, "file-tab")
	}
	w := walker{src: src, deep: -1}
	for w.pos < len(src) {
		switch c := src[w.pos]; {
		case c == '#':
			w.line()
		case c == '"' || c == '\'':
			start := w.pos
			if w.text(&node{}) {
				continue
			}
			if w.pos = start; strings.HasPrefix(src[start:], strings.Repeat(string(c), 3)) {
				return fatal // the rest is inside it, as the decoder will report
			}
			w.line()
			if i := closing(src[start:w.pos]); i >= 0 {
				r, _ := utf8.DecodeRuneInString(src[start+i:])
				report(start+i, quote, string(r), `"`)
				fatal = true
			}
		case c == '=':
			w.pos++
			w.blank(false)
			if date := src[w.pos:min(w.pos+10, len(src))]; impossible(date) {
				report(w.pos, "bad-date", date)
				fatal = true
			}
		case c < utf8.RuneSelf:
			w.pos++
		default:
			r, size := utf8.DecodeRuneInString(src[w.pos:])
			ascii, key := meant(r)
			if key == "" {
				w.pos += size
				continue
			}
			report(w.pos, key, string(r), ascii)
			fatal = true
			w.line()
		}
	}
	return fatal
}

// openString returns the offset of the first string that does not end.
func openString(src string) (offset int, open bool) {
	w := walker{src: src}
	for w.pos < len(src) {
		switch start := w.pos; src[start] {
		case '"', '\'':
			if !w.text(&node{}) {
				return start, true
			}
		case '#':
			w.line()
		default:
			w.pos++
		}
	}
	return 0, false
}

// closing returns the offset of the full-width quotation mark that was meant to
// end an open string, or -1. Marks in pairs are part of the text.
func closing(text string) int {
	last := strings.LastIndex(text, "＂")
	for _, pair := range []string{"“”", "‘’"} {
		open, shut := pair[:3], pair[3:]
		if strings.Count(text, open) != strings.Count(text, shut) {
			last = max(last, strings.LastIndexAny(text, pair))
		}
	}
	return last
}

// impossible reports whether a text has the form of a date and is none.
func impossible(text string) bool {
	if !formed(text, "0000-00-00") {
		return false
	}
	_, err := time.Parse(time.DateOnly, text)
	return err != nil
}

// formed compares a text with a form in which 0 matches any digit.
func formed(text, form string) bool {
	if len(text) != len(form) {
		return false
	}
	for i := range len(form) {
		digit := text[i] >= '0' && text[i] <= '9'
		if form[i] == '0' && !digit || form[i] != '0' && text[i] != form[i] {
			return false
		}
	}
	return true
}
