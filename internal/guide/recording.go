package guide

import (
	"path"
	"strings"

	"wayside/internal/media"
)

// A Recording is a recording or a video below content/, as internal/load read it.
type Recording struct {
	media.Info
	Bytes    int64
	Captions []Captions // those next to it, the default language first
}

// Captions are what is said in a recording, with times: the file next to it with the same
// name and the extension .vtt.
type Captions struct {
	File string
	Lang Lang
	From Lang // the language from which the cues were converted; the file is in it
	Cues []media.Cue
}

// In returns the captions in a language, or nil.
func (r *Recording) In(lang Lang) *Captions {
	for i := range r.Captions {
		if r.Captions[i].Lang == lang {
			return &r.Captions[i]
		}
	}
	return nil
}

// IsRecording reports whether a file's name is that of a recording in a format
// that browsers play.
func IsRecording(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac", ".aac":
		return true
	}
	return false
}

// IsVideo reports whether a file's name is that of a video in a format that some browsers
// play.
func IsVideo(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".mp4", ".m4v", ".webm", ".mov":
		return true
	}
	return false
}

// IsCaptions reports whether a file's name is that of captions.
func IsCaptions(name string) bool { return strings.ToLower(path.Ext(name)) == ".vtt" }

// IsPhotoTable reports whether a file in a folder of photos is a table of their texts.
func IsPhotoTable(name string) bool {
	switch strings.ToLower(name) {
	case "captions.xlsx", "captions.csv":
		return true
	}
	return false
}
