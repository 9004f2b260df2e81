package timetable

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
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
		case Early, Late, LastEntry, Overstay:
			s += " " + hhmm(c.Figure)
		case Crowded, LongWalk:
			s += fmt.Sprintf(" %d>%d", c.Figure, c.Limit)
		}
		for _, m := range c.Fixes {
			switch m.Kind {
			case FixStart:
				s += " [start " + hhmm(m.Value) + "]"
			case FixDate:
				s += " [date " + m.Date + "]"
			case FixSwap, FixBatches, FixBreak:
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
	return append(append(legCases(three), openingCases()...), groupCases()...)
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
		{"too fast to be real", second(func(h *Halt) { h.Way, h.Travel = 100000, 1 }), Choice{}, "0 08:30-09:00, 1 walk 0m 1/1/1 given 09:01-09:31, 2 " + foot + " 09:53-10:23", ""},
		{"just slow enough to be real", second(func(h *Halt) { h.By, h.Way, h.Travel = "drive", 100000, 30 }), Choice{Without: []int{2}}, "0 08:30-09:00, 1 drive 100000m 30/30/30 given 09:30-10:00", ""},
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
		{"closed on Mondays", museum(pair), Choice{Date: "2026-10-12"}, "", "closed 1 [date 2026-10-13] [without 1]"},
		{"closed on Monday: the later of two equally near days", museum(pair), Choice{Date: "2026-10-19"}, "", "closed 1 [date 2026-10-20] [without 1]"},
		{"the only stop is never left out", museum(solo(30)), Choice{Date: "2026-10-12"}, "", "closed 0 [date 2026-10-13]"},
		{"opens later on a Monday that is a holiday", museum(pair), Choice{Date: "2026-10-05"}, "", "early 1 10:00 [start 09:10] [date 2026-10-08]"},
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
		{"the day before the table", museum(pair), Choice{Date: "2026-09-30"}, "", "unsure 1 [date 2026-10-08] [without 1]"},
		{"a year after the table", museum(pair), Choice{Date: "2027-10-14"}, "", "unsure 1 [without 1]"},
		{"no date", museum(onDay(pair, "")), Choice{}, "", ""},
		{"an invalid date", museum(pair), Choice{Date: "2026-02-30"}, "", ""},
		{"no start: closed all day", museum(start(pair, -1)), Choice{Date: "2026-10-12"}, "", "closed 1 [date 2026-10-13] [without 1]"},
		{"no start: open at some time", museum(start(pair, -1)), Choice{}, "", ""},
		{"no start: unknown all day", daily(start(pair, -1), Stretch{0, 1440, true}), Choice{}, "", "unsure 1 [without 1]"},
		{"more kinds of days than one digit can express", manyKinds(solo(97)), Choice{}, "", "overstay 0 10:36 [start 08:55] [date 2026-10-15]"},
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
		{"a break in the evening", from(change(meal(40), func(t *Tour) { t.Stops[1].Stay = 300 }), 540), Choice{}, "", "no-break 0"},
		{"no break and no start", from(long, -1), Choice{}, "", ""},
		{"as far as the audience walks", change(walk1000(halt(0, 30), halt(1, 30)), func(t *Tour) { t.Longest = 1300 }), Choice{}, "", ""},
		{"further than the audience walks", change(walk1000(halt(0, 30), halt(1, 30)), func(t *Tour) { t.Longest = 1299 }), Choice{}, "", "long-walk 1 1300>1299 [ride 1] [without 1]"},
		{"a ride is not a walk", change(walk1000(halt(0, 30), change(halt(1, 30), func(h *Halt) { h.By = "coach" })), func(t *Tour) { t.Longest = 500 }), Choice{}, "", ""},
		{"a given walk without a position", change(walk1000(halt(0, 30), change(halt(1, 30), func(h *Halt) { h.Spot, h.Travel = -1, 40 })), func(t *Tour) { t.Longest = 2500 }), Choice{}, "", "long-walk 1 2666>2500 [ride 1] [without 1]"},
		{"a ride that would come too early", daily(change(walk1000(halt(0, 30), at(halt(1, 30), 0)), func(t *Tour) { t.Longest = 1000 }), Stretch{560, 1020, false}), Choice{}, "", "long-walk 1 1300>1000 [without 1]"},
		{"leaving out a stop must not make another walk too long", change(walk1000(halt(0, 30), halt(1, 30), halt(2, 30)), func(t *Tour) { t.Longest = 1299; t.Stops[2].By = "coach" }), Choice{}, "", "long-walk 1 1300>1299 [ride 1] [without 1]"},
	}
}
