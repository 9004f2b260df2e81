package diag

// registryMessages …
var registryMessages = map[string]message{}
