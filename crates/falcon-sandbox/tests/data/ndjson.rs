//! Reading and writing NDJSON.

use std::error::Error;
use std::io::{self, BufReader, Read};

use falcon_sandbox::data::{Data, Document};

use super::generate;

fn read(lines: &str) -> Result<Data, String> {
    Data::read_ndjson(lines.as_bytes()).map_err(|error| error.to_string())
}

#[test]
fn written_data_reads_back_unchanged() {
    let data = generate(42, 500);
    let mut lines = Vec::new();
    data.write_ndjson(&mut lines).unwrap();
    let read = Data::read_ndjson(&lines[..]).unwrap();
    assert_eq!(read, data);
    let mut rewritten = Vec::new();
    read.write_ndjson(&mut rewritten).unwrap();
    assert_eq!(rewritten, lines);
}

#[test]
fn keys_determine_the_document_type() {
    let lines = concat!(
        "\u{feff}{ \"id\": \"a\", \"asset_type\": \"ip\", \"own\": [1.50] }\r\n",
        "\n",
        "  {\"ip\":{},\"id\":\"b\"}\n",
        "{\"dns_domain\":{},\"id\":\"c\"}\n",
        "{\"device_id\":\"a\",\"id\":7}\n",
        "{\"trigger\":\"access\",\"id\":\"a\"}\n",
        "{\"simulationMode\":false,\"id\":\"b\"}\n",
        "{\"primary_domain\":\"a.example\",\"id\":\"a\"}\n",
        "{\"entityId\":\"a\",\"archived\":false}",
    );
    let data = read(lines).unwrap();
    let ids = |documents: &[Document]| -> Vec<String> {
        documents.iter().map(|one| one.id().to_owned()).collect()
    };
    assert_eq!(ids(&data.assets), ["a", "b", "c"]);
    assert_eq!(ids(&data.sensors), ["a"]);
    assert_eq!(ids(&data.policy_rules), ["a", "b"]);
    assert_eq!(ids(&data.subsidiaries), ["a"]);
    assert_eq!(ids(&data.identities), ["a"]);
    // Stored byte for byte.
    assert_eq!(
        data.assets[0].json(),
        r#"{ "id": "a", "asset_type": "ip", "own": [1.50] }"#
    );
}

#[test]
fn malformed_line_is_an_error_with_its_number() {
    let deep = format!(r#"{{"ip":{}{}}}"#, "[".repeat(200), "]".repeat(200));
    for (lines, message) in [
        (
            r#"{"hostname":"HQ"}"#,
            "unknown document type on line 1: expected `device_id` (sensor), `entityId` \
             (identity), `trigger` (policy rule), `primary_domain` (subsidiary) or `asset_type` \
             (external asset)",
        ),
        (r#"{"device_id":null}"#, "unknown document type on line 1"),
        ("[1]", "line 1 is not a JSON object"),
        (
            "\n\n{\n  \"id\": \"a\"\n}",
            "line 3 is not a complete JSON document: EOF while parsing an object at column 1",
        ),
        (
            r#"{"asset_type":"ip"}"#,
            "document on line 1 has no string id in `id`",
        ),
        (
            r#"{"asset_type":"ip","id":7}"#,
            "document on line 1 has no string id in `id`",
        ),
        (r#"{"device_id":""}"#, "no string id in `device_id`"),
        (
            "{\"device_id\":\"a\"}\n{\"entityId\":\"a\"}\n{\"device_id\":\"a\"}",
            "duplicate id `a` on line 3, first used on line 1",
        ),
        (
            r#"{"device_id":"a","config":{"on":1,"\u006fn":2}}"#,
            "line 1 is not valid JSON: duplicate key `on` at column",
        ),
        (r#"{"device_id":"a","n":1e999}"#, "number out of range"),
        (r#"{"device_id":"\ud800"}"#, "line 1 is not"),
        (
            r#"{"device_id":"a"} {"device_id":"b"}"#,
            "trailing characters",
        ),
        (&deep, "recursion limit exceeded"),
    ] {
        let error = read(lines).unwrap_err();
        assert!(error.contains(message), "{lines}\n{error}");
        assert!(!error.contains("line 1 column"), "{error}");
    }
    let error = Data::read_ndjson(&b"{}\xff"[..]).unwrap_err();
    assert_eq!(error.to_string(), "line 1 is not valid UTF-8");
}

#[test]
fn endless_line_is_an_error() {
    let endless = BufReader::new(io::repeat(b' '));
    let error = Data::read_ndjson(endless).unwrap_err();
    assert_eq!(error.to_string(), "line 1 is longer than 16 MiB");
}

#[test]
fn io_error_is_the_source() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("disk failure"))
        }
    }
    let error = Data::read_ndjson(BufReader::new(Broken)).unwrap_err();
    assert_eq!(error.to_string(), "failed to read line 1");
    let source = error.source().map(ToString::to_string);
    assert_eq!(source.as_deref(), Some("disk failure"));
}
