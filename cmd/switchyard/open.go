package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/internal/host"
	"github.com/switchyard-oms/switchyard/internal/store"
)

// options say where the database is.
func (s *settings) options() store.Options { return store.Options{Dir: s.Data, URL: s.Database} }

// open opens the database for work, and makes it at the first start.
func (s *settings) open(ctx context.Context) (*store.Store, error) {
	if err := s.folder(); err != nil {
		return nil, err
	}
	return store.Open(ctx, s.options())
}

// existing opens a database as it is, and makes none.
func (s *settings) existing(ctx context.Context) (*store.Store, error) {
	return store.Connect(ctx, s.options())
}

// folder makes the data folder and sees that it can be written.
func (s *settings) folder() error {
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return fmt.Errorf("the data folder can't be made: %w", err)
	}
	probe, err := os.CreateTemp(s.Data, ".probe-*")
	if err != nil {
		return fmt.Errorf("the data folder %s can't be written by this user: %w", s.Data, err)
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// sealer opens the key for secrets: of the environment, or of the data folder.
func (s *settings) sealer(t terminal) (*host.Sealer, error) {
	key, err := s.secretKey(t)
	if err != nil {
		return nil, err
	}
	return host.OpenSealer(s.Data, key)
}

// existingSealer is sealer for what only looks: it makes no key, and opens
// nothing where there is none.
func (s *settings) existingSealer(t terminal) (*host.Sealer, error) {
	key, err := s.keyText(t)
	if errors.Is(err, fs.ErrNotExist) {
		return host.NewSealer(make([]byte, 32))
	}
	if err != nil {
		return nil, err
	}
	return host.OpenSealer(s.Data, key)
}

// secretKey is the key as the environment gives it, or "".
func (s *settings) secretKey(t terminal) (string, error) {
	key, set := t.env(host.KeyVariable)
	file, there := t.env(host.KeyVariable + "_FILE")
	switch {
	case set && there:
		return "", fmt.Errorf("%s and %s_FILE are both set: set one", host.KeyVariable, host.KeyVariable)
	case there:
		return secretFile(file)
	}
	return key, nil
}

// logger writes to standard error as the flags say.
func (s *settings) logger(t terminal) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.LogLevel)); err != nil {
		panic(err) // kong has checked it
	}
	o := &slog.HandlerOptions{Level: level}
	if s.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(t.err, o))
	}
	return slog.New(slog.NewTextHandler(t.err, o))
}

// asCommand says who acts: somebody at the command line of this machine.
func asCommand(ctx context.Context) context.Context {
	return store.WithCaller(ctx, store.Caller{Actor: "system", Origin: "cli", CorrelationID: store.NewID("cli")})
}

// withFlow runs f with the verbs on the database.
func (s *settings) withFlow(ctx context.Context, f func(context.Context, *flow.Flow) error) error {
	st, err := s.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(f(asCommand(ctx), flow.New(st, nil)), st.Close())
}

// withAuth runs f with the verbs of access.
func (s *settings) withAuth(ctx context.Context, f func(context.Context, *auth.Auth) error) error {
	st, err := s.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(f(asCommand(ctx), auth.New(st, auth.Options{})), st.Close())
}

// advice adds to an error what to do about it, where that is known.
func advice(err error) string {
	text := strings.TrimSpace(err.Error())
	if strings.Contains(text, "SQLITE_BUSY") || strings.Contains(text, "database is locked") {
		text += "\nAnother process has been writing to the database for more than 10 seconds. Several commands may use it at once, but one that\n" +
			"holds it that long (a restore, another program) has to end first."
	}
	return text
}
