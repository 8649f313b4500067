// Switchyard is an order management system: one program that is the server,
// its control room and its own command line. Run it without arguments to see
// what it can do.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"
)

// Exit codes.
const (
	exitOK      = 0
	exitFailure = 1 // the command did not do what it was asked
	exitUsage   = 2 // it was not asked in a way that it understands
)

// cli is the whole command line: a field is a flag, a command field a command.
// Every flag can also be a SWITCHYARD_… variable or a line of the config file.
type cli struct {
	settings

	Serve  serveCmd  `cmd:"" help:"Run the server: API, control room and workers."`
	Demo   demoCmd   `cmd:"" help:"Run a small shop with orders coming in, to look around."`
	Import importCmd `cmd:"" help:"Take in orders, SKUs, locations, listings or stock from a CSV or XLSX file."`
	Export exportCmd `cmd:"" help:"Write orders, SKUs or stock as CSV."`
	Geo    geoCmd    `cmd:"" help:"Where postal codes lie, for routing."`

	Token tokenCmd `cmd:"" help:"Tokens for programs that use the API."`
	User  userCmd  `cmd:"" help:"People who sign in."`

	Doctor  doctorCmd  `cmd:"" help:"Check this machine, the database and every law of the ledger."`
	Backup  backupCmd  `cmd:"" help:"Write everything to one file, while the server runs."`
	Restore restoreCmd `cmd:"" help:"Fill an empty database with a backup, also of the other kind of database."`
	Migrate migrateCmd `cmd:"" help:"Bring the database's schema up to date; the server does it at its start too."`
	Archive archiveCmd `cmd:"" help:"Move orders of past years to files that can be read back."`
	Bench   benchCmd   `cmd:"" help:"Measure this machine, or the cost of routing policies."`

	Connector connectorCmd `cmd:"" help:"What can be connected, and how."`
	OpenAPI   openAPICmd   `cmd:"" name:"openapi" help:"Print the description of the API (OpenAPI 3.1)."`
	Version   versionCmd   `cmd:"" help:"Print the version."`
}

// command is the name of the command that was chosen, for those that share
// their code.
type command string

// terminal is where a command reads and writes. Answers go to out, so that a
// shell can take them; everything else goes to err.
type terminal struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) (string, bool)
}

func main() {
	// The first signal asks to stop; after it signals have their usual effect
	// again, so that the second ends the process at once.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go func() {
		<-ctx.Done()
		stop()
	}()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(300) // the live heap is small: collecting it less often costs some megabytes and saves a sixth of the work
	}
	os.Exit(run(ctx, os.Args[1:], terminal{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.LookupEnv}))
}

// exited carries the exit code out of the parser, which asks for help and
// versions to end the process.
type exited int

func run(ctx context.Context, args []string, t terminal) (code int) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case exited:
			code = int(e)
		default:
			panic(e) // a fault of ours: it must not look like success
		}
	}()
	var c cli
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parser, err := kong.New(&c, kong.Name("switchyard"), kong.Description(description), kong.UsageOnError(),
		kong.Writers(t.out, t.err), kong.Exit(func(code int) { panic(exited(code)) }), kong.Resolvers(&sources{env: t.env}),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}), kong.Vars{"version": version()})
	if err != nil {
		panic(err) // the declarations above
	}
	chosen, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(t.err, "switchyard: %v\nTry: %s --help\n", err, usageOf(err))
		return exitUsage
	}
	chosen.Bind(&c.settings, t, parser, command(chosen.Selected().Name))
	chosen.BindTo(ctx, (*context.Context)(nil))
	err = chosen.Run()
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &usage):
		fmt.Fprintf(t.err, "switchyard: %v\n", err)
		return exitUsage
	case errors.Is(err, errSaid):
		return exitFailure
	}
	fmt.Fprintf(t.err, "switchyard: %s\n", advice(err))
	return exitFailure
}

const description = `Switchyard takes orders from every channel, commits stock to them, decides who sends them and follows them to the door.

Start with "switchyard demo" to see a shop at work, or "switchyard serve" for your own. Every flag can be set as an environment
variable (--public-url is SWITCHYARD_PUBLIC_URL) or in a file given with --config, a "flag = value" on each line; what is given
nearest to the command wins: flag, then environment, then file.`

// usageError is a request that can't be meant.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// errSaid ends a command that has said itself what is wrong.
var errSaid = errors.New("said")

// usageOf is the command that was meant, for the hint.
func usageOf(err error) string {
	words := "switchyard"
	var parse *kong.ParseError
	if errors.As(err, &parse) {
		for _, p := range parse.Context.Path {
			if p.Command != nil {
				words += " " + p.Command.Name
			}
		}
	}
	return words
}
