package audit

import (
	"bytes"
	"compress/gzip"
	"path"
	"regexp"
	"strings"
	"testing"
)

// heaviest is how much the scripts and styles of a page and the worker may
// weigh, in bytes with gzip, without the search and the map.
const heaviest = 15_000

// heaviestViewer is how much the viewer of pictures may weigh, its stylesheet included. It is
// loaded when a picture is pressed.
const heaviestViewer = 5_000

var viewerOf = regexp.MustCompile(`data-viewer="(?:\.\./)*([^"]+)" data-viewer-style="(?:\.\./)*([^"]+)"`)

// heaviestWalk is how much the script and style of walk mode may weigh, which a route's
// page loads when it is opened. Some 500 bytes more are on the page itself.
const heaviestWalk = 6_000

// heaviestNear is how much the scripts may weigh that a page loads when a reader is near: the
// one that saves a route, and the player of recordings.
const heaviestNear = 6_500

var nearOf = regexp.MustCompile(`data-script="(?:\.\./)*(assets/(?:pack|player)\.[0-9a-f]+\.js)"`)

var walkAssetOf = regexp.MustCompile(`data-(?:script|sheet)="(?:\.\./)*(assets/walk\.[0-9a-f]+\.(?:js|css))"`)

var assetOf = regexp.MustCompile(`(?:src|href)="(?:\.\./)*(assets/([a-z]+)\.[0-9a-f]+\.(?:js|css))"`)

// TestWeight weighs what a first visit to each page loads, and looks for fonts.
func TestWeight(t *testing.T) {
	t.Parallel()
	t.Run("sample", func(t *testing.T) { weigh(t, sample(t)) })
	t.Run("generated", func(t *testing.T) { weigh(t, generated(t)) })
}

func weigh(t *testing.T, site *publication) {
	zipped := map[string]int{}
	weight := func(address string) int {
		if _, known := zipped[address]; !known {
			data := site.file(t, address)
			if bytes.Contains(data, []byte("@font-face")) {
				t.Errorf("%s loads a font", address)
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
	for _, m := range regexp.MustCompile(`assets/worker\.[0-9a-f]+\.js`).FindAll(site.file(t, "sw.js"), -1) {
		worker += weight(string(m))
	}
	if m := viewerOf.FindSubmatch(site.file(t, "index.html")); m == nil {
		t.Error("the home page has no viewer")
	} else if sum := weight(string(m[1])) + weight(string(m[2])); sum > heaviestViewer {
		t.Errorf("the viewer weighs %d bytes, which is more than %d", sum, heaviestViewer)
	} else {
		t.Logf("the viewer: %d bytes", sum)
	}
	most := map[string]int{}
	for _, p := range site.pages {
		sum := worker
		for _, m := range assetOf.FindAllSubmatch(site.file(t, p.address), -1) {
			if name := string(m[2]); name != "map" && name != "search" {
				sum += weight(string(m[1]))
			}
		}
		walk := 0
		for _, m := range walkAssetOf.FindAllSubmatch(site.file(t, p.address), -1) {
			walk += weight(string(m[1]))
		}
		most["walk mode"] = max(most["walk mode"], walk)
		if walk > heaviestWalk {
			t.Errorf("%s loads %d bytes for walk mode, which is more than %d", p.address, walk, heaviestWalk)
		}
		for _, m := range nearOf.FindAllSubmatch(site.file(t, p.address), -1) {
			most["near"] = max(most["near"], weight(string(m[1])))
		}
		kind := strings.TrimPrefix(path.Dir(p.address), "en/")
		kind, _, _ = strings.Cut(kind, "/")
		if path.Base(path.Dir(p.address)) == "handout" {
			kind = "handout"
		}
		most[kind] = max(most[kind], sum)
		if sum > heaviest {
			t.Errorf("%s loads %d bytes of scripts and styles, which is more than %d", p.address, sum, heaviest)
		}
	}
	if most["near"] == 0 || most["near"] > heaviestNear {
		t.Errorf("a script that is loaded near its section weighs %d bytes, which is none or more than %d", most["near"], heaviestNear)
	}
	t.Logf("scripts, styles and worker, gzipped, at most: %v", most)
}
