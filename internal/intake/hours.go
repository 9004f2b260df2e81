package intake

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"wayside/internal/hours"
	"wayside/internal/schema"
)

// hours reads opening hours. Chinese ones are converted if they have one meaning;
// others become a comment, which pages show and which never counts as open.
func (r *reader) hours(s *Site, c *cell) string {
	if _, err := hours.Parse(c.text); err == nil {
		return c.text
	}
	text, last := chineseHours(c.text)
	if meant, ok := parsed(text); ok && opens.MatchString(meant) {
		if last > 0 && s.LastEntry == 0 {
			s.LastEntry = last
			r.converted(c, meant+", last_entry "+schema.FormatDuration(last))
		} else {
			r.converted(c, meant)
		}
		return meant
	}
	comment := `"` + strings.Map(func(c rune) rune {
		switch {
		case c == '"':
			return '”'
		case c < ' ':
			return ' '
		}
		return c
	}, c.text) + `"`
	if _, err := hours.Parse(comment); err != nil {
		r.problems.Add(c.at, "import-value/hours", c.key, shortened(c.text))
		return ""
	}
	r.problems.Add(c.at, "import-value/comment", c.key, c.text)
	return comment
}

// parsed returns the hours that a text means, if it means any.
func parsed(text string) (meant string, ok bool) {
	_, err := hours.Parse(text)
	if err == nil {
		return text, true
	}
	var bad *hours.SyntaxError
	if errors.As(err, &bad) && bad.Key == "opening-hours/slip" && len(bad.Args) == 2 {
		return bad.Args[1].(string), true
	}
	return "", false
}

var (
	entry   = regexp.MustCompile(`[,;]?\s*(?:(\d{1,2}):(\d{2})\s*(?:以?后|起)?\s*(?:停止|截止|禁止)(?:游客|观众)?(?:入馆|入场|入园|进馆|进园|进场|入内|售票|检票|领票|换票)|(?:最晚|最后|停止|截止)(?:入馆|入场|入园|进馆|进场)(?:时间)?\s*[:为]?\s*(\d{1,2}):(\d{2}))`)
	before  = regexp.MustCompile(`[,;]?\s*(?:闭馆|闭园|关门|关闭)前\s*(\d{1,3}|半个?|[一二两])\s*(分钟|小时|个小时)\s*(?:停止|截止)(?:入馆|入场|入园|进馆|进场|入内|售票|检票|领票|换票)`)
	span    = regexp.MustCompile(`(\d{1,2}:\d{2})\s*[-至到~]+\s*(\d{1,2}:\d{2})`)
	dates   = regexp.MustCompile(`(?:夏季|冬季|春夏季?|秋冬季?|旺季|淡季|夏令时|冬令时)?\s*\(?\s*(?:每年)?(\d{1,2})月(?:(\d{1,2})[日号])?(?:初|份|上旬)?\s*[-至到~]+\s*(?:次年|翌年|第二年)?(\d{1,2})月(?:(\d{1,2})[日号])?(?:底|末|份)?\s*\)?\s*[:,]?\s*`)
	holiday = regexp.MustCompile(`[,;(]?\s*(?:国家|遇)?(?:法定)?(?:节假日|假日|节日|假期)除外\s*\)?`)
	closed  = regexp.MustCompile(`闭馆|闭园|休馆|休息|不开放|关闭|停止开放|off`)
	closing = regexp.MustCompile(`\(([^()]*)\)`)
	rule    = regexp.MustCompile(`[,。]\s*(周|星期|礼拜|每|节假日|法定|国庆|工作日|双休日|PH|SH|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b)`)
	loose   = regexp.MustCompile(`\s*[,;]\s*(;|$)`)
	opens   = regexp.MustCompile(`\d:\d|24/7|open|^[A-Z][a-z]([-,][A-Z][a-z])*$`) // "Mo off" alone would mean: never open
	months  = strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
)

// chineseHours rewrites what Chinese notices add to hours: a day on which a museum is
// closed in brackets, seasons with their months, and when the last visitors are
// admitted, which is a value of its own: last is how long before closing.
func chineseHours(s string) (text string, last time.Duration) {
	text = strings.NewReplacer("—", "-", "～", "~", "〜", "~", "。", ";").Replace(strings.TrimSpace(s))
	text = narrow(text)
	ends := map[string]bool{}
	times := map[string]bool{}
	for _, m := range span.FindAllStringSubmatch(text, -1) {
		ends[m[2]] = true
		times[m[1]+"-"+m[2]] = true
	}
	end := ""
	for e := range ends {
		end = e
	}
	if m := entry.FindStringSubmatch(text); m != nil && len(ends) == 1 {
		if d := minutes(end) - minutes(m[1]+m[3]+":"+m[2]+m[4]); d > 0 && d <= 180 {
			last = time.Duration(d) * time.Minute
			text = strings.Replace(text, m[0], "", 1)
		}
	} else if m := before.FindStringSubmatch(text); m != nil {
		n, err := strconv.Atoi(m[1])
		if err != nil {
			n, _ = numeral(m[1])
		}
		switch {
		case strings.HasPrefix(m[1], "半"):
			n = 30
		case m[2] != "分钟":
			n *= 60
		}
		last = time.Duration(n) * time.Minute
		text = strings.Replace(text, m[0], "", 1)
	}
	text = dates.ReplaceAllStringFunc(text, func(part string) string {
		m := dates.FindStringSubmatch(part)
		from, _ := strconv.Atoi(m[1])
		to, _ := strconv.Atoi(m[3])
		if from < 1 || from > 12 || to < 1 || to > 12 || (m[2] == "") != (m[4] == "") {
			return part
		}
		if m[2] == "" {
			return fmt.Sprintf("%s-%s ", months[from-1], months[to-1])
		}
		first, _ := strconv.Atoi(m[2])
		final, _ := strconv.Atoi(m[4])
		return fmt.Sprintf("%s %02d-%s %02d ", months[from-1], first, months[to-1], final)
	})
	switch {
	case !holiday.MatchString(text):
	case !closed.MatchString(text): // 周一至周五9:00-17:00，节假日除外
		text = holiday.ReplaceAllString(text, "") + "; PH off"
	case len(times) == 1: // 周一闭馆，节假日除外: on a holiday it is open
		text = holiday.ReplaceAllString(text, "")
		for t := range times {
			text += "; PH " + t
		}
	}
	text = closing.ReplaceAllString(text, "; $1")
	text = rule.ReplaceAllString(text, "; $1")
	for loose.MatchString(text) {
		text = loose.ReplaceAllString(text, "$1")
	}
	return strings.TrimLeft(strings.TrimSpace(text), ";, "), last
}

// minutes returns a time such as 16:30 in minutes.
func minutes(clock string) int {
	h, m, _ := strings.Cut(clock, ":")
	hours, _ := strconv.Atoi(h)
	rest, _ := strconv.Atoi(m)
	return hours*60 + rest
}
