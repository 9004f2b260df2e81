package hours

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	languages := readWords(t)
	for _, c := range []struct{ value, lang, want string }{
		{"Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00", "zh-Hans", "周二至周日|09:00–17:00; 周一|闭馆; 法定节假日|09:00–17:00"},
		{"Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00", "zh-Hant", "週二至週日|09:00–17:00; 週一|休館; 國定假日|09:00–17:00"},
		{"Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00", "en", "Tuesday to Sunday|09:00–17:00; Monday|closed; Public holidays|09:00–17:00"},
		{"24/7", "zh-Hans", "每天|全天开放"},
		{"24/7", "en", "Every day|open all day"},
		{"08:30-11:30,14:00-17:30", "zh-Hans", "每天|08:30–11:30、14:00–17:30"},
		{"Mo,We,Fr 10:00-12:00", "en", "Monday, Wednesday and Friday|10:00–12:00"},
		{"Sa,Su,PH 10:00-16:00", "en", "Saturday, Sunday and public holidays|10:00–16:00"},
		{"Sa,Su,PH 10:00-16:00", "zh-Hans", "周六、周日、法定节假日|10:00–16:00"},
		{"Apr-Oct Tu-Su 08:30-17:00", "zh-Hans", "4月至10月，周二至周日|08:30–17:00"},
		{"Apr-Oct Tu-Su 08:30-17:00", "en", "April to October, Tuesday to Sunday|08:30–17:00"},
		{"Nov 15-Mar 15 09:00-16:00", "en", "15 November to 15 March|09:00–16:00"},
		{"2026 Oct 01-07 off", "zh-Hans", "2026年10月1日至7日|闭馆"},
		{"2026 Oct 01-07 off", "en", "1–7 October 2026|closed"},
		{"2026 Dec 20-2027 Jan 05 off", "zh-Hans", "2026年12月20日至2027年1月5日|闭馆"},
		{"Dec 24,25 off", "en", "24 December and 25 December|closed"},
		{"2026+ Sa 10:00-12:00", "zh-Hans", "2026年起，周六|10:00–12:00"},
		{"2026-2028 Apr-Oct 10:00-12:00", "en", "2026 to 2028, April to October|10:00–12:00"},
		{"week 1-10 Mo off", "zh-Hans", "第1周至第10周，周一|闭馆"},
		{"week 1-53/2 Fr off", "zh-Hans", "第1周至第53周（每2周一次），周五|闭馆"},
		{"Mo[1] off", "zh-Hans", "每月第一个周一|闭馆"},
		{"Su[1,-1] 14:00-17:00", "en", "First Sunday of the month and last Sunday of the month|14:00–17:00"},
		{"Sa[1] -2 days 10:00-12:00", "en", "2 days before the first Saturday of the month|10:00–12:00"},
		{"PH +1 day off", "zh-Hans", "法定节假日的后一天|闭馆"},
		{"SH Mo-Fr 09:00-12:00", "zh-Hans", "学校假期中的周一至周五|09:00–12:00"},
		{"SH Mo-Fr 09:00-12:00", "en", "Monday to Friday in school holidays|09:00–12:00"},
		{"Fr 20:00-02:00", "zh-Hans", "周五|20:00–次日02:00"},
		{"Fr 20:00-02:00", "en", "Friday|20:00–02:00 the next day"},
		{"10:00+", "zh-Hans", "每天|10:00起"},
		{"10:00-16:00+", "en", "Every day|10:00–16:00 or later"},
		{"12:00-13:00 off", "zh-Hans", "每天|12:00–13:00闭馆"},
		{`10:00-12:00 "预约"`, "zh-Hans", "每天|10:00–12:00（须先确认）|预约"},
		{`Mo-Fr 09:00-17:00 || "ask"`, "en", "Monday to Friday|09:00–17:00; At other times||ask"},
		{"unknown", "en", "Every day|hours vary"},
	} {
		h, err := Parse(c.value)
		if err != nil {
			t.Errorf("%s: %s", c.value, err)
			continue
		}
		var rows []string
		for _, r := range h.Words(func(key string) string { return languages[c.lang][key] }) {
			row := r.Days + "|" + r.Spans
			if r.Comment != "" {
				row += "|" + r.Comment
			}
			rows = append(rows, row)
		}
		if got := strings.Join(rows, "; "); got != c.want {
			t.Errorf("%s in %s:\n got %s\nwant %s", c.value, c.lang, got, c.want)
		}
	}
}

// TestKeys checks that every language has exactly the words of Keys, with the
// same placeholders, and that Words looks up no other key.
func TestKeys(t *testing.T) {
	languages := readWords(t)
	holes := regexp.MustCompile(`\{[a-z]+\}`)
	for lang, words := range languages {
		for _, key := range Keys {
			if words[key] == "" {
				t.Errorf("%s lacks %s", lang, key)
			}
			got, want := holes.FindAllString(words[key], -1), holes.FindAllString(languages["en"][key], -1)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s: %s has %v, in English %v", lang, key, got, want)
			}
		}
		if len(words) != len(Keys) {
			t.Errorf("%s has %d words, want %d", lang, len(words), len(Keys))
		}
	}
	used := map[string]bool{}
	for _, e := range expectations(t) {
		if h, err := Parse(e.Value); err == nil {
			h.Words(func(key string) string { used[key] = true; return key })
		}
	}
	for key := range used {
		if !slices.Contains(Keys, key) {
			t.Errorf("Words looks up %s, which is not in Keys", key)
		}
	}
}

// readWords reads the words of opening hours from the built-in theme, by
// language, except hours-minutes, which is a duration.
func readWords(t *testing.T) map[string]map[string]string {
	t.Helper()
	files, err := filepath.Glob("../../layouts/words/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatal("no words found in the theme: ", err)
	}
	languages := map[string]map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		words := map[string]string{}
		for line := range strings.Lines(string(text)) {
			if key, value, ok := strings.Cut(strings.TrimSpace(line), " = "); ok && strings.HasPrefix(key, "hours-") && key != "hours-minutes" {
				words[key] = strings.Trim(value, `"`)
			}
		}
		languages[strings.TrimSuffix(filepath.Base(file), ".toml")] = words
	}
	return languages
}
