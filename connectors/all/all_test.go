package all_test

import (
	"os"
	"slices"
	"testing"

	"github.com/switchyard-oms/switchyard/connectors/all"
)

func TestListIsTheFolders(t *testing.T) {
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	var folders, listed []string
	for _, e := range entries {
		if e.IsDir() && e.Name() != "all" {
			folders = append(folders, e.Name())
		}
	}
	for _, d := range all.Drivers {
		listed = append(listed, d.ID)
		if found, ok := all.Driver(d.ID); !ok || found.Name != d.Name {
			t.Errorf("%s is not found by its id", d.ID)
		}
	}
	if !slices.Equal(folders, listed) {
		t.Errorf("the folders are %v, the list is %v", folders, listed)
	}
	if _, ok := all.Driver("nobody"); ok {
		t.Error("a driver that does not exist is found")
	}
}
