package field_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/field"
)

type settings struct {
	host, token, unit, site string
	size                    int
	dry                     bool
	every                   time.Duration
	since                   time.Time
}

func (s *settings) fields() []field.Field {
	return []field.Field{
		field.Host(&s.host, "host", "Name of the host").Must().Check(field.In(".example.com")),
		field.Secret(&s.token, "api_token", "Token of the API").Must(),
		field.Int(&s.size, "page_size", "Rows of a page", 1, 250).Or("50"),
		field.Bool(&s.dry, "dry_run", "Change nothing"),
		field.Choice(&s.unit, "unit", "Unit of weight", "g", "oz").Or("g"),
		field.Duration(&s.every, "every", "Pause between polls", time.Minute, time.Hour).Or("5m"),
		field.URL(&s.site, "site", "Home page"),
		field.Date(&s.since, "since", "First day").Like("2026-11-20"),
	}
}

func TestBind(t *testing.T) {
	var s settings
	err := field.Bind(s.fields(), map[string]string{"host": " https://Shop.Example.com/ ", "api_token": "t", "page_size": "7", "dry_run": "true",
		"unit": "oz", "every": "90s", "site": "https://example.com/a?b=c", "since": "2026-11-20"})
	want := settings{"shop.example.com", "t", "oz", "https://example.com/a?b=c", 7, true, 90 * time.Second, time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)}
	if err != nil || s != want {
		t.Errorf("got %+v, %v", s, err)
	}
}

func TestBindUsesDefaults(t *testing.T) {
	var s settings
	if err := field.Bind(s.fields(), map[string]string{"host": "a.example.com", "api_token": "t", "page_size": "  "}); err != nil {
		t.Fatal(err)
	}
	if s.size != 50 || s.unit != "g" || s.every != 5*time.Minute || s.dry || !s.since.IsZero() {
		t.Errorf("got %+v", s)
	}
}

func TestBindReportsEveryFaultByName(t *testing.T) {
	err := field.Bind(new(settings).fields(), map[string]string{"host": "a.example.org", "page_size": "0", "dry_run": "yes", "unit": "lb",
		"every": "1s", "site": "https://u:p@example.com", "since": "yesterday", "pagesize": "3"})
	var faults field.Faults
	if !errors.As(err, &faults) {
		t.Fatalf("got %v", err)
	}
	var names []string
	for _, f := range faults {
		names = append(names, f.Name)
	}
	if got := strings.Join(names, " "); got != "host api_token page_size dry_run unit every site since pagesize" {
		t.Errorf("got %s: %v", got, err)
	}
}

func TestHostAndURLRefuse(t *testing.T) {
	for _, in := range []string{"a b", "a..b", "-a.com", "a/b", "user@host", "host:80", strings.Repeat("a", 64) + ".com", "é.com"} {
		var p string
		if field.Bind([]field.Field{field.Host(&p, "h", "x")}, map[string]string{"h": in}) == nil {
			t.Errorf("host %q was read as %q", in, p)
		}
	}
	for _, in := range []string{"example.com", "ftp://example.com", "https://", "https:///x", "javascript:alert(1)"} {
		var p string
		if field.Bind([]field.Field{field.URL(&p, "u", "x")}, map[string]string{"u": in}) == nil {
			t.Errorf("URL %q was accepted", in)
		}
	}
}

func TestSecrets(t *testing.T) {
	if got := fmt.Sprint(field.Secrets(new(settings).fields())); got != "[api_token]" {
		t.Errorf("got %s", got)
	}
}

func TestDescription(t *testing.T) {
	b, err := json.Marshal(new(settings).fields()[2])
	want := `{"name":"page_size","label":"Page size","help":"Rows of a page","kind":"number","required":false,"secret":false,"default":"50","min":"1","max":"250"}`
	if err != nil || string(b) != want {
		t.Errorf("got %s, %v", b, err)
	}
}

func ExampleMarkdown() {
	var unit string
	var since time.Time
	fmt.Print(field.Markdown([]field.Field{
		field.Choice(&unit, "unit", "Unit of weight", "g", "oz").Or("g"),
		field.Date(&since, "since", "First day.").Must().Like("2026-11-20"),
	}))
	// Output:
	// | setting | kind | required | default | what it is |
	// |---|---|---|---|---|
	// | `unit` | one of g, oz |  | g | Unit of weight |
	// | `since` | date | yes |  | First day, such as `2026-11-20` |
}
