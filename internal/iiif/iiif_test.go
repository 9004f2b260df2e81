package iiif

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestTiles checks pictures of random sizes: at each scale the tiles cover the picture, none
// covers what another does, none is larger than allowed, and addresses are unique.
func TestTiles(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 6))
	sizes := [][2]int{{1, 1}, {512, 512}, {513, 512}, {512, 1025}, {4000, 3000}, {20000, 1}}
	for range 200 {
		sizes = append(sizes, [2]int{1 + r.IntN(6000), 1 + r.IntN(6000)})
	}
	for _, s := range sizes {
		width, height := s[0], s[1]
		area, seen := map[int]int{}, map[string]bool{}
		for _, tile := range Tiles(width, height) {
			if address := tile.Address(); seen[address] {
				t.Errorf("%v: %s twice", s, address)
			} else {
				seen[address] = true
			}
			if tile.Full {
				continue
			}
			if tile.Across > TileSide || tile.Down > TileSide || tile.X+tile.Width > width || tile.Y+tile.Height > height {
				t.Errorf("%v: %+v", s, tile)
			}
			if tile.X%(TileSide*tile.Factor) != 0 || tile.Y%(TileSide*tile.Factor) != 0 {
				t.Errorf("%v: %+v", s, tile)
			}
			area[tile.Factor] += tile.Width * tile.Height
		}
		for factor, got := range area {
			if got != width*height {
				t.Errorf("%v: tiles of %d pixels at the scale 1/%d, want %d", s, got, factor, width*height)
			}
		}
		var info struct {
			Tiles []struct {
				ScaleFactors []int
			}
		}
		if err := json.Unmarshal(Info("https://g.example/iiif/a", width, height), &info); err != nil {
			t.Fatal(err)
		}
		factors := info.Tiles[0].ScaleFactors
		last := factors[len(factors)-1]
		if most := max(width, height); (most+last-1)/last > TileSide || last > 1 && (most+last/2-1)/(last/2) <= TileSide {
			t.Errorf("%v: scale factors %v", s, factors)
		}
	}
}

func TestAddresses(t *testing.T) {
	var got []string
	for _, tile := range Tiles(1000, 600) {
		got = append(got, tile.Address())
	}
	want := []string{
		"full/max/0/default.jpg",
		"0,0,512,512/512,512/0/default.jpg", "512,0,488,512/488,512/0/default.jpg", "0,512,512,88/512,88/0/default.jpg", "512,512,488,88/488,88/0/default.jpg",
		"full/500,300/0/default.jpg",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestManifest checks that a manifest refers only to files of the pictures, and has what the
// Presentation API requires.
func TestManifest(t *testing.T) {
	zh := func(s string) Text { return Text{"zh-Hans": {s}} }
	m := &Manifest{ID: "https://g.example/iiif/hall/manifest.json", Page: "https://g.example/sites/hall/", Label: zh("纪念馆"), Credited: zh("来源"),
		Photos: []Photo{{ID: "https://g.example/iiif/abc", Width: 1000, Height: 600, Label: zh("大门"), Credit: zh("王某"), Rights: "https://creativecommons.org/licenses/by/4.0/"}}}
	text := string(m.JSON())
	for _, want := range []string{
		`"@context": "http://iiif.io/api/presentation/3/context.json"`, `"type": "Manifest"`, `"id": "https://g.example/iiif/abc/full/max/0/default.jpg"`,
		`"id": "https://g.example/iiif/abc/full/500,300/0/default.jpg"`, `"motivation": "painting"`, `"target": "https://g.example/iiif/abc/canvas"`, `"requiredStatement"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
	list := string(Collection("https://g.example/iiif/collection.json", "https://g.example/", zh("旧照"), []*Manifest{m}))
	if !strings.Contains(list, `"type": "Collection"`) || !strings.Contains(list, m.ID) {
		t.Error(list)
	}
}

func TestRights(t *testing.T) {
	for licence, want := range map[string]string{
		"CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/", "CC BY-NC-SA 3.0": "https://creativecommons.org/licenses/by-nc-sa/3.0/", "cc0": "https://creativecommons.org/publicdomain/zero/1.0/",
		"http://rightsstatements.org/vocab/InC/1.0/": "http://rightsstatements.org/vocab/InC/1.0/", "版权所有": "", "CC BY 9.9": "", "": "",
	} {
		if got := Rights(licence); got != want {
			t.Errorf("%q: %q, want %q", licence, got, want)
		}
	}
}
