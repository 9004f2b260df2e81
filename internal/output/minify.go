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

// mediaTypes maps the extensions of the files that are minified when they are
// made to their media types. Pages are not among them, see MinifyLayout.
var mediaTypes = map[string]string{
	".css":         "text/css",
	".js":          scriptFile,
	".json":        "application/json",
	".svg":         "image/svg+xml",
	".xml":         "text/xml",
	".webmanifest": "application/json",
}

// scriptFile is the media type of script files. The HTML minifier does not know
// it, so inline scripts are left unchanged: the page's policy allows them by
// their hash.
const scriptFile = "application/x-script-file"

// htmlMinifier keeps quotes and end tags. They cost 2 % after compression, and
// the source of the pages stays readable. White space next to inline tags is
// kept too, because it separates words; between Chinese characters there is
// none.
var htmlMinifier = html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true, KeepSpecialComments: true}

// minifier returns the shared minifier, which is safe for concurrent use.
var minifier = sync.OnceValue(func() *minify.M {
	m := minify.New()
	m.Add("text/css", &css.Minifier{})
	// The scripts are written in ECMAScript 2019. For later versions the
	// minifier writes "a ?? b", which phones of that year cannot parse.
	m.Add(scriptFile, &js.Minifier{Version: 2019})
	m.Add("image/svg+xml", &svg.Minifier{})
	m.AddRegexp(regexp.MustCompile(`[/+]json$`), &json.Minifier{KeepNumbers: true}) // 4e3 is no integer for many readers
	m.AddRegexp(regexp.MustCompile(`[/+]xml$`), &xml.Minifier{})
	return m
})

// MinifyLayout minifies a template's text between its actions, so that the
// pages made from it need not be minified. This takes a tenth of the time of
// minifying every page. A layout that cannot be minified is returned unchanged.
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
	return minifier().Bytes(media, bytes.Clone(data)) // the minifier modifies its input
}
