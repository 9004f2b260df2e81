package markup

import (
	"fmt"
	"strings"
	"testing"
)

// format returns a text's tags and fault on one line.
func format(src string) string {
	var b strings.Builder
	s := New([]byte(src))
	for t, ok := s.Next(); ok; t, ok = s.Next() {
		mark := ""
		if t.End {
			mark = "/"
		}
		fmt.Fprintf(&b, "%s%s%d ", mark, t.Name, t.Depth)
		for _, a := range t.Attrs {
			fmt.Fprintf(&b, "%s=%s@%d ", a.Key, Plain(a.Value), a.Offset)
		}
	}
	if f := s.Fault(); f != nil {
		fmt.Fprintf(&b, "fault %d at %d %s", f.Why, f.Offset, f.Name)
	}
	return strings.TrimSpace(b.String())
}

func TestTags(t *testing.T) {
	for src, want := range map[string]string{
		"<a/>":                                             "a1 /a1",
		"<a><b c='1' d = \"2\"/></a>":                      "a1 b2 c=1@9 d=2@17 /b2 /a1",
		"<?xml version='1.0'?><!-- <b> --><a/>":            "a1 /a1",
		"<x:a><![CDATA[</a>]]></x:a>":                      "a1 /a1",
		"<!DOCTYPE a SYSTEM 'a.dtd'><a/>":                  "a1 /a1",
		"<a b='&lt;&#28165;&#x534E; &amp;&quot;&nbsp;&'/>": "a1 b=<清华 &\"&nbsp;&@6 /a1",

		"":                         "fault 3 at 0",
		"text":                     "fault 3 at 0",
		"<a>":                      "a1 fault 1 at 3 a",
		"<a></b>":                  "a1 fault 0 at 3",
		"<a/><b/>":                 "a1 /a1 fault 0 at 4",
		"<a b=c/>":                 "fault 0 at 5",
		"<a b='<'/>":               "fault 0 at 5",
		"<!DOCTYPE a [<!ENTITY b":  "fault 2 at 0",
		"<!-->":                    "fault 0 at 0",
		strings.Repeat("<a>", 101): strings.TrimSpace(deep(100)) + " fault 0 at 300",
	} {
		if got := format(src); got != want {
			t.Errorf("%q:\n got %s\nwant %s", src, got, want)
		}
	}
}

func deep(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d ", i+1)
	}
	return b.String()
}

// TestWords checks the text and its offset.
func TestWords(t *testing.T) {
	for src, want := range map[string]string{
		"<a>开山岛</a>": `"开山岛"@3`, "<a/>x": `""@4`, "<a></a>": `""@3`, "<a> x<b/></a>": `"x"@4`,
		"<a>\n <!-- no --> A &amp; B <![CDATA[<b>&amp;</b>]]></a>": `"A & B <b>&amp;</b>"@17`,
		"<a><![CDATA[ x": `""@3`, "<a>&#x5c9b;&b;": `"岛&b;"@3`,
	} {
		s := New([]byte(src))
		s.Next()
		text, at := s.Words()
		if got := fmt.Sprintf("%q@%d", text, at); got != want {
			t.Errorf("%s: %s, want %s", src, got, want)
		}
	}
}
