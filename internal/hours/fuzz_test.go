package hours

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"wayside/internal/guide"
)

// FuzzParse checks that any input either yields an error whose offset is
// within it, or hours whose spans are in order, within two days, and agree
// with During.
func FuzzParse(f *testing.F) {
	values, err := os.ReadFile("testdata/oracle/values.txt")
	if err != nil {
		f.Fatal(err)
	}
	for value := range strings.Lines(string(values)) {
		f.Add(strings.TrimSuffix(value, "\n"))
	}
	for _, typo := range []string{"周一至周五 09：00—17：00", "Mon-Fri 9am-5:30pm", "4月1日至10月 下午5点半", "0900-1700", `"`, "Mo[", "||", "24/7/7", "\xff"} {
		f.Add(typo)
	}
	cal := knownCalendar()
	f.Fuzz(func(t *testing.T, value string) {
		h, err := Parse(value)
		if err != nil {
			e := err.(*SyntaxError)
			if e.Offset < 0 || e.Offset > len(value) || e.Key == "" {
				t.Fatalf("%q: byte %d, %q", value, e.Offset, e.Key)
			}
			if e.Key == "opening-hours/slip" {
				if _, err := Parse(e.Args[1].(string)); err != nil {
					t.Fatalf("%q: suggests %q, which is invalid: %s", value, e.Args[1], err)
				}
			}
			return
		}
		for _, date := range []string{"2024-02-29", "2026-10-01", "2026-12-31", "2031-01-01"} {
			d := h.Day(on(date), cal)
			at := 0
			for _, s := range d.Spans {
				if s.From < at || s.To <= s.From || s.To > 2*dayLength {
					t.Fatalf("%q on %s: %+v", value, date, d.Spans)
				}
				at = s.To
				want := Open
				if s.Unknown {
					want = Unknown
				}
				if got := h.During(on(date), s.From, s.To, cal); got != want {
					t.Fatalf("%q on %s: %+v, During = %d", value, date, s, got)
				}
			}
		}
		for _, r := range h.Words(func(key string) string { return key }) {
			if utf8.ValidString(value) && !utf8.ValidString(r.Days+r.Spans+r.Comment) {
				t.Fatalf("%q: %+v", value, r)
			}
		}
		h.Specification()
	})
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := Parse("Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDay(b *testing.B) {
	h, err := Parse("Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00")
	if err != nil {
		b.Fatal(err)
	}
	cal, _ := China(2026)
	date := guide.Date{Year: 2026, Month: 10, Day: 12}
	for b.Loop() {
		h.Day(date, cal)
	}
}

func BenchmarkTypo(b *testing.B) {
	for b.Loop() {
		if _, err := Parse("周二至周日 09：00—17：00；周一闭馆"); err == nil {
			b.Fatal("Parse accepted a typo")
		}
	}
}
