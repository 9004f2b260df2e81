package timetable

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"wayside/internal/geo"
)

// A planCase is a case worked out by hand. It tests Plan and is also one of the
// vectors that other implementations must reproduce.
type planCase struct {
	name   string
	tour   Tour
	choice Choice
	rows   string // as formatted by rowsOf; "" if the case is not about them
	want   string // the conflicts, as formatted by conflictsOf
}

const wednesday = "2026-10-14"

// walk1000 returns a tour on foot on a Wednesday at 08:30, at 4 km/h. Its stops
// are on a line, a kilometre apart: each leg takes 20 minutes plus two to gather.
func walk1000(stops ...Halt) Tour {
	t := Tour{Date: wednesday, Start: 510, Pace: 4000, Longest: 2500, Batches: 1, Stops: stops, Year: Year{Year: 2026}}
	for i := range t.Stops {
		s := &t.Stops[i]
		if s.By == "" {
			s.By = "walk"
		}
		row := make([]int, i)
		for j := range row {
			row[j] = 1000 * (i - j)
		}
		t.Spots = append(t.Spots, row)
	}
	return t
}

// halt returns a stop at site n, which is at spot n.
func halt(n, stay int) Halt { return Halt{Stay: stay, Spot: n, Site: n, Hours: -1} }

// place returns a stop at the given spot that is not a site.
func place(spot, stay int) Halt { return Halt{Stay: stay, Spot: spot, Site: -1, Hours: -1} }

// change returns a copy of a stop or tour after modification by do.
func change[T any](v T, do func(*T)) T {
	do(&v)
	return v
}

// at assigns one of the tour's opening hours to a stop.
func at(h Halt, hours int) Halt { h.Hours = hours; return h }

// withHours adds opening hours to a tour: the kinds of days, and the kind of each
// day of October 2026. Other days are not in the table.
func withHours(t Tour, kinds [][]Stretch, days string) Tour {
	t.Hours = append(t.Hours[:len(t.Hours):len(t.Hours)], Opening{"2026-10-01", days, kinds})
	return t
}

// museum is open from nine to five, on holidays from ten to four, and closed on Mondays that are not holidays.
func museum(t Tour) Tour {
	return withHours(t, [][]Stretch{{}, {{540, 1020, false}}, {{600, 960, false}}}, "2222222"+"1111"+"0111111"+"0111111"+"011111")
}

// daily is open at the same times every day of October.
func daily(t Tour, stretches ...Stretch) Tour {
	return withHours(t, [][]Stretch{stretches}, strings.Repeat("0", 31))
}

// manyKinds closes a minute later each day: on the 14th, kind 36, at 10:36.
func manyKinds(t Tour) Tour {
	var kinds [][]Stretch
	for i := range 60 {
		kinds = append(kinds, []Stretch{{530, 600 + i, false}})
	}
	days := ""
	for i := range 31 {
		days += fmt.Sprintf("%02s", strconv.FormatInt(int64(23+i), 36))
	}
	return withHours(t, kinds, days)
}

func rowsOf(p Plan) string {
	var rows []string
	for _, r := range p.Rows {
		row := fmt.Sprint(r.Stop)
		if r.Leg != (Leg{}) {
			row += fmt.Sprintf(" %s %dm %d/%d/%d", r.Leg.By, r.Leg.Metres, r.Leg.Low, r.Leg.Likely, r.Leg.High)
			if r.Leg.Given {
				row += " given"
			}
		}
		for _, l := range r.Legs {
			row += fmt.Sprint(" ", l.Likely)
		}
		for _, t := range r.Times {
			row += fmt.Sprintf(" %s-%s", hhmm(t.Arrive), hhmm(t.Depart))
		}
		rows = append(rows, row)
	}
	return strings.Join(rows, ", ")
}

func conflictsOf(p Plan) string {
	var all []string
	for _, c := range p.Conflicts {
		s := fmt.Sprintf("%s %d", c.Kind, c.Stop)
		if c.Batch > 0 {
			s += fmt.Sprintf(" batch %d", c.Batch)
		}
		switch c.Kind {
		case Early, Late, LastEntry, Overstay, Dark, LateLunch, GateShut:
			s += " " + hhmm(c.Figure)
		case EndsLate:
			s += " " + hhmm(c.Figure) + ">" + hhmm(c.Limit)
		case Crowded, LongWalk, LongDay:
			s += fmt.Sprintf(" %d>%d", c.Figure, c.Limit)
		}
		for _, m := range c.Fixes {
			switch m.Kind {
			case FixStart:
				s += " [start " + hhmm(m.Value) + "]"
			case FixDate:
				s += " [date " + strings.Join(m.Dates, " ") + "]"
			case FixOrder:
				s += " [order " + strings.Trim(fmt.Sprint(m.Order), "[]") + "]"
			case FixSwap, FixBatches, FixBreak, FixMove:
				s += fmt.Sprintf(" [%s %d %d]", m.Kind, m.Value, m.Other)
			default:
				s += fmt.Sprintf(" [%s %d]", m.Kind, m.Value)
			}
		}
		all = append(all, s)
	}
	return strings.Join(all, ", ")
}

// hhmm formats a time of day; times of the next day continue past 24:00.
func hhmm(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

func planCases() []planCase {
	three := walk1000(halt(0, 30), halt(1, 30), halt(2, 30))
	return slices.Concat(legCases(three), openingCases(), groupCases(), dayCases(), carouselCases(), wayCases())
}

// legCases are about the times of arrival.
func legCases(three Tour) []planCase {
	const foot = "walk 1300m 21/22/23"
	by := func(mode string) Tour {
		return walk1000(halt(0, 30), change(halt(1, 30), func(h *Halt) { h.By = mode }))
	}
	second := func(do func(*Halt)) Tour { return walk1000(halt(0, 30), change(halt(1, 30), do), halt(2, 30)) }
	return []planCase{
		{"on foot", three, Choice{}, "0 08:30-09:00, 1 " + foot + " 09:22-09:52, 2 " + foot + " 10:14-10:44", ""},
		{"no stops", walk1000(), Choice{}, "", ""},
		{"all stops left out", three, Choice{Without: []int{2, 1, 0, 0, 7, -1}}, "", ""},
		{"a later start", three, Choice{Start: 600, Without: []int{2}}, "0 10:00-10:30, 1 " + foot + " 10:52-11:22", ""},
		// 130000·60/(100·3000) = 26, exactly.
		{"a slower pace", three, Choice{Pace: 3000, Without: []int{2}}, "0 08:30-09:00, 1 walk 1300m 27/28/30 09:28-09:58", ""},
		{"by bicycle", by("cycle"), Choice{}, "0 08:30-09:00, 1 cycle 1300m 7/7/7 09:07-09:37", ""},
		{"by coach", by("coach"), Choice{}, "0 08:30-09:00, 1 coach 1300m 2/2/3 09:02-09:32", ""},
		{"by car", by("drive"), Choice{}, "0 08:30-09:00, 1 drive 1300m 2/2/3 09:02-09:32", ""},
		{"by metro", by("metro"), Choice{}, "0 08:30-09:00, 1 metro 1300m 3/3/3 09:03-09:33", ""},
		{"by ferry", by("ferry"), Choice{}, "0 08:30-09:00, 1 ferry 1300m 5/6/6 09:06-09:36", ""},
		{"given", second(func(h *Halt) { h.Travel = 35 }), Choice{Without: []int{2}}, "0 08:30-09:00, 1 walk 1300m 35/35/35 given 09:35-10:05", ""},
		// 2000·60/4000 = 30; 28.5 and 31.5 are rounded up.
		{"measured", second(func(h *Halt) { h.Way = 2000 }), Choice{Without: []int{2}}, "0 08:30-09:00, 1 walk 2000m 31/32/34 09:32-10:02", ""},
		{"measured, by coach", second(func(h *Halt) { h.Way, h.By = 20000, "coach" }), Choice{Without: []int{2}}, "0 08:30-09:00, 1 coach 20000m 29/30/32 09:30-10:00", ""},
		{"measured and given", second(func(h *Halt) { h.Way, h.Travel = 2000, 40 }), Choice{Without: []int{2}}, "0 08:30-09:00, 1 walk 2000m 40/40/40 given 09:40-10:10", ""},
		{"measured, without a position", second(func(h *Halt) { h.Way, h.Spot = 2000, -1 }), Choice{Without: []int{2}}, "0 08:30-09:00, 1 walk 2000m 31/32/34 09:32-10:02", ""},
		{"a given time that is too short", second(func(h *Halt) { h.Way, h.Travel = 100000, 1 }), Choice{}, "0 08:30-09:00, 1 walk 100000m 1/1/1 given 09:01-09:31, 2 " + foot + " 09:53-10:23", "long-walk 1 100000>2500 [ride 1]"},
		{"without a position", second(func(h *Halt) { h.Spot = -1 }), Choice{}, "0 08:30-09:00, 1 walk 0m 0/0/0 09:00-09:30, 2 walk 0m 0/0/0 09:30-10:00", ""},
		{"at the same spot", second(func(h *Halt) { h.Spot = 0 }), Choice{Without: []int{2}}, "0 08:30-09:00, 1 walk 0m 0/0/0 09:00-09:30", ""},
		{"lunch at the previous stop", walk1000(halt(0, 30), place(0, 50), halt(2, 30)), Choice{}, "0 08:30-09:00, 1 walk 0m 0/0/0 09:00-09:50, 2 walk 2600m 39/41/44 10:31-11:01", "long-walk 2 2600>2500 [ride 2] [without 2]"},
		{"a walked stop left out: the direct way", three, Choice{Without: []int{1}}, "0 08:30-09:00, 2 walk 2600m 39/41/44 09:41-10:11", "long-walk 2 2600>2500 [ride 2] [without 2]"},
		{"the first stop left out", three, Choice{Without: []int{0}}, "1 08:30-09:00, 2 " + foot + " 09:22-09:52", ""},
		{"a given leg left out: the same way", second(func(h *Halt) { h.Travel = 35 }), Choice{Without: []int{1}}, "0 08:30-09:00, 2 walk 2600m 56/57/58 given 09:57-10:27", "long-walk 2 2600>2500 [ride 2] [without 2]"},
		{"a measured leg left out: the same way", second(func(h *Halt) { h.Way = 1100 }), Choice{Without: []int{1}}, "0 08:30-09:00, 2 walk 2400m 39/41/43 09:41-10:11", ""},
		{"a coach leg left out: the same way", second(func(h *Halt) { h.By = "coach" }), Choice{Without: []int{1}}, "0 08:30-09:00, 2 walk 2600m 23/24/26 09:24-09:54", "long-walk 2 2600>2500 [ride 2] [without 2]"},
		{"a stop without a position left out: the same way, without a length", second(func(h *Halt) { h.Spot, h.Travel = -1, 35 }), Choice{Without: []int{1}}, "0 08:30-09:00, 2 walk 0m 35/35/35 given 09:35-10:05", ""},
		{"no start", change(three, func(t *Tour) { t.Start = -1 }), Choice{}, "0, 1 " + foot + ", 2 " + foot, ""},
		{"no start, but one is chosen", change(three, func(t *Tour) { t.Start = -1 }), Choice{Start: 540, Without: []int{2}}, "0 09:00-09:30, 1 " + foot + " 09:52-10:22", ""},
		{"two batches", change(three, func(t *Tour) { t.Batches, t.Interval = 2, 15 }), Choice{Without: []int{2}}, "0 08:30-09:00 08:45-09:15, 1 " + foot + " 09:22-09:52 09:37-10:07", ""},
		{"around the world", change(walk1000(halt(0, 0), halt(1, 0)), func(t *Tour) { t.Spots[1][0], t.Stops[1].By = 20_000_000, "coach" }), Choice{}, "0 08:30-08:30, 1 coach 26000000m 36900/39000/41100 658:30-658:30", "no-break 0"},
	}
}

// openingCases are about opening hours. The second stop is reached at 09:22.
func openingCases() []planCase {
	// solo returns a tour with one stop, from 09:00.
	solo := func(stay int) Tour {
		return change(walk1000(at(halt(0, stay), 0)), func(t *Tour) { t.Start = 540 })
	}
	pair := walk1000(halt(0, 30), at(halt(1, 30), 0))
	onDay := func(t Tour, date string) Tour { t.Date = date; return t }
	start := func(t Tour, start int) Tour { t.Start = start; return t }
	entry := func(t Tour, minutes int) Tour {
		t.Stops = slices.Clone(t.Stops) // pair is shared
		t.Stops[len(t.Stops)-1].LastEntry = minutes
		return t
	}
	return []planCase{
		{"open", museum(pair), Choice{}, "", ""},
		{"closed on Mondays", museum(pair), Choice{Date: "2026-10-12"}, "", "closed 1 [date 2026-10-13 2026-10-14 2026-10-15] [without 1]"},
		{"closed on Monday: the next three days", museum(pair), Choice{Date: "2026-10-19"}, "", "closed 1 [date 2026-10-20 2026-10-21 2026-10-22] [without 1]"},
		{"the only stop is never left out", museum(solo(30)), Choice{Date: "2026-10-12"}, "", "closed 0 [date 2026-10-13 2026-10-14 2026-10-15]"},
		{"opens later on a Monday that is a holiday", museum(pair), Choice{Date: "2026-10-05"}, "", "early 1 10:00 [start 09:10] [date 2026-10-08 2026-10-09 2026-10-10]"},
		{"a minute before opening", daily(pair, Stretch{563, 1020, false}), Choice{}, "", "early 1 09:23 [start 08:35] [without 1]"},
		{"at opening", daily(pair, Stretch{562, 1020, false}), Choice{}, "", ""},
		{"during the midday closing", daily(solo(30), Stretch{480, 540, false}, Stretch{600, 720, false}), Choice{}, "", "early 0 10:00 [start 08:30]"},
		{"after closing", daily(pair, Stretch{480, 540, false}), Choice{}, "", "late 1 09:00 [start 07:35] [swap 0 1]"},
		{"at the minute of closing", daily(pair, Stretch{480, 562, false}), Choice{}, "", "late 1 09:22 [start 08:00] [swap 0 1]"},
		{"after the last entry", entry(daily(pair, Stretch{480, 620, false}), 60), Choice{}, "", "last-entry 1 09:20 [start 08:25] [swap 0 1]"},
		{"at the last entry", entry(daily(pair, Stretch{480, 622, false}), 60), Choice{}, "", ""},
		{"closes during the visit", daily(pair, Stretch{480, 591, false}), Choice{}, "", "overstay 1 09:51 [start 08:25] [swap 0 1]"},
		{"closes when the group leaves", daily(pair, Stretch{480, 592, false}), Choice{}, "", ""},
		{"no stay, after closing", daily(solo(0), Stretch{480, 540, false}), Choice{}, "", "late 0 09:00 [start 08:55]"},
		{"no stay, open for one minute", daily(solo(0), Stretch{540, 541, false}), Choice{}, "", ""},
		{"may be open", daily(pair, Stretch{480, 1020, true}), Choice{}, "", "unsure 1 [without 1]"},
		{"open, then unknown", daily(pair, Stretch{480, 580, false}, Stretch{580, 1020, true}), Choice{}, "", "unsure 1 [start 08:15] [swap 0 1]"},
		{"open, then unknown, then closed", daily(pair, Stretch{480, 580, false}, Stretch{580, 590, true}), Choice{}, "", "overstay 1 09:50 [start 08:15] [swap 0 1]"},
		{"last entry before an unknown closing time", entry(daily(pair, Stretch{480, 600, false}, Stretch{600, 1020, true}), 60), Choice{}, "", "unsure 1 [start 08:05] [swap 0 1]"},
		{"the day before the table", museum(pair), Choice{Date: "2026-09-30"}, "", "unsure 1 [date 2026-10-08 2026-10-09 2026-10-10] [without 1]"},
		{"a year after the table", museum(pair), Choice{Date: "2027-10-14"}, "", "unsure 1 [without 1]"},
		{"no date", museum(onDay(pair, "")), Choice{}, "", ""},
		{"an invalid date", museum(pair), Choice{Date: "2026-02-30"}, "", ""},
		{"no start: closed all day", museum(start(pair, -1)), Choice{Date: "2026-10-12"}, "", "closed 1 [date 2026-10-13 2026-10-14 2026-10-15] [without 1]"},
		{"no start: open at some time", museum(start(pair, -1)), Choice{}, "", ""},
		{"no start: unknown all day", daily(start(pair, -1), Stretch{0, 1440, true}), Choice{}, "", "unsure 1 [without 1]"},
		{"more kinds of days than one digit can express", manyKinds(solo(97)), Choice{}, "", "overstay 0 10:36 [start 08:55] [date 2026-10-15 2026-10-16 2026-10-17]"},
		{"past midnight, open through", daily(start(solo(120), 1380), Stretch{0, 120, false}, Stretch{1320, 1440, false}), Choice{}, "0 23:00-25:00", ""},
		{"past midnight, closed at one", daily(start(solo(180), 1380), Stretch{0, 60, false}, Stretch{1320, 1440, false}), Choice{}, "", "overstay 0 25:00"},
		{"past midnight, early", daily(start(pair, 1430), Stretch{540, 1020, false}), Choice{}, "", "early 1 33:00 [without 1]"},
		{"past midnight, the next day is closed", museum(start(pair, 1430)), Choice{Date: "2026-10-11"}, "", "closed 1 [without 1]"},
		{"the third batch stays too long", daily(change(pair, func(t *Tour) { t.Batches, t.Interval = 3, 20 }), Stretch{480, 612, false}), Choice{}, "", "overstay 1 batch 2 10:12 [start 08:10] [swap 0 1]"},
		{"a refusal takes precedence over an unknown state", daily(change(pair, func(t *Tour) { t.Batches, t.Interval = 2, 60 }), Stretch{480, 600, true}, Stretch{700, 1020, false}), Choice{}, "", "early 1 batch 1 11:40 [start 10:50] [without 1]"},
		{"no swap over a given leg", daily(change(walk1000(halt(0, 30), at(halt(1, 30), 0)), func(t *Tour) { t.Stops[1].Travel = 22 }), Stretch{563, 1020, false}), Choice{}, "", "early 1 09:23 [start 08:35] [without 1]"},
		{"no swap over a measured leg", daily(change(walk1000(halt(0, 30), at(halt(1, 30), 0)), func(t *Tour) { t.Stops[1].Way = 1300 }), Stretch{563, 1020, false}), Choice{}, "", "early 1 09:23 [start 08:35] [without 1]"},
		{"no swap of a stop reached by ferry", daily(change(walk1000(halt(0, 30), at(halt(1, 30), 0)), func(t *Tour) { t.Stops[1].By = "ferry" }), Stretch{547, 1020, false}), Choice{}, "", "early 1 09:07 [start 08:35] [without 1]"},
		// 20 minutes earlier the second stop would not be open: no start
		// satisfies both, and fixing one must not break the other.
		{"no fix causes another conflict", withHours(withHours(walk1000(at(halt(0, 30), 0), at(halt(1, 30), 1)), [][]Stretch{{{510, 540, false}}}, strings.Repeat("0", 31)), [][]Stretch{{{600, 1020, false}}}, strings.Repeat("0", 31)), Choice{}, "", "early 1 10:00 [without 1]"},
	}
}

// groupCases are about capacity, breaks and walking distance.
func groupCases() []planCase {
	group := func(size, batches, interval, capacity int) Tour {
		t := walk1000(halt(0, 10), halt(1, 30))
		t.Group, t.Batches, t.Interval, t.Stops[1].Capacity = size, batches, interval, capacity
		return t
	}
	halls := group(40, 2, 30, 30)
	halls.Stops = append(halls.Stops, change(halt(1, 30), func(h *Halt) { h.Capacity = 30 }))
	long := walk1000(halt(0, 90), halt(1, 90), halt(2, 90))
	from := func(t Tour, start int) Tour { t.Start = start; return t }
	meal := func(stay int) Tour { return walk1000(halt(0, 90), halt(1, 60), place(1, stay), halt(2, 60)) }
	return []planCase{
		{"a group of the site's capacity", group(40, 1, 0, 40), Choice{}, "", ""},
		{"one more than the site's capacity", group(41, 1, 0, 40), Choice{}, "", "crowded 1 41>40 [batches 2 30] [without 1]"},
		{"batches that overlap", group(40, 2, 15, 30), Choice{}, "", "crowded 1 batch 1 40>30 [batches 2 30] [without 1]"},
		{"batches that do not overlap", group(40, 2, 30, 30), Choice{}, "", ""},
		{"three batches, two of them at once", group(40, 3, 20, 20), Choice{}, "", "crowded 1 batch 1 28>20 [batches 3 30] [without 1]"},
		{"the last batch is smaller, and the group is not exceeded", group(40, 3, 0, 39), Choice{}, "", "crowded 1 40>39 [batches 3 15] [without 1]"},
		{"two halls of one site", halls, Choice{}, "", "crowded 1 batch 1 40>30 [batches 2 60] [without 1]"},
		{"crowds are detected without a start", from(group(41, 1, 0, 40), -1), Choice{}, "", "crowded 1 41>40 [batches 2 30] [without 1]"},
		{"a group of unknown size", group(0, 1, 0, 1), Choice{}, "", ""},
		{"a site with a capacity of one", group(200, 1, 0, 1), Choice{}, "", "crowded 1 200>1 [without 1]"},
		{"over four hours without a break", long, Choice{}, "", "no-break 1 [break 1 40]"},
		{"exactly four hours", walk1000(halt(0, 90), halt(1, 128)), Choice{}, "", ""},
		{"four hours and a minute", walk1000(halt(0, 90), halt(1, 129)), Choice{}, "", "no-break 0"},
		{"one stop that is too long", walk1000(halt(0, 300)), Choice{}, "", "no-break 0"},
		{"from 13:30", from(long, 810), Choice{}, "", ""},
		{"from 13:01: not enough time for a break around noon", from(long, 781), Choice{}, "", ""},
		{"from 13:00: enough time for a break around noon", from(long, 780), Choice{}, "", "no-break 0"},
		{"a break at a place", meal(40), Choice{}, "", ""},
		{"a break that is too short", meal(29), Choice{}, "", "no-break 2 [break 2 40]"},
		{"a break in the evening", from(change(meal(40), func(t *Tour) { t.Stops[1].Stay = 300 }), 540), Choice{}, "", "lunch 2 15:52 [move 2 0] [start 06:05]"},
		{"no break and no start", from(long, -1), Choice{}, "", ""},
		{"as far as the audience walks", change(walk1000(halt(0, 30), halt(1, 30)), func(t *Tour) { t.Longest = 1300 }), Choice{}, "", ""},
		{"further than the audience walks", change(walk1000(halt(0, 30), halt(1, 30)), func(t *Tour) { t.Longest = 1299 }), Choice{}, "", "long-walk 1 1300>1299 [ride 1] [without 1]"},
		{"a ride is not a walk", change(walk1000(halt(0, 30), change(halt(1, 30), func(h *Halt) { h.By = "coach" })), func(t *Tour) { t.Longest = 500 }), Choice{}, "", ""},
		{"a given walk without a position", change(walk1000(halt(0, 30), change(halt(1, 30), func(h *Halt) { h.Spot, h.Travel = -1, 40 })), func(t *Tour) { t.Longest = 2500 }), Choice{}, "", "long-walk 1 2666>2500 [ride 1] [without 1]"},
		{"a ride that would come too early", daily(change(walk1000(halt(0, 30), at(halt(1, 30), 0)), func(t *Tour) { t.Longest = 1000 }), Stretch{560, 1020, false}), Choice{}, "", "long-walk 1 1300>1000 [without 1]"},
		{"leaving out a stop must not make another walk too long", change(walk1000(halt(0, 30), halt(1, 30), halt(2, 30)), func(t *Tour) { t.Longest = 1299; t.Stops[2].By = "coach" }), Choice{}, "", "long-walk 1 1300>1299 [ride 1] [without 1]"},
	}
}

// dayCases are about the end of a day, nights, lunches, alternatives and orders. Legs
// take 22 minutes.
func dayCases() []planCase {
	three := walk1000(halt(0, 60), halt(1, 60), halt(2, 60)) // from 08:30 to 12:14
	with := func(t Tour, do func(*Tour)) Tour {
		t.Stops = slices.Clone(t.Stops)
		do(&t)
		return t
	}
	endBy := func(minute int) func(*Tour) { return func(t *Tour) { t.EndBy = minute } }
	// On 14 October the sun sets at about 17:37 in Beijing.
	beijing := sunAt(geo.Point{Lat: 39.9, Lon: 116.4}, civil(time.FixedZone("", 8*3600), 2026, 2026))
	evening := with(three, func(t *Tour) { t.Sun, t.Start = beijing, 15*60+30 })
	lunch := change(place(0, 40), func(h *Halt) { h.Lunch, h.Floats, h.By = true, true, "walk" })
	early := walk1000(halt(0, 60), halt(1, 60), halt(2, 60), halt(3, 60))
	early.Stops = slices.Insert(early.Stops, 1, lunch)
	late := walk1000(halt(0, 60), halt(1, 60), halt(2, 60), halt(3, 60))
	late.Stops = append(late.Stops, change(lunch, func(h *Halt) { h.Spot = 3 }))
	nights := walk1000(halt(0, 60), change(halt(1, 0), func(h *Halt) { h.Night, h.Next = true, 540 }), halt(2, 60))
	page := Halt{Stay: 30, By: "home", Spot: -1, Site: -1, Hours: -1}
	home := Tour{Date: wednesday, Start: 540, Batches: 1, Home: true, Year: Year{Year: 2026}, Stops: []Halt{page, change(page, func(h *Halt) { h.Night = true }), page}, Spots: [][]int{}}
	zigzag := walk1000(halt(0, 10), halt(3, 10), halt(1, 10), halt(2, 10), halt(4, 10), halt(5, 10))
	rain := walk1000(halt(0, 30), change(halt(1, 30), func(h *Halt) {
		h.Travel, h.By = 40, "ferry"
		h.Instead = new(Halt)
		*h.Instead = Halt{Stay: 45, By: "walk", Spot: 2, Site: 2, Hours: -1}
	}), change(halt(0, 20), func(h *Halt) { h.Travel, h.By = 40, "ferry" }))
	rain.Spots[2] = []int{500, 1500}
	return []planCase{
		{"ends in time", with(three, endBy(12*60+14)), Choice{}, "", ""},
		{"ends too late", with(three, endBy(12*60+13)), Choice{}, "", "ends-late 2 12:14>12:13 [start 08:25] [without 2]"},
		{"the last batch ends too late", with(three, func(t *Tour) { t.EndBy, t.Batches, t.Interval = 12*60+14, 2, 10 }), Choice{}, "", "ends-late 2 batch 1 12:24>12:14 [start 08:20] [without 2]"},
		{"no end without a start", with(three, func(t *Tour) { t.EndBy, t.Start = 540, -1 }), Choice{}, "", ""},
		{"as long as a day may be", with(three, func(t *Tour) { t.LongestDay = 224 }), Choice{}, "", ""},
		{"longer than a day may be", with(three, func(t *Tour) { t.LongestDay = 223 }), Choice{}, "", "long-day 2 224>223 [without 2]"},
		{"on foot after sunset", evening, Choice{}, "", "dark 2 17:38 [start 14:50] [ride 2]"},
		{"arrives before sunset", evening, Choice{Start: 14*60 + 50}, "", ""},
		{"by coach after sunset", with(evening, func(t *Tour) { t.Stops[2].By = "coach" }), Choice{Start: 17 * 60}, "", "dark 1 17:38 [start 16:15] [ride 1]"},
		{"after sunset in winter", evening, Choice{Date: "2026-12-21", Start: 14*60 + 15}, "", "dark 2 16:53 [start 14:05] [ride 2]"},
		{"no sunset without a date", with(evening, func(t *Tour) { t.Date = "" }), Choice{}, "", ""},
		{"lunch too early", early, Choice{}, "0 08:30-09:30, 1 walk 0m 0/0/0 09:30-10:10, 2 walk 1300m 21/22/23 10:32-11:32, 3 walk 1300m 21/22/23 11:54-12:54, 4 walk 1300m 21/22/23 13:16-14:16", "lunch 1 09:30 [move 1 3] [start 09:50]"},
		{"lunch too late", late, Choice{}, "", "lunch 4 13:36 [move 4 2] [start 07:50]"},
		{"lunch moved", early, Choice{Order: []int{0, 2, 3, 1, 4}}, "0 08:30-09:30, 2 walk 1300m 21/22/23 09:52-10:52, 3 walk 1300m 21/22/23 11:14-12:14, 1 walk 0m 0/0/0 12:14-12:54, 4 walk 1300m 21/22/23 13:16-14:16", ""},
		{"a night", nights, Choice{}, "0 08:30-09:30, 1 walk 1300m 21/22/23 09:52-33:00, 2 walk 1300m 21/22/23 33:22-34:22", ""},
		{"a night, and the next day starts like the first", with(nights, func(t *Tour) { t.Stops[1].Next = 0 }), Choice{Start: 600}, "0 10:00-11:00, 1 walk 1300m 21/22/23 11:22-34:00, 2 walk 1300m 21/22/23 34:22-35:22", ""},
		{"each day has its end", with(nights, endBy(10*60)), Choice{}, "", "ends-late 2 34:22>34:00 [without 2]"},
		{"each day has its length", with(nights, func(t *Tour) { t.LongestDay = 80 }), Choice{}, "", "long-day 1 82>80 [without 0], long-day 2 82>80 [without 2]"},
		{"two mornings at home", home, Choice{}, "0 09:00-09:30, 1 home 0m 0/0/0 09:30-10:00, 2 home 0m 0/0/0 33:00-33:30", ""},
		{"each evening at home has its end", with(home, endBy(10*60)), Choice{}, "", ""},
		{"an evening at home ends too late", with(home, endBy(10*60-1)), Choice{}, "", "ends-late 1 10:00>09:59 [start 08:55]"},
		{"the second evening at home ends too late", with(home, func(t *Tour) { t.EndBy = 10 * 60; t.Stops[2].Stay = 61 }), Choice{}, "", "ends-late 2 34:01>34:00 [start 08:55]"},
		{"the second day is closed", museum(with(nights, func(t *Tour) { t.Stops[2].Hours = 0 })), Choice{Date: "2026-10-11"}, "", "closed 2 [date 2026-10-12 2026-10-13 2026-10-14] [without 2]"},
		{"in bad weather", rain, Choice{Instead: true}, "0 08:30-09:00, 1 walk 650m 12/12/13 09:12-09:57, 2 walk 650m 12/12/13 10:09-10:29", ""},
		{"in good weather", rain, Choice{}, "0 08:30-09:00, 1 ferry 1300m 40/40/40 given 09:40-10:10, 2 ferry 1300m 40/40/40 given 10:50-11:10", ""},
		{"other stays", three, Choice{Stays: []int{10, -1, 0}}, "0 08:30-08:40, 1 walk 1300m 21/22/23 09:02-10:02, 2 walk 1300m 21/22/23 10:24-10:24", ""},
		{"an incomplete order", three, Choice{Order: []int{1, 1, 9, -2}}, "1 08:30-09:30, 0 walk 1300m 21/22/23 09:52-10:52, 2 walk 2600m 39/41/44 11:33-12:33", "no-break 0 [break 0 40], long-walk 2 2600>2500 [ride 2] [without 2]"},
		{"another group", with(three, func(t *Tour) { t.Stops[1].Capacity = 30 }), Choice{Group: 40, Batches: 2, Interval: 30}, "", "crowded 1 batch 1 40>30 [batches 2 60]"},
		{"a shorter order ends in time", with(zigzag, func(t *Tour) { t.EndBy, t.Stops[0].Travel = 12*60, 0; t.Start = 8 * 60; t.Longest = 9000 }), Choice{Start: 9 * 60}, "", "no-break 3 [break 3 40], ends-late 5 13:07>12:00 [start 07:50] [order 0 2 3 1 4 5]"},
	}
}

// carouselCases are about teams that rotate.
func carouselCases() []planCase {
	fixed := func(h Halt) Halt { h.Fixed = true; return h }
	loop := walk1000(fixed(halt(0, 10)), halt(1, 30), halt(2, 30), halt(3, 30), fixed(halt(4, 10)))
	loop.Carousel, loop.Group, loop.Batches, loop.Longest, loop.Start = true, 90, 3, 9000, 14*60
	with := func(do func(*Tour)) Tour {
		t := loop
		t.Stops = slices.Clone(t.Stops)
		do(&t)
		return t
	}
	return []planCase{
		{"three teams, three stops", loop, Choice{}, "", ""},
		{"a stop that admits two teams", with(func(t *Tour) { t.Stops[2].Capacity = 60 }), Choice{}, "", ""},
		{"a stop that is too small for a team", with(func(t *Tour) { t.Stops[2].Capacity = 29 }), Choice{}, "", "crowded 2 batch 1 30>29 [batches 4 0] [without 2]"},
		{"a farewell that is too small for all", with(func(t *Tour) { t.Stops[4].Capacity = 80 }), Choice{}, "", "crowded 4 90>80 [rotate 4] [without 4]"},
		{"more teams than stops", loop, Choice{Batches: 5}, "", ""},
		{"one team", loop, Choice{Batches: 1, Start: 510}, "0 08:30-08:40, 1 walk 1300m 21/22/23 09:02-09:32, 2 walk 1300m 21/22/23 09:54-10:24, 3 walk 1300m 21/22/23 10:46-11:16, 4 walk 1300m 21/22/23 11:38-11:48", ""},
		{"no start", with(func(t *Tour) { t.Start = -1 }), Choice{}, "", ""},
	}
}
