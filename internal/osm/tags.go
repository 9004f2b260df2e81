package osm

import "slices"

// Tags are the tags of an element, sorted by key.
type Tags []Tag

// A Tag is an OpenStreetMap tag.
type Tag struct{ Key, Value string }

// Get returns a key's value, or "" if it is absent.
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

// Water reports whether an area with these tags is water. A bay is not: it is a part of
// the sea, or of a lake, with a name.
func (t Tags) Water() bool {
	return t.Is("natural", "water") || t.Is("waterway", "riverbank", "dock") || t.Is("landuse", "reservoir", "basin")
}

// kept lists the keys needed for walking and drawing maps. The value reports whether an
// element with that key is kept. Most of a shop's twenty keys are dropped.
var kept = map[string]bool{
	"highway": true, "railway": true, "waterway": true, "aeroway": true, "route": true, "public_transport": true,
	"natural": true, "landuse": true, "leisure": true, "water": true, "building": true, "man_made": true, "barrier": true,
	"amenity": true, "tourism": true, "historic": true, "place": true, "boundary": true, "entrance": true,
	"emergency": true,

	"type": false, "area": false, "name": false, "layer": false, "level": false, "indoor": false, "bridge": false, "tunnel": false, "covered": false,
	"access": false, "foot": false, "sidewalk": false, "sidewalk:both": false, "sidewalk:left": false, "sidewalk:right": false, "motorroad": false,
	"oneway:foot": false, "oneway": false, "footway": false, "service": false, "locked": false, "ramp": false, "wheelchair": false,
	"opening_hours": false, "step_count": false, "incline": false, "conveying": false, "ramp:wheelchair": false, "ramp:stroller": false, "crossing:signals": false,
	"crossing": false, "intermittent": false, "station": false, "subway": false, "religion": false, "capital": false, "population": false,

	"drinking_water": false, "shelter_type": false, "fee": false, "toilets:wheelchair": false,
}

// mostPerElement is the maximum number of tags kept per element.
const mostPerElement = 40

// keyOf returns a copy of a key that is kept, so that it does not retain the file's
// text. ok is false for other keys. Names in other languages are kept, such as name:en and
// name:zh-Hans, but not name:etymology:wikidata.
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

// feature reports whether an element with these tags is kept. Administrative borders are
// not visible areas, and would include the whole city; of what is for emergencies, most
// are hydrants.
func feature(tags Tags) bool {
	for _, t := range tags {
		switch {
		case !kept[t.Key], t.Value == "no":
		case t.Key == "boundary" && t.Value == "administrative", t.Key == "emergency" && !t.FirstAid():
		default:
			return true
		}
	}
	return false
}

// FirstAid reports whether the tag is of something for first aid.
func (t Tag) FirstAid() bool {
	return t.Key == "emergency" && (t.Value == "defibrillator" || t.Value == "first_aid" || t.Value == "first_aid_kit")
}

// surfaces are the keys that make a closed way an area unless the area tag says otherwise.
var surfaces = []string{"building", "landuse", "leisure", "natural", "water", "amenity", "tourism", "historic", "place", "man_made", "aeroway", "public_transport", "boundary"}

// isArea reports whether a closed way is an area and not a closed line: by its area tag, or
// else by its other tags.
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
