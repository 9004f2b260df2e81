package pdf

import "fmt"

// mostCells bounds what one cell may span, in rows and in columns.
const mostCells = 1 << 16

// mostHeaders bounds how many headers of a cell are looked up.
const mostHeaders = 100

// tables checks the rows and headers of all tables.
func (c *checker) tables(all []*element) {
	ids := map[string]bool{}
	for _, e := range all {
		if id, ok := c.get(e.dict["ID"]).(text); ok && e.kind == "TH" {
			ids[string(id)] = true
		}
	}
	for _, e := range all {
		if e.kind == "Table" {
			rows := rowsOf(e)
			c.regular(e, rows)
			c.headers(rows, ids)
		}
	}
}

// rowsOf returns the rows of a table, also those in groups.
func rowsOf(table *element) []*element {
	var rows []*element
	for _, kid := range table.kids {
		switch kid.kind {
		case "TR":
			rows = append(rows, kid)
		case "THead", "TBody", "TFoot":
			rows = append(rows, kid.kids...)
		}
	}
	return rows
}

// regular checks that all rows of a table are equally wide, counting the cells of
// earlier rows that reach into them.
func (c *checker) regular(table *element, rows []*element) {
	width, reaching := -1, 0
	ends := map[int]int{} // row → columns whose cells end before it
	for i, row := range rows {
		reaching -= ends[i]
		columns := reaching
		for _, cell := range row.kids {
			across, down := c.span(cell, "ColSpan"), c.span(cell, "RowSpan")
			if columns += across; down > 1 {
				reaching += across
				ends[i+down] += across
			}
		}
		if width < 0 {
			width = columns
		}
		if columns != width {
			c.at("09-004", table, fmt.Sprintf("a row of %d columns after rows of %d", columns, width))
			return
		}
	}
}

// span returns the number of columns or rows of a cell.
func (c *checker) span(cell *element, key name) int {
	for _, a := range c.attributes(cell.dict["A"]) {
		if n, ok := c.integer(a[key]); ok && n > 0 && n < mostCells {
			return n
		}
	}
	return 1
}

// headers checks that the headers of each cell are known: all header cells have a
// scope, or all other cells name their headers.
func (c *checker) headers(rows []*element, ids map[string]bool) {
	var without *element
	named, cells := true, 0
	for _, row := range rows {
		for _, cell := range row.kids {
			switch {
			case cell.kind == "TH" && !c.hasScope(cell):
				without = cell
			case cell.kind == "TD":
				cells++
				named = named && c.namesHeaders(cell, ids)
			}
		}
	}
	if without != nil && (!named || cells == 0) {
		c.at("15-003", without, "")
	}
}

func (c *checker) hasScope(cell *element) bool {
	for _, a := range c.attributes(cell.dict["A"]) {
		switch c.name(a["Scope"]) {
		case "Row", "Column", "Both":
			return true
		}
	}
	return false
}

func (c *checker) namesHeaders(cell *element, ids map[string]bool) bool {
	for _, a := range c.attributes(cell.dict["A"]) {
		headers := c.array(a["Headers"])
		headers = headers[:min(len(headers), mostHeaders)] // cells may share an array
		known := len(headers) > 0
		for _, h := range headers {
			id, _ := c.get(h).(text)
			known = known && ids[string(id)]
		}
		if known {
			return true
		}
	}
	return false
}
