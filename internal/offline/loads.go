package offline

import (
	"bytes"
	"html"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/html"
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
	eachTag(data, func(name string, attributes map[string]string) {
		switch name {
		case "img", "source":
			if set := attributes["srcset"]; set != "" {
				add(fitting(set, width))
				return
			}
			add(attributes["src"])
		case "script", "audio", "video", "track":
			add(attributes["src"])
			add(attributes["poster"])
		case "link":
			switch attributes["rel"] {
			case "stylesheet", "icon", "manifest":
				add(attributes["href"])
			}
		}
	})
	return all
}

var styleURL = regexp.MustCompile(`url\(\s*["']?([^"')]+)`)

// eachTag tells the elements of a page that load something, with their
// attributes.
func eachTag(page []byte, tell func(name string, attributes map[string]string)) {
	l := lexer.NewLexer(parse.NewInputBytes(bytes.Clone(page))) // which it changes
	name, attributes := "", map[string]string{}
	for {
		token, _ := l.Next()
		switch token {
		case lexer.ErrorToken:
			return
		case lexer.StartTagToken:
			name = string(l.Text())
			clear(attributes)
		case lexer.AttributeToken:
			switch name {
			case "img", "source", "script", "audio", "video", "track", "link":
				attributes[string(l.AttrKey())] = html.UnescapeString(string(bytes.Trim(l.AttrVal(), `"'`)))
			}
		case lexer.StartTagCloseToken, lexer.StartTagVoidToken:
			tell(name, attributes)
		}
	}
}

// inside is the address that a reference from a page leads to; ok is false
// where it leads out of the guide, or nowhere.
func inside(from, ref string) (address string, ok bool) {
	ref, _, _ = strings.Cut(ref, "#")
	ref, _, _ = strings.Cut(ref, "?")
	u, err := url.Parse(ref)
	if err != nil || ref == "" || u.IsAbs() || u.Host != "" || strings.HasPrefix(ref, "/") {
		return "", false
	}
	address = path.Join(path.Dir(from), u.Path)
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
