package flow

import (
	"strings"
	"sync/atomic"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

func settingsOf(shop string) map[string]string {
	return map[string]string{"shop": shop, "token": "s3cret"}
}

// says makes the vendor silent about accounts, or not, and gives shops other
// accounts than their names say.
func (v *vendor) says(silent bool, aliases map[string]string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.silent, v.aliases = silent, aliases
}

// TestAccountIsConnectedOnce connects the same account again: under another
// channel, by another name of it, by changing another connection.
func TestAccountIsConnectedOnce(t *testing.T) {
	ticking(t, func(t *testing.T, f *Flow, _ *atomic.Int64, _ store.Options) {
		v := &vendor{aliases: map[string]string{"x-old": "x"}}
		in := newInward(t, f, v)
		if got := in.get().Account; got != "x" {
			t.Fatalf("the account is %q", got)
		}
		twice := func(what string, err error) {
			t.Helper()
			if oms.CodeOf(err) != oms.Conflict || !strings.Contains(err.Error(), "connected already, as Vendor for channel shop") {
				t.Errorf("%s: %v", what, err)
			}
		}
		connect := func(shop string) (ConnectionView, error) {
			return in.Create(t.Context(), ConnectionInput{Driver: "vendor", Channel: "second", Settings: settingsOf(shop)})
		}
		_, err := connect("x")
		twice("a second channel", err)
		_, err = connect("x-old")
		twice("another name of it", err)
		if _, err := f.Channel(t.Context(), "second"); oms.CodeOf(err) != oms.NotFound {
			t.Errorf("what was refused left a channel: %v", err)
		}
		second, err := connect("y")
		if err != nil {
			t.Fatal(err)
		}
		_, err = in.Update(t.Context(), second.ID, ConnectionInput{Settings: map[string]string{"shop": "x-old"}})
		twice("an edit", err)
		if got, err := in.Get(t.Context(), second.ID); err != nil || got.Account != "y" || got.Settings["shop"] != "y" {
			t.Errorf("after the edit: %+v, %v", got, err)
		}
		if err := in.Delete(t.Context(), in.id); err != nil {
			t.Fatal(err)
		}
		again, err := in.Create(t.Context(), ConnectionInput{Driver: "vendor", Channel: "shop", Settings: settingsOf("x")})
		if err != nil || again.Account != "x" {
			t.Errorf("what was disconnected: %+v, %v", again, err)
		}
	})
}

// TestAccountChanges moves a connection to another account: as long as it has
// taken no orders.
func TestAccountChanges(t *testing.T) {
	ticking(t, func(t *testing.T, f *Flow, _ *atomic.Int64, _ store.Options) {
		v := &vendor{}
		in := newInward(t, f, v)
		move := func(shop string) error {
			_, err := in.Update(t.Context(), in.id, ConnectionInput{Settings: map[string]string{"shop": shop}})
			return err
		}
		if err := move("y"); err != nil || in.get().Account != "y" {
			t.Fatalf("%+v, %v", in.get(), err)
		}
		v.mu.Lock()
		v.orders = []oms.OrderInput{shopOrder("1", f.store.Now())}
		v.mu.Unlock()
		if err := in.PollNow(t.Context(), in.id); err != nil {
			t.Fatal(err)
		}
		eventually(t, "an order is taken", func() bool { return in.get().Sync.LastEventAt != nil })
		if err := move("z"); oms.CodeOf(err) != oms.Conflict || !strings.Contains(err.Error(), "taken orders of another account") {
			t.Errorf("another account: %v", err)
		}
		v.says(false, map[string]string{"y-new": "y"})
		if err := move("y-new"); err != nil || in.get().Account != "y" {
			t.Errorf("the account by its new name: %+v, %v", in.get(), err)
		}
	})
}

// TestAccountIsAskedLater saves settings while the vendor does not answer:
// orders are taken once it has said whose they are, and not of an account that
// another connection has.
func TestAccountIsAskedLater(t *testing.T) {
	ticking(t, func(t *testing.T, f *Flow, _ *atomic.Int64, _ store.Options) {
		v := &vendor{}
		in := newInward(t, f, v)
		v.says(true, map[string]string{"x-old": "x", "new": ""})
		v.mu.Lock()
		v.orders = []oms.OrderInput{shopOrder("1", f.store.Now())}
		v.mu.Unlock()
		connect := func(channel, shop string) string {
			made, err := in.Create(t.Context(), ConnectionInput{Driver: "vendor", Channel: channel, Settings: settingsOf(shop)})
			if err != nil || made.Account != "" {
				t.Fatalf("%+v, %v", made, err)
			}
			return made.ID
		}
		get := func(id string) ConnectionView {
			got, err := in.Get(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		twin, fresh := connect("twin", "x-old"), connect("fresh", "new")
		eventually(t, "the vendor says nothing", func() bool { return get(twin).Problem == "a broken line" })
		v.says(false, map[string]string{"x-old": "x", "new": ""})
		if r, err := in.Test(t.Context(), twin); err != nil || r.OK || !strings.Contains(r.Message, "connected already") {
			t.Errorf("test %+v, %v", r, err)
		}
		if got := get(twin); got.Status != oms.ConnectionPaused || !strings.Contains(got.Problem, "as Vendor for channel shop") {
			t.Errorf("the twin is %s: %q", got.Status, got.Problem)
		}
		if _, err := in.Resume(t.Context(), twin); err != nil {
			t.Fatal(err)
		}
		eventually(t, "it rests again", func() bool { return get(twin).Status == oms.ConnectionPaused })
		if _, err := in.Resume(t.Context(), fresh); err != nil {
			t.Fatal(err)
		}
		eventually(t, "an account that nobody names yet is asked again", func() bool { return get(fresh).Problem == "" && get(fresh).Sync.LastPollAt != nil })
		for _, got := range in.captured() {
			if !strings.HasPrefix(got, "shop ") {
				t.Errorf("captured %s", got)
			}
		}
		if n := in.opened(oms.ExceptionConnection); n == 0 {
			t.Error("nobody is told")
		}
	})
}
