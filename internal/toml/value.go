package toml

// A Value is a decoded value and where it is in the text. The zero Value is one
// that does not exist.
type Value struct {
	Any        any // string, int64, float64, bool, time.Time, []any, []map[string]any or map[string]any
	Key, Start int // offsets of the key, or of an item of an array, and of the value, inside the quotes of a string
	node       *node
}

// Unknown is what a lost value holds if it is not clear what was meant.
type Unknown struct{}

// Lost reports whether the value could not be read, as has been reported.
func (v Value) Lost() bool { return v.node != nil && v.node.lost != nil }

// Raw returns the value as the text has it, a string without its quotes.
func (v Value) Raw() string {
	if v.node == nil {
		return ""
	}
	return v.node.raw
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
	if n == nil {
		return child
	}
	child.Key, child.Start = n.key, n.value
	if n.lost != nil {
		if child.Any = n.lost.meant; child.Any == nil {
			child.Any = Unknown{}
		}
	}
	return child
}

// Literal reports whether the text holds the string as it is decoded, without
// escapes, so that offsets inside it can be counted from Start.
func (v Value) Literal() bool {
	s, ok := v.Any.(string)
	return ok && v.node != nil && v.node.raw == s
}
