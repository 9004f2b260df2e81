// Package wayside embeds the built-in theme: the layouts and words of layouts/
// and the files of static/. A file of a project replaces the file with the same
// path.
package wayside

import "embed"

// Theme contains layouts/ and static/.
//
//go:embed layouts static
var Theme embed.FS
