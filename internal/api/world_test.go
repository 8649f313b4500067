package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"github.com/switchyard-oms/switchyard/connectors/all"
	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/internal/host"
	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/storetest"
	"github.com/switchyard-oms/switchyard/oms"
)

// world is a server on one database, and an owner's token for it.
type world struct {
	t     testing.TB
	api   *API
	store *store.Store
	auth  *auth.Auth
	flow  *flow.Flow
	url   string
	token string
	log   *bytes.Buffer
	keys  int
}

// worlds runs f against a server on each database.
func worlds(t *testing.T, f func(*testing.T, *world)) {
	storetest.Both(t, func(t *testing.T, o store.Options) { f(t, newWorld(t, o)) })
}

// lite is a server on SQLite alone, for what has nothing to do with the database.
func lite(t testing.TB) *world { return newWorld(t, storetest.SQLite(t)) }

func newWorld(t testing.TB, o store.Options) *world {
	t.Helper()
	s, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, store: s, auth: auth.New(s, auth.Options{}), log: &bytes.Buffer{}}
	sealer, err := host.NewSealer(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	f, queue := flow.New(s, nil), jobs.New(s, jobs.Settings{})
	w.flow = f
	w.api = New(Options{Flow: f, Auth: w.auth, Jobs: queue, Log: slog.New(slog.NewTextHandler(w.log, nil)),
		Webhooks:    f.NewWebhooks(queue, sealer, http.DefaultClient, flow.WebhookOptions{AllowPrivate: true}),
		Connections: f.NewConnections(queue, sealer, host.New(host.Options{Keep: f.Keep}), all.Drivers, 0)})
	srv := httptest.NewUnstartedServer(nil)
	srv.Config = Server(w.api, slog.New(slog.DiscardHandler))
	srv.Listener = Listener(srv.Listener)
	srv.Start()
	t.Cleanup(func() {
		w.api.Stop()
		srv.Close()
		w.auth.Close()
		_ = s.Close()
	})
	w.url = srv.URL
	w.token = w.tokenFor(oms.RoleOwner)
	return w
}

// tokenFor makes a token of a role.
func (w *world) tokenFor(role oms.Role) string {
	w.t.Helper()
	token, err := w.auth.CreateToken(context.WithoutCancel(w.t.Context()), auth.NewToken{Name: string(role), Role: role})
	if err != nil {
		w.t.Fatal(err)
	}
	return token.Secret
}

// answer is what a request got.
type answer struct {
	*http.Response
	body []byte
}

// at walks the JSON of an answer: at("lines", 0, "sku").
func (a answer) at(path ...any) any {
	var v any
	if err := json.Unmarshal(a.body, &v); err != nil {
		return nil
	}
	for _, p := range path {
		switch p := p.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[p]
		case int:
			l, _ := v.([]any)
			if p >= len(l) {
				return nil
			}
			v = l[p]
		}
	}
	return v
}

func (a answer) text(path ...any) string {
	s, _ := a.at(path...).(string)
	return s
}

// send makes a request as the owner; headers come in pairs and override.
func (w *world) send(method, path string, body any, headers ...string) answer {
	w.t.Helper()
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(b)
	case []byte:
		reader = bytes.NewReader(b)
	case io.Reader:
		reader = b
	default:
		raw, err := json.Marshal(b)
		if err != nil {
			w.t.Fatal(err)
		}
		reader = bytes.NewReader(raw)
	}
	if strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "/api") && !strings.HasPrefix(path, "/healthz") && !strings.HasPrefix(path, "/readyz") {
		path = Prefix + path
	}
	req, err := http.NewRequestWithContext(w.t.Context(), method, w.url+path, reader)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+w.token)
	if reader != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Del(headers[i])
		if headers[i+1] != "" {
			req.Header.Set(headers[i], headers[i+1])
		}
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	a := answer{res, raw}
	w.conforms(req, a)
	return a
}

// conforms checks an answer against what the document says of it.
func (w *world) conforms(req *http.Request, a answer) {
	w.t.Helper()
	_, pattern := w.api.mux.Handler(req)
	method, path, _ := strings.Cut(pattern, " ")
	doc := w.api.huma.OpenAPI()
	op := entry(doc.Paths[path], method)
	if op == nil || a.StatusCode == http.StatusNotModified || cleaned(req.URL.EscapedPath()) != req.URL.EscapedPath() {
		return
	}
	r := op.Responses[strconv.Itoa(a.StatusCode)]
	if r == nil {
		w.t.Errorf("%s answers %d, which is not documented", op.OperationID, a.StatusCode)
		return
	}
	if r.Ref != "" {
		r = doc.Components.Responses[strings.TrimPrefix(r.Ref, "#/components/responses/")]
	}
	media, _, _ := strings.Cut(a.Header.Get("Content-Type"), ";")
	if len(r.Content) == 0 && len(a.body) == 0 {
		return
	}
	m := r.Content[media]
	if m == nil {
		w.t.Errorf("%s answers %d with %q, which is not documented", op.OperationID, a.StatusCode, media)
		return
	}
	if strings.HasSuffix(media, "json") && m.Schema.Format != "binary" {
		var v any
		if err := json.Unmarshal(a.body, &v); err != nil {
			w.t.Errorf("%s answers no JSON: %v", op.OperationID, err)
		}
		for _, fault := range faults(doc.Components.Schemas, m.Schema, v, huma.ModeReadFromServer) {
			w.t.Errorf("%s answers %d beside its schema: %v", op.OperationID, a.StatusCode, fault)
		}
	}
}

// faults says where a value doesn't fit its schema.
func faults(r huma.Registry, s *huma.Schema, v any, mode huma.ValidateMode) []error {
	res := &huma.ValidateResult{}
	huma.Validate(r, s, huma.NewPathBuffer(nil, 0), mode, v, res)
	return res.Errors
}

// must sends and fails the test unless the answer has the status.
func (w *world) must(status int, method, path string, body any, headers ...string) answer {
	w.t.Helper()
	a := w.send(method, path, body, headers...)
	if a.StatusCode != status {
		w.t.Fatalf("%s %s: %d, want %d: %s\n%s", method, path, a.StatusCode, status, a.body, w.log)
	}
	return a
}

// shop makes what the examples of the documentation need, over HTTP.
func (w *world) shop() {
	w.t.Helper()
	w.must(201, "POST", "/locations", `{"code":"BER","name":"Berlin","kind":"warehouse","address":{"city":"Berlin","country_code":"DE","latitude":52.5,"longitude":13.4}}`)
	w.must(201, "POST", "/skus", `{"code":"TEE-RED-M","title":"Tee red M","barcode":"4006381333931","weight_grams":180}`)
	w.must(201, "POST", "/channels", `{"code":"web","name":"Web shop","kind":"generic"}`)
}

// order is the sample order under another external id.
func order(externalID string) string {
	return strings.Replace(sampleOrderBody, `"1001"`, `"`+externalID+`"`, 1)
}
