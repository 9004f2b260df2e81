package intake

import (
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
)

// addNamed adds a value of a format that has names for values. Values that are not
// valid for a site are skipped: apps write data for themselves, such as numeric ids,
// and yes for a fee. Unknown names are reported together.
func addNamed(r *reader, w *row, name, text string, at diag.Place) {
	if strings.TrimSpace(text) == "" {
		return
	}
	c, lang, ok := columnOf(name)
	if !ok {
		if !slices.Contains(r.others, name) && len(r.others) < most {
			if r.others = append(r.others, name); len(r.others) == 1 {
				r.other = at
			}
		}
		return
	}
	if w.get(c.key) != nil && lang == "" || text == "yes" || text == "no" {
		return
	}
	switch c.key {
	case "none", "route", "order", "lat", "lon", "position":
		return
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
	case c.loose:
		w.loose = append(w.loose, cell{c, text, at})
	default:
		w.add(c, text, at)
	}
}
