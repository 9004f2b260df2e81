package audit

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func TestPagesSample(t *testing.T) { t.Parallel(); pages(t, sample(t), true) }
func TestPagesHalf(t *testing.T)   { t.Parallel(); pages(t, half(t), false) }

// pages checks what every page must have. pictured is true for a guide with
// pictures, where every page can be shared with one.
func pages(t *testing.T, b *publication, pictured bool) {
	if len(b.pages) < 10 {
		t.Fatalf("the guide has %d pages", len(b.pages))
	}
	for _, p := range b.pages {
		t.Run(p.address, func(t *testing.T) {
			head(t, b, p)
			outline(t, p)
			pictures(t, p)
			landmarks(t, p)
			policy(t, p)
			marks(t, p)
			if p.address != "404.html" {
				alternates(t, b, p)
				share(t, b, p, pictured)
				schema(t, b, p)
			}
		})
	}
}

// moved reports whether the page is at a former address.
func (p *page) moved() bool { return p.meta("robots") == "noindex" }

func head(t *testing.T, b *publication, p *page) {
	root := p.first(is(atom.Html))
	lang, _ := attr(root, "lang")
	want := defaultLang(b)
	for _, l := range []string{"en", "zh-Hant"} {
		if strings.HasPrefix(p.address, l+"/") {
			want = l
		}
	}
	if lang != want {
		t.Errorf("the page is marked as %q, and is among those in %q", lang, want)
	}
	if text(p.first(is(atom.Title))) == "" {
		t.Error("no title")
	}
	if p.address != "404.html" && p.meta("description") == "" {
		t.Error("no description")
	}
	for _, name := range []string{"viewport", "color-scheme", "theme-color"} {
		if p.meta(name) == "" {
			t.Errorf("no meta %s", name)
		}
	}
}

func defaultLang(b *publication) string {
	lang, _ := attr(b.byAddress["index.html"].first(is(atom.Html)), "lang")
	return lang
}

// outline checks that one h1 comes first and that no level is left out on the
// way down.
func outline(t *testing.T, p *page) {
	last := 0
	for _, h := range p.all(is(atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6)) {
		level := int(h.Data[1] - '0')
		if text(h) == "" {
			t.Errorf("an empty %s", h.Data)
		}
		if level == 1 && last > 0 {
			t.Errorf("a second h1: %s", text(h))
		}
		if level > last+1 {
			t.Errorf("%s %q comes after h%d", h.Data, text(h), last)
		}
		last = level
	}
	if last == 0 {
		t.Error("no headings")
	}
}

func pictures(t *testing.T, p *page) {
	for _, img := range p.all(is(atom.Img)) {
		src, _ := attr(img, "src")
		src = src[:min(len(src), 60)]
		if _, ok := attr(img, "alt"); !ok {
			t.Errorf("%s has no alt", src)
		}
		for _, side := range []string{"width", "height"} {
			value, _ := attr(img, side)
			if n, err := strconv.Atoi(value); err != nil || n <= 0 {
				t.Errorf("%s has the %s %q, so the page will jump", src, side, value)
			}
		}
		if set, ok := attr(img, "srcset"); ok {
			if sizes, _ := attr(img, "sizes"); sizes == "" {
				t.Errorf("%s has widths (%s) and no sizes", src, set)
			}
		}
	}
}

// landmarks checks what keyboards and screen readers navigate by.
func landmarks(t *testing.T, p *page) {
	focusable := p.first(func(n *html.Node) bool { _, ok := attr(n, "href"); return ok && n.DataAtom == atom.A })
	if to, _ := attr(focusable, "href"); to != "#main" {
		t.Errorf("the first link leads to %q, not past the header", to)
	}
	if main := p.all(is(atom.Main)); len(main) != 1 {
		t.Errorf("%d main elements", len(main))
	} else if id, _ := attr(main[0], "id"); id != "main" {
		t.Errorf("the main element's id is %q", id)
	}
	labels := map[string]bool{}
	for _, nav := range p.all(is(atom.Nav, atom.Aside)) {
		label, _ := attr(nav, "aria-label")
		if label == "" || labels[label] {
			t.Errorf("a %s with the label %q", nav.Data, label)
		}
		labels[label] = true
	}
	for id, n := range p.ids {
		if n > 1 || id == "" || strings.ContainsAny(id, " \t\n") {
			t.Errorf("the id %q occurs %d times", id, n)
		}
	}
	for _, key := range []string{"aria-labelledby", "aria-describedby", "aria-controls", "for"} {
		for _, n := range p.all(func(n *html.Node) bool { _, ok := attr(n, key); return ok }) {
			ids, _ := attr(n, key)
			for _, id := range strings.Fields(ids) {
				if p.ids[id] == 0 {
					t.Errorf("%s=%q refers to nothing", key, id)
				}
			}
		}
	}
	for _, n := range p.all(is(atom.A, atom.Button, atom.Summary)) {
		if label, _ := attr(n, "aria-label"); label == "" && text(n) == "" {
			t.Errorf("a %s without text", n.Data)
		}
	}
}

// policy checks the Content-Security-Policy and that the page obeys it.
func policy(t *testing.T, p *page) {
	value := p.meta("Content-Security-Policy")
	directives := map[string][]string{}
	for directive := range strings.SplitSeq(value, ";") {
		if words := strings.Fields(directive); len(words) > 0 {
			directives[words[0]] = words[1:]
		}
	}
	if strings.Join(directives["default-src"], " ") != "'none'" {
		t.Errorf("the policy allows by default: %q", value)
	}
	hashes := map[string]bool{}
	for name, sources := range directives {
		for _, s := range sources {
			switch {
			case s == "'none'", s == "'self'", s == "data:" && name == "img-src":
			case strings.HasPrefix(s, "'sha256-") && name == "script-src": // of a script in the page, checked below
				hashes[s] = true
			default:
				t.Errorf("the policy allows %s for %s", s, name)
			}
		}
	}
	if n := p.first(func(n *html.Node) bool {
		return n.DataAtom == atom.Link || n.DataAtom == atom.Script || has(n, "http-equiv", "Content-Security-Policy")
	}); n == nil || n.DataAtom != atom.Meta {
		t.Error("something is loaded before the policy")
	}
	for _, n := range p.all(func(*html.Node) bool { return true }) {
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(strings.ToLower(a.Val), "javascript:") {
				t.Errorf("%s has %s=%q", n.Data, a.Key, a.Val)
			}
		}
		if n.DataAtom == atom.Style {
			t.Error("a style element")
		}
		if _, ok := attr(n, "src"); n.DataAtom != atom.Script || ok {
			continue
		}
		if kind, _ := attr(n, "type"); kind == "application/ld+json" || kind == "application/json" { // data
			continue
		}
		sum := sha256.Sum256([]byte(n.FirstChild.Data))
		if hash := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !hashes[hash] {
			t.Errorf("a script in the page has the hash %s, which is not in the policy", hash)
		}
	}
}

// marks looks for what a template or Markdown left unfinished.
func marks(t *testing.T, p *page) {
	for n := range p.doc.Descendants() {
		var texts []string
		if n.Type == html.TextNode && n.Parent.DataAtom != atom.Code && n.Parent.DataAtom != atom.Pre {
			texts = append(texts, n.Data)
		}
		for _, a := range n.Attr {
			texts = append(texts, a.Val)
		}
		for _, s := range texts {
			for _, bad := range []string{"ZgotmplZ", "<no value>", "%!", "\ufffd", "{{"} {
				if strings.Contains(s, bad) {
					t.Errorf("%s shows %q", n.Data, bad)
				}
			}
		}
	}
}

// alternates checks the canonical address, and that the languages refer to each
// other.
func alternates(t *testing.T, b *publication, p *page) {
	canonical, _ := attr(p.first(func(n *html.Node) bool { return isLink(n, "canonical") }), "href")
	target := b.at(canonical)
	if target == nil {
		t.Errorf("the canonical address %q is not a page", canonical)
		return
	}
	if again, _ := attr(target.first(func(n *html.Node) bool { return isLink(n, "canonical") }), "href"); again != canonical {
		t.Errorf("the canonical page %s refers to another, %s", canonical, again)
	}
	if shared := p.meta("og:url"); shared != canonical {
		t.Errorf("og:url is %q, the canonical address %q", shared, canonical)
	}
	named := p.alternates()
	if len(named) > 0 && named["x-default"] == "" {
		t.Error("no x-default")
	}
	for lang, href := range named {
		other := b.at(href)
		if other == nil {
			t.Errorf("the alternate %q in %s is not a page", href, lang)
			continue
		}
		if back := other.alternates(); len(back) != len(named) || back[lang] != href {
			t.Errorf("%s has other alternates: %v, not %v", href, back, named)
		}
		if l, _ := attr(other.first(is(atom.Html)), "lang"); lang != "x-default" && l != lang {
			t.Errorf("%s is in %s, not in %s", href, l, lang)
		}
	}
}

func (p *page) alternates() map[string]string {
	named := map[string]string{}
	for _, n := range p.all(func(n *html.Node) bool { return isLink(n, "alternate") && hreflang(n) != "" }) {
		named[hreflang(n)], _ = attr(n, "href")
	}
	return named
}

// at returns the page at an absolute address, or nil.
func (b *publication) at(href string) *page {
	rest, ok := strings.CutPrefix(href, b.baseURL)
	if !ok {
		return nil
	}
	return b.byAddress[rest+"index.html"]
}

// share checks what a chat shows of a link.
func share(t *testing.T, b *publication, p *page, pictured bool) {
	for _, name := range []string{"og:type", "og:title", "og:site_name", "og:locale", "og:description"} {
		if p.meta(name) == "" {
			t.Errorf("no %s", name)
		}
	}
	image, ok := strings.CutPrefix(p.meta("og:image"), b.baseURL)
	if pictured && (!ok || !b.files[image] || p.meta("og:image:width") == "" || p.meta("og:image:height") == "") {
		t.Errorf("og:image is %q", p.meta("og:image"))
	}
}

// event are the fields without which a date of an event is useless.
var event = []string{"url", "name", "startDate", "eventStatus", "eventAttendanceMode", "location", "organizer"}

// required are the fields without which a schema.org type is useless.
var required = map[string][]string{
	"WebSite":           {"url", "name", "inLanguage"},
	"TouristAttraction": {"@id", "url", "name"},
	"TouristTrip":       {"@id", "url", "name", "itinerary"},
	"WebPage":           {"url", "name", "inLanguage"},
	"Person":            {"@id", "url", "name"},
	"DefinedTerm":       {"@id", "url", "name"},
	"ItemList":          {"numberOfItems", "itemListElement"},
	"BreadcrumbList":    {"itemListElement"},
	"ListItem":          {"position", "name"},
	"GeoCoordinates":    {"latitude", "longitude"},
	"ImageObject":       {"contentUrl", "width", "creditText"},

	"Event":           event,
	"EducationEvent":  event,
	"ExhibitionEvent": event,
	"ScreeningEvent":  event,
	"LiteraryEvent":   event,

	"Course":           {"name", "provider", "hasPart"},
	"LearningResource": {"name", "position"},
	"Place":            {"name"},
	"VirtualLocation":  {"url"},
	"Organization":     {"name"},

	"Service":           {"url", "name", "serviceType", "provider", "offers"},
	"Offer":             {"@type"},
	"QuantitativeValue": {"@type"},
	"Audience":          {"audienceType"},

	"OpeningHoursSpecification": {"opens", "closes"},
}

func schema(t *testing.T, b *publication, p *page) {
	scripts := p.all(func(n *html.Node) bool { return n.DataAtom == atom.Script && has(n, "type", "application/ld+json") })
	if len(scripts) == 0 && !p.moved() {
		t.Error("no JSON-LD")
	}
	for _, s := range scripts {
		var top map[string]any
		if err := json.Unmarshal([]byte(s.FirstChild.Data), &top); err != nil {
			t.Errorf("JSON-LD: %v", err)
			continue
		}
		if top["@context"] != "https://schema.org" {
			t.Errorf("JSON-LD with the context %v", top["@context"])
		}
		thing(t, b, top)
	}
}

func thing(t *testing.T, b *publication, fields map[string]any) {
	types, _ := fields["@type"].([]any)
	if one, ok := fields["@type"].(string); ok {
		types = []any{one}
	}
	known := false
	for _, kind := range types {
		for _, field := range required[kind.(string)] {
			if v := fields[field]; v == nil || v == "" {
				t.Errorf("a %s without %s", kind, field)
			}
		}
		known = known || required[kind.(string)] != nil
	}
	if !known {
		t.Errorf("JSON-LD with the types %v", types)
	}
	for key, v := range fields {
		switch v := v.(type) {
		case map[string]any:
			thing(t, b, v)
		case []any:
			for i, item := range v {
				if m, ok := item.(map[string]any); ok {
					thing(t, b, m)
					if position, ok := m["position"]; ok && position != float64(i+1) {
						t.Errorf("the item %d of %s has the position %v", i+1, key, position)
					}
				}
			}
		case string:
			if (key == "item" || key == "url" || key == "@id") && !slices.Contains(types, any("VirtualLocation")) {
				if b.at(v) == nil {
					t.Errorf("%s: %q is not a page", key, v)
				}
			}
		}
	}
}
