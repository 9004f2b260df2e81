package load

import "testing"

func TestDrawingSize(t *testing.T) {
	for svg, want := range map[string][2]int{
		`<svg viewBox="0 0 120 40" width="1" height="1"/>`:                          {120, 40},
		`<?xml version="1.0"?><!-- a --><svg viewBox="0,0,12.4,7" xmlns="x"></svg>`: {12, 7},
		`<svg width="200px" height="50"><path/></svg>`:                              {200, 50},
		`<svg viewBox="0 0 0 0" width="20" height="10"/>`:                           {20, 10},
		`<svg/>`:                        {0, 0},
		`<svg width="100%"/>`:           {0, 0},
		`<html><svg width="1"/></html>`: {0, 0},
		"\uFEFF<?xml version=\"1.0\"?>\r\n<svg viewBox=\"0\t0\r\n4 1\"/>":           {4, 1}, // Notepad
		`<!DOCTYPE svg PUBLIC "a" "b" [<!ENTITY ns "x">] ><svg viewBox="0 0 4 1"/>`: {4, 1}, // Illustrator
		`<!DOCTYPE svg [<!ENTITY ns "x">`:                                           {0, 0},
		`<!-- [ --><svg viewBox="0 0 4 1"/>`:                                        {4, 1},
		`<!-- <svg viewBox="0 0 4 1"/> --><html/>`:                                  {0, 0},
		`GIF89a`: {0, 0},
		``:       {0, 0},
	} {
		if width, height := drawingSize([]byte(svg)); [2]int{width, height} != want {
			t.Errorf("%s: %d × %d, want %v", svg, width, height, want)
		}
	}
}
