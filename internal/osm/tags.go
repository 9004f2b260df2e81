package osm

import "slices"

// Tags are what is said of a thing, sorted by key.
type Tags []Tag

// A Tag is a key of OpenStreetMap's and its value.
type Tag struct{ Key, Value string }

// Get is a key's value; "" when it is not there.
func (t Tags) Get(key string) string {
	for i := range t {
		if t[i].Key == key {
			return t[i].Value
		}
	}
	return ""
}

// Is reports whether a key has one of the values.
func (t Tags) Is(key string, values ...string) bool {
	v := t.Get(key)
	return v != "" && slices.Contains(values, v)
}

// kept are the keys that a walker or a drawn map asks for; true for those
// that make a thing worth keeping by themselves. Of some twenty keys that a
// shop has, none is left.
var kept = map[string]bool{
	"highway": true, "railway": true, "waterway": true, "aeroway": true, "route": true, "public_transport": true,
	"natural": true, "landuse": true, "leisure": true, "water": true, "building": true, "man_made": true, "barrier": true,
	"amenity": true, "tourism": true, "historic": true, "place": true, "boundary": true, "entrance": true,

	"type": false, "area": false, "name": false, "layer": false, "level": false, "indoor": false, "bridge": false, "tunnel": false, "covered": false,
	"access": false, "foot": false, "sidewalk": false, "sidewalk:both": false, "sidewalk:left": false, "sidewalk:right": false, "motorroad": false,
	"oneway:foot": false, "oneway": false, "footway": false, "service": false, "locked": false, "ramp": false, "wheelchair": false,
	"crossing": false, "intermittent": false, "station": false, "subway": false, "religion": false, "capital": false, "population": false,
}

// most is how many tags of one thing are kept.
const most = 40

// keyOf is a key's own copy, so that a file's text is not held by it; ok is
// false for what is passed over. Names in other languages are kept, name:en
// and name:zh-Hans, but not name:etymology:wikidata.
func keyOf(key []byte) (string, bool) {
	if _, ok := kept[string(key)]; ok {
		return string(key), true
	}
	if len(key) < 7 || len(key) > 12 || string(key[:5]) != "name:" {
		return "", false
	}
	for _, c := range key[5:] {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' {
			return "", false
		}
	}
	return string(key), true
}

// feature reports whether tags make a thing worth keeping. Borders of
// provinces are no surfaces that anybody sees, and drag a whole city in.
func feature(tags Tags) bool {
	for _, t := range tags {
		if kept[t.Key] && (t.Key != "boundary" || t.Value != "administrative") && t.Value != "no" {
			return true
		}
	}
	return false
}

// A surface is what a closed way's tags make of it, if it is not said.
var surfaces = []string{"building", "landuse", "leisure", "natural", "water", "amenity", "tourism", "historic", "place", "man_made", "aeroway", "public_transport", "boundary"}

// isArea reports whether a closed way is a surface, not a line that comes
// back to where it began: area=yes says so, and else what it is.
func isArea(tags Tags) bool {
	switch tags.Get("area") {
	case "yes":
		return true
	case "no":
		return false
	}
	if tags.Get("highway") != "" || tags.Get("railway") != "" || tags.Get("barrier") != "" || tags.Is("natural", "coastline", "tree_row", "cliff", "ridge") {
		return false
	}
	return tags.Is("waterway", "riverbank", "dock") || slices.ContainsFunc(surfaces, func(key string) bool { return tags.Get(key) != "" })
}
