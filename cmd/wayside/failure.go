package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"wayside/internal/bucket"
	"wayside/internal/build"
	"wayside/internal/output"
	"wayside/internal/queue"
	"wayside/internal/store"
)

// machine reports an error that is not a problem of the project, with a hint, and
// returns the exit code.
func (c *command) machine(err error) int {
	var foreign output.ForeignError
	var queueless queue.UnreachableError
	var unusable store.UnusableError
	var refused bucket.RequestError
	if bad := badAddress(c, err); bad != "" {
		fmt.Fprintln(c.stderr, bad)
		return exitUsage
	}
	switch {
	case errors.Is(err, build.ErrOut):
		fmt.Fprintln(c.stderr, say(c.lang, "the output folder must not contain the project or be inside its content, layouts, routes or static folder",
			"输出文件夹不能包含项目本身，也不能放在 content、layouts、routes 或 static 里"))
		return exitUsage
	case errors.Is(err, build.ErrStore):
		fmt.Fprintln(c.stderr, say(c.lang, "the shared store must not be inside the output folder or the project's content, layouts, routes or static folder",
			"共用存储不能放在输出文件夹里，也不能放在 content、layouts、routes 或 static 里"))
		return exitUsage
	case errors.Is(err, build.ErrEdition):
		fmt.Fprintln(c.stderr, say(c.lang, "the website and the teacher's edition must not share a folder, or the answers would be published; name another with --out",
			"网站和教师用书不能放在同一个文件夹里，否则答案会被公开；请用 --out 另选一个"))
		return exitUsage
	case errors.Is(err, build.ErrVisits):
		fmt.Fprintln(c.stderr, say(c.lang, "the bookings of groups are private and must not share a folder with anything else; name another with --out",
			"团体预约不公开，不能和别的内容放在同一个文件夹里；请用 --out 另选一个"))
		return exitUsage
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(c.stderr, say(c.lang, "stopped", "已停止")+c.outcome(err))
	case errors.Is(err, output.ErrBusy):
		fmt.Fprintln(c.stderr, say(c.lang, "another build is writing to the same folder; wait until it ends", "另一个生成任务正在写同一个文件夹，请等它结束"))
	case errors.As(err, &foreign):
		fmt.Fprintf(c.stderr, say(c.lang, "%[1]s appeared while the build was running, and was not written by it\n    move it out of that folder and run the command again%[2]s\n",
			"生成过程中出现了 %[1]s，它不是本程序生成的\n    请把它移出这个文件夹，然后重新运行%[2]s\n"), foreign.File, c.outcome(err))
	case errors.As(err, &queueless), errors.As(err, &unusable):
		what, _ := explainShared(c, err)
		fmt.Fprintf(c.stderr, say(c.lang, "failed: %s\n    check its address and the credentials, and run the command again\n", "未能完成：%s\n    请检查地址和密钥，然后重新运行\n"), what)
	case errors.As(err, &refused):
		fmt.Fprintf(c.stderr, say(c.lang, "failed: the bucket cannot be used: %s\n    check its address and the credentials, and run the command again\n", "未能完成：对象存储用不了：%s\n    请检查地址和密钥，然后重新运行\n"), refused)
	default:
		what, hint := c.explain(err)
		fmt.Fprintf(c.stderr, say(c.lang, "failed: %s\n    %s%s\n", "未能完成：%s\n    %s%s\n"), what, hint, c.outcome(err))
	}
	return exitMachine
}

// outcome says what a command that failed has left behind, after a semicolon; ""
// if it writes nothing.
func (c *command) outcome(err error) string {
	var unfinished output.UnfinishedError
	switch {
	case c.verb.publishes && errors.As(err, &unfinished):
		return say(c.lang, "; some pages are old and some new, and the next build completes them", "；目前新旧页面并存，下次生成会补全")
	case c.verb.publishes:
		return say(c.lang, "; nothing was published", "；这次没有发布任何内容")
	}
	return ""
}

// A failure is a kind of error of the operating system, in plain words.
type failure struct {
	errs    []error
	windows []syscall.Errno // package syscall has no names for them
	what    [2]string       // English and Chinese; %s is the file or folder
	hint    [2]string
}

var failures = []failure{
	{
		[]error{syscall.ENOSPC}, []syscall.Errno{39, 112},
		[2]string{"the disk is full: %s", "磁盘已满：%s"},
		[2]string{"free some space and run the command again", "请腾出一些空间，然后重新运行"},
	},
	{
		[]error{syscall.EDQUOT}, []syscall.Errno{1295},
		[2]string{"your share of the disk is used up: %s", "磁盘配额已用完：%s"},
		[2]string{"delete files that you do not need, or ask for a larger quota, and run the command again", "请删除不需要的文件，或申请更大的配额，然后重新运行"},
	},
	{
		[]error{syscall.EFBIG}, []syscall.Errno{223},
		[2]string{"the disk does not take a file of this size: %s", "磁盘容不下这么大的文件：%s"},
		[2]string{"use a disk with another file system, such as NTFS or ext4, or a smaller file", "请换用其他格式（如 NTFS、ext4）的磁盘，或者改用小一些的文件"},
	},
	{
		[]error{syscall.EROFS}, []syscall.Errno{19},
		[2]string{"the disk can only be read: %s", "磁盘是只读的：%s"},
		[2]string{"make it writable, or use a folder on another disk, and run the command again", "请取消只读，或改用其他磁盘上的文件夹，然后重新运行"},
	},
	{
		[]error{syscall.EBUSY, syscall.ETXTBSY}, []syscall.Errno{32, 33},
		[2]string{"another program is using the file: %s", "文件正被其他程序使用：%s"},
		[2]string{"close it there and run the command again", "请在那个程序里关闭它，然后重新运行"},
	},
	{
		[]error{fs.ErrPermission}, nil,
		[2]string{"no permission: %s", "没有权限：%s"},
		[2]string{"change the permissions of the folder, or use one of your own, and run the command again", "请修改这个文件夹的权限，或改用自己的文件夹，然后重新运行"},
	},
	{
		[]error{syscall.ENAMETOOLONG}, []syscall.Errno{206},
		[2]string{"the path is too long: %s", "路径太长：%s"},
		[2]string{"move the project to a folder with a shorter path and run the command again", "请把项目移到路径较短的文件夹里，然后重新运行"},
	},
	{
		[]error{syscall.ENOTDIR}, nil,
		[2]string{"there is a file where a folder is needed: %s", "这里需要文件夹，却已有同名文件：%s"},
		[2]string{"move the file away or name another folder, and run the command again", "请移走这个文件或另选一个文件夹，然后重新运行"},
	},
	{
		[]error{fs.ErrExist}, nil,
		[2]string{"a file of this name exists: %s", "已有同名文件：%s"},
		[2]string{"move it away and run the command again", "请移走这个文件，然后重新运行"},
	},
	{
		[]error{fs.ErrNotExist}, nil,
		[2]string{"no such file or folder: %s", "文件或文件夹不见了：%s"},
		[2]string{"it may have been removed while the command was running; run it again", "它可能在运行过程中被删除；请重新运行"},
	},
	{
		[]error{syscall.EIO}, []syscall.Errno{23, 1117},
		[2]string{"the disk reports an error: %s", "磁盘出错：%s"},
		[2]string{"copy the project to another disk, and have this one checked", "请把项目复制到其他磁盘，并检查这块磁盘"},
	},
}

// explain returns an error in plain words, and what to do.
func (c *command) explain(err error) (what, hint string) {
	var errno syscall.Errno
	errors.As(err, &errno)
	file := place(err)
	for _, f := range failures {
		is := slices.ContainsFunc(f.errs, func(e error) bool { return errors.Is(err, e) })
		if is || runtime.GOOS == "windows" && slices.Contains(f.windows, errno) {
			what := say(c.lang, f.what[0], f.what[1])
			if file == "" {
				return strings.TrimRight(strings.TrimSuffix(what, "%s"), ":： "), say(c.lang, f.hint[0], f.hint[1])
			}
			return fmt.Sprintf(what, file), say(c.lang, f.hint[0], f.hint[1])
		}
	}
	return err.Error(), say(c.lang, "remove the cause and run the command again", "请排除原因后重新运行")
}

// place returns the file or folder of an error. Files that the program keeps for
// itself in the output folder would mean nothing to an editor.
func place(err error) string {
	var path string
	var at *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &at):
		path = at.Path
	case errors.As(err, &link):
		path = link.New
	}
	if i := strings.Index(path, string(filepath.Separator)+".wayside."); i >= 0 {
		path = path[:i]
	}
	return path
}
