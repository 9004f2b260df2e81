package render

import (
	"fmt"
	"slices"
	"testing"

	"wayside/internal/guide"
	"wayside/internal/routemap"
)

// TestServiceKinds checks that each kind of service has a sign.
func TestServiceKinds(t *testing.T) {
	for _, kind := range guide.Services {
		if routemap.Symbol(kind) == "" {
			t.Errorf("%s has no sign", kind)
		}
	}
}

func TestMentioned(t *testing.T) {
	at := func(kind string, stop, metres int) guide.Service {
		return guide.Service{Kind: kind, Stop: stop, Metres: metres}
	}
	for name, c := range map[string]struct {
		services []guide.Service
		want     []string
	}{
		"of the leg":             {[]guide.Service{at("toilets", 1, 20), at("water", 2, 30)}, []string{"toilets 20"}},
		"close ones once":        {[]guide.Service{at("toilets", 1, 20), at("toilets", 1, 120), at("toilets", 1, 300)}, []string{"toilets 20", "toilets 300"}},
		"not more than two":      {[]guide.Service{at("bus", 1, 0), at("bus", 1, 200), at("bus", 1, 400)}, []string{"bus 0", "bus 200"}},
		"by need, then in order": {[]guide.Service{at("bus", 1, 0), at("aed", 1, 10), at("shelter", 1, 20), at("metro", 1, 30), at("water", 1, 40), at("toilets", 1, 50)}, []string{"aed 10", "shelter 20", "metro 30", "water 40", "toilets 50"}},
	} {
		var got []string
		for _, s := range mentioned(c.services, 1) {
			got = append(got, fmt.Sprint(s.Kind, " ", s.Metres))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
