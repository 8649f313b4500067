package oms

//go:generate go run ../internal/roaddoc -o ../docs/road.md
