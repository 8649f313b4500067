package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"
)

// settings are the flags that every command has.
type settings struct {
	Data      string `help:"Folder of the database file and of the key for secrets. Made when it is not there." default:"./data" type:"path" env:"SWITCHYARD_DATA" placeholder:"DIR"`
	Database  string `help:"PostgreSQL to use instead of the file in --data, such as postgres://user:password@host:5432/name. Several servers may share one; keep the password out of the process list with SWITCHYARD_DATABASE or SWITCHYARD_DATABASE_FILE." env:"SWITCHYARD_DATABASE" secret:"" placeholder:"URL"`
	Config    string `help:"File of settings, a \"flag = value\" on each line." type:"existingfile" env:"SWITCHYARD_CONFIG" placeholder:"FILE"`
	LogFormat string `help:"Form of the log on standard error: text or json." enum:"text,json" default:"text" env:"SWITCHYARD_LOG_FORMAT"`
	LogLevel  string `help:"What is logged at least: debug, info, warn or error." enum:"debug,info,warn,error" default:"info" env:"SWITCHYARD_LOG_LEVEL"`
}

// sources gives a flag that was not on the command line its value from a file:
// the one that its variable with _FILE behind it names, or the config file.
// Variables themselves are kong's.
type sources struct {
	env    func(string) (string, bool)
	read   bool
	config map[string]string
}

// Validate is part of kong.Resolver; what the config file holds is checked when
// it is read.
func (s *sources) Validate(*kong.Application) error { return nil }

// Resolve is part of kong.Resolver.
func (s *sources) Resolve(ctx *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if err := s.load(ctx); err != nil {
		return nil, err
	}
	for _, name := range flag.Envs {
		_, set := s.env(name)
		file, there := s.env(name + "_FILE")
		switch {
		case set && there && flag.Tag.Has("secret"):
			return nil, fmt.Errorf("%s and %s_FILE are both set: set one", name, name)
		case set:
			return nil, nil // kong has it, and it wins over the config file
		case there && flag.Tag.Has("secret"):
			return secretFile(file)
		}
	}
	if v, ok := s.config[flag.Name]; ok {
		return v, nil
	}
	return nil, nil
}

func secretFile(path string) (string, error) {
	b, err := os.ReadFile(path)
	return strings.TrimSpace(string(b)), err
}

// load reads the config file, once, when one is named.
func (s *sources) load(ctx *kong.Context) error {
	if s.read {
		return nil
	}
	s.read = true
	for _, f := range ctx.Flags() {
		if f.Name != "config" {
			continue
		}
		path, _ := ctx.FlagValue(f).(string)
		if path == "" {
			return nil
		}
		var err error
		s.config, err = readConfig(path, flagNames(ctx.Model.Node))
		return err
	}
	return nil
}

// flagNames lists the flags of a command and of all below it.
func flagNames(n *kong.Node) (names []string) {
	for _, f := range n.Flags {
		names = append(names, f.Name)
	}
	for _, c := range n.Children {
		names = append(names, flagNames(c)...)
	}
	return names
}

// readConfig reads "flag = value" lines. Empty lines and those that begin with
// # say nothing; a value may be quoted. An unknown flag is an error: it is a
// misspelled one, and what it was to change would silently not be so.
func readConfig(path string, known []string) (map[string]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	out := map[string]string{}
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		name, value = strings.ReplaceAll(strings.TrimSpace(name), "_", "-"), strings.TrimSpace(value)
		fault := func(what string) error { return fmt.Errorf("%s, line %d: %s", path, n, what) }
		if !ok {
			return nil, fault("expected flag = value")
		}
		if !slices.Contains(known, name) || name == "config" || name == "help" {
			return nil, fault(name + " is not a setting; " + nearest(name, known))
		}
		if _, twice := out[name]; twice {
			return nil, fault(name + " is there twice")
		}
		if strings.HasPrefix(value, `"`) {
			if value, err = strconv.Unquote(value); err != nil {
				return nil, fault("the quotes of " + name + " don't match")
			}
		}
		out[name] = value
	}
	return out, errors.Join(lines.Err())
}

// nearest suggests a name that shares the longest beginning.
func nearest(name string, known []string) string {
	best, length := "", 0
	for _, k := range known {
		n := 0
		for n < min(len(k), len(name)) && k[n] == name[n] {
			n++
		}
		if n > length {
			best, length = k, n
		}
	}
	if best == "" {
		return "see switchyard serve --help"
	}
	return "did you mean " + best + "?"
}

// unknownVariables lists SWITCHYARD_ variables that no flag has. They are told
// and no error: Kubernetes sets SWITCHYARD_SERVICE_HOST and SWITCHYARD_PORT in
// every pod beside a service of our name.
func unknownVariables(environ []string, known []string) []string {
	var out []string
	for _, e := range environ {
		name, _, _ := strings.Cut(e, "=")
		rest, ours := strings.CutPrefix(name, "SWITCHYARD_")
		if !ours || strings.HasPrefix(rest, "TEST_") || strings.HasPrefix(rest, "SERVICE_") || rest == "PORT" || strings.HasPrefix(rest, "PORT_") {
			continue
		}
		flag := strings.ToLower(strings.ReplaceAll(strings.TrimSuffix(rest, "_FILE"), "_", "-"))
		if !slices.Contains(known, flag) {
			out = append(out, name)
		}
	}
	return out
}
