package render

import "testing"

func TestDistrict(t *testing.T) {
	for address, want := range map[string]string{
		"江苏省连云港市海州区朝阳东路70号":                                             "海州区",
		"江苏省连云港市灌云县":                                                    "灌云县",
		"江苏省连云港市":                                                       "连云港市",
		"江苏省连云港市连岛":                                                     "连云港市",
		"北京市海淀区双清路30号":                                                  "海淀区",
		"江苏省徐州市邳州市青年路":                                                  "邳州市",
		"内蒙古自治区锡林郭勒盟正蓝旗":                                                "正蓝旗",
		"吉林省延边朝鲜族自治州延吉市":                                                "延吉市",
		"70 Chaoyang East Road, Haizhou District, Lianyungang, Jiangsu": "Haizhou District",
		"Lianyungang, Jiangsu":                                          "",
		"Marienplatz 1, 80331 München":                                  "",
		"昌平区菜市口街12号":                                                    "昌平区",
		"北京市海淀區雙清路30號":                                                  "海淀區",
		"江蘇省連雲港市灌雲縣":                                                    "灌雲縣",
		"內蒙古自治區錫林郭勒盟正藍旗":                                                "正藍旗",
		"臺北市大安區和平東路":                                                    "大安區",
		"屏東縣恆春鎮":                                                        "屏東縣",
		"某路1号":                                                          "",
		"":                                                              "",
	} {
		if got := district(address); got != want {
			t.Errorf("%s is in %q, want %q", address, got, want)
		}
	}
}
