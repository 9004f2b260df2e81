package diag

// guideMessages …
var guideMessages = map[string]message{}
