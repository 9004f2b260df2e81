package osm

import (
	"cmp"
	"slices"
)

// A nodeList contains all nodes of all files, by index. It grows in chunks, because
// reallocating a slice of 200 MB would temporarily double the memory.
type nodeList struct {
	chunks [][]Node // all full except the last
	count  int
	last   int // index of the last node found
}

const chunk = 1 << 14

func (l *nodeList) add(n Node) {
	if l.count%chunk == 0 {
		l.chunks = append(l.chunks, make([]Node, 0, chunk))
	}
	last := &l.chunks[len(l.chunks)-1]
	*last = append(*last, n)
	l.count++
}

func (l *nodeList) at(i int) Node { return l.chunks[i/chunk][i%chunk] }

// cut truncates the list to the given number of nodes.
func (l *nodeList) cut(count int) {
	l.chunks = l.chunks[:(count+chunk-1)/chunk]
	if count%chunk > 0 {
		last := &l.chunks[len(l.chunks)-1]
		*last = (*last)[:count%chunk]
	}
	l.count = count
}

// sort sorts the nodes for finding them by id. Most files are sorted already.
func (l *nodeList) sort() {
	sorted := true
	for i := 1; i < l.count && sorted; i++ {
		sorted = l.at(i-1).ID <= l.at(i).ID
	}
	if sorted {
		return
	}
	all := slices.Concat(l.chunks...)
	slices.SortStableFunc(all, func(a, b Node) int { return cmp.Compare(a.ID, b.ID) })
	l.chunks = slices.Collect(slices.Chunk(all, chunk))
}

// find returns the index of the first node with an id, or missing. The nodes of a way
// often have consecutive ids, so it tries the next node first.
func (l *nodeList) find(id int64) int32 {
	if next := l.last + 1; next < l.count && l.at(next).ID == id && l.at(l.last).ID != id {
		l.last = next
		return int32(next)
	}
	in, found := slices.BinarySearchFunc(l.chunks, id, func(c []Node, id int64) int { return cmp.Compare(c[0].ID, id) })
	if !found || in > 0 && l.chunks[in-1][chunk-1].ID == id {
		in-- // it can only be in the previous chunk
	}
	if in < 0 {
		return missing
	}
	i, ok := slices.BinarySearchFunc(l.chunks[in], id, func(n Node, id int64) int { return cmp.Compare(n.ID, id) })
	if !ok {
		return missing
	}
	l.last = in*chunk + i
	return int32(l.last)
}
