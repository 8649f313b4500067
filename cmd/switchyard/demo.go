package main

import (
	"context"
	"errors"

	"github.com/switchyard-oms/switchyard/internal/host"
)

type demoCmd struct {
	Listen string `help:"Address to listen on: this machine's own, since anybody who reaches it may do everything." default:"127.0.0.1:8080" env:"SWITCHYARD_LISTEN" placeholder:"ADDR"`
}

// Run serves a demo until ctx ends.
func (c demoCmd) Run(ctx context.Context, s *settings, t terminal) (err error) {
	st, err := s.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	sealer, err := s.sealer(t)
	if err != nil {
		return err
	}
	srv := newServer(st, serverOptions{Log: s.logger(t), Sealer: sealer, Demo: true, Host: host.Options{AllowPrivate: true}})
	return serveCmd{Listen: c.Listen}.serve(ctx, srv, t)
}
