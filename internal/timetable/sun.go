package timetable

import (
	"math"
	"time"

	"wayside/internal/geo"
	"wayside/internal/guide"
)

// sunStep is the number of days between the entries of Sun.Sets, between which
// sunsets are interpolated; the error is below a minute outside the polar circles.
const sunStep = 8

// sunAt returns when the sun sets at a place with a civil time.
func sunAt(p geo.Point, zone [][2]int) *Sun {
	s := &Sun{Zone: zone}
	for n := 0; n < 366+sunStep; n += sunStep {
		s.Sets = append(s.Sets, sunset(p, n+1))
	}
	return s
}

// civil returns the civil time of the years in a time zone, as in Sun.
func civil(zone *time.Location, first, last int) (all [][2]int) {
	end := dayNumber(guide.Date{Year: last + 1, Month: time.January, Day: 1})
	for n := dayNumber(guide.Date{Year: first, Month: time.January, Day: 1}); n < end; n++ {
		// Clocks change in the night, so the evening decides.
		_, seconds := time.Unix(int64(n)*60*day+18*3600, 0).In(zone).Zone()
		if k := len(all); k == 0 || all[k-1][1] != seconds/60 {
			all = append(all, [2]int{n, seconds / 60})
		}
	}
	return all
}

// sunset returns the minutes from the midnight in UTC that begins a day of the year,
// counted from 1, to the sunset of that date at a place, or -1 if the sun does not
// set. It follows the approximation of the NOAA Global Monitoring Laboratory
// ("General Solar Position Calculations"), which is within a minute or two.
func sunset(p geo.Point, ordinal int) int {
	const degree = math.Pi / 180
	year := 2 * math.Pi / 365 * (float64(ordinal) - 1 + 0.25) // at 18:00
	equation := 229.18 * (0.000075 + 0.001868*math.Cos(year) - 0.032077*math.Sin(year) - 0.014615*math.Cos(2*year) - 0.040849*math.Sin(2*year))
	declination := 0.006918 - 0.399912*math.Cos(year) + 0.070257*math.Sin(year) - 0.006758*math.Cos(2*year) +
		0.000907*math.Sin(2*year) - 0.002697*math.Cos(3*year) + 0.00148*math.Sin(3*year)
	// 90.833°: the upper edge of the sun, with refraction, is on the horizon.
	angle := math.Cos(90.833*degree)/(math.Cos(p.Lat*degree)*math.Cos(declination)) - math.Tan(p.Lat*degree)*math.Tan(declination)
	if angle < -1 || angle > 1 {
		return -1
	}
	return int(math.Round(720 - 4*p.Lon - equation + 4*math.Acos(angle)/degree))
}

// sunset returns when the sun sets on a day, in minutes of civil time after its
// midnight; ok is false if that is not known.
func (s *Sun) sunset(n int) (minute int, ok bool) {
	if s == nil || len(s.Zone) == 0 {
		return 0, false
	}
	date := dateOf(n)
	ordinal := n - dayNumber(guide.Date{Year: date.Year, Month: time.January, Day: 1})
	i := ordinal / sunStep
	if i+1 >= len(s.Sets) || s.Sets[i] < 0 || s.Sets[i+1] < 0 {
		return 0, false
	}
	offset := s.Zone[0][1]
	for _, z := range s.Zone {
		if z[0] <= n {
			offset = z[1]
		}
	}
	return (s.Sets[i]*(sunStep-ordinal%sunStep)+s.Sets[i+1]*(ordinal%sunStep))/sunStep + offset, true
}
