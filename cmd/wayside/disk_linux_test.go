package main

import (
	"bytes"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestFullDisk builds on a disk that becomes full.
func TestFullDisk(t *testing.T) {
	u := newUser(t)
	disk := u.path("disk")
	if err := os.Mkdir(disk, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=3m"); err != nil {
		t.Skip("a small disk cannot be mounted here: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	u.give("disk")
	out := filepath.Join(disk, "public")
	cache := u.path("cache")
	if err := os.Mkdir(cache, 0o777); err != nil {
		t.Fatal(err)
	}
	u.give("cache")
	build := []string{"--out", out, "--cache", cache}
	const en, zh = "\n    free some space and run the command again; nothing was published\n", "\n    请腾出一些空间，然后重新运行；这次没有发布任何内容\n"

	// The first build finds no space for all of it.
	big := "guide/static/song.mp3"
	u.write(big, string(bytes.Repeat([]byte("0123456789abcdef"), 4<<20/16)))
	if err := os.Mkdir(out, 0o755); err != nil {
		t.Fatal(err)
	}
	u.give("disk")
	u.fails("disk/public", "failed: the disk is full: "+out+en, "未能完成：磁盘已满："+out+zh, build...)
	os.Remove(u.path(big))
	u.succeeds(append([]string{"build", "--quiet"}, build...)...)

	// Neither does a later one: what was published remains.
	u.write(big, string(bytes.Repeat([]byte("0123456789abcdef"), 4<<20/16)))
	u.fails("disk/public", "failed: the disk is full: "+out+en, "未能完成：磁盘已满："+out+zh, build...)
	if _, err := os.Stat(filepath.Join(out, ".wayside.staging")); err == nil {
		t.Error("what was staged is left")
	}
	os.Remove(u.path(big))

	// A cache on a full disk is no failure.
	if err := os.WriteFile(filepath.Join(disk, "filler"), make([]byte, 4<<20), 0o644); err == nil {
		t.Fatal("the disk is not full")
	}
	u.succeeds("build", "--quiet", "--out", u.path("cache/public"), "--cache", filepath.Join(disk, "cache"))
	u.succeeds("build", "--quiet", "--out", u.path("cache/public"), "--cache", filepath.Join(disk, "cache"))

	// A disk that became read-only.
	u.succeeds("check", "--cache", cache)
	os.Remove(filepath.Join(disk, "filler"))
	if err := syscall.Mount("", disk, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skip("a disk cannot be made read-only here: ", err)
	}
	u.succeeds(append([]string{"build", "--quiet"}, build...)...) // nothing has changed
	u.write("guide/content/more.md", "More.\n")
	u.fails("disk/public", "failed: the disk can only be read: "+out+"\n    make it writable, or use a folder on another disk, and run the command again; nothing was published\n",
		"未能完成：磁盘是只读的："+out+"\n    请取消只读，或改用其他磁盘上的文件夹，然后重新运行；这次没有发布任何内容\n", build...)
}
