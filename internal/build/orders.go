package build

import (
	"context"

	"wayside/internal/timetable"
)

// A ShorterOrder is an order of a route's stops with a shorter way than the written one.
type ShorterOrder struct {
	File   string // of the route
	Stops  []int  // numbers of the stops, from 1, in the order of visit
	Saves  int    // metres
	Metres int    // of the way as written
}

// ShorterOrders returns the routes whose stops can be visited in a notably shorter order
// that causes no conflict. Nothing is written.
func ShorterOrders(ctx context.Context, o Options) ([]ShorterOrder, error) {
	p, err := Open(ctx, o)
	if err != nil {
		return nil, err
	}
	defer p.Close()
	planned, err := p.Plan(ctx)
	if err != nil {
		return nil, err
	}
	var all []ShorterOrder
	for i := range planned.Guide.Routes {
		r := &planned.Guide.Routes[i]
		tour := planned.tours.Of(r)
		best, ok := tour.BestOrder(timetable.Choice{})
		if !ok {
			continue
		}
		s := ShorterOrder{File: r.At.File, Saves: best.Saves}
		for _, stop := range best.Stops {
			s.Stops = append(s.Stops, stop+1)
		}
		for _, leg := range tour.Legs() {
			s.Metres += leg.Metres
		}
		all = append(all, s)
	}
	return all, nil
}
