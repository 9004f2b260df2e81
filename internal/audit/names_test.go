package audit

// Names of the theme's own, which tests of several files use.
const (
	fixButton    = "#remarks .fix"  // a remedy under a handout's timetable
	panelMessage = ".message"       // what a route's offline panel reports
	searchAPI    = "wayside.search" // the object of the search scripts
)
