package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"io/fs"
	"math/bits"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"wayside/internal/diag"
	"wayside/internal/guide"
)

// fontFiles returns the static TrueType fonts of the @fontsource packages in the
// folder WAYSIDE_FONTSOURCE: Noto Sans SC in two weights and Noto Serif SC in
// one, about a hundred files each. Without that variable it skips the test.
func fontFiles(t testing.TB) (fs.FS, []guide.PrintFont) {
	t.Helper()
	dir := os.Getenv("WAYSIDE_FONTSOURCE")
	if dir == "" {
		t.Skip("WAYSIDE_FONTSOURCE is not set to a folder with @fontsource/noto-sans-sc and -serif-sc")
	}
	files := fstest.MapFS{}
	var named []guide.PrintFont
	for _, pattern := range []string{"noto-sans-sc/files/*-400-normal.woff", "noto-sans-sc/files/*-700-normal.woff", "noto-serif-sc/files/*-400-normal.woff"} {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(found) < 90 {
			t.Fatalf("%s: %d files, %v", pattern, len(found), err)
		}
		for _, name := range found {
			// The single file of each package lacks □, ○ and ①.
			if strings.Contains(name, "-chinese-simplified-") {
				continue
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			path := "fonts/" + strings.TrimSuffix(filepath.Base(name), ".woff") + ".ttf"
			files[path] = &fstest.MapFile{Data: unpacked(data)}
			named = append(named, guide.PrintFont{Path: path, At: diag.Place{File: "sites.toml"}})
		}
	}
	return files, named
}

// unpacked returns the font in a WOFF file, in which each table is compressed
// separately.
func unpacked(woff []byte) []byte {
	be := binary.BigEndian
	count := int(be.Uint16(woff[12:]))
	top := bits.Len(uint(count)) - 1
	head := make([]byte, 12+16*count)
	copy(head, woff[4:8])
	be.PutUint16(head[4:], uint16(count))
	be.PutUint16(head[6:], uint16(16<<top))
	be.PutUint16(head[8:], uint16(top))
	be.PutUint16(head[10:], uint16(16*count-16<<top))
	var body []byte
	for i := range count {
		from := woff[44+20*i:]
		start, packed, length := be.Uint32(from[4:]), be.Uint32(from[8:]), be.Uint32(from[12:])
		data := woff[start : start+packed]
		if packed < length {
			z, err := zlib.NewReader(bytes.NewReader(data))
			if err == nil {
				data, err = io.ReadAll(z)
			}
			if err != nil {
				panic(err)
			}
		}
		row := head[12+16*i:]
		copy(row, from[:4])
		copy(row[4:], from[16:20])
		be.PutUint32(row[8:], uint32(len(head)+len(body)))
		be.PutUint32(row[12:], length)
		body = append(body, data...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	return append(head, body...)
}
