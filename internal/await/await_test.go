package await

import "testing"

func TestUntil(t *testing.T) {
	asked := 0
	if !Until(func() bool { asked++; return asked == 3 }) || asked != 3 {
		t.Errorf("condition that holds at the third look: asked %d times", asked)
	}
}

func TestReceive(t *testing.T) {
	values := make(chan int)
	go func() { values <- 7 }()
	if got := Receive(t, "a number", values); got != 7 {
		t.Errorf("received %d", got)
	}
}
