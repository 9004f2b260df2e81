package diag

// photoMessages …
var photoMessages = map[string]message{}
