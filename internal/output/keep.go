package output

// Holds reports whether the folder contains a file as described, written by the last
// build and unchanged since.
func (f *Folder) Holds(file File) bool { return f.holds(file) }
