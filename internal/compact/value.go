package compact

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// Marshal returns a plain value as bytes: structs, slices, maps, pointers, strings and
// numbers. Unexported fields are left out. It panics if the value contains a function, a
// channel or an interface. The bytes do not say of what type the value was: only the same
// program can read them.
//
// A text that occurs again soon, such as the name of a file in several places, is written
// once.
func Marshal(v any) []byte {
	e := encoder{numbers: make(map[string]int, recentTexts)}
	value := reflect.ValueOf(v)
	planOf(value.Type()).write(&e, value)
	return e.Data
}

// Unmarshal reads what Marshal has written into the value to which v points, whose zero
// value it must be, and reports whether it could. Texts are parts of data, not copies. An
// empty slice or map is read as nil.
func Unmarshal(data string, v any) bool {
	d := decoder{Reader: *NewReader(data)}
	value := reflect.ValueOf(v).Elem()
	planOf(value.Type()).read(&d, value)
	return d.Done()
}

// recentTexts is the number of different texts of which none is written again.
const recentTexts = 4096

// recent are the last different texts, in a ring.
type recent struct {
	texts [recentTexts]string
	next  int
}

// add adds a text and returns its number and the text that it replaces.
func (r *recent) add(s string) (n int, replaced string) {
	n = r.next
	r.next = (n + 1) % recentTexts
	replaced, r.texts[n] = r.texts[n], s
	return n, replaced
}

type encoder struct {
	Writer
	recent
	numbers map[string]int // of recent
}

// text writes a text, or the number of a recent one.
func (e *encoder) text(s string) {
	if n, ok := e.numbers[s]; ok {
		e.Uint(uint64(n)<<1 | 1)
		return
	}
	n, replaced := e.add(s)
	if e.numbers[replaced] == n {
		delete(e.numbers, replaced)
	}
	e.numbers[s] = n
	e.Uint(uint64(len(s)) << 1)
	e.Data = append(e.Data, s...)
}

type decoder struct {
	Reader[string]
	recent
}

func (d *decoder) text() string {
	n := d.Uint()
	if n&1 == 0 {
		s := d.Raw(int(min(n>>1, math.MaxInt32)))
		d.add(s)
		return s
	}
	if n >>= 1; n < recentTexts {
		return d.texts[n]
	}
	d.Fail()
	return ""
}

// A plan writes and reads values of one type. A read value is addressable and zero.
type plan struct {
	least int // how many bytes a value takes at least
	write func(*encoder, reflect.Value)
	read  func(*decoder, reflect.Value)
}

var plans sync.Map // reflect.Type → *plan

func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	p := newPlan(t)
	plans.Store(t, p)
	return p
}

func newPlan(t reflect.Type) *plan {
	switch t.Kind() {
	case reflect.Bool:
		return &plan{
			1,
			func(e *encoder, v reflect.Value) {
				n := uint64(0)
				if v.Bool() {
					n = 1
				}
				e.Uint(n)
			},
			func(d *decoder, v reflect.Value) { v.SetBool(d.Uint() == 1) },
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return &plan{
			1,
			func(e *encoder, v reflect.Value) { e.Int(v.Int()) },
			func(d *decoder, v reflect.Value) { v.SetInt(d.Int()) },
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return &plan{
			1,
			func(e *encoder, v reflect.Value) { e.Uint(v.Uint()) },
			func(d *decoder, v reflect.Value) { v.SetUint(d.Uint()) },
		}
	case reflect.Float32, reflect.Float64:
		return &plan{
			1,
			func(e *encoder, v reflect.Value) { e.Uint(math.Float64bits(v.Float())) },
			func(d *decoder, v reflect.Value) { v.SetFloat(math.Float64frombits(d.Uint())) },
		}
	case reflect.String:
		return &plan{
			1,
			func(e *encoder, v reflect.Value) { e.text(v.String()) },
			func(d *decoder, v reflect.Value) { v.SetString(d.text()) },
		}
	case reflect.Struct:
		return structPlan(t)
	case reflect.Array:
		return arrayPlan(t)
	case reflect.Slice:
		return slicePlan(t)
	case reflect.Map:
		return mapPlan(t)
	case reflect.Pointer:
		return pointerPlan(t)
	}
	panic(fmt.Sprintf("compact: values of type %v cannot be written", t))
}

func structPlan(t reflect.Type) *plan {
	type field struct {
		index int
		*plan
	}
	var fields []field
	least := 0
	for i := range t.NumField() {
		if f := t.Field(i); f.IsExported() {
			p := planOf(f.Type)
			fields = append(fields, field{i, p})
			least += p.least
		}
	}
	return &plan{
		least,
		func(e *encoder, v reflect.Value) {
			for _, f := range fields {
				f.write(e, v.Field(f.index))
			}
		},
		func(d *decoder, v reflect.Value) {
			for _, f := range fields {
				f.read(d, v.Field(f.index))
			}
		},
	}
}

func arrayPlan(t reflect.Type) *plan {
	if t.Elem().Kind() == reflect.Uint8 { // a digest
		return &plan{
			t.Len(),
			func(e *encoder, v reflect.Value) {
				e.Data = append(e.Data, make([]byte, v.Len())...)
				reflect.Copy(reflect.ValueOf(e.Data[len(e.Data)-v.Len():]), v)
			},
			func(d *decoder, v reflect.Value) { copy(v.Bytes(), d.Raw(v.Len())) },
		}
	}
	item := planOf(t.Elem())
	return &plan{
		t.Len() * item.least,
		func(e *encoder, v reflect.Value) {
			for i := range v.Len() {
				item.write(e, v.Index(i))
			}
		},
		func(d *decoder, v reflect.Value) {
			for i := range v.Len() {
				item.read(d, v.Index(i))
			}
		},
	}
}

func slicePlan(t reflect.Type) *plan {
	item := planOf(t.Elem())
	return &plan{
		1,
		func(e *encoder, v reflect.Value) {
			e.Len(v.Len())
			for i := range v.Len() {
				item.write(e, v.Index(i))
			}
		},
		func(d *decoder, v reflect.Value) {
			n := d.Items(max(1, item.least))
			v.Grow(n)
			v.SetLen(n)
			for i := range n {
				item.read(d, v.Index(i))
			}
		},
	}
}

func mapPlan(t reflect.Type) *plan {
	key, item := planOf(t.Key()), planOf(t.Elem())
	if t.Key().Kind() != reflect.String {
		panic(fmt.Sprintf("compact: %v has keys that are no strings", t))
	}
	return &plan{
		1,
		func(e *encoder, v reflect.Value) {
			keys := v.MapKeys()
			slices.SortFunc(keys, func(x, y reflect.Value) int { return strings.Compare(x.String(), y.String()) })
			e.Len(len(keys))
			for _, k := range keys {
				key.write(e, k)
				item.write(e, v.MapIndex(k))
			}
		},
		func(d *decoder, v reflect.Value) {
			n := d.Len()
			if n == 0 {
				return
			}
			v.Set(reflect.MakeMapWithSize(t, n))
			k, x := reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()
			for range n {
				x.SetZero()
				key.read(d, k)
				item.read(d, x)
				v.SetMapIndex(k, x)
			}
		},
	}
}

func pointerPlan(t reflect.Type) *plan {
	of := planOf(t.Elem())
	return &plan{
		1,
		func(e *encoder, v reflect.Value) {
			if v.IsNil() {
				e.Uint(0)
				return
			}
			e.Uint(1)
			of.write(e, v.Elem())
		},
		func(d *decoder, v reflect.Value) {
			if d.Uint() == 1 {
				v.Set(reflect.New(t.Elem()))
				of.read(d, v.Elem())
			}
		},
	}
}
