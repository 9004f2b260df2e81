package output

import (
	"bytes"
	"path"
	"regexp"
	"sync"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"
	"github.com/tdewolff/minify/v2/xml"
)

// mediaTypes are what is minified when it is made; pages are small already,
// see MinifyLayout. A .js file of data is code to the
// minifier, which keeps it as it is but for spaces.
var mediaTypes = map[string]string{
	".css":         "text/css",
	".js":          scriptFile,
	".json":        "application/json",
	".svg":         "image/svg+xml",
	".xml":         "text/xml",
	".webmanifest": "application/json",
}

// scriptFile is the type of a script in a file of its own. The HTML minifier
// does not know it, so a script inside a page stays as it is: the page's policy
// allows it by its hash.
const scriptFile = "application/x-script-file"

// htmlMinifier keeps quotes and end tags: they cost 2 % after compression, and
// the pages stay readable to those who look at their source to learn. White
// space beside inline tags stays too, where it is a space between words;
// between Chinese characters there is none to begin with.
var htmlMinifier = html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true, KeepSpecialComments: true}

// minifier is made once; it is safe for concurrent use.
var minifier = sync.OnceValue(func() *minify.M {
	m := minify.New()
	m.Add("text/css", &css.Minifier{})
	// 2019 is what the scripts are written in: the minifier writes "a ?? b"
	// otherwise, which a phone of that year cannot read.
	m.Add(scriptFile, &js.Minifier{Version: 2019})
	m.Add("image/svg+xml", &svg.Minifier{})
	m.AddRegexp(regexp.MustCompile(`[/+]json$`), &json.Minifier{})
	m.AddRegexp(regexp.MustCompile(`[/+]xml$`), &xml.Minifier{})
	return m
})

// MinifyLayout minifies a template's text between its actions, so that the
// pages made from it are small from the start: a tenth of the time that
// minifying each of them took. A layout that the minifier can't read stays as
// it is.
func MinifyLayout(text string) string {
	small, err := layoutMinifier().String("text/html", text)
	if err != nil {
		return text
	}
	return small
}

var layoutMinifier = sync.OnceValue(func() *minify.M {
	m := minify.New()
	h := htmlMinifier
	h.TemplateDelims = html.GoTemplateDelims
	m.Add("text/html", &h)
	return m
})

func minified(address string, data []byte) ([]byte, error) {
	media, ok := mediaTypes[path.Ext(address)]
	if !ok {
		return data, nil
	}
	return minifier().Bytes(media, bytes.Clone(data)) // which it writes into
}
