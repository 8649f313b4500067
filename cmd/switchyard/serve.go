package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/pprof"
	"net/netip"
	"os"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"github.com/switchyard-oms/switchyard/internal/api"
)

type serveCmd struct {
	Listen      string `help:"Address to listen on. On its default only this machine can reach it; put a reverse proxy that does TLS in front before you open it." default:"127.0.0.1:8080" env:"SWITCHYARD_LISTEN" placeholder:"ADDR"`
	AdminListen string `help:"Address for /metrics, /debug/pprof and the health checks, for operators only; none when absent." env:"SWITCHYARD_ADMIN_LISTEN" placeholder:"ADDR"`
	PublicURL   string `help:"Where people reach the server, for links; made of --listen when absent." env:"SWITCHYARD_PUBLIC_URL" placeholder:"URL"`
}

// Help is what --help adds.
func (serveCmd) Help() string {
	return `The first start makes the data folder, the database and a one-time link to make the owner's account. GET /healthz says that the process
lives, GET /readyz whether to send requests here. SIGTERM or Ctrl-C lets requests and jobs in hand come to their end, for at most 20 seconds;
a second one ends the process at once.

  switchyard serve --data /var/lib/switchyard
  switchyard serve --data /var/lib/switchyard --database postgres://user@host/switchyard --admin-listen 127.0.0.1:9090

Several servers may share one PostgreSQL and one data folder. The key for secrets is secret.key in the data folder, or SWITCHYARD_SECRET_KEY
(or SWITCHYARD_SECRET_KEY_FILE): keep a copy of it apart from the backups.`
}

// grace is how long requests, and then jobs, have to come to their end.
const grace = 20 * time.Second

// Run serves until ctx ends.
func (c serveCmd) Run(ctx context.Context, s *settings, t terminal, k *kong.Kong) (err error) {
	log := s.logger(t)
	for _, name := range unknownVariables(os.Environ(), append(flagNames(k.Model.Node), "secret-key")) {
		log.Warn("a variable is not a setting: is it misspelled?", "variable", name)
	}
	st, err := s.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	sealer, err := s.sealer(t)
	if err != nil {
		return err
	}
	srv := newServer(st, serverOptions{Log: log, Sealer: sealer})
	return c.serve(ctx, srv, t, nil)
}

// serve opens the listeners, works until ctx ends, and lets everything come to
// its end. beside runs meanwhile, when it is not nil, and is told where the
// server is; it has the work begin, and an error of it ends the server.
func (c serveCmd) serve(ctx context.Context, srv *server, t terminal, beside func(ctx context.Context, url string) error) error {
	public, err := listen(ctx, c.Listen)
	if err != nil {
		return err
	}
	failed := make(chan error, 3)
	main := api.Server(srv.handler, srv.log)
	main.RegisterOnShutdown(srv.api.Stop)
	servers := []*http.Server{main}
	if c.AdminListen != "" {
		l, err := listen(ctx, c.AdminListen)
		if err != nil {
			return errors.Join(err, public.Close())
		}
		admin := api.Server(adminHandler(srv.api), srv.log)
		servers = append(servers, admin)
		go func() { failed <- admin.Serve(l) }()
		srv.log.Info("metrics and profiles", "address", l.Addr().String())
	}
	if beside == nil {
		srv.work(ctx)
	}
	go func() { failed <- main.Serve(api.Listener(public)) }()
	c.greet(ctx, srv, public.Addr(), t.out)
	stop := alongside(ctx, beside, "http://"+public.Addr().String(), failed)
	select {
	case <-ctx.Done():
		err = nil
	case err = <-failed:
	}
	stop()
	srv.log.Info("shutting down; a second signal ends it at once")
	return errors.Join(err, shutDown(srv, servers))
}

// alongside runs f, if there is one, until stop is called, which waits for it.
func alongside(ctx context.Context, f func(context.Context, string) error, url string, failed chan<- error) (stop func()) {
	if f == nil {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := f(ctx, url); err != nil && ctx.Err() == nil {
			failed <- err
		}
	}()
	return func() { cancel(); <-done }
}

func listen(ctx context.Context, addr string) (net.Listener, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("can't listen: %w; is another server running? choose another address with --listen", err)
	}
	return l, nil
}

// shutDown ends requests, then work. The admin listener goes last, so that it
// can be watched.
func shutDown(srv *server, servers []*http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	err := servers[0].Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		srv.log.Warn("some requests had not come to their end and were cut off")
		err = servers[0].Close()
	}
	rest, cancelRest := context.WithTimeout(context.Background(), grace)
	defer cancelRest()
	srv.rest(rest)
	for _, s := range servers[1:] {
		err = errors.Join(err, s.Close())
	}
	return err
}

// greet says where the server is and, while nobody owns the installation, how
// to become its owner.
func (c serveCmd) greet(ctx context.Context, srv *server, at net.Addr, out io.Writer) {
	url := c.PublicURL
	if url == "" {
		url = "http://" + at.String()
	}
	url = strings.TrimSuffix(url, "/")
	fmt.Fprintf(out, "Switchyard %s is running at %s\n", version(), url)
	if a, err := netip.ParseAddrPort(at.String()); err == nil && !a.Addr().Unmap().IsLoopback() {
		srv.log.Info("listening beyond this machine: let a reverse proxy that does TLS stand in front", "address", at.String())
	}
	if srv.demo {
		fmt.Fprintln(out, "A simulated brand is open for business, for everybody on this machine. Ctrl-C closes it.")
		return
	}
	token, err := srv.auth.SetupToken(ctx)
	switch {
	case err != nil:
		srv.log.Error("no link to make the owner's account", "error", err.Error())
	case token != "":
		fmt.Fprintf(out, "Nobody owns this installation yet. Make the owner's account with this link, which works once:\n  %s/setup?token=%s\n", url, token)
	}
}

// adminHandler is what operators ask: metrics, health, and profiles.
func adminHandler(a *api.API) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", a.Admin())
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	return mux
}
