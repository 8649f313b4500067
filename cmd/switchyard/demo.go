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
	Speed       float64 `help:"Hours of the demo in one of yours: 60 shows an hour in a minute." default:"60" env:"SWITCHYARD_SPEED" placeholder:"N"`
	Rate        float64 `help:"Orders an hour of the demo, at midday." default:"60" env:"SWITCHYARD_RATE" placeholder:"N"`
	Seed        uint64  `help:"The same seed gives the same buyers and orders." default:"1" env:"SWITCHYARD_SEED" placeholder:"N"`
}

// Help is what --help adds.
func (demoCmd) Help() string {
	return `Everything is simulated on this machine: a connected shop, a web shop, their buyers, the people of three locations and a carrier. Nothing leaves it,
and whoever can open the address may do everything, so it listens on loopback only. The demo keeps its data in the folder demo inside --data, apart
from your own, and goes on where it was when it is started again.

  switchyard demo
  switchyard demo --speed 1 --rate 600`
}

// demoPoll is how often the simulated shop is asked for what its webhooks lost.
const demoPoll = 15 * time.Second

// Run plays until ctx ends.
func (c demoCmd) Run(ctx context.Context, s *settings, t terminal) (err error) {
	if err := loopback(c.Listen); err != nil {
		return err
	}
	if c.Speed <= 0 || c.Speed > 3600 || c.Rate <= 0 || c.Rate > 100_000 {
		return usagef("--speed must be above 0 and at most 3600, --rate above 0 and at most 100000")
	}
	s.Data = filepath.Join(s.Data, "demo")
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
	srv := newServer(st, serverOptions{Log: log, Sealer: sealer, Demo: true, Every: demoPoll,
		Host: host.Options{AllowPrivate: true, Reroute: world.Reroute()}})
	if free, err := srv.auth.SetupRequired(ctx); err != nil || !free {
		return errors.Join(err, errors.New("this database has an owner, so it is no demo's: choose another with --data or --database"))
	}
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
