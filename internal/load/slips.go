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
		bad := firstInvalid(raw)
		place := diag.PlaceIn(file, raw, bad)
		if _, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw); err == nil && likelyGBK(raw) {
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

// likelyGBK tells a Chinese text in GBK from other bytes that happen to
// decode: it comes out without the replacement character.
func likelyGBK(raw []byte) bool {
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	return err == nil && !bytes.ContainsRune(text, utf8.RuneError)
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
// of a TOML text, the first of each line, and the first tab of the file. It
// also reports dates that no calendar has: the decoder would blame only one.
// fatal says that the text cannot be decoded.
func slips(src string, report func(offset int, key string, args ...any)) (fatal bool) {
	tabbed := false
	for pos := 0; pos < len(src); {
		end := pos + len(src[pos:])
		if i := strings.IndexByte(src[pos:], '\n'); i >= 0 {
			end = pos + i
		}
		line := src[pos:end]
		if !tabbed {
			if i := strings.IndexByte(line, '\t'); i >= 0 {
				tabbed = true
				report(pos+i, "file-tab")
			}
		}
		if i := strings.Index(line, `"""`); i >= 0 || strings.Contains(line, "'''") {
			next, ok := skipMultiline(src, pos)
			if ok && next > end {
				pos = next
				continue
			}
		}
		fatal = slipInLine(src, pos, line, report) || fatal
		pos = end + 1
	}
	return fatal
}

// skipMultiline returns the offset after the last multi-line string that
// begins on the line at pos; ok is false when it does not end.
func skipMultiline(src string, pos int) (next int, ok bool) {
	w := walker{src: src, pos: pos}
	for w.pos < len(src) && src[w.pos] != '\n' && src[w.pos] != '#' {
		if q := src[w.pos]; q == '"' || q == '\'' {
			if !w.text(&node{}) {
				return 0, false
			}
			continue
		}
		w.pos++
	}
	w.pos = min(w.pos, len(src))
	w.line()
	return min(w.pos+1, len(src)), true
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

func slipInLine(src string, pos int, line string, report func(int, string, ...any)) bool {
	if plain(line) {
		return badDate(pos, line, report)
	}
	var quote byte
	opened, closing := 0, -1
	for i, r := range line {
		if i < opened {
			continue
		}
		switch {
		case quote != 0:
			switch {
			case r == rune(quote):
				quote, closing = 0, -1
			case r == '\\' && quote == '"':
				opened = i + 2
			case r == '”' || r == '“' || r == '’' || r == '＂':
				closing = i
			}
		case r == '#':
			return false
		case r == '"' || r == '\'':
			quote = byte(r)
		default:
			if s, ok := slipsOf[r]; ok {
				report(pos+i, s.key, string(r), s.ascii)
				return true
			}
			if r >= '０' && r <= '９' {
				report(pos+i, "toml-fullwidth/digit", string(r), string('0'+r-'０'))
				return true
			}
		}
	}
	// A string that ends in a full-width quote never ends for TOML.
	if quote != 0 && closing >= 0 {
		r, _ := utf8.DecodeRuneInString(line[closing:])
		report(pos+closing, "toml-fullwidth/quote", string(r), `"`)
		return true
	}
	return badDate(pos, line, report)
}

func plain(line string) bool {
	for i := range len(line) {
		if line[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// badDate reports a bare value that has a date's shape and is none.
func badDate(pos int, line string, report func(int, string, ...any)) bool {
	_, value, ok := strings.Cut(line, "=")
	if !ok {
		return false
	}
	value = strings.TrimLeft(value, " \t")
	at := len(line) - len(value)
	if len(value) < 10 || !shaped(value[:10], "0000-00-00") {
		return false
	}
	if _, err := time.Parse(time.DateOnly, value[:10]); err == nil {
		return false
	}
	report(pos+at, "bad-date", value[:10])
	return true
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
