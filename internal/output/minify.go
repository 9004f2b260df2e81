package output

import (
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

// mediaTypes are what is minified. A .js file of data is code to the
// minifier, which keeps it as it is but for spaces.
var mediaTypes = map[string]string{
	".html":        "text/html",
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

// minifier is made once; it is safe for concurrent use.
var minifier = sync.OnceValue(func() *minify.M {
	m := minify.New()
	// Quotes and end tags stay: they cost 2 % after compression, and the
	// pages stay readable to those who look at their source to learn. White
	// space beside inline tags stays too, where it is a space between words;
	// between Chinese characters there is none to begin with.
	m.Add("text/html", &html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true, KeepSpecialComments: true})
	m.Add("text/css", &css.Minifier{})
	m.Add(scriptFile, &js.Minifier{})
	m.Add("image/svg+xml", &svg.Minifier{})
	m.AddRegexp(regexp.MustCompile(`[/+]json$`), &json.Minifier{})
	m.AddRegexp(regexp.MustCompile(`[/+]xml$`), &xml.Minifier{})
	return m
})

func minified(address string, data []byte) ([]byte, error) {
	media, ok := mediaTypes[path.Ext(address)]
	if !ok {
		return data, nil
	}
	return minifier().Bytes(media, data)
}
