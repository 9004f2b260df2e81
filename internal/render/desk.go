package render

import (
	"html/template"
	"slices"
	"strconv"

	"wayside/internal/guide"
	"wayside/internal/timetable"
	"wayside/internal/words"
)

// A Desk is what a teacher keeps, at the end of the teacher's edition. What the route
// does not have is empty, and not printed.
type Desk struct {
	Registers []Register // one for each batch; nil if the size of the group is unknown
	Hospital  *HospitalView
	Risks     []RiskView
	Batches   []BatchTable // nil for a single batch, or without a start
	Rubric    Rubric
	Scenes    []SceneView // nil if no text has roles
	Standards []StandardView
}

// A Register is a list to tick pupils off.
type Register struct {
	Batch string   // "" if there is only one
	Ticks []string // headings of the columns: the numbers of the stops
	Rows  []int    // the numbers of the pupils
}

// A HospitalView is where to go in an emergency.
type HospitalView struct {
	Name    template.HTML
	Phone   string
	Address template.HTML
}

// A RiskView is what is dangerous at a stop, and the site to visit instead.
type RiskView struct {
	Number        int
	Name          template.HTML
	Risk, Instead template.HTML
}

// A BatchTable has the times of each batch at some of the stops.
type BatchTable struct {
	Stops []int // their numbers
	Rows  []BatchRow
}

// A BatchRow is a batch with its times.
type BatchRow struct {
	Batch string
	Times []Spell
}

// A Spell is the time of a batch at a stop.
type Spell struct{ Arrive, Depart string }

// A Rubric says how the work is assessed.
type Rubric struct {
	Heading string   // of the criteria
	Levels  []string // headings
	Rows    []RubricRow
}

// A RubricRow is a criterion, with a text or "" for each level.
type RubricRow struct {
	Criterion template.HTML
	Levels    []template.HTML
}

// A SceneView is a stop with the roles that its texts give out, in their order.
type SceneView struct {
	Number int
	Name   template.HTML
	Roles  []CardView
}

// scenes returns the stops that have roles.
func scenes(stops []HandoutStop) []SceneView {
	var all []SceneView
	for _, s := range stops {
		if len(s.roles) > 0 {
			all = append(all, SceneView{s.Number, s.Name, s.roles})
		}
	}
	return all
}

// A StandardView is a goal of the curriculum.
type StandardView struct {
	Code  string
	Text  template.HTML
	Stops string // at which of a route's stops it is met; "" for the route as a whole
}

func newDesk(p *draft, route *guide.Route, plan timetable.Plan) *Desk {
	d := &Desk{Registers: registers(p.words(), route), Risks: risks(p, route), Batches: batchTables(p.words(), route, plan), Rubric: rubric(p, route)}
	if h := &route.Hospital; !h.Name.Empty() {
		d.Hospital = &HospitalView{p.html(h.Name), h.Phone, p.html(h.Address)}
	}
	for _, s := range guide.RouteStandards(route) {
		d.Standards = append(d.Standards, StandardView{Code: s.Code, Text: p.html(standardText(p, &s.Standard)), Stops: stopNumbers(p.words(), s.Stops)})
	}
	return d
}

// mostTicks is how many columns fit next to a pupil's name.
const mostTicks = 14

// mostRegistered is the largest group for which registers are printed: a mistyped size
// must not fill a ream of paper.
const mostRegistered = 1000

// Instead reports whether any stop has a site to visit instead.
func (d *Desk) Instead() bool {
	return slices.ContainsFunc(d.Risks, func(r RiskView) bool { return r.Instead != "" })
}

// registers returns a register for each batch. The pupils are divided evenly, the
// first batches having one more.
func registers(w words.Words, route *guide.Route) []Register {
	var ticks []string
	for i := range route.Stops {
		ticks = append(ticks, strconv.Itoa(i+1))
	}
	if len(ticks) > mostTicks {
		ticks = []string{w.T("register-in"), w.T("register-out")}
	}
	var all []Register
	batches, last := max(1, route.Group.Batches), 0
	if route.Group.Size > mostRegistered {
		return nil
	}
	for k := range batches {
		r := Register{Ticks: ticks}
		if batches > 1 {
			r.Batch = batchName(w, route, k)
		}
		for range (route.Group.Size + batches - 1 - k) / batches {
			last++
			r.Rows = append(r.Rows, last)
		}
		if len(r.Rows) > 0 {
			all = append(all, r)
		}
	}
	return all
}

// batchName returns the name of a batch, counted from 0, which a carousel calls a group.
func batchName(w words.Words, route *guide.Route, k int) string {
	if route.Group.Carousel {
		return w.Team(k)
	}
	return w.Batch(k)
}

// risks returns the stops with a risk, or with a site to visit instead.
func risks(p *draft, route *guide.Route) []RiskView {
	var all []RiskView
	for i := range route.Stops {
		s := &route.Stops[i]
		v := RiskView{Number: i + 1, Name: p.stopName(s).HTML(), Risk: p.html(s.Risk)}
		if site := p.site(s.Instead); site != nil {
			v.Instead = p.html(site.Name)
		}
		if v.Risk != "" || v.Instead != "" {
			all = append(all, v)
		}
	}
	return all
}

// mostSpells is how many columns of times fit on a page.
const mostSpells = 12

// batchTables returns the times of several batches, in tables that fit on a page.
func batchTables(w words.Words, route *guide.Route, plan timetable.Plan) []BatchTable {
	if len(plan.Rows) == 0 || len(plan.Rows[0].Times) < 2 {
		return nil
	}
	var tables []BatchTable
	for rows := range slices.Chunk(plan.Rows, mostSpells) {
		t := BatchTable{Rows: make([]BatchRow, len(rows[0].Times))}
		for k := range t.Rows {
			t.Rows[k].Batch = batchName(w, route, k)
		}
		for _, row := range rows {
			t.Stops = append(t.Stops, row.Stop+1)
			for k, time := range row.Times {
				t.Rows[k].Times = append(t.Rows[k].Times, Spell{words.Clock(time.Arrive), words.Clock(time.Depart)})
			}
		}
		tables = append(tables, t)
	}
	return tables
}

func rubric(p *draft, route *guide.Route) Rubric {
	r := Rubric{Heading: p.words().T("criterion")}
	most := 0
	for i := range route.Rubric {
		most = max(most, len(route.Rubric[i].Levels))
	}
	for n := range most {
		r.Levels = append(r.Levels, p.words().Fill("level", "n", strconv.Itoa(n+1)))
	}
	for i := range route.Rubric {
		row := RubricRow{Criterion: p.html(route.Rubric[i].Criterion), Levels: make([]template.HTML, most)}
		for k, level := range route.Rubric[i].Levels {
			row.Levels[k] = p.html(level)
		}
		r.Rows = append(r.Rows, row)
	}
	return r
}
