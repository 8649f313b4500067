package flow

import (
	"context"
	"strconv"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// ReoptimizeSchedule says how often cheaper plans are looked for by themselves.
type ReoptimizeSchedule struct {
	EveryHours int64 `json:"every_hours" doc:"0 for never, which holds until somebody says otherwise" minimum:"0" maximum:"168" example:"6"`
}

const (
	reoptimizeKey                           = "routing_reoptimize_hours"
	reoptimizeKind jobs.Kind[reoptimizeJob] = "routing.reoptimize"
)

// reoptimizeJob goes through all orders once.
type reoptimizeJob struct{}

// ReoptimizeSchedule returns how often cheaper plans are looked for.
func (f *Flow) ReoptimizeSchedule(ctx context.Context) (ReoptimizeSchedule, error) {
	return read(ctx, f, func(tx *store.Tx) (ReoptimizeSchedule, error) { return reoptimizeHours(ctx, tx) })
}

func reoptimizeHoursOf(ctx context.Context, tx *store.Tx) (string, ReoptimizeSchedule, error) {
	text, found, err := tx.Setting(ctx, reoptimizeKey)
	if err != nil || !found {
		return text, ReoptimizeSchedule{}, err
	}
	hours, err := strconv.ParseInt(text, 10, 64)
	return text, ReoptimizeSchedule{hours}, err
}

func reoptimizeHours(ctx context.Context, tx *store.Tx) (ReoptimizeSchedule, error) {
	_, s, err := reoptimizeHoursOf(ctx, tx)
	return s, err
}

// ScheduleReoptimize says how often cheaper plans are to be looked for.
func (f *Flow) ScheduleReoptimize(ctx context.Context, in ReoptimizeSchedule) (ReoptimizeSchedule, error) {
	if err := oms.InvalidFields("the schedule", checkRange("every_hours", in.EveryHours, 0, 168)); err != nil {
		return in, err
	}
	return do(ctx, f, func(tx *store.Tx) (ReoptimizeSchedule, error) {
		before, was, err := reoptimizeHoursOf(ctx, tx)
		if err != nil || was == in {
			return in, err
		}
		after := strconv.FormatInt(in.EveryHours, 10)
		tx.Emit(ctx, oms.Event{Type: "setting.changed", Subject: reoptimizeKey}, map[string]any{"before": before, "after": after})
		return in, tx.SaveSetting(ctx, reoptimizeKey, after)
	})
}

// registerReoptimize has this server look for cheaper plans when it is asked to.
func (f *Flow) registerReoptimize(q *jobs.Queue) {
	jobs.Register(q, reoptimizeKind, func(ctx context.Context, _ jobs.Job[reoptimizeJob]) error {
		return f.reoptimizeAll(ctx)
	})
	q.Schedule(jobs.Schedule{Name: string(reoptimizeKind), Every: time.Hour, Do: func(ctx context.Context, tx *store.Tx) error {
		s, err := reoptimizeHours(ctx, tx)
		if err != nil || s.EveryHours == 0 || tx.Now.Unix()/3600%s.EveryHours != 0 {
			return err
		}
		return reoptimizeKind.Insert(ctx, tx, reoptimizeJob{}, jobs.Options{Unique: string(reoptimizeKind)})
	}})
}
