// Filters without findings, for Falcon.
const filter = "platform_name:'Windows'+last_seen:>'now-7d'";
await client.hosts.queryDevicesByFilter(filter, 0, 100, "hostname|asc");
await falcon.get("/devices/queries/devices/v1", { params: { filter: 'status:"normal"' } });
const escape = (value) => value.replace(/'/g, "\\'");
await client.hosts.queryDevicesByFilter(`hostname:['${escape(name)}']`);
console.log(`status: '${name}'`);
const style = { filter: "blur(5px)" };
const items = list.filter((item) => item.type === "a:b");
const found = list.filter((item) => item.type === "a:'b'");
const clean = (value) => value.replaceAll("'", "\\'");
const byName = (host) => client.hosts.queryDevicesByFilter(`hostname:['${host}']`);
await byName(clean(name));
