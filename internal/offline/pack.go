// Package offline makes what a visitor takes along: for each route the list
// of all files that it needs, with their sizes and hashes, the same files as a
// ZIP, and the worker that answers in the network's place.
//
// The pages of a build come in, as they will be published; what they load is
// found by reading them, so that a project's own layouts are served like the
// theme's. It refuses nothing: a file that a page names and no build made is
// not in a pack.
package offline

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"path"
	"strings"
	"sync"

	"wayside/internal/output"
)

// A Pack is one route in one language, with pictures in one width. It is of
// one build: what it found among its files stays.
type Pack struct {
	Address string // of the list in the published folder: "offline/sea-guard.json"
	ZIP     string // the address of the route's ZIP: packs of several widths share one
	Route   string // its id
	Title   string // in the pack's language
	Lang    string
	// Start are the addresses that a reader comes to, the route's page first,
	// and what no page names though a script loads it. What was not made is
	// left out.
	Start []string
	Width int // pixels: the narrowest copy of each picture that is no narrower

	once  sync.Once
	files []output.File
	err   error
}

// Files are what a build made.
type Files interface {
	// Find returns a file by its address.
	Find(address string) (output.File, bool)
	// Read returns its bytes as they are published.
	Read(address string) ([]byte, error)
}

type (
	packJSON struct {
		Route string     `json:"route"`
		Lang  string     `json:"lang"`
		Title string     `json:"title"`
		Page  string     `json:"page"`
		Bytes int64      `json:"bytes"`
		ZIP   *zipJSON   `json:"zip,omitempty"`
		Files []fileJSON `json:"files"`
	}
	zipJSON struct {
		URL   string `json:"url"`
		Bytes int64  `json:"bytes"`
	}
	fileJSON struct {
		URL    string `json:"url"`
		Bytes  int64  `json:"bytes"`
		SHA256 string `json:"sha256"`
	}
)

// Output is the pack's list: FORMAT's /offline/<route>.json. It names the
// pack's ZIP where there is one.
func (p *Pack) Output(files Files) output.Output {
	return output.Output{Address: p.Address, Phase: output.Page, Make: func() (output.Made, error) {
		all, err := p.Files(files)
		if err != nil {
			return output.Made{}, err
		}
		list := packJSON{Route: p.Route, Lang: p.Lang, Title: p.Title, Page: p.relative(p.Start[0]), Files: make([]fileJSON, len(all))}
		if zip, ok := files.Find(p.ZIP); ok {
			list.ZIP = &zipJSON{p.relative(zip.Address), zip.Size}
		}
		for i, f := range all {
			list.Files[i] = fileJSON{p.relative(f.Address), f.Size, hex.EncodeToString(f.Hash[:])}
			list.Bytes += f.Size
		}
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		err = e.Encode(list)
		return output.Made{Data: bytes.TrimSpace(b.Bytes())}, err
	}}
}

// Files are all files of the pack, each once: what it starts with, and what
// that loads, in the order in which a reader meets them.
func (p *Pack) Files(files Files) ([]output.File, error) {
	p.once.Do(func() { p.files, p.err = p.gather(files) })
	return p.files, p.err
}

func (p *Pack) gather(files Files) ([]output.File, error) {
	var all []output.File
	seen := map[string]bool{}
	queue := p.Start
	for len(queue) > 0 {
		address := queue[0]
		queue = queue[1:]
		if seen[address] {
			continue
		}
		seen[address] = true
		f, ok := files.Find(address)
		if !ok {
			continue
		}
		all = append(all, f)
		if !reads(address) {
			continue
		}
		data, err := files.Read(address)
		if err != nil {
			return nil, err
		}
		queue = append(queue[:len(queue):len(queue)], loads(address, data, p.Width)...)
	}
	return all, nil
}

// reads reports whether a file may load others.
func reads(address string) bool {
	switch path.Ext(address) {
	case ".html", ".css":
		return true
	}
	return false
}

// relative is the way from the pack to a file, as a URL.
func (p *Pack) relative(address string) string {
	return strings.Repeat("../", strings.Count(p.Address, "/")) + escaped(address)
}

// escaped is an address as a URL's path.
func escaped(address string) string {
	return (&url.URL{Path: address}).EscapedPath()
}
