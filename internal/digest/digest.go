// Package digest computes digests of plain values: structs, slices, maps, pointers,
// strings, numbers. Equal values have equal digests, in every run and on every
// machine; a nil slice equals an empty one, and maps have no order.
//
// Unexported fields are ignored, and so are fields of the types that a Hasher skips.
package digest

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// A Digest identifies a value. It is half of a SHA-256 sum: enough for values that
// nobody chose to collide.
type Digest [16]byte

// Bytes returns the digest of data.
func Bytes(data []byte) Digest {
	sum := sha256.Sum256(data)
	return Digest(sum[:16])
}

// String returns the digest of a text.
func String(text string) Digest { return Bytes([]byte(text)) }

// A Hasher computes digests. It is safe for concurrent use.
type Hasher struct {
	skip    map[reflect.Type]bool
	plans   sync.Map // reflect.Type → plan
	buffers sync.Pool
}

// New returns a Hasher that ignores fields of the given values' types.
func New(skip ...any) *Hasher {
	h := &Hasher{skip: map[reflect.Type]bool{}}
	for _, v := range skip {
		h.skip[reflect.TypeOf(v)] = true
	}
	h.buffers.New = func() any { return new([]byte) }
	return h
}

// Of returns the digest of a list of values. It panics if one contains a function, a
// channel or an interface: such values have no digest.
func (h *Hasher) Of(values ...any) Digest {
	buffer := h.buffers.Get().(*[]byte)
	b := (*buffer)[:0]
	for _, v := range values {
		value := reflect.ValueOf(v)
		b = h.plan(value.Type())(b, value)
	}
	sum := Bytes(b)
	*buffer = b
	h.buffers.Put(buffer)
	return sum
}

// A plan appends the canonical form of a value of one type. No form is the beginning
// of another one of the same type.
type plan func([]byte, reflect.Value) []byte

func (h *Hasher) plan(t reflect.Type) plan {
	if p, ok := h.plans.Load(t); ok {
		return p.(plan)
	}
	p := h.newPlan(t)
	h.plans.Store(t, p)
	return p
}

func (h *Hasher) newPlan(t reflect.Type) plan {
	switch t.Kind() {
	case reflect.Bool:
		return func(b []byte, v reflect.Value) []byte {
			if v.Bool() {
				return append(b, 1)
			}
			return append(b, 0)
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(b []byte, v reflect.Value) []byte { return binary.AppendVarint(b, v.Int()) }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return func(b []byte, v reflect.Value) []byte { return binary.AppendUvarint(b, v.Uint()) }
	case reflect.Float32, reflect.Float64:
		return func(b []byte, v reflect.Value) []byte {
			return binary.LittleEndian.AppendUint64(b, math.Float64bits(v.Float()))
		}
	case reflect.String:
		return func(b []byte, v reflect.Value) []byte { return appendString(b, v.String()) }
	case reflect.Slice, reflect.Array:
		return h.listPlan(t)
	case reflect.Map:
		return h.mapPlan(t)
	case reflect.Struct:
		return h.structPlan(t)
	case reflect.Pointer:
		of := t.Elem()
		return func(b []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return append(b, 0)
			}
			return h.plan(of)(append(b, 1), v.Elem()) // looked up now: the type may contain itself
		}
	}
	panic(fmt.Sprintf("digest: values of type %v have no digest", t))
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func (h *Hasher) listPlan(t reflect.Type) plan {
	of := t.Elem()
	if of.Kind() == reflect.Uint8 && t.Kind() == reflect.Slice {
		return func(b []byte, v reflect.Value) []byte {
			return append(binary.AppendUvarint(b, uint64(v.Len())), v.Bytes()...)
		}
	}
	return func(b []byte, v reflect.Value) []byte {
		n := v.Len()
		b = binary.AppendUvarint(b, uint64(n))
		if n == 0 {
			return b
		}
		item := h.plan(of)
		for i := range n {
			b = item(b, v.Index(i))
		}
		return b
	}
}

func (h *Hasher) mapPlan(t reflect.Type) plan {
	if t.Key().Kind() != reflect.String {
		panic(fmt.Sprintf("digest: %v has keys that are no strings", t))
	}
	of := t.Elem()
	return func(b []byte, v reflect.Value) []byte {
		keys := v.MapKeys()
		slices.SortFunc(keys, func(x, y reflect.Value) int { return strings.Compare(x.String(), y.String()) })
		b = binary.AppendUvarint(b, uint64(len(keys)))
		for _, key := range keys {
			b = h.plan(of)(appendString(b, key.String()), v.MapIndex(key))
		}
		return b
	}
}

func (h *Hasher) structPlan(t reflect.Type) plan {
	type field struct {
		index int
		of    reflect.Type
	}
	var fields []field
	for i := range t.NumField() {
		if f := t.Field(i); f.IsExported() && !h.skip[f.Type] {
			fields = append(fields, field{i, f.Type})
		}
	}
	return func(b []byte, v reflect.Value) []byte {
		for _, f := range fields {
			b = h.plan(f.of)(b, v.Field(f.index))
		}
		return b
	}
}
