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
	"wayside/internal/frontdesk"
	"wayside/internal/output"
	"wayside/internal/pdf"
	"wayside/internal/render"
)

// PDF configures the printing of handouts.
type PDF struct {
	Editions []string      // some of Editions; if empty, nothing is printed
	Browser  string        // the name or path of its program; "" means to search for one
	Limit    time.Duration // for one handout; 0 means the default of package pdf
}

// Editions returns the forms in which a handout can be printed, each as a separate
// file. The first is the unmodified page, whose file has the page's name. Only the
// teacher's has cards.
func Editions(teacher bool) []string {
	all := []string{"page", "booklet", "large", "plain", "map"}
	if teacher {
		all = append(all, "cards")
	}
	return all
}

// ordered returns the editions that are printed, in order.
func (o PDF) ordered(teacher bool) []string {
	return slices.DeleteFunc(Editions(teacher), func(name string) bool { return !slices.Contains(o.Editions, name) })
}

// edition returns the suffix of an edition's file name and its job, without the
// address. The ids are those of checkboxes on a handout's page, which readers can
// tick in a browser as well.
func edition(name string) (suffix string, job pdf.Job) {
	switch name {
	case "booklet":
		return "-booklet", pdf.Job{Booklet: true}
	case "large", "plain":
		return "-" + name, pdf.Job{Tick: []string{name}}
	case "map", "cards":
		return "-" + name, pdf.Job{Tick: []string{name + "-only"}}
	}
	return "", pdf.Job{}
}

// A Handout is a PDF to be printed.
type Handout struct {
	Address string     // of the PDF
	From    diag.Place // of the page
	Job     pdf.Job
	paper   func(pages map[string]int) []byte // as in output.Output
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
	for _, name := range p.options.PDF.ordered(p.options.Teacher) {
		suffix, _ := edition(name)
		all = append(all, render.Printed{Edition: name, Suffix: suffix + ".pdf"})
	}
	return all
}

// list sets the plan and the handouts, in the given editions. The addresses of
// handouts are checked for conflicts like those of other outputs.
func (planned *Planned) list(outputs []output.Output, editions []string) {
	handouts := map[string]Handout{}
	for _, o := range slices.Clone(outputs) {
		if o.Print == "" || len(editions) == 0 {
			continue
		}
		outputs = append(outputs, output.Output{Address: paperFile(o.Address), From: o.From})
		for _, name := range editions {
			if slices.Contains(o.Unprinted, name) {
				continue
			}
			suffix, job := edition(name)
			job.Address = o.Address
			job.Letter = planned.Guide.Paper == "Letter"
			h := Handout{Address: path.Join(path.Dir(o.Address), o.Print+suffix+".pdf"), From: o.From, Job: job, paper: o.Paper}
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
	for _, o := range all {
		switch name := path.Base(o.Address); {
		case strings.EqualFold(name, visitsFile):
			problems.Add(o.From, "visit-published", o.Address)
		case strings.EqualFold(name, frontdesk.Mark):
			problems.Add(o.From, "visit-published/pages", path.Dir(o.From.File))
		}
	}
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
	kept := p.works
	if p.options.Teacher {
		kept = p.store // the answers stay on this computer
	}
	press := pdf.Open(ctx, pdf.Options{Browser: browser, Files: folder.Read, Fonts: fonts, Store: kept, Limit: p.options.PDF.Limit})
	defer press.Close()
	if err := p.distributeHandouts(ctx, planned, press, browser, folder); err != nil {
		return nil, nil, err
	}

	var mu sync.Mutex
	drawn := map[rune]bool{}
	papers := papers{}
	var conforms conformance
	var plan output.Plan
	for _, h := range planned.PDFs {
		plan = append(plan, output.Output{Address: h.Address, From: h.From, Make: func() (output.Made, error) {
			data, report, err := press.Print(h.Job)
			if bad, ok := errors.AsType[pdf.PageError](err); ok {
				return output.Made{Problems: diag.List{diag.New(h.From, "pdf-page", path.Base(h.Address), bad.Argument())}}, nil
			}
			mu.Lock()
			papers.add(h, report.Pages)
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
	said, err := papers.plan().Make(ctx, folder, nil, nil)
	return append(made.Files, said.Files...), made.Problems, err
}

// paperFile returns the address of the file that says how much paper the PDFs of a
// page take. The page itself cannot say it: it is made before they are printed, and
// they are kept by its contents.
func paperFile(page string) string { return path.Join(path.Dir(page), render.PaperFile) }

// papers are the numbers of pages of the PDFs next to each page.
type papers map[string]*paper

type paper struct {
	from  diag.Place
	file  func(pages map[string]int) []byte
	pages map[string]int // by the name of the PDF
}

func (all papers) add(h Handout, pages int) {
	to := paperFile(h.Job.Address)
	if all[to] == nil {
		all[to] = &paper{h.From, h.paper, map[string]int{}}
	}
	all[to].pages[path.Base(h.Address)] = pages
}

func (all papers) plan() output.Plan {
	var plan output.Plan
	for _, address := range slices.Sorted(maps.Keys(all)) {
		p := all[address]
		plan = append(plan, output.Output{Address: address, From: p.from, Make: output.Bytes(p.file(p.pages))})
	}
	return plan
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
