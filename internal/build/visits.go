package build

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"wayside/internal/check"
	"wayside/internal/diag"
	"wayside/internal/frontdesk"
	"wayside/internal/guide"
	"wayside/internal/load"
	"wayside/internal/output"
	"wayside/internal/timetable"
	"wayside/internal/visits"
)

const (
	visitsFile   = "visits.toml" // the bookings of groups; only what is in this file reads it
	visitsFolder = "visits"      // what Visits writes
)

// ErrNoVisits is returned if a project has no bookings of groups.
var ErrNoVisits = errors.New("there is no visits.toml")

// VisitOptions say which pages Visits writes.
type VisitOptions struct {
	From, To guide.Date // both included
	Lang     diag.Lang  // "": that of the guide
}

// Visits writes the pages of the bookings of groups to a folder of their own. If there are
// errors among the problems, the folder is not changed: a plan in which a visit is missing would
// be worse than none.
func Visits(ctx context.Context, o Options, v VisitOptions) (report output.Report, problems diag.List, err error) {
	o.visits = true
	p, err := Open(ctx, o)
	if err != nil {
		return report, nil, err
	}
	defer p.Close()
	if err := p.checkOut(); err != nil {
		return report, nil, err
	}
	g, book, problems, err := p.book(ctx)
	if err != nil {
		return report, nil, err
	}
	if book == nil {
		return report, problems, ErrNoVisits
	}
	problems.Sort()
	if errors, _ := problems.Count(); errors > 0 {
		return report, problems, nil
	}
	outputs, err := frontdesk.Outputs(frontdesk.Options{Guide: g, Book: book, Problems: problems, From: v.From, To: v.To, Lang: v.Lang})
	if err != nil {
		return report, nil, err
	}
	folder, found, err := output.Open(p.options.Out, p.shown(), p.store)
	if err != nil {
		return report, nil, err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	if err := folder.KeepPrivate(0o700); err != nil {
		return report, nil, err
	}
	if folder.Wrote(onlyWebsite) || folder.Wrote(onlyTeacher) {
		return report, nil, ErrVisits
	}
	if errors, _ := found.Count(); errors > 0 {
		return report, append(problems, found...), nil
	}
	plan, _ := output.NewPlan(outputs) // addresses are made of dates
	made, err := plan.Make(ctx, folder, nil, nil)
	if err != nil {
		return report, problems, err
	}
	report, err = folder.Publish(made.Files, func(address string) output.Phase {
		o, _ := plan.Find(address)
		return o.Phase
	})
	return report, problems, err
}

// Book reads the bookings of groups, for what is printed in a terminal.
func Book(ctx context.Context, o Options) (*guide.Guide, *visits.Book, diag.List, error) {
	o.visits = true
	p, err := Open(ctx, o)
	if err != nil {
		return nil, nil, nil, err
	}
	defer p.Close()
	g, book, problems, err := p.book(ctx)
	if err == nil && book == nil {
		err = ErrNoVisits
	}
	problems.Sort()
	return g, book, problems, err
}

// book reads the bookings of groups with a loader of its own: no memory keeps them. The book
// is nil if there are none.
func (p *Project) book(ctx context.Context) (*guide.Guide, *visits.Book, diag.List, error) {
	opened := p.files.opened
	defer func() { p.files.opened = opened }()
	p.files.opened, p.files.listed = nil, nil
	g, all, problems, err := load.Visits(ctx, load.New(p.files, p.options.Theme))
	if err != nil || all == nil {
		return nil, nil, problems, err
	}
	book := visits.New(g, timetable.New(g), all)
	return g, book, append(problems, check.Visits(g, book)...), nil
}

// hasVisits reports whether somebody has put the bookings of groups into a folder.
func hasVisits(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, visitsFile))
	return err == nil
}

// MonthsFrom returns the days from the first of a day's month to the end of the last of so many
// months.
func MonthsFrom(day guide.Date, months int) (from, to guide.Date) {
	last := time.Date(day.Year, day.Month+time.Month(months), 0, 0, 0, 0, 0, time.UTC)
	return guide.Date{Year: day.Year, Month: day.Month, Day: 1}, guide.Date{Year: last.Year(), Month: last.Month(), Day: last.Day()}
}
