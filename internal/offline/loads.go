package offline

import (
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// loads returns the addresses of the files that a page or stylesheet loads. Of a picture in
// several widths it returns one.
func loads(address string, data []byte, width int) []string {
	var all []string
	add := func(ref string) {
		if to, ok := inside(address, ref); ok {
			all = append(all, to)
		}
	}
	if path.Ext(address) == ".css" {
		for _, m := range styleURL.FindAllSubmatch(data, -1) {
			add(string(m[1]))
		}
		return all
	}
	eachTag(data, func(t *tag) {
		switch t.name {
		case "img", "source":
			if set := t.get("srcset"); set != "" {
				add(fitting(set, width))
				return
			}
			add(t.get("src"))
		case "script", "audio", "video", "track":
			add(t.get("src"))
			add(t.get("poster"))
		case "details":
			add(t.get("data-script")) // loaded when the box is opened
		case "link":
			switch t.get("rel") {
			case "stylesheet", "icon", "manifest":
				add(t.get("href"))
			}
		}
	})
	return all
}

var styleURL = regexp.MustCompile(`url\(\s*["']?([^"')]+)`)

// inside returns the address that a page's reference resolves to. ok is false for references
// outside the guide and within the page.
func inside(from, ref string) (address string, ok bool) {
	ref, _, _ = strings.Cut(ref, "#")
	ref, _, _ = strings.Cut(ref, "?")
	if ref == "" {
		return "", false // an anchor of the page itself
	}
	if before, _, _ := strings.Cut(ref, "/"); ref[0] == '/' || strings.Contains(before, ":") {
		return "", false // another host, another scheme, or an absolute path
	}
	if strings.Contains(ref, "%") {
		var err error
		if ref, err = url.PathUnescape(ref); err != nil {
			return "", false
		}
	}
	address = path.Join(path.Dir(from), ref)
	return address, address != ".." && !strings.HasPrefix(address, "../")
}

// fitting returns the narrowest candidate of a srcset with at least the given width, or else
// the widest.
func fitting(srcset string, width int) string {
	best, bestWide := "", 0
	for _, candidate := range strings.Split(srcset, ",") {
		ref, size, _ := strings.Cut(strings.TrimSpace(candidate), " ")
		wide, _ := strconv.Atoi(strings.TrimSuffix(size, "w"))
		if best == "" || wide >= width && (bestWide < width || wide < bestWide) || wide > bestWide && bestWide < width {
			best, bestWide = ref, wide
		}
	}
	return best
}
