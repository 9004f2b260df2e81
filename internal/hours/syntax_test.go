package hours

import (
	"fmt"
	"strings"
	"testing"

	"wayside/internal/diag"
)

// TestTypos lists common deviations and the values that Parse suggests.
func TestTypos(t *testing.T) {
	for _, c := range []struct {
		written string
		offset  int
		meant   string
	}{
		{"Tu-Su 09：00—17：00", 6, "Tu-Su 09:00-17:00"},
		{"Tu-Su 09:00–17:00", 11, "Tu-Su 09:00-17:00"},
		{"Tu-Su 09:00~17:00；Mo off", 11, "Tu-Su 09:00-17:00; Mo off"},
		{"Tu-Su　0９:00-17:00", 8, "Tu-Su 09:00-17:00"},
		{"周一至周五", 0, "Mo-Fr"},
		{"周二至周日 09:00-17:00", 0, "Tu-Su 09:00-17:00"},
		{"周二至周日 9:00—17:00，周一闭馆", 0, "Tu-Su 09:00-17:00, Mo off"},
		{"周一闭馆；周二至周日上午9点至下午5点半", 0, "Mo off; Tu-Su 09:00-17:30"},
		{"星期二到星期日9：00-17：00", 0, "Tu-Su 09:00-17:00"},
		{"週二至週日 09:00-17:00；週一休館", 0, "Tu-Su 09:00-17:00; Mo off"},
		{"周一、三、五 09:00-12:00", 0, "Mo,We,Fr 09:00-12:00"},
		{"每周一至五 09:00-12:00", 0, "Mo-Fr 09:00-12:00"},
		{"开放时间：每天8:30-17:00", 0, "Mo-Su 08:30-17:00"},
		{"全天开放", 0, "00:00-24:00"},
		{"4月至10月 8:00-18:00；11月至3月 8:30-17:00", 0, "Apr-Oct 08:00-18:00; Nov-Mar 08:30-17:00"},
		{"10月1日至10月7日 08:00-18:00", 0, "Oct 01-Oct 07 08:00-18:00"},
		{"法定节假日 09:00-16:00", 0, "PH 09:00-16:00"},
		{"Mo-Fr 09:00-17:00 “预约”", 18, `Mo-Fr 09:00-17:00 "预约"`},
		{"Mon-Fri 09:00-17:00", 0, "Mo-Fr 09:00-17:00"},
		{"Tues-Sun 9:00am-5:00pm", 0, "Tu-Su 09:00-17:00"},
		{"Mo-Fr 9:00am - 5:30 PM", 10, "Mo-Fr 09:00-17:30"},
		{"Mo-Fr 9am-5pm; Sa 10am-12pm", 6, "Mo-Fr 09:00-17:00; Sa 10:00-12:00"},
		{"Mo-Fr 12 am-1 am", 6, "Mo-Fr 00:00-01:00"},
		{"Monday to Friday 09:00 to 17:00", 0, "Mo-Fr 09:00-17:00"},
		{"Mo to Fr 09:00-17:00", 3, "Mo-Fr 09:00-17:00"},
		{"Mo-Fr 09:00 to 17:00", 12, "Mo-Fr 09:00-17:00"},
		{"Sat and Sun 10:00-16:00, Mon closed", 0, "Sa,Su 10:00-16:00, Mo closed"},
		{"周五 20：00－02：00", 0, "Fr 20:00-02:00"},
		{"daily 10:00-18:00", 0, "Mo-Su 10:00-18:00"},
		{"Mo-Fr 09.00-17.00", 6, "Mo-Fr 09:00-17:00"},
		{"Mo-Fr 0900-1700", 6, "Mo-Fr 09:00-17:00"},
		{"Mo-Fr 9-17", 6, "Mo-Fr 09:00-17:00"},
		{"上午9:00-11:30，下午2:00-5:00", 0, "09:00-11:30,14:00-17:00"},
		{"周三下午2点至5点", 0, "We 14:00-17:00"},
		{"Mo-Fr 上午9时至下午5时30分", 6, "Mo-Fr 09:00-17:30"},
		{"中午12点至晚上9点", 0, "12:00-21:00"},
		{"2026年10月1日至7日 8:00-18:00", 4, "2026 Oct 01-07 08:00-18:00"},
		{"每周六、日 10:00-16:00", 0, "Sa,Su 10:00-16:00"},
		{"June-Sept 10:00-18:00", 0, "Jun-Sep 10:00-18:00"},
	} {
		_, err := Parse(c.written)
		if err == nil {
			t.Errorf("%s: no error", c.written)
			continue
		}
		e := err.(*SyntaxError)
		if e.Key != "opening-hours/slip" || e.Args[1] != c.meant || e.Offset != c.offset {
			t.Errorf("%s:\n got %s\nwant byte %d: %q", c.written, err, c.offset, c.meant)
		}
	}
}

// TestProblems lists values that cannot be fixed or are ambiguous, with the
// position of the error. The last ones are valid in OpenStreetMap but not
// supported, for the reasons given.
func TestProblems(t *testing.T) {
	for _, c := range []struct {
		value string
		want  string // offset, key, arguments
	}{
		{"", `0 empty`},
		{" \n", `0 empty`},
		{";", `0 unexpected ";"`},
		{"Mo-Fr 09:00-17:00;; Sa off", `18 unexpected ";"`},
		{"Mo-Fr 09:00-17:00,", `18 unfinished`},
		{"Mo-Fr 09:00-17:00 ||", `20 unfinished`},
		{"|| Mo", `0 unexpected "||"`},
		{"Mo-", `3 unfinished`},
		{"Mo-Fr 09:00-", `12 unfinished`},
		{"Mo-Fr 09:00", `6 no-end "09:00"`},
		{"Mo-Fr 09:00,10:00", `6 no-end "09:00"`},
		{"Mo-Fr 9-5", `6 time "9-5"`},
		{"Mo-Fr 2:00-5:00pm", `15 word "pm"`}, // from 2 at night, or in the afternoon?
		{"上午9点至5点", `0 word "上午"`},
		{"Mo-Fr 9am-5", `6 time "9am-5"`},
		{"Mo-Fr 25:00-26:00", `6 time "25:00"`},
		{"Mo-Fr 24:00-26:00", `6 time "24:00"`},
		{"Mo-Fr 09:60-17:00", `6 time "09:60"`},
		{"Mo-Fr 09:00-49:00", `12 time "49:00"`},
		{"Mo-Fr 009:00-17:00", `6 time "009:00"`},
		{"Mo-Fr 09:5-17:00", `6 time "09:5"`},
		{"Mo-Fr 24/7", `6 time "24/7"`},
		{"24/7 Mo-Fr", `5 order "Mo"`},
		{"Mo-Fr 09:00-17:00 Sa 10:00-16:00", `18 separator "Sa"`},
		{"09:00-17:00 Mo-Fr", `12 order "Mo"`},
		{"Mo-Fr Apr-Oct 09:00-17:00", `6 order "Apr"`}, // opening_hours.js takes any order, the specification does not
		{"Mo-Fr PH 09:00-17:00", `6 order "PH"`},
		{"Mo, Oct 01 off", `2 unexpected ","`},
		{"Mo[6] 10:00-12:00", `3 number "6" 1 5`},
		{"Mo[0] 10:00-12:00", `3 number "0" 1 5`},
		{"Mo[1", `4 unfinished`},
		{"Mo[2-1] off", `5 backwards "1"`},
		{"Feb 30 off", `4 date "30" "Feb" 29`},
		{"Apr 31 off", `4 date "31" "Apr" 30`},
		{"Oct 07-01 off", `7 backwards "01"`},
		{"Apr-Oct 15 09:00-17:00", `0 two-ends "Apr-Oct 15"`},
		{"Apr 15-Oct 09:00-17:00", `0 two-ends "Apr 15-Oct"`},
		{"2026 Dec 20-Jan 05 off", `0 two-ends "2026 Dec 20-Jan 05"`},
		{"2027 Jan 05-2026 Dec 20 off", `12 backwards "2026"`},
		{"2027-2026 off", `5 backwards "2026"`},
		{"week 10-2 off", `8 backwards "2"`},
		{"week 54 off", `5 number "54" 1 53`},
		{"week off", `5 unexpected "off"`},
		{`Mo-Fr "ask`, `6 quote`},
		{"Mo-Fr; frisch", `7 word "frisch"`},
		{"Mo-Fr 09:00-17:00 clsed", `18 word "clsed"`},
		{"周八 09:00-17:00", `0 word "周八"`},
		{"Mo@Fr", `2 unexpected "@"`},
		{"Mo-Fr 09:00-17:00 off off", `22 unexpected "off"`},
		{"\xff", `0 unexpected "\xff"`},
		{"SH +1 day off", `3 unexpected "+"`},

		// Needs the site's position and an almanac; memorials open at fixed times.
		{"sunrise-sunset", `0 sun "sunrise"`},
		{"Mo-Fr 09:00-sunset", `12 sun "sunset"`},
		{"(sunrise+01:00)-18:00", `0 sun "sunrise"`},
		{"dawn-dusk; PH off", `0 sun "dawn"`},
		// Movable feasts: write the dates of the year.
		{"Mo-Fr 09:00-17:00; easter off", `19 easter "easter"`},
		{"easter -2 days off", `0 easter "easter"`},
		// For letter boxes and buses, not for opening hours.
		{"10:00-16:00/90", `11 interval "/90"`},
		{"10:00-16:00/01:30", `11 interval "/01"`},
		{"Jan 01-31/8 10:00-12:00", `9 interval "/8"`},
		// Valid but rare: a date that is an nth weekday.
		{"Mar Su[-1]-Oct Su[-1] 09:00-17:00", `10 unexpected "-"`},
	} {
		_, err := Parse(c.value)
		if err == nil {
			t.Errorf("%q: no error", c.value)
			continue
		}
		e := err.(*SyntaxError)
		got := fmt.Sprintf("%d %s", e.Offset, strings.TrimPrefix(e.Key, "opening-hours/"))
		for _, a := range e.Args {
			got += fmt.Sprintf(" %#v", a)
		}
		if got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.value, got, c.want)
		}
		text := diag.New(diag.Place{}, e.Key, e.Args...)
		for _, lang := range []diag.Lang{diag.English, diag.Chinese} {
			if line := text.Line(lang); strings.Contains(line, "%!") || text.Message(lang) == e.Key || text.Hint(lang) == "" {
				t.Errorf("%q in %s: %s", c.value, lang, line)
			}
		}
	}
	if _, err := Parse("Mo-Fr clsed"); err == nil || err.(*SyntaxError).Nearest != "closed" {
		t.Errorf("nearest of clsed is not closed: %v", err)
	}
	_, err := Parse(strings.Repeat("Mo off; ", Longest/8) + ";")
	if e, ok := err.(*SyntaxError); !ok || e.Key != "opening-hours/too-long" {
		t.Errorf("a value longer than %d bytes: %v", Longest, err)
	}
}
