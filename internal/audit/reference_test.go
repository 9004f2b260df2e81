package audit

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"os"
	"path"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A use is what a file does with an address.
type use int

const (
	leads    use = iota // a reader may go there
	loads               // a browser fetches it by itself
	declares            // a machine reads it: a canonical address, a share's picture
)

// A reference is an address as it is in a file.
type reference struct {
	use  use
	to   string
	node *html.Node // nil outside HTML
}

// attributes are those that have an address, by element.
var attributes = map[atom.Atom]map[string]use{
	atom.A: {"href": leads}, atom.Area: {"href": leads}, atom.Form: {"action": leads},
	atom.Img: {"src": loads}, atom.Script: {"src": loads}, atom.Audio: {"src": loads}, atom.Source: {"src": loads},
	atom.Video: {"src": loads, "poster": loads, "data-poster": loads}, atom.Iframe: {"src": loads}, atom.Embed: {"src": loads},
	atom.Object: {"data": loads}, atom.Track: {"src": loads}, atom.Input: {"src": loads}, atom.Image: {"href": loads},
}

// references returns all addresses in a page.
func (p *page) references() []reference {
	var all []reference
	for n := range p.doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for key, use := range attributes[n.DataAtom] {
			if to, ok := attr(n, key); ok {
				all = append(all, reference{use, to, n})
			}
		}
		for _, key := range []string{"srcset", "imagesrcset"} {
			set, _ := attr(n, key)
			for candidate := range strings.SplitSeq(set, ",") {
				if to := strings.Fields(candidate); len(to) > 0 {
					all = append(all, reference{loads, to[0], n})
				}
			}
		}
		switch to, _ := attr(n, "href"); {
		case isLink(n, "canonical"), isLink(n, "alternate") && has(n, "hreflang", hreflang(n)):
			all = append(all, reference{declares, to, n})
		case isLink(n, "alternate"):
			all = append(all, reference{leads, to, n})
		case n.DataAtom == atom.Link:
			all = append(all, reference{loads, to, n})
		}
	}
	for _, name := range []string{"og:url", "og:image"} {
		if to := p.meta(name); to != "" {
			all = append(all, reference{declares, to, nil})
		}
	}
	return all
}

func hreflang(n *html.Node) string { lang, _ := attr(n, "hreflang"); return lang }

// references returns the addresses in a file that is not a page. Those of a
// feed and a sitemap are declarations: they are absolute.
func (b *publication) references(address string) ([]reference, error) {
	data, err := os.ReadFile(b.path(address))
	if err != nil {
		return nil, err
	}
	switch path.Ext(address) {
	case ".css":
		return inStyles(data)
	case ".webmanifest":
		return inManifest(data)
	case ".xml":
		return inXML(data)
	}
	return nil, nil
}

func inStyles(data []byte) ([]reference, error) {
	var all []reference
	lexer := css.NewLexer(parse.NewInputBytes(data))
	importing := false
	for {
		kind, token := lexer.Next()
		value := string(token)
		switch kind {
		case css.ErrorToken:
			if lexer.Err() == io.EOF {
				return all, nil
			}
			return nil, lexer.Err()
		case css.BadURLToken, css.BadStringToken:
			return nil, fmt.Errorf("malformed address %s", value)
		case css.AtKeywordToken:
			importing = strings.EqualFold(value, "@import")
		case css.SemicolonToken:
			importing = false
		case css.URLToken:
			value = strings.TrimSuffix(value[len("url("):], ")")
			all = append(all, reference{loads, strings.Trim(value, `"' `), nil})
		case css.StringToken:
			if importing {
				all = append(all, reference{loads, strings.Trim(value, `"'`), nil})
			}
		}
	}
}

func inManifest(data []byte) ([]reference, error) {
	var m struct {
		StartURL string `json:"start_url"`
		Scope    string
		Icons    []struct{ Src string }
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, err
	}
	all := []reference{{leads, m.StartURL, nil}}
	for _, icon := range m.Icons {
		all = append(all, reference{loads, icon.Src, nil})
	}
	if m.Scope != "./" {
		return all, fmt.Errorf("the manifest's scope is %q", m.Scope)
	}
	return all, nil
}

// inXML returns the addresses in sitemap.xml and feed.xml.
func inXML(data []byte) ([]reference, error) {
	var all []reference
	decoder := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch element.Name.Local {
		case "loc", "id":
			var value string
			if err := decoder.DecodeElement(&value, &element); err != nil {
				return nil, err
			}
			all = append(all, reference{declares, value, nil})
		case "link":
			for _, a := range element.Attr {
				if a.Name.Local == "href" {
					all = append(all, reference{declares, a.Value, nil})
				}
			}
		}
	}
}

// outside reports whether a reference leaves the guide, and what is wrong with
// it if it must not.
func (r reference) outside() (out bool, wrong string) {
	u, err := url.Parse(r.to)
	switch {
	case err != nil:
		return true, err.Error()
	case r.to == "":
		return true, "is empty"
	case u.Scheme == "" && u.Host == "":
		return false, ""
	case u.Scheme == "data":
		if r.use == loads && r.node != nil && r.node.DataAtom == atom.Img {
			return true, ""
		}
		return true, "is a data URL outside of a picture"
	case r.node == nil || r.node.DataAtom != atom.A:
		return true, "is loaded from another host"
	case u.Scheme == "geo", u.Scheme == "tel", u.Scheme == "mailto", u.Scheme == "webcal":
		return true, ""
	case u.Scheme != "http" && u.Scheme != "https":
		return true, "has a scheme that browsers do not follow"
	case !has(r.node, "rel", "noopener"):
		return true, "leads to another host without rel=noopener"
	}
	return true, ""
}
