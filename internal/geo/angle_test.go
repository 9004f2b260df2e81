package geo

import (
	"math"
	"testing"
)

func TestParseAngle(t *testing.T) {
	for text, want := range map[string]float64{
		"40.77": 40.77, "-33.9": -33.9, "40°46′12″": 40.77, "40°46'12\"": 40.77, "40°46’12”N": 40.77, "N40 46 12": 40.77, "北纬40度46分12秒": 40.77,
		"南纬33度54分": -33.9, "111°39′": 111.65, "西经0.5": -0.5, "40º46.2'": 40.77,
	} {
		if got, _, ok := ParseAngle(text); !ok || math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %v, %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "x", "40°60′", "40°46′60″", "4077", "40.77.1", "°", "北纬"} {
		if got, _, ok := ParseAngle(text); ok {
			t.Errorf("%q: %v", text, got)
		}
	}
	if _, axis, _ := ParseAngle("东经111度"); axis != 'x' {
		t.Error("东经 is no longitude")
	}
	if _, axis, _ := ParseAngle("40N"); axis != 'y' {
		t.Error("N is no latitude")
	}
}

func FuzzParseAngle(f *testing.F) {
	f.Add("北纬40度46分12秒")
	f.Add("N40 46 12")
	f.Fuzz(func(t *testing.T, text string) {
		if v, _, ok := ParseAngle(text); ok && !(math.Abs(v) < 1000) {
			t.Fatalf("%q: %v", text, v)
		}
	})
}
