package api

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/switchyard-oms/switchyard/internal/auth"
	"github.com/switchyard-oms/switchyard/oms"
)

// OpenAPI returns the document of all operations. The same program gives the
// same bytes: the clients are generated from it.
func OpenAPI() []byte { return New(Options{}).document() }

// sources of truth that huma keeps in variables of its own.
var setHuma = sync.OnceFunc(func() {
	huma.DefaultArrayNullable = false // our lists are [] and never null
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		return humaProblem(status, message, errs...)
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, message string, errs ...error) huma.StatusError {
		p := humaProblem(status, message, errs...)
		req := requestOf(ctx.Context())
		p.RequestID = req.id
		if status >= 500 && len(errs) > 0 {
			req.err = errs[0]
		}
		return p
	}
})

func newHuma(a *API, version string) huma.API {
	setHuma()
	if version == "" {
		version = "1.0.0"
	}
	registry := huma.NewMapRegistry("#/components/schemas/", schemaName)
	registry.RegisterTypeAlias(reflect.TypeFor[oms.Decimal](), reflect.TypeFor[decimalSchema]())
	registry.RegisterTypeAlias(reflect.TypeFor[oms.Whole](), reflect.TypeFor[wholeSchema]())
	registry.RegisterTypeAlias(reflect.TypeFor[json.RawMessage](), reflect.TypeFor[anySchema]())
	doc := &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info: &huma.Info{Title: "Switchyard", Version: version, Description: description,
			License: &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}},
		Servers: []*huma.Server{{URL: "/"}},
		Components: &huma.Components{Schemas: registry, Responses: problemResponses(registry), Parameters: map[string]*huma.Param{
			"IdempotencyKey": {Name: "Idempotency-Key", In: "header", Schema: &huma.Schema{Type: "string", MinLength: number(1), MaxLength: number(maxKey), Pattern: "^[!-~]+$"},
				Description: "Names this write, so that it happens once however often it is sent. Sent again with the same content it gets the first answer, with the header Idempotency-Replayed; with another content it is refused (422); while the first is running it is refused (409). Kept for 24 hours.",
				Example:     "6f1c2f5e-6c1e-4b8c-9d55-0f5a1c1a9f7e"},
		}, SecuritySchemes: map[string]*huma.SecurityScheme{
			"token":   {Type: "http", Scheme: "bearer", Description: "A token made with POST /api/v1/tokens or on the server with: switchyard token create"},
			"session": {Type: "apiKey", In: "cookie", Name: auth.CookieName, Description: "What POST /api/v1/session gives a browser"},
		}},
	}
	return huma.NewAPI(huma.Config{OpenAPI: doc, DefaultFormat: "application/json", Formats: map[string]huma.Format{
		"application/json": {Marshal: marshal, Unmarshal: json.Unmarshal}, problemType: {Marshal: marshal, Unmarshal: json.Unmarshal}}, RejectUnknownQueryParameters: true}, adapter{a.mux, a})
}

const description = `Orders come in, stock is committed, work goes to locations, parcels go out, and everything can be seen.

Amounts are decimal strings in the currency of their order, instants are RFC 3339 in UTC. Lists give next_cursor to go on with. ` +
	`A refusal is application/problem+json (RFC 9457): programs read code, people detail and errors.`

// marshal writes what huma itself answers: problems, and bodies that are
// encoded already.
func marshal(w io.Writer, v any) error {
	if b, ok := v.([]byte); ok {
		_, err := w.Write(b)
		return err
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// schemaName is the type's name without what only the code needs.
func schemaName(t reflect.Type, hint string) string {
	name := strings.TrimSuffix(huma.DefaultSchemaNamer(t, hint), "View")
	if of := bareType(t); of == reflect.TypeFor[oms.CustomerInput]() || of == reflect.TypeFor[oms.LineInput]() || of == reflect.TypeFor[oms.PaymentInput]() {
		return "Order" + name // a part of an order; the noun has an input of its own
	}
	return name
}

func bareType(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

func number[T any](n T) *T { return &n }

type decimalSchema string

// Schema describes an amount.
func (decimalSchema) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: "string", MaxLength: number(40), Examples: []any{"19.90"}}
}

type wholeSchema int64

// Schema describes a whole number that the verb checks.
func (wholeSchema) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: "integer", Format: "int64", Examples: []any{2}}
}

type anySchema struct{}

// Schema describes an object whose members are the caller's own.
func (anySchema) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: "object", AdditionalProperties: true, Examples: []any{map[string]any{"gift_wrap": true}}}
}

// problemStatuses are the refusals that operations document, each with the
// name of its response and an example's code.
var problemStatuses = []struct {
	status       int
	name, detail string
	code         string
}{
	{400, "BadRequest", "the body is not valid JSON", string(oms.Malformed)},
	{401, "Unauthorized", "sign in, or send a token as Authorization: Bearer", string(oms.Unauthorized)},
	{403, "Forbidden", "this needs the permission orders.write, which the role read_only does not have", string(oms.Forbidden)},
	{404, "NotFound", "there is no order ord_01kd3ht2yre1asz3dgf0ma94w5", string(oms.NotFound)},
	{409, "Conflict", "only 1 of the 2 units are allocated", string(oms.Conflict)},
	{412, "PreconditionFailed", "somebody changed it first: it has version 3", string(oms.Stale)},
	{413, "ContentTooLarge", "the body is larger than the limit of 1048576 bytes", string(oms.TooLarge)},
	{415, "UnsupportedMediaType", "the body must be application/json in UTF-8, not \"text/plain\"", codeMedia},
	{422, "UnprocessableContent", "the input is not valid", string(oms.Invalid)},
	{429, "TooManyRequests", "slow down", string(oms.TooMany)},
	{500, "InternalServerError", "something went wrong here; the log knows this request by its id", codeInternal},
	{503, "ServiceUnavailable", "the request was given up before it was done; it is safe to send it again with the same Idempotency-Key", codeTimeout},
}

func problemResponses(r huma.Registry) map[string]*huma.Response {
	out := map[string]*huma.Response{}
	schema := r.Schema(reflect.TypeFor[Problem](), true, "Problem")
	for _, s := range problemStatuses {
		p := newProblem(s.status, s.code, "%s", s.detail)
		p.RequestID = "req_01kd3ht2yre1asz3dgf0ma94w5"
		if s.status == 422 {
			p.Errors = []oms.FieldError{oms.FaultAt("lines[0].quantity", "must be 1 to %d", int64(oms.MaxQuantity))}
		}
		out[s.name] = &huma.Response{Description: http.StatusText(s.status), Content: map[string]*huma.MediaType{problemType: {Schema: schema, Example: p}}}
	}
	return out
}

// describe makes huma's declaration of an operation.
func (a *API) describe(op *operation) huma.Operation {
	doc := huma.Operation{OperationID: op.id, Method: op.method, Path: Prefix + op.path, Summary: op.summary, Description: op.doc, Tags: []string{op.tag},
		DefaultStatus: op.status, BodyReadTimeout: -1, MaxBodyBytes: -1, SkipValidateBody: op.raw}
	if op.public == "" {
		doc.Security = []map[string][]string{{"token": {}}, {"session": {}}}
		doc.Extensions = map[string]any{"x-permission": string(op.may)}
		if op.or != nil {
			doc.Extensions["x-permission-or"] = op.or
		}
	} else {
		doc.Security = []map[string][]string{}
		doc.Extensions = map[string]any{"x-public": op.public}
	}
	return doc
}

// finish completes the document's entry once huma has put in what it knows.
func (a *API) finish(op *operation, path string) {
	doc := entry(a.huma.OpenAPI().Paths[path], op.method)
	if doc == nil {
		panic("api: " + op.id + " is not in the document")
	}
	a.describeBody(op, doc)
	doc.Responses = a.responses(op, doc)
	if op.keyed() {
		doc.Parameters = append(doc.Parameters, &huma.Param{Ref: "#/components/parameters/IdempotencyKey"})
	}
	for _, p := range doc.Parameters {
		if p.Schema != nil {
			bound(a.huma.OpenAPI().Components.Schemas, p.Schema)
		}
	}
}

func entry(item *huma.PathItem, method string) *huma.Operation {
	if item == nil {
		return nil
	}
	return map[string]*huma.Operation{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "PATCH": item.Patch, "DELETE": item.Delete}[method]
}

// describeBody bounds what the body may hold and adds an example.
func (a *API) describeBody(op *operation, doc *huma.Operation) {
	registry := a.huma.OpenAPI().Components.Schemas
	if op.body != nil {
		doc.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
			"application/json": {Schema: registry.Schema(op.body, true, op.id+"Request")}}}
	}
	if op.anyMedia {
		doc.RequestBody = &huma.RequestBody{Content: map[string]*huma.MediaType{
			"*/*": {Schema: &huma.Schema{Type: "string", Format: "binary", MaxLength: number(op.maxBody)}}}}
	}
	if doc.RequestBody == nil {
		return
	}
	doc.RequestBody.Required = !op.optionalBody
	for _, m := range doc.RequestBody.Content {
		bound(registry, m.Schema)
		if m.Example = op.request; op.request == nil {
			m.Example = example(registry, m.Schema)
		}
	}
}

// responses lists every answer that the operation may give.
func (a *API) responses(op *operation, doc *huma.Operation) map[string]*huma.Response {
	registry := a.huma.OpenAPI().Components.Schemas
	ok := &huma.Response{Description: http.StatusText(op.status), Headers: headers(op)}
	if op.media != nil {
		ok.Content = map[string]*huma.MediaType{}
	}
	for media, what := range op.media {
		ok.Content[media] = &huma.MediaType{Schema: &huma.Schema{Type: "string", Format: "binary", Description: what}}
	}
	if op.schema != nil && op.status != http.StatusNoContent {
		m := &huma.MediaType{Schema: registry.Schema(op.schema, true, op.id+"Response"), Example: op.answer}
		if m.Example == nil {
			m.Example = example(registry, m.Schema)
		}
		ok.Content = map[string]*huma.MediaType{"application/json": m}
	}
	for to, where := range op.links {
		if ok.Links == nil {
			ok.Links = map[string]*huma.Link{}
		}
		ok.Links[to] = &huma.Link{OperationID: to, Parameters: map[string]any{"id": where}}
	}
	out := map[string]*huma.Response{strconv.Itoa(op.status): ok}
	for status, what := range op.also {
		also := *ok
		also.Description = what
		out[strconv.Itoa(status)] = &also
	}
	for _, s := range problemStatuses {
		if slices.Contains(op.refusals(doc), s.status) {
			out[strconv.Itoa(s.status)] = &huma.Response{Ref: "#/components/responses/" + s.name}
		}
	}
	return out
}

// refusals are the statuses with which the operation may be refused.
func (op *operation) refusals(doc *huma.Operation) []int {
	all := append([]int{400, 422, 500, 503}, op.errors...)
	if op.public == "" {
		all = append(all, 401, 403)
	}
	if strings.Contains(op.path, "{") {
		all = append(all, 404)
	}
	if op.writes() {
		all = append(all, 403, 409)
	}
	if doc.RequestBody != nil {
		all = append(all, 413)
		if !op.anyMedia {
			all = append(all, 415)
		}
	}
	if op.versioned {
		all = append(all, 412)
	}
	return all
}

func headers(op *operation) map[string]*huma.Param {
	text := &huma.Schema{Type: "string"}
	out := map[string]*huma.Param{"X-Request-Id": {Description: "Names the request in the server's log", Schema: text}}
	if op.schema != nil && op.schema.Implements(reflect.TypeFor[versioned]()) {
		out["ETag"] = &huma.Param{Description: "The version, for If-Match and If-None-Match", Schema: text}
	}
	if op.status == http.StatusCreated && op.schema != nil && op.schema.Implements(reflect.TypeFor[located]()) {
		out["Location"] = &huma.Param{Description: "Where it can be read", Schema: text}
	}
	if op.keyed() {
		out["Idempotency-Replayed"] = &huma.Param{Description: "true when this is the answer to an earlier request with the same Idempotency-Key", Schema: text}
	}
	return out
}

// render writes the document, indented, so that a change of it can be read.
func (a *API) render() []byte {
	flat, err := json.Marshal(a.huma.OpenAPI())
	if err != nil {
		panic("api: the document does not marshal: " + err.Error())
	}
	var out bytes.Buffer
	if err := json.Indent(&out, flat, "", "  "); err != nil {
		panic("api: the document is no JSON: " + err.Error())
	}
	return append(out.Bytes(), '\n')
}

var exampleTime = time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
