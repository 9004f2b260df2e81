package offline

import (
	"bytes"
	"html"
)

// A tag is the opening tag of an element that loads something or leads
// somewhere.
type tag struct {
	name       string
	attributes []attribute
}

type attribute struct {
	key   string
	start int    // offset of the space before it
	end   int    // offset of what follows it
	value []byte // as it is written, without quotes
}

func (t *tag) get(key string) string {
	for _, a := range t.attributes {
		if a.key == key {
			return html.UnescapeString(string(a.value))
		}
	}
	return ""
}

// told are the elements that eachTag tells, by their first letter: a large
// guide's packs have millions of tags.
var told = func() (by [256][]string) {
	for _, name := range []string{"a", "area", "audio", "details", "img", "link", "meta", "script", "source", "track", "video"} {
		by[name[0]] = append(by[name[0]], name)
	}
	return by
}()

// eachTag tells the tags of a page in order; the tag is good until the next.
// Pages are written by our own templates, so this need not mend what a browser
// would: it looks at a tenth of what a lexer must, and a large guide's packs
// read every page several times. What is no tag is passed over.
func eachTag(page []byte, tell func(*tag)) {
	t := &tag{}
	for at := 0; ; {
		open := bytes.IndexByte(page[at:], '<')
		if open < 0 {
			return
		}
		at += open + 1
		rest, name := page[at:], ""
		if len(rest) == 0 {
			return
		}
		for _, n := range told[rest[0]] {
			if len(rest) > len(n) && string(rest[:len(n)]) == n && (space(rest[len(n)]) || rest[len(n)] == '>') {
				name = n
			}
		}
		if name == "" {
			continue
		}
		t.name, t.attributes = name, t.attributes[:0]
		at = t.read(page, at+len(name))
		tell(t)
		if name == "script" {
			if end := bytes.Index(page[at:], []byte("</script")); end >= 0 {
				at += end
			}
		}
	}
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// read reads a tag's attributes, and returns where it ends.
func (t *tag) read(page []byte, at int) int {
	for {
		a := attribute{start: at}
		for at < len(page) && space(page[at]) {
			at++
		}
		if at == len(page) || page[at] == '>' || page[at] == '/' && at+1 < len(page) && page[at+1] == '>' {
			return at
		}
		key := at
		for at < len(page) && page[at] != '=' && page[at] != '>' && !space(page[at]) {
			at++
		}
		a.key = string(page[key:at])
		if at < len(page) && page[at] == '=' {
			at++
			a.value, at = value(page, at)
		}
		if a.key == "" {
			at++ // what is no attribute at all
		}
		at = min(at, len(page))
		a.end = at
		t.attributes = append(t.attributes, a)
	}
}

// value reads an attribute's value.
func value(page []byte, at int) (text []byte, end int) {
	if at < len(page) && (page[at] == '"' || page[at] == '\'') {
		close := bytes.IndexByte(page[at+1:], page[at])
		if close < 0 {
			return page[at+1:], len(page)
		}
		return page[at+1 : at+1+close], at + close + 2
	}
	start := at
	for at < len(page) && page[at] != '>' && !space(page[at]) {
		at++
	}
	return page[start:at], at
}
