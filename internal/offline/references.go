package offline

import (
	"bytes"
	"html"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// A Reference is a file that a page or stylesheet loads. A picture has one for each of its
// copies, next to each other, of which a browser loads one.
type Reference struct {
	Address string // "" for a copy outside the guide
	Width   int    // of a copy of a picture in pixels; 0 if it is unknown or there are no others
	Another bool   // whether it is another copy of the picture of the reference before it
	Media   bool   // a recording, a video or its captions, which readers may save or not
}

// References returns the files that a page or stylesheet loads, at any width of its pictures,
// in order. It depends on nothing else, so the result can be remembered as long as the file has
// the same bytes. Other files load nothing.
func References(address string, data []byte) []Reference {
	var all []Reference
	var to resolver
	refer := func(ref []byte, media bool) {
		if inside, ok := to.resolve(address, ref); ok {
			all = append(all, Reference{Address: string(inside), Media: media})
		}
	}
	add := func(ref []byte) { refer(ref, false) }
	switch path.Ext(address) {
	case ".css":
		for _, m := range styleURL.FindAllSubmatch(data, -1) {
			add(m[1])
		}
	case ".html":
		eachTag(data, func(t *tag) {
			switch t.name {
			case "audio", "video", "track":
				refer(t.get("src"), true)
				add(t.get("poster"))
				add(t.get("data-poster"))
			case "img", "source":
				if t.has("data-online") { // of use only where there is a network
					return
				}
				if set := t.get("srcset"); len(set) > 0 {
					first := len(all)
					for ref, wide := range candidates(string(set)) {
						inside, _ := to.resolve(address, []byte(ref))
						all = append(all, Reference{Address: string(inside), Width: wide, Another: len(all) > first})
					}
					return
				}
				add(t.get("src"))
			case "script":
				add(t.get("src"))
			case "main":
				add(t.get("data-viewer")) // loaded when a picture is pressed
				add(t.get("data-viewer-style"))
			case "details", "button", "section", "figure": // loaded when it is opened, pressed or near
				add(t.get("data-script"))
				add(t.get("data-sheet"))
			case "form": // loaded when an answer is compared, and when a result is shown
				add(t.get("data-typed"))
				add(t.get("data-hand-in"))
			case "link":
				switch string(t.get("rel")) {
				case "stylesheet", "icon", "manifest":
					add(t.get("href"))
				}
			}
		})
	}
	return all
}

var styleURL = regexp.MustCompile(`url\(\s*["']?([^"')]+)`)

// refers reports whether a file may have references.
func refers(address string) bool {
	switch path.Ext(address) {
	case ".html", ".css":
		return true
	}
	return false
}

// appendLoaded appends the files that are loaded at a width of the pictures.
func appendLoaded(all []Reference, references []Reference, width int) []Reference {
	for n := 0; n < len(references); {
		best := references[n]
		for n++; n < len(references) && references[n].Another; n++ {
			if r := references[n]; fitsBetter(r.Width, best.Width, width) {
				best = r
			}
		}
		if best.Address != "" {
			all = append(all, best)
		}
	}
	return all
}

// fitting returns the candidate of a srcset that is loaded at a width.
func fitting(srcset string, width int) string {
	best, bestWide := "", 0
	for ref, wide := range candidates(srcset) {
		if best == "" || fitsBetter(wide, bestWide, width) {
			best, bestWide = ref, wide
		}
	}
	return best
}

// fitsBetter reports whether a picture is a better choice than another at a width: the narrowest
// that has at least the width, or else the widest.
func fitsBetter(wide, other, width int) bool {
	if other < width {
		return wide > other
	}
	return wide >= width && wide < other
}

// candidates yields the URLs of a srcset with their widths, 0 if it has none.
func candidates(srcset string) func(yield func(string, int) bool) {
	return func(yield func(string, int) bool) {
		for candidate := range strings.SplitSeq(srcset, ",") {
			ref, size, _ := strings.Cut(strings.TrimSpace(candidate), " ")
			wide, _ := strconv.Atoi(strings.TrimSuffix(size, "w"))
			if ref != "" && !yield(ref, wide) {
				return
			}
		}
	}
}

// A resolver resolves references. The result is valid until the next call: a large guide's
// packs resolve millions of links, most of which are only looked up.
type resolver struct{ address []byte }

// resolve returns the address that a page's reference resolves to. ok is false for references
// outside the guide and within the page.
func (r *resolver) resolve(from string, ref []byte) (address []byte, ok bool) {
	if i := bytes.IndexByte(ref, '#'); i >= 0 {
		ref = ref[:i]
	}
	if i := bytes.IndexByte(ref, '?'); i >= 0 {
		ref = ref[:i]
	}
	if len(ref) == 0 {
		return nil, false // an anchor of the page itself
	}
	first := ref
	if i := bytes.IndexByte(ref, '/'); i >= 0 {
		first = ref[:i]
	}
	if ref[0] == '/' || bytes.IndexByte(first, ':') >= 0 {
		return nil, false // another host, another scheme, or an absolute path
	}
	if bytes.IndexByte(ref, '%') >= 0 {
		unescaped, err := url.PathUnescape(string(ref))
		if err != nil {
			return nil, false
		}
		ref = []byte(unescaped)
	}
	r.address = append(r.address[:0], from[:max(0, strings.LastIndexByte(from, '/'))]...)
	for len(ref) > 0 {
		name := ref
		if i := bytes.IndexByte(ref, '/'); i >= 0 {
			name, ref = ref[:i], ref[i+1:]
		} else {
			ref = nil
		}
		switch string(name) {
		case "", ".":
		case "..":
			if len(r.address) == 0 {
				return nil, false
			}
			r.address = r.address[:max(0, bytes.LastIndexByte(r.address, '/'))]
		default:
			if len(r.address) > 0 {
				r.address = append(r.address, '/')
			}
			r.address = append(r.address, name...)
		}
	}
	if len(r.address) == 0 {
		return append(r.address, '.'), true // the guide's folder
	}
	return r.address, true
}

// unescaped returns an attribute's value without character references.
func unescaped(value []byte) []byte {
	if bytes.IndexByte(value, '&') < 0 {
		return value
	}
	return []byte(html.UnescapeString(string(value)))
}
