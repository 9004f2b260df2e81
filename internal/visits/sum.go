package visits

import (
	"slices"

	"wayside/internal/guide"
	"wayside/internal/schema"
)

// A Sum counts visits.
type Sum struct {
	Visits, People int
	Units          int // distinct ones
	units          map[string]bool
}

func (s *Sum) add(v *Visit) {
	if s.units == nil {
		s.units = map[string]bool{}
	}
	s.units[unit(v.Unit)] = true
	s.Visits, s.People, s.Units = s.Visits+1, s.People+v.People, len(s.units)
}

// A Year sums up the visits of a year.
type Year struct {
	Year         int
	All          Sum // without those that were cancelled
	Done, Booked Sum
	Cancelled    Sum
	Kinds        []Sum // in the order of schema.UnitKinds
	Months       [12]Sum
}

// Years returns the sums of all years in which there are visits.
func (b *Book) Years() (all []*Year) {
	for _, v := range b.Visits { // by date
		if n := len(all); n == 0 || all[n-1].Year != v.Date.Year {
			all = append(all, &Year{Year: v.Date.Year, Kinds: make([]Sum, len(schema.UnitKinds))})
		}
		all[len(all)-1].add(v)
	}
	return all
}

func (y *Year) add(v *Visit) {
	if !v.Takes() {
		y.Cancelled.add(v)
		return
	}
	y.All.add(v)
	if v.Status == schema.Done {
		y.Done.add(v)
	} else {
		y.Booked.add(v)
	}
	for i := range schema.UnitKinds {
		if schema.UnitKinds[i].Name == v.Kind {
			y.Kinds[i].add(v)
		}
	}
	y.Months[v.Date.Month-1].add(v)
}

// Between returns the visits of all places from one day to another, both included, cancelled
// ones too, by date and start.
func (b *Book) Between(first, last guide.Date) []*Visit {
	before := func(v *Visit, d guide.Date) int { return v.Date.Compare(d) }
	from, _ := slices.BinarySearchFunc(b.Visits, first, before)
	to, _ := slices.BinarySearchFunc(b.Visits, Next(last), before)
	return b.Visits[from:max(from, to)]
}
