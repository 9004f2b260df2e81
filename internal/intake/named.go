package intake

import (
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
)

// addNamed adds a value of a format that has names for values. Values that are not
// valid for a site are skipped: apps write data for themselves, such as numeric ids,
// and yes for a fee. Their names are reported together.
func addNamed(r *reader, w *row, name, text string, at diag.Place) {
	if strings.TrimSpace(text) == "" {
		return
	}
	c, lang, ok := placeWords().columnOf(name)
	if !ok || text == "yes" || text == "no" {
		r.unused(name, at)
		return
	}
	if first := w.get(c.key); first != nil && lang == "" {
		if Fold(first.text) != Fold(text) {
			r.unused(name, at)
		}
		return
	}
	switch c.key {
	case "none", "lat", "lon", "position":
		return
	case "route", "order", "remark":
		ok = false
	case "id":
		ok = guide.ValidID(text) && strings.Trim(text, "0123456789-") != ""
	case "kind":
		ok = valueNamed(schema.Site.Field("kind"), Fold(text)) != ""
	case "website":
		ok = web(text) || domain.MatchString(text)
	case "story", "description":
		text = markdown(text)
	}
	if lang != "" && ok {
		c.lang, ok = language(r.o.Guide, lang)
		if c.lang == r.o.Guide.Default() {
			c.lang = ""
		}
	}
	switch {
	case !ok:
		r.unused(name, at)
	case c.loose:
		w.loose = append(w.loose, cell{c, text, at})
	default:
		w.add(c, text, at)
	}
}

// othersShown is how many names of such values are listed.
const othersShown = 5

// unused notes the name of a value that is left out.
func (r *reader) unused(name string, at diag.Place) {
	if len(r.others) == 0 {
		r.other = at
	}
	if r.named[name] {
		return
	}
	r.named[name] = true
	if r.others = append(r.others, name); len(r.others) > othersShown {
		r.others[othersShown] = "…"
		r.others = r.others[:othersShown+1]
	}
}
