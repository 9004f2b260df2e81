package learn

import (
	"crypto/sha256"
	"encoding/hex"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"wayside/internal/fold"
	"wayside/internal/guide"
	"wayside/internal/nodetest"
)

// normals are answers in several forms, each group with its normal form first.
var normals = [][]string{
	{"66", "６６", "六十六", "陆拾陆", "陸拾陸", " 6 6 ", "66。"},
	{"66天", "六十六天", "６６ 天", "66天！"},
	{"32", "三十二", "叁拾贰"},
	{"10", "十", "一十", "拾"},
	{"105", "一百零五", "一百〇五", "１０５"},
	{"2026", "二〇二六", "二零二六", "二千零二十六"},
	{"12000", "一万二千", "1万2千", "一萬二千", "12,000", "１２，０００"},
	{"1965年", "一九六五年", "１９６５ 年"},
	{"300000000", "三亿", "3億"},
	{"38.15", "38．15", "３８．１５", "38.15。"},
	{"38.15米", "38.15 米"},
	{"3815"},
	{"8:30", "８：３０", "8：30"},
	{"830"},
	{"1/2", "１／２"},
	{"luomalake", "Luoma Lake", "LUOMA  LAKE", "Ｌｕｏｍａ-lake"},
	{"7月14日", "七月十四日", "7 月 14 日"},
	{"零下5度", "零下五度"},
	{"1起", "一起"},
	{""},
}

func TestNormal(t *testing.T) {
	for _, group := range normals {
		want := Normal(group[0])
		if digitsOnly := strings.Trim(group[0], "0123456789.:/"); digitsOnly == "" && want != group[0] {
			t.Errorf("Normal(%q) = %q", group[0], want)
		}
		for _, text := range group[1:] {
			if got := Normal(text); got != want {
				t.Errorf("Normal(%q) = %q, want %q", text, got, want)
			}
		}
	}
	if a, b := Normal("骆马湖"), Normal("駱馬湖"); a != b {
		t.Errorf("simplified and traditional characters: %q and %q", a, b)
	}
	distinct := []string{"38.15", "3815", "8:30", "830", "1/2", "12", "骆马湖", "微山湖"}
	for i, a := range distinct {
		for _, b := range distinct[i+1:] {
			if Normal(a) == Normal(b) {
				t.Errorf("%q and %q are the same answer", a, b)
			}
		}
	}
}

// random returns texts of characters with a meaning for Normal.
func random(n int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	letters := []rune("0123４５零〇一二三两十百千万萬亿億拾.．:：/／ ,，年天aB Ａ駱骆é😀\u00ad")
	all := make([]string, n)
	for i := range all {
		text := make([]rune, r.IntN(12))
		for k := range text {
			text[k] = letters[r.IntN(len(letters))]
		}
		all[i] = string(text)
	}
	return append(all, strings.Repeat("九", 40), strings.Repeat("亿", 9), strings.Repeat("9", 17)+"万", "9007199254740993")
}

// TestScript compares the page's script with this package: normal forms, digests, and
// explanations.
func TestScript(t *testing.T) {
	t.Parallel()
	texts := random(3000)
	for _, group := range normals {
		texts = append(texts, group...)
	}
	const explanation = "<b>66</b>天：25 + 31 + 10。"
	questions := []*guide.Question{
		{Kind: guide.Short, Accepted: []string{"66", "六十六天"}}, {Kind: guide.Choice, Answers: []int{3, 1}, Options: make([]guide.Text, 4)},
		{Kind: guide.TrueFalse, True: true}, {Kind: guide.Order, Answers: []int{3, 4, 1, 2}}, {Kind: guide.Open},
	}
	check := Of("a-route", nil, questions)
	type attempt struct {
		Salt    string   `json:"salt"`
		Digests []string `json:"digests"`
		Key     string
		Want    bool
	}
	var attempts []attempt
	for i, keys := range [][]string{{"66", "66天", "!67", "!"}, {"1,3", "!1", "!3,1"}, {"true", "!false"}, {"3,4,1,2", "!1,2,3,4"}, {"!anything"}} {
		for _, key := range keys {
			bare := strings.TrimPrefix(key, "!")
			attempts = append(attempts, attempt{check.Items[i].Salt, check.Items[i].Digests, bare, bare == key})
		}
	}
	abc := strings.Repeat("abc", 50)
	type result struct {
		Normal []string
		Right  []bool
		Opened string
		Sums   []string
	}
	got := nodetest.Run[result](t, "const variants = input.classes;\n"+nodetest.Parts(t, "search/fold.js", "learn/normal.js", "learn/sha256.js", "learn/answer.js")+`
		const hex = bytes => [...bytes].map(b => b.toString(16).padStart(2, "0")).join("");
		return {
			Normal: input.texts.map(wayside.normal), Right: input.attempts.map(a => answer.right({ ...a, digests: a.digests || [] }, a.Key)), Opened: answer.open(input.salt, input.sealed),
			Sums: [...Array(input.abc.length + 1).keys()].map(n => hex(sha256([...input.abc.slice(0, n)].map(c => c.charCodeAt(0))))),
		};`, map[string]any{"texts": texts, "attempts": attempts, "classes": fold.Classes(), "salt": check.Items[0].Salt, "sealed": check.Items[0].Seal(explanation), "abc": abc})
	for i, text := range texts {
		if want := Normal(text); got.Normal[i] != want {
			t.Errorf("the script makes %q of %q, want %q", got.Normal[i], text, want)
		}
	}
	for i, a := range attempts {
		if got.Right[i] != a.Want {
			t.Errorf("%q is right: %v", a.Key, got.Right[i])
		}
	}
	if got.Opened != explanation {
		t.Errorf("the explanation is %q", got.Opened)
	}
	for n, sum := range got.Sums {
		if want := sha256.Sum256([]byte(abc[:n])); sum != hex.EncodeToString(want[:]) {
			t.Fatalf("SHA-256 of %d bytes: %s", n, sum)
		}
	}
}

// TestOf checks what identifies a question and a set.
func TestOf(t *testing.T) {
	question := func() *guide.Question {
		return &guide.Question{Kind: guide.Short, Prompt: guide.Text{{Lang: "en", Text: "By which lake?"}}, Accepted: []string{"Luoma Lake", "luoma lake"}, Points: 5}
	}
	first := Of("a", nil, []*guide.Question{question()})
	if n := len(first.Items[0].Digests); n != 1 {
		t.Errorf("one answer in two spellings has %d digests", n)
	}
	if other := Of("b", nil, []*guide.Question{question()}); other.Route == first.Route || other.Items[0].Salt == first.Items[0].Salt {
		t.Error("two routes share their code or a salt")
	}
	for name, change := range map[string]func(q *guide.Question){
		"the prompt":    func(q *guide.Question) { q.Prompt[0].Text = "Which lake?" },
		"the answer":    func(q *guide.Question) { q.Accepted = []string{"Weishan Lake"} },
		"the points":    func(q *guide.Question) { q.Points = 6 },
		"the audiences": func(q *guide.Question) { q.Audiences = []string{"adult"} },
	} {
		q := question()
		change(q)
		if Of("a", nil, []*guide.Question{q}).Version == first.Version {
			t.Errorf("another version of %s has the same code", name)
		}
	}
	q := question()
	q.Explain = guide.Text{{Lang: "en", Text: "It is."}}
	if same := Of("a", nil, []*guide.Question{q}); same.Version != first.Version || same.Items[0].ID != first.Items[0].ID {
		t.Error("an explanation makes another version")
	}
	open := &guide.Question{Kind: guide.Open, Points: 5, Accepted: []string{"anything"}}
	none := &guide.Question{Kind: guide.TrueFalse}
	var points []int
	for _, item := range Of("a", nil, []*guide.Question{open, none}).Items {
		points = append(points, item.Points)
	}
	if !slices.Equal(points, []int{0, 1}) {
		t.Errorf("questions without points count %d", points)
	}
	if d := Of("a", nil, []*guide.Question{open}).Items[0].Digests; d != nil {
		t.Errorf("an open question has the digests %q", d)
	}
}

// TestSealed checks that sealed texts show neither their words nor their exact length.
func TestSealed(t *testing.T) {
	item := Item{Salt: "0011223344556677"}
	a, b := item.Seal("true"), item.Seal("false, since it opened in 1965")
	if len(a) != len(b) {
		t.Errorf("%d and %d characters", len(a), len(b))
	}
	if other := (Item{Salt: "0011223344556678"}).Seal("true"); other == a {
		t.Error("two salts seal alike")
	}
}

func BenchmarkOf(b *testing.B) {
	questions := make([]*guide.Question, 10)
	for i := range questions {
		questions[i] = &guide.Question{Kind: guide.Short, Accepted: []string{"66", "六十六天"}}
	}
	for b.Loop() {
		Of("a", nil, questions)
	}
}

func FuzzNormal(f *testing.F) {
	for _, group := range normals {
		for _, text := range group {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := Normal(text)
		if strings.Contains(once, " ") {
			t.Errorf("%q has a space", once)
		}
	})
}
