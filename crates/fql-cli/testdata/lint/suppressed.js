// Findings that comments suppress.
await client.hosts.queryDevicesByFilter("platfrom_name:'Windows'"); // fql-lint: ignore
/* fql-lint: ignore FQL133 */
await client.hosts.queryDevicesByFilter(`hostname:['${name}']`);
// fql-lint: ignore FQL113
await client.hosts.queryDevicesByFilter(`hostname:['${name}']`);
