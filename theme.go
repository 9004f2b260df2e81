// Package wayside holds the built-in theme: the templates and words of
// layouts/ and the files of static/. A project's own layouts/ and static/ lie
// over it, file by file.
package wayside

import "embed"

// Theme is layouts/ and static/ as they stand in the source.
//
//go:embed layouts static
var Theme embed.FS
