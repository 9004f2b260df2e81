package guide

import "wayside/internal/geo"

// Kinds of services, those that are needed most first.
var Services = []string{"toilets", "water", "metro", "first-aid", "aed", "shelter", "bus"}

// A Service is something that a group looks for on its way, within 100 m of it.
type Service struct {
	Kind       string // one of Services
	Stop       int    // index of the stop to which the leg leads
	Metres     int    // along the leg
	At         geo.Point
	Fee        bool
	Wheelchair bool   // usable in a wheelchair
	Hours      string // as OpenStreetMap has them; "" if unknown or always
}
