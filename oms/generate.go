package oms

//go:generate go run ../internal/roaddoc -o ../docs/road.md
//go:generate go run ../internal/saiddoc -o ../web/src/text/en/said.gen.ts
//go:generate go run ../internal/saiddoc -refusals .. -o ../web/src/text/en/refused.gen.ts
//go:generate go run ../internal/saiddoc -events .. -o ../web/src/api/eventTypes.gen.ts
