//go:build unix

package pgtest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// role is the superuser of the servers that are started here. They listen on a socket inside a private folder and trust it.
const role = "switchyard"

// guard runs the server and outlives the test process by a moment: its input is a pipe whose other end only that process holds,
// so the end of the input is the end of the process, by any cause. The server is then told to quit at once and its files go.
// $1 is the folder; the rest is the server's command line.
const guard = `
dir=$1; shift
exec 3<&0
"$@" </dev/null 3<&- >>"$dir/log" 2>&1 &
server=$!
{ cat <&3 >/dev/null; : >"$dir/over"; kill -QUIT $server; } 2>/dev/null &
watcher=$!
wait $server; status=$?
kill $watcher 2>/dev/null; wait $watcher
if [ -e "$dir/over" ]; then rm -rf "$dir"; fi
exit $status
`

// Start runs a server of the caller's own, in a temporary folder and on a socket in it. It ends with Stop or with the process.
// ErrNotInstalled is returned where PostgreSQL is not installed.
func Start(ctx context.Context, o Options) (*Server, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	who, err := unprivileged()
	if err != nil {
		return nil, err
	}
	sweep()
	dir, err := privateFolder(who)
	if err != nil {
		return nil, err
	}
	if err := cluster(ctx, bin, filepath.Join(dir, "data"), who); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return run(ctx, bin, dir, who, o)
}

// run starts the server in dir under its guard and waits until it answers.
func run(ctx context.Context, bin, dir string, who *syscall.Credential, o Options) (*Server, error) {
	args := append([]string{"-c", guard, "pgtest", dir, filepath.Join(bin, "postgres"), "-D", filepath.Join(dir, "data"), "-k", dir}, settings(o)...)
	cmd := exec.Command("/bin/sh", args...) // without ctx: the server outlives the call
	confine(cmd, dir, who)
	alive, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("pgtest: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, errors.Join(fmt.Errorf("pgtest: start the server: %w", err), os.RemoveAll(dir))
	}
	var exit error // valid once ended is closed
	ended := make(chan struct{})
	go func() {
		exit = cmd.Wait()
		close(ended)
	}()
	s := &Server{
		admin: url.URL{Scheme: "postgres", User: url.User(role), Path: "/postgres", RawQuery: url.Values{"host": {dir}}.Encode()},
		stop: func() error {
			_ = alive.Close() // what the guard waits for
			<-ended
			return os.RemoveAll(dir)
		},
	}
	if err := s.ready(ctx, ended); err != nil {
		log, _ := os.ReadFile(filepath.Join(dir, "log"))
		_ = alive.Close()
		<-ended
		return nil, errors.Join(fmt.Errorf("pgtest: the server did not start: %w\n%s", errors.Join(err, exit), log), os.RemoveAll(dir))
	}
	return s, nil
}

// ready returns once the server takes connections, or with the last failure when it has ended or ctx has.
func (s *Server) ready(ctx context.Context, ended <-chan struct{}) error {
	for {
		c, err := pgx.Connect(ctx, s.admin.String())
		if err == nil {
			return c.Close(ctx)
		}
		select {
		case <-ended:
			return err
		case <-ctx.Done():
			return err
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// settings are the server's options. Its time zone is an odd one on purpose: SQL that leans on the server's zone shows at once.
func settings(o Options) []string {
	s := []string{
		"-c", "listen_addresses=",
		"-c", "max_connections=200",
		"-c", "shared_buffers=128MB",
		"-c", "max_wal_size=1GB",
		"-c", "timezone=<+0545>-05:45",
		"-c", "log_timezone=UTC",
		"-c", "jit=off",
	}
	if !o.Durable {
		s = append(s, "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off")
	}
	return s
}
