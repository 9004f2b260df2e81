// Package litter recognises the files that file managers leave in a folder
// without being asked. Nobody wrote them, so they are neither read as content,
// nor published, nor reported as foreign to an output folder.
package litter

import "strings"

// File reports whether a file of this base name is litter: the .DS_Store of
// macOS and the ._gate.jpg that it puts next to every gate.jpg on a USB stick,
// the Thumbs.db and desktop.ini of Windows, in any case, and the ~$plan.docx that
// Word keeps while it has plan.docx open.
func File(name string) bool {
	switch strings.ToLower(name) {
	case ".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini":
		return true
	}
	return strings.HasPrefix(name, "._") || strings.HasPrefix(name, "~$")
}
