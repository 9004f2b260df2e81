package audit

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// buildIndexed builds a guide whose texts are too many to be scanned, so that
// its search has an index.
var buildIndexed = sync.OnceValues(func() (*publication, error) {
	project := filepath.Join(scratch, "indexed-project")
	write := func(name, text string) error {
		file := filepath.Join(project, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		return os.WriteFile(file, []byte(text), 0o644)
	}
	r := rand.New(rand.NewPCG(3, 4))
	han := []rune("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光果珍李柰菜重芥姜海咸河淡鳞潜羽翔龙师火帝鸟官人皇始制文字乃服衣裳推位让国有虞陶唐吊民伐罪周发殷汤坐朝问道垂拱平章爱育黎首臣伏戎羌")
	latin := strings.Fields("gate bridge temple stone drum navigate the of a in Café 1982 tower memorial river it's wall well courtyard north-east art part")
	prose := func(n int) string {
		var b strings.Builder
		for range n {
			switch r.IntN(9) {
			case 0:
				b.WriteString(" " + latin[r.IntN(len(latin))] + " " + latin[r.IntN(len(latin))] + " ")
			case 1:
				b.WriteString([]string{"，", "。", "“", "”", ", "}[r.IntN(5)])
			default:
				b.WriteRune(han[r.IntN(len(han))])
			}
		}
		return strings.TrimSpace(b.String())
	}
	registry := "[guide]\ntitle = \"很多地点\"\nlanguages = [\"zh-Hans\", \"en\"]\n"
	for i := range 560 {
		name := string([]rune{han[r.IntN(len(han))], han[r.IntN(len(han))], han[r.IntN(len(han))]})
		registry += fmt.Sprintf("\n[[site]]\nid = \"s%03d\"\nname = { zh-Hans = %q, en = \"Place %d\" }\nkind = \"museum\"\naddress = %q\n", i, name, i, prose(6))
		if err := write(fmt.Sprintf("content/sites/s%03d.md", i), prose(120)+"\n\n## "+prose(6)+"\n\n"+prose(150)+"\n"); err != nil {
			return nil, err
		}
	}
	registry += "\n[[site]]\nid = \"gate\"\nname = \"Gate\"\n\n[[site]]\nid = \"old\"\nname = \"The old gate\"\n"
	for i := range 12 {
		stops := ""
		for k := range 5 {
			stops += fmt.Sprintf("\n[[stop]]\nsite = \"s%03d\"\n", i*11+k*3)
		}
		if err := write(fmt.Sprintf("routes/r%02d.toml", i), "title = \"路线"+prose(4)+"\"\n"+stops); err != nil {
			return nil, err
		}
	}
	if err := write("sites.toml", registry); err != nil {
		return nil, err
	}
	return publish(project, "indexed", false)
})

// indexed returns a guide of 562 sites.
func indexed(t *testing.T) *publication {
	t.Helper()
	return built(t, buildIndexed)
}
