package schema

// Limits of what an editor writes, far above what a guide needs. Without them a name
// of a megabyte, as a mistake in a spreadsheet makes it, would be part of every page
// that shows it.
const (
	nameLength     = 200 // characters of a name or title
	stringLength   = 500
	addressLength  = 2_000 // of a web address
	glossLength    = 300   // of what a reader sees of a person or a term on a tap
	textLength     = 5_000
	markdownLength = 100_000

	languagesMost = 20
	stopsMost     = 200
	fewMost       = 500 // themes, audiences, standards and notices, which pages list
	hallsMost     = 500
	photosMost    = 5_000
	batchesMost   = 200
	sitesMost     = 200_000
	plansMost     = 20
	pointsMost    = 100 // control points of a plan
	pinsMost      = 500
	levelsMost    = 6      // of a rubric, columns of a printed table
	labelMost     = 99_999 // the number on a label, which visitors type
	listMost      = 1_000

	// PeopleMost is how many people and terms a guide has at most: one page lists them.
	PeopleMost = 1_000

	// EventsMost is how many events a guide has at most.
	EventsMost = 10_000

	// SeriesMost is how many series a guide has at most: the programme lists them.
	SeriesMost    = 500
	partsMost     = 100
	questionsMost = 200

	visitsMost = 50_000 // of all years in one file

	changesMost    = 400 // as many as an event has dates
	needsMost      = 20  // of an activity on request, shown in a line
	activitiesMost = 10  // at a stop

	// TermsMost is how many terms of an edition that is converted a guide has at most.
	TermsMost = 5_000
	termsMost = 2_000

	// PagesMost is how many free pages a guide has at most: every page lists them.
	PagesMost = 500
)

// MaxLength returns how many characters a text has at most, or 0 for a value that is
// none or has rules of its own.
func (f *Field) MaxLength() int {
	switch f.Type {
	case String, Phone, Ref, Path, TimeZone, Enum, Language, Answer:
		return f.longest(stringLength)
	case URL, BaseURL, Identity:
		return f.longest(addressLength)
	case Text:
		return f.longest(textLength)
	case Markdown:
		return f.longest(markdownLength)
	}
	return 0
}

func (f *Field) longest(usual int) int {
	if f.Longest > 0 {
		return f.Longest
	}
	return usual
}

// MaxItems returns how many items a list has at most.
func (f *Field) MaxItems() int {
	if f.Most > 0 {
		return f.Most
	}
	return listMost
}
