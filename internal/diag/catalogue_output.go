package diag

// outputMessages …
var outputMessages = map[string]message{}
