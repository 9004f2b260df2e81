package guide

// A Profile is the heights along a recorded track, smoothed.
type Profile struct {
	Step    float64   // metres along the track from one height to the next
	Heights []float64 // metres above sea level, from the start to the end; at least two
	Up      int       // metres climbed in total
	Down    int       // metres descended in total
}
