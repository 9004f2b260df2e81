package load

import (
	"strings"

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

// meantID makes an id of letters in another case and with other characters between.
func meantID(text string) string {
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
