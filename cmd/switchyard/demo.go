package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/switchyard-oms/switchyard/internal/demo"
	"github.com/switchyard-oms/switchyard/internal/host"
)

type demoCmd struct {
	Listen string  `help:"Address to listen on: this machine's own, since anybody who reaches it may do everything." default:"127.0.0.1:8080" env:"SWITCHYARD_LISTEN" placeholder:"ADDR"`
	Speed  float64 `help:"Hours of the demo in one of yours: 60 shows an hour in a minute." default:"60" env:"SWITCHYARD_SPEED" placeholder:"N"`
	Rate   float64 `help:"Orders an hour of the demo, at midday." default:"60" env:"SWITCHYARD_RATE" placeholder:"N"`
	Seed   uint64  `help:"The same seed gives the same buyers and orders." default:"1" env:"SWITCHYARD_SEED" placeholder:"N"`
}

// Help is what --help adds.
func (demoCmd) Help() string {
	return `Everything is simulated on this machine: a connected shop, a web shop, their buyers, the people of three locations and a carrier. Nothing leaves it,
and whoever can open the address may do everything, so it listens on loopback. The demo keeps its data in the folder demo inside --data, apart from
your own, and goes on where it was when it is started again.

  switchyard demo
  switchyard demo --speed 1 --rate 600`
}

// Run serves a demo until ctx ends.
func (c demoCmd) Run(ctx context.Context, s *settings, t terminal) (err error) {
	if c.Speed <= 0 || c.Speed > 3600 || c.Rate <= 0 || c.Rate > 100_000 {
		return errors.New("--speed must be above 0 and at most 3600, --rate above 0 and at most 100000")
	}
	s.Data = filepath.Join(s.Data, "demo")
	st, err := s.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	sealer, err := s.sealer(t)
	if err != nil {
		return err
	}
	log := s.logger(t)
	world, err := demo.New(demo.Options{Seed: c.Seed, Rate: c.Rate, Speed: c.Speed, Log: log})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, world.Close()) }()
	srv := newServer(st, serverOptions{Log: log, Sealer: sealer, Demo: true, Host: host.Options{AllowPrivate: true, Reroute: world.Reroute()}, Every: demoPoll})
	if free, err := srv.auth.SetupRequired(ctx); err != nil || !free {
		return errors.Join(err, errors.New("this database has an owner, so it is no demo's: choose another with --data or --database"))
	}
	playing, stop := context.WithCancel(ctx)
	defer stop()
	var ended chan error // made when the world begins to play
	srv.began = func(url string) {
		fmt.Fprintln(t.out, "A simulated shop is open: orders arrive within seconds. Ctrl-C closes it.")
		ended = make(chan error, 1)
		go func() {
			ended <- world.Run(playing, demo.World{Flow: srv.flow, Connections: srv.connections, Callback: url})
		}()
	}
	err = serveCmd{Listen: c.Listen}.serve(ctx, srv, t)
	stop()
	if ended != nil {
		err = errors.Join(err, <-ended)
	}
	return err
}

// demoPoll is how often the simulated shop is asked for what its webhooks lost.
const demoPoll = 15 * time.Second
