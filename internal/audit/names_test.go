package audit

// Names of the theme's own, which tests of several files use.
const (
	fixButton    = "#remarks .mend" // a remedy under a handout's timetable
	panelMessage = ".said"          // what a route's offline panel reports
	searchAPI    = "waysideSearch"  // the object of the search scripts
)
