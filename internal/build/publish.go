package build

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"wayside/internal/bucket"
	"wayside/internal/frontdesk"
	"wayside/internal/load"
	"wayside/internal/output"
	"wayside/internal/publish"
)

// PublishOptions configure PreparePublish.
type PublishOptions struct {
	Project  string // the project's folder
	Theme    fs.FS  // the built-in theme
	Out      string // what a build has published; "" means public in the project
	Address  string // of the bucket
	Replace  bool   // as in publish.Options
	Grace    time.Duration
	Now      time.Time
	Progress func(done, total int) // as in publish.Options
}

// ErrPrivate is returned if the folder to be uploaded has the teacher's edition.
var ErrPrivate = errors.New("the folder contains the teacher's edition, which has the answers")

// slowestUpload is how slowly one of the files may be uploaded that are at the same time,
// in bytes a second: a school's line may be slow, and nothing else waits.
const slowestUpload = 1 << 10

// ErrNoGuide is returned if the project's folder does not say which guide is to be uploaded.
var ErrNoGuide = errors.New("sites.toml has no title")

// PreparePublish compares the website that the last build has published in a folder with a
// bucket.
func PreparePublish(ctx context.Context, o PublishOptions) (*publish.Plan, error) {
	if o.Out == "" {
		o.Out = filepath.Join(o.Project, "public")
	}
	to, err := bucket.Open(o.Address, os.Getenv)
	if err != nil {
		return nil, err
	}
	to.Slowest = slowestUpload
	files, err := output.ReadBuilt(o.Out)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(files, func(f output.Built) bool { return f.Address == onlyTeacher }) {
		return nil, ErrPrivate
	}
	if slices.ContainsFunc(files, func(f output.Built) bool {
		return path.Base(f.Address) == frontdesk.Mark || path.Base(f.Address) == visitsFile
	}) || hasVisits(o.Out) {
		return nil, ErrVisits
	}
	guide, err := guideIn(ctx, o.Project, o.Theme)
	if err != nil {
		return nil, err
	}
	return publish.Prepare(ctx, publish.Options{
		Folder: o.Out, Files: files, Bucket: to, Guide: guide, Replace: o.Replace, Grace: o.Grace, Now: o.Now, Progress: o.Progress,
	})
}

// guideIn returns which guide is in a project.
func guideIn(ctx context.Context, project string, theme fs.FS) (publish.Guide, error) {
	files, err := openProject(project)
	if err != nil {
		return publish.Guide{}, err
	}
	defer files.close()
	g := load.New(files, theme).Guide(ctx)
	title, _ := g.Title.In(g.Languages[0])
	if title == "" {
		return publish.Guide{}, ErrNoGuide
	}
	return publish.Guide{Title: title, BaseURL: g.BaseURL}, nil
}
