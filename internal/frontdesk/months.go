package frontdesk

import (
	"fmt"
	"slices"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/output"
	"wayside/internal/visits"
)

// mostColumns is how many slots a day has at most in a table with a column for each; more are
// listed in one cell.
const mostColumns = 9

// monthRow is a month on the first page.
type monthRow struct {
	Href, Wall, Name     string
	Free, Visits, People int
}

// monthPage is what is free in a month, or the sheet for the wall.
type monthPage struct {
	Wall   bool
	Places []monthPlace
}

type monthPlace struct {
	Name, Rule string
	Columns    []string // the beginnings of slots; none if there are too many
	Between    bool     // whether there are visits that begin in no slot
	Rows       []monthDay
	Closed     string // the days without groups
	Unsure     bool
}

type monthDay struct {
	Day, Href string
	Cells     []cell
	Between   []string
}

// A cell is a slot, or the place of one that a day does not have.
type cell struct {
	Class string // "" for no slot
	Time  string
	Units []string
	Text  string
}

// months makes the pages of all months, and the table of slots.
func (d *desk) months() (rows []monthRow, err error) {
	var nearby, walls []link
	first := d.From
	first.Day = 1
	var all []guide.Date
	for at := first; !d.To.Before(at); at = nextMonth(at) {
		name := at.String()[:len("2026-12")]
		all = append(all, at)
		nearby = append(nearby, link{Href: name + ".html", Text: d.month(at)})
		walls = append(walls, link{Href: name + ".html", Text: d.month(at)})
	}
	slots := slotTable(d)
	for i, at := range all {
		row := monthRow{Href: "month/" + nearby[i].Href, Wall: "wall/" + nearby[i].Href, Name: d.month(at)}
		var page, wall monthPage
		wall.Wall = true
		for _, p := range d.Book.Places {
			days := daysOf(d, p, at)
			for _, day := range days {
				for k := range day.Slots {
					if day.Slots[k].Free() {
						row.Free++
					}
				}
				for _, v := range day.Visits {
					row.Visits, row.People = row.Visits+1, row.People+v.People
				}
				slots.day(d, day)
			}
			page.Places = append(page.Places, d.monthPlace(p, days, false))
			wall.Places = append(wall.Places, d.monthPlace(p, days, true))
		}
		rows = append(rows, row)
		if err := d.page(row.Href, frame{Kind: "month", Title: d.say("What is free in ", "空余场次：") + d.month(at), Nearby: here(nearby, i)}, page); err != nil {
			return nil, err
		}
		if err := d.page(row.Wall, frame{Kind: "month", Title: d.say("Group visits in ", "团体参观登记表：") + d.month(at), Nearby: here(walls, i)}, wall); err != nil {
			return nil, err
		}
	}
	d.add("slots.csv", output.Page, slots.bytes())
	return rows, nil
}

func nextMonth(at guide.Date) guide.Date {
	if at.Month++; at.Month > 12 {
		at.Year, at.Month = at.Year+1, 1
	}
	return at
}

// here returns links of which one is that of the page itself, and at most so many.
func here(links []link, at int) []link {
	all := slices.Clone(links)
	all[at].Here = true
	return all[max(0, at-3):min(len(all), at+4)]
}

// daysOf returns the days of a month that are asked for.
func daysOf(d *desk, p *visits.Place, month guide.Date) (all []*visits.Day) {
	for at := month; at.Month == month.Month; at = visits.Next(at) {
		if !at.Before(d.From) && !d.To.Before(at) {
			all = append(all, p.Day(at))
		}
	}
	return all
}

// ruleOf returns how a place receives groups, in words.
func ruleOf(d *desk, p *visits.Place) string {
	text := fmt.Sprintf(d.say("A visit takes %d minutes", "每次参观%d分钟"), p.Stay)
	var limits []string
	if p.Groups != visits.Unlimited {
		limits = append(limits, d.groups(p.Groups))
	}
	if p.People != visits.Unlimited {
		limits = append(limits, d.people(p.People))
	}
	if len(limits) > 0 {
		text += d.say("; at most ", "；同时最多") + strings.Join(limits, d.say(" or ", "、")) + d.say(" at once", "")
	}
	return text + d.say(".", "。")
}

func (d *desk) monthPlace(p *visits.Place, days []*visits.Day, wall bool) monthPlace {
	m := monthPlace{Name: d.text(p.Site.Name), Rule: ruleOf(d, p)}
	var starts []int
	var closed []guide.Date
	for _, day := range days {
		m.Between = m.Between || len(day.Between) > 0
		for i := range day.Slots {
			starts = append(starts, day.Slots[i].From)
		}
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	if len(starts) <= mostColumns {
		for _, at := range starts {
			m.Columns = append(m.Columns, guide.Clock(at))
		}
	}
	for _, day := range days {
		if len(day.Slots) == 0 && len(day.Visits) == 0 {
			closed = append(closed, day.Date)
			continue
		}
		row := monthDay{Day: d.day(day.Date), Cells: make([]cell, len(starts))}
		if len(day.Visits) > 0 {
			row.Href = "../day/" + day.Date.String() + ".html"
		}
		for i := range row.Cells {
			row.Cells[i].Class = "shut"
			if m.Columns == nil {
				row.Cells[i].Class = "" // only the slots that there are
			}
		}
		for i := range day.Slots {
			s := &day.Slots[i]
			m.Unsure = m.Unsure || s.Unsure
			at, _ := slices.BinarySearch(starts, s.From)
			row.Cells[at] = d.cell(s, wall)
		}
		for _, v := range day.Between {
			row.Between = append(row.Between, guide.Clock(v.From)+" "+d.unit(v))
		}
		m.Rows = append(m.Rows, row)
	}
	m.Closed = enumerate(d, closed)
	return m
}

// cell returns a slot: with what is free, or with room to write.
func (d *desk) cell(s *visits.Slot, wall bool) cell {
	c := cell{Class: "free", Time: guide.Clock(s.From)}
	for _, v := range s.Visits {
		c.Units = append(c.Units, d.unit(v))
	}
	unsure := ""
	if s.Unsure {
		unsure = d.say("?", "？")
	}
	switch {
	case s.Event != nil:
		c.Class, c.Text = "full", d.say("event", "活动")
		if page := s.Event.Event.Document.In(d.lang); page != nil {
			c.Text = page.Title
		}
	case !s.Free():
		c.Class = "full"
		if len(s.Visits) == 0 || !wall {
			c.Text = d.say("full", "满")
		}
	case wall:
		c.Text = unsure
	default:
		// One group is what a slot usually takes.
		if c.Text = d.say("", "余") + left(d, s); s.Groups == 1 && s.People != visits.Unlimited {
			c.Text = fmt.Sprintf(d.say("%d", "余%d人"), s.People)
		}
		c.Text += d.say(" free", "") + unsure
	}
	return c
}

// unit returns a visit in a few words.
func (d *desk) unit(v *visits.Visit) string {
	if v.People == 0 {
		return v.Unit
	}
	if d.zh {
		return fmt.Sprintf("%s（%d人）", v.Unit, v.People)
	}
	return fmt.Sprintf("%s (%d)", v.Unit, v.People)
}

// enumerate returns days of one month, those that follow one another as a range.
func enumerate(d *desk, days []guide.Date) string {
	var parts []string
	for i := 0; i < len(days); {
		last := i
		for last+1 < len(days) && days[last+1].Day == days[last].Day+1 {
			last++
		}
		part := fmt.Sprint(days[i].Day)
		if last > i {
			part += "–" + fmt.Sprint(days[last].Day)
		}
		parts = append(parts, part+d.say("", "日"))
		i = last + 1
	}
	return strings.Join(parts, d.say(", ", "、"))
}
