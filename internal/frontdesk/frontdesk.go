// Package frontdesk makes the pages and tables of the bookings of groups.
//
// In comes a book of visits; out come the outputs of a folder for the staff: what is free by
// month, a sheet for the wall, a plan of each day with visits, the sums of each year, and the
// same as CSV. The pages are Chinese or English and need neither scripts nor a network. They
// are made for a black-and-white printer: whatever a screen shows in a colour has a word too.
// Nothing of it is part of a website; Mark says so.
package frontdesk

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/output"
	"wayside/internal/visits"
)

//go:embed layouts
var layouts embed.FS

// Mark is the name of a file in every such folder. A build does not publish to a folder that
// has it, and it is never uploaded.
const Mark = "PRIVATE.txt"

// Options say which pages are made.
type Options struct {
	Guide    *guide.Guide
	Book     *visits.Book
	Problems diag.List  // of the visits
	From, To guide.Date // the days of the overview and the plans, both included
	Lang     diag.Lang  // "": that of the guide
}

// A desk is what all pages share.
type desk struct {
	Options
	zh      bool
	lang    guide.Lang // of the guide's texts
	pages   *template.Template
	wrong   map[int][]string // the problems of a visit, by its line
	outputs []output.Output
}

// Outputs returns the files of the folder.
func Outputs(o Options) ([]output.Output, error) {
	d := newDesk(o)
	var err error
	d.pages, err = template.New("").Funcs(template.FuncMap{"t": d.say, "count": d.count}).ParseFS(layouts, "layouts/page.html")
	if err != nil {
		return nil, err
	}
	sheet, err := layouts.ReadFile("layouts/visits.css")
	if err != nil {
		return nil, err
	}
	d.add("visits.css", output.Asset, sheet)
	d.add(Mark, output.Asset, []byte(d.say("This folder has the bookings of groups, with names and telephone numbers. Never publish it.\n", "这个文件夹里是团体预约，有姓名和电话。切勿发布。\n")))
	months, err := d.months()
	if err != nil {
		return nil, err
	}
	days, err := d.days()
	if err != nil {
		return nil, err
	}
	years, err := d.years()
	if err != nil {
		return nil, err
	}
	return d.outputs, d.home(months, days, years)
}

func newDesk(o Options) *desk {
	g := o.Guide
	if o.Lang == "" {
		o.Lang = diag.ParseLang(string(g.Default()))
	}
	d := &desk{Options: o, zh: o.Lang == diag.Chinese, lang: g.Default(), wrong: map[int][]string{}}
	if i := slices.IndexFunc(g.Languages, func(l guide.Lang) bool {
		return diag.ParseLang(string(l)) == o.Lang && (d.zh || strings.HasPrefix(string(l), "en"))
	}); i >= 0 {
		d.lang = g.Languages[i]
	}
	of := make([]int, 0, len(o.Book.Visits)) // the lines at which visits begin
	for _, v := range o.Book.Visits {
		of = append(of, v.At.Line)
	}
	slices.Sort(of)
	for _, p := range o.Problems {
		if i, found := slices.BinarySearch(of, p.Place.Line); found {
			d.wrong[of[i]] = append(d.wrong[of[i]], p.Message(o.Lang))
		} else if i > 0 {
			d.wrong[of[i-1]] = append(d.wrong[of[i-1]], p.Message(o.Lang))
		}
	}
	return d
}

// say returns one of two forms of a text.
func (d *desk) say(en, zh string) string {
	if d.zh {
		return zh
	}
	return en
}

func (d *desk) add(address string, phase output.Phase, data []byte) {
	d.outputs = append(d.outputs, output.Output{Address: address, From: diag.Place{File: "visits.toml"}, Phase: phase, Final: true, Make: output.Bytes(data)})
}

// A link leads to a page.
type link struct {
	Href, Text string
	Here       bool
}

// A frame is what surrounds the main part of a page.
type frame struct {
	HTMLLang, Guide, Title string
	Kind                   string // the name of the layout
	Root                   string // of the folder, from the page; "" for its first page
	Nearby                 []link
	Main                   template.HTML
}

// page makes a page of a layout.
func (d *desk) page(address string, f frame, data any) error {
	var main, b bytes.Buffer
	if err := d.pages.ExecuteTemplate(&main, f.Kind, data); err != nil {
		return err
	}
	f.HTMLLang, f.Guide = d.say("en", "zh-Hans"), d.text(d.Guide.Title)
	f.Root = strings.Repeat("../", strings.Count(address, "/"))
	f.Main = template.HTML(main.String())
	if err := d.pages.ExecuteTemplate(&b, "page", f); err != nil {
		return err
	}
	d.add(address, output.Page, b.Bytes())
	return nil
}

func (d *desk) text(t guide.Text) string {
	text, _ := t.In(d.lang)
	return text
}

var (
	weekdaysEN = [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}
	weekdaysZH = [7]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}
)

func (d *desk) weekday(on guide.Date) string {
	n := on.Time().Weekday()
	return d.say(weekdaysEN[n], weekdaysZH[n])
}

// day returns a day without its year.
func (d *desk) day(on guide.Date) string {
	if d.zh {
		return fmt.Sprintf("%d月%d日 %s", int(on.Month), on.Day, d.weekday(on))
	}
	return fmt.Sprintf("%s %d %s", d.weekday(on), on.Day, on.Month.String()[:3])
}

// date returns a day with its year.
func (d *desk) date(on guide.Date) string {
	if d.zh {
		return fmt.Sprintf("%d年%s", on.Year, d.day(on))
	}
	return fmt.Sprintf("%s %d", d.day(on), on.Year)
}

// month returns a month with its year.
func (d *desk) month(on guide.Date) string {
	if d.zh {
		return fmt.Sprintf("%d年%d月", on.Year, int(on.Month))
	}
	return fmt.Sprintf("%s %d", on.Month, on.Year)
}

func (d *desk) people(n int) string {
	if d.zh {
		return fmt.Sprintf("%d人", n)
	}
	if n == 1 {
		return "1 person"
	}
	return fmt.Sprintf("%d people", n)
}

func (d *desk) groups(n int) string {
	if d.zh {
		return fmt.Sprintf("%d批", n)
	}
	return diag.Plural(n, "group")
}

// count returns a sum in words.
func (d *desk) count(s visits.Sum) string {
	if d.zh {
		return fmt.Sprintf("%d批，%d人", s.Visits, s.People)
	}
	return diag.Plural(s.Visits, "visit") + ", " + d.people(s.People)
}

// left returns what fits into a slot, in words: "2 groups, 60 people".
func left(d *desk, s *visits.Slot) string {
	var all []string
	if s.Groups != visits.Unlimited {
		all = append(all, d.groups(s.Groups))
	}
	if s.People != visits.Unlimited {
		all = append(all, d.people(s.People))
	}
	return strings.Join(all, d.say(", ", "、"))
}
