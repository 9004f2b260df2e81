package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// measured are the packages whose statements TestLinear counts: the program's own, the
// parsers that it uses, and those of the standard library that go through a text.
var measured = []string{
	"wayside/...", "github.com/yuin/goldmark/...", "github.com/BurntSushi/toml",
	"strings", "bytes", "unicode/utf8", "slices", "sort", "regexp", "encoding/json", "encoding/xml",
}

// An input is a guide, or a file to import, that can be made of any size.
type input struct {
	name string
	n    int      // repetitions
	args []string // of the program; nil for check
	file string   // that has the text
	text func(n int) string
	more map[string]func(n int) string // other files
}

// converting is a guide with an edition that is made from another one.
const converting = "[guide]\ntitle = 'T'\nlanguages = ['zh-Hans', 'zh-Hant']\nconvert = { zh-Hant = 'zh-Hans' }\n"

// inputs are of every format that the program reads. None is a sensible file; each has
// something in a number that nobody expected.
var inputs = []input{
	// sites.toml
	{name: "sites", n: 500, file: "sites.toml", text: numbered(site, "[[site]]\nid = 's%d'\nname = 'S%d'\nopening_hours = 'Mo-Fr 09:00-17:00; PH off'\n", "")},
	{name: "sites with one id", n: 500, file: "sites.toml", text: numbered(site, "[[site]]\nid = 's'\nname = 'S'\n", "")},
	{name: "halls", n: 250, file: "sites.toml", text: numbered(site, "[[site.hall]]\nid = 'h%d'\nname = 'H'\n", "")},
	{name: "labels", n: 250, file: "sites.toml", text: numbered(site, "[[site.hall]]\nid = 'h%d'\nname = 'H'\nnumber = 7\n", "")},
	{name: "dotted key", n: 20_000, file: "sites.toml", text: numbered(site, "a.", "b = 1\n")},
	{name: "dotted header", n: 20_000, file: "sites.toml", text: numbered(site+"[guide.", "a.", "b]\n")},
	{name: "quoted header", n: 20_000, file: "sites.toml", text: numbered(site+"[guide.", "'a'.", "b]\n")},
	{name: "inline tables", n: 20_000, file: "sites.toml", text: numbered(site+"x = ", "{a = ", "")},
	{name: "arrays", n: 20_000, file: "sites.toml", text: numbered(site+"x = ", "[", "")},
	{name: "long array", n: 10_000, file: "sites.toml", text: numbered(site+"themes = [", "'t%d',", "]\n")},
	{name: "languages in a text", n: 2000, file: "sites.toml", text: numbered(site+"summary = {", "k%d = 'x',", "}\n")},
	{name: "unknown keys", n: 2000, file: "sites.toml", text: numbered(site, "k%d = 1\n", "")},
	{name: "full-width keys", n: 2000, file: "sites.toml", text: numbered(site, "字%d = “a”\n", "")},
	{name: "duplicate keys", n: 5000, file: "sites.toml", text: numbered(site, "stay = '1h'\n", "")},
	{name: "open strings", n: 2000, file: "sites.toml", text: numbered(site, "k%d = 'a\n", "")},
	{name: "languages", n: 2000, file: "sites.toml", text: numbered("[guide]\ntitle = 'T'\nlanguages = ['en', ", "'en-x-a%d', ", "]\n")},
	{name: "themes", n: 500, file: "sites.toml", text: numbered(site, "[[theme]]\nid = 't%d'\nname = 'T'\n", "")},
	{name: "merges", n: 2000, file: "sites.toml", text: numbered(site, "<<<<<<< a\n=======\n>>>>>>> b\n", "")},
	{name: "name", n: 20_000, file: "sites.toml", text: numbered(strings.TrimSuffix(site, "S'\n"), "名", "'\n")},
	{name: "hours", n: 20_000, file: "sites.toml", text: numbered(site+"opening_hours = '", "Mo 09:00-17:00; ", "'\n")},
	// routes
	{name: "stops", n: 2000, file: "routes/r.toml", text: numbered("title = 'R'\n", "[[stop]]\nsite = 's'\nstay = '1m'\n", "")},
	{name: "questions", n: 200, file: "routes/r.toml", text: numbered("title = 'R'\n[[stop]]\nsite = 's'\n", "[[stop.question]]\nkind = 'open'\nprompt = 'Q%d'\n", "")},
	{name: "unknown sites", n: 2000, file: "routes/r.toml", text: numbered("title = 'R'\n", "[[stop]]\nsite = 'x%d'\n", "")},
	{name: "track", n: 2000, file: "routes/t.gpx", text: numbered("<gpx><trk><trkseg>", "<trkpt lat='39.9%04[1]d' lon='116.3%05[1]d'/>", "</trkseg></trk></gpx>")},
	{name: "track with holes", n: 1000, file: "routes/t.gpx", text: numbered("<gpx><trk>", "<trkseg><trkpt lat='39.9%04[1]d' lon='116.3'/><trkpt lat='39.8' lon='116.3%04[1]d'/></trkseg>", "</trk></gpx>")},
	// visits
	{name: "visits on one day", n: 500, file: "visits.toml", text: numbered("", "[[visit]]\ndate = 2026-12-08\nstart = 09:00:00\nsite = 's'\nunit = 'u%d'\nguide = 'g'\n", "")},
	// pages
	{name: "blocks", n: 10_000, file: "content/p.md", text: numbered("", "::: note\n", "")},
	{name: "ends of blocks", n: 10_000, file: "content/p.md", text: numbered("", ":::\n", "")},
	{name: "quotations", n: 20_000, file: "content/p.md", text: numbered("", ">", "x\n")},
	{name: "lists", n: 20_000, file: "content/p.md", text: numbered("", "- ", "x\n")},
	{name: "timeline", n: 5000, file: "content/p.md", text: numbered("::: timeline\n", "- 1909-02-28 – 1917年2月 x%d\n", ":::\n")},
	{name: "then and now", n: 5000, file: "content/p.md", text: numbered("::: then-now", " p%d.jpg", "\n:::\n")},
	{name: "emphasis", n: 10_000, file: "content/p.md", text: numbered("", "**a_ ", "\n")},
	{name: "links", n: 5000, file: "content/p.md", text: numbered("", "[a](x%d.md) ", "\n")},
	{name: "definitions", n: 5000, file: "content/p.md", text: numbered("", "[a%d]: /x\n", "")},
	{name: "links to people", n: 5000, file: "content/p.md", text: numbered("", "[x](person:p%d) ", "")},
	{name: "citations", n: 2000, file: "content/p.md", text: numbered("", "x[@a%d; @a%[1]d, p. 1]\n\n", ""), more: map[string]func(int) string{
		"content/sources.json": numbered(`[{"id": "b", "title": "B"}`, `,{"id": "a%d", "title": "A"}`, "]"),
	}},
	{name: "open citations", n: 20_000, file: "content/p.md", text: numbered("", "[@a; ", "")},
	{name: "people in a text", n: 500, file: "content/p.md", text: numbered("[x](person:p)", "[x](person:p) ", ""), more: map[string]func(int) string{
		"content/people/p.md": numbered("+++\nname = 'P'\n+++\n", "[x](person:p) ", ""),
	}},
	{name: "footnotes", n: 5000, file: "content/p.md", text: numbered("", "[^%d]\n\n[^%[1]d]: x\n\n", "")},
	{name: "table", n: 5000, file: "content/p.md", text: numbered("|a|b|\n|-|-|\n", "|a|b|\n", "")},
	{name: "headings", n: 5000, file: "content/p.md", text: numbered("", "## a\n\n", "")},
	{name: "garbled text", n: 20_000, file: "content/p.md", text: numbered("", "锟斤拷", "\n")},
	{name: "front matter", n: 5000, file: "content/p.md", text: numbered("+++\n", "themes = ['x']\n", "+++\n")},
	{name: "front matter without a start", n: 5000, file: "content/p.md", text: numbered("", "title = 'x'\n", "")},
	// conversion
	{name: "terms", n: 2000, file: "content/terms.zh-Hant.toml", text: numbered("", "'后%d' = '後'\n", ""),
		more: map[string]func(n int) string{"sites.toml": func(int) string { return converting }, "content/p.md": numbered("", "后%d。", "\n")}},
	{name: "quotation marks of Chinese", n: 2000, file: "content/p.md", text: numbered("", "“*a*‘", "后\n"),
		more: map[string]func(n int) string{"sites.toml": func(int) string { return converting }}},
	// photos
	{name: "rows of photos", n: 2000, file: "content/sites/s/photos/captions.csv", text: numbered("file,caption\n", "p%d.jpg,x\n", "")},
	{name: "rows of one photo", n: 2000, file: "content/sites/s/photos/captions.csv", text: numbered("file,caption\n", "p.jpg,x\n", "")},
	{name: "rows of photos to fill in", n: 1000, args: []string{"photos", "--fill", "i.csv"}, file: "i.csv", text: numbered("site,file,caption\n", "s,p%d.jpg,x\n", "")},
	{name: "links to what is renamed", n: 2000, args: []string{"rename", "site", "s", "t", "--dry-run"}, file: "content/i.md", text: numbered("", "[a](site:s) ``%d`\n", "")},
	{name: "captions", n: 500, file: "content/sites/s/photos/photos.toml", text: numbered("", "[[photo]]\nfile = 'p%d.jpg'\n", "")},
	{name: "cues", n: 2000, file: "content/sites/s/audio/a.vtt", text: numbered("WEBVTT\n", "\n00:00.100 --> 00:00.200\na\n", ""),
		more: map[string]func(n int) string{"content/sites/s/audio/a.mp3": func(int) string { return "ID3" }}},
	{name: "segments of a photo", n: 2000, file: "content/sites/s/photos/a.jpg", text: segments},
	// maps
	{name: "nodes", n: 5000, file: "m.osm", text: numbered("<osm version='0.6'>", "<node id='%d' lat='39.9' lon='116.3%[1]d'/>", "<way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='path'/></way></osm>")},
	{name: "toilets", n: 2000, file: "m.osm", text: numbered("<osm version='0.6'>", "<node id='%d' lat='39.9%04[1]d' lon='116.3'><tag k='amenity' v='toilets'/></node>", "<way id='1'><nd ref='1'/><nd ref='1999'/><tag k='highway' v='path'/></way></osm>")},
	{name: "islands", n: 1000, file: "m.osm", text: numbered("<osm version='0.6'>", "<node id='%d1' lat='39.9%04[1]d1' lon='116.3%04[1]d1'/><node id='%d2' lat='39.9%04[1]d9' lon='116.3%04[1]d1'/><node id='%d3' lat='39.9%04[1]d9' lon='116.3%04[1]d9'/><way id='%d'><nd ref='%d1'/><nd ref='%d2'/><nd ref='%d3'/><nd ref='%d1'/><tag k='natural' v='coastline'/></way>", "</osm>")},
	{name: "coasts with gaps", n: 1000, file: "m.osm", text: numbered("<osm version='0.6'>", "<node id='%d1' lat='39.9%04[1]d1' lon='116.3%04[1]d1'/><node id='%d2' lat='39.9%04[1]d9' lon='116.3%04[1]d1'/><way id='%d'><nd ref='%d1'/><nd ref='%d2'/><tag k='natural' v='coastline'/></way>", "</osm>")},
	{name: "elements in elements", n: 20_000, file: "m.osm", text: numbered("<osm version='0.6'>", "<a>", "")},
	// imports
	{name: "GeoJSON on one line", n: 500, args: []string{"import", "i.geojson"}, file: "i.geojson", text: numbered(`{"type":"FeatureCollection","features":[`, `{"type":"Feature","properties":{"name":"n%d"},"geometry":{"type":"Point","coordinates":[116.%05[1]d,39.9]}},`, `{"type":"Feature","properties":{"name":"z"},"geometry":null}]}`)},
	{name: "GeoJSON in lists", n: 20_000, args: []string{"import", "i.geojson"}, file: "i.geojson", text: numbered("", "[", "")},
	{name: "properties", n: 5000, args: []string{"import", "i.geojson"}, file: "i.geojson", text: numbered(`{"type":"Feature","geometry":{"type":"Point","coordinates":[116.3,39.9]},"properties":{"name":"n"`, `,"k%d":"v"`, `}}`)},
	{name: "places that the guide has", n: 300, args: []string{"import", "i.csv"}, file: "i.csv", text: numbered("name,address\n", "n%d,x\n", ""),
		more: map[string]func(n int) string{"sites.toml": numbered(site, "[[site]]\nid = 'n%d'\nname = 'n%[1]d'\n", "")}},
	{name: "GPX on one line", n: 500, args: []string{"import", "i.gpx"}, file: "i.gpx", text: numbered("<gpx>", "<wpt lat='39.9' lon='116.%05d'><name>n%[1]d</name></wpt>", "</gpx>")},
	{name: "entities", n: 20_000, args: []string{"import", "i.gpx"}, file: "i.gpx", text: numbered("<gpx><wpt lat='39.9' lon='116.3'><name>n</name><cmt>", "&", "</cmt></wpt></gpx>")},
	{name: "KML on one line", n: 500, args: []string{"import", "i.kml"}, file: "i.kml", text: numbered("<kml><Document>", "<Placemark><name>n%d</name><Point><coordinates>116.%05[1]d,39.9</coordinates></Point></Placemark>", "</Document></kml>")},
	{name: "columns", n: 20_000, args: []string{"import", "i.csv"}, file: "i.csv", text: numbered("name", ",x%d", "\na\n")},
	{name: "cells", n: 20_000, args: []string{"import", "i.csv"}, file: "i.csv", text: numbered("name\na", ",x%d", "\n")},
	{name: "rows", n: 1000, args: []string{"import", "i.csv"}, file: "i.csv", text: numbered("name,address\n", "n%d,x\n", "")},
	{name: "routes in a cell", n: 2000, args: []string{"import", "i.csv"}, file: "i.csv", text: numbered("name,route\na,\"", "r%d\n", "\"\n")},
	{name: "themes in a cell", n: 5000, args: []string{"import", "i.csv"}, file: "i.csv", text: numbered("name,themes\na,", "t%d;", "\n")},
	{name: "name in a cell", n: 20_000, args: []string{"import", "i.csv"}, file: "i.csv", text: numbered("name\n", "名", "\n")},
	{name: "quotation marks", n: 20_000, args: []string{"import", "i.csv"}, file: "i.csv", text: numbered("name,description\na,\"", `""`, "\"\n")},
}

// site is a sites.toml with one site.
const site = "[guide]\ntitle = 'T'\nlanguages = ['en']\n[[site]]\nid = 's'\nlocation = { lat = 39.9, lon = 116.3 }\nname = 'S'\n"

// route is a route to it.
const route = "title = 'R'\n[[stop]]\nsite = 's'\n"

// numbered returns a function that repeats a text, with the number of the repetition
// for its verbs.
func numbered(head, text, tail string) func(n int) string {
	return func(n int) string {
		var b strings.Builder
		b.WriteString(head)
		for i := range n {
			if strings.Contains(text, "%") {
				fmt.Fprintf(&b, strings.ReplaceAll(text, "%d", "%[1]d"), i)
			} else {
				b.WriteString(text)
			}
		}
		return b.String() + tail
	}
}

// segments returns a JPEG with n comments.
func segments(n int) string {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 800, 600)), nil); err != nil {
		panic(err)
	}
	picture := b.String()
	return picture[:2] + strings.Repeat("\xff\xfe\x00\x03x", n) + picture[2:]
}

// TestLinear runs the program on inputs and on inputs twice as large, and compares how
// many blocks of statements it executes, which unlike a time are the same on every computer:
// work that grows with the square of an input takes four times as many.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the program with counters")
	}
	program := filepath.Join(t.TempDir(), "wayside")
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	build := exec.Command("go", "build", "-cover", "-covermode=count", "-ldflags=-s -w", "-coverpkg="+strings.Join(measured, ","), "-o", program, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, in := range inputs {
		t.Run(in.name, func(t *testing.T) {
			t.Parallel()
			work := func(n int) int { return in.work(t, program, n) }
			// What the program does in any case is in neither difference. The second is twice
			// the first, or four times for work that grows with the square.
			one, two := work(in.n), work(2*in.n)
			noise := one / 6
			if two-one <= noise {
				return // hardly more, whatever the first difference is
			}
			half := work(in.n / 2)
			if float64(two-one) > 3*float64(one-half)+float64(noise) {
				t.Errorf("%d repetitions take %d blocks of statements, %d take %d, %d take %d", in.n/2, half, in.n, one, 2*in.n, two)
			}
		})
	}
}

// work returns how many blocks of statements the program executes on an input.
func (in *input) work(t *testing.T, program string, n int) int {
	dir, counters := t.TempDir(), t.TempDir()
	texts := map[string]string{"sites.toml": site, "routes/r.toml": route}
	switch in.file {
	case "routes/t.gpx":
		texts["routes/r.toml"] = "track = 't.gpx'\n" + route
	case "m.osm":
		texts["sites.toml"] = strings.Replace(site, "[[site]]", "map_data = ['m.osm']\n[[site]]", 1)
	}
	texts[in.file] = in.text(n)
	for name, text := range in.more {
		texts[name] = text(n)
	}
	for name, text := range texts {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	args := in.args
	if args == nil {
		args = []string{"check"}
	}
	run := exec.Command(program, args...)
	run.Dir = dir
	run.Env = append(os.Environ(), "GOCOVERDIR="+counters)
	if out, err := run.CombinedOutput(); err != nil && run.ProcessState.ExitCode() != exitProblems {
		t.Fatalf("%v\n%.2000s", err, out)
	}
	files, err := filepath.Glob(filepath.Join(counters, "covcounters.*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%d files of counters %v", len(files), err)
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	blocks, err := executed(data)
	if err != nil {
		t.Fatal(err)
	}
	return blocks
}

// executed returns how many blocks of statements were executed, from a file of counters.
// "go tool covdata" would read it too, in twice the time that the program takes. The format
// is that of internal/coverage in Go's source: a header of 32 bytes, one of 16 for the only
// run, its texts and arguments, and for each function the number of its counters, two
// indexes and the counters.
func executed(data []byte) (blocks int, err error) {
	const header, run = 32, 16
	if len(data) < header+run || string(data[:8]) != "\x00cwm\x01\x00\x00\x00" || data[24] != 2 {
		return 0, errors.New("this version of Go writes its counters differently")
	}
	functions := binary.LittleEndian.Uint64(data[header:])
	texts, arguments := binary.LittleEndian.Uint32(data[header+8:]), binary.LittleEndian.Uint32(data[header+12:])
	at := header + run + int(texts) + int(arguments)
	at = (at + 3) &^ 3
	number := func() int {
		n, size := binary.Uvarint(data[min(at, len(data)):])
		if size <= 0 {
			err = io.ErrUnexpectedEOF
		}
		at += max(size, 0)
		return int(n)
	}
	for range functions {
		counters := number()
		number() // the package
		number() // the function
		for i := 0; i < counters && err == nil; i++ {
			blocks += number()
		}
		if err != nil {
			return 0, err
		}
	}
	if blocks == 0 {
		return 0, errors.New("nothing was counted")
	}
	return blocks, nil
}
