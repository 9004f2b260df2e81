package diag

// fileMessages are about a file as such, before anything in it is read.
var fileMessages = map[string]message{}
