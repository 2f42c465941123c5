// Filters with errors and warnings.
await client.hosts.queryDevicesByFilter("platfrom_name:'Windows'");
await axios.get(`${base}/devices/queries/devices/v1`, {
  params: { filter: "platform_name='Windows' && status:'normal'" },
});
const alertFilter = 'severity_name:\'High\' AND status:\'new\'';
await client.alerts.getQueriesAlertsV2(0, 100, undefined, alertFilter);
class Query {
  filter = "platform_name:'Windows' OR status:'normal'";
}
