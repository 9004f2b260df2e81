package render

import (
	"cmp"
	"html/template"
	"strings"
	"time"

	"wayside/internal/diag"
	"wayside/internal/export"
	"wayside/internal/guide"
	"wayside/internal/output"
	"wayside/internal/programme"
)

// addCalendar adds the calendar file of a folder of the programme. of returns its name and
// its dates, which the draft records. It is opened by readers like a page, and published
// with the page next to it: the folder of a new event is then renamed as a whole.
func addCalendar(l *listing, from diag.Place, dir string, of func(p *draft) (name string, dates []programme.Occurrence)) {
	addFile(l, dir, calendarFile, from, output.Page, func(p *draft) (output.Made, error) {
		name, dates := of(p)
		x := export.Programme{Name: name, Zone: p.r.guide.Zone(), Events: make([]export.Event, 0, len(dates))}
		for i := range dates {
			x.Events = append(x.Events, exportDate(p, &dates[i]))
		}
		return output.Made{Data: x.Calendar()}, nil
	})
}

// exportDate converts a date for package export, with plain texts in the reader's
// language.
func exportDate(p *draft, o *programme.Occurrence) export.Event {
	w, d, doc := p.words(), o.Event.Details(), &o.Event.Document
	zone := p.r.guide.Zone()
	x := export.Event{
		ID: firstID(&p.view, guide.EventKind, doc.ID, doc.FormerIDs()) + "-" + o.Day.String() + "@" + hostOf(p.r.guide), Name: stated(w, o.Status, documentTitle(doc, p.lang).Text),
		Where: eventAddress(p, d), Online: cmp.Or(d.Online, d.Broadcast), URL: p.r.absolute(p.lang, eventDir(o.Event.ID)),
		Start: o.Start.In(zone), Whole: !o.Start.Timed, Off: !o.Holds(), Stamp: revised(o),
	}
	var about []string
	for _, text := range []string{p.plain(o.Reason), p.summary(doc).Text, p.plain(d.Speaker)} {
		if text != "" {
			about = append(about, text)
		}
	}
	x.About = strings.Join(about, "\n")
	if !o.End.IsZero() || x.Whole {
		x.End = o.Until().In(zone)
	}
	x.Change = revision(o)
	return x
}

// revision returns a number that grows when a date changes: with its state, and with each
// day on which its editor says that the event was revised.
func revision(o *programme.Occurrence) (n int) {
	if date := o.Event.Document.Pages[0].Date; !date.IsZero() {
		n = max(0, int(date.Time().Sub(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)).Hours()/24))
	}
	if o.Status != "" {
		n++
	}
	return n
}

// revised returns when an event was last revised: its editor's date, or else the day of the
// occurrence, since the clock would change the file with every build.
func revised(o *programme.Occurrence) time.Time {
	if date := o.Event.Document.Pages[0].Date; !date.IsZero() {
		return date.Time()
	}
	return o.Day.Time()
}

// eventAddress returns the place of an event with its address on a second line.
func eventAddress(p *draft, d *guide.EventDetails) string {
	name, place := siteName(p, d), p.plain(d.Place)
	switch {
	case name == "":
		return place
	case place != "":
		name += p.words().T("comma") + place
	}
	if address := p.plain(p.site(d.Site).Address); address != "" {
		name += "\n" + address
	}
	return name
}

// calendarLink leads to the calendar file in a folder.
func calendarLink(p *draft, dir, name string) CalendarLink {
	w := p.words()
	link := CalendarLink{Href: p.root + p.r.prefix(p.lang) + dir + calendarFile, Text: w.T("programme-save"), Name: name, SubscribeText: w.T("programme-subscribe")}
	if address := p.r.absolute(p.lang, dir); address != "" {
		_, rest, _ := strings.Cut(address, "://")
		link.Subscribe = template.URL("webcal://" + rest + calendarFile)
	}
	return link
}

// calendarName returns the name under which the calendar of a folder is saved.
func calendarName(dir string) string {
	if audience, ok := strings.CutPrefix(dir, programmeDir+"for/"); ok {
		return strings.TrimSuffix(audience, "/") + ".ics"
	}
	return calendarFile
}
