package walk

import (
	"strings"

	"wayside/internal/osm"
)

// open are the kinds of highway that people walk on unless a tag forbids it.
// A road without a pavement is among them: where there is no other way, people
// walk on it, and the map seldom says what lies beside a road.
var open = map[string]bool{
	"footway": true, "path": true, "pedestrian": true, "steps": true, "living_street": true, "corridor": true, "platform": true, "crossing": true,
	"residential": true, "unclassified": true, "road": true, "service": true, "track": true, "elevator": true, "via_ferrata": false,
	"tertiary": true, "tertiary_link": true, "secondary": true, "secondary_link": true, "primary": true, "primary_link": true,
}

// asked are the kinds that people walk on where a tag says so.
var asked = map[string]bool{
	"cycleway": true, "bridleway": true, "trunk": true, "trunk_link": true, "motorway": true, "motorway_link": true, "busway": true,
}

// Values of foot and access. What is neither allows nothing and forbids
// nothing: use_sidepath says of a road that a footway runs beside it, and
// where that is not mapped to its end, or not at all, the road stands for it.
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
		return open[kind] || asked[kind]
	case t.Is("access", forbids...), t.Is("motorroad", "yes"):
		return false
	}
	return open[kind] || (kind == "trunk" || kind == "trunk_link") && pavement(t)
}

// pavement reports whether there is one along a road.
func pavement(t osm.Tags) bool {
	return t.Is("sidewalk", "both", "left", "right", "yes") || t.Is("sidewalk:both", "yes") || t.Is("sidewalk:left", "yes") || t.Is("sidewalk:right", "yes")
}

// directions are those in which feet may go along a way. What is one-way for
// cars is not for them.
func directions(t osm.Tags) (ahead, back bool) {
	switch t.Get("oneway:foot") {
	case "yes", "1", "true":
		return true, false
	case "-1", "reverse":
		return false, true
	}
	return true, true
}

// bars reports whether people cannot pass a spot on a way: a gate is passed
// unless it is said to be locked or private.
func bars(t osm.Tags) bool {
	if t.Get("barrier") == "" {
		return false
	}
	if foot := t.Get("foot"); foot != "" {
		return t.Is("foot", forbids...)
	}
	return t.Is("access", forbids...) || t.Is("locked", "yes") || strings.HasSuffix(t.Get("barrier"), "wall")
}
