package schema

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Named returns the value of an Enum that a word names: by its name, however it is
// written, by its label in either language, or by another word for it, of a datum
// with or without the word for that. It returns "" for none.
func (f *Field) Named(word string) string {
	w := squeezed(word)
	if f.Key == "datum" { // 火星坐标系统, 高德地图
		for _, tail := range []string{"系统", "系", "坐标", "地图"} {
			w = strings.TrimSuffix(w, tail)
		}
	}
	for _, v := range f.Values {
		if w == squeezed(v.Name) || w == squeezed(v.Label.EN) || w == v.Label.ZH || slices.Contains(strings.Fields(v.Words), w) {
			return v.Name
		}
	}
	return ""
}

// Meant returns the field that a key in another language or of another program
// means, such as 地址, tel or lng, or nil.
func (t *Table) Meant(key string) *Field {
	word := squeezed(key)
	for i := range t.Fields {
		f := &t.Fields[i]
		if slices.Contains(strings.Fields(f.Headings+" "+f.Also), word) {
			return f
		}
	}
	for i := range t.Fields {
		if f := &t.Fields[i]; f.Type == Sub && f.Table.Label.ZH == key {
			return f
		}
	}
	for _, other := range []*Table{&Site, &Location, &Route, &Stop} {
		for i := range other.Fields {
			f := &other.Fields[i]
			if !slices.Contains(strings.Fields(f.Headings+" "+f.Also), word) {
				continue
			}
			if same := t.Field(f.Key); same != nil {
				return same
			}
			if f.Key == "name" {
				return t.Field("title")
			}
		}
	}
	return nil
}

// squeezed returns a word without its case and the characters between its parts.
func squeezed(word string) string { return between.Replace(strings.ToLower(strings.TrimSpace(word))) }

// between removes what separates the parts of a word. Making a Replacer takes longer
// than using it.
var between = strings.NewReplacer(" ", "", "_", "", "-", "")

// Header returns the full name of a table whose header lacks what is above it, or
// has another name: "site.hall" for hall and 展厅, "site" for 地点. It returns "" for
// none.
func (t *Table) Header(name string) string {
	for i := range t.Fields {
		f := &t.Fields[i]
		if f.Type != Sub {
			continue
		}
		if f.Key == name || f.Table.Label.ZH == name || strings.EqualFold(f.Table.Label.EN, name) {
			return f.Key
		}
		if below := f.Table.Header(name); below != "" {
			return f.Key + "." + below
		}
	}
	return ""
}

// At returns the field at a path of keys, such as "site.hall", or nil.
func (t *Table) At(path string) *Field {
	key, rest, deeper := strings.Cut(path, ".")
	f := t.Field(key)
	if f == nil || !deeper {
		return f
	}
	if f.Type != Sub {
		return nil
	}
	return f.Table.At(rest)
}

var lengthForm = regexp.MustCompile(`^(?:约|大约)?\s*(?:(\d{1,3}(?:\.\d)?|半)\s*个?\s*(?:h|hours?|hrs?|小时|时|钟头))?\s*(?:(\d{1,4}|半)\s*(?:m|mins?|minutes?|分钟?))?$`)

var chineseLength = strings.NewReplacer("一", "1", "两", "2", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "小时半", "小时30分", "个半小时", "小时30分")

// MeantDuration returns the Duration that was probably meant by a text such as 45,
// 45分钟, 1.5小时 or 半小时, as the format has it; "" if that is not clear.
func MeantDuration(text string) string {
	text = strings.ToLower(strings.TrimSpace(text))
	if _, err := strconv.Atoi(text); err == nil {
		text += "m"
	}
	m := lengthForm.FindStringSubmatch(chineseLength.Replace(text))
	if m == nil {
		return ""
	}
	hours, _ := strconv.ParseFloat("0"+m[1], 64)
	if m[1] == "半" {
		hours = 0.5
	}
	minutes, _ := strconv.Atoi("0" + m[2])
	if m[2] == "半" {
		return ""
	}
	d := time.Duration(hours*60+0.5)*time.Minute + time.Duration(minutes)*time.Minute
	if d <= 0 || !ValidDuration(d) {
		return ""
	}
	return FormatDuration(d)
}
