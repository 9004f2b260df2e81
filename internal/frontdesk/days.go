package frontdesk

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/visits"
)

// dayPage is the plan of a day.
type dayPage struct{ Places []dayPlace }

type dayPlace struct {
	Name, Count string
	Notes       []string // notices of the site
	Visits      []dayVisit
	Cancelled   string
}

type dayVisit struct {
	From, To, Unit, Kind, People string
	Guide, Contact, Phone, Note  string
	Legs, Problems               []string
}

// days makes the plans of the days with visits.
func (d *desk) days() (links []link, err error) {
	var days []guide.Date
	for _, v := range d.Book.Visits {
		if v.Takes() && !v.Date.Before(d.From) && !d.To.Before(v.Date) && (len(days) == 0 || days[len(days)-1] != v.Date) {
			days = append(days, v.Date)
		}
	}
	for _, on := range days {
		links = append(links, link{Href: on.String() + ".html", Text: d.day(on)})
	}
	for i, on := range days {
		title := d.say("Plan of ", "参观安排：") + d.date(on)
		if err := d.page("day/"+links[i].Href, frame{Kind: "day", Title: title, Nearby: here(links, i)}, d.dayPage(on)); err != nil {
			return nil, err
		}
	}
	for i := range links {
		links[i].Href = "day/" + links[i].Href
	}
	return links, nil
}

func (d *desk) dayPage(on guide.Date) dayPage {
	var page dayPage
	all := d.Book.Between(on, on)
	for _, p := range d.Book.Places {
		place := dayPlace{Name: d.text(p.Site.Name)}
		var sum visits.Sum
		var cancelled []string
		for _, v := range all {
			switch {
			case v.Place != p:
			case !v.Takes():
				cancelled = append(cancelled, guide.Clock(v.From)+" "+d.unit(v))
			default:
				place.Visits = append(place.Visits, d.dayVisit(v))
				sum.Visits, sum.People = sum.Visits+1, sum.People+v.People
			}
		}
		if len(place.Visits) == 0 {
			continue
		}
		for i := range d.Guide.Notices {
			if n := &d.Guide.Notices[i]; n.Site == p.Site.ID && n.Holds(on) {
				place.Notes = append(place.Notes, d.text(n.Text))
			}
		}
		place.Count = d.count(sum)
		place.Cancelled = strings.Join(cancelled, d.say("; ", "；"))
		page.Places = append(page.Places, place)
	}
	return page
}

func (d *desk) dayVisit(v *visits.Visit) dayVisit {
	row := dayVisit{
		From: guide.Clock(v.From), To: guide.Clock(v.To), Unit: v.Unit, Kind: label(d, schema.UnitKinds, v.Kind), People: d.say("?", "？"),
		Guide: v.Guide, Contact: v.Contact, Phone: v.Phone, Note: v.Note, Problems: d.wrong[v.At.Line],
	}
	if v.People > 0 {
		row.People = fmt.Sprint(v.People)
	}
	for _, l := range v.Legs {
		row.Legs = append(row.Legs, guide.Clock(l.From)+" "+d.text(l.Hall.Name))
	}
	return row
}

// label returns what a value of a field is called.
func label(d *desk, values []schema.Value, name string) string {
	i := slices.IndexFunc(values, func(v schema.Value) bool { return v.Name == name })
	if i < 0 {
		return name
	}
	return d.say(values[i].Label.EN, values[i].Label.ZH)
}

// yearPage is the sums of a year.
type yearPage struct {
	Sums          *visits.Year
	Kinds, Months []named
}

type named struct {
	Name string
	Sum  visits.Sum
}

// years makes the sums of all years, and their tables.
func (d *desk) years() (links []link, err error) {
	all := d.Book.Years()
	for _, y := range all {
		links = append(links, link{Href: fmt.Sprintf("%d.html", y.Year), Text: fmt.Sprintf(d.say("%d", "%d年"), y.Year)})
	}
	for i, y := range all {
		page := yearPage{Sums: y}
		for k, sum := range y.Kinds {
			if v := &schema.UnitKinds[k]; sum.Visits > 0 {
				page.Kinds = append(page.Kinds, named{d.say(v.Label.EN, v.Label.ZH), sum})
			}
		}
		for m, sum := range y.Months {
			if sum.Visits > 0 {
				page.Months = append(page.Months, named{d.month(guide.Date{Year: y.Year, Month: time.January + time.Month(m), Day: 1}), sum})
			}
		}
		title := fmt.Sprintf(d.say("Group visits in %d", "%d年团体参观汇总"), y.Year)
		if err := d.page("year/"+links[i].Href, frame{Kind: "year", Title: title, Nearby: here(links, i)}, page); err != nil {
			return nil, err
		}
		visitTable(d, y.Year)
	}
	for i := range links {
		links[i].Href = "year/" + links[i].Href
	}
	return links, nil
}

// homePage is the first page.
type homePage struct {
	From, To            string
	Problems            []string
	Months              []monthRow
	Days, Years, Tables []link
}

func (d *desk) home(months []monthRow, days, years []link) error {
	page := homePage{From: d.date(d.From), To: d.date(d.To), Months: months, Days: days, Years: years}
	for _, p := range d.Problems {
		if p.Severity() == diag.Warning {
			page.Problems = append(page.Problems, fmt.Sprintf(d.say("line %d: ", "第%d行："), p.Place.Line)+p.Message(d.Lang))
		}
	}
	page.Tables = append(page.Tables, link{Href: "slots.csv", Text: d.say("Slots (CSV)", "场次表（CSV）")})
	for _, y := range d.Book.Years() {
		page.Tables = append(page.Tables, link{Href: fmt.Sprintf("visits-%d.csv", y.Year), Text: fmt.Sprintf(d.say("Visits of %d (CSV)", "%d年预约表（CSV）"), y.Year)})
	}
	return d.page("index.html", frame{Kind: "home", Title: d.say("Group visits", "团体参观预约")}, page)
}
