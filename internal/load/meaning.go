package load

import (
	"regexp"
	"strconv"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/toml"
)

// The functions of this file return what an editor probably meant by an invalid
// value, as it is to be written, or "" if that is not clear.

// inQuotes returns a text as a string of TOML.
func inQuotes(text string) string {
	if text == "" || strings.ContainsAny(text, "\"\\\n\r\t") {
		return ""
	}
	return `"` + text + `"`
}

// meantBool reads true and false as strings, and yes and no.
func meantBool(value any) (meant bool, fix string) {
	text, _ := value.(string)
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "true", "yes", "是", "1":
		return true, "true"
	case "false", "no", "否", "0":
		return false, "false"
	}
	return false, ""
}

// meantNumber reads a number in quotation marks, with or without its field's unit.
func meantNumber(value any, f *schema.Field) string {
	text, _ := value.(string)
	if f != nil {
		for _, unit := range []string{f.Unit.ZH, f.Unit.EN} {
			text = strings.TrimSpace(strings.TrimSuffix(text, unit))
		}
	}
	if text = strings.TrimSpace(text); text == "" || strings.Trim(text, "-0123456789.") != "" || len(text) > 20 || len(text) > 1 && text[0] == '0' && text[1] != '.' {
		return ""
	}
	if strings.Count(text, ".") > 1 || strings.LastIndex(text, "-") > 0 || strings.HasPrefix(text, ".") || strings.HasSuffix(text, ".") {
		return ""
	}
	return text
}

// MeantID makes an id of letters in another case and with other characters between.
func MeantID(text string) string {
	id := strings.Map(func(r rune) rune {
		if r == ' ' || r == '_' || r == '.' {
			return '-'
		}
		return r
	}, strings.ToLower(strings.TrimSpace(text)))
	if !guide.ValidID(id) {
		return ""
	}
	return id
}

// meantURL adds what an address lacks at its beginning.
func meantURL(text string) string {
	host, _, _ := strings.Cut(text, "/")
	if !strings.Contains(host, ".") || strings.ContainsAny(text, " ?#<>:，。") {
		return ""
	}
	return "https://" + text
}

func meantColour(text string) string {
	if digits := "#" + strings.TrimSpace(strings.TrimLeft(text, "#＃")); colour(digits) {
		return digits
	}
	return ""
}

func meantCountry(text string) string {
	switch text = strings.ToUpper(strings.TrimSpace(text)); {
	case text == "中国" || text == "CHINA" || text == "CHN" || text == "ZH":
		return "CN"
	case len(text) == 2 && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "":
		return text
	}
	return ""
}

// meantZone knows other names of the time of China, where most guides are.
func meantZone(text string) string {
	switch strings.ToLower(strings.ReplaceAll(text, " ", "")) {
	case "北京", "北京时间", "上海", "中国", "beijing", "shanghai", "asia/beijing", "china", "utc+8", "utc+08:00", "gmt+8", "gmt+08:00", "+08:00", "+8":
		return "Asia/Shanghai"
	}
	return ""
}

// meantRange reads the days of a range as people write them.
func meantRange(text string) string {
	if date, ok := toml.ReadDate(text); ok {
		return date
	}
	for _, sep := range []string{"/", "至", "到", "~", "～", "—", " - "} {
		from, to, ok := strings.Cut(text, sep)
		if !ok {
			continue
		}
		first, okFirst := toml.ReadDate(from)
		last, okLast := toml.ReadDate(to)
		if okFirst && okLast {
			return first + "/" + last
		}
	}
	return ""
}

// meantPosition reads a latitude and a longitude in one text.
func meantPosition(text string) string {
	first, second, ok := strings.Cut(strings.ReplaceAll(text, "，", ","), ",")
	lat, lon := meantNumber(first, nil), meantNumber(second, nil)
	if !ok || lat == "" || lon == "" {
		return ""
	}
	if a, err := strconv.ParseFloat(lat, 64); err != nil || a > 90 || a < -90 { // as Chinese maps have it
		lat, lon = lon, lat
	}
	return "{ lat = " + lat + ", lon = " + lon + " }"
}

// fieldAt returns the field that a key of a file means after a text; nil if there is none. The
// same key is a time of day in a route and a date in an event.
func fieldAt(file, before, key string) *schema.Field {
	table := schema.TableOf(file)
	if table == nil {
		return nil
	}
	before = before[max(0, len(before)-mostBefore):]
	if headers := header.FindAllStringSubmatch(before, -1); headers != nil {
		if f := table.At(headers[len(headers)-1][1]); f != nil && f.Type == schema.Sub {
			table = f.Table
		}
	}
	return table.Field(key)
}

// mostBefore is how far before a key the header of its table is looked for.
const mostBefore = 1 << 13

var header = regexp.MustCompile(`(?m)^[ \t]*\[\[?([a-z_.-]+)\]`)

// withoutQuotes completes a fault about a text without quotation marks: what was
// meant depends on the type of its field, which is nil if it is not known.
func withoutQuotes(fault toml.Fault, f *schema.Field, text string) toml.Fault {
	if f == nil {
		return fault
	}
	key := f.Key
	meant, want := "", diag.Term("")
	switch {
	case f.List:
		meant = `["` + text + `"]`
		if f.Type == schema.Sub || strings.ContainsAny(text, ",，、\"") {
			meant = ""
		}
	case f.Type == schema.Duration:
		meant = inQuotes(schema.MeantDuration(text))
	case f.Type == schema.Enum:
		meant = inQuotes(f.Named(text))
		if meant == "" {
			return fault
		}
	case f.Type == schema.Whole:
		meant, want = meantNumber(text, f), "a whole number"
	case f.Type == schema.Number || f.Type == schema.Latitude || f.Type == schema.Longitude:
		meant, want = meantNumber(text, f), "a number"
	case f.Type == schema.Bool:
		_, meant = meantBool(text)
		want = "true or false"
	case f.Type == schema.Date:
		want = "a date"
	case f.Type == schema.PartialDate:
		want = "a year, a month or a date"
	case f.Type == schema.Moment:
		want = "a date and a time"
	case f.Type == schema.TimeOfDay:
		want = "a time of day"
	case f.Type == schema.Sub:
		meant, want = meantPosition(text), "a table"
	default:
		return fault
	}
	if fault.Fix = ""; meant != "" {
		fault.Fix = key + " = " + meant
	}
	if want != "" {
		fault.Key, fault.Args = "wrong-type", []any{key, want}
	}
	return fault
}

// meantOption returns the number of the option that is meant by its number in
// quotation marks, its letter, or its text, "" for none.
func meantOption(answer any, options []guide.Text) string {
	text, _ := answer.(string)
	text = strings.TrimSpace(text)
	if len(text) == 1 && text[0] >= '1' && text[0] <= '9' {
		return text
	}
	if len(text) == 1 && text[0]|0x20 >= 'a' && int(text[0]|0x20-'a') < len(options) {
		return strconv.Itoa(int(text[0]|0x20-'a') + 1)
	}
	for i, option := range options {
		if isNamed(option, text) {
			return strconv.Itoa(i + 1)
		}
	}
	return ""
}

// meantLanguage returns the code of a language by its name.
func meantLanguage(name string) string {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "中文", "简体", "简体中文", "汉语", "chinese", "cn":
		return "zh-Hans"
	case "繁体", "繁體", "繁体中文", "繁體中文", "tw":
		return "zh-Hant"
	case "英文", "英语", "english":
		return "en"
	}
	return ""
}
