//go:build unix

package pgtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// unprivileged says whom to run PostgreSQL as: it refuses root. Nil means ourselves.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(err1, err2)
	}
	return nil, errors.New("pgtest: PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody")
}

// confine lets cmd run as who, in dir, in a session of its own (a Ctrl-C is for the test, the guard sees its end), and
// without the caller's PG… variables.
func confine(cmd *exec.Cmd, dir string, who *syscall.Credential) {
	cmd.Dir = dir
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "LC_ALL=C"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Credential: who}
}

// inUse keeps the locks of our folders reachable: a file that is collected is closed, which would unlock it.
var inUse sync.Map

// privateFolder makes the folder of one server; the lock in it is held for as long as this process lives, so that sweep in
// another process can tell a folder in use from one left behind.
func privateFolder(who *syscall.Credential) (string, error) {
	dir, err := os.MkdirTemp("", "switchyard-pg-")
	if err != nil {
		return "", fmt.Errorf("pgtest: %w", err)
	}
	held, err := lock(filepath.Join(dir, "lock"), syscall.LOCK_EX|syscall.LOCK_NB)
	if err != nil {
		return "", errors.Join(err, os.RemoveAll(dir))
	}
	inUse.Store(dir, held)
	if who != nil {
		if err := os.Chown(dir, int(who.Uid), int(who.Gid)); err != nil {
			return "", errors.Join(fmt.Errorf("pgtest: %w", err), os.RemoveAll(dir))
		}
	}
	return dir, nil
}

// sweep removes the folders of servers whose guard could not: the machine was reset, or everything was killed at once.
func sweep() {
	dirs, _ := filepath.Glob(filepath.Join(os.TempDir(), "switchyard-pg-*")) // fails only for a bad pattern
	for _, dir := range dirs {
		info, err := os.Stat(dir)
		if err != nil || time.Since(info.ModTime()) < time.Minute { // gone, or just being made
			continue
		}
		left, err := lock(filepath.Join(dir, "lock"), syscall.LOCK_EX|syscall.LOCK_NB)
		if err != nil { // in use, or somebody else's
			continue
		}
		_ = os.RemoveAll(dir) // best effort: the next sweep tries again
		_ = left.Close()
	}
}

// lock takes an advisory lock on a file; closing what it returns lets go of it, as does the end of the process.
func lock(file string, how int) (*os.File, error) {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("pgtest: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), how); err != nil {
		return nil, errors.Join(fmt.Errorf("pgtest: lock %s: %w", file, err), f.Close())
	}
	return f, nil
}
