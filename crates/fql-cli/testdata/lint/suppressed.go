// Package sample has findings that comments suppress. It is for Falcon.
package sample

func filters(name string) []string {
	filter := "platfrom_nme_:'Windows'+hostname:'a'" // fql-lint: ignore
	// fql-lint: ignore FQL133
	filter2 := "hostname:'" + name + "'"
	// fql-lint: ignore FQL113
	filter3 := "hostname:'" + name + "'"
	return []string{filter, filter2, filter3}
}
