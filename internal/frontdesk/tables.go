package frontdesk

import (
	"fmt"
	"time"

	"wayside/internal/guide"
	"wayside/internal/output"
	"wayside/internal/schema"
	"wayside/internal/spreadsheet"
	"wayside/internal/visits"
)

// A table is a CSV file that spreadsheets read.
type table struct{ rows [][]string }

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) bytes() []byte { return spreadsheet.CSV(t.rows) }

// slotTable returns the table of slots with its heading.
func slotTable(d *desk) *table {
	t := &table{}
	t.add(d.say("date", "日期"), d.say("weekday", "星期"), d.say("place", "地点"), d.say("from", "开始"), d.say("to", "结束"), d.say("state", "状态"),
		d.say("free groups", "可约批数"), d.say("free people", "可约人数"), d.say("visits", "已约批数"), d.say("people", "已约人数"))
	return t
}

// day adds the slots of a day. A number that nothing limits is left out.
func (t *table) day(d *desk, day *visits.Day) {
	for i := range day.Slots {
		s := &day.Slots[i]
		state := d.say("free", "空余")
		switch {
		case s.Event != nil:
			state = d.say("event", "活动")
		case !s.Free():
			state = d.say("full", "满")
		case s.Unsure:
			state = d.say("free, if open", "空余，是否开放未定")
		}
		people := 0
		for _, v := range s.Visits {
			people += v.People
		}
		t.add(day.Date.String(), d.weekday(day.Date), d.text(day.Place.Site.Name), guide.Clock(s.From), guide.Clock(s.To), state,
			limited(s.Groups), limited(s.People), fmt.Sprint(len(s.Visits)), fmt.Sprint(people))
	}
}

func limited(n int) string {
	if n == visits.Unlimited {
		return ""
	}
	return fmt.Sprint(n)
}

// visitTable adds the table of a year's visits, cancelled ones too.
func visitTable(d *desk, year int) {
	var t table
	t.add(d.say("date", "日期"), d.say("weekday", "星期"), d.say("from", "开始"), d.say("to", "结束"), d.say("place", "地点"), d.say("unit", "单位"), d.say("kind", "类型"),
		d.say("people", "人数"), d.say("guide", "讲解员"), d.say("contact", "联系人"), d.say("phone", "电话"), d.say("note", "备注"), d.say("status", "状态"))
	for _, v := range d.Book.Between(guide.Date{Year: year, Month: time.January, Day: 1}, guide.Date{Year: year, Month: time.December, Day: 31}) {
		people := ""
		if v.People > 0 {
			people = fmt.Sprint(v.People)
		}
		t.add(v.Date.String(), d.weekday(v.Date), guide.Clock(v.From), guide.Clock(v.To), d.text(v.Place.Site.Name), v.Unit, label(d, schema.UnitKinds, v.Kind),
			people, v.Guide, v.Contact, v.Phone, v.Note, label(d, schema.Visit.Field("status").Values, v.Status))
	}
	d.add(fmt.Sprintf("visits-%d.csv", year), output.Page, t.bytes())
}
