package audit

import (
	"bytes"
	"compress/gzip"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// lightest is what the scripts and styles of a page and the worker may weigh,
// in bytes with gzip, before the search and the map.
const lightest = 15_000

var assetOf = regexp.MustCompile(`(?:src|href)="(?:\.\./)*(assets/([a-z]+)\.[0-9a-f]+\.(?:js|css))"`)

// TestWeight weighs what a first visit to each page loads, and looks for fonts.
func TestWeight(t *testing.T) {
	t.Run("sample", func(t *testing.T) { weigh(t, sample(t)) })
	t.Run("generated", func(t *testing.T) { weigh(t, generated(t)) })
}

func weigh(t *testing.T, site *built) {
	zipped := map[string]int{}
	read := func(address string) []byte {
		data, err := os.ReadFile(filepath.Join(site.dir, filepath.FromSlash(address)))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	weight := func(address string) int {
		if _, known := zipped[address]; !known {
			data := read(address)
			if bytes.Contains(data, []byte("@font-face")) {
				t.Errorf("%s brings a font", address)
			}
			var b bytes.Buffer
			z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
			z.Write(data)
			z.Close()
			zipped[address] = b.Len()
		}
		return zipped[address]
	}
	worker := weight("sw.js")
	for _, m := range regexp.MustCompile(`assets/worker\.[0-9a-f]+\.js`).FindAll(read("sw.js"), -1) {
		worker += weight(string(m))
	}
	most := map[string]int{}
	for _, p := range site.pages {
		sum := worker
		for _, m := range assetOf.FindAllSubmatch(read(p.address), -1) {
			if name := string(m[2]); name != "map" && name != "search" {
				sum += weight(string(m[1]))
			}
		}
		kind := strings.TrimPrefix(path.Dir(p.address), "en/")
		kind, _, _ = strings.Cut(kind, "/")
		if path.Base(path.Dir(p.address)) == "handout" {
			kind = "handout"
		}
		most[kind] = max(most[kind], sum)
		if sum > lightest {
			t.Errorf("%s loads %d bytes of scripts and styles, more than %d", p.address, sum, lightest)
		}
	}
	t.Logf("scripts, styles and worker, gzipped, at most: %v", most)
}
