//go:build unix

package pgtest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// layout changes when the way a cluster is made changes, so that cached ones of the old way are left alone.
const layout = "1"

// cluster puts a new database cluster into data. initdb takes seconds, so its result is kept in the user's cache, one a
// server version, and copied.
func cluster(ctx context.Context, bin, data string, who *syscall.Credential) error {
	template, err := template(ctx, bin, who)
	if err != nil {
		return err
	}
	if template == "" {
		return initdb(ctx, bin, data, who)
	}
	if err := clone(template, data, who); err != nil {
		return fmt.Errorf("pgtest: copy the cached cluster (remove %s if it is damaged): %w", template, err)
	}
	return nil
}

// template returns the folder of a cached cluster, made now if need be, or nothing where the user has no cache folder.
func template(ctx context.Context, bin string, who *syscall.Credential) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", nil
	}
	out, err := exec.CommandContext(ctx, filepath.Join(bin, "postgres"), "--version").Output()
	if err != nil {
		return "", fmt.Errorf("pgtest: ask postgres for its version: %w", err)
	}
	cache = filepath.Join(cache, "switchyard", "pgtest")
	if err := os.MkdirAll(cache, 0o700); err != nil {
		return "", nil // a read-only home is no reason to fail
	}
	name := strings.Map(func(r rune) rune {
		if r == '/' || r == ' ' {
			return '-'
		}
		return r
	}, strings.TrimSpace(string(out))+" "+layout)
	held, err := lock(filepath.Join(cache, name+".lock"), syscall.LOCK_EX)
	if err != nil {
		return "", err
	}
	defer func() { _ = held.Close() }()
	return fill(ctx, bin, filepath.Join(cache, name), who)
}

// fill makes the cached cluster unless it is there. The rename at the end is what makes it visible: a half made one never is.
func fill(ctx context.Context, bin, cached string, who *syscall.Credential) (string, error) {
	if _, err := os.Stat(cached); err == nil {
		return cached, nil
	}
	dir, err := privateFolder(who)
	if err != nil {
		return "", err
	}
	err = initdb(ctx, bin, filepath.Join(dir, "data"), who)
	if err == nil {
		err = errors.Join(os.RemoveAll(cached+".new"), clone(filepath.Join(dir, "data"), cached+".new", nil), os.Rename(cached+".new", cached))
	}
	return cached, errors.Join(err, os.RemoveAll(dir))
}

// initdb makes a cluster in data with its owner's rights. C.UTF-8 sorts by code point, as SQLite does, and knows upper and
// lower case of every script; systems without it get plain C.
func initdb(ctx context.Context, bin, data string, who *syscall.Credential) error {
	var errs []error
	for _, locale := range []string{"C.UTF-8", "C"} {
		cmd := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "-D", data, "-U", role, "--auth=trust",
			"--no-sync", "--encoding=UTF8", "--locale="+locale, "--no-instructions")
		confine(cmd, filepath.Dir(data), who)
		out, err := cmd.CombinedOutput()
		if err == nil {
			return nil
		}
		errs = append(errs, fmt.Errorf("pgtest: initdb: %w\n%s", err, out), os.RemoveAll(data))
	}
	return errors.Join(errs...)
}

// clone copies a cluster with its modes; the copy belongs to who.
func clone(from, to string, who *syscall.Credential) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		target := filepath.Join(to, strings.TrimPrefix(path, from))
		if d.IsDir() {
			err = os.Mkdir(target, info.Mode().Perm())
		} else {
			err = copyFile(path, target, info.Mode().Perm())
		}
		if err == nil && who != nil {
			err = os.Lchown(target, int(who.Uid), int(who.Gid))
		}
		return err
	})
}

func copyFile(from, to string, mode fs.FileMode) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, content, mode)
}
