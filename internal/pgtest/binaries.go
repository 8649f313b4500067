package pgtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// binaries returns the folder that holds both initdb and postgres. PATH comes first: it is what the user chose. Debian keeps
// the servers out of PATH, one folder a version, of which the newest is taken.
func binaries() (string, error) {
	var folders []string
	if p, err := exec.LookPath("postgres"); err == nil {
		if real, err := filepath.EvalSymlinks(p); err == nil {
			folders = append(folders, filepath.Dir(real))
		}
		folders = append(folders, filepath.Dir(p))
	}
	folders = append(folders, versioned("/usr/lib/postgresql/*/bin")...)
	folders = append(folders, versioned("/usr/pgsql-*/bin")...)
	folders = append(folders, "/usr/local/bin", "/opt/homebrew/bin", "/usr/local/pgsql/bin")
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		folders = append(folders, strings.TrimSpace(string(out)))
	}
	for _, dir := range folders {
		if executable(filepath.Join(dir, "initdb")) && executable(filepath.Join(dir, "postgres")) {
			return dir, nil
		}
	}
	return "", ErrNotInstalled
}

// versioned lists the folders that match, the highest version number first.
func versioned(pattern string) []string {
	found, _ := filepath.Glob(pattern) // fails only for a bad pattern
	number := func(dir string) float64 {
		digits := strings.Trim(filepath.Base(filepath.Dir(dir)), "pgsql-")
		n, _ := strconv.ParseFloat(digits, 64) // an odd name sorts last
		return n
	}
	slices.SortFunc(found, func(a, b string) int { return int(10 * (number(b) - number(a))) })
	return found
}

func executable(file string) bool {
	info, err := os.Stat(file)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}
