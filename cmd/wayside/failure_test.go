package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"wayside/internal/diag"
	"wayside/internal/output"
)

// TestFailures lists what the errors of the operating system become.
func TestFailures(t *testing.T) {
	at := func(err error) error {
		return fmt.Errorf("copy: %w", &fs.PathError{Op: "write", Path: filepath.FromSlash("guide/public/.wayside.staging/sites/a/index.html"), Err: err})
	}
	public := filepath.FromSlash("guide/public")
	nothing := [2]string{"; nothing was published", "；这次没有发布任何内容"}
	for _, c := range []struct {
		err  error
		verb verb
		want [2]string
	}{
		{at(syscall.ENOSPC), buildVerb, [2]string{
			"failed: the disk is full: " + public + "\n    free some space and run the command again" + nothing[0],
			"未能完成：磁盘已满：" + public + "\n    请腾出一些空间，然后重新运行" + nothing[1]}},
		{output.UnfinishedError{Err: &os.LinkError{Op: "rename", Old: "x", New: "guide/public/a.html", Err: syscall.EDQUOT}}, buildVerb, [2]string{
			"failed: your share of the disk is used up: guide/public/a.html\n    delete files that you do not need, or ask for a larger quota, and run the command again; some pages are old and some new, and the next build completes them",
			"未能完成：磁盘配额已用完：guide/public/a.html\n    请删除不需要的文件，或申请更大的配额，然后重新运行；目前新旧页面并存，下次生成会补全"}},
		{at(syscall.EROFS), teacherVerb, [2]string{
			"failed: the disk can only be read: " + public + "\n    make it writable, or use a folder on another disk, and run the command again" + nothing[0],
			"未能完成：磁盘是只读的：" + public + "\n    请取消只读，或改用其他磁盘上的文件夹，然后重新运行" + nothing[1]}},
		{at(syscall.EACCES), importVerb, [2]string{
			"failed: no permission: " + public + "\n    change the permissions of the folder, or use one of your own, and run the command again",
			"未能完成：没有权限：" + public + "\n    请修改这个文件夹的权限，或改用自己的文件夹，然后重新运行"}},
		{at(syscall.EBUSY), serveVerb, [2]string{
			"failed: another program is using the file: " + public + "\n    close it there and run the command again",
			"未能完成：文件正被其他程序使用：" + public + "\n    请在那个程序里关闭它，然后重新运行"}},
		{at(syscall.EFBIG), checkVerb, [2]string{
			"failed: the disk does not take a file of this size: " + public + "\n    use a disk with another file system, such as NTFS or ext4, or a smaller file",
			"未能完成：磁盘容不下这么大的文件：" + public + "\n    请换用其他格式（如 NTFS、ext4）的磁盘，或者改用小一些的文件"}},
		{at(syscall.EIO), checkVerb, [2]string{
			"failed: the disk reports an error: " + public + "\n    copy the project to another disk, and have this one checked",
			"未能完成：磁盘出错：" + public + "\n    请把项目复制到其他磁盘，并检查这块磁盘"}},
		{at(syscall.ENAMETOOLONG), checkVerb, [2]string{
			"failed: the path is too long: " + public + "\n    move the project to a folder with a shorter path and run the command again",
			"未能完成：路径太长：" + public + "\n    请把项目移到路径较短的文件夹里，然后重新运行"}},
		{at(fs.ErrNotExist), buildVerb, [2]string{
			"failed: no such file or folder: " + public + "\n    it may have been removed while the command was running; run it again" + nothing[0],
			"未能完成：文件或文件夹不见了：" + public + "\n    它可能在运行过程中被删除；请重新运行" + nothing[1]}},
		{at(syscall.ENOTDIR), checkVerb, [2]string{
			"failed: there is a file where a folder is needed: " + public + "\n    move the file away or name another folder, and run the command again",
			"未能完成：这里需要文件夹，却已有同名文件：" + public + "\n    请移走这个文件或另选一个文件夹，然后重新运行"}},
		{syscall.ENOSPC, checkVerb, [2]string{
			"failed: the disk is full\n    free some space and run the command again",
			"未能完成：磁盘已满\n    请腾出一些空间，然后重新运行"}},
		{errors.New("the browser ended"), buildVerb, [2]string{
			"failed: the browser ended\n    remove the cause and run the command again" + nothing[0],
			"未能完成：the browser ended\n    请排除原因后重新运行" + nothing[1]}},
		{output.ForeignError{File: "public/map.pdf"}, buildVerb, [2]string{
			"public/map.pdf appeared while the build was running, and was not written by it\n    move it out of that folder and run the command again" + nothing[0],
			"生成过程中出现了 public/map.pdf，它不是本程序生成的\n    请把它移出这个文件夹，然后重新运行" + nothing[1]}},
	} {
		for i, lang := range []diag.Lang{diag.English, diag.Chinese} {
			var shown bytes.Buffer
			code := (&command{verb: c.verb, stderr: &shown, lang: lang}).machine(c.err)
			if got := strings.TrimSuffix(shown.String(), "\n"); got != c.want[i] || code != exitMachine {
				t.Errorf("%v: got\n%s\nwant\n%s", c.err, got, c.want[i])
			}
		}
	}
}
