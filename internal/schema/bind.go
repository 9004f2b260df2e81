package schema

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// A Binding connects the fields of a table with the fields of a struct that
// receive them. Tags say which: `toml:"capacity"` receives a value,
// `toml:"capacity,place"` the place of that value in its file,
// `toml:"capacity,literal"` whether the file holds it without escapes, and
// `toml:",place"` the place of the table.
type Binding struct {
	Table   *Table
	Fields  []Bound // as in Table.Fields
	Place   int     // index of the struct's field for the table's place, or -1
	Err     error   // how the tags differ from the table; nil when they agree
	ordered map[string]int
}

// A Bound is a field of a table with the indexes of the struct's fields that
// receive it, -1 for none.
type Bound struct {
	*Field
	Value, Place, Literal int
}

// Bind connects a table with a struct. A tag without a row, and a row that no
// tag names, are errors of the program: a test of each caller checks Err.
func Bind(t *Table, structure reflect.Type) *Binding {
	b := &Binding{Table: t, Place: -1, ordered: make(map[string]int, len(t.Fields))}
	for i := range t.Fields {
		b.Fields = append(b.Fields, Bound{&t.Fields[i], -1, -1, -1})
		b.ordered[t.Fields[i].Key] = i
	}
	var wrong []error
	for i := range structure.NumField() {
		f := structure.Field(i)
		tag, tagged := f.Tag.Lookup("toml")
		if !tagged {
			continue
		}
		key, what, _ := strings.Cut(tag, ",")
		at, known := b.ordered[key]
		switch {
		case key == "" && what == "place":
			b.Place = i
		case !known:
			wrong = append(wrong, fmt.Errorf("the table %s has no field %q, which %s.%s names", t.Name, key, structure, f.Name))
		case what == "place":
			b.Fields[at].Place = i
		case what == "literal":
			b.Fields[at].Literal = i
		case what == "":
			b.Fields[at].Value = i
		default:
			wrong = append(wrong, fmt.Errorf("%s.%s has the unknown option %q", structure, f.Name, what))
		}
	}
	for _, f := range b.Fields {
		if f.Value < 0 && f.Place < 0 {
			wrong = append(wrong, fmt.Errorf("%s has no field with the tag `toml:%q`, which the table %s declares", structure, f.Key, t.Name))
		}
	}
	b.Err = errors.Join(wrong...)
	return b
}

// Pointer returns a pointer to the field of a struct that receives a key, nil
// for a key without one. The struct is given by a pointer.
func (b *Binding) Pointer(structure any, key string) any {
	i, ok := b.ordered[key]
	if !ok || b.Fields[i].Value < 0 {
		return nil
	}
	return reflect.ValueOf(structure).Elem().Field(b.Fields[i].Value).Addr().Interface()
}
