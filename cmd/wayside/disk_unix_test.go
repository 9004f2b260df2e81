//go:build unix

package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

const smallGuide = `[guide]
title = "Red paths"
base_url = "https://guide.example.org/"
languages = ["en"]

[[site]]
id = "gate"
name = "Gate"
location = { lat = 34.53, lon = 119.87 }
`

// A user runs the program in a folder: as another user if the test is root, who
// may do everything, and otherwise as the same one.
type user struct {
	t       *testing.T
	dir     string
	program string
	other   *syscall.Credential // nil if the test is not root
}

const nobody = 65534

func newUser(t *testing.T) *user {
	t.Helper()
	// Not t.TempDir, whose parent is for its owner only.
	dir, err := os.MkdirTemp("", "wayside-user-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err == nil && e.IsDir() {
				os.Chmod(path, 0o755)
			}
			return nil
		})
		os.RemoveAll(dir)
	})
	u := &user{t: t, dir: dir, program: filepath.Join(dir, "bin", "wayside")}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	u.write("bin/wayside", string(data))
	u.write("guide/sites.toml", smallGuide)
	for _, path := range []string{".", "bin", "bin/wayside", "guide"} {
		u.chmod(path, 0o755)
	}
	u.chmod("guide/sites.toml", 0o644)
	if os.Getuid() == 0 {
		u.other = &syscall.Credential{Uid: nobody, Gid: nobody}
		if _, _, code := u.run("version"); code != 0 {
			t.Skip("root cannot become another user here")
		}
	}
	return u
}

func (u *user) path(name string) string { return filepath.Join(u.dir, name) }

func (u *user) write(name, text string) {
	u.t.Helper()
	if err := os.MkdirAll(filepath.Dir(u.path(name)), 0o755); err != nil {
		u.t.Fatal(err)
	}
	if err := os.WriteFile(u.path(name), []byte(text), 0o644); err != nil {
		u.t.Fatal(err)
	}
}

func (u *user) chmod(name string, mode os.FileMode) {
	u.t.Helper()
	if err := os.Chmod(u.path(name), mode); err != nil {
		u.t.Fatal(err)
	}
}

// give lets the user write to a folder and everything below it.
func (u *user) give(name string) {
	u.t.Helper()
	if err := filepath.WalkDir(u.path(name), func(path string, e fs.DirEntry, err error) error {
		if err != nil || u.other == nil {
			return err
		}
		return os.Lchown(path, nobody, nobody)
	}); err != nil {
		u.t.Fatal(err)
	}
}

// run runs the program.
func (u *user) run(args ...string) (stdout, stderr string, code int) {
	u.t.Helper()
	return u.command(&syscall.SysProcAttr{Credential: u.other}, u.program, args...)
}

func (u *user) command(attributes *syscall.SysProcAttr, program string, args ...string) (stdout, stderr string, code int) {
	u.t.Helper()
	c := exec.Command(program, args...)
	c.Dir, c.Env = u.path("guide"), append(os.Environ(), "HOME="+u.dir, "LC_ALL=C")
	c.SysProcAttr = attributes
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	var exit *exec.ExitError
	if err := c.Run(); err != nil && !errors.As(err, &exit) {
		u.t.Skip("the program cannot be started as another user: ", err)
	}
	return out.String(), errs.String(), c.ProcessState.ExitCode()
}

// files returns the contents of a folder without dotfiles at its root.
func (u *user) files(name string) map[string]string {
	u.t.Helper()
	all := map[string]string{}
	root := u.path(name)
	if err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if rel, _ := filepath.Rel(root, path); !strings.HasPrefix(rel, ".") {
			data, err := os.ReadFile(path)
			all[rel] = string(data)
			return err
		}
		return nil
	}); err != nil {
		u.t.Fatal(err)
	}
	return all
}

// fails runs a build in both languages that must fail and leave a folder as it is.
func (u *user) fails(folder, en, zh string, args ...string) {
	u.t.Helper()
	for lang, want := range map[string]string{"en": en, "zh": zh} {
		before := u.files(folder)
		stdout, stderr, code := u.run(append([]string{"build", "--lang", lang}, args...)...)
		if code != exitMachine || stdout != "" || stderr != want {
			u.t.Errorf("%v in %s: exit code %d, %s\ngot  %s\nwant %s", args, lang, code, stdout, stderr, want)
		}
		after := u.files(folder)
		for name := range before {
			if before[name] != after[name] {
				u.t.Errorf("%v: %s has changed", args, name)
			}
		}
		if len(before) != len(after) {
			u.t.Errorf("%v: %d files became %d", args, len(before), len(after))
		}
	}
}

func (u *user) succeeds(args ...string) {
	u.t.Helper()
	if _, stderr, code := u.run(args...); code != exitDone || stderr != "" {
		u.t.Errorf("%v: exit code %d, %s", args, code, stderr)
	}
}

// TestPermissions builds where another user may not write: the folder, the project
// or the cache.
func TestPermissions(t *testing.T) {
	u := newUser(t)
	const en, zh = "    change the permissions of the folder, or use one of your own, and run the command again; nothing was published\n", "    请修改这个文件夹的权限，或改用自己的文件夹，然后重新运行；这次没有发布任何内容\n"
	where := filepath.Join("guide", "public")

	// The project cannot be written: neither can its cache, which is no failure.
	u.chmod("guide", 0o555)
	u.fails("guide", "failed: no permission: public\n"+en, "未能完成：没有权限：public\n"+zh)
	u.write("out/keep", "")
	os.Remove(u.path("out/keep"))
	u.give("out")
	u.succeeds("build", "--out", u.path("out"))
	u.succeeds("build", "--out", u.path("out"))
	u.succeeds("check")

	// A website of another user.
	u.chmod("guide", 0o755)
	if _, stderr, code := u.command(nil, u.program, "build"); code != exitDone {
		t.Fatal(stderr)
	}
	u.chmod(where, 0o555)
	u.write("guide/content/more.md", "More.\n")
	u.fails(where, "failed: no permission: "+u.real(where)+"\n"+en, "未能完成：没有权限："+u.real(where)+"\n"+zh)
	u.chmod(where, 0o755)
	if u.other == nil {
		return
	}
	u.give("guide")
	u.succeeds("build")
}

// real returns the path of a file without links.
func (u *user) real(name string) string {
	path, err := filepath.EvalSymlinks(u.path(name))
	if err != nil {
		u.t.Fatal(err)
	}
	return path
}

// TestReadable builds with a umask that keeps everybody else out, and reads the
// website as another user.
func TestReadable(t *testing.T) {
	u := newUser(t)
	if u.other == nil {
		t.Skip("needs root to become another user")
	}
	if _, stderr, code := u.command(nil, "/bin/sh", "-c", "umask 077; exec "+u.program+" build"); code != exitDone {
		t.Fatal(stderr)
	}
	reads := &syscall.SysProcAttr{Credential: u.other}
	if stdout, stderr, code := u.command(reads, "/bin/sh", "-c", "find public ! -name .wayside.lock -type f -exec cat {} + >/dev/null"); code != 0 || stderr != "" {
		t.Errorf("another user cannot read the website: %s%s", stdout, stderr)
	}
	if _, _, code := u.command(reads, "/bin/sh", "-c", "ls .wayside/store"); code == 0 {
		t.Error("another user can read the cache")
	}
}
