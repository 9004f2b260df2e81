package build

import (
	"context"
	"errors"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"wayside/internal/diag"
	"wayside/internal/output"
	"wayside/internal/pdf"
	"wayside/internal/render"
)

// PDF configures the printing of handouts.
type PDF struct {
	Editions []string      // a subset of Editions; if empty, nothing is printed
	Browser  string        // the name or path of its program; "" means to search for one
	Limit    time.Duration // for one handout; 0 means the default of package pdf
}

// Editions are the forms in which a handout can be printed, each as a separate
// file. The first is the unmodified page, whose file has the page's name.
var Editions = []string{"page", "booklet", "large", "plain"}

// edition returns the suffix of an edition's file name and its job, without the
// address. The ids are those of checkboxes on a handout's page, which readers can
// tick in a browser as well.
func edition(name string) (suffix string, job pdf.Job) {
	switch name {
	case "booklet":
		return "-booklet", pdf.Job{Booklet: true}
	case "large", "plain":
		return "-" + name, pdf.Job{Tick: []string{name}}
	}
	return "", pdf.Job{}
}

// A Handout is a PDF to be printed.
type Handout struct {
	Address string     // of the PDF
	From    diag.Place // of the page
	Job     pdf.Job
}

// printed returns the PDFs that will be published next to each handout. Without a
// browser there are none, and no page links to them.
func (p *Project) printed() []render.Printed {
	if len(p.options.PDF.Editions) == 0 {
		return nil
	}
	if _, err := pdf.Find(p.options.PDF.Browser); err != nil {
		return nil // print reports it
	}
	var all []render.Printed
	for _, name := range Editions {
		if slices.Contains(p.options.PDF.Editions, name) {
			suffix, _ := edition(name)
			all = append(all, render.Printed{Edition: name, Suffix: suffix + ".pdf"})
		}
	}
	return all
}

// list sets the plan and the handouts. The addresses of handouts are checked for
// conflicts like those of other outputs.
func (planned *Planned) list(outputs []output.Output, options PDF) {
	handouts := map[string]Handout{}
	for _, o := range slices.Clone(outputs) {
		for _, name := range Editions {
			if o.Print == "" || !slices.Contains(options.Editions, name) {
				continue
			}
			suffix, job := edition(name)
			job.Address = o.Address
			job.Letter = planned.Guide.Paper == "Letter"
			h := Handout{Address: path.Join(path.Dir(o.Address), o.Print+suffix+".pdf"), From: o.From, Job: job}
			handouts[h.Address] = h
			outputs = append(outputs, output.Output{Address: h.Address, From: h.From})
		}
	}
	if plan, ok := planned.Plan.Again(outputs); ok { // replanned
		planned.Plan = plan
		planned.Problems = append(planned.Problems, planned.addressed...)
		return
	}
	all, problems := output.NewPlan(outputs)
	planned.Problems = append(planned.Problems, problems...)
	planned.addressed = problems
	// Handouts are printed last, if there are no errors.
	planned.Plan = slices.DeleteFunc(all, func(o output.Output) bool { return o.Make == nil })
	for _, address := range slices.Sorted(maps.Keys(handouts)) {
		planned.PDFs = append(planned.PDFs, handouts[address])
	}
}

// print prints the handouts from the pages in the folder. A handout that cannot be
// printed is a problem. Without a browser the error is pdf.ErrNoBrowser, and no
// file is returned.
func (p *Project) print(ctx context.Context, planned *Planned, folder *output.Folder) ([]output.File, diag.List, error) {
	pdf.Sweep() // what a run that was killed has left
	if len(planned.PDFs) == 0 {
		return nil, nil, nil
	}
	browser, err := pdf.Find(p.options.PDF.Browser)
	if err != nil {
		return nil, nil, err
	}
	fonts, _ := pdf.ReadFonts(p.files, planned.Guide.PrintFonts) // their problems are already reported
	if len(planned.Guide.PrintFonts) == 0 {
		fonts = pdf.Installed()
	}
	press := pdf.Open(ctx, pdf.Options{Browser: browser, Files: folder.Read, Fonts: fonts, Store: p.store, Limit: p.options.PDF.Limit})
	defer press.Close()

	var mu sync.Mutex
	drawn := map[rune]bool{}
	var conforms conformance
	var plan output.Plan
	for _, h := range planned.PDFs {
		plan = append(plan, output.Output{Address: h.Address, From: h.From, Make: func() (output.Made, error) {
			data, report, err := press.Print(h.Job)
			if bad, ok := errors.AsType[pdf.PageError](err); ok {
				return output.Made{Problems: diag.List{diag.New(h.From, "pdf-page", path.Base(h.Address), bad.Argument())}}, nil
			}
			mu.Lock()
			for _, r := range report.Drawn {
				drawn[r] = true
			}
			mu.Unlock()
			conforms.add(h, report.Findings)
			return output.Made{Data: data}, err
		}})
	}
	var progress func(int)
	if p.options.Progress != nil {
		progress = func(done int) { p.options.Progress(len(planned.Plan)+done, len(planned.Plan)+len(plan)) }
	}
	made, err := plan.Make(ctx, folder, nil, progress)
	if err != nil {
		return nil, nil, err
	}
	p.lacking(planned, drawn, &made.Problems)
	conforms.report(&made.Problems)
	return made.Files, made.Problems, nil
}

// lacking adds one warning, for all handouts, about characters that no font has.
func (p *Project) lacking(planned *Planned, drawn map[rune]bool, problems *diag.List) {
	if len(drawn) == 0 {
		return
	}
	named := planned.Guide.PrintFonts
	if len(named) == 0 {
		problems.Add(diag.Place{File: "sites.toml"}, "pdf-fonts")
		return
	}
	var all strings.Builder
	for _, r := range slices.Sorted(maps.Keys(drawn)) {
		if !unicode.IsSpace(r) {
			all.WriteRune(r)
		}
	}
	problems.Add(named[0].At, "pdf-fonts/missing", all.String())
}
