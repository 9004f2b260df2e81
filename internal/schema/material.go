package schema

import (
	"path"
	"strconv"
	"strings"
)

// MaterialTypes are the types of files that an event or a series offers: the extension and
// the name that readers see. Pictures are not among them, since a photo would be published
// with the position and the time that a phone writes into it; photos/ removes both.
var MaterialTypes = []Value{
	{Name: ".pdf", Words: "PDF"}, {Name: ".docx", Words: "Word"}, {Name: ".pptx", Words: "PowerPoint"}, {Name: ".xlsx", Words: "Excel"},
	{Name: ".odt", Words: "ODT"}, {Name: ".odp", Words: "ODP"}, {Name: ".ods", Words: "ODS"}, {Name: ".txt", Words: "TXT"},
	{Name: ".csv", Words: "CSV"}, {Name: ".epub", Words: "EPUB"}, {Name: ".zip", Words: "ZIP"}, {Name: ".mp3", Words: "MP3"},
}

const (
	// MaterialMost is how many bytes a material has at most: a build reads it as a whole.
	MaterialMost = 100 << 20
	// MaterialLarge is the size in bytes from which a material is reported: what a phone loads
	// in a minute.
	MaterialLarge = 20 << 20
)

var (
	materialSize = strconv.Itoa(MaterialMost>>20) + " MiB"
	materialsEN  = materialNames(", ")
	materialsZH  = materialNames("、")
)

func materialNames(comma string) string {
	var all []string
	for _, t := range MaterialTypes {
		all = append(all, t.Words)
	}
	return strings.Join(all, comma)
}

// MaterialType returns what readers see of a file's type, or "" if a material cannot be one.
func MaterialType(file string) string {
	ext := strings.ToLower(path.Ext(file))
	for _, t := range MaterialTypes {
		if t.Name == ext {
			return t.Words
		}
	}
	return ""
}
