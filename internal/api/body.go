package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// Limits of bodies, in bytes.
const (
	maxBody      = 256 << 10 // of an ordinary operation
	maxBatchBody = 8 << 20   // of a batch of orders
)

// bodyTimeout is how long a client may take to send a body of up to limit
// bytes: one that sends a byte a second would hold a connection and its memory
// for ever.
func bodyTimeout(limit int) time.Duration {
	const slowest = 256 << 10 // bytes a second
	return 20*time.Second + time.Duration(limit/slowest)*time.Second
}

// readBody reads the body of an operation whole, refuses what is no sane JSON,
// and leaves it where huma and the operation find it.
func readBody(w http.ResponseWriter, r *http.Request, op *operation) error {
	req := requestOf(r.Context())
	if op.maxBody == 0 {
		r.Body = http.NoBody // what an operation doesn't ask for is not read
		return nil
	}
	if !op.anyMedia {
		if err := jsonMedia(r); err != nil {
			return err
		}
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyTimeout(op.maxBody))) // a recorder in a test has none
	body, err := readAll(r, int64(op.maxBody))
	if err != nil {
		return err
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
	if len(body) == 0 && op.optionalBody {
		body = []byte("{}")
	}
	if !op.anyMedia {
		if err := checkBody(body, op); err != nil {
			return err
		}
	}
	req.body = body
	r.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

// readAll reads at most limit bytes. The length that the client announces
// sizes the buffer.
func readAll(r *http.Request, limit int64) ([]byte, error) {
	if r.ContentLength > limit {
		drain(r.Body)
		return nil, tooLarge(limit)
	}
	var buf bytes.Buffer
	if r.ContentLength > 0 {
		buf.Grow(int(r.ContentLength) + bytes.MinRead)
	}
	n, err := buf.ReadFrom(io.LimitReader(r.Body, limit+1))
	switch {
	case err != nil:
		return nil, oms.Errorf(oms.Malformed, "the body can't be read to its end")
	case n > limit:
		drain(r.Body)
		return nil, tooLarge(limit)
	}
	return buf.Bytes(), nil
}

// drain reads on a little: a client that is still sending would find its
// connection reset, and never see the answer that says why.
func drain(body io.Reader) {
	const patience = 32 << 20
	_, _ = io.Copy(io.Discard, io.LimitReader(body, patience))
}

// jsonMedia refuses bodies that say they are something else than JSON.
func jsonMedia(r *http.Request) error {
	stated := r.Header.Get("Content-Type")
	if stated == "" {
		return nil
	}
	media, params, err := mime.ParseMediaType(stated)
	if err == nil && (media == "application/json" || strings.HasSuffix(media, "+json")) {
		if charset := params["charset"]; charset == "" || strings.EqualFold(charset, "utf-8") {
			return nil
		}
	}
	p := newProblem(http.StatusUnsupportedMediaType, codeMedia, fmt.Sprintf("the body must be application/json in UTF-8, not %.80q", stated))
	p.header = http.Header{"Accept": {"application/json"}}
	return p
}

// checkBody refuses JSON that nothing here should read. Orders are checked by
// their own parser, which also says so by field.
func checkBody(body []byte, op *operation) error {
	if len(body) == 0 {
		return oms.Errorf(oms.Malformed, "the body is empty: this operation needs a JSON object")
	}
	if op.raw {
		return nil
	}
	if err := oms.CheckJSON(body, op.maxBody); err != nil {
		return err
	}
	if !bytes.Contains(body, []byte(`\u0000`)) {
		return nil
	}
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		return oms.Errorf(oms.Malformed, "the body is not valid JSON")
	}
	if field, found := findNUL("", v); found {
		return oms.InvalidField(field, "contains the character NUL")
	}
	return nil
}

// findNUL looks for the one character that PostgreSQL can't keep in a text.
func findNUL(path string, v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return path, strings.ContainsRune(v, 0)
	case []any:
		for i, item := range v {
			if at, found := findNUL(fmt.Sprintf("%s[%d]", path, i), item); found {
				return at, true
			}
		}
	case map[string]any:
		for name, item := range v {
			if strings.ContainsRune(name, 0) {
				return path, true
			}
			if at, found := findNUL(strings.TrimPrefix(path+"."+name, "."), item); found {
				return at, true
			}
		}
	}
	return "", false
}

// fingerprint is what an idempotency key stands for: the method, the address
// and the body.
func fingerprint(r *http.Request, body []byte) []byte {
	h := sha256.New()
	h.Write([]byte(r.Method + " " + r.URL.RequestURI() + "\n"))
	h.Write(body)
	return h.Sum(nil)
}
