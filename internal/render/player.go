package render

import (
	"encoding/json"
	"fmt"
	"html/template"
	"net/url"
	"path"
	"strings"
	"time"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/markdown"
	"wayside/internal/media"
)

// A Player is a recording or a video with its transcript, the data of the part "player".
type Player struct {
	ID              string // anchor; "" for a second player of a file
	Video           bool
	Paper           bool // on a handout: without the video, which paper cannot show
	Src             string
	Title           Phrase
	Length          string // "1:05"; "" if it is unknown
	Seconds         string // the same as a number; "0" if it is unknown
	Width, Height   int    // of a video; 0 if they are unknown
	Poster          string // the picture in place of a video; "" for none
	Picture         *Picture
	Tracks          []PlayerTrack
	Cues            string // JSON: a list of from and to in seconds and a text; "" without captions
	Address         string // of the player, for a page that is printed; "" on a handout and without a base_url
	Code            Code   // the same for a handout
	Transcript      template.HTML
	TranscriptLabel string // "" where the text has a heading of its own
	Script          string // loaded when a reader is near; "" on paper and in the teacher's folder
}

// A PlayerTrack is a file of captions.
type PlayerTrack struct {
	Src, Label string
	Lang       guide.Lang
}

// player returns the player of a recording or a video in a text.
func (t *text) player(m markdown.Player) markdown.Fragment {
	bare := markdown.Fragment{HTML: strings.TrimSuffix(m.Transcript, "\n")}
	if m.File == "" {
		return bare
	}
	missing, other, kind := "audio-missing", "audio-missing/video", guide.IsRecording
	if m.Video {
		missing, other, kind = "video-missing", "video-missing/audio", guide.IsVideo
	}
	file, ok := t.file(m.File, m.Offset, missing)
	if !ok {
		return bare
	}
	if !kind(file) {
		if recording(file) != "" && !guide.IsCaptions(file) {
			t.p.problems.Add(t.place(m.Offset), other, m.File)
		}
		return bare // the loader has reported the format
	}
	label := "label-audio"
	if m.Video {
		label = "label-video"
	}
	title := t.p.phraseIn(m.Title, t.lang)
	if m.Title == "" {
		title = Phrase{Text: t.p.words().T(label)}
	}
	v, captions := newPlayer(t.p, file, title, t.lang)
	v.ID = t.prefix + playerID(file)
	if t.players[v.ID] {
		v.ID = ""
	}
	if t.players == nil {
		t.players = map[string]bool{}
	}
	t.players[v.ID] = true
	v.TranscriptLabel = t.p.words().T("label-transcript")
	v.Transcript = template.HTML(m.Transcript)
	spoken := ""
	if captions != nil && m.Transcript == "" {
		v.Transcript, spoken = transcriptOf(captions.Cues)
	} else if captions != nil {
		reportSpoken(t.p, captions, m.Text)
	}
	if v.Paper = t.onPaper(); v.Paper {
		v.Cues, v.Script = "", ""
		v.Code = qrCode(t.p, t.home, playerID(file), t.p.words())
		if v.Picture != nil {
			v.Picture.Lazy = false
		}
	} else {
		v.Picture, v.Address = nil, addressOf(t.p, playerID(file))
	}
	t.p.plays = true
	shown := []string{v.Length}
	if m.Title == "" {
		shown = append(shown, title.Text)
	}
	if v.Transcript != "" {
		shown = append(shown, v.TranscriptLabel)
	}
	return markdown.Fragment{HTML: string(t.p.part("player", v)), Text: strings.Join(append(shown, spoken), markdown.Gap)}
}

// hallPlayer returns the player of a hall's recording, whose transcript is the hall's
// text, or "" if it has none.
func hallPlayer(p *draft, h *guide.Hall, view *HallView) template.HTML {
	if h.Audio == "" {
		return ""
	}
	lang := h.Text.Passage(p.lang).Lang
	v, captions := newPlayer(p, h.Audio, p.phrase(h.Name), lang)
	v.ID = h.ID + "-" + playerID(h.Audio)
	v.Address = addressOf(p, h.ID)
	v.Transcript = p.part("body", view.Body)
	view.played = v.Length
	if captions != nil && view.Body.HTML == "" {
		spoken := ""
		v.Transcript, spoken = transcriptOf(captions.Cues)
		view.played += markdown.Gap + spoken
	} else if captions != nil {
		reportSpoken(p, captions, view.Body.plain(0))
	}
	p.plays = true
	p.files = append(p.files, h.Audio)
	return p.part("player", v)
}

// addressOf returns the address of a part of the page, as people type it, or "" if the guide
// has none.
func addressOf(p *draft, anchor string) string {
	address := p.r.absolute(p.lang, p.dir)
	if address == "" {
		return ""
	}
	return typed(address + fragment(anchor))
}

// newPlayer returns the player of a file, and its captions in a language, or nil.
func newPlayer(p *draft, file string, title Phrase, lang guide.Lang) (*Player, *guide.Captions) {
	r, _ := p.recorded(file)
	v := &Player{
		Video: guide.IsVideo(file), Src: p.root + escapedPath(recording(file)), Title: title, Seconds: fmt.Sprint(r.Duration.Seconds()),
		Width: r.Width, Height: r.Height,
	}
	if !p.r.options.Teacher {
		v.Script = p.root + p.r.assets.Script("player", p.lang)
	}
	if r.Duration > 0 {
		v.Length = clock(r.Duration)
	}
	captions := r.In(lang)
	if captions != nil {
		v.Cues = cuesData(captions.Cues)
	}
	if v.Video {
		v.Picture = poster(p, file)
		if v.Picture != nil {
			v.Poster = v.Picture.Src
		}
		for i := range r.Captions {
			c := &r.Captions[i]
			if c.From != "" {
				continue // the browser reads the file
			}
			v.Tracks = append(v.Tracks, PlayerTrack{
				Src: p.root + escapedPath(recording(c.File)), Lang: c.Lang, Label: p.r.words(c.Lang).T("language-name"),
			})
		}
	}
	return v, captions
}

// reportSpoken reports captions whose words are not in the text that is shown as transcript.
func reportSpoken(p *draft, captions *guide.Captions, text string) {
	if cue, ok := media.Unspoken(captions.Cues, text); ok && captions.From == "" {
		p.problems.Add(diag.Place{File: captions.File, Line: cue.Line, Column: 1}, "captions/differs", cue.Text)
	}
}

// poster returns the picture next to a video that has its name, or nil.
func poster(p *draft, file string) *Picture {
	stem := strings.TrimSuffix(file, path.Ext(file))
	for _, ext := range []string{".jpg", ".jpeg", ".png", ".webp"} {
		if pic := p.picture(stem+ext, Phrase{}, sizesPaper, lazy); pic != nil {
			p.files = append(p.files, stem+ext)
			return pic
		}
	}
	return nil
}

// playerID returns the anchor of a file's player on its page.
func playerID(file string) string {
	base := path.Base(file)
	return "play-" + strings.Map(func(r rune) rune {
		if r <= ' ' || strings.ContainsRune("\"&'<>#%", r) {
			return '-'
		}
		return r
	}, strings.TrimSuffix(base, path.Ext(base)))
}

// transcriptOf returns the texts of captions as a transcript, and as plain text. Captions
// that follow each other without a pause are one paragraph.
func transcriptOf(cues []media.Cue) (html template.HTML, text string) {
	const pause = 1500 * time.Millisecond
	var b, plain strings.Builder
	for i, c := range cues {
		said := strings.ReplaceAll(c.Text, "\n", " ")
		switch {
		case i == 0:
			b.WriteString("<p>")
		case c.From-cues[i-1].To > pause:
			b.WriteString("</p>\n<p>")
			plain.WriteString(markdown.Gap)
		case !wide(cues[i-1].Text):
			b.WriteString(" ")
			plain.WriteString(" ")
		}
		b.WriteString(template.HTMLEscapeString(said))
		plain.WriteString(said)
	}
	if len(cues) > 0 {
		b.WriteString("</p>\n")
	}
	return template.HTML(b.String()), plain.String()
}

// wide reports whether a text ends in a character after which Chinese has no space.
func wide(text string) bool {
	last := []rune(text)
	return len(last) > 0 && last[len(last)-1] >= 0x2E80
}

// cuesData returns captions for the script.
func cuesData(cues []media.Cue) string {
	seconds := func(d time.Duration) float64 { return float64(d.Milliseconds()) / 1000 }
	all := make([][3]any, len(cues))
	for i, c := range cues {
		all[i] = [3]any{seconds(c.From), seconds(c.To), c.Text}
	}
	data, _ := json.Marshal(all) // of numbers and texts, which cannot fail
	return string(data)
}

// clock returns a duration as players show it: 0:32, 1:02:03.
func clock(d time.Duration) string {
	s := int(d.Round(time.Second).Seconds())
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

func escapedPath(address string) string { return (&url.URL{Path: address}).EscapedPath() }
