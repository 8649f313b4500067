package api

// Document is the description of the API, OpenAPI 3.1 as JSON.
func (a *API) Document() []byte { return a.document() }
