package build

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"

	"wayside/internal/bucket"
	"wayside/internal/output"
	"wayside/internal/publish"
)

// PublishOptions configure PreparePublish.
type PublishOptions struct {
	Project  string // the project's folder
	Out      string // what a build has published; "" means public in the project
	Address  string // of the bucket
	Grace    time.Duration
	Now      time.Time
	Progress func(done, total int) // as in publish.Options
}

// ErrPrivate is returned if the folder to be uploaded has the teacher's edition.
var ErrPrivate = errors.New("the folder contains the teacher's edition, which has the answers")

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
	files, err := output.ReadBuilt(o.Out)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(files, func(f output.Built) bool { return f.Address == onlyTeacher }) {
		return nil, ErrPrivate
	}
	return publish.Prepare(ctx, publish.Options{Folder: o.Out, Files: files, Bucket: to, Grace: o.Grace, Now: o.Now, Progress: o.Progress})
}
