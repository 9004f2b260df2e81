package load

import (
	"strings"
	"testing"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/schematest"
)

// mistakes are what a field may be given by mistake, one or more of each type of TOML.
var mistakes = []string{
	`""`, `" "`, `"x"`, `"X y"`, `"海"`, `"45"`, `"1h30m"`, `"1.5h"`, `"90"`, `"3d"`, `"an hour"`, `"2026-10-01"`, `"2026-13-01"`, `"2026-10-01/2026-10-07"`, `"2026/10/01"`,
	`"08:30"`, `"8.30"`, `"https://example.org/"`, `"example.org"`, `"https://example.org/?a#b"`, `"#8a1f1f"`, `"#8a1"`, `"red"`, `"zh-Hans"`, `"zh_CN"`, `"CN"`, `"cn"`, `"中国"`,
	`"Asia/Shanghai"`, `"UTC+8"`, `"a/b"`, `"/etc/passwd"`, `"../up.jpg"`, `'a\b'`, `"museum"`, `"Museum"`, `"walk"`, `"true"`, `"80"`, `"GCJ-02"`, `"serif"`, `"A4"`,
	`0`, `1`, `-1`, `8`, `1.5`, `91.0`, `181.0`, `2000000`, `1e16`, `true`, `2026-10-14`, `08:30:00`, `[]`, `[""]`, `["x"]`, `["en"]`, `["en", "en"]`, `[1]`, `[1, 2]`, `[1, 2, 3]`, `[true]`, `[2026-10-14]`, `[["x"]]`, `[{}]`,
	`{}`, `{ en = "x" }`, `{ zh-Hans = "x", en = "y" }`, `{ zh-Hans = 1 }`, `{ "zh Hans" = "x" }`, `{ lat = 1, lon = 2 }`, `{ lat = 1 }`, `{ x = "x" }`,
	`"` + strings.Repeat("x", 501) + `"`, `"` + strings.Repeat("字", 5001) + `"`, `"` + strings.Repeat("a", 101) + `"`,
}

// TestSchemaAgrees gives each field of the format each of the values, and compares what
// the loader says with what the JSON Schema says: what one rejects the other rejects,
// but for the differences listed here with their reasons.
func TestSchemaAgrees(t *testing.T) {
	// What a schema of JSON cannot know, by type, and what the loader leaves to later.
	unseen := func(f *schema.Bound, value string, rules string) string {
		switch {
		case strings.HasPrefix(rules, "bad-date/string"):
			return "a date in quotation marks is the same in JSON"
		case f.Type == schema.TimeOfDay && strings.HasPrefix(value, `"`), rules == "wrong-type" && (strings.Contains(value, "2026-10-14") || value == "08:30:00"):
			return "a date or a time is a string in JSON"
		case rules == "wrong-type" && (f.Type == schema.Whole || f.Type == schema.Answer || f.Type == schema.PartialDate) && (strings.HasSuffix(value, ".0") || value == "1e16"):
			return "91.0 is an integer in JSON"
		case f.Type == schema.TimeZone && rules == "bad-value/timezone":
			return "the list of zones is that of the system"
		case f.Type == schema.Language:
			return "the languages that there are, and under which code the theme knows them"
		case rules == "unknown-reference", rules == "unknown-site", rules == "path-missing", rules == "path-outside":
			return "ids and files are those of the project"
		case f.Type == schema.Duration && rules == "bad-duration":
			return "the sum of hours and minutes"
		}
		return ""
	}
	known := &names{guide: &guide.Guide{}, siteNames: func() map[string]string { return nil }, themes: []string{"x"}, audiences: []string{"x"}, sites: []string{"x"}, halls: map[string][]string{"x": nil}}
	cases, seen := 0, map[string]int{}
	for table, b := range bindings {
		s := schematest.Compile(t, "", definition(table))
		for i := range b.Fields {
			f := &b.Fields[i]
			for _, value := range mistakes {
				text := f.Key + " = " + value + "\n"
				for _, other := range table.Fields {
					one := len(table.One) > 0 && other.Key == table.One[0]
					for _, key := range table.One {
						one = one && key != f.Key
					}
					one = one || table == &schema.Question && (other.Key == "answer" || other.Key == "options")
					if other.Key != f.Key && (other.Required || one) {
						text += other.Key + " = " + valid(&other) + "\n"
					}
				}
				var found diag.List
				d := newDecoder("f", text, 1, &guide.Guide{Languages: []guide.Lang{"zh-Hans", "en"}}, &found)
				d.files, d.theme, d.names, d.guesses = project(nil), theme, known, new(int)
				root, ok := d.parse(text)
				if !ok {
					t.Fatalf("%s: %s", text, report(found))
				}
				d.table(root, b, structures()[table])
				rejects := s.Validate(schematest.Decode(t, text)) != nil
				cases++
				switch {
				case len(found) > 0 == rejects:
				case rejects && later(f):
				case rejects:
					t.Errorf("%s: the schema rejects what the loader accepts: %s", table.Name, text)
				default:
					rule := found[0].Key
					if reason := unseen(f, value, rule); reason != "" {
						seen[reason]++
						continue
					}
					t.Errorf("%s: only the loader rejects (%s): %s", table.Name, rule, text)
				}
			}
		}
	}
	if cases < 5_000 {
		t.Errorf("%d cases", cases)
	}
}

// later reports whether a value is rejected after its table has been read: paths and routes
// when the files are known, a guide without languages when all of sites.toml is, what a plan shows
// when it is drawn, and the rest by internal/check.
func later(f *schema.Bound) bool {
	switch f.Type {
	case schema.Hours, schema.Latitude, schema.Longitude, schema.Language:
		return true
	}
	return f.Dir == schema.OwnFolder || f.Refers == "route" || f.Refers == schema.EventKind || f.Key == "options" || f.Key == "pixel" || f.Key == "points" || f.Key == "photo"
}

// definition returns the name of a table in the schema of all files.
func definition(t *schema.Table) string {
	for _, f := range schema.Files {
		if f.Root == t {
			return f.Name + "-file"
		}
	}
	return strings.ReplaceAll(t.Name, " ", "-")
}

// valid returns a value for a field that others need.
func valid(f *schema.Field) string {
	switch {
	case f.Type == schema.Sub:
		return `{ lat = 34.5, lon = 119.8 }` // of a control point, the only required table
	case f.Type == schema.Ref:
		return `"x"`
	case f.Type == schema.Path:
		return `"plan.jpg"`
	}
	return f.Example
}
