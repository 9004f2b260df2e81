module wayside

go 1.26.4
