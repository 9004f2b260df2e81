package walk

import (
	"strings"

	"wayside/internal/osm"
)

// open are the kinds of highway that may be walked on unless a tag forbids it. Roads without
// a pavement are included: people walk on them if there is no alternative, and pavements are
// rarely mapped.
var open = map[string]bool{
	"footway": true, "path": true, "pedestrian": true, "steps": true, "living_street": true, "corridor": true, "platform": true, "crossing": true,
	"residential": true, "unclassified": true, "road": true, "service": true, "track": true, "elevator": true, "via_ferrata": false,
	"tertiary": true, "tertiary_link": true, "secondary": true, "secondary_link": true, "primary": true, "primary_link": true,
}

// restricted are the kinds that may be walked on only if a tag allows it.
var restricted = map[string]bool{
	"cycleway": true, "bridleway": true, "trunk": true, "trunk_link": true, "motorway": true, "motorway_link": true, "busway": true,
}

// Values of foot and access. Other values neither allow nor forbid: use_sidepath means that a
// footway runs along the road, but it may be incomplete or missing in the map, in which case
// the road is used instead.
var (
	forbids = []string{"no", "private", "none", "agricultural", "forestry", "military", "emergency", "restricted"}
	allows  = []string{"yes", "designated", "permissive", "official", "destination", "customers", "public", "permit", "delivery"}
)

// walkable reports whether people may walk on a way.
func walkable(t osm.Tags) bool {
	kind := t.Get("highway")
	switch {
	case t.Is("area", "yes"), t.Is("foot", forbids...):
		return false
	case t.Is("foot", allows...):
		return open[kind] || restricted[kind]
	case t.Is("access", forbids...), t.Is("motorroad", "yes"):
		return false
	}
	return open[kind] || (kind == "trunk" || kind == "trunk_link") && pavement(t)
}

// pavement reports whether a road has a pavement.
func pavement(t osm.Tags) bool {
	return t.Is("sidewalk", "both", "left", "right", "yes") || t.Is("sidewalk:both", "yes") || t.Is("sidewalk:left", "yes") || t.Is("sidewalk:right", "yes")
}

// directions returns the directions in which a way may be walked. oneway=yes applies to
// vehicles only.
func directions(t osm.Tags) (ahead, back bool) {
	switch t.Get("oneway:foot") {
	case "yes", "1", "true":
		return true, false
	case "-1", "reverse":
		return false, true
	}
	return true, true
}

// bars reports whether a spot on a way is impassable on foot. Gates are passable unless
// tagged as locked or private.
func bars(t osm.Tags) bool {
	if t.Get("barrier") == "" {
		return false
	}
	if foot := t.Get("foot"); foot != "" {
		return t.Is("foot", forbids...)
	}
	return t.Is("access", forbids...) || t.Is("locked", "yes") || strings.HasSuffix(t.Get("barrier"), "wall")
}

// obstructs reports whether a spot on a way is an obstacle to wheels.
func obstructs(t osm.Tags) bool {
	if t.Get("barrier") == "" || t.Is("wheelchair", "yes", "designated") {
		return false
	}
	return t.Is("barrier", "stile", "kissing_gate", "turnstile", "full-height_turnstile") || t.Is("wheelchair", "no")
}

// rough reports whether a way has steps or is closed to wheelchairs. Escalators are steps.
func rough(t osm.Tags) bool { return t.Is("highway", "steps") || t.Is("wheelchair", "no") }

// timed reports whether a way is open at certain hours only.
func timed(t osm.Tags) bool { return t.Get("opening_hours") != "" && !t.Is("opening_hours", "24/7") }

// timedGate reports whether a spot on a way is a gate, a door or a lift that is open at
// certain hours only. The hours of a bus stop are no obstacle.
func timedGate(t osm.Tags) bool {
	return timed(t) && (t.Get("barrier") != "" || t.Get("entrance") != "" || lift(t))
}

// lift reports whether a spot is one: where ways of several levels meet.
func lift(t osm.Tags) bool { return t.Is("highway", "elevator") }

// crossing reports whether a spot is where a road is crossed.
func crossing(t osm.Tags) bool { return t.Is("highway", "crossing", "traffic_signals") }
