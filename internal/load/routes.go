package load

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
)

const routesDir = "routes"

// readRoute is a route's file as it was read.
type readRoute struct {
	registry *registry // whose names it was held against
	route    guide.Route
	lost     bool // it names a track that is not there, and may be by now
	problems diag.List
}

// readRoutes reads routes/*.toml on all cores.
func (l *Loader) readRoutes(g *guide.Guide, problems *diag.List) {
	var files []string
	for _, e := range l.list(routesDir, problems) {
		if !e.IsDir() && strings.HasSuffix(e.Name(), ".toml") {
			files = append(files, routesDir+"/"+e.Name())
		}
	}
	found := make([]*readRoute, len(files))
	parallel(len(files), func(i int) {
		if old := l.routes[files[i]]; old != nil && old.registry == l.registry && !old.lost {
			found[i] = old
			return
		}
		r := &readRoute{registry: l.registry}
		data, missing := Read(l.fsys, files[i], longestText, &r.problems)
		if missing { // and yet it is in its folder
			Unreadable(l.fsys, files[i], fs.ErrNotExist, &r.problems)
		}
		r.route = l.routeOf(g, files[i], data, l.registry.names, &r.problems)
		r.lost = slices.ContainsFunc(r.problems, func(p diag.Problem) bool { return p.Key == "path-missing" })
		found[i] = r
	})
	l.routes = make(map[string]*readRoute, len(files))
	g.Routes = make([]guide.Route, len(files))
	for i, r := range found {
		l.routes[files[i]] = r
		g.Routes[i] = r.route
		*problems = append(*problems, r.problems...)
	}
}

// names are what a route may refer to.
type names struct {
	themes, audiences, sites []string
	halls                    map[string][]string // by site
	blind                    bool                // the sites are not known
}

func namesOf(g *guide.Guide) names {
	n := names{halls: make(map[string][]string, len(g.Sites))}
	for i := range g.Themes {
		n.themes = append(n.themes, g.Themes[i].ID)
	}
	for i := range g.Audiences {
		n.audiences = append(n.audiences, g.Audiences[i].ID)
	}
	for i := range g.Sites {
		s := &g.Sites[i]
		n.sites = append(n.sites, s.ID)
		halls := []string{}
		for j := range s.Halls {
			halls = append(halls, s.Halls[j].ID)
		}
		n.halls[s.ID] = halls
	}
	return n
}

// routeOf reads one route. It is decoded a [[stop]] at a time: in repeated
// tables the decoder blames the last one for an earlier one's value.
func (l *Loader) routeOf(g *guide.Guide, file string, text []byte, names names, problems *diag.List) guide.Route {
	r := guide.Route{ID: strings.TrimSuffix(path.Base(file), ".toml"), At: diag.Place{File: file, Line: 1, Column: 1}, Start: -1, Mode: "walk", Broken: text == nil}
	if !guide.ValidID(r.ID) {
		problems.Add(diag.Place{File: file}, "bad-id/file", r.ID)
	}
	titled := false // with something that is no text
	for _, p := range cut(string(text)) {
		s := &source{file: file, text: p.text, line: p.line, problems: problems, files: l.fsys, defaults: g.Default(), langs: g.Languages}
		t, n := s.decode()
		switch {
		case p.root == "stop" && t != nil:
			readEach(t, "stop", func(t *table) { r.Stops = append(r.Stops, readStop(t, names)) })
		case p.root == "stop":
			stop := guide.Stop{At: s.place(0)}
			if site := n.at("stop").item(0).at("site"); site != nil {
				stop.Site, _, _ = strings.Cut(site.raw, "/")
			}
			r.Stops = append(r.Stops, stop)
		case t != nil:
			readRouteHead(&r, t, names)
			titled = titled || t.mistyped("title")
			if _, ok := t.values["stop"]; ok {
				problems.Add(t.keyPlace("stop"), "toml-brackets", "stop")
				t.known = append(t.known, "stop")
			}
			t.done()
		default:
			r.Broken = true
		}
	}
	if r.Title.Empty() && !r.Broken && !titled {
		problems.Add(r.At, "missing-field", "title", diag.Term("route"))
	}
	return r
}

// readRouteHead reads what stands before the first stop. A route's tables
// ([group], [[contacts]]) come as pieces of their own and go the same way.
func readRouteHead(r *guide.Route, t *table, names names) {
	if title := t.text("title"); !title.Empty() {
		r.Title = title
	}
	keep(&r.Summary, t.text("summary"))
	keepAll(&r.Themes, t.refs("themes", "theme", names.themes))
	keepAll(&r.Audiences, t.refs("audiences", "audience", names.audiences))
	if d := t.date("date"); !d.IsZero() {
		r.Date, r.DateAt = d, t.valuePlace("date")
	}
	if c := t.clock("start"); c >= 0 {
		r.Start = c
	}
	if m := t.one("mode", guide.Modes); m != "" {
		r.Mode = m
	}
	if p := t.pace(); p > 0 {
		r.Pace = p
	}
	if sub := t.sub("group"); sub != nil {
		r.Group = guide.Group{Size: sub.whole("size", 1), Batches: sub.whole("batches", 1), Interval: sub.duration("interval")}
		sub.done()
	}
	keepAll(&r.Objectives, t.texts("objectives"))
	keepAll(&r.Bring, t.texts("bring"))
	keep(&r.Safety, t.text("safety"))
	for _, c := range t.subs("contacts") {
		phone, _ := c.str("phone")
		r.Contacts = append(r.Contacts, guide.Contact{Name: c.named("contact"), Phone: phone})
		c.done()
	}
	if track := t.path("track", routesDir); track != "" {
		r.Track = track
	}
	keepAll(&r.Before, t.texts("before"))
	keepAll(&r.After, t.texts("after"))
}

func keep(field *guide.Text, text guide.Text) {
	if !text.Empty() {
		*field = text
	}
}

func keepAll[T any](field *[]T, all []T) {
	if len(all) > 0 {
		*field = all
	}
}

func readStop(t *table, names names) guide.Stop {
	s := guide.Stop{
		At: t.at, Place: t.text("place"), Stay: t.duration("stay"), Story: t.text("story"),
		By: t.one("by", guide.Modes), Travel: t.duration("travel"),
	}
	ref, at := t.str("site")
	s.Site, s.Hall = resolve(t, ref, at, names)
	switch {
	case ref == "" && s.Place.Empty():
		t.problems.Add(t.at, "missing-field/stop")
	case ref != "" && !s.Place.Empty():
		t.problems.Add(t.keyPlace("place"), "stop-both")
	}
	for _, q := range t.subs("question") {
		s.Questions = append(s.Questions, readQuestion(q, names))
		q.done()
	}
	return s
}

// resolve reads "site" or "site/hall". A site that is not there comes back
// as "": the stop is then left out of the route.
func resolve(t *table, ref string, at diag.Place, names names) (site, hall string) {
	if ref == "" {
		return "", ""
	}
	site, hall, _ = strings.Cut(ref, "/")
	halls, ok := names.halls[site]
	if names.blind {
		return "", ""
	}
	if !ok {
		t.problems.AddUnknown(at, "unknown-site", site, names.sites)
		return "", ""
	}
	if hall != "" && !slices.Contains(halls, hall) {
		t.problems.AddUnknown(at, "unknown-reference", hall, halls, diag.Term("hall"))
		hall = ""
	}
	return site, hall
}

func readQuestion(t *table, names names) guide.Question {
	q := guide.Question{
		At: t.at, Kind: t.one("kind", []string{guide.Choice, guide.TrueFalse, guide.Short, guide.Open, guide.Order}),
		Prompt: t.text("prompt"), Options: t.texts("options"), Explain: t.text("explain"),
		Points: t.whole("points", 0), Lines: t.whole("lines", 0), Audiences: t.refs("audiences", "audience", names.audiences),
		AnswerAt: t.at,
	}
	if _, ok := t.values["kind"]; !ok {
		t.problems.Add(t.at, "missing-field", "kind", diag.Term("question"))
	}
	if q.Prompt.Empty() {
		t.problems.Add(t.at, "missing-field", "prompt", diag.Term("question"))
	}
	readAnswer(&q, t)
	return q
}

func readAnswer(q *guide.Question, t *table) {
	v, at := t.key("answer")
	if v == nil {
		if q.Kind != "" && q.Kind != guide.Open {
			t.problems.Add(t.at, "question-answer/none", q.Kind)
		}
		return
	}
	q.AnswerAt = at
	want := diag.Term("")
	switch q.Kind {
	case guide.TrueFalse:
		b, ok := v.(bool)
		if q.True = b; !ok {
			want = "true or false"
		}
	case guide.Choice:
		n, ok := v.(int64)
		if q.Answers = []int{int(n)}; !ok {
			want = "a whole number"
		}
	case guide.Order:
		items, ok := v.([]any)
		for _, item := range items {
			n, whole := item.(int64)
			ok = ok && whole
			q.Answers = append(q.Answers, int(n))
		}
		if !ok {
			want = "a list of whole numbers"
		}
	case guide.Short, guide.Open:
		switch v := v.(type) {
		case string:
			q.Accepted = []string{v}
		case []any:
			for _, item := range v {
				s, ok := item.(string)
				if !ok {
					want = "a string"
				}
				q.Accepted = append(q.Accepted, s)
			}
		default:
			want = "a string"
		}
	}
	if want != "" {
		q.Answers, q.Accepted = nil, nil
		t.wrong(at, "answer", want)
	}
}
