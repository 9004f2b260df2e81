package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strconv"
	"sync"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"
)

const (
	longestMap = 4 << 20 // bytes of a decompressed ToUnicode map
	mostCodes  = 1 << 16 // in the map of one font
)

// fixText makes the text of a document searchable: it replaces radicals in the
// fonts' maps from glyphs to characters with ideographs. characters are those
// of the page. It returns the characters that are only in Type 3 fonts, which are
// drawings. Others may be drawn too, since text with an outline always is: the names
// on a map have a white one behind them.
func (d *document) fixText(characters string) (drawn []rune) {
	given, text := map[rune]bool{}, map[rune]bool{}
	for _, r := range characters {
		given[r] = true
	}
	for _, r := range d.numbers() {
		font := d.dict(r)
		if d.name(font["Type"]) != "Font" {
			continue
		}
		cmap, ok := d.get(font["ToUnicode"]).(*stream)
		if !ok {
			continue
		}
		plain, err := inflate(d, cmap, longestMap)
		if err != nil {
			continue
		}
		m := readMap(plain)
		if m.fix(given) {
			cmap.data = deflate(m.write())
			cmap.dict = dict{"Filter": name("FlateDecode")}
		}
		for _, c := range m.codes {
			if d.name(font["Subtype"]) == "Type3" {
				drawn = append(drawn, c.to...)
				continue
			}
			for _, r := range c.to {
				text[r] = true
			}
		}
	}
	drawn = slices.DeleteFunc(drawn, func(r rune) bool { return text[r] })
	slices.Sort(drawn)
	return slices.Compact(drawn)
}

// numbers returns the numbers of all objects, in order.
func (d *document) numbers() []ref {
	all := make([]ref, 0, len(d.objects))
	for r := range d.objects {
		all = append(all, r)
	}
	slices.Sort(all)
	return all
}

// inflate decompresses a stream, up to limit bytes.
func inflate(d *document, s *stream, limit int64) ([]byte, error) {
	switch d.name(s.dict["Filter"]) {
	case "":
		return s.data, nil
	case "FlateDecode":
		z, ok := inflaters.Get().(io.ReadCloser)
		if !ok {
			var err error
			if z, err = zlib.NewReader(bytes.NewReader(s.data)); err != nil {
				return nil, err
			}
		} else if err := z.(zlib.Resetter).Reset(bytes.NewReader(s.data), nil); err != nil {
			return nil, err
		}
		defer inflaters.Put(z)
		return io.ReadAll(io.LimitReader(z, limit))
	}
	return nil, errSyntax
}

// inflaters are reused, because each takes 40 KB and a font of drawings has a
// stream for each character.
var inflaters sync.Pool

// A unicodeMap is a ToUnicode map: the text before its lists, the entries of the
// lists, and the text after them.
type unicodeMap struct {
	head, tail []byte
	codes      []code
}

// A code is a glyph's code in hexadecimal, as written in the file, and the
// characters it is mapped to.
type code struct {
	from string
	to   []rune
}

// readMap reads the lists of a map. Invalid entries are skipped: only their
// characters cannot be searched for.
func readMap(plain []byte) unicodeMap {
	var m unicodeMap
	// Each list follows its length, which write writes again.
	first := bytes.Index(plain, []byte("beginbf"))
	last := bytes.LastIndex(plain, []byte("endbf"))
	if first < 0 || last < first {
		return m
	}
	line := bytes.LastIndexByte(plain[:first], '\n') + 1
	end := last + max(bytes.IndexByte(plain[last:], '\n'), 0)
	m.head, m.tail = plain[:line], plain[end:]
	words := bytes.Fields(plain[line:end]) // the text after the last list belongs to the tail
	for i := 0; i < len(words); i++ {
		switch string(words[i]) {
		case "beginbfchar":
			for i++; i+1 < len(words) && words[i][0] == '<'; i += 2 {
				m.add(digits(words[i]), characters(words[i+1]))
			}
		case "beginbfrange":
			for i++; i+2 < len(words) && words[i][0] == '<'; i += 3 {
				m.addRange(digits(words[i]), digits(words[i+1]), characters(words[i+2]))
			}
		}
	}
	return m
}

// digits returns the hexadecimal digits of a word such as <8F66>.
func digits(word []byte) string { return string(bytes.Trim(word, "<>")) }

// characters decodes a word such as <D842DFB7>, which is UTF-16. It returns nil
// if the word is invalid.
func characters(word []byte) []rune {
	raw, err := hex.DecodeString(digits(word))
	if err != nil || len(raw)%2 == 1 {
		return nil
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
	}
	return utf16.Decode(units)
}

func (m *unicodeMap) add(from string, to []rune) {
	if len(to) > 0 && len(m.codes) < mostCodes {
		m.codes = append(m.codes, code{from, to})
	}
}

func (m *unicodeMap) addRange(from, last string, to []rune) {
	a, errA := strconv.ParseUint(from, 16, 32)
	b, errB := strconv.ParseUint(last, 16, 32)
	if errA != nil || errB != nil || b < a || b-a > 0xffff || len(to) == 0 {
		return
	}
	for n := a; n <= b && len(m.codes) < mostCodes; n++ {
		each := slices.Clone(to)
		each[len(each)-1] += rune(n - a)
		m.add(fmt.Sprintf("%0*X", len(from), n), each)
	}
}

// fix replaces radicals with ideographs, and a character that is not on the page
// with the one that it is compatible with, or with its twin if that is. It reports whether it changed the map.
func (m *unicodeMap) fix(given map[rune]bool) bool {
	found := false
	for i := range m.codes {
		for k, r := range m.codes[i].to {
			meant := r
			if ideograph, ok := unified[r]; ok {
				meant = ideograph
			} else if !given[r] {
				meant = compatible(r)
			}
			if twin, ok := twins[meant]; ok && !given[meant] && given[twin] {
				meant = twin
			}
			found = found || meant != r
			m.codes[i].to[k] = meant
		}
	}
	return found
}

// compatible returns the ideograph of a compatibility ideograph, which looks the same: 勉
// U+52C9 of U+FA33. A font has one glyph for both, and Chromium without windows maps it
// back to the latter. Another character is returned unchanged.
func compatible(r rune) rune {
	if 0xf900 <= r && r <= 0xfaff || 0x2f800 <= r && r <= 0x2fa1f {
		for _, ideograph := range norm.NFC.String(string(r)) {
			return ideograph
		}
	}
	return r
}

// twins are further pairs of characters that share a glyph in Noto's fonts. They
// are the only ones among the characters of GB 2312 and the common characters
// of Big5, as printing all of them showed.
var twins = map[rune]rune{'戶': '户', '㬵': '胶'}

// write returns the map with one line for each glyph, in lists of at most a
// hundred, the limit of the format.
func (m *unicodeMap) write() []byte {
	var b bytes.Buffer
	b.Write(m.head)
	for part := range slices.Chunk(m.codes, 100) {
		fmt.Fprintf(&b, "%d beginbfchar\n", len(part))
		for _, c := range part {
			fmt.Fprintf(&b, "<%s> <", c.from)
			for _, unit := range utf16.Encode(c.to) {
				fmt.Fprintf(&b, "%04X", unit)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
	}
	b.Write(bytes.TrimPrefix(m.tail, []byte("\n")))
	return b.Bytes()
}
