package offline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"wayside/internal/output"
)

// A Shell is the pages that the worker keeps when it is installed, by the
// folder of their language, "" for the default.
type Shell map[string]string

type shellJSON struct {
	Version string            `json:"version"` // changes with any file of the build
	Files   map[string]string `json:"files"`   // address → SHA-256, hexadecimal
	Saved   Shell             `json:"saved"`
}

// Worker returns /sw.js: what the theme's script needs to know of the build, as
// wayside.build, and a call that loads the script from a file of its own. These
// few bytes change with any file, which is how a browser notices a new version;
// the script, four times as long, is fetched again only when it changes.
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
