// Package sample has filters without findings.
package sample

import (
	"fmt"
	"strings"

	"github.com/crowdstrike/gofalcon/falcon/client"
	"github.com/crowdstrike/gofalcon/falcon/client/hosts"
)

func queries(falcon *client.CrowdStrikeAPISpecification, name string, days int) {
	filter := "platform_name:'Windows'+last_seen:>'now-7d'"
	falcon.Hosts.QueryDevicesByFilter(&hosts.QueryDevicesByFilterParams{Filter: &filter})
	escaped := strings.ReplaceAll(name, "'", `\'`)
	byName := fmt.Sprintf("hostname:['%s']+last_seen:>'now-%dd'", escaped, days)
	falcon.Hosts.QueryDevicesByFilter(hosts.NewQueryDevicesByFilterParams().WithFilter(&byName))
	fmt.Printf("status: '%s'", name)
	byNames(falcon, strings.ReplaceAll(name, "'", `\'`), name)
}

func clean(value string) string {
	return strings.ReplaceAll(value, "'", `\'`)
}

func byNames(falcon *client.CrowdStrikeAPISpecification, host, site string) {
	filter := fmt.Sprintf("hostname:['%s']+site_name:'%s'", host, clean(site))
	falcon.Hosts.QueryDevicesByFilter(&hosts.QueryDevicesByFilterParams{Filter: &filter})
}
