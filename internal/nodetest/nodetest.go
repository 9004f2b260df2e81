// Package nodetest runs the theme's JavaScript in Node, for tests that do not need
// a browser: they pass the same input to a script and to the Go code that it
// mirrors, and compare the results.
//
// Run starts one process. The script has no DOM and no npm packages. Its input and
// its result are encoded as JSON.
package nodetest

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wayside"
	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/output"
	"wayside/internal/theme"
)

// limit ends a process that hangs. No test needs a tenth of it.
const limit = 5 * time.Minute

// Parts returns the concatenation of files of static/theme, such as
// "search/fold.js", as in a published script.
func Parts(t testing.TB, names ...string) string {
	t.Helper()
	var b strings.Builder
	for _, name := range names {
		text, err := wayside.Theme.ReadFile(theme.Dir + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(text)
		b.WriteByte('\n')
	}
	return b.String()
}

// Published returns a script of the built-in theme as it is published: minified,
// but without words. It requires the global self.
func Published(t testing.TB, name string) string {
	t.Helper()
	const lang = guide.Lang("en")
	var problems diag.List
	assets := theme.Assemble(theme.Options{Files: wayside.Theme, Languages: []guide.Lang{lang}}, &problems)
	for _, f := range assets.Files {
		if f.Address != assets.Script(name, lang) {
			continue
		}
		made, err := output.Output{Address: f.Address, Make: output.Bytes([]byte(f.Text))}.Minified()
		if err != nil || len(problems)+len(made.Problems) > 0 {
			t.Fatal(err, problems, made.Problems)
		}
		return string(made.Data) + "\n"
	}
	t.Fatalf("the theme has no script %q", name)
	return ""
}

// Run executes script as the body of an async function with the parameters input
// and wayside, which is an empty object, and returns its decoded result. If Node
// is not installed, the test is skipped, or fails if CI is "true".
func Run[T any](t testing.TB, script string, input any) T {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("Node is not installed")
		}
		t.Skip("Node is not installed")
	}
	data, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "script.js")
	if err := os.WriteFile(file, []byte(before+script+after), 0o666); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	command := exec.CommandContext(ctx, node, file)
	var out, errors bytes.Buffer
	command.Stdin, command.Stdout, command.Stderr = bytes.NewReader(data), &out, &errors
	if err := command.Run(); err != nil {
		t.Fatalf("node: %v\n%s", err, errors.Bytes())
	}
	var result T
	d := json.NewDecoder(&out)
	d.DisallowUnknownFields()
	if err := d.Decode(&result); err != nil {
		t.Fatalf("node did not return a %T: %v", result, err)
	}
	return result
}

const (
	before = "(async (input, wayside) => {\n\"use strict\";\n"
	after  = "\n})(JSON.parse(require(\"fs\").readFileSync(0, \"utf8\")), {}).then(result => process.stdout.write(JSON.stringify(result)));\n"
)
