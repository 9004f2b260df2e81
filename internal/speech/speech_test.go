package speech

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestTime(t *testing.T) {
	cases := []struct {
		text              string
		characters, words int
		paragraphs        int
	}{
		{"", 0, 0, 0},
		{"——　……", 0, 0, 0},
		{"塔高三十八米。", 6, 0, 1},
		{"塔高38.15米，1965年开放。", 3 + 4 + 4 + 3, 0, 1},
		{"用 GPS 定位", 3, 1, 1},
		{"《Doctrine of the Mean》说", 1, 4, 1},
		{"The keeper’s lamp, and the keeper's son", 0, 7, 1},
		{"thirty-two years", 0, 3, 1},
		{"It opened in 1965", 0, 5, 1},
		{"38.15 metres", 0, 3, 1},
		{"1 12 123", 0, 4, 1},
		{"naïve cafe\u0301s", 0, 2, 1},
		{"Музей истории", 0, 2, 1},
		{"灯塔の光", 4, 0, 1},
		{"등대", 2, 0, 1},
		{"看塔。\u2003看影子。", 5, 0, 2},
	}
	for _, c := range cases {
		want := time.Duration(c.characters)*character + time.Duration(c.words)*word + time.Duration(c.paragraphs)*pause
		if got := Time(strings.Split(c.text, "\u2003")...); got != want {
			t.Errorf("%q takes %v, want %v", c.text, got, want)
		}
	}
	if got, want := Time(strings.Repeat("字", 200)), time.Minute+pause; got != want {
		t.Errorf("200 characters take %v, want %v", got, want)
	}
}

func TestRound(t *testing.T) {
	for from, want := range map[time.Duration]time.Duration{
		-time.Second: 0, 0: 0, 1: 5 * time.Second, 7 * time.Second: 5 * time.Second, 8 * time.Second: 10 * time.Second,
		58 * time.Second: time.Minute, 64 * time.Second: time.Minute, 83 * time.Second: 80 * time.Second,
		597 * time.Second: 10 * time.Minute, 629 * time.Second: 10 * time.Minute, 631 * time.Second: 11 * time.Minute,
	} {
		if got := Round(from); got != want {
			t.Errorf("%v is rounded to %v, want %v", from, got, want)
		}
	}
}

func FuzzTime(f *testing.F) {
	for _, text := range []string{"", "塔高38.15米", "nineteen 1965’", "cafe\u0301", "\xff9"} {
		f.Add(text, "再看影子")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		one, other := Time(a), Time(b)
		if one < 0 || one > time.Duration(utf8.RuneCountInString(a))*word+pause {
			t.Errorf("%q takes %v", a, one)
		}
		if both := Time(a, b); both != one+other {
			t.Errorf("%q and %q take %v and %v, together %v", a, b, one, other, both)
		}
		if r := Round(one); (r == 0) != (one == 0) || (r-one).Abs() > 30*time.Second {
			t.Errorf("%v is rounded to %v", one, r)
		}
	})
}
