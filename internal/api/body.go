package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// Limits of bodies, in bytes.
const (
	maxBody      = 256 << 10 // of an ordinary operation
	maxBatchBody = 8 << 20   // of a batch of orders
)

// A client may take patience, and a second for each slowestLine bytes that it
// has sent: a file comes through on a slow line, while one that sends a byte a
// second does not hold a connection for ever.
const (
	patience    = 20 * time.Second
	slowestLine = 16 << 10
)

// announced is how much memory a client gets for what it says it will send.
const announced = 1 << 20

// paced reads a body whose deadline moves on with what has come.
type paced struct {
	io.Reader
	control *http.ResponseController
	begun   time.Time
	sent    int64
}

func (p *paced) Read(b []byte) (int, error) {
	_ = p.control.SetReadDeadline(p.begun.Add(patience + time.Duration(p.sent)*time.Second/slowestLine)) // a recorder in a test has none
	n, err := p.Reader.Read(b)
	p.sent += int64(n)
	return n, err
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
	control := http.NewResponseController(w)
	body, err := readAll(&paced{Reader: r.Body, control: control, begun: time.Now()}, r.ContentLength, int64(op.maxBody))
	_ = control.SetReadDeadline(time.Time{})
	_ = control.SetWriteDeadline(time.Now().Add(writeTimeout)) // of the answer; it was counted from the head
	if err != nil {
		return err
	}
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
// sizes the buffer of a body that is not large.
func readAll(body *paced, length, limit int64) ([]byte, error) {
	if length > limit {
		body.drain()
		return nil, tooLarge(limit)
	}
	var buf bytes.Buffer
	if length > 0 {
		buf.Grow(int(min(length, announced)) + bytes.MinRead)
	}
	n, err := buf.ReadFrom(io.LimitReader(body, limit+1))
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, oms.Errorf(oms.Malformed, "the body came too slowly: send at least %d bytes a second", slowestLine)
	case err != nil:
		return nil, oms.Errorf(oms.Malformed, "the body can't be read to its end")
	case n > limit:
		body.drain()
		return nil, tooLarge(limit)
	}
	return buf.Bytes(), nil
}

// drain reads on a little: a client that is still sending would find its
// connection reset, and never see the answer that says why.
func (p *paced) drain() {
	const most = 32 << 20
	_ = p.control.SetReadDeadline(time.Now().Add(patience))
	_, _ = io.Copy(io.Discard, io.LimitReader(p.Reader, most))
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
	p := newProblem(http.StatusUnsupportedMediaType, codeMedia, "the body must be application/json in UTF-8, not %.80q", stated)
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
