// Package sample has filters into which the program inserts values.
package sample

import (
	"fmt"

	"github.com/crowdstrike/gofalcon/falcon/client"
	"github.com/crowdstrike/gofalcon/falcon/client/hosts"
)

func queries(c *client.CrowdStrikeAPISpecification, name, list string) {
	filter := fmt.Sprintf("hostname:['%s']+site_nme:'%v'", name, list)
	filter += "+last_sen:>'now-1d'"
	c.Hosts.QueryDevicesByFilter(&hosts.QueryDevicesByFilterParams{Filter: &filter})
	other := "hostname:*'*" + name + "*'"
	c.Hosts.QueryDevicesByFilter(&hosts.QueryDevicesByFilterParams{Filter: &other})
	ids := fmt.Sprintf("device_id:[%s]", list)
	c.Hosts.QueryDevicesByFilter(&hosts.QueryDevicesByFilterParams{Filter: &ids})
}
