package prose

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// TestShifted checks that most ordinary Chinese text that lost a byte is detected.
func TestShifted(t *testing.T) {
	if got := format(Lint("毙熘菔")); got != "0 mojibake/meant 毙熘菔 徐州" {
		t.Errorf("毙熘菔: %s", got)
	}
	if got := format(Lint("地址：毙熘菔。")); got != "9 mojibake/meant 毙熘菔 徐州" {
		t.Errorf("in a sentence: %s", got)
	}
	known, all := 0, 0
	for _, sentence := range strings.Fields(`江苏省徐州市云龙区 革命烈士纪念馆建于一九五九年 全国重点文物保护单位 守岛三十二年的故事 这里是当年新四军的驻地
		参观时请保持安静 周一闭馆节假日照常开放 中国人民志愿军 红色旅游经典景区 爱国主义教育示范基地 王继才夫妇的家 山东省临沂市 学生们在广场集合`) {
		raw, _ := simplifiedchinese.GBK.NewEncoder().String(sentence)
		lost, _ := simplifiedchinese.GBK.NewDecoder().String(raw[1 : len(raw)-1])
		all++
		if strings.Contains(format(Lint(lost)), "mojibake") {
			known++
		} else {
			t.Logf("not detected: %s for %s", lost, sentence)
		}
	}
	if known*4 < all*3 {
		t.Errorf("%d of %d detected, want at least three quarters", known, all)
	}
}

// genuine contains correct text with rare characters: names of places and persons, terms of
// architecture, classical poems. None of it may be reported.
var genuine = strings.Fields(`
盱眙县 醴陵市 邳州市 睢宁县 沭阳县 灌云县 郯城县 亳州市 涪陵区 邛崃市 嵊泗县 鄄城县 濮阳市 歙县 黟县 婺源县 衢州市 瓯海区 莒南县 兖州区 滕州市 汶上县
茌平区 芮城县 隰县 犍为县 郴州市 泸州市 儋州市 崆峒区 邯郸市 鄱阳县 溧阳市 泗洪县 浏阳市 汨罗市 耒阳市 沅陵县 澧县 芷江侗族自治县 酆都城 婼羌县 繁峙县 岢岚县
盂县 洪洞县 蠡县 涞源县 蔚县 郓城县 鄢陵县 渑池县 浚县 武陟县 淅川县 嵩县 栾川县 阌乡 鄠邑区 盩厔 岐山县 郿县 麟游县 乾陵 岷县 宕昌县 瓜沥镇 鄞州区 诸暨市 嵊州市
犍陀罗 璎珞 琵琶 琉璃厂 螭首 饕餮纹 斗栱 鸱吻 枋子 飞檐翘角 藻井 雀替 阑额 榫卯 叉手 椽檩枋柱 须弥座 勾阑望柱 抱厦 耍头 瓦垄 琉璃瓦 牌坊 砖雕 石狮 华表 赑屃 狻猊 睚眦 囚牛 嘲风 蒲牢 狴犴 负屃 螭吻
蔺相如 廉颇 嬴政 妲己 郦道元 徐霞客 翦伯赞 嵇康 阮籍 祢衡 荀彧 郗鉴 庾信 鲍照 谢朓 庾亮 褚遂良 尉迟恭 秦叔宝 长孙无忌 耶律楚材 完颜阿骨打 拓跋焘 慕容垂 宇文邕 赫连勃勃 沮渠蒙逊 瞿秋白 恽代英 彭湃 谭嗣同 邹韬奋 闻一多 聂荣臻 粟裕 罗瑞卿 邓颖超 蔡畅 缪斌 骆宾王
蒹葭苍苍，白露为霜。所谓伊人，在水一方。 溯洄从之，道阻且长。溯游从之，宛在水中坻。 关关雎鸠，在河之洲。窈窕淑女，君子好逑。 参差荇菜，左右流之。 呦呦鹿鸣，食野之苹。 桃之夭夭，灼灼其华。 采采芣苢，薄言采之。
葛之覃兮，施于中谷，维叶萋萋。 螽斯羽，诜诜兮。宜尔子孙，振振兮。 硕人其颀，衣锦褧衣。手如柔荑，肤如凝脂，领如蝤蛴，齿如瓠犀，螓首蛾眉，巧笑倩兮，美目盼兮。 喓喓草虫，趯趯阜螽。 嘒彼小星，三五在东。 坎坎伐檀兮，置之河之干兮。 瞻彼淇奥，绿竹猗猗。 有匪君子，如切如磋，如琢如磨。
帝高阳之苗裔兮，朕皇考曰伯庸。摄提贞于孟陬兮，惟庚寅吾以降。 扈江离与辟芷兮，纫秋兰以为佩。 朝搴阰之木兰兮，夕揽洲之宿莽。 长太息以掩涕兮，哀民生之多艰。 制芰荷以为衣兮，集芙蓉以为裳。 袅袅兮秋风，洞庭波兮木叶下。 沅有芷兮澧有兰，思公子兮未敢言。 荃不察余之中情兮，反信谗而齌怒。
魑魅魍魉 踟蹰 踌躇 蹉跎 徘徊 彷徨 蜿蜒 崎岖 嶙峋 巍峨 崔嵬 潺潺 涟漪 滂沱 氤氲 旖旎 婀娜 袅娜 玲珑 琳琅 翡翠 玛瑙 珊瑚 琥珀 葡萄 枇杷 蟋蟀 蝴蝶 蜻蜓 螳螂 鸳鸯 麒麟 鹦鹉 骷髅 髑髅 尴尬 龌龊 邋遢 褴褛 憔悴 忐忑 惆怅 懵懂 憧憬 慷慨 缱绻 缠绵 绸缪 觊觎 谄媚 谆谆 诙谐
`)

func TestGenuine(t *testing.T) {
	for _, text := range genuine {
		if got := format(Lint(text)); strings.Contains(got, "mojibake") {
			t.Errorf("%s: %s", text, got)
		}
	}
	// Also without separators, as in a list without commas.
	all := strings.Join(genuine, "")
	wrong := 0
	for line := range strings.SplitSeq(all, "县") {
		if got := format(Lint(line)); strings.Contains(got, "mojibake") {
			wrong++
			t.Logf("without separators: %s", got)
		}
	}
	if wrong > 0 {
		t.Errorf("%d false findings without separators", wrong)
	}
	t.Logf("%d genuine texts, %d characters", len(genuine), len([]rune(all)))
}
