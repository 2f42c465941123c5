// Package sample has filters with errors and warnings.
package sample

import (
	"github.com/crowdstrike/gofalcon/falcon"
	"github.com/crowdstrike/gofalcon/falcon/client"
	"github.com/crowdstrike/gofalcon/falcon/client/hosts"
)

const alertFilter = "status=\"new\" AND severity_name:'High'"

func queries(c *client.CrowdStrikeAPISpecification) {
	filter := "platfrom_name:'Windows'"
	c.Hosts.QueryDevicesByFilter(&hosts.QueryDevicesByFilterParams{Filter: &filter})
	var raw string = `last_seen:>now-7d`
	c.Hosts.QueryDevicesByFilter(hosts.NewQueryDevicesByFilterParams().WithFilter(&raw))
	params := map[string]string{"filter": "no_such_field_anywhere:'x'+hostname:'y'"}
	_ = params
	c.Hosts.QueryDevicesByFilterScroll(
		hosts.NewQueryDevicesByFilterScrollParams().WithFilter(falcon.StringPtr("hostnme:'x'")),
	)
}
