//! Sort expressions.

use fql::Sort;
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors;
use fql::collections::subsidiaries::{self, Subsidiaries};

#[test]
fn sort_prints_the_separator_of_its_collection() {
    assert_eq!(asset::last_seen.desc().as_str(), "last_seen|desc");
    assert_eq!(
        asset::ip::services::port.asc().to_string(),
        "ip.services.port|asc"
    );
    let status = sensors::property("status").expect("valid property");
    assert_eq!(status.desc().as_str(), "status.desc");
    let name = subsidiaries::property("name").expect("valid property");
    assert_eq!(name.asc().as_str(), "name|asc");
    for (source, canonical) in [
        ("last_seen|desc", "last_seen|desc"),
        ("last_seen.asc", "last_seen|asc"),
        ("ip.services.port.asc", "ip.services.port|asc"),
    ] {
        let sort: Sort<ExternalAssets> = source.parse().expect(source);
        assert_eq!(sort.as_str(), canonical);
    }
    let sort: Sort<Subsidiaries> = "primary_domain.desc".parse().expect("valid sort");
    assert_eq!(sort.as_str(), "primary_domain|desc");
    for (source, code, help) in [
        ("last_sen|desc", "FQL121", "did you mean `last_seen`?"),
        ("last_seen descending", "FQL120", ""),
        ("", "FQL120", ""),
        ("last_seen", "FQL120", ""),
        ("last_seen|down", "FQL120", ""),
    ] {
        let error = source.parse::<Sort<ExternalAssets>>().expect_err(source);
        let diagnostic = &error.report().diagnostics()[0];
        assert_eq!(diagnostic.code().as_str(), code, "{source}");
        assert!(diagnostic.help().contains(help), "{}", diagnostic.help());
    }
}
