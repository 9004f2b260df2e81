package audit

import (
	"flag"
	"os"
	"testing"
)

// scratch holds everything a run builds; TestMain removes it.
var scratch string

// tabs is how many tests run at once unless -parallel says otherwise. Browser
// tests spend much of their time waiting, so two cores are busy with four.
const tabs = "4"

func TestMain(m *testing.M) {
	flag.Parse()
	chosen := false
	flag.Visit(func(f *flag.Flag) { chosen = chosen || f.Name == "test.parallel" })
	if !chosen {
		flag.Set("test.parallel", tabs)
	}
	os.Exit(runAll(m))
}

func runAll(m *testing.M) int {
	var err error
	if scratch, err = os.MkdirTemp("", "wayside-audit-"); err != nil {
		panic(err)
	}
	defer os.RemoveAll(scratch)
	os.Setenv("TMPDIR", scratch)      // for the browser, which leaves files when it is killed
	defer func() { closeBrowser() }() // which is set when the browser starts
	return m.Run()
}
