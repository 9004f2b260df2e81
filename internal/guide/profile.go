package guide

// A Profile is the heights along a recorded track, smoothed.
type Profile struct {
	Step    float64   // metres along the track from one height to the next
	Heights []float64 // metres above sea level, from the start to the end; at least two
	// Gaps are the parts in which nothing was recorded, from and to in metres along the
	// track. Heights are between their ends there.
	Gaps [][2]float64
	Up   int // metres climbed in total
	Down int // metres descended in total
}
