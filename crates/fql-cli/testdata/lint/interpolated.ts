// Filters into which the program inserts values.
export async function queries(client: FalconClient, name: string, ids: string[]): Promise<void> {
  await client.hosts.queryDevicesByFilter(`hostname:['${name}']`);
  await client.hosts.queryDevicesByFilter("hostname:['" + name + "']+site_nme:'x'");
  let filter: string = `device_id:[${ids.join(",")}]`;
  if (name) {
    filter += `+hostnme:'${name}'`;
  }
  await client.hosts.queryDevicesByFilter(filter);
}
