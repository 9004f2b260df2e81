package timetable

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/hours"
)

// Tours contains the tours of a guide, each computed on first use. It is safe
// for concurrent use.
type Tours struct {
	guide    *guide.Guide
	calendar guide.Calendar
	zone     *time.Location
	year     Year     // the latest year in the calendar
	tours    sync.Map // *guide.Route → func() *Tour
	plans    sync.Map // *guide.Route → func() Plan
	openings sync.Map // openingKey → func() (Opening, bool)
	days     sync.Map // openingKey → func() *Days
	civils   sync.Map // [2]int, the first and the last year → func() [][2]int
}

// New returns the tours of a completely loaded guide.
func New(g *guide.Guide) *Tours {
	t := &Tours{guide: g, calendar: g.Calendar, zone: g.Zone()}
	first, last := hours.ChinaYears()
	if g.Country == "CN" {
		var base guide.Calendar
		for year := first; year <= last; year++ {
			known, _ := hours.China(year)
			base = hours.Merge(base, known)
		}
		t.calendar = hours.Merge(base, g.Calendar)
	}
	t.year = yearOf(latest(t.calendar, last), t.calendar)
	return t
}

// Of returns the tour of a route. The tour is shared and must not be modified.
func (t *Tours) Of(r *guide.Route) *Tour {
	made, ok := t.tours.Load(r)
	if !ok {
		made, _ = t.tours.LoadOrStore(r, sync.OnceValue(func() *Tour { return t.tour(r) }))
	}
	return made.(func() *Tour)()
}

// Plan returns the timetable of a route as written. It is computed once, because
// it has several users and verifying fixes is slow, and must not be modified.
func (t *Tours) Plan(r *guide.Route) Plan {
	made, ok := t.plans.Load(r)
	if !ok {
		made, _ = t.plans.LoadOrStore(r, sync.OnceValue(func() Plan { return t.Of(r).Plan(Choice{}) }))
	}
	return made.(func() Plan)()
}

// HolidaysUnknown returns the first stop of a dated route whose opening hours
// depend on public holidays missing from the calendar.
func (t *Tours) HolidaysUnknown(r *guide.Route) (stop int, ok bool) {
	if r.Date.IsZero() {
		return 0, false
	}
	for i := range r.Stops {
		site := t.guide.Site(r.Stops[i].Site)
		if site == nil || site.OpeningHours == "" {
			continue
		}
		h, err := hours.Parse(site.OpeningHours)
		if err == nil && h.Day(r.Date, t.calendar).Doubt&hours.PublicHolidays != 0 {
			return i, true
		}
	}
	return 0, false
}

func (t *Tours) tour(r *guide.Route) *Tour {
	tour := &Tour{
		Date: r.Date.String(), Start: -1, Pace: metresPerHour(t.guide, r), Longest: longest(r),
		Group: r.Group.Size, Batches: max(1, r.Group.Batches), Interval: minutes(r.Group.Interval), Carousel: r.Group.Carousel, Year: t.year,
	}
	if r.Start >= 0 {
		tour.Start = int(r.Start / time.Minute)
	}
	tour.EndBy, tour.LongestDay = limits(t.guide, r)
	f := filling{Tours: t, route: r, tour: tour, spots: map[*guide.Site]int{}, sites: map[*guide.Site]int{}, openings: map[string]int{}}
	for i := range r.Stops {
		f.stop(i)
	}
	for i, p := range f.points {
		row := make([]int, i)
		for j := range row {
			row[j] = int(math.Round(geo.Distance(p, f.points[j])))
		}
		tour.Spots = append(tour.Spots, row)
	}
	f.walks()
	tour.StepFree = t.guide.StepFree(r)
	if len(r.Audiences) > 1 {
		for _, id := range r.Audiences {
			tour.Audiences = append(tour.Audiences, t.audience(r, id))
		}
	}
	if len(f.points) > 0 {
		tour.Sun = sunAt(f.points[0], t.civil(r.Date.Year))
	}
	if r.Mode == guide.AtHome {
		tour.stayAtHome(r.EndBy)
	}
	return tour
}

// audience returns the limits of one of a route's audiences.
func (t *Tours) audience(r *guide.Route, id string) Audience {
	alone := *r
	alone.Audiences = []string{id}
	a := Audience{ID: id, Pace: metresPerHour(t.guide, &alone), Longest: longest(&alone), StepFree: t.guide.StepFree(&alone)}
	a.EndBy, a.LongestDay = limits(t.guide, &alone)
	return a
}

func metresPerHour(g *guide.Guide, r *guide.Route) int { return int(math.Round(1000 * Pace(g, r))) }

// civil returns the civil time of the years in the tables of a route.
func (t *Tours) civil(year int) [][2]int {
	var years [2]int
	years[0], years[1] = t.span(year)
	made, ok := t.civils.Load(years)
	if !ok {
		made, _ = t.civils.LoadOrStore(years, sync.OnceValue(func() [][2]int { return civil(t.zone, years[0], years[1]) }))
	}
	return made.(func() [][2]int)()
}

// A filling adds the stops of a route to its tour.
type filling struct {
	*Tours
	route        *guide.Route
	tour         *Tour
	points       []geo.Point // of the spots
	spots, sites map[*guide.Site]int
	openings     map[string]int
}

// stop adds stop i.
func (f *filling) stop(i int) {
	r, s := f.route, &f.route.Stops[i]
	site := f.guide.Site(s.Site)
	h := Halt{
		Stay: minutes(Stay(f.guide, s)), By: cmp.Or(s.By, r.Mode), Travel: minutes(s.Travel), Spot: -1, Site: -1, Hours: -1,
		Lunch: s.Meal == guide.Lunch, Night: s.Overnight, Next: int(s.NextStart / time.Minute),
	}
	if r.Mode == guide.AtHome { // nobody visits the sites
		f.tour.Stops = append(f.tour.Stops, h)
		return
	}
	if r.Way != nil {
		h.Way = r.Way.Legs[i]
	}
	if site != nil {
		f.visit(&h, site, s.Hall)
	}
	if h.Spot < 0 && i > 0 && s.Travel == 0 {
		// A place without a position or travel time, such as a lunch, is at
		// the previous stop. A place with a travel time is somewhere else.
		h.Spot, h.Floats = f.tour.Stops[i-1].Spot, site == nil
	}
	if other := f.guide.Site(s.Instead); other != nil {
		alternative := Halt{Stay: minutes(cmp.Or(s.Stay, other.Stay)), By: r.Mode, Spot: -1, Site: -1, Hours: -1}
		f.visit(&alternative, other, "")
		h.Instead = &alternative
	}
	if r.Group.Carousel {
		h.Fixed = Together(r, i)
	}
	f.tour.Stops = append(f.tour.Stops, h)
}

// visit makes a stop one at a site, or in a hall of it.
func (f *filling) visit(h *Halt, site *guide.Site, hall string) {
	if at := location(site); at != nil {
		if h.Spot = number(f.spots, site); h.Spot == len(f.points) {
			f.points = append(f.points, at.Point)
		}
	}
	h.Site = number(f.sites, site)
	h.LastEntry, h.Capacity = minutes(site.LastEntry), site.Capacity
	h.Hours = f.openingOf(f.tour, f.openings, site, hall, f.route.Date.Year)
}

// stayAtHome drops the limits of a day out from a tour that is followed at home, except
// that of the route itself.
func (t *Tour) stayAtHome(endBy time.Duration) {
	t.Home = true
	for i := range t.Stops {
		t.Stops[i].Lunch = false
	}
	t.EndBy, t.LongestDay, t.Carousel = int(endBy/time.Minute), 0, false
	for i := range t.Audiences {
		t.Audiences[i].EndBy, t.Audiences[i].LongestDay = t.EndBy, 0
	}
}

// Together reports whether all teams of a carousel visit stop i together: if the
// route's plan lists it or, without a plan, if it is not at a site.
func Together(r *guide.Route, i int) bool {
	if r.Group.Plan == "" {
		return r.Stops[i].Site == ""
	}
	fixed, _ := FixedStops(r.Group.Plan)
	return slices.Contains(fixed, i+1)
}

// FixedStops returns the numbers of stops in a route's plan, and the first part of it
// that is not a number, "" if there is none.
func FixedStops(plan string) (numbers []int, wrong string) {
	separator := func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune(",，、;；", c) }
	for part := range strings.FieldsFuncSeq(plan, separator) {
		n, err := strconv.Atoi(part)
		if err != nil && wrong == "" {
			wrong = part
		}
		numbers = append(numbers, n)
	}
	return numbers, wrong
}

// walks adds the ways on foot between the spots.
func (f *filling) walks() {
	for i := range f.route.Walks {
		w := &f.route.Walks[i]
		from, known := f.spots[f.guide.Site(w.From)]
		to, too := f.spots[f.guide.Site(w.To)]
		if !known || !too {
			continue
		}
		if f.tour.Foot == nil {
			f.tour.Foot = make([][][2]int, len(f.spots))
			for k := range f.tour.Foot {
				f.tour.Foot[k] = make([][2]int, len(f.spots))
			}
		}
		f.tour.Foot[from][to] = [2]int{w.Metres, w.Steps}
		f.passage(Passage{From: from, To: to, Around: w.Around}, w.Gates)
		if !w.Rough {
			continue
		}
		level := [3]int{from, to}
		if w.StepFree != nil {
			level[2] = w.StepFree.Metres
			f.passage(Passage{From: from, To: to, StepFree: true, Around: w.StepFree.Around}, w.StepFree.Gates)
		}
		f.tour.Level = append(f.tour.Level, level)
	}
}

// passage adds a passage if it has gates.
func (f *filling) passage(p Passage, gates []guide.Gate) {
	for _, g := range gates {
		hours := f.tableOf(f.tour, f.openings, f.openingKey(g.Hours, f.route.Date.Year), nil)
		p.Gates = append(p.Gates, [2]int{hours, g.Metres})
	}
	if p.Gates != nil {
		f.tour.Passages = append(f.tour.Passages, p)
	}
}

// number returns the number of a thing, assigning the next one on first use.
func number[T comparable](numbers map[T]int, thing T) int {
	n, ok := numbers[thing]
	if !ok {
		n = len(numbers)
		numbers[thing] = n
	}
	return n
}

// minutes rounds up to whole minutes.
func minutes(d time.Duration) int { return int((d + time.Minute - 1) / time.Minute) }

// paces are the walking speeds of audiences in km/h, used if neither the route
// nor the audience specifies one.
var paces = map[string]float64{"adult": 4.5, "secondary": 4.0, "primary": 3.5, "elderly": 3.2, "preschool": 3.0}

// walks are the distances that audiences walk in one leg, in metres.
var walks = map[string]int{"adult": 3000, "secondary": 2500, "primary": 1500, "elderly": 1000, "preschool": 500}

// A dayLimit is when a day ends for an audience, since midnight, and how long it may be.
type dayLimit struct{ end, length time.Duration }

// dayLimits are the limits of audiences, used if neither the route nor the audience
// specifies them.
var dayLimits = map[string]dayLimit{
	"adult":     {21 * time.Hour, 12 * time.Hour},
	"secondary": {18 * time.Hour, 10 * time.Hour},
	"primary":   {17 * time.Hour, 8 * time.Hour},
	"elderly":   {18 * time.Hour, 8 * time.Hour},
	"preschool": {16 * time.Hour, 6 * time.Hour},
}

// limits returns when a route's day has to end and how long it may be, in minutes:
// the earliest and the shortest of its audiences. An end that nobody has written does
// not apply to a route that starts after it, such as an evening lecture.
func limits(g *guide.Guide, r *guide.Route) (end, length int) {
	endBy, longest := r.EndBy, time.Duration(0)
	audiences := r.Audiences
	if len(audiences) == 0 {
		audiences = []string{"adult"}
	}
	for _, id := range audiences {
		limit, ok := dayLimits[id]
		if !ok {
			limit = dayLimits["adult"]
		}
		written := false
		if a := g.Audience(id); a != nil {
			written = a.EndBy > 0
			limit = dayLimit{cmp.Or(a.EndBy, limit.end), cmp.Or(a.LongestDay, limit.length)}
		}
		if r.EndBy == 0 && (written || r.Start < limit.end) && (endBy == 0 || limit.end < endBy) {
			endBy = limit.end
		}
		if longest == 0 || limit.length < longest {
			longest = limit.length
		}
	}
	return int(endBy / time.Minute), int(longest / time.Minute)
}

// longest returns the distance that all of a route's audiences walk in one leg.
// Custom audiences count as adults.
func longest(r *guide.Route) int {
	least := walks["adult"]
	for _, id := range r.Audiences {
		if metres, ok := walks[id]; ok {
			least = min(least, metres)
		}
	}
	return least
}

// Location returns the location of a stop, or nil if it is not at a site or the
// site has no valid position.
func Location(g *guide.Guide, s *guide.Stop) *guide.Location {
	site := g.Site(s.Site)
	if site == nil {
		return nil
	}
	return location(site)
}

func location(site *guide.Site) *guide.Location {
	if site.Location == nil || !site.Location.Point.Valid() {
		return nil
	}
	return site.Location
}

// Pace returns the walking speed of a route's group in km/h: the route's, or
// else that of its slowest audience, or else an adult's.
func Pace(g *guide.Guide, r *guide.Route) float64 {
	if r.Pace > 0 {
		return r.Pace
	}
	slowest := 0.0
	for _, id := range r.Audiences {
		pace := paces[id]
		if a := g.Audience(id); a != nil && a.Pace > 0 {
			pace = a.Pace
		}
		if pace > 0 && (slowest == 0 || pace < slowest) {
			slowest = pace
		}
	}
	if slowest == 0 {
		return paces["adult"]
	}
	return slowest
}

// Stay returns the duration of a stop: its own, or else the hall's, or else the site's.
func Stay(g *guide.Guide, s *guide.Stop) time.Duration {
	if s.Stay > 0 {
		return s.Stay
	}
	site := g.Site(s.Site)
	if site == nil {
		return 0
	}
	if hall := site.Hall(s.Hall); hall != nil && hall.Stay > 0 {
		return hall.Stay
	}
	return site.Stay
}
