package visits

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/timetable"
)

// project returns a guide with one site of three halls, of which one has a capacity.
func project(change func(*guide.Site)) *guide.Guide {
	g := &guide.Guide{Languages: []guide.Lang{"zh-Hans"}, Country: "CN"}
	s := guide.Site{ID: "s", OpeningHours: "Tu-Su 09:00-12:00,14:00-17:00", Capacity: 100, Stay: 2 * time.Hour}
	s.Halls = []guide.Hall{{ID: "a", Stay: 20 * time.Minute}, {ID: "b", Stay: 30 * time.Minute, Capacity: 70}, {ID: "c"}}
	if change != nil {
		change(&s)
	}
	g.Sites = []guide.Site{s}
	g.Index()
	return g
}

// hours has the opening hours of each guide, which take longer to compute than a book.
var hours = map[*guide.Guide]*timetable.Tours{}

func book(g *guide.Guide, v *guide.Visits) *Book {
	if hours[g] == nil {
		hours[g] = timetable.New(g)
	}
	return New(g, hours[g], v)
}

func date(day int) guide.Date { return guide.Date{Year: 2026, Month: 12, Day: day} }

// at returns a visit; its line is its number, so that conflicts can be told apart.
func at(line, day, minute, people int) guide.Visit {
	return guide.Visit{At: diag.Place{Line: line}, Date: date(day), Start: time.Duration(minute) * time.Minute, Site: "s", Unit: fmt.Sprint("unit ", line), Kind: "school", People: people, Status: schema.Booked}
}

// slots describes the slots of a day: "09:00-10:05 1/70".
func slots(d *Day) (all []string) {
	for i := range d.Slots {
		s := &d.Slots[i]
		all = append(all, fmt.Sprintf("%s-%s %d/%d", guide.Clock(s.From), guide.Clock(s.To), s.Groups, s.People))
	}
	return all
}

func TestSlots(t *testing.T) {
	hour := func(h, m int) time.Duration { return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute }
	for _, c := range []struct {
		name   string
		site   func(*guide.Site)
		rule   guide.VisitPlace
		visits []guide.Visit
		day    int
		want   []string
	}{
		{name: "derived from the halls and the hours", day: 8, want: []string{"09:00-10:05 1/70", "10:05-11:10 1/70", "14:00-15:05 1/70", "15:05-16:10 1/70"}},
		{name: "a closing day", day: 7},
		{name: "a day of its own", day: 8, rule: guide.VisitPlace{Closed: []guide.DateRange{{First: date(7), Last: date(9)}}}},
		{name: "every half hour, and a shorter stay", day: 8, rule: guide.VisitPlace{Slot: 90 * time.Minute, Stay: time.Hour}, want: []string{"09:00-10:00 1/70", "10:30-11:30 1/70", "14:00-15:00 1/70", "15:30-16:30 1/70"}},
		{name: "its own starts, of which some are not open", day: 8, rule: guide.VisitPlace{Starts: []time.Duration{hour(15, 0), hour(8, 30), hour(11, 30), hour(9, 15), hour(9, 15)}}, want: []string{"09:15-10:20 1/70", "15:00-16:05 1/70"}},
		{name: "hours of its own", day: 7, rule: guide.VisitPlace{Hours: "Mo 10:00-12:30"}, want: []string{"10:00-11:05 1/70", "11:05-12:10 1/70"}},
		{name: "starts alone", day: 7, site: func(s *guide.Site) { s.OpeningHours = "" }, rule: guide.VisitPlace{Starts: []time.Duration{hour(9, 0)}}, want: []string{"09:00-10:05 1/70"}},
		{name: "nothing is known", day: 8, site: func(s *guide.Site) { *s = guide.Site{ID: "s"} }},
		{name: "no halls and no capacity", day: 8, site: func(s *guide.Site) { *s = guide.Site{ID: "s", OpeningHours: "09:00-11:00"} }, want: []string{"09:00-10:00 1/-1", "10:00-11:00 1/-1"}},
		{name: "no halls and a capacity", day: 8, site: func(s *guide.Site) { s.Halls, s.OpeningHours = nil, "09:00-12:00" }, rule: guide.VisitPlace{Groups: 3}, visits: []guide.Visit{at(1, 8, 9*60, 40)}, want: []string{"09:00-11:00 2/60"}},
		{name: "a visit takes its halls while it is there", day: 8, rule: guide.VisitPlace{Slot: 20 * time.Minute, Hours: "09:00-11:00"}, visits: []guide.Visit{at(1, 8, 9*60+20, 30)},
			want: []string{"09:00-10:05 1/40", "09:20-10:25 0/0", "09:40-10:45 1/40"}},
		{name: "a cancelled visit takes nothing", day: 8, visits: []guide.Visit{func() guide.Visit { v := at(1, 8, 9*60, 30); v.Status = schema.Cancelled; return v }()}, want: []string{"09:00-10:05 1/70", "10:05-11:10 1/70", "14:00-15:05 1/70", "15:05-16:10 1/70"}},
		{name: "no unlimited number of slots", day: 8, rule: guide.VisitPlace{Slot: time.Minute, Stay: time.Minute, Hours: "09:00-09:12"}, want: []string{"09:00-09:01 1/70", "09:05-09:06 1/70", "09:10-09:11 1/70"}},
	} {
		c.rule.Site = "s"
		b := book(project(c.site), &guide.Visits{Places: []guide.VisitPlace{c.rule}, Visits: c.visits})
		if got := slots(b.Places[0].Day(date(c.day))); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestYearsToCome checks that a day of which the holidays are not known is offered, and marked.
func TestYearsToCome(t *testing.T) {
	g := project(func(s *guide.Site) { s.OpeningHours = "Mo-Fr 09:00-12:00; PH off" })
	b := book(g, &guide.Visits{Places: []guide.VisitPlace{{Site: "s"}}})
	d := b.Places[0].Day(guide.Date{Year: 2027, Month: time.March, Day: 3})
	if len(d.Slots) != 2 || !d.Slots[0].Unsure || !d.Slots[0].Free() {
		t.Errorf("%+v", d.Slots)
	}
	if d := b.Places[0].Day(date(8)); len(d.Slots) != 2 || d.Slots[0].Unsure {
		t.Errorf("%+v", d.Slots)
	}
}

func TestLegs(t *testing.T) {
	g := project(nil)
	for _, c := range []struct {
		halls []string
		stay  time.Duration
		want  string
	}{
		{nil, 0, "[a 540 560 b 560 590 c 590 605] 605"},
		{[]string{"c", "a"}, 0, "[c 540 555 a 555 575] 575"},
		{nil, 90 * time.Minute, "[a 540 560 b 560 590 c 590 605] 630"}, // the rest is after the last
		{nil, 26 * time.Minute, "[a 540 548 b 548 560 c 560 566] 566"}, // in proportion
		{[]string{"gone"}, 0, "[] 605"},
	} {
		v := at(1, 8, 9*60, 1)
		v.Halls, v.Stay = c.halls, c.stay
		b := book(g, &guide.Visits{Visits: []guide.Visit{v}})
		var legs []string
		for _, l := range b.Visits[0].Legs {
			legs = append(legs, fmt.Sprint(l.Hall.ID, " ", l.From, " ", l.To))
		}
		if got := fmt.Sprint(legs, " ", b.Visits[0].To); got != c.want {
			t.Errorf("%v %v: %s, want %s", c.halls, c.stay, got, c.want)
		}
	}
}

// random returns random visits, some of them impossible.
func random(r *rand.Rand, n, days int) *guide.Visits {
	v := &guide.Visits{Places: []guide.VisitPlace{{Site: "s", Slot: time.Duration(r.IntN(4)*10) * time.Minute, Groups: r.IntN(4), People: r.IntN(3) * 60}}}
	for i := range n {
		visit := at(i+1, 1+r.IntN(days), 8*60+r.IntN(10*60), r.IntN(90))
		visit.Stay = time.Duration(r.IntN(3)*40) * time.Minute
		for _, hall := range []string{"a", "b", "c"} {
			if r.IntN(2) == 0 {
				visit.Halls = append(visit.Halls, hall)
			}
		}
		if r.IntN(8) == 0 {
			visit.Status = schema.Cancelled
		}
		v.Visits = append(v.Visits, visit)
	}
	return v
}

// TestLeft checks that what is taken and what is left are the limit, at every minute at which
// the limit is kept.
func TestLeft(t *testing.T) {
	g := project(nil)
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		b := book(g, random(r, r.IntN(12), 3))
		p := b.Places[0]
		for n := 1; n <= 3; n++ {
			d := p.Day(date(n))
			for minute := range day {
				people, groups := 0, 0
				for _, v := range b.Visits {
					if v.Date == date(n) && v.Takes() && v.From <= minute && minute < v.To {
						people, groups = people+v.People, groups+1
					}
				}
				taken, all := d.Taken(minute)
				left, more := d.Left(minute)
				if taken != people || all != groups || left != max(0, p.People-people) || p.Groups != Unlimited && more != max(0, p.Groups-groups) {
					t.Fatalf("seed %d, day %d, %s: taken %d and %d, want %d and %d; left %d and %d", seed, n, guide.Clock(minute), taken, all, people, groups, left, more)
				}
			}
		}
	}
}

// TestFreeSlots puts a visit into every free slot of random books. It must have no conflict
// that is about its place, and one person more than fit must have one.
func TestFreeSlots(t *testing.T) {
	g := project(nil)
	tried := 0
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 2))
		v := random(r, r.IntN(8), 3)
		for n := 1; n <= 3; n++ {
			for _, s := range book(g, v).Places[0].Day(date(n)).Slots {
				conflicts := func(people int) (about []string) {
					added := *v
					visit := at(1_000_000, n, s.From, people)
					added.Visits = append(slices.Clone(v.Visits), visit)
					b := book(g, &added)
					before := map[string]bool{}
					for _, c := range book(g, v).Conflicts() {
						before[fmt.Sprint(c.Visit.At.Line, c.Kind, c.Hall)] = true
					}
					for _, c := range b.Conflicts() {
						if !before[fmt.Sprint(c.Visit.At.Line, c.Kind, c.Hall)] && c.Kind != NoPeople {
							about = append(about, fmt.Sprint(c.Visit.At.Line, " ", c.Kind))
						}
					}
					return about
				}
				if s.Free() {
					tried++
					if found := conflicts(s.People); len(found) > 0 {
						t.Fatalf("seed %d, day %d, %s, %d people: %q", seed, n, guide.Clock(s.From), s.People, found)
					}
				}
				if len(conflicts(s.People+1)) == 0 && !crowdedBefore(g, v, n, s) {
					t.Fatalf("seed %d, day %d, %s: %d people fit as well", seed, n, guide.Clock(s.From), s.People+1)
				}
			}
		}
	}
	if tried < 500 {
		t.Errorf("only %d free slots", tried)
	}
}

// crowdedBefore reports whether there are conflicts during a slot already: each visit has one
// of a kind, which then says it all.
func crowdedBefore(g *guide.Guide, v *guide.Visits, n int, s Slot) bool {
	return slices.ContainsFunc(book(g, v).Conflicts(), func(c Conflict) bool {
		return c.Visit.Date == date(n) && c.Visit.From < s.To && s.From < c.Visit.To
	})
}

func TestYears(t *testing.T) {
	v := &guide.Visits{}
	for i, c := range []struct {
		year         int
		unit, status string
		people       int
	}{{2025, "甲校", schema.Done, 40}, {2026, "甲校", schema.Done, 30}, {2026, "甲 校", schema.Booked, 20}, {2026, "Unit  A", schema.Done, 10}, {2026, "unit a", schema.Done, 5}, {2026, "乙校", schema.Cancelled, 90}} {
		visit := at(i+1, 8, 9*60, c.people)
		visit.Date.Year, visit.Unit, visit.Status = c.year, c.unit, c.status
		v.Visits = append(v.Visits, visit)
	}
	years := book(project(nil), v).Years()
	if len(years) != 2 || years[0].Year != 2025 || years[0].All.Visits != 1 {
		t.Fatalf("%+v", years)
	}
	y := years[1]
	for what, got := range map[string][2]int{
		"visits": {y.All.Visits, 4}, "people": {y.All.People, 65}, "units": {y.All.Units, 3}, "done": {y.Done.Visits, 3}, "booked": {y.Booked.People, 20},
		"cancelled": {y.Cancelled.People, 90}, "schools": {y.Kinds[0].Visits, 4}, "companies": {y.Kinds[1].Visits, 0}, "December": {y.Months[11].Units, 3}, "May": {y.Months[4].Visits, 0},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %d, want %d", what, got[0], got[1])
		}
	}
}

// BenchmarkYear is a year of 10,000 visits: its conflicts, its sums and all its days.
func BenchmarkYear(b *testing.B) {
	g := project(nil)
	v := random(rand.New(rand.NewPCG(1, 3)), 10_000, 365)
	for b.Loop() {
		all := book(g, v)
		all.Conflicts()
		all.Years()
		for at, n := date(1), 0; n < 365; at, n = Next(at), n+1 {
			all.Places[0].Day(at)
		}
	}
}

// TestMidnight looks for what is cut at midnight: nothing is in silence.
func TestMidnight(t *testing.T) {
	for _, c := range []struct {
		hours         string
		minute, stay  int
		kind          string
		to, past, due int
	}{
		{"24/7", 23*60 + 30, 30, "", 24 * 60, 0, 0},
		{"24/7", 23*60 + 30, 31, Midnight, 24 * 60, 1, 0},
		{"", 23*60 + 30, 90, Midnight, 24 * 60, 60, 0},
		{"18:00-02:00", 23*60 + 30, 90, Midnight, 24 * 60, 60, 0},
		{"18:00-23:00", 22*60 + 30, 120, Late, 24 * 60, 30, 23 * 60},
		{"09:00-17:00", 23*60 + 30, 90, Outside, 24 * 60, 60, 0},
		{"24/7", 24*60 - 1, 24 * 60, Midnight, 24 * 60, 24*60 - 1, 0},
	} {
		g := project(func(s *guide.Site) { s.OpeningHours = c.hours })
		visit := at(1, 8, c.minute, 30)
		visit.Stay, visit.Halls = time.Duration(c.stay)*time.Minute, []string{"a"}
		b := book(g, &guide.Visits{Visits: []guide.Visit{visit}})
		if v := b.Visits[0]; v.To != c.to || v.Past != c.past {
			t.Errorf("%s, %d minutes from %s: to %d, past %d", c.hours, c.stay, guide.Clock(c.minute), v.To, v.Past)
		}
		kind, limit := "", 0
		for _, f := range b.Conflicts() {
			kind, limit = kind+f.Kind, limit+f.Limit
		}
		if kind != c.kind || limit != c.due {
			t.Errorf("%s, %d minutes from %s: %q at %d, want %q", c.hours, c.stay, guide.Clock(c.minute), kind, limit, c.kind)
		}
	}
	place := guide.VisitPlace{Site: "s", Starts: []time.Duration{9 * time.Hour, 23*time.Hour + 30*time.Minute}}
	for _, hours := range []string{"", "24/7"} {
		b := book(project(func(s *guide.Site) { s.OpeningHours = hours }), &guide.Visits{Places: []guide.VisitPlace{place}})
		if got := slots(b.Places[0].Day(date(8))); !slices.Equal(got, []string{"09:00-10:05 1/70"}) {
			t.Errorf("slots with hours %q: %q", hours, got)
		}
	}
}
