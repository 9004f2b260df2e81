package load

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/osm"
)

// serviceText has services next to the way of mapText, 457 m east and then 556 m north, and
// some that are too far or not for the public.
var serviceText = strings.Replace(mapText, "<way", `
<node id="10" lat="34.5305" lon="119.872"><tag k="amenity" v="toilets"/><tag k="fee" v="yes"/><tag k="opening_hours" v="Mo-Su 08:00-18:00"/></node>
<node id="11" lat="34.5322" lon="119.8755"><tag k="man_made" v="water_tap"/><tag k="drinking_water" v="yes"/></node>
<node id="12" lat="34.534" lon="119.875"><tag k="railway" v="subway_entrance"/><tag k="wheelchair" v="yes"/></node>
<node id="13" lat="34.532" lon="119.877"><tag k="amenity" v="toilets"/></node>
<node id="14" lat="34.5301" lon="119.873"><tag k="amenity" v="toilets"/><tag k="access" v="customers"/></node>
<node id="15" lat="34.5301" lon="119.873"><tag k="amenity" v="shelter"/><tag k="shelter_type" v="public_transport"/></node>
<node id="20" lat="34.5301" lon="119.8740"/><node id="21" lat="34.5301" lon="119.8742"/><node id="22" lat="34.5303" lon="119.8742"/>
<way id="5"><nd ref="20"/><nd ref="21"/><nd ref="22"/><nd ref="20"/><tag k="building" v="yes"/><tag k="amenity" v="toilets"/><tag k="opening_hours" v="24/7"/></way>
<way`, 1)

// formatServices formats services by kind, stop and distance.
func formatServices(services []guide.Service) (all []string) {
	for _, s := range services {
		all = append(all, fmt.Sprint(s.Kind, " ", s.Stop, " ", s.Metres))
	}
	return all
}

func TestServices(t *testing.T) {
	files := mapped()
	files["maps/town.osm"] = serviceText
	g, found := loaded(New(project(files), theme))
	if len(found) > 0 {
		t.Error(report(found))
	}
	services := g.Route("sea").Services
	want := []string{"toilets 1 183", "toilets 1 376", "water 1 703", "metro 1 903"}
	if got := formatServices(services); !slices.Equal(got, want) {
		t.Fatalf("services %q, want %q", got, want)
	}
	if s := services[0]; !s.Fee || s.Hours != "Mo-Su 08:00-18:00" || s.Wheelchair {
		t.Errorf("the first toilets are %+v", s)
	}
	if services[1].Hours != "" || !services[3].Wheelchair {
		t.Errorf("the other toilets are %+v, the metro %+v", services[1], services[3])
	}
}

// A recorded track takes precedence: the services are along it.
func TestServicesOnTrack(t *testing.T) {
	files := walked()
	files["sites.toml"] = strings.Replace(files["sites.toml"], "[guide]\n", "[guide]\nmap_data = [\"maps/town.osm\"]\n", 1)
	files["maps/town.osm"] = serviceText
	g, found := loaded(New(project(files), theme))
	if len(found) > 0 {
		t.Error(report(found))
	}
	r := g.Route("sea")
	if r.Way == nil || len(r.Way.At) != len(r.Stops) || r.Way.At[0] < 0 || r.Way.At[1]-r.Way.At[0] != r.Way.Legs[1] {
		t.Fatalf("the way is %+v", r.Way)
	}
	for _, s := range r.Services {
		if s.Metres > r.Way.Legs[1]+1 {
			t.Errorf("%s at %d m of a leg of %d m", s.Kind, s.Metres, r.Way.Legs[1])
		}
	}
	if len(r.Services) == 0 {
		t.Error("there are no services along the track")
	}
}

func TestServiceOf(t *testing.T) {
	for _, c := range []struct{ tags, want string }{
		{"amenity=toilets", "toilets"}, {"amenity=drinking_water", "water"}, {"amenity=drinking_water drinking_water=no", ""},
		{"amenity=fountain", ""}, {"amenity=fountain drinking_water=yes", "water"}, {"man_made=water_tap", ""},
		{"emergency=defibrillator", "aed"}, {"emergency=first_aid_kit", "first-aid"}, {"amenity=shelter", "shelter"},
		{"highway=bus_stop amenity=shelter shelter_type=public_transport", "bus"}, {"railway=station", ""}, {"amenity=cafe", ""},
	} {
		var tags osm.Tags
		for _, tag := range strings.Fields(c.tags) {
			key, value, _ := strings.Cut(tag, "=")
			tags = append(tags, osm.Tag{Key: key, Value: value})
		}
		if got := serviceOf(tags); got != c.want || got != "" && !slices.Contains(guide.Services, got) {
			t.Errorf("%s is %q, want %q", c.tags, got, c.want)
		}
	}
}

func TestCutLine(t *testing.T) {
	line := []geo.Point{{Lat: 0}, {Lat: 0.01}, {Lat: 0.02}, {Lat: 0.02}, {Lat: 0.03}}
	whole := geo.Distance(line[0], line[4])
	for _, c := range []struct {
		from, to float64
		points   int
	}{{0, whole, 4}, {0.1 * whole, 0.2 * whole, 2}, {0.5 * whole, 0.9 * whole, 3}, {0.9 * whole, 0.1 * whole, 0}, {-1, 0, 2}} {
		part := cutLine(line, c.from, c.to)
		long := 0.0
		for i := 1; i < len(part); i++ {
			long += geo.Distance(part[i-1], part[i])
		}
		if len(part) != c.points || c.from >= 0 && c.to > c.from && (long < c.to-c.from-1 || long > c.to-c.from+1) {
			t.Errorf("from %.0f to %.0f: %d points, %.0f m", c.from, c.to, len(part), long)
		}
	}
}
