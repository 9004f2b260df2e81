package load

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"wayside/internal/diag"
)

// decode returns a text file's content as UTF-8 without a byte order mark,
// and reports what is unusual about its bytes. A file in another encoding is
// an error and comes back empty: guessing would put wrong characters on a page.
func decode(file string, raw []byte, problems *diag.List) []byte {
	at := diag.Place{File: file, Line: 1, Column: 1}
	switch {
	case bytes.HasPrefix(raw, []byte{0xEF, 0xBB, 0xBF}):
		problems.Add(at, "file-bom")
		raw = raw[3:]
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}), bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		problems.Add(at, "file-encoding/utf16")
		return nil
	}
	if !utf8.Valid(raw) {
		place := diag.PlaceIn(file, raw, firstInvalid(raw))
		if fromGBK(raw) != nil {
			problems.Add(place, "file-encoding/gbk")
		} else {
			problems.Add(place, "file-encoding")
		}
		return nil
	}
	if i := bytes.IndexByte(raw, 0); i >= 0 {
		problems.Add(diag.PlaceIn(file, raw, i), "file-encoding/binary")
		return nil
	}
	if i := bytes.Index(raw, []byte("\r\n")); i >= 0 {
		problems.Add(diag.PlaceIn(file, raw, i), "file-crlf")
	}
	return raw
}

func firstInvalid(raw []byte) int {
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return 0
}

// fromGBK reads a Chinese text in GBK; nil for other bytes that happen to
// decode: those come out with the replacement character.
func fromGBK(raw []byte) []byte {
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return nil
	}
	return text
}

// slipsOf maps what a Chinese keyboard types to what TOML reads.
var slipsOf = map[rune]struct {
	key   string
	ascii string
}{
	'“': {"toml-fullwidth/quote", `"`}, '”': {"toml-fullwidth/quote", `"`},
	'‘': {"toml-fullwidth/quote", `"`}, '’': {"toml-fullwidth/quote", `"`}, '＂': {"toml-fullwidth/quote", `"`},
	'，': {"toml-fullwidth", ","}, '、': {"toml-fullwidth", ","}, '；': {"toml-fullwidth", ","},
	'＝': {"toml-fullwidth", "="}, '：': {"toml-fullwidth", "="}, '＃': {"toml-fullwidth", "#"},
	'［': {"toml-fullwidth", "["}, '］': {"toml-fullwidth", "]"}, '【': {"toml-fullwidth", "["}, '】': {"toml-fullwidth", "]"},
	'｛': {"toml-fullwidth", "{"}, '｝': {"toml-fullwidth", "}"}, '。': {"toml-fullwidth", "."}, '．': {"toml-fullwidth", "."},
	'－': {"toml-fullwidth", "-"}, '—': {"toml-fullwidth", "-"}, '–': {"toml-fullwidth", "-"},
	'\u3000': {"toml-fullwidth/space", " "}, '\u00a0': {"toml-fullwidth/space", " "},
}

// slips reports what a Chinese keyboard put outside the strings and comments
// of a TOML text, the first of each line, and the first tab of the text. It
// also reports dates that no calendar has: the decoder would blame only one.
// fatal says that the text cannot be decoded.
func slips(src string, report func(offset int, key string, args ...any)) (fatal bool) {
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
				return fatal // all the rest is in it; the decoder tells
			}
			w.line()
			if i := closing(src[start:w.pos]); i >= 0 {
				r, _ := utf8.DecodeRuneInString(src[start+i:])
				report(start+i, "toml-fullwidth/quote", string(r), `"`)
				fatal = true
			}
		case c == '=':
			w.pos++
			w.blank(false)
			if date := src[w.pos:min(w.pos+10, len(src))]; noDate(date) {
				report(w.pos, "bad-date", date)
				fatal = true
			}
		case c < utf8.RuneSelf:
			w.pos++
		default:
			r, size := utf8.DecodeRuneInString(src[w.pos:])
			key, ascii := slip(r)
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

// slip is what a full-width character stands for, as a catalogue key and the
// character that TOML reads; "" for any other.
func slip(r rune) (key, ascii string) {
	if r >= '０' && r <= '９' {
		return "toml-fullwidth/digit", string('0' + r - '０')
	}
	s := slipsOf[r]
	return s.key, s.ascii
}

// openString is the offset of the first string that does not end.
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

// closing is the offset of the full-width quotation mark that was meant to end
// a string left open, -1 without one. Marks in pairs are part of the text.
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

// noDate reports a text that has a date's shape and is none.
func noDate(text string) bool {
	if !shaped(text, "0000-00-00") {
		return false
	}
	_, err := time.Parse(time.DateOnly, text)
	return err != nil
}

// shaped compares text with a shape in which 0 stands for any digit.
func shaped(text, shape string) bool {
	if len(text) != len(shape) {
		return false
	}
	for i := range len(shape) {
		digit := text[i] >= '0' && text[i] <= '9'
		if shape[i] == '0' && !digit || shape[i] != '0' && text[i] != shape[i] {
			return false
		}
	}
	return true
}
