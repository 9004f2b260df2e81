package pinyin

import (
	"strings"
	"testing"
)

// names are places, people and institutions with their readings.
const names = `
长城 chang-cheng|大佛 da-fo|重庆 chong-qing|长沙 chang-sha|厦门 xia-men|西藏 xi-zang|什刹海 shi-cha-hai|银行 yin-hang|曾国藩 zeng-guo-fan|单县 shan-xian
八达岭长城 ba-da-ling-chang-cheng|乐山大佛 le-shan-da-fo|重庆红岩村 chong-qing-hong-yan-cun|长沙第一师范 chang-sha-di-yi-shi-fan|鼓浪屿 gu-lang-yu|西藏博物馆 xi-zang-bo-wu-guan|法门寺 fa-men-si|中国银行旧址 zhong-guo-yin-hang-jiu-zhi|曾国藩故居 zeng-guo-fan-gu-ju|单县湖西革命烈士陵园 shan-xian-hu-xi-ge-ming-lie-shi-ling-yuan
井冈山 jing-gang-shan|瑞金 rui-jin|遵义会议会址 zun-yi-hui-yi-hui-zhi|延安 yan-an|西柏坡 xi-bai-po|抗日山 kang-ri-shan|开山岛 kai-shan-dao|淮海战役纪念馆 huai-hai-zhan-yi-ji-nian-guan|台儿庄 tai-er-zhuang|平型关 ping-xing-guan
六安 lu-an|六合 lu-he|番禺 pan-yu|蚌埠 beng-bu|东阿 dong-e|乐清 yue-qing|乐亭李大钊故居 lao-ting-li-da-zhao-gu-ju|乐陵 lao-ling|铅山 yan-shan|黄陂 huang-pi
洪洞大槐树 hong-tong-da-huai-shu|尉犁 yu-li|蔚县 yu-xian|浚县 xun-xian|犍为 qian-wei|筠连 jun-lian|涡阳 guo-yang|泌阳 bi-yang|会稽山 kuai-ji-shan|句容茅山 gou-rong-mao-shan
大埔 da-bu|黄埔军校 huang-pu-jun-xiao|解州关帝庙 xie-zhou-guan-di-miao|解放碑 jie-fang-bei|龟兹石窟 qiu-ci-shi-ku|龟山汉墓 gui-shan-han-mu|吴堡石城 wu-bu-shi-cheng|瓦窑堡革命旧址 wa-yao-bu-ge-ming-jiu-zhi|张家堡 zhang-jia-bao|十里堡 shi-li-pu
罗布泊 luo-bu-po|泊头 bo-tou|梁山泊 liang-shan-po|牟平 mu-ping|牟氏庄园 mu-shi-zhuang-yuan|中牟 zhong-mu|枞阳 zong-yang|歙县 she-xian|黟县 yi-xian|亳州 bo-zhou
珲春 hun-chun|崆峒山 kong-tong-shan|莘庄 xin-zhuang|莘县 shen-xian|浒墅关 xu-shu-guan|召陵 shao-ling|朝阳 chao-yang|朝歌 zhao-ge|朝天门 chao-tian-men|太行山 tai-hang-shan
太行八路军总部 tai-hang-ba-lu-jun-zong-bu|十三行 shi-san-hang|人民银行 ren-min-yin-hang|步行街 bu-xing-jie|行宫 xing-gong|行知中学 xing-zhi-zhong-xue|商行 shang-hang|洋行 yang-hang|大厦 da-sha|上海大厦 shang-hai-da-sha
厦门大学 xia-men-da-xue|青藏公路 qing-zang-gong-lu|川藏线 chuan-zang-xian|藏书楼 cang-shu-lou|藏经阁 cang-jing-ge|城西藏书楼 cheng-xi-cang-shu-lou|宝藏岩 bao-zang-yan|地藏寺 di-zang-si|昭觉寺 zhao-jue-si|都江堰 du-jiang-yan|成都 cheng-du|首都博物馆 shou-du-bo-wu-guan
长江 chang-jiang|长春 chang-chun|长征纪念碑 chang-zheng-ji-nian-bei|长安 chang-an|长白山 chang-bai-shan|长乐 chang-le|长汀 chang-ting|长子县 zhang-zi-xian|校长楼 xiao-zhang-lou|秘书长旧居 mi-shu-zhang-jiu-ju
重阳宫 chong-yang-gong|重修碑记 chong-xiu-bei-ji|重工业 zhong-gong-ye|重机厂 zhong-ji-chang|九重天 jiu-chong-tian|重逢岛 chong-feng-dao|受降纪念坊 shou-xiang-ji-nian-fang|芷江受降堂 zhi-jiang-shou-xiang-tang|降龙寺 xiang-long-si|迫降点 po-jiang-dian
音乐厅 yin-yue-ting|音乐学院 yin-yue-xue-yuan|国乐馆 guo-yue-guan|乐山 le-shan|乐平 le-ping|安乐寺 an-le-si|和乐楼 he-le-lou|什邡 shi-fang|古刹 gu-cha|灵隐寺 ling-yin-si
经幢 jing-chuang|弹药库 dan-yao-ku|评弹馆 ping-tan-guan|左传故里 zuo-zhuan-gu-li|水浒传 shui-hu-zhuan|传习所 chuan-xi-suo|传统村落 chuan-tong-cun-luo|英雄传 ying-xiong-zhuan|拓片馆 ta-pian-guan|拓东路 tuo-dong-lu
校场口 jiao-chang-kou|军校旧址 jun-xiao-jiu-zhi|单于台 chan-yu-tai|单家庄 dan-jia-zhuang|尉迟恭庙 yu-chi-gong-miao|都尉府 du-wei-fu|星宿海 xing-xiu-hai|宿迁 su-qian|宿北大战 su-bei-da-zhan|人参谷 ren-shen-gu
参观处 can-guan-chu|省立中学 sheng-li-zhong-xue|鸭绿江断桥 ya-lu-jiang-duan-qiao|绿林寨 lu-lin-zhai|绿化广场 lv-hua-guang-chang|吕梁 lv-liang|旅顺 lv-shun|女子学校 nv-zi-xue-xiao|里弄工厂 li-long-gong-chang|纤夫石 qian-fu-shi
化纤厂 hua-xian-chang|高句丽 gao-gou-li|月氏 yue-zhi|阿房宫 e-fang-gong|阿里 a-li|阿弥陀殿 e-mi-tuo-dian|伍员山 wu-yun-shan|队员之家 dui-yuan-zhi-jia|淹没区 yan-mo-qu|查济古村 zha-ji-gu-cun
翟家庄 zhai-jia-zhuang|缪荃孙 miao-quan-sun|仇英 qiu-ying|隗嚣 wei-xiao|褚遂良 chu-sui-liang|郇山 xun-shan|湫坝 qiu-ba|椎牛山 zhui-niu-shan|勒石 le-shi|薄壁 bo-bi
佛山 fo-shan|佛罗寺 fo-luo-si|卧佛寺 wo-fo-si|曾厝垵 zeng-cuo-an|曾侯乙墓 zeng-hou-yi-mu|曾任县长处 ceng-ren-xian-zhang-chu|大城山 da-cheng-shan|万俟家 mo-qi-jia|万安 wan-an|禅城 chan-cheng
孔庙 kong-miao|孟良崮 meng-liang-gu|沂蒙 yi-meng|盐城新四军 yan-cheng-xin-si-jun|茅山 mao-shan|雨花台 yu-hua-tai|周恩来故居 zhou-en-lai-gu-ju|刘老庄 liu-lao-zhuang|黄桥 huang-qiao|沙家浜 sha-jia-bang
`

func TestReadings(t *testing.T) {
	count := 0
	for pair := range strings.FieldsFuncSeq(names, func(c rune) bool { return c == '|' || c == '\n' }) {
		name, want, _ := strings.Cut(pair, " ")
		count++
		if got := strings.Join(Words(name), "-"); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if count < 200 {
		t.Errorf("only %d names", count)
	}
	// Every word has its character, once per reading.
	for line := range strings.Lines(readings) {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		for _, word := range fields[2:] {
			if !strings.Contains(word, fields[0]) {
				t.Errorf("%s is not a word of %s", word, fields[0])
			}
		}
	}
}

func TestTyped(t *testing.T) {
	for name, want := range map[string]string{
		"开山岛":         "kai shan dao kaishandao ksd",
		"T3 航站楼":      "t3 hang zhan lou t3hangzhanlou thzl",
		"长城（八达岭段）":    "chang cheng ba da ling duan changchengbadalingduan ccbdld",
		"塔":           "",
		"Pagoda Hill": "",
		"":            "",
	} {
		if got := Typed(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
