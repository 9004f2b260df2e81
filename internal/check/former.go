package check

import (
	"wayside/internal/diag"
	"wayside/internal/guide"
)

// checkFormer reports former ids that cannot lead to what had them: ids of other things, and
// those that two things had.
func checkFormer(c *checker) {
	type thing struct{ kind, id string }
	first := map[thing]diag.Place{}
	for _, f := range guide.Formers(c.guide) {
		at := thing{f.Kind, f.ID}
		place, twice := first[at]
		switch {
		case !guide.ValidID(f.ID): // as the loader has reported
		case guide.Has(c.guide, f.Kind, f.ID):
			c.add(f.At, "former-id", f.ID, diag.Term(f.Kind))
		case twice:
			c.add(f.At, "former-id/twice", f.ID, place.File, place.Line)
		default:
			first[at] = f.At
		}
	}
}
