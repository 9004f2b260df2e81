package tags

import (
	"fmt"
	"strings"
	"testing"
)

// texts are whole texts, and what is read of them.
var texts = []struct{ text, want string }{
	{`<kml/>`, "kml@0 /kml@6"},
	{"<?xml version='1.0'?>\n<!-- a --><k:kml xmlns:k='u'><Point/></k:kml>", "kml@32 Point@51 /Point@59 /kml@59"},
	{`<kml><name>开山岛</name></kml>`, `kml@0 name@5 "开山岛"@11 /name@20 /kml@27`},
	{"<kml><name>\n <!-- no --> A &amp; B <![CDATA[<b>&amp;</b>]]></name></kml>", `kml@0 name@5 "A & B <b>&amp;</b>"@25 /name@59 /kml@66`},
	{`<kml><name id="x &lt;">&#x5c9b;&b;</name></kml>`, `kml@0 name@5[id=x &lt;@15] "岛&b;"@23 /name@34 /kml@41`},
	{`<kml><name/></kml>`, "kml@0 name@5 /name@12 /kml@12"},
	{`<gpx/>`, "other@0"},
	{``, "other@0"},
	{`开山岛`, "other@0"},
	{`<kml><name>`, "kml@0 name@5 cut@11 in name"},
	{`<kml></Kml>`, "kml@0 malformed@5"},
	{`<kml a=1>`, "malformed@7"},
	{`<kml><![CDATA[`, "kml@0 malformed@5"},
	{`<!DOCTYPE kml [<!ENTITY a "a">]><kml>&a;</kml>`, "entities@0"},
	{`<kml/><kml/>`, "kml@0 /kml@6 malformed@6"},
	{"<kml>" + strings.Repeat("<a>", Deepest), "malformed@302"},
}

// told is what a reader says of a text.
func told(text string) string {
	r := New([]byte(text), "kml")
	var all []string
	for {
		tag, ok := r.Next()
		if !ok {
			break
		}
		word := tag.Name + fmt.Sprint("@", tag.Offset)
		if tag.End {
			word = "/" + word
		}
		for _, a := range tag.Attrs {
			if string(a.Name) == "id" {
				word += fmt.Sprintf("[%s=%s@%d]", a.Name, a.Value, a.Offset)
			}
		}
		all = append(all, word)
		if inner, at := r.Text(); inner != "" && !tag.End {
			all = append(all, fmt.Sprintf("%q@%d", inner, at))
		}
	}
	if r.Flaw != None {
		if r.Flaw == Malformed && len(all) == Deepest {
			all = nil
		}
		word := fmt.Sprint([]string{"", "malformed", "cut", "other", "entities"}[r.Flaw], "@", r.Offset)
		if r.Flaw == Cut {
			word += " in " + r.Within()
		}
		all = append(all, word)
	}
	return strings.Join(all, " ")
}

func TestNext(t *testing.T) {
	for _, c := range texts {
		if got := told(c.text); got != c.want {
			t.Errorf("%.80s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// FuzzNext: every place is one of the text, and what is opened is closed.
func FuzzNext(f *testing.F) {
	for _, c := range texts {
		f.Add([]byte(c.text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		r := New(text, "kml")
		depth, last := 0, 0
		for {
			tag, ok := r.Next()
			if !ok {
				break
			}
			if tag.Offset < last || tag.Offset > len(text) {
				t.Fatalf("%q: %+v after %d", text, tag, last)
			}
			last = tag.Offset
			if depth++; tag.End {
				depth -= 2
			}
			if _, at := r.Text(); depth < 0 || depth > Deepest || at < last || at > len(text) {
				t.Fatalf("%q: depth %d, text at %d", text, depth, at)
			}
		}
		if r.Flaw == None && depth != 0 || r.Offset > len(text) {
			t.Fatalf("%q: depth %d at the end, flaw %d at %d", text, depth, r.Flaw, r.Offset)
		}
	})
}
