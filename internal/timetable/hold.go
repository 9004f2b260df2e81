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
