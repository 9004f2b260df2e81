package pdf

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestSweep checks that the home of a killed run is removed, and no other folder.
func TestSweep(t *testing.T) {
	temp := t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, temp)
	}
	mine, err := openHome()
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string) {
		t.Helper()
		path := filepath.Join(temp, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(homePrefix + "1/" + homeLock) // a process that is gone holds no lock
	write(homePrefix + "1/profile/Default/Cookies")
	write(homePrefix + "2/notes.txt") // somebody else's
	write("other/" + homeLock)
	for _, name := range []string{homePrefix + "3", homePrefix + "4"} {
		if err := os.Mkdir(filepath.Join(temp, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-2 * time.Hour)
	for _, name := range []string{homePrefix + "2", homePrefix + "4"} {
		if err := os.Chtimes(filepath.Join(temp, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	Sweep()
	for name, want := range map[string]bool{
		filepath.Base(mine.dir): true, homePrefix + "1": false, homePrefix + "2/notes.txt": true, "other/" + homeLock: true, homePrefix + "3": true, homePrefix + "4": false,
	} {
		if _, err := os.Lstat(filepath.Join(temp, name)); (err == nil) != want {
			t.Errorf("%s is there: %v, want %v", name, err == nil, want)
		}
	}
	mine.close()
	if _, err := os.Lstat(mine.dir); err == nil {
		t.Error("a closed home is still there")
	}
}
