package load

import (
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/toml"
)

const routesDir = "routes"

// readRoute is the parsed file of a route.
type readRoute struct {
	registry *registry // with whose names it was read
	route    guide.Route
	lost     bool // its track did not exist, but may exist now
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
	frame := l.registry.frame()
	complete := l.each(len(files), func(i int) {
		if old := l.routes[files[i]]; old != nil && old.registry == l.registry && !old.lost {
			found[i] = old
			return
		}
		r := &readRoute{registry: l.registry}
		r.route = *fromFile(l.saved.memory, l.saved.routes, files[i], frame, &r.problems, func() guide.Route {
			data, missing := readText(l.fsys, files[i], longestText, &r.problems)
			if missing { // although it is in the list of its folder
				unreadable(l.fsys, files[i], fs.ErrNotExist, &r.problems)
			}
			return l.routeOf(g, files[i], data, &r.problems)
		})
		if r.route.Track != "" {
			l.saved.routes.drop(files[i]) // whether the track exists is found out in each run
		}
		r.lost = slices.ContainsFunc(r.problems, func(p diag.Problem) bool { return p.Key == "path-missing" })
		found[i] = r
	})
	if !complete {
		return
	}
	l.routes = make(map[string]*readRoute, len(files))
	g.Routes = make([]guide.Route, len(files))
	for i, r := range found {
		l.routes[files[i]] = r
		g.Routes[i] = r.route
		*problems = append(*problems, r.problems...)
	}
}

// routeOf reads one route. It decodes one [[stop]] at a time, because for repeated
// tables the decoder attributes values of earlier tables to the last one.
func (l *Loader) routeOf(g *guide.Guide, file string, text []byte, problems *diag.List) guide.Route {
	r := guide.Route{ID: strings.TrimSuffix(path.Base(file), ".toml"), At: diag.Place{File: file, Line: 1, Column: 1}, Start: -1, Broken: text == nil}
	r.Mode = schema.Route.Field("mode").DefaultString()
	if !guide.ValidID(r.ID) {
		problems.Add(diag.Place{File: file}, "bad-id/file", r.ID)
	}
	titled := false // a title of any type
	seen := map[string]bool{}
	unknown := 0
	mostPlans := schema.Route.Field("plan").MaxItems()
	stops, most := 0, schema.Route.Field("stop").MaxItems()
	for _, p := range cut(file, string(text), &schema.Route, problems) {
		d := newDecoder(file, p.Text, p.Line, g, problems)
		d.files, d.names, d.guesses = l.fsys, &l.registry.names, &unknown
		root, ok := d.parse(p.Text)
		r.Broken = r.Broken || !ok
		switch {
		case p.Root == "stop":
			if stops++; stops <= most {
				r.Stops = append(r.Stops, each[guide.Stop](d, root, "stop", stopFields)...)
			} else if stops == most+1 {
				problems.Add(diag.Place{File: file, Line: p.Line, Column: 1}, "too-many/tables", "stop", most)
			}
		case p.Root == "plan":
			r.Plans = append(r.Plans, each[guide.Plan](d, root, "plan", planFields)...)
			if plans := len(r.Plans); plans > mostPlans {
				problems.Add(diag.Place{File: file, Line: p.Line, Column: 1}, "too-many/tables", "plan", mostPlans)
				r.Plans = r.Plans[:mostPlans]
			}
		case seen[p.Root] && !p.Repeated && !p.Sub:
			problems.Add(d.at(root), "toml-syntax/twice", p.Root)
		default:
			seen[p.Root] = true
			titled = titled || root.Get("title").Exists()
			decodeRouteHead(d, root, p, &r)
		}
	}
	if r.Title.Empty() && !r.Broken && !titled {
		problems.Add(r.At, "missing-field", "title", diag.Term("route"))
	}
	return r
}

// decodeRouteHead decodes a piece that is neither a stop nor a plan: the fields of the
// route, or one of its tables. Of a repeated table a piece has one element, which is added
// to those of earlier pieces.
func decodeRouteHead(d *decoder, root toml.Value, piece toml.Piece, r *guide.Route) {
	d.partial = true
	f := schema.Route.Field(piece.Root)
	if !piece.Repeated || f == nil || !f.List || f.Type != schema.Sub {
		d.table(root, routeFields, r)
		return
	}
	var one guide.Route
	d.table(root, routeFields, &one)
	all, more := reflect.ValueOf(routeFields.Pointer(r, f.Key)).Elem(), reflect.ValueOf(routeFields.Pointer(&one, f.Key)).Elem()
	all.Set(reflect.AppendSlice(all, more))
}

// decodeStop completes a stop: it is in a site, in a hall, or at a place.
func decodeStop(d *decoder, v toml.Value, s *guide.Stop) {
	ref, place := v.Get("site"), v.Get("place")
	written := func(v toml.Value) bool { s, ok := v.Any.(string); return v.Exists() && (!ok || s != "") }
	switch {
	case s.Site != "" && !s.Place.Empty():
		d.problems.Add(d.keyAt(place), "stop-both")
	case !written(ref) && !written(place) && s.Site == "" && s.Place.Empty():
		d.problems.Add(d.keyAt(v), "missing-field/stop")
	}
	resolve := func() { s.Site, s.Hall = resolveStop(d, d.at(ref), s.Site) }
	if ref.Lost() {
		silently(d, resolve)
	} else {
		resolve()
	}
}

// mostGuesses is for how many unknown sites of a route the nearest id is looked for:
// who has renamed all sites needs no hint for each stop.
const mostGuesses = 10

// resolveStop splits "site/hall". For a site that does not exist it returns the one
// that is clearly meant, or else "", and the stop is left out of the route.
func resolveStop(d *decoder, at diag.Place, ref string) (site, hall string) {
	if ref == "" {
		return "", ""
	}
	site, hall, _ = strings.Cut(ref, "/")
	halls, known := d.names.halls[site]
	if !known {
		p := diag.New(at, "unknown-site", site)
		*d.guesses++
		if p.Nearest = d.names.named("site", site); p.Nearest == "" && *d.guesses <= mostGuesses {
			p.Nearest = diag.Nearest(site, d.names.sites)
		}
		if first, rest, ok := strings.Cut(ref, "／"); ok && d.names.halls[first] != nil {
			p.Nearest = first + "/" + rest
			d.problems.Append(p)
			return first, ""
		}
		if p.Nearest == "" && d.names.blind {
			return "", "" // it may be the one that could not be read
		}
		d.problems.Append(p)
		if site = p.Nearest; site == "" {
			return "", ""
		}
		halls = d.names.halls[site]
	}
	if !known && !slices.Contains(halls, hall) {
		return site, "" // the site was only guessed
	}
	return site, resolveHall(d, at, site, hall)
}

// resolveHall returns a hall of a site. For one that does not exist it returns the one
// that is probably meant, or "".
func resolveHall(d *decoder, at diag.Place, site, hall string) string {
	halls := d.names.halls[site]
	if hall == "" || slices.Contains(halls, hall) {
		return hall
	}
	p := diag.New(at, "unknown-reference", hall, diag.Term("hall"))
	if p.Nearest = d.names.hallNamed(site, hall); p.Nearest == "" {
		p.Nearest = diag.Nearest(hall, halls)
	}
	d.problems.Append(p)
	return p.Nearest
}

// decodeAnswer decodes a question's answer, whose type depends on its kind.
func decodeAnswer(d *decoder, v toml.Value, q *guide.Question) {
	answer := v.Get("answer")
	if !answer.Exists() {
		q.AnswerAt = q.At
		if q.Kind != "" && q.Kind != guide.Open {
			d.problems.Add(q.At, "question-answer/none", q.Kind)
		}
		return
	}
	want := diag.Term("")
	f := &questionFields.Fields[slices.Index(schema.Question.Keys(), "answer")]
	items, list := answer.Items()
	items = fewEnough(d, f, items)
	switch q.Kind {
	case guide.TrueFalse:
		var ok bool
		if q.True, ok = answer.Any.(bool); !ok {
			want = "true or false"
		}
	case guide.Choice, guide.Order:
		if n, ok := answer.Any.(int64); ok && q.Kind == guide.Choice {
			q.Answers = []int{int(n)}
			break
		}
		for _, item := range items {
			n, ok := item.Any.(int64)
			list = list && ok
			if q.Kind == guide.Order || !slices.Contains(q.Answers, int(n)) {
				q.Answers = append(q.Answers, int(n))
			}
		}
		switch {
		case q.Kind == guide.Choice && (!list || len(items) == 0):
			want = "a whole number or a list of them"
		case !list:
			want = "a list of whole numbers"
		}
	case guide.Short, guide.Open:
		if !list {
			items = []toml.Value{answer}
		}
		for _, item := range items {
			s, ok := item.Any.(string)
			if !ok {
				want = "a string"
			}
			q.Accepted = append(q.Accepted, shortEnough(d, f, item, s))
		}
	}
	if want != "" {
		q.Answers, q.Accepted = nil, nil
		fix := ""
		switch q.Kind {
		case guide.Choice:
			fix = meantOption(answer.Any, q.Options)
		case guide.TrueFalse:
			_, fix = meantBool(answer.Any)
		}
		d.wrong(answer, "answer", want, fix)
	}
}
