package store_test

import (
	"fmt"
	"os"

	"wayside/internal/store"
)

func Example() {
	dir, err := os.MkdirTemp("", "store")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	s := store.Open(dir)

	// The key is made of the recipe and of all that the work reads.
	key := store.KeyOf("photo copy 2", "digest of the photo", "960")
	if _, ok := s.Get(key); !ok {
		s.Put(key, []byte("the copy")) // the work
	}
	data, ok := s.Get(key)
	fmt.Printf("%s %v\n", data, ok)
	// Output: the copy true
}
