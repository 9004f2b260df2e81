package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
)

// A face describes a font file.
type face struct {
	family string
	weight int // 1 to 1000
	italic bool
	kind   kind
	ranges []span // the characters it has, sorted
	// suitable reports whether the font may be chosen without being named: its file
	// does not forbid embedding, and it is neither condensed nor expanded.
	suitable bool
}

// A kind is the font of a theme that a family can replace.
type kind uint8

const (
	serif kind = iota
	sans
	mono
)

// A span is an inclusive range of characters.
type span struct{ from, to rune }

// The reasons for rejecting a font. Chromium would print the last three as
// drawings instead of text.
var (
	errNoFont     = errors.New("not a font")
	errPostScript = errors.New("a font with PostScript outlines")
	errCollection = errors.New("a font collection")
	errVariable   = errors.New("a variable font")
)

const (
	mostTables = 100
	mostSpans  = 1 << 16
	lastRune   = 0x10ffff
)

// readFace reads the family, style and characters of a static TrueType font. It
// does not use golang.org/x/image/font/sfnt, which looks up the glyph of a
// character but does not list the characters of a font.
func readFace(file []byte) (face, error) {
	var f face
	if len(file) < 12 {
		return f, errNoFont
	}
	switch string(file[:4]) {
	case "OTTO":
		return f, errPostScript
	case "ttcf":
		return f, errCollection
	case "\x00\x01\x00\x00", "true":
	default:
		return f, errNoFont
	}
	tables, err := tablesOf(file)
	if err != nil {
		return f, err
	}
	if _, ok := tables["fvar"]; ok {
		return f, errVariable
	}
	if tables["glyf"] == nil || tables["cmap"] == nil {
		return f, errNoFont
	}
	f.family = family(tables["name"])
	f.style(tables["OS/2"], tables["post"])
	f.ranges = characterSpans(tables["cmap"])
	if f.family == "" || len(f.ranges) == 0 {
		return f, errNoFont
	}
	return f, nil
}

// tablesOf returns the tables of a font file.
func tablesOf(file []byte) (map[string]cells, error) {
	count := int(binary.BigEndian.Uint16(file[4:]))
	if count > mostTables || len(file) < 12+16*count {
		return nil, errNoFont
	}
	tables := map[string]cells{}
	for i := range count {
		row := file[12+16*i:]
		from, length := int(binary.BigEndian.Uint32(row[8:])), int(binary.BigEndian.Uint32(row[12:]))
		if from > len(file) || length > len(file)-from {
			return nil, errNoFont
		}
		tables[string(row[:4])] = file[from : from+length]
	}
	return tables, nil
}

// cells are the bytes of a table. Bytes past the end read as zero.
type cells []byte

func (c cells) u16(at int) int {
	if at < 0 || at+2 > len(c) {
		return 0
	}
	return int(binary.BigEndian.Uint16(c[at:]))
}

func (c cells) u32(at int) int { return c.u16(at)<<16 | c.u16(at+2) }

// family returns the typographic family if the table has one, otherwise the
// family, from the Unicode names for Windows. English names are preferred.
func family(names cells) string {
	found, rank := "", 0
	for i := range min(names.u16(2), 1000) {
		at := 6 + 12*i
		r := map[int]int{1: 1, 16: 2}[names.u16(at+6)]
		from, length := names.u16(4)+names.u16(at+10), names.u16(at+8)
		english := names.u16(at+4) == 0x409
		if names.u16(at) != 3 || r == 0 || from+length > len(names) {
			continue
		}
		if r = 2 * r; english {
			r++
		}
		if r <= rank {
			continue
		}
		units := make([]uint16, length/2)
		for k := range units {
			units[k] = uint16(names.u16(from + 2*k))
		}
		found, rank = string(utf16.Decode(units)), r
	}
	return found
}

// style sets the weight, slope and kind. If the tables do not give the kind, it
// is guessed from the family's name.
func (f *face) style(os2, post cells) {
	f.weight = 400
	if w := os2.u16(4); w > 0 && w <= 1000 {
		f.weight = w
	}
	f.italic = os2.u16(62)&1 != 0
	const restricted, medium = 0b10, 5 // of fsType and usWidthClass
	f.suitable = os2.u16(8)&restricted == 0 && (os2.u16(6) == medium || os2.u16(6) == 0)
	const textFamily, monospaced = 2, 9
	var panose [10]byte
	if len(os2) >= 42 {
		copy(panose[:], os2[32:42])
	}
	lower := strings.ToLower(f.family)
	switch {
	case post.u32(12) != 0, panose[0] == textFamily && panose[3] == monospaced, strings.Contains(lower, "mono"):
		f.kind = mono
	case panose[0] == textFamily && panose[1] >= 11 && panose[1] <= 15, os2.u16(30)>>8 == 8,
		strings.Contains(lower, "sans"), strings.Contains(lower, "gothic"), strings.Contains(lower, "hei"), strings.Contains(f.family, "黑"):
		f.kind = sans
	}
}

// characterSpans returns the characters of the best subtable of cmap: format 12
// if there is one, otherwise format 4.
func characterSpans(cmap cells) []span {
	best, format := 0, 0
	for i := range min(cmap.u16(2), mostTables) {
		at := 4 + 8*i
		platform, encoding, sub := cmap.u16(at), cmap.u16(at+2), cmap.u32(at+4)
		if platform != 0 && !(platform == 3 && (encoding == 1 || encoding == 10)) {
			continue
		}
		if f := cmap.u16(sub); (f == 4 || f == 12) && f > format {
			best, format = sub, f
		}
	}
	var all []span
	if best >= len(cmap) {
		return nil
	}
	switch t := cmap[best:]; format {
	case 12:
		for i := range min(t.u32(12), len(t)/12, mostSpans) {
			at := 16 + 12*i
			all = append(all, span{rune(t.u32(at)), rune(t.u32(at + 4))})
		}
	case 4:
		n := min(t.u16(6)/2, len(t)/8)
		for i := range n {
			all = append(all, t.segment(i, n)...)
		}
	}
	return merged(all)
}

// segment returns the characters that have a glyph in segment i of the n segments
// of a format 4 subtable.
func (c cells) segment(i, n int) []span {
	to, from := c.u16(14+2*i), c.u16(16+2*n+2*i)
	delta, offset := c.u16(16+4*n+2*i), c.u16(16+6*n+2*i)
	var all []span
	for r := from; r <= to && r < 0xffff; r++ {
		glyph := (r + delta) & 0xffff
		if offset != 0 {
			glyph = c.u16(16 + 6*n + 2*i + offset + 2*(r-from))
		}
		if glyph != 0 {
			all = append(all, span{rune(r), rune(r)})
		}
	}
	return merged(all)
}

// merged sorts spans and joins adjacent ones. Invalid spans are dropped.
func merged(all []span) []span {
	all = slices.DeleteFunc(all, func(s span) bool { return s.from < 0 || s.to < s.from || s.to > lastRune })
	slices.SortFunc(all, func(a, b span) int { return int(a.from - b.from) })
	var out []span
	for _, s := range all {
		if k := len(out) - 1; k >= 0 && s.from <= out[k].to+1 {
			out[k].to = max(out[k].to, s.to)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// unicodeRange formats spans as a value of the CSS descriptor unicode-range.
func unicodeRange(spans []span) string {
	var b strings.Builder
	for i, s := range spans {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "U+%X", s.from)
		if s.to > s.from {
			fmt.Fprintf(&b, "-%X", s.to)
		}
	}
	return b.String()
}
