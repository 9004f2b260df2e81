package markdown

import "testing"

func TestEmphasis(t *testing.T) {
	compare(t, []sample{
		{"quoted, opening a line", "**“守岛”**的人", "<p><strong>“守岛”</strong>的人</p>"},
		{"quoted, between characters", "他说**“不要动。”**然后", "<p>他说<strong>“不要动。”</strong>然后</p>"},
		{"book title", "**《荷塘月色》**写于1927年", "<p><strong>《荷塘月色》</strong>写于1927年</p>"},
		{"brackets", "这是**（重要）**的", "<p>这是<strong>（重要）</strong>的</p>"},
		{"colon inside", "**注意：**请", "<p><strong>注意：</strong>请</p>"},
		{"full stop inside", "**我们到了。**他说", "<p><strong>我们到了。</strong>他说</p>"},
		{"single star", "他*“轻轻”*地", "<p>他<em>“轻轻”</em>地</p>"},
		{"quoted next to a number", "共**“守岛”**32年", "<p>共<strong>“守岛”</strong>32年</p>"},
		{"number before quoted", "32**“守岛”**年", "<p>32<strong>“守岛”</strong>年</p>"},
		{"Western punctuation inside", "在**Wang Jicai (1960–2018)**之后", "<p>在<strong>Wang Jicai (1960–2018)</strong>之后</p>"},
		{"code inside", "运行**`wayside`**命令", "<p>运行<strong><code>wayside</code></strong>命令</p>"},
		{"link inside", "见**[守岛](site:kaishan)**的人", `<p>见<strong><a href="../sites/kaishan/">守岛</a></strong>的人</p>`},
		{"strikethrough", "原定~~“周一”~~改为", "<p>原定<del>“周一”</del>改为</p>"},
		{"one tilde", "原定~（周一）~改为", "<p>原定~（周一）~改为</p>"},
		{"three tildes", "原定 ~~~周一~~~ 改为", "<p>原定 ~~~周一~~~ 改为</p>"},
		{"hours", "开放9~11点，14~16点", "<p>开放9~11点，14~16点</p>"},
		{"times of day", "冬季8:30~17:00、夏季8:00~17:30", "<p>冬季8:30~17:00、夏季8:00~17:30</p>"},
		{"years", "1937~~1945年，1946~~1949年", "<p>1937~~1945年，1946~~1949年</p>"},
		{"floors", "1~3层、５~６层与A~C区、甲~丙厅", "<p>1~3层、５~６层与A~C区、甲~丙厅</p>"},
		{"dimensions", "尺寸12*8*3厘米", "<p>尺寸12*8*3厘米</p>"},
		{"dimensions, full-width", "尺寸１２*８*３厘米", "<p>尺寸１２*８*３厘米</p>"},
		{"dimensions with words", "长12*宽8*高3厘米", "<p>长12*宽8*高3厘米</p>"},
		{"dimensions after a star", "*注：12*8*3厘米*", "<p><em>注：12*8*3厘米</em></p>"},
		{"products", "3*4=12，5*6=30，2*x*3，A4*2", "<p>3*4=12，5*6=30，2*x*3，A4*2</p>"},
		{"powers", "2**10与3**2", "<p>2**10与3**2</p>"},
		{"file names", "a_b_c.jpg、IMG_2026_0501.jpg、厅_1_东", "<p>a_b_c.jpg、IMG_2026_0501.jpg、厅_1_东</p>"},
		{"bold number", "守岛**32**年，建于*1927*年", "<p>守岛<strong>32</strong>年，建于<em>1927</em>年</p>"},
		{"bold after a number", "1949**年**，32**“守岛”**年", "<p>1949<strong>年</strong>，32<strong>“守岛”</strong>年</p>"},
		{"struck number", "票价~~30~~元，改为~~20元~~免费", "<p>票价<del>30</del>元，改为<del>20元</del>免费</p>"},
		{"unlike tildes", "a ~~b~ c", "<p>a ~~b~ c</p>"},
		{"nested", "***“守岛”*的人**啊", "<p><strong><em>“守岛”</em>的人</strong>啊</p>"},
		{"two in a row need a space, as in CommonMark", "**《甲》****《乙》**", "<p><strong>《甲》****《乙》</strong></p>"},
		{"list of terms", "- **序厅：**一九四九", "<ul>\n<li><strong>序厅：</strong>一九四九</li>\n</ul>"},
		{"variation selector", "葛\U000E0100**（葛城）**的", "<p>葛\U000E0100<strong>（葛城）</strong>的</p>"},
		{"variation selector before a quote", "葛\U000E0100**\"葛城\"**的", "<p>葛\U000E0100<strong>&quot;葛城&quot;</strong>的</p>"},
		{"full-width form of a quote", "文**”\uFE01**x", "<p>文**”\uFE01**x</p>"},
		{"supplementary plane", "𠮷**(𠮷野家)**𠮷", "<p>𠮷<strong>(𠮷野家)</strong>𠮷</p>"},
		{"Japanese", "**「島を守る」**という", "<p><strong>「島を守る」</strong>という</p>"},
		{"Japanese, half-width kana", "**(ｶﾅ)**ｶﾅ", "<p><strong>(ｶﾅ)</strong>ｶﾅ</p>"},
		{"Korean", "**`wayside`**를 **(섬)**을", "<p><strong><code>wayside</code></strong>를 <strong>(섬)</strong>을</p>"},
		{"underscore stays out of words", "守__“岛”__人 a_b_c", "<p>守__“岛”__人 a_b_c</p>"},
		{"underscore between punctuation", "（__守岛__）", "<p>（<strong>守岛</strong>）</p>"},
		{"space inside still blocks", "守** 岛 **人", "<p>守** 岛 **人</p>"},
		{"English is unaffected", "the**\"island\"**x", "<p>the**&quot;island&quot;**x</p>"},
		{"emoji is not wide", "🙂**“a”**b", "<p>🙂**“a”**b</p>"},
		{"arithmetic", "3 * 4 * 5", "<p>3 * 4 * 5</p>"},
	})
}

func TestLineBreaks(t *testing.T) {
	compare(t, []sample{
		{"between characters", "守岛\n三十二年", "<p>守岛三十二年</p>"},
		{"after a comma", "守岛，\n三十二年", "<p>守岛，三十二年</p>"},
		{"after a comma, before English", "中文，\nEnglish", "<p>中文，\nEnglish</p>"},
		{"before a number", "守岛\n32年", "<p>守岛\n32年</p>"},
		{"before a quote", "他说：\n“不要动”", "<p>他说：“不要动”</p>"},
		{"after a quote", "“不要动”\n他说", "<p>“不要动”他说</p>"},
		{"after a dash", "守岛——\n三十二年", "<p>守岛——三十二年</p>"},
		{"after an emphasis", "**守岛**\n的人", "<p><strong>守岛</strong>的人</p>"},
		{"before an emphasis", "守岛\n**的人**", "<p>守岛<strong>的人</strong></p>"},
		{"before a link", "去\n[开山岛](site:kaishan)", `<p>去<a href="../sites/kaishan/">开山岛</a></p>`},
		{"before code", "运行\n`wayside`", "<p>运行\n<code>wayside</code></p>"},
		{"full-width letters", "守岛\nＡ区", "<p>守岛Ａ区</p>"},
		{"supplementary plane", "𠮷\n𠮷", "<p>𠮷𠮷</p>"},
		{"variation selector", "葛\U000E0100\n城", "<p>葛\U000E0100城</p>"},
		{"Japanese", "島を\n守る", "<p>島を守る</p>"},
		{"Korean keeps its space", "섬을\n지키다", "<p>섬을\n지키다</p>"},
		{"English", "Hello,\nworld", "<p>Hello,\nworld</p>"},
		{"hard break", "守岛\\\n的人", "<p>守岛<br>\n的人</p>"},
		{"quotation", "> 守岛\n> 的人", "<blockquote>\n<p>守岛的人</p>\n</blockquote>"},
	})
}

func TestEnglishQuotesKeepTheirSpace(t *testing.T) {
	req := request("the “island”\n开山岛")
	req.Lang = "en"
	if got, want := renderer.Render(req).HTML, "<p>the “island”\n开山岛</p>\n"; got != want {
		t.Errorf("got %s", got)
	}
}
