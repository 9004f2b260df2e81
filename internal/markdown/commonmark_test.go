package markdown

import (
	"encoding/json"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark/util"
)

// differs are the examples of the CommonMark specification that are rendered
// differently on purpose, with the reasons.
var differs = map[int]string{
	356: "5*6*78: a star between digits belongs to a notation",
	596: "irc: is not an allowed scheme",
	598: "a+b+c: is not an allowed scheme",
	599: "made-up-scheme: is not an allowed scheme",
	601: "localhost: is parsed as a scheme, which is not allowed",
}

// plainer matches the parts that are always added: ids of headings, rel on links
// to other hosts, classes in code. The specification's HTML is written as XML,
// and its first-level headings are rendered at the second level.
var plainer = regexp.MustCompile(`(<h[1-6]) id="[^"]*"| rel="noopener"|</?span(?: class="[a-z]+")?>| class="code"`)

func TestCommonMark(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Skip("the go command does not find goldmark's files:", err)
	}
	file, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Skip("goldmark's module does not contain the specification's examples:", err)
	}
	var examples []struct {
		Markdown, HTML, Section string
		Example                 int
	}
	if err := json.Unmarshal(file, &examples); err != nil {
		t.Fatal(err)
	}
	xml := strings.NewReplacer(" />", ">", "<h1>", "<h2>", "</h1>", "</h2>")
	r := New(Options{RawHTML: true})
	for _, e := range examples {
		got := xml.Replace(plainer.ReplaceAllString(r.Render(permissive(e.Markdown)).HTML, "$1"))
		want := xml.Replace(e.HTML)
		reason := differs[e.Example]
		if (got == want) == (reason != "") {
			t.Errorf("example %d (%s), reason to differ: %q\n%s\n got %s\nwant %s", e.Example, e.Section, reason, e.Markdown, got, want)
		}
	}
}

// permissive returns a request that accepts every link and picture, as plain CommonMark does.
func permissive(source string) Request {
	req := request(source)
	req.Lang = "en"
	req.Link = func(l Link) (string, bool) { return l.Dest, true }
	req.Picture = func(p Picture) Fragment {
		img := `<img src="` + html.EscapeString(string(util.URLEscape([]byte(p.Dest), false))) +
			`" alt="` + strings.ReplaceAll(html.EscapeString(p.Alt), "&#34;", "&quot;") + `"`
		if p.Title != "" {
			img += ` title="` + html.EscapeString(p.Title) + `"`
		}
		if p.Block {
			return Fragment{HTML: "<p>" + img + "></p>"}
		}
		return Fragment{HTML: img + ">"}
	}
	return req
}
