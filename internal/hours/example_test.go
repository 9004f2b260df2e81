package hours_test

import (
	"fmt"

	"wayside/internal/guide"
	"wayside/internal/hours"
)

func ExampleParse() {
	h, err := hours.Parse("Tu-Su 09:00-17:00; Mo off")
	if err != nil {
		panic(err)
	}
	monday := guide.Date{Year: 2026, Month: 10, Day: 12}
	tuesday := guide.Date{Year: 2026, Month: 10, Day: 13}
	ten := 10 * 60 // minutes since midnight
	fmt.Println(h.State(monday, ten, guide.Calendar{}) == hours.Open)
	fmt.Println(h.State(tuesday, ten, guide.Calendar{}) == hours.Open)

	_, err = hours.Parse("周二至周日9:00-17:00")
	fmt.Println(err)
	// Output:
	// false
	// true
	// byte 0: opening-hours/slip ["周二至周日9:00-17:00" "Tu-Su 09:00-17:00"]
}
