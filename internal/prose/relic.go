package prose

import (
	"strings"
	"unicode/utf8"
)

// relic reports whether the bracket at text[i:] is the remnant of a conversion, such as
// 機關(guān): a common traditional character that was not converted, with its reading. A
// reading after a rare character, 郯(tán)城, is meant for readers and is not reported.
func relic(text string, i, bracket int) (Finding, bool) {
	before, size := utf8.DecodeLastRuneInString(text[:i])
	if !traditional.has(before) {
		return Finding{}, false
	}
	inside := text[i+bracket:]
	n, tones := 0, 0
	for _, r := range inside {
		if strings.ContainsRune("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", r) {
			tones++
		} else if !(r >= 'a' && r <= 'z' || r == 'ü') {
			break
		}
		n += utf8.RuneLen(r)
	}
	last, closing := utf8.DecodeRuneInString(inside[n:])
	if tones != 1 || last != ')' && last != '）' {
		return Finding{}, false
	}
	meant := ""
	if at := strings.Index(pairs, string(before)); at >= 0 {
		s, _ := utf8.DecodeRuneInString(pairs[at+size:])
		meant = string(s)
	}
	return Finding{i - size, "half-converted", []any{text[i-size : i+bracket+n+closing], meant}}, true
}

// pairs are common traditional characters, each followed by its simplified form; all have
// three bytes. 後后 and 裡里 are excluded, because 后 and 里 are also common traditional
// characters. Some simplified forms are rare traditional characters (体, 云), but next to a
// remnant they still indicate the script.
const pairs = "國国學学會会來来時时們们個个為为說说這这對对開开關关門门問问間间發发經经過过還还進进運运動动" +
	"長长東东車车軍军連连隊队陽阳陰阴陳陈陸陆際际難难電电雲云風风飛飞馬马驗验體体鬥斗魚鱼鳥鸟點点黨党龍龙龜龟" +
	"義义習习書书買买賣卖產产親亲億亿優优傳传傷伤償偿兒儿內内兩两冊册寫写農农決决況况減减幾几鳳凤劃划" +
	"劇剧劉刘則则創创剛刚務务勝胜勞劳勢势區区醫医華华單单衛卫廠厂廳厅歷历壓压縣县參参雙双變变" +
	"葉叶號号嘆叹嚇吓聽听啟启員员響响喪丧圖图園园團团圓圆聖圣場场壞坏塊块堅坚壇坛墳坟墜坠壘垒報报處处備备" +
	"頭头夾夹奪夺奮奋獎奖婦妇媽妈孫孙寧宁寶宝實实審审憲宪宮宫賓宾導导將将爾尔塵尘嘗尝層层屬属歲岁豈岂島岛" +
	"嶺岭幣币帥帅師师帳帐幫帮帶带廣广莊庄慶庆應应廟庙廢废張张彈弹強强歸归當当錄录徹彻憶忆憂忧懷怀態态" +
	"戲戏戰战戶户撲扑執执擴扩掃扫揚扬撫抚搶抢護护擔担擬拟擁拥據据攜携攝摄擺摆搖摇敵敌數数斷断無无舊旧曉晓" +
	"曆历術术機机殺杀雜杂權权條条楊杨極极構构槍枪樓楼標标樣样樹树橋桥檔档檢检歡欢殘残毀毁氣气漢汉湯汤" +
	"溝沟滅灭濟济淚泪潔洁澤泽測测滬沪滾滚漁渔灣湾濱滨灘滩靈灵災灾爐炉燈灯營营愛爱爺爷犧牺狀状獨独獄狱" +
	"獵猎環环現现瑪玛畫画療疗盜盗監监蓋盖盤盘禮礼禍祸離离種种積积稱称穩稳窮穷競竞筆笔築筑節节範范簽签" +
	"簡简類类糧粮紀纪約约紅红級级紛纷紙纸紋纹線线練练組组細细織织終终結结給给絕绝統统繼继績绩續续維维綠绿" +
	"網网羅罗職职聯联聲声腦脑腳脚臉脸膽胆艦舰藝艺蘇苏蘭兰藥药榮荣補补裝装見见觀观規规覺觉覽览計计訂订" +
	"認认討讨讓让訓训議议記记講讲許许論论設设訪访證证評评識识詞词試试詩诗話话該该詳详語语誤误請请諸诸讀读" +
	"課课調调談谈謀谋謝谢譯译譜谱貝贝負负貢贡財财責责賢贤敗败貨货質质購购貫贯貴贵費费賀贺資资賽赛贊赞贏赢" +
	"趙赵躍跃蹟迹軌轨轉转輪轮軟软輕轻載载較较輝辉輸输辦办邊边達达遷迁邁迈遠远違违遲迟適适選选遺遗郵邮鄧邓鄉乡鄭郑" +
	"釋释鑒鉴針针鐘钟鋼钢鐵铁鉛铅銀银銅铜鋪铺鏈链銷销鎮镇鏡镜閃闪閉闭閱阅闊阔階阶隱隐隨随隸隶" +
	"頁页頂顶項项順顺須须頑顽顧顾頓顿頒颁預预領领頻频題题顏颜額额願愿飯饭飲饮館馆驅驱駐驻騎骑驚惊麗丽齊齐齒齿"

// traditional and simplified are the two halves of pairs.
var traditional, simplified = halves(pairs)

func halves(pairs string) (first, second *set) {
	first, second = new(set), new(set)
	for i, r := range pairs {
		if i/3%2 == 0 {
			first.add(string(r))
		} else {
			second.add(string(r))
		}
	}
	return first, second
}
