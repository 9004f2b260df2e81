package frontdesk

import (
	"fmt"
	"io"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/visits"
)

// Free writes what is free on the days of the options, as text for a terminal.
func Free(w io.Writer, o Options) {
	d := newDesk(o)
	for _, p := range d.Book.Places {
		fmt.Fprintln(w, d.text(p.Site.Name))
		for at := d.From; !d.To.Before(at); at = visits.Next(at) {
			day := p.Day(at)
			if len(day.Slots) == 0 {
				fmt.Fprintf(w, "  %s  %s\n", d.date(at), d.say("no groups", "不接待"))
				continue
			}
			fmt.Fprintf(w, "  %s\n", d.date(at))
			for i := range day.Slots {
				fmt.Fprintf(w, "    %s–%s  %s\n", guide.Clock(day.Slots[i].From), guide.Clock(day.Slots[i].To), d.state(&day.Slots[i]))
			}
			for _, v := range day.Between {
				fmt.Fprintf(w, "    %s–%s  %s\n", guide.Clock(v.From), guide.Clock(v.To), d.unit(v))
			}
		}
	}
}

// state returns a slot in words.
func (d *desk) state(s *visits.Slot) string {
	var units []string
	for _, v := range s.Visits {
		units = append(units, d.unit(v))
	}
	text := d.say("full", "满")
	switch {
	case s.Event != nil:
		text = d.say("taken by the event ", "活动占用：") + s.Event.Event.ID
	case s.Free():
		text = d.say("free: ", "可约") + left(d, s)
		if s.Unsure {
			text += d.say(" (the holidays are not known yet)", "（放假安排尚未公布）")
		}
	}
	if len(units) > 0 {
		text += d.say("; booked: ", "；已约：") + strings.Join(units, d.say(", ", "、"))
	}
	return text
}
