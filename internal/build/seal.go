package build

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"

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
// sitemap, the routes' ZIPs and packs, and the worker, which knows every hash.
// Where nothing is written there is nothing to take along.
func (planned *Planned) seal(files []output.File, folder *output.Folder) ([]output.File, diag.List, error) {
	var sink output.Sink
	all := &made{files: make(map[string]output.File, len(files))}
	if folder != nil {
		sink, all.read = folder, folder.Read
	}
	all.add(files)
	planned.sealed = map[string]output.Phase{}
	var problems diag.List
	step := func(outputs []output.Output) error {
		sealed, found := planned.Plan.Sealed(outputs)
		problems = append(problems, found...)
		for _, o := range sealed {
			planned.sealed[o.Address] = o.Phase
		}
		more, found, err := sealed.Make(sink, nil)
		problems = append(problems, found...)
		all.add(more)
		files = append(files, more...)
		return err
	}
	first := planned.Render.Sitemap(files)
	if folder != nil {
		first = append(first, planned.Render.SearchFiles()...)
	}
	if err := step(first); err != nil || folder == nil {
		return files, problems, err
	}
	zips, lists := planned.packs(all, folder.Kept)
	if err := errors.Join(step(zips), step(lists)); err != nil {
		return files, problems, err
	}
	return files, problems, step(planned.Render.Worker(all, files))
}

// packs are the routes' ZIPs, and the lists of packs, which know how large the
// ZIPs are.
func (planned *Planned) packs(files offline.Files, kept func(string, []byte) (output.File, bool)) (zips, lists []output.Output) {
	press := planned.Render.Press()
	press.Kept = kept
	zipped := map[string]bool{}
	for _, pack := range planned.Render.Packs() {
		lists = append(lists, pack.Output(files))
		if !zipped[pack.ZIP] {
			zipped[pack.ZIP] = true
			zips = append(zips, press.ZIP(pack, files))
		}
	}
	return zips, lists
}

// Find returns the output at an address, a sealed one too: what it must know
// of others is made when it is. The worker is not among them, since who writes
// a page wants to see it as it is, not as a browser kept it.
func (planned *Planned) Find(address string) (output.Output, bool) {
	if o, ok := planned.Plan.Find(address); ok || planned.Render == nil {
		return o, ok
	}
	var sealed []output.Output
	switch {
	case strings.Contains("/"+address, "/search/"):
		sealed = planned.Render.SearchFiles() // which makes all pages, and so do the packs
	case strings.Contains("/"+address, "/offline/"):
		zips, lists := planned.packs(onRequest{planned}, nil)
		sealed = append(lists, zips...)
	default:
		all := make([]output.File, len(planned.Plan))
		for i, o := range planned.Plan {
			all[i].Address = o.Address
		}
		sealed = planned.Render.Sitemap(all)
	}
	for _, o := range sealed {
		if o.Address == address {
			return o, true
		}
	}
	return output.Output{}, false
}

// onRequest are files that nobody made yet.
type onRequest struct{ planned *Planned }

func (r onRequest) Find(address string) (output.File, bool) {
	o, ok := r.planned.Find(address)
	if !ok {
		return output.File{}, false
	}
	files, _, err := output.Plan{o}.Make(nil, nil)
	if err != nil {
		return output.File{}, false // to read it tells why
	}
	return files[0], true
}

func (r onRequest) Read(address string) ([]byte, error) {
	o, ok := r.planned.Find(address)
	if !ok {
		return nil, fmt.Errorf("%s: %w", address, fs.ErrNotExist)
	}
	made, err := o.Minified()
	if err != nil {
		return nil, err
	}
	data := bytes.Clone(made.Data)
	if made.Done != nil {
		made.Done()
	}
	return data, nil
}
