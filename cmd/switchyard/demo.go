package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"time"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/demo"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/internal/host"
	"github.com/switchyard-oms/switchyard/oms"
)

type demoCmd struct {
	Listen      string  `help:"Address to listen on: one of this machine alone, since anybody who reaches it may do everything." default:"127.0.0.1:8080" env:"SWITCHYARD_LISTEN" placeholder:"ADDR"`
	AdminListen string  `help:"Address for /metrics, /debug/pprof and the health checks; none when absent." env:"SWITCHYARD_ADMIN_LISTEN" placeholder:"ADDR"`
	Speed       float64 `help:"Hours of the demo in one of yours: 60 shows an hour in a minute." default:"60" env:"SWITCHYARD_SPEED" placeholder:"N"`
	Rate        float64 `help:"Orders an hour of the demo, at midday." default:"7" env:"SWITCHYARD_RATE" placeholder:"N"`
	Seed        uint64  `help:"The same seed gives the same buyers and orders." default:"1" env:"SWITCHYARD_SEED" placeholder:"N"`
	Weeks       int     `help:"How many weeks of history the first start tells; 0 begins today." default:"6" env:"SWITCHYARD_WEEKS" placeholder:"N"`
}

// Help is what --help adds.
func (demoCmd) Help() string {
	return `Everything is simulated on this machine: a brand with a Shopify shop, accounts on Amazon and eBay, a web shop of its own, a store and wholesale, its buyers in many countries,
the people of five locations, a payment gateway and a carrier. Nothing leaves it, and whoever can open the address may do everything, so it listens on
loopback only. The first start tells six weeks of history. The demo keeps its data in the folder demo inside --data, apart from your own, and goes on
where it was when it is started again. Speed, flash sales and misbehavior of the shops are changed on the home page.

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
	if c.Speed < 1 || c.Speed > 3600 || c.Rate <= 0 || c.Rate > 100_000 || c.Weeks < 0 || c.Weeks > 26 {
		return usagef("--speed must be 1 to 3600, --rate above 0 and at most 100000, --weeks 0 to 26")
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
	world, err := demo.New(demo.Options{Seed: c.Seed, Rate: c.Rate, Speed: c.Speed, Past: time.Duration(c.Weeks) * 7 * 24 * time.Hour, Log: log, Progress: telling(t.err)})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, world.Close()) }()
	srv := newServer(st, serverOptions{Log: log, Sealer: sealer, Demo: world, Every: demoPoll,
		Host: host.Options{AllowPrivate: true, Reroute: world.Reroute()}})
	if free, err := srv.auth.SetupRequired(ctx); err != nil || !free {
		return errors.Join(err, errors.New("this database has an owner, so it is no demo's: choose another with --data or --database"))
	}
	return serveCmd{Listen: c.Listen, AdminListen: c.AdminListen}.serve(ctx, srv, t, func(ctx context.Context, url string) error {
		token, err := shopsToken(ctx, srv.auth)
		if err != nil {
			return err
		}
		return world.Run(ctx, demo.World{Flow: srv.flow, Connections: srv.connections, Callback: url, Token: token, Work: srv.workAfter})
	})
}

// telling shows how far the history is.
func telling(out io.Writer) func(float64) {
	shown, began := -1, time.Now()
	return func(part float64) {
		percent := int(part * 100)
		switch {
		case percent == shown || shown < 0 && percent == 100:
		case percent == 100:
			fmt.Fprintf(out, "\rThe history is told, in %.1f seconds.\n", time.Since(began).Seconds())
		default:
			fmt.Fprintf(out, "\rTelling weeks of history: %d %% ", percent)
		}
		shown = percent
	}
}

// tokenName is what the headless shop's token is called.
const tokenName = "Quillmoor web shop (simulated)" //nolint:gosec // the name of a token, not one

// shopsToken makes the token of the headless shop. Nobody keeps it, so that of
// the start before is revoked.
func shopsToken(ctx context.Context, a *auth.Auth) (string, error) {
	ctx = flow.As(ctx, flow.Caller{Actor: "demo:setup", Origin: "demo"})
	old, err := a.ListTokens(ctx, auth.Page{Limit: 500})
	if err != nil {
		return "", err
	}
	for _, k := range old {
		if k.Name == tokenName && k.RevokedAt == nil {
			if _, err := a.RevokeToken(ctx, k.ID); err != nil {
				return "", err
			}
		}
	}
	made, err := a.CreateToken(ctx, auth.NewToken{Name: tokenName, Role: oms.RoleOperator})
	if err != nil {
		return "", err
	}
	return made.Secret, nil
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
