package visits

import (
	"cmp"
	"slices"

	"wayside/internal/guide"
	"wayside/internal/programme"
)

// The kinds of conflicts.
const (
	Closed       = "closed"       // the site is closed on that day
	Away         = "away"         // the place receives no groups on that day
	Outside      = "outside"      // it begins when groups are not received
	Late         = "late"         // it ends after closing, at Limit
	Midnight     = "midnight"     // it ends after midnight, to which the days are counted
	Crowded      = "crowded"      // Figure people are at the place, which holds Limit
	Groups       = "groups"       // Figure groups are at the place, which takes Limit
	HallCrowded  = "hall crowded" // Figure people are in Hall, which holds Limit
	HallTaken    = "hall taken"   // Other is in Hall at the same time
	Blocked      = "blocked"      // an event has the place or a hall for itself
	GuideTwice   = "guide"        // the guide is with Other at the same time
	NoPeople     = "people"       // how many people come is not known
	Twice        = "twice"        // Other is the same visit
	mostReported = 1_000          // of all conflicts of a place on a day
)

// A Conflict is what is wrong with a visit. Each visit has at most one of a kind, and one in
// each hall.
type Conflict struct {
	Kind          string
	Visit, Other  *Visit
	Hall          *guide.Hall
	Event         *programme.Occurrence
	At            int // the minute at which it begins
	Figure, Limit int
}

// Conflicts returns all conflicts, by place and day.
func (b *Book) Conflicts() (all []Conflict) {
	for _, p := range b.Places {
		days := make([]guide.Date, 0, len(p.days))
		for on := range p.days {
			days = append(days, on)
		}
		slices.SortFunc(days, guide.Date.Compare)
		for _, on := range days {
			all = append(all, p.conflicts(on)...)
		}
	}
	return append(all, b.guides()...)
}

func (p *Place) conflicts(on guide.Date) (all []Conflict) {
	list := p.days[on]
	runs, known := p.open(on)
	seen := map[string]*Visit{}
	inHall := map[string][]stay{}
	var here []stay
	for _, v := range list {
		switch {
		case p.Away(on):
			all = append(all, Conflict{Kind: Away, Visit: v})
		case known && len(runs) == 0:
			all = append(all, Conflict{Kind: Closed, Visit: v})
		default:
			kind, limit := "", 0
			if known {
				kind, limit = outside(runs, v)
			}
			if kind == "" && v.Past > 0 {
				kind = Midnight
			}
			if kind != "" {
				all = append(all, Conflict{Kind: kind, Visit: v, Limit: limit})
			}
		}
		if o := p.block(on, v.From, v.To, v.Legs); o != nil {
			all = append(all, Conflict{Kind: Blocked, Visit: v, Event: o})
		}
		if v.People == 0 && !v.Misread {
			all = append(all, Conflict{Kind: NoPeople, Visit: v})
		}
		key := unit(v.Unit) + "\x00" + guide.Clock(v.From)
		if first := seen[key]; first != nil {
			all = append(all, Conflict{Kind: Twice, Visit: v, Other: first})
			continue // it is counted once
		}
		seen[key] = v
		here = append(here, stay{v, v.From, v.To})
		for _, l := range v.Legs {
			inHall[l.Hall.ID] = append(inHall[l.Hall.ID], stay{v, l.From, l.To})
		}
	}
	if p.People != Unlimited {
		for _, c := range crowds(here, p.People, func(v *Visit) int { return v.People }) {
			c.Kind = Crowded
			all = append(all, c)
		}
	}
	if p.Groups != Unlimited {
		for _, c := range crowds(here, p.Groups, func(*Visit) int { return 1 }) {
			c.Kind = Groups
			all = append(all, c)
		}
	}
	for i := range p.Site.Halls {
		h := &p.Site.Halls[i]
		kind, limit, weight := HallTaken, 1, func(*Visit) int { return 1 }
		if h.Capacity > 0 {
			kind, limit, weight = HallCrowded, h.Capacity, func(v *Visit) int { return v.People }
		}
		for _, c := range crowds(inHall[h.ID], limit, weight) {
			c.Kind, c.Hall = kind, h
			all = append(all, c)
		}
	}
	return all[:min(len(all), mostReported)]
}

// outside compares a visit with when groups are received.
func outside(runs []run, v *Visit) (kind string, limit int) {
	for _, r := range runs {
		if r.from <= v.From && v.From < r.to {
			if v.To > r.to {
				return Late, r.to
			}
			return "", 0
		}
	}
	return Outside, 0
}

// A stay is the time of a visit at a place or in a hall.
type stay struct {
	visit    *Visit
	from, to int
}

// crowds returns the visits that begin when there is no room for them, at which minute, with
// one of those that are there. stays of no length take none.
func crowds(stays []stay, limit int, weight func(*Visit) int) (all []Conflict) {
	slices.SortStableFunc(stays, func(a, b stay) int { return cmp.Compare(a.from, b.from) })
	leaving := slices.Clone(stays)
	slices.SortStableFunc(leaving, func(a, b stay) int { return cmp.Compare(a.to, b.to) })
	sum, gone := 0, 0
	reported := map[*Visit]bool{}
	var last stay // of those that came, the one that stays longest
	for _, s := range stays {
		if s.from >= s.to {
			continue
		}
		for ; gone < len(leaving) && leaving[gone].to <= s.from; gone++ {
			if leaving[gone].from < leaving[gone].to {
				sum -= weight(leaving[gone].visit)
			}
		}
		if sum += weight(s.visit); sum > limit && !reported[s.visit] {
			reported[s.visit] = true
			c := Conflict{Visit: s.visit, At: s.from, Figure: sum, Limit: limit}
			if last.visit != s.visit && last.to > s.from {
				c.Other = last.visit
			}
			all = append(all, c)
		}
		if s.to > last.to {
			last = s
		}
	}
	return all
}

// guides finds the guides who are with two groups at once. Groups that begin together and see
// the same halls are led together.
func (b *Book) guides() (all []Conflict) {
	with := map[string]*Visit{} // the visit of a guide that ends last
	for _, v := range b.Visits {
		name := unit(v.Guide)
		if name == "" || !v.Takes() {
			continue
		}
		last := with[name]
		if last != nil && last.Date == v.Date && v.From < last.To && !v.together(last) {
			all = append(all, Conflict{Kind: GuideTwice, Visit: v, Other: last})
		}
		if last == nil || last.Date != v.Date || v.To >= last.To {
			with[name] = v
		}
	}
	return all
}

func (v *Visit) together(w *Visit) bool {
	return v.Place == w.Place && v.From == w.From && slices.Equal(v.Legs, w.Legs)
}
