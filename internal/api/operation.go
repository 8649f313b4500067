package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// operation declares one operation. What every operation has (errors, bounds,
// examples of types, security) is added when it is registered.
type operation struct {
	id      string // hold-order
	method  string
	path    string // behind Prefix
	tag     string // the noun it is listed under
	summary string
	doc     string
	// may is the permission that the caller needs, or one of those in or; public
	// says that none is, and why.
	may    oms.Permission
	or     []oms.Permission
	public string

	status       int                         // of success; 200 when zero
	maxBody      int                         // bytes; set by write
	optionalBody bool                        // an absent body is {}
	raw          bool                        // the operation parses the body itself
	anyMedia     bool                        // the body need not be JSON
	unkeyed      bool                        // doing it again is a new act: it takes no Idempotency-Key
	outside      bool                        // a vendor calls, with a proof of its own
	repeatable   bool                        // the verb claims no key itself, and doing it again does no harm
	adapt        func(input, result any) any // what a verb gave the key, as the verb's result
	versioned    bool                        // an edit: If-Match is honored
	request      any                         // example of the body; made of the types when nil
	answer       any                         // example of the answer
	links        map[string]string           // operation id → where its {id} is in the answer
	errors       []int                       // beside those that every operation has
	media        map[string]string           // of an answer that is not JSON: type → what it is
	schema       reflect.Type                // of the answer
	body         reflect.Type                // of a raw body
	also         map[int]string              // further statuses of success
}

func (op *operation) writes() bool { return op.method != http.MethodGet }

// admits returns an error for a caller who may not do it at all.
func (op *operation) admits(ctx context.Context) error {
	if op.public != "" {
		return nil
	}
	err := auth.Require(ctx, op.may)
	for _, other := range op.or {
		if err != nil && auth.Require(ctx, other) == nil {
			return nil
		}
	}
	return err
}

// keyed tells whether the operation takes an Idempotency-Key.
func (op *operation) keyed() bool { return op.writes() && !op.unkeyed && !op.outside }

// reply is the answer of an operation, encoded.
type reply struct {
	Status      int
	ContentType string `header:"Content-Type"`
	ETag        string `header:"ETag"`
	Location    string `header:"Location"`
	Replayed    string `header:"Idempotency-Replayed"`
	Disposition string `header:"Content-Disposition"`
	Cache       string `header:"Cache-Control"`
	Cookie      string `header:"Set-Cookie"`
	Body        []byte
}

// What a view may say of its answer beside its content.
type (
	statused  interface{ httpStatus() int }
	versioned interface{ atVersion() int64 }
	located   interface{ location() string }
	cookied   interface{ setCookie() string }
)

// read registers an operation that changes nothing.
func read[I, V any](a *API, op operation, get func(context.Context, *I) (V, error)) {
	op.method, op.schema = http.MethodGet, reflect.TypeFor[V]()
	register(a, &op, func(ctx context.Context, in *I) (*reply, error) {
		v, err := get(ctx, in)
		if err != nil {
			return nil, err
		}
		out, err := encode(&op, v)
		if err == nil && out.ETag != "" && requestOf(ctx).knows(out.ETag) {
			out = &reply{Status: http.StatusNotModified, ETag: out.ETag, Cache: out.Cache}
		}
		return out, err
	})
}

// file registers an operation that answers with a document.
func file[I any](a *API, op operation, get func(context.Context, *I) (*reply, error)) {
	op.method = http.MethodGet
	register(a, &op, get)
}

// write registers an operation that changes something: verb does it, view says
// what is answered. With an Idempotency-Key the answer is saved in the
// transaction of the effect, and a repetition gets it again.
func write[I, R, V any](a *API, op operation, verb func(context.Context, *I) (R, error), view func(R) V) {
	op.schema = reflect.TypeFor[V]()
	if op.maxBody == 0 && hasBody[I]() {
		op.maxBody = maxBody
	}
	register(a, &op, func(ctx context.Context, in *I) (*reply, error) {
		outcome := &flow.Outcome{}
		ctx = flow.WithOutcome(ctx, outcome)
		if req := requestOf(ctx); req.key != "" {
			scope := actorOf(ctx)
			done, err := a.keys.begin(scope, req.key)
			if err != nil {
				return nil, err
			}
			defer done()
			ctx = flow.UnderKey(ctx, &flow.Keyed{Scope: scope, Key: req.key, Hash: req.hash,
				Render: func(result any) (int, []byte, error) { return save(&op, in, result, view, outcome) }})
		}
		out, err := act(ctx, a, &op, in, verb)
		if again := (*flow.Replay)(nil); errors.As(err, &again) {
			out := &reply{Status: again.Status, Replayed: "true", Body: again.Body}
			if len(again.Body) > 0 {
				out.ContentType = "application/json"
			}
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		// The verb's own result is encoded, also when an answer was saved: what
		// is kept of a new token lacks its secret.
		return answered(&op, view(out), outcome)
	})
}

// answered is the answer of a write.
func answered(op *operation, v any, outcome *flow.Outcome) (*reply, error) {
	if !outcome.Known {
		return encode(op, v)
	}
	known := *op
	known.status = http.StatusOK
	return encode(&known, v)
}

// act does the verb, which claims the key in its transaction, if there is one.
// Around a verb that doesn't, the key is asked for before and answered after.
func act[I, R any](ctx context.Context, a *API, op *operation, in *I, verb func(context.Context, *I) (R, error)) (R, error) {
	if !op.repeatable {
		return verb(ctx, in)
	}
	if err := a.flow.Repeated(ctx); err != nil {
		return *new(R), err
	}
	out, err := verb(flow.UnderKey(ctx, nil), in)
	if err != nil {
		return out, err
	}
	return flow.Remember(ctx, a.flow, out)
}

// save makes the answer that is kept under a key.
func save[R, V any](op *operation, in, result any, view func(R) V, outcome *flow.Outcome) (int, []byte, error) {
	if op.adapt != nil {
		result = op.adapt(in, result)
	}
	if refused, ok := result.(error); ok {
		return 0, nil, refused
	}
	r, ok := result.(R)
	if _, nothing := any(r).(none); !ok && !nothing {
		return 0, nil, fmt.Errorf("api: %s answers %T, its verb gave %T", op.id, r, result)
	}
	out, err := answered(op, view(r), outcome)
	if err != nil {
		return 0, nil, err
	}
	return out.Status, out.Body, nil
}

// encode makes the answer of a view.
func encode(op *operation, v any) (*reply, error) {
	out := &reply{Status: op.status, ContentType: "application/json"}
	if s, ok := v.(statused); ok && s.httpStatus() != 0 {
		out.Status = s.httpStatus()
	}
	if l, ok := v.(located); ok && out.Status == http.StatusCreated {
		out.Location = l.location()
	}
	if c, ok := v.(cookied); ok {
		out.Cookie = c.setCookie()
	}
	if out.Status == http.StatusNoContent {
		out.ContentType, out.Body = "", []byte{}
		return out, nil
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("api: %s: %w", op.id, err)
	}
	out.Body = buf.Bytes()
	if v, ok := v.(versioned); ok {
		out.ETag, out.Cache = entityTag(v.atVersion(), out.Body), "private, no-cache"
	}
	return out, nil
}

// entityTag changes with anything in the answer, also with what is not part of
// the version: how fresh a connection is, an exception of an order. What is
// before the dash is the version, which is all that If-Match compares.
func entityTag(version int64, body []byte) string {
	sum := fnv.New64a()
	_, _ = sum.Write(body)
	return fmt.Sprintf(`"%d-%s"`, version, strconv.FormatUint(sum.Sum64(), 36))
}

// none is the view of an operation that answers nothing.
type none struct{}

func hasBody[I any]() bool {
	_, ok := reflect.TypeFor[I]().FieldByName("Body")
	return ok
}

// register puts an operation on the mux and into the document.
func register[I any](a *API, op *operation, handle func(context.Context, *I) (*reply, error)) {
	if (op.may == "") == (op.public == "") {
		panic("api: " + op.id + " must name a permission, or say why it needs none")
	}
	if op.status == 0 {
		op.status = http.StatusOK
	}
	a.ops = append(a.ops, op)
	doc := a.describe(op)
	huma.Register(a.huma, doc, func(ctx context.Context, in *I) (*reply, error) {
		a.places.refresh(ctx)
		out, err := handle(ctx, in)
		if err != nil {
			return nil, a.refuse(ctx, err)
		}
		return out, nil
	})
	a.finish(op, doc.Path)
}

// refuse makes the problem that an error is answered with.
func (a *API) refuse(ctx context.Context, err error) *Problem {
	p := *problemOf(err)
	req := requestOf(ctx)
	p.RequestID = req.id
	if p.Status >= 500 {
		req.err = err
	}
	return &p
}

// adapter puts huma's operations on the mux, behind our own chain.
type adapter struct {
	*http.ServeMux
	api *API
}

// Handle serves one operation: who calls, what they may, the key, the body;
// then huma's part.
func (d adapter) Handle(doc *huma.Operation, next func(huma.Context)) {
	op := d.api.operation(doc.OperationID)
	lists := listsOf(doc)
	inner := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := d.api.admit(w, r, op); err != nil {
			respond(w, r, d.api.refuse(r.Context(), err))
			return
		}
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-store") // unless the answer says otherwise
		next(humago.NewContext(doc, joined(r, lists), w))
	})
	d.ServeMux.Handle(doc.Method+" "+doc.Path, d.api.identified(op, inner))
}

// listsOf names the parameters that are lists with commas between.
func listsOf(doc *huma.Operation) (names []string) {
	for _, p := range doc.Parameters {
		if p.In == "query" && p.Schema.Type == huma.TypeArray && (p.Explode == nil || !*p.Explode) {
			names = append(names, p.Name)
		}
	}
	return names
}

// joined is a request with commas in its lists where they were sent one by one,
// as many clients do.
func joined(r *http.Request, lists []string) *http.Request {
	for _, name := range lists {
		if q := r.URL.Query(); len(q[name]) > 1 {
			q.Set(name, strings.Join(q[name], ","))
			r = r.Clone(r.Context())
			r.URL.RawQuery = q.Encode()
		}
	}
	return r
}

// admit lets a request through to its operation.
func (a *API) admit(w http.ResponseWriter, r *http.Request, op *operation) error {
	if err := op.admits(r.Context()); err != nil {
		return err
	}
	if !op.writes() {
		r.Body = http.NoBody
		return nil
	}
	req := requestOf(r.Context())
	if op.keyed() {
		var err error
		if req.key, err = keyOf(r); err != nil {
			return err
		}
	}
	if err := readBody(w, r, op); err != nil {
		return err
	}
	if req.key != "" {
		req.hash = fingerprint(r, req.body)
	}
	return nil
}

func (a *API) operation(id string) *operation {
	for _, op := range a.ops {
		if op.id == id {
			return op
		}
	}
	panic("api: no operation " + id)
}
