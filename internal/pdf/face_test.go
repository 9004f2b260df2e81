package pdf

import (
	"encoding/binary"
	"errors"
	"testing"
	"unicode/utf16"
)

// font returns a font file with the given tables, in the given order.
func font(tables map[string][]byte, order ...string) []byte {
	head := []byte{0, 1, 0, 0, 0, byte(len(order)), 0, 0, 0, 0, 0, 0}
	var body []byte
	for _, tag := range order {
		row := make([]byte, 16)
		copy(row, tag)
		binary.BigEndian.PutUint32(row[8:], uint32(12+16*len(order)+len(body)))
		binary.BigEndian.PutUint32(row[12:], uint32(len(tables[tag])))
		head = append(head, row...)
		body = append(body, tables[tag]...)
	}
	return append(head, body...)
}

func words(values ...int) []byte {
	var b []byte
	for _, v := range values {
		b = binary.BigEndian.AppendUint16(b, uint16(v))
	}
	return b
}

func named(id int, family string) []byte {
	units := utf16.Encode([]rune(family))
	b := words(0, 1, 18, 3, 1, 0x409, id, 2*len(units), 0)
	return append(b, words(asInts(units)...)...)
}

func asInts(units []uint16) []int {
	var all []int
	for _, u := range units {
		all = append(all, int(u))
	}
	return all
}

// format4 has two segments: A to C with a delta, and U+4E00 to U+4E02 with a
// glyph array in which the middle character has no glyph; then the final one.
var format4 = words(0, 1, 3, 1, 0, 12, 4, 56, 0, 6, 0, 0, 0, 0x43, 0x4e02, 0xffff, 0, 0x41, 0x4e00, 0xffff, 1, 0, 1, 0, 4, 0, 7, 0, 8)

var format12 = words(0, 1, 3, 10, 0, 12, 12, 0, 0, 40, 0, 0, 0, 2, 0, 0x20, 0, 0x7e, 0, 1, 2, 0x0bb7, 2, 0x0bb7, 0, 9)

func TestReadFace(t *testing.T) {
	os2 := make([]byte, 64)
	copy(os2[4:], words(700))
	copy(os2[32:], []byte{2, 11, 5})
	tables := map[string][]byte{"cmap": format4, "glyf": {0}, "name": named(1, "Noto 黑"), "OS/2": os2, "post": make([]byte, 16)}
	f, err := readFace(font(tables, "OS/2", "cmap", "glyf", "name", "post"))
	if err != nil {
		t.Fatal(err)
	}
	if f.family != "Noto 黑" || f.weight != 700 || f.italic || f.kind != sans {
		t.Errorf("readFace returned %+v", f)
	}
	if got := unicodeRange(f.ranges); got != "U+41-43,U+4E00,U+4E02" {
		t.Errorf("the font has the characters %s", got)
	}
	tables["cmap"] = format12
	if f, err = readFace(font(tables, "cmap", "glyf", "name")); err != nil || unicodeRange(f.ranges) != "U+20-7E,U+20BB7" || f.weight != 400 || f.kind != sans {
		t.Errorf("format 12: readFace returned %+v, %v", f, err)
	}
	for want, file := range map[error][]byte{
		errPostScript: []byte("OTTO\x00\x00\x00\x00\x00\x00\x00\x00"),
		errCollection: []byte("ttcf\x00\x00\x00\x00\x00\x00\x00\x00"),
		errVariable:   font(map[string][]byte{"fvar": {0}, "glyf": {0}}, "fvar", "glyf"),
		errNoFont:     []byte("this text is not a font"),
	} {
		if _, err := readFace(file); !errors.Is(err, want) {
			t.Errorf("got error %v, want %v", err, want)
		}
	}
}

// FuzzReadFace checks that readFace does not panic and that it returns valid
// ranges in order.
func FuzzReadFace(f *testing.F) {
	f.Add(font(map[string][]byte{"cmap": format4, "glyf": {0}, "name": named(16, "a")}, "cmap", "glyf", "name"))
	f.Add(font(map[string][]byte{"cmap": format12, "glyf": {0}, "name": named(1, "a")}, "cmap", "glyf", "name"))
	f.Fuzz(func(t *testing.T, file []byte) {
		f, err := readFace(file)
		if err != nil {
			return
		}
		last := rune(-1)
		for _, s := range f.ranges {
			if s.from <= last || s.to < s.from || s.to > lastRune {
				t.Fatalf("range %v follows %d", s, last)
			}
			last = s.to
		}
		style([]fontFile{{face: f}})
	})
}
