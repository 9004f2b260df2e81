package load

import (
	"cmp"
	"context"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/toml"
)

// visitsFile has the bookings of groups. Load never opens it.
const visitsFile = "visits.toml"

var (
	placeFields = bind[guide.VisitPlace](&schema.VisitPlace)
	visitFields = bind[guide.Visit](&schema.Visit)
)

// Visits reads the bookings of groups, with what of the guide they need: its sites, its
// notices, its calendar and its programme, without drafts. It is nil if there are none. The
// problems are those of visits.toml and of sites.toml, which it refers to.
func Visits(ctx context.Context, l *Loader) (*guide.Guide, *guide.Visits, diag.List, error) {
	var problems, unreported diag.List
	if !exists(l.fsys, visitsFile) {
		for _, e := range l.list(".", &unreported) {
			if name := e.Name(); !e.IsDir() && diag.Nearest(strings.TrimSuffix(strings.ToLower(name), ".txt"), projectFiles) == visitsFile {
				problems.Add(diag.Place{File: name}, "file-unused/misnamed", name, visitsFile)
			}
		}
		return nil, nil, problems, nil
	}
	l.ctx = ctx
	defer func() { l.ctx = nil }()
	if l.registry == nil {
		l.registry = l.readRegistry()
	}
	g := l.registry.copy(&problems)
	l.content(g, &unreported)
	g.Index()
	g.HideDrafts()
	if ctx.Err() != nil {
		return nil, nil, nil, context.Cause(ctx)
	}
	v := readVisits(l, g, &l.registry.names, &problems)
	return g, v, problems, nil
}

// readVisits decodes the file one table at a time.
func readVisits(l *Loader, g *guide.Guide, known *names, problems *diag.List) *guide.Visits {
	var v guide.Visits
	data, _ := readText(l.fsys, visitsFile, longestRegistry, problems)
	tables := counts{}
	for _, p := range cut(visitsFile, string(data), &schema.Visits, problems) {
		if tables.tooMany(visitsFile, &p, &schema.Visits, problems) {
			continue
		}
		d := newDecoder(visitsFile, p.Text, p.Line, g, problems)
		d.files, d.theme, d.names = l.fsys, l.theme, known
		root, _ := d.parse(p.Text)
		switch p.Root {
		case "place":
			v.Places = append(v.Places, each[guide.VisitPlace](d, root, "place", placeFields)...)
		case "visit":
			v.Visits = append(v.Visits, each[guide.Visit](d, root, "visit", visitFields)...)
		default:
			d.unknown(root, schema.Visits.Keys())
		}
	}
	unique(problems, "site", v.Places, func(p *guide.VisitPlace) (string, diag.Place) { return p.Site, p.SiteAt })
	for i := range v.Visits {
		visit := &v.Visits[i]
		if visit.SiteAt != (diag.Place{}) {
			continue
		}
		if len(v.Places) != 1 {
			problems.Add(visit.At, "missing-field", "site", diag.Words{EN: "visit", ZH: schema.Visit.Label.ZH})
			continue
		}
		visit.Site = v.Places[0].Site
		for k, hall := range visit.Halls { // which decodeVisit could not find
			halls := diag.List{}
			d := &decoder{problems: &halls, names: known}
			visit.Halls[k] = resolveHall(d, cmp.Or(visit.HallsAt, visit.At), visit.Site, hall)
			*problems = append(*problems, halls...)
		}
	}
	return &v
}

// decodeVisit trims what is compared, and resolves the halls of a visit that names its site.
func decodeVisit(d *decoder, v toml.Value, visit *guide.Visit) {
	visit.Unit, visit.Guide = strings.TrimSpace(visit.Unit), strings.TrimSpace(visit.Guide)
	if people := v.Get("people"); people.Exists() {
		n, isNumber := people.Any.(int64)
		visit.Misread = !isNumber || int(n) != visit.People
	}
	if visit.Site == "" || d.names.unread {
		return
	}
	items, _ := v.Get("halls").Items()
	for i, hall := range visit.Halls {
		at := visit.HallsAt
		if i < len(items) {
			at = d.at(items[i])
		}
		visit.Halls[i] = resolveHall(d, at, visit.Site, hall)
	}
}
