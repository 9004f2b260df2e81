package compact

import (
	"math"
	"reflect"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	var w Writer
	numbers := []int64{0, 1, -1, 63, -64, 64, math.MaxInt64, math.MinInt64}
	for _, n := range numbers {
		w.Int(n)
		w.Uint(uint64(n))
	}
	w.Text("石")
	w.Bytes([]byte{0, 255})
	w.Strings([]string{"", "a"})
	w.Strings(nil)
	w.Raw([]byte("xyz"))
	r := NewReader(string(w.Data))
	for _, n := range numbers {
		if got := r.Int(); got != n {
			t.Errorf("%d is read as %d", n, got)
		}
		if got := r.Uint(); got != uint64(n) {
			t.Errorf("%d is read as %d", uint64(n), got)
		}
	}
	if a, b := r.Text(), r.Text(); a != "石" || b != "\x00\xff" {
		t.Errorf("texts are read as %q, %q", a, b)
	}
	if a, b := r.Strings(), r.Strings(); !reflect.DeepEqual(a, []string{"", "a"}) || b != nil {
		t.Errorf("lists are read as %q, %q", a, b)
	}
	if raw := r.Raw(3); raw != "xyz" || !r.Done() {
		t.Errorf("the end is %q, done: %v", raw, r.Done())
	}
	for cut := range w.Data {
		r := NewReader(string(w.Data[:cut]))
		for range numbers {
			r.Int()
			r.Uint()
		}
		r.Text()
		r.Text()
		r.Strings()
		r.Strings()
		r.Raw(3)
		if r.OK() {
			t.Errorf("cut after %d bytes, the record can be read", cut)
		}
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte("\x03abc\x80\x80\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := NewReader(data)
		for total := 0; r.OK() && !r.Done(); {
			total += len(r.Text())
			for _, s := range r.Strings() {
				total += len(s)
			}
			r.Int()
			if total > len(data) {
				t.Fatal("more was read than there is")
			}
		}
	})
}

// TestBounds checks numbers and lengths that are too large.
func TestBounds(t *testing.T) {
	for name, read := range map[string]func() bool{
		"more than 64 bits":    func() bool { r := NewReader("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"); r.Uint(); return r.OK() },
		"more than 31 bits":    func() bool { r := NewReader("\x80\x80\x80\x80\x08"); r.Count(); return r.OK() },
		"more than there is":   func() bool { r := NewReader("\x03ab"); r.Len(); return r.OK() },
		"more items than fit":  func() bool { r := NewReader("\x02abc"); r.Items(2); return r.OK() },
		"an unfinished number": func() bool { r := NewReader("\x80"); r.Uint(); return r.OK() },
	} {
		if read() {
			t.Errorf("%s can be read", name)
		}
	}
}
