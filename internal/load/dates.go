package load

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/toml"
)

func (d *decoder) duration(f *schema.Bound, v toml.Value, p *time.Duration) {
	text, ok := v.Any.(string)
	if !ok {
		d.wrong(v, f.Key, "a string", inQuotes(schema.MeantDuration(v.Raw())))
		return
	}
	length, ok := schema.ParseDuration(text)
	if !ok {
		meant := schema.MeantDuration(text)
		d.problems.AddFix(d.at(v), inQuotes(meant), "bad-duration", f.Key, text)
		if length, ok = schema.ParseDuration(meant); !ok {
			return
		}
	}
	*p = length
}

func (d *decoder) date(f *schema.Bound, v toml.Value, p *guide.Date) {
	if day, ok := v.Any.(time.Time); ok && day.Location().String() == "date-local" {
		*p = dateOf(day)
		return
	}
	text, isString := v.Any.(string)
	if !isString {
		fix := ""
		if raw := v.Raw(); len(raw) == len("20261014") {
			fix, _ = toml.ReadDate(raw[:4] + "-" + raw[4:6] + "-" + raw[6:])
		}
		d.wrong(v, f.Key, "a date", fix)
		return
	}
	fix := ""
	if date, ok := toml.ReadDate(text); ok {
		day, _ := time.Parse(time.DateOnly, date)
		*p, fix = dateOf(day), f.Key+" = "+date
	}
	d.problems.AddFix(d.at(v), fix, "bad-date/string", text)
}

// decodePartialDate reads a year as a number, a month as a string, and a local date. A year or
// a date in quotation marks is read as well.
func decodePartialDate(d *decoder, f *schema.Bound, v toml.Value, p *guide.PartialDate) {
	switch value := v.Any.(type) {
	case int64:
		if first, last := schema.Years(); value < int64(first) || value > int64(last) || value == 0 {
			d.problems.Add(d.at(v), "bad-value/range", f.Key, strconv.Itoa(first), strconv.Itoa(last), diag.Words{})
			return
		}
		p.Year = int(value)
		return
	case time.Time:
		if value.Location().String() == "date-local" {
			*p = guide.PartialDate(dateOf(value))
			return
		}
	case string:
		for n, layout := range []string{"2006", "2006-01", time.DateOnly} {
			if day, err := time.Parse(layout, value); err == nil && day.Year() > 0 {
				*p = [...]guide.PartialDate{{Year: day.Year()}, {Year: day.Year(), Month: day.Month()}, guide.PartialDate(dateOf(day))}[n]
				return
			}
		}
		if day, ok := toml.ReadDate(value); ok {
			d.wrong(v, f.Key, "a year, a month or a date", f.Key+" = "+day)
			return
		}
	}
	d.wrong(v, f.Key, "a year, a month or a date", "")
}

func dateOf(t time.Time) guide.Date {
	return guide.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

// timeOfDay reads a local time as the time since midnight.
func (d *decoder) timeOfDay(f *schema.Bound, v toml.Value, p *time.Duration) {
	if c, ok := v.Any.(time.Time); ok && c.Location().String() == "time-local" {
		*p = time.Duration(c.Hour())*time.Hour + time.Duration(c.Minute())*time.Minute
		return
	}
	text, isString := v.Any.(string)
	if !isString {
		text = strings.Replace(v.Raw(), ".", ":", 1) // 8.30
	}
	fix, ok := toml.ReadClock(text)
	if !ok {
		fix = ""
	}
	d.wrong(v, f.Key, "a time of day", fix)
}

// dateRanges reads a list of "2026-10-01/2026-10-07", "2026-10-01", and local
// dates.
func (d *decoder) dateRanges(f *schema.Bound, v toml.Value) (all []guide.DateRange) {
	d.items(f, v, func(item toml.Value) {
		text, ok := item.Any.(string)
		if day, isDate := item.Any.(time.Time); isDate {
			text, ok = day.Format(time.DateOnly), true
		}
		if !ok {
			d.wrong(item, f.Key, "a date", "")
			return
		}
		from, to, span := strings.Cut(text, "/")
		if !span {
			to = from
		}
		if meant := meantRange(text); meant != text && meant != "" {
			d.problems.AddFix(d.at(item), inQuotes(meant), "bad-date/form", f.Key, text)
			from, to, _ = strings.Cut(meant, "/")
			to = cmp.Or(to, from)
		}
		first, errFirst := time.Parse(time.DateOnly, from)
		last, errLast := time.Parse(time.DateOnly, to)
		switch {
		case errFirst != nil:
			d.problems.Add(d.at(item), "bad-date", from)
		case errLast != nil:
			d.problems.Add(d.at(item), "bad-date", to)
		case last.Before(first) || last.Sub(first) > 366*24*time.Hour:
			d.problems.Add(d.at(item), "bad-date/range", text)
		default:
			all = append(all, guide.DateRange{First: dateOf(first), Last: dateOf(last)})
		}
	})
	return all
}
