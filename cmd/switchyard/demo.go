package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"time"

	"github.com/switchyard-oms/switchyard/internal/demo"
	"github.com/switchyard-oms/switchyard/internal/host"
)

type demoCmd struct {
	Listen      string  `help:"Address to listen on: one of this machine alone, since anybody who reaches it may do everything." default:"127.0.0.1:8080" env:"SWITCHYARD_LISTEN" placeholder:"ADDR"`
	AdminListen string  `help:"Address for /metrics, /debug/pprof and the health checks; none when absent." env:"SWITCHYARD_ADMIN_LISTEN" placeholder:"ADDR"`
	Rate        float64 `help:"Orders an hour of the demo's time, around midday." default:"60"`
	Speed       float64 `help:"Hours of the demo's time in one of ours." default:"60"`
	Seed        uint64  `help:"The same seed gives the same buyers." default:"1"`
}

// Help is what --help adds.
func (demoCmd) Help() string {
	return `A small shop: buyers place orders on a simulated Shopify shop, connected as a real one would be, and on a web shop, and people of three
locations pick, pack and ship them. Nothing leaves this machine and nobody has to sign in. It goes on where it was when it is started again;
its data is a file in the folder "demo" of --data, which may be deleted at any time.

  switchyard demo
  switchyard demo --rate 600 --speed 120`
}

// demoEvery is how often the demo's connections are polled.
const demoEvery = 5 * time.Second

// Run plays until ctx ends.
func (c demoCmd) Run(ctx context.Context, s *settings, t terminal) (err error) {
	if err := loopback(c.Listen); err != nil {
		return err
	}
	// A folder and a database of its own, whatever the environment says: it
	// must never play with real orders.
	s.Data, s.Database = filepath.Join(s.Data, "demo"), ""
	log := s.logger(t)
	st, err := s.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	sealer, err := s.sealer(t)
	if err != nil {
		return err
	}
	world, err := demo.New(demo.Options{Seed: c.Seed, Rate: c.Rate, Speed: c.Speed, Log: log})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, world.Close()) }()
	srv := newServer(st, serverOptions{Log: log, Sealer: sealer, Demo: true, Every: demoEvery,
		Host: host.Options{AllowPrivate: true, Reroute: world.Reroute()}})
	return serveCmd{Listen: c.Listen, AdminListen: c.AdminListen}.serve(ctx, srv, t, func(ctx context.Context, url string) error {
		return world.Run(ctx, demo.World{Flow: srv.flow, Connections: srv.connections, Callback: url})
	})
}

// loopback refuses an address that others can reach.
func loopback(addr string) error {
	name, _, err := net.SplitHostPort(addr)
	if err != nil {
		return usagef("--listen: %v", err)
	}
	if ip := net.ParseIP(name); name == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return usageError{fmt.Errorf("--listen %s: a demo lets everybody in, so it listens on this machine alone, such as 127.0.0.1:8080", addr)}
}
