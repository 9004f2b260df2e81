package toml

// A Value is a decoded value and where it is in the text. The zero Value is one
// that does not exist.
type Value struct {
	Any        any // string, int64, float64, bool, time.Time, []any, []map[string]any or map[string]any
	Key, Start int // offsets of the key, or of an item of an array, and of the value, inside the quotes of a string
	node       *node
}

// Exists reports whether the text has the value.
func (v Value) Exists() bool { return v.Any != nil }

// Table returns a table's values by key, and nil for any other value.
func (v Value) Table() map[string]any {
	table, _ := v.Any.(map[string]any)
	return table
}

// Get returns the value of a table's key.
func (v Value) Get(key string) Value {
	value, ok := v.Table()[key]
	if !ok {
		return Value{}
	}
	return v.child(value, v.node.get(key))
}

// Items returns the items of an array or of repeated tables; ok is false where
// the value is neither.
func (v Value) Items() (items []Value, ok bool) {
	switch all := v.Any.(type) {
	case []any:
		items = make([]Value, len(all))
		for i, item := range all {
			items[i] = v.child(item, v.node.item(i))
		}
	case []map[string]any:
		items = make([]Value, len(all))
		for i, item := range all {
			items[i] = v.child(item, v.node.item(i))
		}
	default:
		return nil, false
	}
	return items, true
}

// child returns a value inside v, which is where v is unless its node says
// better.
func (v Value) child(value any, n *node) Value {
	child := Value{Any: value, Key: v.Key, Start: v.Start, node: n}
	if n != nil {
		child.Key, child.Start = n.key, n.value
	}
	return child
}

// Literal reports whether the text holds the string as it is decoded, without
// escapes, so that offsets inside it can be counted from Start.
func (v Value) Literal() bool {
	s, ok := v.Any.(string)
	return ok && v.node != nil && v.node.raw == s
}

// Written returns a value at a path of keys as the text has it, a string
// without its quotes, and "" where there is none. It needs no decoded value; of
// repeated tables it takes the first.
func (v Value) Written(path ...string) string {
	n := v.node
	for _, key := range path {
		if n = n.get(key); n != nil && len(n.array) > 0 {
			n = n.array[0]
		}
	}
	if n == nil {
		return ""
	}
	return n.raw
}
