package osm

// A block is a list of elements with a common string table.
type block struct {
	to          *collector
	words       [][]byte
	keys        []string // words that are used as keys, or "" for the others
	granularity int64    // nanodegrees
	lat, lon    int64    // of its origin, in nanodegrees
	seen        kinds

	// Buffers for the current element.
	tags         Tags
	refs         []int64
	outer, inner []int64
}

// malformed is a fault whose position is added by the caller.
var malformed = &fault{}

// readBlock reads the elements of a block and returns the kinds of elements that it
// contains.
func readBlock(raw []byte, want kinds, to *collector) (seen kinds, found *fault) {
	b := block{to: to, granularity: 100}
	var groups [][]byte
	w := wire{rest: raw}
	for f, ok := w.next(); ok; f, ok = w.next() {
		switch f.number {
		case 1:
			table := wire{rest: f.bytes}
			for word, ok := table.next(); ok; word, ok = table.next() {
				if word.number == 1 {
					b.words = append(b.words, word.bytes)
				}
			}
			w.broken = w.broken || table.broken
		case 2:
			groups = append(groups, f.bytes)
		case 17:
			b.granularity = int64(f.value)
		case 19:
			b.lat = int64(f.value)
		case 20:
			b.lon = int64(f.value)
		}
	}
	// Nodes have a resolution of 1e-7 degrees. A granularity above one degree is
	// certainly invalid.
	if w.broken || b.granularity < 1 || b.granularity > 1e9 || b.lat < -90e9 || b.lat > 90e9 || b.lon < -180e9 || b.lon > 180e9 {
		return 0, malformed
	}
	b.keys = make([]string, len(b.words))
	for i, word := range b.words {
		if key, ok := keyOf(word); ok {
			b.keys[i] = to.word([]byte(key))
		}
	}
	for _, group := range groups {
		g := wire{rest: group}
		for f, ok := g.next(); ok; f, ok = g.next() {
			if found := b.group(f, want); found != nil {
				return 0, found
			}
		}
		if g.broken {
			return 0, malformed
		}
	}
	return b.seen, nil
}

// group reads a field of a group: a node, a way, a relation, or dense nodes.
func (b *block) group(f field, want kinds) *fault {
	kind, read := kinds(0), (func([]byte) *fault)(nil)
	switch f.number {
	case 1:
		kind, read = nodes, b.node
	case 2:
		kind, read = nodes, b.dense
	case 3:
		kind, read = ways, b.way
	case 4:
		kind, read = relations, b.relation
	}
	b.seen |= kind
	if kind&want == 0 {
		return nil
	}
	return read(f.bytes)
}

// tag appends a tag given by indexes of the string table.
func (b *block) tag(key, value uint64) bool {
	if key >= uint64(len(b.keys)) || value >= uint64(len(b.words)) {
		return false
	}
	if name := b.keys[key]; name != "" {
		b.tags = b.to.add(b.tags, name, b.words[value])
	}
	return true
}

// position passes a node to the collector if its position is valid.
func (b *block) position(id, lat, lon int64) *fault {
	// Check before multiplying, which could overflow.
	if most := 400e9/b.granularity + 1; lat < -most || lat > most || lon < -most || lon > most {
		return malformed
	}
	lat, lon = (b.lat+b.granularity*lat)/100, (b.lon+b.granularity*lon)/100
	if lat < -90e7 || lat > 90e7 || lon < -180e7 || lon > 180e7 {
		return malformed
	}
	if !b.to.node(Node{id, int32(lat), int32(lon)}, b.tags) {
		return tooMany()
	}
	return nil
}

// paired reads tags from separate lists of keys and values.
func (b *block) paired(keys, values []byte) bool {
	b.tags = b.tags[:0]
	k, v := wire{rest: keys}, wire{rest: values}
	for len(k.rest) > 0 {
		if !b.tag(k.varint(), v.varint()) {
			return false
		}
	}
	return !k.broken && !v.broken && len(v.rest) == 0
}

func (b *block) node(raw []byte) *fault {
	var id, lat, lon int64
	var keys, values []byte
	w := wire{rest: raw}
	for f, ok := w.next(); ok; f, ok = w.next() {
		signed := int64(f.value>>1) ^ -int64(f.value&1)
		switch f.number {
		case 1:
			id = signed
		case 2:
			keys = f.bytes
		case 3:
			values = f.bytes
		case 8:
			lat = signed
		case 9:
			lon = signed
		}
	}
	if w.broken || !b.paired(keys, values) {
		return malformed
	}
	return b.position(id, lat, lon)
}

// dense reads nodes stored in columns of delta-encoded numbers.
func (b *block) dense(raw []byte) *fault {
	var ids, lats, lons, tags wire
	w := wire{rest: raw}
	for f, ok := w.next(); ok; f, ok = w.next() {
		switch f.number {
		case 1:
			ids.rest = f.bytes
		case 8:
			lats.rest = f.bytes
		case 9:
			lons.rest = f.bytes
		case 10:
			tags.rest = f.bytes
		}
	}
	tagged := len(tags.rest) > 0
	var id, lat, lon int64
	for len(ids.rest) > 0 {
		id, lat, lon = id+ids.signed(), lat+lats.signed(), lon+lons.signed()
		b.tags = b.tags[:0]
		for tagged {
			key := tags.varint()
			if key == 0 {
				break
			}
			if !b.tag(key, tags.varint()) {
				return malformed
			}
		}
		if ids.broken || lats.broken || lons.broken || tags.broken {
			return malformed
		}
		if found := b.position(id, lat, lon); found != nil {
			return found
		}
	}
	if w.broken || len(lats.rest) > 0 || len(lons.rest) > 0 || len(tags.rest) > 0 {
		return malformed
	}
	return nil
}

func (b *block) way(raw []byte) *fault {
	var id int64
	var keys, values []byte
	var refs wire
	w := wire{rest: raw}
	for f, ok := w.next(); ok; f, ok = w.next() {
		switch f.number {
		case 1:
			id = int64(f.value)
		case 2:
			keys = f.bytes
		case 3:
			values = f.bytes
		case 8:
			refs.rest = f.bytes
		}
	}
	if w.broken || !b.paired(keys, values) {
		return malformed
	}
	if !b.to.needs(id, b.tags) {
		return nil
	}
	b.refs = b.refs[:0]
	for ref := int64(0); len(refs.rest) > 0 && len(b.refs) <= longestWay; {
		ref += refs.signed()
		b.refs = append(b.refs, ref)
	}
	if refs.broken || len(b.refs) > longestWay {
		return malformed
	}
	if !b.to.way(id, b.tags, b.refs) {
		return tooMany()
	}
	return nil
}

func (b *block) relation(raw []byte) *fault {
	var id int64
	var keys, values []byte
	var roles, refs, types wire
	w := wire{rest: raw}
	for f, ok := w.next(); ok; f, ok = w.next() {
		switch f.number {
		case 1:
			id = int64(f.value)
		case 2:
			keys = f.bytes
		case 3:
			values = f.bytes
		case 8:
			roles.rest = f.bytes
		case 9:
			refs.rest = f.bytes
		case 10:
			types.rest = f.bytes
		}
	}
	if w.broken || !b.paired(keys, values) {
		return malformed
	}
	b.outer, b.inner = b.outer[:0], b.inner[:0]
	for ref, n := int64(0), 0; len(refs.rest) > 0; n++ {
		ref += refs.signed()
		role, kind := roles.varint(), types.varint()
		if refs.broken || roles.broken || types.broken || role >= uint64(len(b.words)) || kind > 2 || n >= mostMembers {
			return malformed
		}
		if kind == 1 {
			b.outer, b.inner = addMember(b.outer, b.inner, string(b.words[role]), ref)
		}
	}
	if !b.to.relation(id, b.tags, b.outer, b.inner) {
		return tooMany()
	}
	return nil
}

// addMember appends a way according to its role in a relation. A way without a role is
// an outer way, as in old multipolygons. Ways with other roles, such as labels, are
// ignored.
func addMember(outer, inner []int64, role string, ref int64) ([]int64, []int64) {
	switch role {
	case "outer", "":
		outer = append(outer, ref)
	case "inner":
		inner = append(inner, ref)
	}
	return outer, inner
}
