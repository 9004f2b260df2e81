package render

import (
	"cmp"

	"wayside/internal/guide"
	"wayside/internal/iiif"
	"wayside/internal/output"
)

// GalleryPictures returns the photos of the galleries of published sites.
func GalleryPictures(g *guide.Guide) map[string]guide.Picture {
	pictures := map[string]guide.Picture{}
	for _, s := range publishedSites(g) {
		for i := range s.Document.Photos {
			if p, ok := g.Pictures[s.Document.Photos[i].File]; ok && len(p.Variants) > 0 {
				pictures[s.Document.Photos[i].File] = p
			}
		}
	}
	return pictures
}

const (
	archiveDir     = "iiif/"
	collectionFile = "collection.json"
	manifestFile   = "manifest.json"
)

// archived reports whether the guide publishes its photos for archives. The files contain
// absolute addresses.
func archived(r *Renderer) bool {
	return r.guide.PhotoSettings.IIIF && r.guide.BaseURL != "" && !r.options.Teacher
}

// manifestAddress returns the address of the manifest of a site's photos, from the
// published folder.
func manifestAddress(s *guide.Site) string { return archiveDir + siteDir(s.ID) + manifestFile }

// archive returns the descriptions of photos and galleries for archives. They have the
// texts of all languages. internal/photo makes the tiles.
func archive(r *Renderer) []output.Output {
	if !archived(r) {
		return nil
	}
	var outputs []output.Output
	lang := r.guide.Default()
	list := func(dir, file string, make func(p *draft) []byte) {
		outputs = append(outputs, output.Output{Address: dir + file, From: registry, Phase: output.Asset, Make: func() (output.Made, error) {
			p := r.draft(lang, dir, file)
			return output.Made{Data: make(p), Trace: p.trace.Facts()}, nil
		}})
	}
	described := map[string]bool{}
	var sites []*guide.Site
	for _, s := range publishedSites(r.guide) {
		if len(s.Document.Photos) == 0 {
			continue
		}
		sites = append(sites, s)
		list(archiveDir+siteDir(s.ID), manifestFile, func(p *draft) []byte { return siteManifest(p, s).JSON() })
		for i := range s.Document.Photos {
			file := s.Document.Photos[i].File
			picture := r.guide.Pictures[file]
			if len(picture.Variants) == 0 || described[picture.Hash] {
				continue
			}
			described[picture.Hash] = true
			list(iiif.Dir(picture.Hash)+"/", "info.json", func(p *draft) []byte {
				picture, _ := p.surveyed(file)
				return iiif.Info(r.guide.BaseURL+iiif.Dir(picture.Hash), picture.Width, picture.Height)
			})
		}
	}
	list(archiveDir, collectionFile, func(p *draft) []byte {
		var all []*iiif.Manifest
		for _, s := range sites {
			p.shows(factCard, s.ID)
			all = append(all, &iiif.Manifest{ID: r.guide.BaseURL + manifestAddress(s), Label: archiveText(s.Name)})
		}
		return iiif.Collection(r.guide.BaseURL+archiveDir+collectionFile, r.absolute(lang, ""), archiveText(r.guide.Title), all)
	})
	return outputs
}

// siteManifest returns the manifest of a site's photos.
func siteManifest(p *draft, s *guide.Site) *iiif.Manifest {
	p.shows(factSite, s.ID)
	r := p.r
	m := &iiif.Manifest{
		ID: r.guide.BaseURL + manifestAddress(s), Page: r.absolute(p.lang, siteDir(s.ID)),
		Label: archiveText(s.Name), Summary: iiif.Text{}, Provider: archiveText(r.guide.Publisher), Credited: iiif.Text{},
	}
	for _, lang := range r.guide.Languages {
		m.Credited[string(lang)] = []string{r.words(lang).T("archive-credit")}
		if page := s.Document.In(lang); page != nil && page.Lang == lang && page.Summary != "" {
			m.Summary[string(lang)] = []string{page.Summary}
		}
	}
	for i := range s.Document.Photos {
		photo := &s.Document.Photos[i]
		picture, ok := p.surveyed(photo.File)
		if !ok || len(picture.Variants) == 0 {
			continue
		}
		label, credit := archiveText(photo.Caption), archiveText(photo.Credit)
		if len(label) == 0 {
			label = own(cmp.Or(picture.Caption, photo.Base()), r.guide.Default())
		}
		if len(credit) == 0 && picture.Credit != "" {
			credit = own(picture.Credit, r.guide.Default())
		}
		m.Photos = append(m.Photos, iiif.Photo{
			ID: r.guide.BaseURL + iiif.Dir(picture.Hash), Width: picture.Width, Height: picture.Height, Label: label, Summary: archiveText(photo.Alt),
			Rights: iiif.Rights(cmp.Or(photo.Licence, picture.Licence)), Credit: credit,
		})
	}
	return m
}

// archiveText returns a text in all its languages.
func archiveText(t guide.Text) iiif.Text {
	all := iiif.Text{}
	for _, passage := range t {
		all[string(passage.Lang)] = []string{passage.Text}
	}
	return all
}

// own returns a text of a file's metadata, which is in the guide's default language.
func own(text string, lang guide.Lang) iiif.Text { return iiif.Text{string(lang): {text}} }
