package render

import (
	"html/template"
	"slices"
)

// A Credit names those who made the pictures of some stops. On paper it is printed
// once, at the end, since most pictures of a route have the same.
type Credit struct {
	Stops   string // "1–3, 5"
	Text    template.HTML
	Licence string
}

// credits collects the credits of a handout's pictures.
type credits struct {
	all   []Credit
	stops [][]int // of each
}

// add adds the credit of a picture of a stop. Stops are added in order.
func (c *credits) add(stop int, f *Figure) {
	if f.Credit == "" && f.Licence == "" {
		return
	}
	k := slices.IndexFunc(c.all, func(known Credit) bool { return known.Text == f.Credit && known.Licence == f.Licence })
	if k < 0 {
		k = len(c.all)
		c.all = append(c.all, Credit{Text: f.Credit, Licence: f.Licence})
		c.stops = append(c.stops, nil)
	}
	if !slices.Contains(c.stops[k], stop) {
		c.stops[k] = append(c.stops[k], stop)
	}
}

// list returns the credits in the order of their first pictures.
func (c *credits) list() []Credit {
	for k := range c.all {
		c.all[k].Stops = series(c.stops[k])
	}
	return c.all
}
