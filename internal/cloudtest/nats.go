package cloudtest

import (
	"net/url"
	"strconv"
	"testing"

	"github.com/nats-io/nats-server/v2/server"

	"wayside/internal/await"
)

// A NATS is a NATS server with JetStream.
type NATS struct {
	t    *testing.T
	port int
	*server.Server
}

// NewNATS starts a server that ends with the test.
func NewNATS(t *testing.T) *NATS {
	t.Helper()
	n := &NATS{t: t, port: server.RANDOM_PORT}
	n.start()
	address, err := url.Parse(n.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	if n.port, err = strconv.Atoi(address.Port()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(n.Stop)
	return n
}

func (n *NATS) start() {
	n.t.Helper()
	s, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: n.port, NoLog: true, NoSigs: true, JetStream: true, StoreDir: n.t.TempDir(),
	})
	if err != nil {
		n.t.Fatal(err)
	}
	s.Start()
	n.Server = s
	if !s.ReadyForConnections(await.Limit) {
		n.t.Fatal("the NATS server is not ready")
	}
}

// Stop ends the server.
func (n *NATS) Stop() {
	n.Shutdown()
	n.WaitForShutdown()
}

// Restart ends the server and starts another one at the same address, which has lost
// everything.
func (n *NATS) Restart() {
	n.Stop()
	n.start()
}
