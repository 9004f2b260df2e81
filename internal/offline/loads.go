package offline

import (
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// loads are the addresses of the files that a page or a stylesheet loads. Of
// a picture in several widths it is one.
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
			add(t.get("data-script")) // which is loaded when the box is opened
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

// inside is the address that a reference from a page leads to; ok is false
// where it leads out of the guide, or nowhere.
func inside(from, ref string) (address string, ok bool) {
	ref, _, _ = strings.Cut(ref, "#")
	ref, _, _ = strings.Cut(ref, "?")
	if ref == "" {
		return "", false // a place of the page itself
	}
	if before, _, _ := strings.Cut(ref, "/"); ref[0] == '/' || strings.Contains(before, ":") {
		return "", false // another host, another program, or a path that only a server knows
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

// fitting is the narrowest candidate of a srcset that is no narrower, else
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
