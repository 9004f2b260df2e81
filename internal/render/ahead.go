package render

import (
	"html/template"
	"strconv"
	"strings"
	"time"

	"wayside/internal/guide"
	"wayside/internal/programme"
	"wayside/internal/schema"
	"wayside/internal/words"
)

// An AheadView has events with all their dates. A page does not know the day on which it
// is read: its script shows what is on today and next, and hides the rest. Without a
// script, the home page and the page of a site list the events.
type AheadView struct {
	Heading string
	Items   []AheadItem
	Zone    string // the guide's time zone
	Lang    string // in which the script writes dates
	More    *Link  // to the programme; nil on its page
}

// An AheadItem is an event with its dates.
type AheadItem struct {
	Href  string
	Title template.HTML
	Kind  string
	When  string // all dates in words
	Where template.HTML
	// Dates are for the script: the minute since 1970 at which each date begins, a slash
	// and how many minutes it lasts; then w for whole days, and c, p or m for one
	// that is cancelled, postponed or moved.
	Dates string
}

const (
	// mostAhead is how many events the programme's page has among which its script
	// chooses, and fewAhead how many another page has.
	mostAhead = 200
	fewAhead  = 60
)

// newAhead returns the events ahead, or nil if there are none or more than most.
func newAhead(p *draft, events []*guide.Event, x *programmeIndex, most int) *AheadView {
	if len(events) == 0 || len(events) > most {
		return nil
	}
	v := &AheadView{Heading: p.words().T("programme-ahead"), Zone: p.r.guide.Zone().String(), Lang: string(p.lang)}
	for _, e := range events {
		first := newDateView(p, &x.of[e][0])
		item := AheadItem{Href: first.Href, Title: first.Title, Kind: first.Kind, When: allWords(p.words(), x.of[e]), Where: first.Where}
		var dates []string
		for i := range x.of[e] {
			dates = append(dates, scriptDate(&x.of[e][i], p.r.guide.Zone()))
		}
		item.Dates = strings.Join(dates, " ")
		v.Items = append(v.Items, item)
	}
	return v
}

// scriptDate returns an occurrence as Dates of an AheadItem has it.
func scriptDate(o *programme.Occurrence, zone *time.Location) string {
	start, end := spanIn(o, zone)
	mark := map[string]string{schema.Cancelled: "c", schema.Postponed: "p", schema.Moved: "m"}[o.Status]
	if !o.Start.Timed {
		mark = "w" + mark
	}
	return strconv.FormatInt(start.Unix()/60, 10) + "/" + strconv.FormatInt(end.Unix()/60-start.Unix()/60, 10) + mark
}

// spanIn returns when an occurrence begins and when it is over. One that begins in an hour
// which the zone skips may be written to end before that, and does not.
func spanIn(o *programme.Occurrence, zone *time.Location) (start, end time.Time) {
	start, end = o.Start.In(zone), o.Until().In(zone)
	if end.Before(start) {
		end = start
	}
	return start, end
}

// isoMoment formats a moment for machines: a date, or a time with its offset.
func isoMoment(m guide.Moment, zone *time.Location) string {
	switch {
	case m.IsZero():
		return ""
	case !m.Timed:
		return m.Date.String()
	}
	return m.In(zone).Format("2006-01-02T15:04:05-07:00")
}

// whenWords returns from when to when something is. end may be the zero Moment.
func whenWords(w words.Words, start, end guide.Moment) string {
	from := w.Date(start.Date)
	if start.Timed {
		from += " " + words.Clock(start.Minute)
	}
	switch {
	case end.IsZero() || end.Compare(start) <= 0:
		return from
	case end.Date == start.Date:
		return from + "–" + words.Clock(end.Minute)
	}
	to := w.Date(end.Date)
	if end.Timed {
		to += " " + words.Clock(end.Minute)
	}
	return w.Fill("notice-until", "from", from, "until", to)
}

// allWords returns the dates of an event in words: one, or the first and the last with
// their number.
func allWords(w words.Words, dates []programme.Occurrence) string {
	first, last := &dates[0], &dates[len(dates)-1]
	if len(dates) == 1 {
		text := whenWords(w, first.Start, first.End)
		return stated(w, first.Status, text)
	}
	span := w.Fill("notice-until", "from", w.Date(first.Start.Date), "until", w.Date(last.Start.Date))
	return w.Fill("event-times", "n", strconv.Itoa(len(dates)), "span", span)
}

// stateWord returns the word for what has happened to a date or an event, "" for nothing.
func stateWord(w words.Words, status string) string {
	if status == "" {
		return ""
	}
	return w.T("event-state-" + status)
}

// stated returns a title with what has happened to it.
func stated(w words.Words, status, title string) string {
	if status == "" {
		return title
	}
	return stateWord(w, status) + w.T("colon") + title
}
