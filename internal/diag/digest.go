package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// A Digest is a list in the order in which people read it, without repetition
// that hides what matters: the errors, of each rule at most MostInFile, then the
// warnings by message, of each of which only the first few are shown.
type Digest struct {
	Errors   List    // by place; More counts those of the rule that are not shown
	Warnings []Group // those about what pages show, then those about what is missing; each by first place
}

// A Group is the warnings with one message.
type Group struct {
	Shown List // by place, at least one
	More  int  // the number of those that are not shown
}

// Few is the number of warnings with one message that a digest shows.
const Few = 3

// A Tally is how many problems of a rule a list has.
type Tally struct {
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	Count    int      `json:"count"`
}

// gaps are the rules about what a page lacks and still can do without.
var gaps = map[string]bool{"photo-text": true, "translation-missing": true, "translation-old": true, "site-no-route": true}

// Digest returns the digest of a sorted list. If all is true, it shows as many
// warnings of a message as errors of a rule.
func (l List) Digest(all bool) Digest {
	few := Few
	if all {
		few = MostInFile
	}
	var d Digest
	at := map[string]int{} // indexes of d.Warnings by key
	type shown struct{ count, last int }
	errors := map[string]shown{} // by rule; last is an index of d.Errors
	for _, p := range l {
		if p.Severity() == Error {
			s := errors[p.Rule()]
			if s.count == MostInFile {
				d.Errors[s.last].More += 1 + p.More
				continue
			}
			errors[p.Rule()] = shown{s.count + 1, len(d.Errors)}
			d.Errors = append(d.Errors, p)
			continue
		}
		i, ok := at[p.Key]
		if !ok {
			i = len(d.Warnings)
			at[p.Key] = i
			d.Warnings = append(d.Warnings, Group{})
		}
		g := &d.Warnings[i]
		g.More += p.More
		if p.More = 0; len(g.Shown) < few {
			g.Shown = append(g.Shown, p)
		} else {
			g.More++
		}
	}
	slices.SortStableFunc(d.Warnings, func(a, b Group) int {
		return cmp.Compare(rank(a.Shown[0].Rule()), rank(b.Shown[0].Rule()))
	})
	return d
}

func rank(rule string) int {
	if gaps[rule] {
		return 1
	}
	return 0
}

// Shown returns the problems that the digest shows, in its order. The last of a
// message, or of a rule in a file, counts those that are not shown.
func (d *Digest) Shown() List {
	shown := slices.Clone(d.Errors)
	for _, g := range d.Warnings {
		shown = append(shown, g.Shown...)
		shown[len(shown)-1].More = g.More
	}
	return shown
}

// Tallies counts the problems by rule, with those that the list no longer has: errors
// first, then by number.
func (l List) Tallies() []Tally {
	at := map[Tally]int{} // indexes of all by a tally without its count
	all := []Tally{}
	for _, p := range l {
		key := Tally{Rule: p.Rule(), Severity: p.Severity()}
		i, ok := at[key]
		if !ok {
			i = len(all)
			at[key] = i
			all = append(all, key)
		}
		all[i].Count += 1 + p.More
	}
	slices.SortStableFunc(all, func(a, b Tally) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Rule, b.Rule))
	})
	return all
}

// Counts formats the numbers of errors and warnings.
func Counts(lang Lang, errors, warnings int) string {
	if lang == Chinese {
		return fmt.Sprintf("%d 个错误，%d 个警告", errors, warnings)
	}
	return Plural(errors, "error") + ", " + Plural(warnings, "warning")
}

// Plural counts things in English.
func Plural(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}
