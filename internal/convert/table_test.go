package convert

import (
	"cmp"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"wayside/internal/lexicon"
)

var update = flag.Bool("update", false, "rewrite generated files")

// TestTables generates the tables from OpenCC's dictionaries, if WAYSIDE_OPENCC is set to
// their folder.
func TestTables(t *testing.T) {
	folder := os.Getenv("WAYSIDE_OPENCC")
	if folder == "" {
		t.Skip("WAYSIDE_OPENCC is not set to the folder of OpenCC's dictionaries")
	}
	d := dictionaries{t, folder}
	for name, table := range map[string]string{
		"st":         d.table(d.read("STCharacters"), corrected(d.read("STPhrases"))),
		"ts":         d.table(d.read("TSCharacters"), d.read("TSPhrases")),
		"tw":         d.table(d.read("TWVariants"), d.taiwan()),
		"hk":         d.table(d.read("HKVariants"), nil),
		"tw-reverse": d.table(d.read("TWVariantsRev"), append(d.read("TWVariantsRevPhrases"), reversed(d.taiwan())...)),
		"hk-reverse": d.table(d.read("HKVariantsRev"), d.read("HKVariantsRevPhrases")),
	} {
		file := filepath.Join("tables", name+".txt")
		made := tableHead + table
		if *update {
			if err := os.WriteFile(file, []byte(made), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if was, _ := os.ReadFile(file); made != string(was) {
			t.Errorf("%s differs from OpenCC's dictionaries; run with -update", file)
		}
	}
}

const tableHead = `# Made from the dictionaries of OpenCC as in github.com/longbridgeapp/opencc v0.3.13
# (Apache-2.0), without the words that change nothing: see TestTables.
`

// words of Taiwan that OpenCC has and that are right wherever they occur. The others are of
// computing, and wrong in a guide: 保存 would become 儲存 (of a file), 通過 a bridge 透過,
// 內存 is in 國內存在, 聯繫歷史 is a list of calls. Those with an exclamation mark are not
// reversed: 資料 is not always 數據.
const taiwanWords = `軟件 硬件 網絡! 信息 數據! 視頻! 音頻! 短信 博客 黑客 鼠標 屏幕 打印 光盤 光驅 硬盤 磁盤
芯片 默認! 鏈接! 激光 納米 塑料 老撾 文萊 帕勞 瑙魯 元音 輔音 概率! 算法 拷貝! 複印! 冰棍! 咖喱 奶酪 蹦極 錄像 截屏!
藍牙 網吧 編程! 智能! 服務器 互聯網 人工智能 出租車 方便麪! 新西蘭 意大利 肯尼亞 格魯吉亞 沙特阿拉伯 坦桑尼亞 突尼斯
尼日利亞 埃塞俄比亞 克羅地亞 斯洛文尼亞 塞浦路斯 哈薩克斯坦! 烏茲別克斯坦! 土庫曼斯坦! 塔吉克斯坦! 阿塞拜疆 馬爾代夫
洪都拉斯 厄瓜多爾! 危地馬拉 哥斯達黎加 多米尼加 莫桑比克 津巴布韋 贊比亞 盧旺達 索馬里! 蘇里南 巴布亞新幾內亞
操作系統 數據庫 集成電路 知識產權 筆記本電腦 觸摸屏 移動電話 移動網絡 移動通信 航天飛機 首席執行官 雲計算 雲存儲
視頻會議 視頻通話 晶體管 二極管 三極管 像素! 分辨率 可視化! 萬維網 比特 文件夾 用戶名`

// corrections are words of guides that OpenCC converts as if they meant something else: 不准
// is more often "not allowed" than "inexact".
const corrections = `不准 不准 看不准 看不準 说不准 說不準 拿不准 拿不準 吃不准 吃不準 量不准 量不準
云： 云： 一出戏 一齣戲 这出戏 這齣戲 那出戏 那齣戲 两出戏 兩齣戲 几出戏 幾齣戲 钟山 鍾山 系在绳 繫在繩 系在树 繫在樹 系在身 繫在身`

// corrected puts the corrections in the place of OpenCC's words.
func corrected(entries []entry) []entry {
	words := strings.Fields(corrections)
	for i := 0; i < len(words); i += 2 {
		entries = slices.DeleteFunc(entries, func(e entry) bool { return e.word == words[i] })
		entries = append(entries, entry{words[i], words[i+1]})
	}
	return entries
}

type entry struct{ word, by string }

type dictionaries struct {
	t      *testing.T
	folder string
}

func (d dictionaries) read(name string) (entries []entry) {
	data, err := os.ReadFile(filepath.Join(d.folder, name+".txt"))
	if err != nil {
		d.t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] != "#" && f[0][0] >= utf8.RuneSelf {
			entries = append(entries, entry{f[0], f[1]})
		}
	}
	return entries
}

// taiwan returns the words of Taiwan; reversed leaves out those with an exclamation mark.
func (d dictionaries) taiwan() (entries []entry) {
	for _, e := range d.read("TWPhrases") {
		for word := range strings.FieldsSeq(taiwanWords) {
			if bare := strings.TrimSuffix(word, "!"); bare == e.word {
				entries = append(entries, entry{word, e.by})
				break
			}
		}
	}
	return entries
}

func reversed(entries []entry) (all []entry) {
	for _, e := range entries {
		if !strings.HasSuffix(e.word, "!") {
			all = append(all, entry{e.by, e.word})
		}
	}
	return all
}

// table returns characters and words without those that change nothing. A word changes
// nothing if its text is converted in the same way without it, and no other word begins
// inside it and ends beyond, which it would keep from being found.
func (d dictionaries) table(characters, words []entry) string {
	slices.SortStableFunc(words, func(a, b entry) int {
		return cmp.Or(cmp.Compare(utf8.RuneCountInString(b.word), utf8.RuneCountInString(a.word)), cmp.Compare(a.word, b.word))
	})
	t := lexicon.New(len(words))
	starts := map[string]int{} // how many words begin with this and go on
	for i := range words {
		words[i].word = strings.TrimSuffix(words[i].word, "!")
		forStarts(words[i].word, func(start string) { starts[start]++ })
	}
	for _, e := range slices.Concat(characters, words) {
		t.Add(e.word, e.by)
	}
	shadows := func(word string) bool {
		for i := range word {
			if i > 0 && starts[word[i:]] > 0 {
				return true
			}
		}
		return false
	}
	kept := make([]entry, 0, len(words))
	for _, e := range words {
		t.Remove(e.word)
		if shadows(e.word) || t.Replace(e.word) != e.by {
			t.Add(e.word, e.by)
			kept = append(kept, e)
			continue
		}
		forStarts(e.word, func(start string) { starts[start]-- })
	}
	d.compare(t, characters, words)
	var b strings.Builder
	single := lexicon.New(len(characters))
	for _, e := range characters {
		single.Add(e.word, e.by)
		b.WriteString(e.word + " " + e.by + "\n")
	}
	for _, e := range kept {
		if oneByOne(single, e.word) == e.by {
			b.WriteString(e.word + "\n")
		} else {
			b.WriteString(e.word + " " + e.by + "\n")
		}
	}
	return b.String()
}

// compare converts all words in one text with all of them and with those that were kept.
func (d dictionaries) compare(kept *lexicon.Lexicon, characters, words []entry) {
	all := lexicon.New(len(words))
	var text strings.Builder
	for _, e := range slices.Concat(characters, words) {
		all.Add(e.word, e.by)
		text.WriteString(e.word)
	}
	if all.Replace(text.String()) != kept.Replace(text.String()) {
		d.t.Error("the words that were left out do change something")
	}
}

// forStarts calls do for the beginnings of a word that are shorter.
func forStarts(word string, do func(start string)) {
	for i := range word {
		if i > 0 {
			do(word[:i])
		}
	}
}
