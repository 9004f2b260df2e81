package hours

import (
	"strings"
	"testing"
)

func TestSpecification(t *testing.T) {
	for _, c := range []struct{ value, want string }{
		{"Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00", "Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday,PublicHolidays 09:00-17:00"},
		{"Mo-Fr 09:00-12:00,13:00-17:00; PH off", "Monday,Tuesday,Wednesday,Thursday,Friday 09:00-12:00; Monday,Tuesday,Wednesday,Thursday,Friday 13:00-17:00; PublicHolidays 00:00-00:00"},
		{"Mo-Su 09:00-17:00; Mo off", "Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday 09:00-17:00"},
		{"24/7", "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday 00:00-23:59"},
		{"Fr,Sa 20:00-02:00", "Friday,Saturday 20:00-02:00"},
		{"Sa 10:00-24:00", "Saturday 10:00-00:00"},
		{"Sa 09:00-17:00; 2026 Oct 01-07 08:00-18:00; 2026 Dec 01-31 off", "Saturday 09:00-17:00;  08:00-18:00 2026-10-01/2026-10-07;  00:00-00:00 2026-12-01/2026-12-31"},
		{"Sa 09:00-17:00; PH Mo 09:00-17:00", "Saturday 09:00-17:00"}, // "a holiday that is a Monday" cannot be expressed

		// The regular week cannot be expressed.
		{"Apr-Oct 09:00-18:00; Nov-Mar 09:00-17:00", ""},
		{"Tu-Su 09:00-17:00; Dec 25 off", ""},
		{"Tu-Su 09:00-17:00; Tu[1] off", ""},
		{"Mo-Fr 14:00-18:00; SH 09:00-18:00", ""},
		{`Tu-Su 09:00-17:00 "预约"`, ""},
		{"10:00+", ""},
		{"2026 Oct 01 off; Mo-Su 09:00-17:00", ""}, // the later rule overrides the first
	} {
		h, err := Parse(c.value)
		if err != nil {
			t.Errorf("%s: %s", c.value, err)
			continue
		}
		var rows []string
		for _, s := range h.Specification() {
			row := strings.Join(s.Days, ",") + " " + s.Opens + "-" + s.Closes
			if s.ValidFrom != "" {
				row += " " + s.ValidFrom + "/" + s.ValidThrough
			}
			rows = append(rows, row)
		}
		if got := strings.Join(rows, "; "); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.value, got, c.want)
		}
	}
}
