package theme_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"wayside/internal/nodetest"
)

type view struct{ Scale, X, Y float64 }

type size struct{ Width, Height float64 }

// zooming prepares input for viewer/zoom.js, whose fields are in lower case.
const zooming = `
	const lower = o => Object.fromEntries(Object.entries(o).map(([k, v]) => [k.toLowerCase(), v]));
	`

// TestZoom enlarges pictures around random points: the point stays where it is, the
// scale stays within its limits, and no edge is inside the stage without need.
func TestZoom(t *testing.T) {
	type step struct {
		Picture, Stage size
		View           view
		Factor, Most   float64
		Point          struct{ X, Y float64 }
	}
	r := rand.New(rand.NewPCG(1, 2))
	var steps []step
	for range 500 {
		s := step{Most: 2 + 6*r.Float64(), Factor: math.Exp(4*r.Float64() - 2)}
		s.Picture = size{100 + 3000*r.Float64(), 100 + 3000*r.Float64()}
		s.Stage = size{320 + 1600*r.Float64(), 200 + 900*r.Float64()}
		s.View = view{1 + (s.Most-1)*r.Float64(), 800*r.Float64() - 400, 800*r.Float64() - 400}
		s.Point.X, s.Point.Y = 600*r.Float64()-300, 400*r.Float64()-200
		steps = append(steps, s)
	}
	type result struct {
		Fitted    size
		By, Shown view
	}
	all := nodetest.Run[[]result](t, nodetest.Parts(t, "viewer/zoom.js")+zooming+`
		return input.map(s => {
			const fitted = zooming.fit(lower(s.Picture), lower(s.Stage));
			const by = zooming.by(lower(s.View), s.Factor, lower(s.Point), s.Most);
			return { fitted, by, shown: zooming.within(by, fitted, lower(s.Stage)) };
		});`, steps)
	near := func(a, b float64) bool { return math.Abs(a-b) < 1e-6*(1+math.Abs(b)) }
	for i, got := range all {
		s := steps[i]
		if want := min(s.Most, max(1, s.View.Scale*s.Factor)); !near(got.By.Scale, want) {
			t.Errorf("%+v: the scale is %v, want %v", s, got.By.Scale, want)
		}
		before, after := (s.Point.X-s.View.X)/s.View.Scale, (s.Point.X-got.By.X)/got.By.Scale
		if !near(after, before) {
			t.Errorf("%+v: the point moves from %v to %v", s, before, after)
		}
		if !near(got.Fitted.Width/got.Fitted.Height, s.Picture.Width/s.Picture.Height) || got.Fitted.Width > s.Stage.Width+1e-6 || got.Fitted.Height > s.Stage.Height+1e-6 {
			t.Errorf("%+v: fits as %+v", s, got.Fitted)
		}
		within := func(at, length, room float64) bool {
			return math.Abs(at) <= max(0, (length*got.Shown.Scale-room)/2)+1e-6
		}
		if !within(got.Shown.X, got.Fitted.Width, s.Stage.Width) || !within(got.Shown.Y, got.Fitted.Height, s.Stage.Height) {
			t.Errorf("%+v: an edge is inside the stage: %+v", s, got.Shown)
		}
	}
}

// TestCopies finds the widest copy of a picture and how far it may be enlarged.
func TestCopies(t *testing.T) {
	sets := []string{"", "a.jpg 480w, b.jpg 960w, c.jpg 1600w", "一 2w.jpg 960w, x.jpg 480w", "x.jpg"}
	got := nodetest.Run[[]float64](t, nodetest.Parts(t, "viewer/zoom.js")+`
		const fitted = { width: 400, height: 300 };
		return input.flatMap(s => [zooming.widest(s), zooming.most(zooming.widest(s), fitted)]);`, sets)
	if want := []float64{0, 2, 1600, 4, 960, 2.4, 0, 2}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestSwipes distinguishes swipes from taps and from fingers that scroll.
func TestSwipes(t *testing.T) {
	swipes := [][2]float64{{0, 0}, {47, 0}, {48, 0}, {-48, 0}, {-200, 100}, {-200, 101}, {30, 300}}
	got := nodetest.Run[[]int](t, nodetest.Parts(t, "viewer/zoom.js")+`
		return input.map(([x, y]) => zooming.swiped(x, y));`, swipes)
	if want := []int{0, 0, -1, 1, 1, 0, 0}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
