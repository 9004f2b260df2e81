module wayside

go 1.26.4

require (
	github.com/BurntSushi/toml v1.6.0 // indirect
	golang.org/x/text v0.43.0 // indirect
)
