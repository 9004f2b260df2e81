package load

import (
	"io/fs"
	"math"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/toml"
)

// A decoder fills structs of the model from one piece of TOML text, as
// internal/schema declares its tables. It reports invalid values and leaves their
// fields unchanged.
type decoder struct {
	lines    *diag.Lines[string]
	problems *diag.List
	files    fs.FS        // the project, for the paths of files
	theme    fs.FS        // the built-in theme, for its languages
	langs    []guide.Lang // those of the guide; a text written as a string is in the first
	names    *names       // the ids that a reference may name
	partial  bool         // the next table has only some of its fields
	broken   bool         // not all of the text could be parsed: what is missing may be in the rest
	guesses  *int         // how many sites of the route do not exist
}

// newDecoder returns a decoder of a piece that begins on this line of a file.
func newDecoder(file, text string, line int, g *guide.Guide, problems *diag.List) *decoder {
	return &decoder{lines: diag.NewLines(file, text, line), problems: problems, langs: g.Languages}
}

// parse reads the piece as TOML. Where ok is false, problems were reported and the
// root holds what could be read.
func (d *decoder) parse(text string) (root toml.Value, ok bool) {
	return toml.Decode(text, func(f toml.Fault) {
		if f.Key == "toml-syntax/quotes" && strings.HasPrefix(f.Fix, f.Args[0].(string)) {
			key := f.Args[0].(string)
			f = withoutQuotes(f, fieldAt(d.lines.Place(0).File, text[:f.Offset], key), f.Args[1].(string))
		}
		d.problems.AddFix(d.lines.Place(f.Offset), f.Fix, f.Key, f.Args...)
	})
}

// at returns the place of a value, and keyAt that of its key or header.
func (d *decoder) at(v toml.Value) diag.Place    { return d.lines.Place(v.Start) }
func (d *decoder) keyAt(v toml.Value) diag.Place { return d.lines.Place(v.Key) }

// The bindings of tables to structs that callers name.
var (
	guideFields    = bind[guide.Guide](&schema.Guide)
	themeFields    = bind[guide.Theme](&schema.Theme)
	audienceFields = bind[guide.Audience](&schema.Audience)
	goalFields     = bind[guide.Goal](&schema.Goal)
	noticeFields   = bind[guide.Notice](&schema.Notice)
	siteFields     = bind[guide.Site](&schema.Site)
	locationFields = bind[location](&schema.Location)
	routeFields    = bind[guide.Route](&schema.Route)
	stopFields     = bind[guide.Stop](&schema.Stop)
	pageFields     = bind[guide.Page](&schema.Page)
	photoFields    = bind[guide.Photo](&schema.Photo)
	questionFields = bind[guide.Question](&schema.Question)
	wordingFields  = bind[guide.Wording](&schema.Term)
	planFields     = bind[guide.Plan](&schema.Plan)
)

// bindings are the bindings of all tables.
var bindings = byTable(
	guideFields, themeFields, audienceFields, goalFields, siteFields, locationFields, routeFields, stopFields, pageFields, photoFields,
	bind[guide.Conversion](&schema.Convert), bind[guide.PhotoSettings](&schema.PhotoSettings), bind[guide.Brand](&schema.Brand), bind[guide.Footer](&schema.Footer), bind[guide.FooterLink](&schema.FooterLink), bind[guide.Calendar](&schema.Calendar), bind[guide.Hall](&schema.Hall), bind[guide.Group](&schema.Group),
	bind[guide.Contact](&schema.Contact), bind[guide.Hospital](&schema.Hospital), bind[guide.Standard](&schema.Standard),
	bind[guide.Criterion](&schema.Criterion), personFields, bind[guide.Pair](&schema.Pair), noticeFields, questionFields, wordingFields, planFields,
	seriesFields, bind[guide.SeriesPart](&schema.SeriesPart),
	eventFields, bind[guide.EventChange](&schema.Change), bind[guide.Booking](&schema.Booking), bind[guide.Party](&schema.Party), bind[guide.Material](&schema.Material),
	placeFields, visitFields, bind[guide.ControlPoint](&schema.ControlPoint), bind[guide.Pin](&schema.Pin),
)

func byTable(all ...*schema.Binding) map[*schema.Table]*schema.Binding {
	m := make(map[*schema.Table]*schema.Binding, len(all))
	for _, b := range all {
		m[b.Table] = b
	}
	return m
}

func bind[T any](t *schema.Table) *schema.Binding { return schema.Bind(t, reflect.TypeFor[T]()) }

// A location is a location as an editor wrote it.
type location struct {
	At       diag.Place `toml:",place"`
	Lat      *float64   `toml:"lat"`
	Lon      *float64   `toml:"lon"`
	Datum    string     `toml:"datum"`
	Accuracy float64    `toml:"accuracy"`
}

// table decodes a table into a struct, given by a pointer, and reports the keys
// that the schema does not know and those that are missing.
func (d *decoder) table(v toml.Value, b *schema.Binding, structure any) {
	d.fill(v, b, reflect.ValueOf(structure).Elem())
	d.finish(v, structure)
}

func (d *decoder) fill(v toml.Value, b *schema.Binding, s reflect.Value) {
	if b.Err != nil {
		panic(b.Err)
	}
	partial := d.partial
	d.partial = false // the tables below have all of their fields
	if b.Place >= 0 {
		*pointer[diag.Place](s, b.Place) = d.keyAt(v)
	}
	found := 0
	var missing []*schema.Bound
	for i := range b.Fields {
		f := &b.Fields[i]
		value := v.Get(f.Key)
		given := value.Exists()
		if given {
			found++
			given = d.field(value, f, s)
		}
		if !given && f.Required && !partial {
			missing = append(missing, f)
		}
		if !given && f.Type == schema.Enum && f.Default != "" {
			if p := pointer[string](s, f.Value); *p == "" {
				*p = f.DefaultString()
			}
		}
	}
	if found < len(v.Table()) {
		missing = strange(d, v, b, s, missing)
	}
	if d.broken {
		return
	}
	for _, f := range missing {
		d.problems.Add(d.keyAt(v), "missing-field", f.Key, diag.Words{EN: strings.ToLower(b.Table.Label.EN), ZH: b.Table.Label.ZH})
	}
}

// strange reports the keys of a table that the schema does not know. One that
// clearly means a field, such as 地址 or adress, is read as that field, so that
// nothing else is reported because of it. It returns the fields that are missing all
// the same.
func strange(d *decoder, v toml.Value, b *schema.Binding, s reflect.Value, missing []*schema.Bound) []*schema.Bound {
	known := b.Table.Keys()
	for key := range v.Table() {
		if slices.Contains(known, key) {
			continue
		}
		value := v.Get(key)
		p := diag.New(d.keyAt(value), "unknown-key", key)
		if f := b.Table.Meant(key); f != nil {
			p.Nearest = f.Key
		} else {
			p.Nearest = diag.Nearest(key, known)
		}
		d.problems.Append(p)
		i := slices.Index(known, p.Nearest)
		if i < 0 || v.Get(p.Nearest).Exists() || b.Table == &schema.Page { // nothing of a page is required
			continue
		}
		d.field(value, &b.Fields[i], s)
		missing = slices.DeleteFunc(missing, func(f *schema.Bound) bool { return f.Key == p.Nearest })
	}
	return missing
}

// unknown reports the keys of a table that are not among the known ones.
func (d *decoder) unknown(v toml.Value, known []string) {
	for key := range v.Table() {
		if !slices.Contains(known, key) {
			d.problems.AddUnknown(d.keyAt(v.Get(key)), "unknown-key", key, known)
		}
	}
}

// reportHeadless reports the tables of sites.toml that are written as values before the first
// header: tables are read by their headers.
func reportHeadless(d *decoder, v toml.Value) {
	for key := range v.Table() {
		f := schema.Registry.Field(key)
		if f == nil {
			continue
		}
		header := "[" + key + "]"
		if f.List {
			header = "[" + header + "]"
		}
		d.problems.Add(d.keyAt(v.Get(key)), "toml-brackets/value", key, header)
	}
}

// pointer returns a pointer to a field of a struct.
func pointer[T any](s reflect.Value, field int) *T { return s.Field(field).Addr().Interface().(*T) }

// field decodes one field. It reports whether the field has a value, which may be
// invalid. An empty string and a blank text do not count as values.
func (d *decoder) field(v toml.Value, f *schema.Bound, s reflect.Value) (given bool) {
	if !v.Lost() {
		return decodeField(d, v, f, s)
	}
	meant := false // what was meant is used if it is valid
	silently(d, func() { meant = decodeField(d, v, f, s) })
	return meant
}

func decodeField(d *decoder, v toml.Value, f *schema.Bound, s reflect.Value) (given bool) {
	if text, ok := v.Any.(string); ok && text == "" && f.Type.Blank() && !f.List {
		return false
	}
	if f.Place >= 0 {
		*pointer[diag.Place](s, f.Place) = d.at(v)
	}
	if f.Literal >= 0 {
		*pointer[bool](s, f.Literal) = v.Literal()
	}
	if f.Value < 0 {
		return true
	}
	switch p := s.Field(f.Value).Addr().Interface().(type) {
	case *guide.Text:
		var ok bool
		if *p, ok = d.text(f, v); ok {
			return !p.Empty()
		}
	case *[]guide.Text:
		d.items(f, v, func(item toml.Value) {
			text, _ := d.text(f, item)
			*p = append(*p, text)
		})
	case *string:
		if text, ok := d.string(f, v); ok {
			*p = text
		}
	case *[]string:
		d.strings(f, v, func(text string, _ diag.Place) { *p = append(*p, text) })
	case *[]guide.PrintFont:
		d.strings(f, v, func(text string, at diag.Place) { *p = append(*p, guide.PrintFont{Path: text, At: at}) })
	case *[]guide.Lang:
		*p = decodeLanguages(d, f, v)
	case *bool:
		var ok bool
		if *p, ok = v.Any.(bool); !ok {
			fix := ""
			*p, fix = meantBool(v.Any)
			d.wrong(v, f.Key, "true or false", fix)
		}
	case *int:
		if n, ok := v.Any.(int64); !ok {
			d.wrong(v, f.Key, "a whole number", meantNumber(v.Any, f.Field))
		} else if d.within(f, v, float64(n)) {
			*p = int(n)
		}
	case *float64:
		if n, ok := d.number(f.Key, v); ok && d.within(f, v, n) {
			*p = n
		}
	case **float64:
		if n, ok := d.number(f.Key, v); ok {
			*p = &n
		}
	case *time.Duration:
		if f.Type == schema.TimeOfDay {
			d.timeOfDay(f, v, p)
		} else {
			d.duration(f, v, p)
		}
	case *[]time.Duration:
		d.items(f, v, func(item toml.Value) {
			at := time.Duration(-1)
			if d.timeOfDay(f, item, &at); at >= 0 {
				*p = append(*p, at)
			}
		})
	case *guide.Date:
		d.date(f, v, p)
	case *guide.PartialDate:
		decodePartialDate(d, f, v, p)
	case *guide.Moment:
		decodeMoment(d, f, v, p)
	case *[]guide.DateRange:
		*p = d.dateRanges(f, v)
	case *[]guide.Date:
		for _, r := range d.dateRanges(f, v) {
			for day := r.First.Time(); !day.After(r.Last.Time()); day = day.AddDate(0, 0, 1) {
				*p = append(*p, dateOf(day))
			}
		}
	case **geo.Pixel:
		*p = decodePixel(d, f, v)
	case **guide.Location:
		*p = decodeLocation(d, f, v)
	default:
		d.sub(f, v, s.Field(f.Value))
	}
	return true
}

// wrong reports a value of the wrong type. fix is the value that was probably meant,
// "" if that is not clear.
func (d *decoder) wrong(v toml.Value, key string, want diag.Term, fix string) {
	if !v.Lost() {
		d.problems.AddFix(d.at(v), fix, "wrong-type", key, want)
	}
}

// sub decodes a table into a struct, or repeated tables into a slice of them.
func (d *decoder) sub(f *schema.Bound, v toml.Value, target reflect.Value) {
	b := bindings[f.Table]
	if !f.List {
		if v.Table() == nil {
			d.wrong(v, f.Key, "a table", "")
			return
		}
		d.table(v, b, target.Addr().Interface())
		return
	}
	items, ok := v.Items()
	items = fewEnough(d, f, items)
	for _, item := range items {
		ok = ok && item.Table() != nil
	}
	if !ok {
		d.wrong(v, f.Key, "a list of tables", "")
		return
	}
	all := reflect.MakeSlice(target.Type(), len(items), len(items))
	for i, item := range items {
		d.table(item, b, all.Index(i).Addr().Interface())
	}
	target.Set(all)
}

// items calls do for each item of a list.
func (d *decoder) items(f *schema.Bound, v toml.Value, do func(item toml.Value)) {
	items, ok := v.Items()
	if text, isString := v.Any.(string); isString { // meant as the only item
		fix := ""
		if v.Literal() && !strings.ContainsAny(text, "\"\\\n") {
			fix = `["` + text + `"]`
		}
		d.wrong(v, f.Key, "a list", fix)
		if text != "" {
			silently(d, func() { do(v) })
		}
	} else if !ok {
		d.wrong(v, f.Key, "a list", "")
	}
	for _, item := range fewEnough(d, f, items) {
		do(item)
	}
}

// fewEnough returns the items of a list that are within its limit, and reports that
// there are more.
func fewEnough(d *decoder, f *schema.Bound, items []toml.Value) []toml.Value {
	most := f.MaxItems()
	if len(items) <= most {
		return items
	}
	d.problems.Add(d.at(items[most]), "too-many", f.Key, len(items), most)
	return items[:most]
}

// shortEnough returns the beginning of a text that is within its field's limit, and
// reports that there is more. Whatever comes next deals with a text of that length.
func shortEnough(d *decoder, f *schema.Bound, v toml.Value, text string) string {
	most := f.MaxLength()
	if most == 0 || len(text) <= most {
		return text
	}
	n := 0
	for i := range text {
		if n == most {
			d.problems.Add(d.at(v), "too-long", f.Key, utf8.RuneCountInString(text), most)
			return text[:i]
		}
		n++
	}
	return text
}

// silently calls do and drops what it reports: the cause of that has been reported.
func silently(d *decoder, do func()) {
	problems := d.problems
	d.problems = new(diag.List)
	do()
	d.problems = problems
}

// strings calls do for each valid string of a list.
func (d *decoder) strings(f *schema.Bound, v toml.Value, do func(text string, at diag.Place)) {
	d.items(f, v, func(item toml.Value) {
		if text, ok := d.string(f, item); ok {
			do(text, d.at(item))
		}
	})
}

// number reads a finite number.
func (d *decoder) number(key string, v toml.Value) (float64, bool) {
	switch n := v.Any.(type) {
	case int64:
		return float64(n), true
	case float64:
		if math.Abs(n) < 1e15 {
			return n, true
		}
	}
	fix := ""
	if text, ok := v.Any.(string); ok {
		if fix, ok = toml.ReadAngle(text); !ok {
			fix = meantNumber(text, nil)
		}
	}
	d.wrong(v, key, "a number", fix)
	return 0, false
}

// within reports whether a number is within its field's limits. If not, it adds a
// problem.
func (d *decoder) within(f *schema.Bound, v toml.Value, n float64) bool {
	if !f.Limited() || n >= f.Min && n <= f.Max {
		return true
	}
	low, high, unit := f.Range()
	d.problems.Add(d.at(v), "bad-value/range", f.Key, low, high, diag.Words(unit))
	return false
}
