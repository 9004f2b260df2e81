package load

import (
	"slices"
	"strings"
	"time"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/toml"
)

const eventsDir = "content/programme"

// An event is the front matter of an event as an editor wrote it.
type event struct {
	Title      string              `toml:"title"`
	Summary    string              `toml:"summary"`
	Kind       string              `toml:"kind"`
	Start      guide.Moment        `toml:"start"`
	StartAt    diag.Place          `toml:"start,place"`
	End        guide.Moment        `toml:"end"`
	EndAt      diag.Place          `toml:"end,place"`
	Repeat     string              `toml:"repeat"`
	RepeatAt   diag.Place          `toml:"repeat,place"`
	Except     []guide.Date        `toml:"except"`
	Status     string              `toml:"status"`
	Reason     guide.Text          `toml:"reason"`
	Changes    []guide.EventChange `toml:"change"`
	Site       string              `toml:"site"`
	SiteAt     diag.Place          `toml:"site,place"`
	Hall       string              // in Site, once it is resolved
	Place      guide.Text          `toml:"place"`
	Online     string              `toml:"online"`
	Organizer  guide.Text          `toml:"organizer"`
	Speaker    guide.Text          `toml:"speaker"`
	Audiences  []string            `toml:"audiences"`
	Capacity   int                 `toml:"capacity"`
	CapacityAt diag.Place          `toml:"capacity,place"`
	Booking    guide.Booking       `toml:"booking"`
	Broadcast  string              `toml:"broadcast"`
	Recording  string              `toml:"recording"`
	Materials  []guide.Material    `toml:"materials"`
	Standards  []guide.Standard    `toml:"standards"`
	Blocks     bool                `toml:"blocks"`
	Request    bool                `toml:"request"`
	Duration   time.Duration       `toml:"duration"`
	DurationAt diag.Place          `toml:"duration,place"`
	Party      guide.Party         `toml:"group"`
	Needs      []guide.Text        `toml:"needs"`
	Brings     []guide.Text        `toml:"brings"`
	Venue      string              `toml:"venue"`
	VenueAt    diag.Place          `toml:"venue,place"`
	Former     []string            `toml:"former"`
	Draft      bool                `toml:"draft"`
	Date       guide.Date          `toml:"date"`
	Cover      string              `toml:"cover"`
}

var eventFields = bind[event](&schema.Event)

// isEvent reports whether a Markdown file is about an event.
func isEvent(file string) bool { return strings.HasPrefix(file, eventsDir+"/") }

// decodeEvent decodes the front matter of an event into its page.
func decodeEvent(d *decoder, root toml.Value, page *guide.Page) {
	var e event
	d.table(root, eventFields, &e)
	page.Title, page.Summary, page.Draft, page.Date, page.Cover, page.Former = e.Title, e.Summary, e.Draft, e.Date, e.Cover, e.Former
	page.Event = &guide.EventDetails{
		Kind: e.Kind, Start: e.Start, StartAt: e.StartAt, End: e.End, EndAt: e.EndAt, Repeat: e.Repeat, RepeatAt: e.RepeatAt, Except: e.Except,
		Status: e.Status, Reason: e.Reason, Changes: e.Changes, Site: e.Site, SiteAt: e.SiteAt, Hall: e.Hall, Place: e.Place, Online: e.Online, Organizer: e.Organizer, Speaker: e.Speaker,
		Audiences: e.Audiences, Capacity: e.Capacity, CapacityAt: e.CapacityAt, Booking: e.Booking, Broadcast: e.Broadcast, Recording: e.Recording,
		Materials: e.Materials, Standards: e.Standards, Blocks: e.Blocks,
		Request: e.Request, Duration: e.Duration, DurationAt: e.DurationAt, Party: e.Party, Needs: e.Needs, Brings: e.Brings, Venue: venueOf(&e), VenueAt: e.VenueAt,
	}
}

// venueOf returns where an activity on request is held: as its editor says, or else at its
// site or place if it has one.
func venueOf(e *event) string {
	switch {
	case !e.Request || e.Venue != "":
		return e.Venue
	case e.Site != "" || !e.Place.Empty():
		return schema.VenueSite
	}
	return schema.VenueUnit
}

// decodeEventSite resolves the site of an event, and the hall in it.
func decodeEventSite(d *decoder, v toml.Value, e *event) {
	if e.Site == "" || d.names.unread {
		return
	}
	site, hall, _ := strings.Cut(e.Site, "/")
	if e.Site, _ = refTo(d, "site", v.Get("site"), site); e.Site == site {
		e.Hall = resolveHall(d, e.SiteAt, site, hall)
	}
}

// decodeMoment reads a local date and time, or a local date. One in quotation marks is
// read as well; seconds are dropped.
func decodeMoment(d *decoder, f *schema.Bound, v toml.Value, p *guide.Moment) {
	if at, ok := v.Any.(time.Time); ok {
		switch at.Location().String() {
		case "date-local":
			*p = guide.Moment{Date: dateOf(at)}
			return
		case "datetime-local":
			*p = momentOf(at)
			return
		}
	}
	text, _ := v.Any.(string)
	if moment, ok := toml.ReadMoment(text); ok {
		at, _ := time.Parse("2006-01-02T15:04:05", moment)
		*p = momentOf(at)
		d.wrong(v, f.Key, "a date and a time", f.Key+" = "+moment)
		return
	}
	if day, ok := toml.ReadDate(text); ok {
		at, _ := time.Parse(time.DateOnly, day)
		*p = guide.Moment{Date: dateOf(at)}
		d.problems.AddFix(d.at(v), f.Key+" = "+day, "bad-date/string", text)
		return
	}
	d.wrong(v, f.Key, "a date and a time", "")
}

func momentOf(t time.Time) guide.Moment {
	return guide.Moment{Date: dateOf(t), Minute: t.Hour()*60 + t.Minute(), Timed: true}
}

// addEvent adds a document of content/programme/ to the guide. One that has only photos
// is none: its photos are reported as unused.
func addEvent(t *tree, d guide.Document) {
	if len(d.Pages) == 0 {
		return
	}
	label := diag.Words{EN: strings.ToLower(schema.Event.Label.EN), ZH: schema.Event.Label.ZH}
	for i, p := range d.Pages {
		switch {
		case p.Broken:
		case p.Places == nil:
			t.problems.Add(p.At, "missing-field", "title", label)
		case i > 0:
		case p.Event != nil && p.Event.Request:
			wrongActivity(t.problems, &p)
		default:
			if p.Places["start"] == (diag.Place{}) {
				t.problems.Add(p.At, "missing-field/start")
			}
			for _, key := range activityKeys {
				if at := p.Places[key]; at != (diag.Place{}) {
					t.problems.Add(at, "bad-activity/only", key)
				}
			}
		}
	}
	t.g.Events = append(t.g.Events, guide.Event{ID: d.ID, Document: d})
}

// datedKeys are the keys that an activity on request cannot have, activityKeys those that
// only such an activity has.
var (
	datedKeys    = []string{"start", "end", "repeat", "except", "change", "status", "capacity", "blocks"}
	activityKeys = []string{"duration", "group", "needs", "brings", "venue"}
)

// wrongActivity reports the fields that an activity on request cannot have, and those that
// are missing.
func wrongActivity(problems *diag.List, p *guide.Page) {
	for _, key := range datedKeys {
		if key == "blocks" && !p.Event.Blocks { // as a CMS writes every switch
			continue
		}
		if at := p.Places[key]; at != (diag.Place{}) {
			problems.Add(at, "bad-activity/dated", key)
		}
	}
	if !p.Event.Booking.Until.IsZero() {
		problems.Add(p.Places["booking"], "bad-activity/dated", "until")
	}
	if p.Places["duration"] == (diag.Place{}) {
		problems.Add(p.At, "missing-field", "duration", diag.Words{EN: "activity on request", ZH: "菜单项目"})
	}
}

// fewEvents sorts the events and reports if there are too many.
func fewEvents(t *tree) {
	all := t.g.Events
	slices.SortFunc(all, func(a, b guide.Event) int { return strings.Compare(a.ID, b.ID) })
	if len(all) > schema.EventsMost {
		t.problems.Add(all[schema.EventsMost].Document.At(), "too-many/events", schema.EventsMost)
		t.g.Events = all[:schema.EventsMost]
	}
}
