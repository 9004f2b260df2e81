package load

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
)

const wordsDir = "layouts/words"

// words reads the theme's words in every language of the guide: the built-in
// file, and over it the project's of the same name, key by key.
func (l *Loader) words(g *guide.Guide, problems *diag.List) {
	g.Words = map[guide.Lang]guide.Words{}
	fallback := l.builtIn("en")
	known := slices.Sorted(maps.Keys(fallback))
	for _, lang := range g.Languages {
		if name := "language-" + string(lang); !slices.Contains(known, name) {
			known = append(known, name)
		}
	}
	for _, lang := range g.Languages {
		words := l.builtIn(string(lang))
		file := wordsDir + "/" + string(lang) + ".toml"
		data, missing := l.file(file, longestText, problems)
		if words == nil && missing {
			problems.Add(diag.Place{File: file}, "words-missing", string(lang))
		}
		if words == nil {
			words = maps.Clone(fallback)
		}
		if !missing {
			s := &source{file: file, text: string(data), line: 1, problems: problems, defaults: lang, langs: g.Languages}
			if t, _ := s.decode(); t != nil {
				for _, key := range known {
					if w, _ := t.str(key); w != "" {
						words[key] = w
					}
				}
				t.done()
			}
		}
		g.Words[lang] = words
	}
}

// builtIn reads the built-in theme's words; nil when it does not speak the
// language. The theme is part of the program, so a test, not the editor,
// hears of a mistake in it.
func (l *Loader) builtIn(lang string) guide.Words {
	data, err := fs.ReadFile(l.theme, path.Join(wordsDir, lang+".toml"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	s := &source{text: string(data), line: 1, problems: new(diag.List)}
	words := guide.Words{}
	if t, _ := s.decode(); t != nil {
		for key, v := range t.values {
			if w, ok := v.(string); ok {
				words[strings.TrimSpace(key)] = w
			}
		}
	}
	return words
}
