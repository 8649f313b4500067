package shopify

import (
	"testing"

	"github.com/switchyard-oms/switchyard/connectors/shopify/shopifytest"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

func TestQueriesFitTheSchema(t *testing.T) {
	schema := shopifytest.Schema(t)
	for _, op := range operations {
		doc, errs := gqlparser.LoadQueryWithRules(schema, op.text, rules.NewDefaultRules())
		if errs != nil {
			t.Errorf("%s: %v", op.name, errs)
			continue
		}
		if doc.Operations.ForName(op.name) == nil || len(doc.Operations) != 1 {
			t.Errorf("%s: the document has other operations", op.name)
		}
	}
}
