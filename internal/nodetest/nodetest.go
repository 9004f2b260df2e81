// Package nodetest runs the theme's JavaScript in Node, for tests of what
// needs no browser: the same input goes to a script and to the Go code that
// it mirrors, and the results are compared.
//
// Run starts one process. The script sees no DOM, no npm package and nothing
// of the test but its input, which goes in and comes out as JSON.
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
)

// limit is for a process that hangs: no test needs a tenth of it.
const limit = 5 * time.Minute

// Parts returns files of static/theme, such as "search/fold.js", one after
// another as they are in a published script.
func Parts(t testing.TB, names ...string) string {
	t.Helper()
	var b strings.Builder
	for _, name := range names {
		text, err := wayside.Theme.ReadFile("static/theme/" + name)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(text)
		b.WriteByte('\n')
	}
	return b.String()
}

// Run executes script as the body of an async function with the arguments
// input and wayside, an empty object, and decodes what it returns. Where Node
// is not installed the test is skipped, or fails if CI is "true".
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
		t.Fatalf("node returned something else than %T: %v", result, err)
	}
	return result
}

const (
	before = "(async (input, wayside) => {\n\"use strict\";\n"
	after  = "\n})(JSON.parse(require(\"fs\").readFileSync(0, \"utf8\")), {}).then(result => process.stdout.write(JSON.stringify(result)));\n"
)
