package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"
)

// Free space below which a person is told, and below which orders are at risk.
const (
	lowSpace  = 5 << 30
	tooLittle = 500 << 20
)

// machineChecks look at this machine: its clock, and the disk of the data
// folder.
func machineChecks(s *settings) []finding {
	return []finding{clockCheck(time.Now()), spaceCheck(s.Data), syncCheck(s.Data)}
}

// clockCheck refuses a clock that was never set.
func clockCheck(now time.Time) finding {
	f := finding{Group: "machine", Name: "clock", State: fine, Detail: now.UTC().Format(time.RFC3339)}
	if y := now.UTC().Year(); y < 2025 || y > 2100 {
		f.State, f.Advice = failed, "set the clock of this machine: let it follow NTP"
	}
	return f
}

func spaceCheck(dir string) finding {
	f := finding{Group: "machine", Name: "disk space", State: fine}
	free, err := freeSpace(dir)
	switch {
	case errors.Is(err, errors.ErrUnsupported):
		f.Detail = "can't be told on this system"
	case err != nil:
		f.State, f.Detail, f.Advice = failed, err.Error(), "name the data folder with --data"
	default:
		f.Detail = fmt.Sprintf("%.1f GB free in %s", float64(free)/1e9, dir)
		if free < lowSpace {
			f.State, f.Advice = warning, "make room: backups and the database grow"
		}
		if free < tooLittle {
			f.State = failed
		}
	}
	return f
}

// syncCheck writes, flushes and reads a file as the database would. A flush
// that takes no time at all is one that the disk did not do.
func syncCheck(dir string) finding {
	f := finding{Group: "machine", Name: "disk flush", State: fine}
	took, err := flush(dir)
	switch {
	case err != nil:
		f.State, f.Detail, f.Advice = failed, err.Error(), "let this user write to the data folder, or see why its disk refuses"
	case took > 200*time.Millisecond:
		f.State, f.Detail, f.Advice = warning, fmt.Sprintf("%s for each", took), "each commit waits this long: use a faster disk"
	case took < 2*time.Microsecond:
		f.State, f.Detail, f.Advice = warning, fmt.Sprintf("%s for each", took), "this disk says that it has written what it can't have: a power cut could take acknowledged orders"
	default:
		f.Detail = fmt.Sprintf("%s for each", took.Round(time.Microsecond))
	}
	return f
}

// flush returns how long one flush takes, the median of some.
func flush(dir string) (time.Duration, error) {
	file, err := os.CreateTemp(dir, ".doctor-*")
	if err != nil {
		return 0, err
	}
	defer os.Remove(file.Name()) //nolint:errcheck // a temporary file
	defer file.Close()
	var took []time.Duration
	page := bytes.Repeat([]byte{0x5a}, 4096)
	for i := range 5 {
		start := time.Now()
		if _, err := file.WriteAt(page, int64(i*len(page))); err != nil {
			return 0, err
		}
		if err := file.Sync(); err != nil {
			return 0, err
		}
		took = append(took, time.Since(start))
	}
	back := make([]byte, len(page))
	if _, err := file.ReadAt(back, 0); err != nil || !bytes.Equal(back, page) {
		return 0, errors.Join(err, errors.New("what was written is not what is read"))
	}
	return median(took), nil
}

func median(all []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}
