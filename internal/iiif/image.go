// Package iiif describes pictures as the International Image Interoperability Framework
// defines it, for viewers that zoom into large pictures and for the catalogues of archives:
// the files of the Image API 3.0 at compliance level 0, which need no server, and the
// manifests of the Presentation API 3.0.
//
// It computes addresses, sizes and JSON. internal/photo makes the tiles.
package iiif

import (
	"encoding/json"
	"fmt"
)

// TileSide is the width and height of a tile in pixels; those at the edges are smaller.
const TileSide = 512

// Dir returns the folder of a picture's files in the published folder. hash is that of the
// picture's file, in hexadecimal.
func Dir(hash string) string { return "iiif/" + hash[:20] }

// A Tile is a part of a picture, scaled down: a file of the Image API.
type Tile struct {
	X, Y, Width, Height int // the region, in pixels of the picture
	Factor              int // by which it is scaled down, a power of two
	Across, Down        int // its size as published, in pixels
	Full                bool
	Max                 bool // the picture as it is
}

// Address returns the address of the tile below that of the picture, in the canonical form
// of the Image API 3.0: "0,512,512,300/512,300/0/default.jpg".
func (t Tile) Address() string {
	region, size := "full", fmt.Sprintf("%d,%d", t.Across, t.Down)
	if !t.Full {
		region = fmt.Sprintf("%d,%d,%d,%d", t.X, t.Y, t.Width, t.Height)
	}
	if t.Max {
		size = "max"
	}
	return region + "/" + size + "/0/default.jpg"
}

// factors returns by which powers of two a picture is scaled down: until it is one tile.
func factors(width, height int) []int {
	all := []int{1}
	for f := 1; (max(width, height)+f-1)/f > TileSide; f *= 2 {
		all = append(all, 2*f)
	}
	return all
}

// Tiles returns the files of a picture, level by level, the largest first: at each level
// the tiles, and of the levels below the largest the whole picture, which catalogues show.
func Tiles(width, height int) []Tile {
	tiles := []Tile{{Width: width, Height: height, Factor: 1, Across: width, Down: height, Full: true, Max: true}}
	for _, f := range factors(width, height) {
		across, down := (width+f-1)/f, (height+f-1)/f
		if f > 1 || across <= TileSide && down <= TileSide {
			tiles = append(tiles, Tile{Width: width, Height: height, Factor: f, Across: across, Down: down, Full: true})
		}
		if across <= TileSide && down <= TileSide {
			continue // the whole picture is its only tile
		}
		for y := 0; y < height; y += TileSide * f {
			for x := 0; x < width; x += TileSide * f {
				w, h := min(TileSide*f, width-x), min(TileSide*f, height-y)
				tiles = append(tiles, Tile{X: x, Y: y, Width: w, Height: h, Factor: f, Across: (w + f - 1) / f, Down: (h + f - 1) / f})
			}
		}
	}
	return tiles
}

type (
	info struct {
		Context  string      `json:"@context"`
		ID       string      `json:"id"`
		Type     string      `json:"type"`
		Protocol string      `json:"protocol"`
		Profile  string      `json:"profile"`
		Width    int         `json:"width"`
		Height   int         `json:"height"`
		Sizes    []size      `json:"sizes"`
		Tiles    []tileSizes `json:"tiles"`
	}
	size struct {
		Width  int `json:"width"`
		Height int `json:"height"`
	}
	tileSizes struct {
		Width   int   `json:"width"`
		Factors []int `json:"scaleFactors"`
	}
)

// Info returns the info.json of a picture. id is its absolute address, without a slash at
// the end.
func Info(id string, width, height int) []byte {
	i := info{
		Context: "http://iiif.io/api/image/3/context.json", ID: id, Type: "ImageService3", Protocol: "http://iiif.io/api/image", Profile: "level0",
		Width: width, Height: height, Tiles: []tileSizes{{TileSide, factors(width, height)}},
	}
	for _, t := range Tiles(width, height) {
		if t.Full && !t.Max {
			i.Sizes = append([]size{{t.Across, t.Down}}, i.Sizes...) // the smallest first
		}
	}
	return encode(i)
}

// encode returns a value as JSON. Its fields are strings, numbers, lists and maps.
func encode(v any) []byte {
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		panic(err)
	}
	return append(data, '\n')
}
