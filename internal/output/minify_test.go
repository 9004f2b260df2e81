package output

import (
	"crypto/sha256"
	"regexp"
	"strings"
	"testing"
)

// TestMinify checks that minifying does not change the meaning of a file, for
// example by removing spaces between words.
func TestMinify(t *testing.T) {
	for _, c := range []struct{ address, text, want string }{
		{"a.html", "<p>one <em>two</em> <a href=\"x\">three</a> four</p>", "<p>one <em>two</em> <a href=\"x\">three</a> four</p>"},
		{"a.html", "<p>在<em>开山岛</em>上，<a href=\"x\">王继才</a>与<span class=\"k\">妻子</span><img src=\"a.jpg\" alt=\"门\">守岛。</p>", "<p>在<em>开山岛</em>上，<a href=\"x\">王继才</a>与<span class=\"k\">妻子</span><img src=\"a.jpg\" alt=\"门\">守岛。</p>"},
		{"a.html", "<p>在 <em>岛</em> 上 <img src=\"a.jpg\" alt=\"\"> 见 <span>海</span> <b>天</b></p>", "<p>在 <em>岛</em> 上 <img src=\"a.jpg\" alt> 见 <span>海</span> <b>天</b></p>"},
		{"a.html", "<p>在<em> 岛 </em>上</p>", "<p>在<em> 岛 </em>上</p>"},
		{"a.html", "<pre>a\n  b   c\n\n<code> d </code></pre>", "<pre>a\n  b   c\n\n<code> d </code></pre>"},
		{"a.html", "<ul>\n  <li>一</li>\n  <li>二</li>\n</ul>", "<ul><li>一</li><li>二</li></ul>"},
		{"a.html", "<!DOCTYPE html>\n<html lang=\"zh-Hans\">\n<head></head>\n<body><p>一</p></body></html>", "<!doctype html><html lang=\"zh-Hans\"><head></head><body><p>一</p></body></html>"},
		{"a.html", "<textarea>\n a\n  b</textarea>", "<textarea>\n a\n  b</textarea>"},
		{"a.html", "<input type=\"text\" required=\"\" value=\"\">", "<input type=\"text\" required>"},
		{"a.css", "a { color : red ; }\n", "a{color:red}"},
		{"a.json", "{ \"a\" : [ 1, 2 ] }\n", "{\"a\":[1,2]}"},
		{"a.webmanifest", "{ \"a\" : 1 }", "{\"a\":1}"},
		{"a.js", "var a = 1 ;\n\n// b\nf( a );", "var a=1;f(a)"},
		{"a.jpg", " < > ", " < > "},
		{"a.gpx", "<a> <b/> </a>", "<a> <b/> </a>"}, // a route's files are small, and meant to be read
		{"a.kml", "<a> <b> c\n d </b> </a>", "<a> <b> c\n d </b> </a>"},
		{"a.geojson", "{ \"a\" : 1.0 }", "{ \"a\" : 1.0 }"},
		{"a.ics", "A:1\r\n B\r\n", "A:1\r\n B\r\n"},
	} {
		got, err := minified(c.address, []byte(c.text))
		if c.address == "a.html" {
			got = []byte(MinifyLayout(c.text)) // pages are minified through their layouts
		}
		if err != nil || string(got) != c.want {
			t.Errorf("%s\n from %s\n  got %s\n want %s, %v", c.address, c.text, got, c.want, err)
		}
	}
}

// TestMinifyInline checks that a script that a page's policy allows by its hash
// is unchanged.
func TestMinifyInline(t *testing.T) {
	const script = `var d=document.createElement("base");d.href=location.pathname.replace(/[^/]*$/,"");document.head.append(d)`
	page := "<!DOCTYPE html><html><head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; script-src 'self' 'sha256-x'\">\n<script>" + script + "</script></head><body></body></html>"
	got := []byte(MinifyLayout(page))
	m := regexp.MustCompile(`(?s)<script>(.*)</script>`).FindSubmatch(got)
	if m == nil || sha256.Sum256(m[1]) != sha256.Sum256([]byte(script)) {
		t.Errorf("the script became %s", got)
	}
	if !strings.Contains(string(got), "script-src 'self' 'sha256-x'") {
		t.Errorf("the policy became %s", got)
	}
}

func TestMinifyFails(t *testing.T) {
	o := made("a.json", "{ not json")
	m, err := o.Minified()
	if err != nil || string(m.Data) != "{ not json" || summary(m.Problems) != "from { not json minify" {
		t.Errorf("%q, %s, %v", m.Data, summary(m.Problems), err)
	}
}

// TestMinifiedTwice checks that an output can be minified again, as in a preview,
// although the minifier modifies its input.
func TestMinifiedTwice(t *testing.T) {
	for address, text := range map[string]string{
		"a.js":  "(() => { const first = 1, second = 2; const far = (longer) => longer + first; window.x = far(second); })();",
		"a.css": "A:HOVER, .b::BEFORE { COLOR : #FFFFFF; Margin: 0 0 0 0 }",
		"a.svg": `<svg xmlns="http://www.w3.org/2000/svg"><PATH d="M 10 10 L 20.0 20.0"/></svg>`,
	} {
		o := Output{Address: address, Make: Bytes([]byte(text))}
		first, err := o.Minified()
		if err != nil || len(first.Data) >= len(text) {
			t.Fatalf("%s: %q, %v", address, first.Data, err)
		}
		want := string(first.Data)
		if second, _ := o.Minified(); string(second.Data) != want || string(first.Data) != want {
			t.Errorf("%s: %q, then %q", address, want, second.Data)
		}
	}
}
