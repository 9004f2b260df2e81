package timetable

import "wayside/internal/guide"

// Held compares what takes place at a site, or in a hall of it, with its hours, holidays
// and notices. from and to are minutes after the midnight of the day; a whole day is from
// 0 to 0. The kind is that of the conflict, "" for none or if the hours are not known.
func (t *Tours) Held(site *guide.Site, hall string, date guide.Date, from, to int) (kind string) {
	var tour Tour
	n := t.openingOf(&tour, map[string]int{}, site, hall, date.Year)
	if n < 0 {
		return ""
	}
	hours := tour.Hours[n].table()
	if from == 0 && to == 0 {
		return hours.wholeDay(dayNumber(date))
	}
	kind, _ = hours.visit(dayNumber(date), from, to, 0)
	return kind
}

// Spans returns when a site is open on a day, in minutes after midnight: by some opening
// hours, which may be others than the site's own, by holidays and by notices. ok is false
// if the hours are not known or invalid. The result is shared and must not be modified.
func (t *Tours) Spans(site *guide.Site, hours string, date guide.Date) (spans []Stretch, ok bool) {
	as := *site
	as.OpeningHours = hours
	var tour Tour
	n := t.openingOf(&tour, map[string]int{}, &as, "", date.Year)
	if n < 0 {
		return nil, false
	}
	table := tour.Hours[n].table()
	return table.stretches(dayNumber(date)), true
}
