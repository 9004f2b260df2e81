package prose

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// rare contains the characters of GB 2312's second level. Text in GB 2312 that lost a byte
// reads as other characters of GB 2312, many of them rare, up to the next letter, digit or
// end of line: 徐州市 with a missing or an additional first byte is 毙熘菔.
var rare = sync.OnceValue(func() *set {
	s := new(set)
	gbk := simplifiedchinese.GBK.NewDecoder()
	for first := byte(0xD8); first <= 0xF7; first++ {
		for second := byte(0xA1); second <= 0xFE; second++ {
			if pair, err := gbk.Bytes([]byte{first, second}); err == nil {
				s.add(string(pair))
			}
		}
	}
	return s
})

// asShifted interprets the text around the rare character at text[i:] as text that lost a
// byte. It requires at least three characters, two of them rare, that are all frequent
// after shifting by a byte. Names such as 盱眙 and 邛崃 contain adjacent rare characters, but
// rarely become frequent ones by chance.
func asShifted(text string, i int) (at int, seen, meant string) {
	_, size := utf8.DecodeLastRuneInString(text[:i])
	for _, start := range []int{i - size, i} {
		if seen, meant = shifted(text[start:]); meant != "" {
			return start, seen, meant
		}
	}
	return i, "", ""
}

// shifted interprets the start of s from its second byte in GBK, as far as the result
// consists of frequent characters.
func shifted(s string) (seen, meant string) {
	const enough = 12 // characters needed for detection and the message
	gbk := simplifiedchinese.GBK.NewEncoder()
	var raw []byte
	rares, count, end := 0, 0, 0
	for i, r := range s {
		if !unicode.Is(unicode.Han, r) || count == enough {
			break
		}
		pair, err := gbk.Bytes([]byte(string(r)))
		if err != nil || len(pair) != 2 || pair[1] < 0xA1 {
			break
		}
		if raw = append(raw, pair...); count > 0 {
			read, err := simplifiedchinese.GBK.NewDecoder().Bytes(raw[len(raw)-3 : len(raw)-1])
			if r, _ := utf8.DecodeRune(read); err != nil || !frequent().has(r) {
				break
			}
			meant += string(read)
		}
		if rare().has(r) {
			rares++
		}
		count++
		end = i + utf8.RuneLen(r)
	}
	if count < 3 || rares < 2 || 2*rares < count {
		return "", ""
	}
	if count == 3 && (raw[0] == raw[2] && raw[1] == raw[3] || raw[5] < 0xB0 || raw[5] > 0xD7) {
		return "", "" // repetition as in the verse 呦呦鹿鸣, or the last byte does not begin a frequent character
	}
	return s[:end], meant
}

// frequent contains the characters that make up most of modern texts, and those of common
// place names and family names.
var frequent = sync.OnceValue(func() *set {
	s := new(set)
	s.add(strings.ReplaceAll(frequentCharacters, "\n", ""))
	return s
})

const frequentCharacters = `
的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看
起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间知世什两
次使身者被高已亲其进此话常与活正感见明问力理点文几定本公特做外孩相西果走将月十实向声车全信重三机工物气每并别真打太新比才便
夫再书部水像眼等体却加电主界门利海受听表德少代员许先口由死安写性马光白或住难望教命花结乐色更东神记处让母父应直字场平报友关
放至张认接告入笑内英军候民岁往何度山觉路带万男边风解任金快原变通师立数四满战远士音轻目条病始达深完今提求清王化空业思切非找
片钱语元喜曾离飞科言干流欢约各即指合反题必该论交终林请医晚制球决传画保读运及则房早院量火布品近坐产星精视五连司管类未台夜青北
队久越观落形影红百令周识步希术留市半热送兴造谈容极随演收首根讲整式取照办强石古华计装似足双转称丽客南领节衣站黑统断福城故历选
包争另建维绝树系示愿持千史准联妇纪基志静诗独复消社算义确酒需单治念举共毛句息功官待究室易游程号居考费价图具永歌响商礼细专黄灵
改据般破引食存众注笔备习校务土微须试怀料调广苏显查密议底列富梦座参八除亮印设线温京初养香停际致阳纸李验助严证帝饭支春集木研班
普导展获艺六波察群皇段急庭创区器谢弟店害草排背止组州朝封板角况曲馆育质河续呼若推境雨标充围案护警著雪剧船险依斗值帮汉佛闻唱沙
局族低资屋击速团圣旁堂兵七露园牛旅街劳型烈陈鱼异宝权鲁简态级票律胜份右洋范舞午登楼贵责例职属左录丝党继托章智叶胡吉坚遗救修松
临藏担戏善卫药村词森短祖云规油旧适乡架恩投铁博雷府压超农练野征骨余承置彩灯巨琴环技增餐洛判层阵批岛项武革良委探营退宣银势奖宫
康供优课鸟降夏刘健模守鲜财枪禁杰牌江顺秋划授归凡预雄升编典含盛济蒙端招介址镇县省湖湾港庄桥塘寺塔陵墓碑亭阁殿宅津川晋辽皖浙闽
桂粤徐郑赵杨吴孙朱宋冯邓曹彭潘杜蒋蔡丁魏薛傅沈韩唐董梁程袁许肖田姚姜石邹熊孟秦邱侯尹雁连滨沂泰扬盐淮宿泗邳睢沛丰铜宁杭嘉绍`
