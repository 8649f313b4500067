package main

import (
	"context"
	"errors"
	"time"

	"github.com/switchyard-oms/switchyard/internal/bench"
)

type benchCmd struct {
	Speed   benchSpeedCmd   `cmd:"" default:"withargs" help:"Orders per second beside the limit."`
	Full    benchFullCmd    `cmd:"" help:"Orders per second into a database that has many, beside an empty one."`
	Lists   benchListsCmd   `cmd:"" help:"How long lists, searches and Home take with many orders."`
	Rush    benchRushCmd    `cmd:"" help:"How long queues get, and how late channels hear of stock, at ten times the usual load."`
	Routing benchRoutingCmd `cmd:"" help:"What recorded orders cost under each routing policy, beside the hindsight bound."`
}

// benchRoutingCmd plays a recorded instance.
type benchRoutingCmd struct {
	File string `arg:"" help:"The instance, JSON, with its rate card beside it, CSV." type:"existingfile"`
}

// Run plays it.
func (c benchRoutingCmd) Run(ctx context.Context, t terminal) error {
	return bench.Routing(ctx, c.File, t.out)
}

type benchSpeedCmd struct {
	Limit    string        `help:"A second empty PostgreSQL database, for what set-based SQL alone can do; needed with --database." env:"SWITCHYARD_LIMIT" secret:"" placeholder:"URL"`
	Duration time.Duration `help:"Of each load." default:"5s"`
	SKUs     int           `name:"skus" help:"SKUs that orders are spread over." default:"10000"`
	Clients  []int         `help:"Clients at once, one load each." default:"1,32,256"`
}

// Help is what --help adds.
func (benchSpeedCmd) Help() string {
	return `Starts servers of its own on databases of its own and prints what they do, beside what the database alone could. SQLite is always measured,
PostgreSQL when --database and --limit name two empty databases, which are filled and left so. Never name one that is in use.`
}

// Run measures.
func (c benchSpeedCmd) Run(ctx context.Context, s *settings, t terminal) error {
	return bench.Run(ctx, bench.Options{Database: s.Database, Limit: c.Limit, Duration: c.Duration, SKUs: c.SKUs, Clients: c.Clients}, t.out)
}

type benchFullCmd struct {
	Empty  string `help:"A second empty PostgreSQL database, which gets no more than the loads; needed with --database." env:"SWITCHYARD_EMPTY" secret:"" placeholder:"URL"`
	Orders int    `help:"Orders in the full database." default:"1000000"`
	Rounds int    `help:"Turns, each a load on either." default:"5"`
}

// Help is what --help adds.
func (benchFullCmd) Help() string {
	return `Starts two servers of its own, fills the database of one, and has each capture orders in turn. SQLite is measured, or PostgreSQL when --database and
--empty name two empty databases, which are left behind. Never name one that is in use. An order takes some 13 kB of disk.`
}

// Run measures.
func (c benchFullCmd) Run(ctx context.Context, s *settings, t terminal) error {
	if (s.Database == "") != (c.Empty == "") {
		return errors.New("PostgreSQL needs two empty databases: --database and --empty")
	}
	return bench.Full(ctx, bench.FullOptions{Database: s.Database, Empty: c.Empty, Orders: c.Orders, Rounds: c.Rounds}, t.out)
}

type benchListsCmd struct {
	Orders int  `help:"Orders in the database." default:"1000000"`
	SKUs   int  `name:"skus" help:"SKUs that orders are spread over." default:"2000"`
	Rounds int  `help:"Times that each question is asked." default:"30"`
	Filled bool `help:"Ask the database in --database as an earlier run has left it."`
}

// Help is what --help adds.
func (benchListsCmd) Help() string {
	return `Starts a server of its own, fills its database and asks it for pages, searches and boards. SQLite is measured, or PostgreSQL when --database names an
empty database, which is filled and left so: with --filled it is asked once more. Never name one that is in use.`
}

// Run measures.
func (c benchListsCmd) Run(ctx context.Context, s *settings, t terminal) error {
	return bench.Lists(ctx, bench.ListOptions{Database: s.Database, Orders: c.Orders, SKUs: c.SKUs, Rounds: c.Rounds, Filled: c.Filled}, t.out)
}

type benchRushCmd struct {
	Duration time.Duration `help:"Of the rush." default:"1m"`
}

// Help is what --help adds.
func (benchRushCmd) Help() string {
	return `Starts the demo world, with simulated shops and marketplaces connected over HTTP, and plays it as usual, ten times as fast, and as usual again. It runs on
SQLite, or on PostgreSQL when --database names an empty database, which is filled and left so. Never name one that is in use.`
}

// Run measures.
func (c benchRushCmd) Run(ctx context.Context, s *settings, t terminal) error {
	return bench.Rush(ctx, bench.RushOptions{Database: s.Database, Duration: c.Duration}, t.out)
}
