package api

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// swap replaces part of the sample order; it must be there.
func swap(t *testing.T, old, with string) string {
	t.Helper()
	body := order("hostile")
	if !strings.Contains(body, old) {
		t.Fatalf("%s is not in the sample order", old)
	}
	return strings.Replace(body, old, with, 1)
}

// TestHostileOrders sends what no shop would: each gets a clear problem, and
// nothing is changed.
func TestHostileOrders(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		before := w.count()
		deep := strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000)
		for name, c := range map[string]struct {
			body   string
			status int
			field  string
		}{
			"TenMegabytes":     {swap(t, `"gift_wrap":true`, `"gift_wrap":"`+strings.Repeat("x", 10<<20)+`"`), 413, ""},
			"TwoMegabytes":     {swap(t, `"gift_wrap":true`, `"gift_wrap":"`+strings.Repeat("x", 2<<20)+`"`), 413, ""},
			"Deep":             {swap(t, `true}}`, deep+`}}`), 400, ""},
			"DeepAlone":        {deep, 400, ""},
			"InvalidUTF8":      {swap(t, "Berlin", "Berl\xff\xfen"), 400, ""},
			"Empty":            {"", 400, ""},
			"NotJSON":          {"channel=web", 400, ""},
			"HalfJSON":         {`{"channel":"web"`, 400, ""},
			"TwoJSON":          {`{}{}`, 400, ""},
			"Null":             {`null`, 422, "channel"},
			"Array":            {`[]`, 422, "body"},
			"String":           {`"order"`, 422, "body"},
			"Negative":         {swap(t, `"quantity":2`, `"quantity":-2`), 422, "lines[0].quantity"},
			"Zero":             {swap(t, `"quantity":2`, `"quantity":0`), 422, "lines[0].quantity"},
			"Fractional":       {swap(t, `"quantity":2`, `"quantity":1.5`), 422, "lines[0].quantity"},
			"Huge":             {swap(t, `"quantity":2`, `"quantity":1000000000000000000`), 422, "lines[0].quantity"},
			"Exponent":         {swap(t, `"quantity":2`, `"quantity":1e18`), 422, "lines[0].quantity"},
			"HugeExponent":     {swap(t, `"quantity":2`, `"quantity":1e999999`), 422, "lines[0].quantity"},
			"QuantityObject":   {swap(t, `"quantity":2`, `"quantity":{}`), 422, "lines[0].quantity"},
			"UnknownCurrency":  {swap(t, `"EUR"`, `"XXX"`), 422, "currency"},
			"LowerCurrency":    {swap(t, `"EUR"`, `"eur"`), 422, "currency"},
			"UnknownSKU":       {swap(t, `"TEE-RED-M"`, `"NOPE"`), 422, "lines[0].sku"},
			"UnknownChannel":   {swap(t, `"web"`, `"nowhere"`), 422, "channel"},
			"NoLines":          {swap(t, `[{"sku":"TEE-RED-M","quantity":2,"unit_price":"19.90","tax":"6.35"}]`, `[]`), 422, "lines"},
			"NegativePrice":    {swap(t, `"19.90"`, `"-19.90"`), 422, "lines[0].unit_price"},
			"HugePrice":        {swap(t, `"19.90"`, `"99999999999999999999"`), 422, "lines[0].unit_price"},
			"NULInName":        {swap(t, `"name":"A"}`, `"name":"A\u0000"}`), 422, "customer.name"},
			"NULInExternalID":  {swap(t, `"hostile"`, `"hos\u0000tile"`), 422, "external_id"},
			"NULInSKU":         {swap(t, `"TEE-RED-M"`, `"TEE\u0000"`), 422, "lines[0].sku"},
			"LongExternalID":   {swap(t, `"hostile"`, `"`+strings.Repeat("x", 201)+`"`), 422, "external_id"},
			"BadDate":          {swap(t, `"2026-11-20T10:00:00Z"`, `"yesterday"`), 422, "placed_at"},
			"FarDate":          {swap(t, `"2026-11-20T10:00:00Z"`, `"9999-12-31T23:59:59Z"`), 422, "placed_at"},
			"BadCountry":       {swap(t, `"DE"`, `"ZZ"`), 422, "shipping_address.country_code"},
			"AttributesString": {swap(t, `{"gift_wrap":true}`, `"x"`), 422, "attributes"},
		} {
			t.Run(name, func(t *testing.T) {
				a := w.send("POST", "/orders", c.body)
				if a.StatusCode != c.status || a.Header.Get("Content-Type") != problemType || a.text("code") == "" || a.text("request_id") == "" {
					t.Fatalf("%d %.300s, want %d", a.StatusCode, a.body, c.status)
				}
				if c.field != "" && a.text("errors", 0, "field") != c.field {
					t.Errorf("names %q, want %q: %s", a.text("errors", 0, "field"), c.field, a.body)
				}
			})
		}
		t.Run("TenMegabytesChunked", func(t *testing.T) {
			endless := io.MultiReader(strings.NewReader(`{"note":"`), io.LimitReader(zeros{}, 10<<20), strings.NewReader(`"}`))
			if a := w.send("POST", "/orders", endless); a.StatusCode != 413 || a.text("code") != "too_large" {
				t.Errorf("%d %.300s", a.StatusCode, a.body)
			}
		})
		if after := w.count(); after != before {
			t.Errorf("something was changed: %s, before %s", after, before)
		}
	})
}

// zeros is a text without an end.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = '0'
	}
	return len(b), nil
}

// TestOddOrders sends what is odd and legal: it is taken as it is.
func TestOddOrders(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		for name, body := range map[string]string{
			"LoneSurrogate":   swap(t, `"gift_wrap":true`, `"\ud800":"\udfff"`),
			"NULInAttributes": swap(t, `"gift_wrap":true`, `"a\u0000b":"c\u0000d"`),
			"DuplicateKeys":   swap(t, `"currency":"EUR"`, `"currency":"USD","currency":"EUR"`),
			"StringQuantity":  swap(t, `"quantity":2`, `"quantity":"2"`),
			"NumberPrice":     swap(t, `"19.90"`, `19.90`),
			"UnknownFields":   swap(t, `"currency":"EUR"`, `"currency":"EUR","note_attributes":[{"name":"x"}]`),
			"Emoji":           swap(t, "Berlin", "Berlin 🏙️ \u202e"),
		} {
			t.Run(name, func(t *testing.T) {
				body = strings.Replace(body, `"hostile"`, `"`+name+`"`, 1)
				a := w.must(201, "POST", "/orders", body)
				again := w.must(200, "POST", "/orders", body)
				if again.text("id") != a.text("id") || again.at("version") != 1.0 {
					t.Errorf("the same body again is version %v of %s", again.at("version"), again.text("id"))
				}
				if name == "UnknownFields" && a.text("attributes") == "" && a.at("attributes", "note_attributes", 0, "name") != "x" {
					t.Errorf("a field was lost: %s", a.body)
				}
				w.must(200, "GET", "/orders?q="+name, nil)
				w.must(200, "GET", "/orders/"+a.text("id")+"/payload", nil)
			})
		}
	})
}

// count sums up what is there, to see whether anything changed.
func (w *world) count() string {
	w.t.Helper()
	events := w.must(200, "GET", "/events?limit=1000", nil)
	orders := w.must(200, "GET", "/orders?limit=200", nil)
	return fmt.Sprint(len(orders.at("items").([]any)), " orders, ", len(events.at("items").([]any)), " events")
}

// TestHTTPRefusals asks wrongly in each way that HTTP has.
func TestHTTPRefusals(t *testing.T) {
	w := lite(t)
	w.shop()
	for name, c := range map[string]struct {
		method, path, body string
		headers            []string
		status             int
		code               string
	}{
		"UnknownPath":    {"GET", "/nothing", "", nil, 404, "not_found"},
		"UnknownAPI":     {"GET", "/api/v2/orders", "", nil, 404, "not_found"},
		"DoubleSlash":    {"GET", "/api/v1//orders", "", nil, 404, "not_found"},
		"DotDot":         {"GET", "/orders/x/../../skus", "", nil, 404, "not_found"},
		"TrailingSlash":  {"GET", "/orders/", "", nil, 404, "not_found"},
		"WrongMethod":    {"PUT", "/orders", "{}", nil, 405, codeMethod},
		"DeleteOrder":    {"DELETE", "/orders/ord_x", "", nil, 405, codeMethod},
		"OddMethod":      {"BREW", "/orders", "", nil, 405, codeMethod},
		"UnknownOrder":   {"GET", "/orders/ord_x", "", nil, 404, "not_found"},
		"NULPath":        {"GET", "/orders/%00", "", nil, 400, "malformed"},
		"InvalidPath":    {"GET", "/orders/%ff", "", nil, 400, "malformed"},
		"NULQuery":       {"GET", "/orders?q=%00", "", nil, 400, "malformed"},
		"InvalidQuery":   {"GET", "/orders?q=%ff", "", nil, 400, "malformed"},
		"LongID":         {"GET", "/orders/" + strings.Repeat("x", 5000), "", nil, 422, "invalid"},
		"TextBody":       {"POST", "/orders", sampleOrderBody, []string{"Content-Type", "text/plain"}, 415, codeMedia},
		"FormBody":       {"POST", "/skus", "code=X", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, codeMedia},
		"Latin1":         {"POST", "/skus", "{}", []string{"Content-Type", "application/json; charset=iso-8859-1"}, 415, codeMedia},
		"BadMedia":       {"POST", "/skus", "{}", []string{"Content-Type", "a/b/c;;"}, 415, codeMedia},
		"NotJSON":        {"POST", "/skus", "code", nil, 400, "malformed"},
		"NULInBody":      {"POST", "/skus", `{"code":"A","title":"x\u0000y"}`, nil, 422, "invalid"},
		"UnknownField":   {"POST", "/skus", `{"code":"A","color":"red"}`, nil, 422, "invalid"},
		"WrongType":      {"POST", "/skus", `{"code":7}`, nil, 422, "invalid"},
		"MissingField":   {"POST", "/skus", `{}`, nil, 422, "invalid"},
		"BadEnum":        {"POST", "/locations", `{"code":"X","kind":"moon"}`, nil, 422, "invalid"},
		"Deep":           {"POST", "/skus", `{"code":"A","attributes":` + strings.Repeat(`{"a":`, 100) + "1" + strings.Repeat("}", 101), nil, 400, "malformed"},
		"LargeBody":      {"POST", "/skus", `{"code":"` + strings.Repeat("x", 300<<10) + `"}`, nil, 413, "too_large"},
		"NoToken":        {"GET", "/orders", "", []string{"Authorization", ""}, 401, "unauthorized"},
		"BadToken":       {"GET", "/orders", "", []string{"Authorization", "Bearer nonsense"}, 401, "unauthorized"},
		"BasicAuth":      {"GET", "/orders", "", []string{"Authorization", "Basic YTpi"}, 401, "unauthorized"},
		"TokenFirst":     {"POST", "/orders", "nonsense", []string{"Authorization", ""}, 401, "unauthorized"},
		"HugeStock":      {"POST", "/stock/movements", `{"sku":"TEE-RED-M","location":"BER","quantity":1000000000000000000,"reason":"received"}`, nil, 422, "invalid"},
		"FractionStock":  {"POST", "/stock/movements", `{"sku":"TEE-RED-M","location":"BER","quantity":1.5,"reason":"received"}`, nil, 422, "invalid"},
		"ExponentStock":  {"POST", "/stock/movements", `{"sku":"TEE-RED-M","location":"BER","quantity":1e3,"reason":"received"}`, nil, 422, "invalid"},
		"UnknownSKU":     {"POST", "/stock/movements", `{"sku":"NOPE","location":"BER","quantity":1,"reason":"received"}`, nil, 422, "invalid"},
		"ListBadCursor":  {"GET", "/skus?cursor=%21%21", "", nil, 422, "invalid"},
		"EventsNegative": {"GET", "/events?after=-1", "", nil, 422, "invalid"},
		"StreamBadAfter": {"GET", "/events/stream?after=99999999999999999999", "", nil, 422, "invalid"},
		"AuditQuote":     {"GET", "/audit?type=%27", "", nil, 422, "invalid"},
	} {
		t.Run(name, func(t *testing.T) {
			var body any
			if c.body != "" {
				body = c.body
			}
			a := w.send(c.method, c.path, body, c.headers...)
			if a.StatusCode != c.status || a.text("code") != c.code || a.Header.Get("Content-Type") != problemType || a.text("title") == "" || a.text("request_id") == "" {
				t.Fatalf("%d %.300s, want %d %s", a.StatusCode, a.body, c.status, c.code)
			}
			if c.status == 405 && !strings.Contains(a.Header.Get("Allow"), "GET") {
				t.Errorf("Allow %q", a.Header.Get("Allow"))
			}
			if c.status == 401 && a.Header.Get("WWW-Authenticate") == "" {
				t.Error("no WWW-Authenticate")
			}
			if c.status == 422 && a.text("errors", 0, "field") == "" {
				t.Errorf("no field is named: %s", a.body)
			}
		})
	}
}

// TestServerRefusals sends what net/http refuses before any handler runs.
func TestServerRefusals(t *testing.T) {
	w := lite(t)
	for name, c := range map[string]struct {
		request string
		status  int
	}{
		"NotHTTP":     {"HELLO\r\n\r\n", 400},
		"NoHost":      {"GET / HTTP/1.1\r\n\r\n", 400},
		"BadHeader":   {"GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n", 400},
		"LongHeader":  {"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + strings.Repeat("x", 80<<10) + "\r\n\r\n", 431},
		"BadLength":   {"POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400},
		"TwoLengths":  {"POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400},
		"OldProtocol": {"GET / HTTP/3.7\r\nHost: x\r\n\r\n", 505},
	} {
		t.Run(name, func(t *testing.T) {
			conn, err := net.Dial("tcp", strings.TrimPrefix(w.url, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
			if _, err := conn.Write([]byte(c.request)); err != nil {
				t.Fatal(err)
			}
			res, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			if res.StatusCode != c.status || res.Header.Get("Content-Type") != problemType {
				t.Errorf("%d %s, want %d", res.StatusCode, res.Header.Get("Content-Type"), c.status)
			}
		})
	}
}

// TestPanic has a handler break down: the answer is a problem, and the log has
// the stack and the request's id.
func TestPanic(t *testing.T) {
	w := lite(t)
	w.api.mux.HandleFunc("GET /api/v1/panic", func(http.ResponseWriter, *http.Request) { panic("broken") })
	a := w.must(500, "GET", "/panic", nil, "X-Request-Id", "my-own-request-17")
	if a.text("code") != "internal" || a.text("request_id") != "my-own-request-17" || a.Header.Get("X-Request-Id") != "my-own-request-17" {
		t.Errorf("%s", a.body)
	}
	if log := w.log.String(); !strings.Contains(log, "my-own-request-17") || !strings.Contains(log, "goroutine") || strings.Contains(string(a.body), "broken") {
		t.Errorf("log %s", log)
	}
	for _, id := range []string{"short", "with spaces in it", strings.Repeat("x", 200)} {
		if a := w.must(200, "GET", "/session", nil, "X-Request-Id", id); a.Header.Get("X-Request-Id") == id {
			t.Errorf("the request id %q was taken", id)
		}
	}
}

// TestLogIsClean looks for personal data in the log of requests.
func TestLogIsClean(t *testing.T) {
	w := lite(t)
	w.shop()
	w.must(201, "POST", "/orders", sampleOrderBody)
	w.must(200, "GET", "/orders?q=a%40example.com", nil)
	if log := w.log.String(); log != "" {
		t.Errorf("all is well, and the log says %s", log)
	}
}
