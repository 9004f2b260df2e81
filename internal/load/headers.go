package load

import (
	"strings"

	"wayside/internal/diag"
	"wayside/internal/schema"
	"wayside/internal/toml"
)

// cut divides a file at its top-level headers. Wrong headers, such as [site.hall]
// for [[site.hall]], [[sites]] and [[hall]], are reported and read as those that
// were meant, so that what is below them is not lost.
func cut(file, text string, root *schema.Table, problems *diag.List) []toml.Piece {
	pieces := toml.Cut(text)
	var corrected strings.Builder
	read := 0
	type header struct {
		path     string
		repeated bool
	}
	right := map[header]bool{} // as most are, and few differ
	places := diag.NewLines(file, text, 1)
	for i := range pieces {
		for _, h := range pieces[i].Headers {
			if !h.Broken && right[header{h.Path, h.Repeated}] {
				continue
			}
			fixed, key := meantHeader(h, root)
			if key == "" {
				right[header{h.Path, h.Repeated}] = true
				continue
			}
			problems.AddFix(places.Place(h.Start), fixed, key, h.Path)
			corrected.WriteString(text[read:h.Start])
			corrected.WriteString(fixed)
			read = h.End
		}
	}
	if read > 0 {
		corrected.WriteString(text[read:])
		pieces = toml.Cut(corrected.String())
	}
	for _, p := range pieces {
		if f := root.Field(p.Root); p.Sub && f != nil && f.List {
			problems.Add(diag.Place{File: file, Line: p.Line, Column: 1}, "toml-syntax/order", p.Headers[0].Path, p.Root)
		}
	}
	return pieces
}

// meantHeader returns what was meant by a wrong header, and the key of its message;
// "" for one that is right or means nothing that is known.
func meantHeader(h toml.Header, root *schema.Table) (fixed, key string) {
	f := root.At(h.Path)
	path := h.Path
	if f == nil {
		first, rest, below := strings.Cut(path, ".")
		switch known := root.Field(first); {
		case known == nil:
			if first = root.Header(first); first == "" {
				first = diag.Nearest(path, tables(root))
			}
		case below && known.Type == schema.Sub:
			if rest = known.Table.Header(rest); rest == "" {
				_, rest, _ = strings.Cut(path, ".")
				rest = diag.Nearest(rest, tables(known.Table))
			}
			below = rest != ""
		}
		path = first
		if below {
			path += "." + rest
		}
		key = "unknown-key"
		if f = root.At(path); f == nil {
			return "", ""
		}
	} else if f.List != h.Repeated || h.Broken {
		key = "toml-brackets"
		if !f.List {
			key = "toml-brackets/single"
		}
	}
	if f.Type != schema.Sub || key == "" {
		return "", ""
	}
	if f.List {
		return "[[" + path + "]]", key
	}
	return "[" + path + "]", key
}

// tables returns the keys of the tables below a table.
func tables(t *schema.Table) (keys []string) {
	for i := range t.Fields {
		if t.Fields[i].Type == schema.Sub {
			keys = append(keys, t.Fields[i].Key)
		}
	}
	return keys
}
