package pinyin

import (
	"strings"
	"sync"
)

// readings are the characters whose reading depends on the word, or whose most
// frequent reading is not the one in names of places. A line has the character, a
// reading, and the words in which it is read so; without words it is the usual
// reading. What is not listed is read as single reads it. Readings
// of places are those of their governments: 乐亭 is lào, 六安 is lù, 单县 is shàn.
//
// The word lists that Go modules offer have 40,000 entries and more, of which names of
// places need few, and none is maintained with go-pinyin.
const readings = `
阿 e 阿房 东阿 阿弥 阿胶
柏 bo 柏林
堡 bu 吴堡 瓦窑堡 柴沟堡 镇川堡 安边堡
堡 pu 十里堡 五里堡 七里堡 八里堡 三里堡 二里堡 里堡
薄 bo
泊 bo 泊头 停泊 漂泊 泊位 泊车 淡泊
秘 bi 秘鲁
泌 bi 泌阳
蚌 beng 蚌埠
藏 zang 西藏 藏族 藏羌 藏传 青藏 川藏 滇藏 康藏 卫藏 藏北 藏南 藏东 藏区 藏寨 藏家 藏王 藏医 藏戏 地藏 大藏 宝藏 三藏
藏 cang 藏书楼 藏书阁 藏经楼 藏经阁 藏经洞 藏兵洞 藏宝洞 收藏
曾 zeng
曾 ceng 曾经 曾任 曾在 曾是 未曾 不曾 何曾
禅 shan 禅让 封禅 受禅
刹 cha
刹 sha 刹车
长 chang
长 zhang 乡长 村长 校长 市长 县长 省长 州长 镇长 区长 队长 连长 团长 排长 班长 营长 旅长 军长 师长 局长 部长 处长 科长 司长 厂长 首长 站长 馆长 院长 会长 社长 行长 舰长 船长 所长 秘书长 委员长 董事长 家长 兄长 酋长 长老 长者 长辈 长官 成长 生长 增长 长子县 长孙 长兄 长房
朝 zhao 朝歌 朝霞 朝晖 朝花 朝气 今朝 朝夕 朝露
重 chong 重庆 重阳 重建 重修 重逢 重生 重温 重走 重返 重现 重开 重光 重元 重华 重霄 重九 九重 重重 重檐 重渡 重围 万重
畜 xu 畜牧
传 zhuan 自传 传记 水浒传 列传 左传 小传 外传 英雄传 传略
幢 zhuang
幢 chuang 经幢 石幢 幢幡
辗 zhan
单 shan 单县 单父 单雄信
单 chan 单于
弹 tan 弹琴 弹唱 弹词 弹奏 评弹 弹拨
降 xiang 受降 投降 劝降 招降 诱降 纳降 降龙 降虎 降魔
调 tiao 调解 调停 协调 调和 空调
峒 tong 崆峒
都 du
都 dou 都是
佛 fo
番 pan 番禺
盖 ge 盖叫天
龟 qiu 龟兹
兹 ci 龟兹
句 gou 句容 高句丽 句践
会 kuai 会稽 会计
洞 tong 洪洞
珲 hun 珲春
觉 jiao 睡觉 午觉
浚 xun 浚县
犍 qian 犍为
筠 jun 筠连
郇 xun
乐 yue 音乐 乐器 乐府 礼乐 雅乐 声乐 鼓乐 乐团 乐坛 乐章 军乐 民乐团 乐清 编钟乐 古乐 奏乐 乐毅 乐曲 国乐 南乐县 器乐
乐 lao 乐亭 乐陵
勒 le
六 lu 六安 六合
绿 lu 绿林 鸭绿江 绿营
率 lv 效率 概率
没 mo 淹没 沉没 出没 没落 埋没
缪 miao
模 mu 模样 模具
牟 mu 牟平 中牟 牟氏
弄 long 里弄 弄堂 九弄
泷 shuang 泷冈
朴 piao 朴槿
陂 pi 黄陂
埔 bu 大埔
翟 zhai
铅 yan 铅山
强 jiang 倔强
仇 qiu 仇英 仇家 仇氏
区 ou 区寄
湫 qiu
塞 se 闭塞 堵塞 阻塞
莎 suo 莎草
厦 xia 厦门 鹭厦 厦大 厦漳 厦鼓 集厦
什 shi
什 shen 什么
参 shen 人参 党参 海参 丹参 参商
省 xing 反省 省亲 三省吾身 省身
似 si
率 shuai
宿 xiu 星宿 二十八宿
洒 sa
拓 ta 拓片 拓本 碑拓 拓印
万 mo 万俟
俟 qi 万俟
尉 yu 尉迟 尉犁
蔚 yu 蔚县 蔚州 蔚萝
涡 guo 涡阳 涡河
系 xi
纤 qian 纤夫 拉纤 纤道 纤绳 背纤
校 jiao 校场 校对 校勘 校阅 校书
莘 xin 莘庄 莘松
行 hang 银行 商行 洋行 行业 行会 同行业 钱行 票行 粮行 车行 米行 布行 药行 茶行 鱼行 盐行 货行 牙行 行列 总行 分行 支行 央行 行长 十三行 太行 行情 行帮 行栈
浒 xu 浒墅 浒关 浒浦
隗 wei
着 zhao 着火
着 zhuo 着装 着陆
员 yun 伍员
椎 zhui
召 shao 召公 召伯 召陵
氏 zhi 月氏 阏氏
枞 zong
种 chong 种师道
柞 zuo 柞树 柞蚕
琢 zhuo
蛤 ha 蛤蟆
解 xie 解州 解池 解梁 解缙
查 zha 查济
大 dai 大城县
`

// polyphones are the lines of readings: the usual reading of a character, and its
// readings by word.
var polyphones = sync.OnceValue(func() (all struct {
	usual map[rune]string
	words map[rune][]reading
}) {
	all.usual, all.words = map[rune]string{}, map[rune][]reading{}
	for line := range strings.Lines(readings) {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		c := []rune(fields[0])[0]
		if len(fields) == 2 {
			all.usual[c] = fields[1]
		}
		for _, word := range fields[2:] {
			all.words[c] = append(all.words[c], reading{[]rune(word), fields[1]})
		}
	}
	return all
})

// A reading is how a character is read in a word.
type reading struct {
	word   []rune
	sounds string
}

// readAs returns the reading of the character at an index of a name that the table
// has, or "". The longest word around it counts.
func readAs(name []rune, at int) string {
	found, length := polyphones().usual[name[at]], 0
	for _, w := range polyphones().words[name[at]] {
		if len(w.word) <= length {
			continue
		}
		for i, c := range w.word {
			from := at - i
			if c == name[at] && from >= 0 && from+len(w.word) <= len(name) && string(name[from:from+len(w.word)]) == string(w.word) {
				found, length = w.sounds, len(w.word)
			}
		}
	}
	return found
}
