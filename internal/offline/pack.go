// Package offline generates the files for offline use: for each route a list of the required
// files with sizes and hashes, the same files as a ZIP, and the service worker.
//
// The input is the pages of a build as they will be published. The files that they load are
// found by reading them, so that custom layouts work as well. References to files that were
// not built are ignored.
package offline

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"sync"

	"wayside/internal/digest"
	"wayside/internal/output"
	"wayside/internal/trace"
)

// A Pack is the offline copy of a route in one language, with pictures in one width. It
// belongs to one build, because it caches its files.
type Pack struct {
	Address string // of the list in the published folder: "offline/sea-guard.json"
	ZIP     string // address of the route's ZIP; packs of different widths share one
	Route   string // the route's id
	Title   string // in the pack's language
	Lang    string
	// Start are the addresses of the pages, the route's page first, and of files
	// that only scripts refer to. Addresses that do not exist are ignored.
	Start []string
	Width int // pixels; selects the narrowest copy of each picture with at least this width

	once  sync.Once
	files []output.File
	media map[string]bool // the addresses of those that readers may save or not
	shown []trace.Fact    // the addresses that files depend on
	err   error
}

// FactFile is the kind of facts that packs show: a published file by its address, or
// that there is none.
const FactFile trace.Kind = 255

// Files gives access to the files of a build.
type Files interface {
	// Find returns a file by its address.
	Find(address string) (output.File, bool)
	// Read returns the bytes of a file as published.
	Read(address string) ([]byte, error)
	// References returns the result of the function References for a file as published. Packs
	// ask for the same files again and again, so a build should remember it.
	References(address string) ([]Reference, error)
}

type (
	packJSON struct {
		Route string     `json:"route"`
		Lang  string     `json:"lang"`
		Title string     `json:"title"`
		Page  string     `json:"page"`
		Bytes int64      `json:"bytes"`           // without media
		Media int64      `json:"media,omitempty"` // bytes of the media
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
		Media  bool   `json:"media,omitempty"` // a recording, a video or its captions
	}
)

// Output returns the pack's list, /offline/<route>.json in FORMAT. It contains the pack's ZIP
// if there is one.
func (p *Pack) Output(files Files) output.Output {
	key := p.key()
	return output.Output{Address: p.Address, Phase: output.Page, Key: &key, Make: func() (output.Made, error) {
		all, err := p.Files(files)
		if err != nil {
			return output.Made{}, err
		}
		list := packJSON{Route: p.Route, Lang: p.Lang, Title: p.Title, Page: p.relative(p.Start[0]), Files: make([]fileJSON, len(all))}
		if zip, ok := files.Find(p.ZIP); ok {
			list.ZIP = &zipJSON{p.relative(zip.Address), zip.Size}
		}
		for i, f := range all {
			list.Files[i] = fileJSON{p.relative(f.Address), f.Size, hex.EncodeToString(f.Hash[:]), p.media[f.Address]}
			if p.media[f.Address] {
				list.Media += f.Size
			} else {
				list.Bytes += f.Size
			}
		}
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		err = e.Encode(list)
		return output.Made{Data: bytes.TrimSpace(b.Bytes()), Trace: append(slices.Clip(p.shown), trace.Fact{Kind: FactFile, Name: p.ZIP})}, err
	}}
}

// key returns a digest of what the pack's outputs depend on besides files.
func (p *Pack) key(more ...any) digest.Digest {
	return hasher.Of(append(more, p.Address, p.ZIP, p.Route, p.Title, p.Lang, p.Start, p.Width)...)
}

var hasher = digest.New()

// Files returns all files of the pack: Start and the files that they load, in the order of
// reference, without duplicates.
func (p *Pack) Files(files Files) ([]output.File, error) {
	p.once.Do(func() { p.err = p.gather(files) })
	return p.files, p.err
}

func (p *Pack) gather(files Files) error {
	seen := map[string]bool{}
	p.media = map[string]bool{}
	queue := make([]Reference, len(p.Start))
	for i, address := range p.Start {
		queue[i].Address = address
	}
	for n := 0; n < len(queue); n++ {
		address := queue[n].Address
		if seen[address] {
			if !queue[n].Media {
				delete(p.media, address) // a page needs it
			}
			continue
		}
		seen[address] = true
		p.shown = append(p.shown, trace.Fact{Kind: FactFile, Name: address})
		f, ok := files.Find(address)
		if !ok {
			continue
		}
		p.files = append(p.files, f)
		if queue[n].Media {
			p.media[address] = true
		}
		if !refers(address) {
			continue
		}
		references, err := files.References(address)
		if err != nil {
			return err
		}
		queue = appendLoaded(queue, references, p.Width)
	}
	return nil
}

// relative returns the relative URL from the pack to a file.
func (p *Pack) relative(address string) string {
	return strings.Repeat("../", strings.Count(p.Address, "/")) + escaped(address)
}

// escaped returns an address as a URL's path.
func escaped(address string) string {
	plain := true
	for i := range len(address) {
		c := address[i]
		plain = plain && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '-' && c <= '9') // - . / and digits
	}
	if plain {
		return address
	}
	return (&url.URL{Path: address}).EscapedPath()
}
