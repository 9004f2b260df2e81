package load

import (
	"errors"
	"io/fs"
	"path"
	"slices"

	"wayside/internal/diag"
	"wayside/internal/filestat"
	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/toml"
)

// decodePixel decodes a point of a picture, a list of two numbers.
func decodePixel(d *decoder, f *schema.Bound, v toml.Value) *geo.Pixel {
	items, _ := v.Items()
	if len(items) != 2 {
		d.wrong(v, f.Key, "a list of two numbers", "")
		return nil
	}
	x, okX := d.number(f.Key, items[0])
	y, okY := d.number(f.Key, items[1])
	if !okX || !okY {
		return nil
	}
	return &geo.Pixel{X: x, Y: y}
}

// planFiles finds the pictures of plans.
type planFiles struct {
	fsys     fs.FS // the project
	guide    *guide.Guide
	problems *diag.List
}

// all finds the pictures of all plans, and completes the plans with what photos.toml
// says of them. It adds those of routes to the guide's files, and takes those of sites
// out of their galleries.
//
// What was decoded is shared with the next Load, so the plans are copied.
func (in planFiles) all() {
	g := in.guide
	for i := range g.Routes {
		r := &g.Routes[i]
		r.Plans = in.found(r.Plans, routesDir)
	}
	for i := range g.Sites {
		s := &g.Sites[i]
		dir := sitesDir + "/" + s.ID
		s.Plans = in.found(s.Plans, dir)
		copied := false
		for k := range s.Halls {
			if len(s.Halls[k].Plans) == 0 {
				continue
			}
			if !copied {
				s.Halls, copied = slices.Clone(s.Halls), true
			}
			h := &s.Halls[k]
			h.Plans = in.found(h.Plans, dir)
		}
	}
	in.complete()
	for i := range g.Sites {
		s := &g.Sites[i]
		for plan := range s.AllPlans() {
			hide(&s.Document, plan.File)
		}
	}
}

// complete adds to the plans what photos.toml says of their pictures, which may be in
// the folder of another page.
func (in planFiles) complete() {
	plans := map[string][]*guide.Plan{} // by picture
	for p := range in.guide.Plans() {
		plans[p.File] = append(plans[p.File], p)
	}
	if delete(plans, ""); len(plans) == 0 {
		return
	}
	described := func(d *guide.Document) {
		for i := range d.Photos {
			for _, p := range plans[d.Photos[i].File] {
				describe(p, &d.Photos[i])
			}
		}
	}
	described(&in.guide.Home)
	for i := range in.guide.Sites {
		described(&in.guide.Sites[i].Document)
	}
	for i := range in.guide.Pages {
		described(&in.guide.Pages[i])
	}
}

// found returns plans with the paths of their pictures in the project.
func (in planFiles) found(plans []guide.Plan, dir string) []guide.Plan {
	if len(plans) == 0 {
		return nil
	}
	plans = slices.Clone(plans)
	for i := range plans {
		p := &plans[i]
		p.File = in.find(dir, p.File, p.FileAt)
	}
	return plans
}

// find returns the path of a plan's picture, or "" if there is none.
func (in planFiles) find(dir, written string, at diag.Place) string {
	if written == "" {
		return "" // as the decoder has reported
	}
	full, ok := guide.Inside(dir, written)
	if !ok {
		in.problems.Add(at, "path-outside", written)
		return ""
	}
	if !guide.IsPicture(full) {
		in.problems.Add(at, "plan-file", path.Base(full))
		return ""
	}
	if _, known := in.guide.Files[full]; known {
		return full
	}
	info, err := fs.Stat(in.fsys, full)
	switch {
	case errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular():
		in.problems.Add(at, "path-missing", written, full)
		return ""
	case err != nil:
		unreadable(in.fsys, full, err, in.problems)
		return ""
	}
	stat := filestat.Of(info)
	in.guide.Files[full] = guide.File{Size: stat.Size, Modified: stat.Modified, Changed: stat.Changed}
	return full
}

// describe completes a plan with what photos.toml says of its picture.
func describe(p *guide.Plan, photo *guide.Photo) {
	if p.Credit.Empty() {
		p.Credit = photo.Credit
	}
	if p.Licence == "" {
		p.Licence = photo.Licence
	}
	if p.Title.Empty() {
		p.Title = photo.Caption
	}
}

// hide takes the picture of a plan out of a gallery.
func hide(d *guide.Document, file string) {
	k := slices.IndexFunc(d.Photos, func(photo guide.Photo) bool { return photo.File == file })
	if k >= 0 && file != "" {
		d.Photos = slices.Delete(slices.Clone(d.Photos), k, k+1)
	}
}
