package offline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"wayside/internal/output"
)

// A Shell contains the pages that the worker stores when it is installed, by the folder of their
// language, "" for the default.
type Shell map[string]string

type shellJSON struct {
	Version string            `json:"version"` // changes with any file of the build
	Files   map[string]string `json:"files"`   // address → SHA-256, hexadecimal
	Saved   Shell             `json:"saved"`
}

// Worker returns /sw.js: the data about the build that the theme's script needs, as
// wayside.build, and a call that loads the script from a separate file. The few bytes of sw.js
// change with any file, so that browsers notice a new version; the script, four times as long,
// is fetched again only when it changes.
func (s Shell) Worker(script string, files Files, all []output.File) output.Output {
	return output.Output{Address: "sw.js", Phase: output.Worker, Make: func() (output.Made, error) {
		known := shellJSON{Files: map[string]string{}, Saved: s}
		version := sha256.New()
		for _, f := range all {
			version.Write([]byte(f.Address))
			version.Write(f.Hash[:])
		}
		known.Version = hex.EncodeToString(version.Sum(nil)[:5])
		for _, page := range s {
			kept, err := (&Pack{Start: []string{page}}).Files(files)
			if err != nil {
				return output.Made{}, err
			}
			for _, f := range kept {
				known.Files[f.Address] = hex.EncodeToString(f.Hash[:])
			}
		}
		data, err := json.Marshal(known)
		if err != nil {
			return output.Made{}, err
		}
		return output.Made{Data: fmt.Appendf(nil, "self.wayside={build:%s};\nimportScripts(%q);\n", data, script)}, nil
	}}
}
