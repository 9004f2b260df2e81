package offline

import (
	"bytes"
	"slices"
)

// A tag is the opening tag of an element that may load or link to something.
type tag struct {
	name       string
	attributes []attribute
}

type attribute struct {
	key   []byte
	start int    // offset of the preceding space
	end   int    // offset after the attribute
	value []byte // as written, without quotes
}

// get returns the value of an attribute, nil if there is none.
func (t *tag) get(key string) []byte {
	for i := range t.attributes {
		if a := &t.attributes[i]; string(a.key) == key {
			return unescaped(a.value)
		}
	}
	return nil
}

// has reports whether the tag has an attribute.
func (t *tag) has(key string) bool {
	return slices.ContainsFunc(t.attributes, func(a attribute) bool { return string(a.key) == key })
}

// elements are the names of elements that eachTag visits, by first letter, for speed: a large
// guide's packs contain millions of tags.
var elements = func() (by [256][]string) {
	for _, name := range []string{"a", "area", "audio", "button", "details", "figure", "form", "img", "link", "main", "meta", "script", "section", "source", "track", "video"} {
		by[name[0]] = append(by[name[0]], name)
	}
	return by
}()

// eachTag calls visit for the tags of a page in order; the tag is valid only during the call.
// Pages are written by our own templates, so eachTag need not correct errors as a browser does:
// it examines a tenth of what a full lexer would, which matters because a large guide's packs
// read every page several times.
func eachTag(page []byte, visit func(*tag)) {
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
		for _, n := range elements[rest[0]] {
			if len(rest) > len(n) && string(rest[:len(n)]) == n && (space(rest[len(n)]) || rest[len(n)] == '>') {
				name = n
			}
		}
		if name == "" {
			continue
		}
		t.name, t.attributes = name, t.attributes[:0]
		at = t.read(page, at+len(name))
		visit(t)
		if name == "script" {
			if end := bytes.Index(page[at:], []byte("</script")); end >= 0 {
				at += end
			}
		}
	}
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// read parses a tag's attributes and returns the offset of its end.
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
		a.key = page[key:at]
		if at < len(page) && page[at] == '=' {
			at++
			a.value, at = value(page, at)
		}
		if len(a.key) == 0 {
			at++ // not an attribute
		}
		at = min(at, len(page))
		a.end = at
		t.attributes = append(t.attributes, a)
	}
}

// value parses an attribute's value.
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
