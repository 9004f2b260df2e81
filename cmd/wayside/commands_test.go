package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log"
	"os"
	"os/exec"
	"sync"
	"testing"

	"wayside/internal/heap"
)

// A started program takes a tenth of a second before its first line runs, and most commands
// of sessions take less for themselves. So they are run one after the other by processes
// that remain, each command with its own folder and environment. Commands that need a
// process of their own, to be killed, with limits or in the background, are run with exec.

// commandsName is the name of a program that runs commands, see runCommands.
const commandsName = "wayside-commands"

// An order is a command that a process is to run.
type order struct {
	Dir  string
	Env  map[string]string // all variables
	Args []string
}

// An outcome is what a command did.
type outcome struct {
	Code           int
	Stdout, Stderr string
}

// runCommands is the main function of a process that runs orders until there are no more.
func runCommands() {
	heap.Tune(heap.Usual)
	orders, outcomes := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	for {
		var o order
		err := orders.Decode(&o)
		if err == io.EOF {
			return
		}
		var done outcome
		if err == nil {
			done, err = o.run()
		}
		if err == nil {
			err = outcomes.Encode(done)
		}
		if err != nil {
			log.Fatal(err)
		}
	}
}

func (o *order) run() (done outcome, err error) {
	os.Clearenv()
	for name, value := range o.Env {
		if err := os.Setenv(name, value); err != nil {
			return done, err
		}
	}
	if err := os.Chdir(o.Dir); err != nil {
		return done, err
	}
	var stdout, stderr bytes.Buffer
	done.Code = run(context.Background(), o.Args, &stdout, &stderr)
	done.Stdout, done.Stderr = stdout.String(), stderr.String()
	return done, nil
}

// Processes run commands. As many are started as are used at once.
type processes struct {
	mu   sync.Mutex
	all  []*process
	idle []*process
}

type process struct {
	*exec.Cmd
	stdin  io.WriteCloser
	stderr bytes.Buffer // why it ended
	send   *json.Encoder
	answer *json.Decoder
}

// newProcesses returns processes that end with the test.
func newProcesses(t *testing.T) *processes {
	p := new(processes)
	t.Cleanup(func() {
		for _, one := range p.all {
			one.stdin.Close()
			if err := one.Wait(); err != nil {
				t.Errorf("a process that ran commands: %v\n%s", err, &one.stderr)
			}
		}
	})
	return p
}

// run runs a command. A process that ends meanwhile is not used again.
func (p *processes) run(o order) (done outcome, err error) {
	one, err := p.take()
	if err != nil {
		return done, err
	}
	if err := one.send.Encode(o); err != nil {
		return done, err
	}
	if err := one.answer.Decode(&done); err != nil {
		return done, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.idle = append(p.idle, one)
	return done, nil
}

// take returns a process that runs nothing.
func (p *processes) take() (*process, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if last := len(p.idle) - 1; last >= 0 {
		one := p.idle[last]
		p.idle = p.idle[:last]
		return one, nil
	}
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	one := &process{Cmd: exec.Command(program)}
	one.Args[0], one.Stderr = commandsName, &one.stderr
	if one.stdin, err = one.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := one.StdoutPipe()
	if err != nil {
		return nil, err
	}
	one.send, one.answer = json.NewEncoder(one.stdin), json.NewDecoder(out)
	if err := one.Start(); err != nil {
		return nil, err
	}
	p.all = append(p.all, one)
	return one, nil
}
