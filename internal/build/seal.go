package build

import (
	"fmt"
	"io/fs"

	"wayside/internal/diag"
	"wayside/internal/offline"
	"wayside/internal/output"
)

// made are the files of this run, for what must know them all.
type made struct {
	files map[string]output.File
	read  func(address string) ([]byte, bool)
}

func (m *made) add(files []output.File) {
	for _, f := range files {
		m.files[f.Address] = f
	}
}

// Find is for the packs, as Read is.
func (m *made) Find(address string) (output.File, bool) {
	f, ok := m.files[address]
	return f, ok
}

func (m *made) Read(address string) ([]byte, error) {
	data, ok := m.read(address)
	if !ok {
		return nil, fmt.Errorf("%s: %w", address, fs.ErrNotExist)
	}
	return data, nil
}

// seal makes what needs to know all others, each step on the one before: the
// sitemap, the routes' packs, and the worker, which knows every hash. Where
// nothing is written there is nothing to take along.
func (p *Project) seal(planned *Planned, files []output.File, sink func(output.File, []byte) error, read func(string) ([]byte, bool)) ([]output.File, diag.List, error) {
	all := &made{files: make(map[string]output.File, len(files)), read: read}
	all.add(files)
	var problems diag.List
	step := func(outputs []output.Output) error {
		sealed, found := planned.Plan.Sealed(outputs)
		problems = append(problems, found...)
		more, found, err := sealed.Make(sink, nil)
		problems = append(problems, found...)
		all.add(more)
		files = append(files, more...)
		return err
	}
	if err := step(planned.Render.Sitemap(files)); err != nil || sink == nil {
		return files, problems, err
	}
	if err := step(packs(planned, all)); err != nil {
		return files, problems, err
	}
	return files, problems, step(planned.Render.Worker(all, files))
}

func packs(planned *Planned, files offline.Files) []output.Output {
	var outputs []output.Output
	for _, pack := range planned.Render.Packs() {
		outputs = append(outputs, pack.Output(files))
	}
	return outputs
}
