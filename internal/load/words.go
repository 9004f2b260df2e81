package load

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/toml"
)

const wordsDir = "layouts/words"

// words reads the theme's words in every language of the guide: the built-in
// file, and the project's file of the same name, whose keys take precedence.
func (l *Loader) words(g *guide.Guide, problems *diag.List) {
	g.Words = map[guide.Lang]guide.Words{}
	fallback := builtIn(l.theme, "en")
	known := slices.Sorted(maps.Keys(fallback))
	for _, lang := range g.Languages {
		if name := "language-" + string(lang); !slices.Contains(known, name) {
			known = append(known, name)
		}
	}
	for _, lang := range g.Languages {
		words := builtIn(l.theme, string(lang))
		file := wordsDir + "/" + string(lang) + ".toml"
		data, missing := l.file(file, longestText, problems)
		if words == nil && missing {
			problems.Add(diag.Place{File: file}, "words-missing", string(lang))
		}
		if words == nil {
			words = maps.Clone(fallback)
		}
		if !missing {
			d := newDecoder(file, string(data), 1, g, problems)
			root, _ := d.parse(string(data))
			for key := range root.Table() {
				v := root.Get(key)
				w, ok := v.Any.(string)
				switch {
				case !slices.Contains(known, key):
				case !ok:
					d.wrong(v, key, "a string", "")
				case w != "":
					words[key] = w
				}
			}
			d.unknown(root, known)
		}
		g.Words[lang] = words
	}
}

// decodedWords has the words of the built-in theme by the bytes of their files, which are
// few and the same for every guide that a process loads.
var decodedWords sync.Map

// builtIn reads the built-in theme's words in a language, or nil if it has none. The
// theme is part of the program: an error in it fails a test and is not reported to
// the editor.
func builtIn(theme fs.FS, lang string) guide.Words {
	data, err := fs.ReadFile(theme, path.Join(wordsDir, lang+".toml"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if words, ok := decodedWords.Load(string(data)); ok {
		return maps.Clone(words.(guide.Words))
	}
	root, _ := toml.Decode(string(data), func(toml.Fault) {})
	words := guide.Words{}
	for key, v := range root.Table() {
		if w, ok := v.(string); ok {
			words[key] = w
		}
	}
	decodedWords.Store(string(data), words)
	return maps.Clone(words)
}
