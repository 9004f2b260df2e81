package intake

import (
	"archive/zip"
	"bytes"
	"cmp"
	"io"
	"path"
	"slices"
	"strings"

	"wayside/internal/diag"
)

// Bounds of an archive, which may expand to a thousand times its size.
const (
	entries  = 2_000
	expanded = 2 * Longest // bytes of all files together, as they declare
)

// Packed reports whether a file is an archive: a KMZ, or an Excel workbook.
func Packed(raw []byte) bool { return bytes.HasPrefix(raw, []byte("PK\x03\x04")) }

// unpack opens an archive within its bounds. It returns nil if there are problems.
func unpack(file string, raw []byte, problems *diag.List) *zip.Reader {
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		problems.Add(diag.Place{File: file}, "import-broken/archive")
		return nil
	}
	size := uint64(0)
	for _, f := range archive.File {
		size += min(f.UncompressedSize64, expanded+1) // archive/zip reads no more than it declares
	}
	if len(archive.File) > entries || size > expanded {
		problems.Add(diag.Place{File: file}, "import-broken/large", expanded>>20)
		return nil
	}
	return archive
}

// KML returns the name and the bytes of the KML file in a KMZ: doc.kml, or the first
// one. It returns nil if there are problems.
func KML(file string, raw []byte, problems *diag.List) (name string, kml []byte) {
	archive := unpack(file, raw, problems)
	if archive == nil {
		return file, nil
	}
	var all []*zip.File
	for _, f := range archive.File {
		if strings.EqualFold(path.Ext(f.Name), ".kml") {
			all = append(all, f)
		}
	}
	slices.SortStableFunc(all, func(a, b *zip.File) int {
		return cmp.Compare(strings.Count(a.Name, "/"), strings.Count(b.Name, "/"))
	})
	if len(all) == 0 {
		problems.Add(diag.Place{File: file}, "import-broken/archive")
		return file, nil
	}
	content, err := all[0].Open()
	if err == nil {
		kml, err = io.ReadAll(io.LimitReader(content, Longest+1))
		content.Close()
	}
	if err != nil || len(kml) == 0 || len(kml) > Longest {
		problems.Add(diag.Place{File: file}, "import-broken/archive")
		return file, nil
	}
	if len(all) > 1 {
		var names []string
		for _, f := range all[1:] {
			names = append(names, f.Name)
		}
		problems.Add(diag.Place{File: file}, "import-left-out/maps", all[0].Name, strings.Join(names, ", "))
	}
	return file + "/" + path.Base(all[0].Name), kml
}

// Workbook reports whether an archive is an Excel workbook.
func Workbook(raw []byte) bool {
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	return err == nil && slices.ContainsFunc(archive.File, func(f *zip.File) bool { return strings.HasPrefix(f.Name, "xl/") })
}
