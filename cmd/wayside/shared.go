package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"wayside/internal/bucket"
	"wayside/internal/build"
	"wayside/internal/queue"
	"wayside/internal/store"
)

// storeFlag defines --store.
func storeFlag(c *command, o *build.Shared) {
	c.flags.StringVar(&o.Store, "store", "", say(c.lang, "share photos' copies and PDFs with other machines: a folder or an `address` like s3://bucket/prefix",
		"与其他机器共用做好的照片和 PDF：文件夹，或 s3://bucket/prefix 这样的`地址`"))
	o.Warn = func(err error) { warnShared(c, err) }
}

// queueFlag defines --queue.
func queueFlag(c *command, o *build.Shared) {
	c.flags.StringVar(&o.Queue, "queue", "", say(c.lang, "the `address` of the queue of what the store lacks: nats://host:4222/our-guide",
		"任务队列的`地址`：nats://host:4222/our-guide"))
}

// checkShared reports flags that do not fit together, or addresses that are none.
func checkShared(c *command, o build.Shared) (code int, ok bool) {
	if o.Queue == "" {
		return 0, true
	}
	if o.Store == "" {
		fmt.Fprintln(c.stderr, say(c.lang, "--queue needs --store, where machines put what they make", "--queue 要和 --store 一起用：各台机器把做好的内容放在那里"))
		return exitUsage, false
	}
	if err := queue.Check(o.Queue); err != nil {
		return c.machine(err), false
	}
	return 0, true
}

// warnShared reports that a store or a queue cannot be used, which never fails a build.
func warnShared(c *command, err error) {
	what, hint := explainShared(c, err)
	fmt.Fprintf(c.stderr, say(c.lang, "warning: %s\n    %s\n", "警告：%s\n    %s\n"), what, hint)
}

// explainShared returns an error of a store or a queue in plain words, and what it means.
func explainShared(c *command, err error) (what, hint string) {
	if damaged, ok := errors.AsType[store.DamagedError](err); ok {
		return fmt.Sprintf(say(c.lang, "a value of the shared store is damaged: %s", "共用存储里有一份内容已损坏：%s"), damaged.Name),
			say(c.lang, "it is made again", "将重新生成")
	}
	if queueless, ok := errors.AsType[queue.UnreachableError](err); ok {
		return fmt.Sprintf(say(c.lang, "the queue cannot be reached: %s", "连不上任务队列：%s"), queueless.Err),
			say(c.lang, "this machine makes what is lacking alone", "缺少的内容由本机独自生成")
	}
	if unusable, ok := errors.AsType[store.UnusableError](err); ok {
		err = unusable.Err
	}
	return fmt.Sprintf(say(c.lang, "the shared store cannot be used: %s", "共用存储用不了：%s"), err),
		say(c.lang, "what it lacks is made here; check the address and the credentials", "缺少的内容在本机生成；请检查地址和密钥")
}

// badAddress returns what is wrong with the address of a bucket or a queue; "" if that is not
// the error.
func badAddress(c *command, err error) string {
	if bad, ok := errors.AsType[bucket.AddressError](err); ok {
		return fmt.Sprintf(say(c.lang, "invalid address %q: %s", "地址 %q 无效：%s"), bad.Address, say(c.lang, string(bad.Reason), addressReasons[bad.Reason]))
	}
	if bad, ok := errors.AsType[queue.AddressError](err); ok {
		return fmt.Sprintf(say(c.lang, "invalid address %q: must be like nats://host:4222/our-guide", "地址 %q 无效，应写成 nats://host:4222/our-guide 这样"), bad.Address)
	}
	return ""
}

// addressReasons are the reasons in Chinese.
var addressReasons = map[bucket.Reason]string{
	bucket.NoBucket:    "应写成 s3://bucket/prefix 这样",
	bucket.Credentials: "密钥应放在环境变量里",
	bucket.Parameter:   "参数只能是 endpoint 和 region",
	bucket.BucketName:  "桶名由 3 到 63 个小写字母、数字、点和连字符组成",
	bucket.NoEndpoint:  "应写成 https://s3.example.org 这样",
}

// share is the value of --part.
type share struct {
	to      *build.Share
	command *command
}

func (s share) String() string { return "" }

func (s share) Set(text string) error {
	k, n, ok := strings.Cut(text, "/")
	part, errPart := strconv.Atoi(k)
	parts, errParts := strconv.Atoi(n)
	if !ok || errPart != nil || errParts != nil || part < 1 || part > parts || parts > mostParts {
		return errors.New(say(s.command.lang, "must be like 2/4", "应写成 2/4 这样"))
	}
	*s.to = build.Share{K: part, N: parts}
	return nil
}

// mostParts is the largest number of parts.
const mostParts = 10_000
