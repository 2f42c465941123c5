// Calls the operations of crowdstrike-falcon, a JavaScript client, as published, against the sandbox.
//
//     node falconjs_client.js BASE_URL
//
// The client is required from NODE_PATH. Its URLs have fixed https hosts, so the fetch function replaces
// the host by that of BASE_URL and keeps everything else. Each typed response is compared with the
// declarations of the package: required members, and the types of all members.

const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { FalconClient, FalconErrorExplain } = require("crowdstrike-falcon");

const models = path.join(path.dirname(require.resolve("crowdstrike-falcon")), "models");

// Returns the members of a model from its declaration: name, type and optionality.
const declarations = new Map();
function members(model) {
    if (!declarations.has(model)) {
        const file = path.join(models, `${model}.d.ts`);
        const source = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
        const body = /export interface \w+ \{\n([\s\S]*?)\n\}/.exec(source.replace(/\/\*[\s\S]*?\*\//g, ""));
        const found = body && [...body[1].matchAll(/^ {4}(\w+)(\??): ([^{;]+);$/gm)];
        declarations.set(model, found && found.map(([, name, optional, type]) => ({ name, optional, type })));
    }
    return declarations.get(model);
}

function checkType(where, type, value) {
    const element = /^Array<(.*)>$/.exec(type);
    if (element) {
        assert.ok(Array.isArray(value), `${where}: expected an array, found ${JSON.stringify(value)}`);
        value.forEach((item, index) => checkType(`${where}[${index}]`, element[1], item));
    } else if (["string", "number", "boolean"].includes(type)) {
        assert.strictEqual(typeof value, type, `${where}: expected a ${type}, found ${JSON.stringify(value)}`);
    } else if (members(type)) {
        checkModel(where, type, value);
    }
}

// Checks a decoded response. Absent members are undefined.
function checkModel(where, model, value) {
    const expected = members(model);
    assert.ok(expected && expected.length, `${model} has no declaration`);
    assert.ok(value !== null && typeof value === "object", `${where}: expected ${model}`);
    for (const { name, optional, type } of expected) {
        if (value[name] !== undefined && value[name] !== null) {
            checkType(`${where}.${name}`, type, value[name]);
        } else if (!optional) {
            assert.ok(ABSENT.has(`${model}.${name}`), `${where}: missing ${model}.${name}`);
        }
    }
    return value;
}

// Required members with the names of Go types: embedded structs, whose members JSON does not nest.
const ABSENT = new Set([
    "DomainFemEcosystemSubsidiariesEntitiesResponse.femEcosystemSubsidiariesResponseFields",
    "DomainFemEcosystemSubsidiariesQueryResponse.femEcosystemSubsidiariesResponseFields",
]);

async function errorOf(promise) {
    const error = await promise.then(
        () => assert.fail("expected an error"),
        (error) => error,
    );
    assert.ok(error.response, String(error));
    return { status: error.response.status, message: await FalconErrorExplain(error) };
}

async function assets(fem) {
    const filter = "criticality:'Critical'+ip.services.port:[22,3389]";
    const ids = [];
    let after;
    do {
        const page = await fem.queryExternalAssetsV2(after, 5, "last_seen|desc", filter);
        checkModel("a page", "DomainDiscoverAPIResponse", page);
        ids.push(...page.resources);
        after = page.meta.pagination.after;
    } while (after);
    assert.ok(ids.length > 5 && new Set(ids).size === ids.length, ids.length);
    const details = checkModel("details", "DomainExternalAssetsAPITypeV1", await fem.getExternalAssets(ids));
    assert.deepStrictEqual(
        details.resources.map((asset) => asset.id),
        ids,
    );
    for (const asset of details.resources) {
        assert.strictEqual(asset.criticality, "Critical");
        assert.ok(asset.ip.services.some((service) => [22, 3389].includes(service.port)));
    }
    const all = (await fem.queryExternalAssetsV2(undefined, 100)).resources;
    checkModel("details", "DomainExternalAssetsAPITypeV1", await fem.getExternalAssets(all));
    const page = checkModel("a page", "MsaspecQueryResponse", await fem.queryExternalAssets("7", 3));
    assert.strictEqual(page.meta.pagination.offset, 7);
    assert.strictEqual(page.resources.length, 3);

    const unknown = await errorOf(fem.queryExternalAssetsV2(undefined, 1, undefined, "os:'linux'"));
    assert.strictEqual(unknown.status, 400);
    assert.ok(unknown.message.includes("'os' is an unknown property"), unknown.message);
    return ids[0];
}

async function changes(fem, id) {
    const patched = await fem.patchExternalAssets({ assets: [{ id, triage: { status: "seen" } }] });
    checkModel("an update", "DomainExternalAssetsAPITypeV1", patched);
    assert.strictEqual(patched.resources[0].triage.status, "seen");
    const [owner] = (await fem.queryEcosystemSubsidiaries(0, 1)).resources;
    const values = ["192.0.2.91", "not an address"];
    const assets = values.map((value, index) => ({ id: `${index + 1}`, value }));
    const added = await fem.postExternalAssetsInventoryV1({ data: [{ subsidiaryId: owner, assets }] });
    checkModel("an addition", "InventoryapiUserExternalAssetCreateResponseV1", added);
    assert.strictEqual(added.resources[0].error, undefined);
    assert.strictEqual(typeof added.resources[1].error.message, "string");
    const found = await fem.queryExternalAssetsV2(undefined, 1, undefined, "ip.ip_address:'192.0.2.91'");
    const deleted = await fem.deleteExternalAssets(found.resources, { description: "test" });
    checkModel("a deletion", "MsaspecQueryResponse", deleted);
    assert.deepStrictEqual(deleted.resources, found.resources);
}

async function subsidiaries(fem) {
    const listed = await fem.combinedEcosystemSubsidiaries(0, 3, undefined, "name|asc");
    checkModel("subsidiaries", "DomainFemEcosystemSubsidiariesEntitiesResponse", listed);
    const ids = listed.resources.map((item) => item.id);
    assert.strictEqual(ids.length, 3);
    const same = await fem.getEcosystemSubsidiaries(ids);
    checkModel("subsidiaries", "DomainFemEcosystemSubsidiariesEntitiesResponse", same);
    assert.deepStrictEqual(same.resources, listed.resources);
    const page = await fem.queryEcosystemSubsidiaries(0, 3, undefined, "name|asc");
    checkModel("ids", "DomainFemEcosystemSubsidiariesQueryResponse", page);
    assert.deepStrictEqual(page.resources, ids);
}

// A request with every member that the package declares as required, as its types demand.
function terms(name, field) {
    return {
        name,
        field,
        type: "terms",
        dateRanges: [],
        exclude: "",
        filter: "",
        filtersSpec: { filters: {}, otherBucket: false, otherBucketKey: "" },
        from: 0,
        include: "",
        interval: "",
        missing: "",
        percents: [],
        q: "",
        ranges: [],
        size: 0,
        sort: "",
        subAggregates: [],
        timeZone: "",
    };
}

async function aggregates(client) {
    const request = [terms("criticality", "criticality")];
    const result = await client.exposureManagement.aggregateExternalAssets(request);
    checkModel("an aggregation", "MsaAggregatesResponse", result);
    for (const { label, count } of result.resources[0].buckets) {
        const filter = `criticality:'${label}'`;
        const page = await client.exposureManagement.queryExternalAssetsV2(undefined, 1, undefined, filter);
        assert.strictEqual(page.meta.pagination.total, count, label);
    }
    const applications = [terms("applications", "applications.name")];
    const named = await client.exposureManagement.aggregateExternalAssets(applications);
    assert.ok(named.resources[0].buckets.length > 1);
    const sensors = await client.identityEntities.getSensorAggregates(terms("status", "status"));
    checkModel("an aggregation", "MsaAggregatesResponse", sensors);
    assert.ok(sensors.resources[0].buckets.length > 0);
}

async function blobs(fem) {
    const ids = (await fem.queryExternalAssetsV2(undefined, 100)).resources;
    const links = JSON.stringify((await fem.getExternalAssetsRaw({ ids })).raw.url && (await fem.getExternalAssets(ids)));
    const [, assetId, hash] = /blobs-preview\/v1\?assetId=([^&"]+)&hash=([^&"]+)/.exec(links);
    const preview = checkModel("a preview", "DomainExternalAssetsBlobAPITypeV1", await fem.blobPreviewExternalAssets(assetId, hash));
    assert.ok(preview.resources[0].length > 0);
    // The client parses the bytes as JSON, so only the raw response is useful.
    const { raw } = await fem.blobDownloadExternalAssetsRaw({ assetId, hash });
    const bytes = Buffer.from(await raw.arrayBuffer());
    assert.ok(bytes.toString("latin1").startsWith(preview.resources[0].slice(0, 20)));
}

async function sensors(entities) {
    const page = await entities.querySensorsByFilter(0, 5, "hostname.asc");
    checkModel("sensors", "MsaspecQueryResponse", page);
    assert.strictEqual(page.resources.length, 5);
    const details = await entities.getSensorDetails({ ids: page.resources });
    checkModel("sensor details", "ApiSensorDetailsResponseSwagger", details);
    assert.strictEqual(details.resources.length, 5);
}

// The client discards these responses, so the raw ones are checked.
async function identity(idp) {
    const json = async (response) => (await response).raw.json();
    const rule = { name: "falconjs", action: "MFA", trigger: "access", enabled: false, simulationMode: true };
    const created = await json(idp.apiPreemptProxyPostPolicyRulesRaw({ body: rule }));
    const id = created.resources[0].id ?? created.resources[0];
    const queried = await json(idp.apiPreemptProxyGetPolicyRulesQueryRaw({ name: "falconjs", enabled: false }));
    assert.deepStrictEqual(queried.resources, [id]);
    const read = await json(idp.apiPreemptProxyGetPolicyRulesRaw({ ids: new Set([id]) }));
    assert.strictEqual(read.resources[0].simulationMode, true);
    await idp.apiPreemptProxyDeletePolicyRules(new Set([id]));
    const query = "{ entities(types: [USER], first: 3) { nodes { primaryDisplayName } pageInfo { hasNextPage } } }";
    const users = await json(idp.apiPreemptProxyPostGraphqlRaw({ body: { query } }));
    assert.strictEqual(users.data.entities.nodes.length, 3);
}

async function main() {
    const base = process.argv[2];
    const hosts = new Set();
    const fetchApi = (url, init) => {
        const { origin } = new URL(url);
        hosts.add(origin);
        return fetch(url.replace(origin, base), init);
    };
    const options = { cloud: "us-1", clientId: "sandbox", clientSecret: "sandbox", fetchApi };
    const client = new FalconClient(options);
    const fem = client.exposureManagement;
    const id = await assets(fem);
    await changes(fem, id);
    await subsidiaries(fem);
    await aggregates(client);
    await blobs(fem);
    await sensors(client.identityEntities);
    await identity(client.identityProtection);
    const wrong = new FalconClient({ ...options, clientSecret: "wrong" });
    const refused = await errorOf(wrong.exposureManagement.queryExternalAssetsV2());
    assert.strictEqual(refused.status, 403);
    assert.deepStrictEqual([...hosts], ["https://api.crowdstrike.com"]);
    console.log(`passed: 20 operations of falconjs, ${declarations.size} models`);
}

main().catch((error) => {
    console.error(error);
    process.exitCode = 1;
});
