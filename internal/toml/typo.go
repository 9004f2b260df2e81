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

// typos reports and repairs what scan finds, and the keys in another script.
func (r *repair) typos() {
	foreign := r.scan(func(f Fault) {
		if f.Key == "file-tab" {
			r.report(f)
			return
		}
		r.fault(f.Offset, f.Key, f.Args...)
	})
	if foreign {
		r.foreignKeys()
	}
}

// scan reports the first full-width character of each line outside strings and
// comments, values that lack their quotation marks, the first tab of the text, and
// dates that no calendar has: of those the decoder would report only one. foreign
// is true if there may be keys in another script.
func (r *repair) scan(report Report) (foreign bool) {
	src := r.text
	if i := strings.IndexByte(src, '\t'); i >= 0 {
		report(Fault{Offset: i, Key: "file-tab"})
	}
	w := walker{src: src, deep: -1}
	depth := 0
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
				return foreign // the rest is inside it, as the decoder will report
			}
			w.line()
			if i := closing(src[start:w.pos]); i >= 0 {
				r, _ := utf8.DecodeRuneInString(src[start+i:])
				report(Fault{Offset: start + i, Key: quote, Args: []any{string(r), `"`}})
			}
		case c == '=':
			w.pos++
			w.blank(false)
			if w.pos < len(src) && strings.IndexByte("\"'[{\r\n", src[w.pos]) < 0 {
				w.bareValue(depth > 0, report)
			}
		case c == '{':
			depth++
			w.pos++
		case c == '}':
			depth = max(0, depth-1)
			w.pos++
		case c < utf8.RuneSelf:
			w.pos++
		default:
			typed, size := utf8.DecodeRuneInString(src[w.pos:])
			ascii, key := meant(typed)
			if key == "" {
				foreign = true
				w.pos += size
				continue
			}
			report(Fault{Offset: w.pos, Key: key, Args: []any{string(typed), ascii}})
			foreign = true // below its repair there may be one
			w.line()
		}
	}
	return foreign
}

// bareValue reports a value without quotation marks that TOML does not have, and
// skips its line then.
func (w *walker) bareValue(inside bool, report Report) {
	end := bareEnd(w.src, w.pos, inside)
	text := strings.TrimRight(w.src[w.pos:end], " \t")
	if isBare(text) {
		if impossible(text[:min(10, len(text))]) {
			report(Fault{Offset: w.pos, Key: "bad-date", Args: []any{text[:10]}})
			w.line()
		}
		return
	}
	if date := w.src[w.pos:min(w.pos+10, len(w.src))]; impossible(date) {
		report(Fault{Offset: w.pos, Key: "bad-date", Args: []any{date}})
		w.line()
	} else if key, _ := meantBy(text); key != "" {
		report(Fault{Offset: w.pos, Key: key, Args: []any{keyBefore(w.src[:w.pos]), text}})
		w.line()
	}
}

// keyBefore returns the key whose value begins where a text ends.
func keyBefore(text string) string {
	text = text[strings.LastIndexAny(text, "\n{,")+1:]
	return strings.Trim(text, " \t=\"'")
}

// foreignKeys replaces keys in another script.
func (r *repair) foreignKeys() {
	w := walker{src: r.current(), deep: -1}
	before := byte('\n') // the last character that is not blank
	for w.pos < len(w.src) {
		switch c := w.src[w.pos]; {
		case c == '#':
			w.line()
			continue
		case c == '"' || c == '\'':
			start := w.pos
			if !w.text(&node{}) {
				w.pos = start
				w.line()
			}
			before = c
			continue
		case bare(c) || c >= utf8.RuneSelf:
			start, ascii := w.pos, true
			for w.pos < len(w.src) && (bare(w.src[w.pos]) || w.src[w.pos] >= utf8.RuneSelf) {
				ascii = ascii && w.src[w.pos] < utf8.RuneSelf
				w.pos++
			}
			end := w.pos
			w.blank(false)
			if !ascii && strings.IndexByte("\n\r{,[.", before) >= 0 && w.pos < len(w.src) && strings.IndexByte("=].", w.src[w.pos]) >= 0 {
				r.name(start, end)
			}
			before = 'x'
			continue
		case c != ' ' && c != '\t':
			before = c
		}
		w.pos++
	}
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
