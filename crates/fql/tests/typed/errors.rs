//! Errors: one type for all of them, their lines, and settings with several invalid strings.

use std::error::Error as _;

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors;
use fql::{Error, Filter, InvalidSort, Loaded, Network, Sort, Timestamp};

use crate::Assets;

fn compose(filter: &str, sort: &str, ids: &[&str], since: &str) -> Result<String, Error> {
    let since: Timestamp = since.parse()?;
    let network: Network = "192.0.2.0/24".parse()?;
    let address = asset::ip::ip_address.eq(network);
    let filter = Filter::parse(filter)? & asset::id.try_is_in(ids)? & asset::last_seen.gt(since);
    let filter = Filter::any_of([filter.negate()?, address.filter()])?;
    let sort: Sort<ExternalAssets> = sort.parse()?;
    sensors::property("hostname")?;
    Ok(format!("{filter} {sort}"))
}

#[test]
fn all_errors_convert_to_one_type() {
    let valid = compose("manual:true", "last_seen|asc", &["a"], "now");
    assert_eq!(
        valid.expect("valid"),
        "manual:!true,id:!['a'],last_seen:!>'now',ip.ip_address:'192.0.2.0/24' last_seen|asc"
    );
    let invalid_filter = compose("ide:'a'", "", &["a"], "now");
    assert!(matches!(invalid_filter, Err(Error::InvalidFilter(_))));
    let invalid_sort = compose("manual:true", "ide|asc", &["a"], "now");
    assert!(matches!(invalid_sort, Err(Error::InvalidSort(_))));
    let invalid_time = compose("", "", &["a"], "yesterday");
    assert!(matches!(invalid_time, Err(Error::TimeError(_))));
    let empty = compose("", "", &[], "now").expect_err("no ids");
    assert_eq!(
        empty.to_string(),
        "expected at least one value for `id`, found an empty list"
    );
    let property = Error::from(sensors::property("host name").expect_err("a space"));
    assert!(
        property
            .to_string()
            .starts_with("invalid property name\nerror[FQL009]")
    );
    let negated: Error = Assets::unchecked("a:")
        .negate()
        .expect_err("invalid")
        .into();
    assert!(
        negated
            .source()
            .is_some_and(|source| source.to_string().starts_with("invalid filter"))
    );
    let network: Result<Network, _> = "192.0.2.0".parse();
    assert!(
        Error::from(network.expect_err("no prefix"))
            .source()
            .is_none()
    );
    let operands: Error = Assets::any_of(None::<Assets>).expect_err("none").into();
    assert_eq!(
        operands.to_string(),
        "expected at least one filter to combine"
    );
}

#[test]
fn reports_do_not_end_in_a_line_break() {
    let filter = Filter::<ExternalAssets>::parse("ide:'a'+port:22").expect_err("unknown fields");
    let sort = "ide|asc"
        .parse::<Sort<ExternalAssets>>()
        .expect_err("an unknown field");
    let property = sensors::property("a b").expect_err("a space");
    for (error, subject) in [
        (filter.to_string(), "invalid filter\n"),
        (format!("{filter:?}"), "invalid filter\n"),
        (sort.to_string(), "invalid sort expression\n"),
        (property.to_string(), "invalid property name\n"),
        (Error::from(filter.clone()).to_string(), "invalid filter\n"),
        (filter.report().to_string(), "error[FQL101]"),
    ] {
        assert!(error.starts_with(subject), "{error}");
        assert!(!error.ends_with(char::is_whitespace), "{error:?}");
    }
    let summary = filter.report().summary();
    assert!(summary.starts_with("FQL101: unknown field `ide` in `external-assets` (help: "));
    assert!(summary.ends_with(" and 1 more"), "{summary}");
}

#[cfg(feature = "serde")]
#[test]
fn serde_error_is_one_line_with_the_first_problem() {
    let error = serde_json::from_str::<Vec<Assets>>(
        "[''\n,\"criticalty:1+port:22\"]"
            .replace("''", "\"\"")
            .as_str(),
    );
    let error = error.expect_err("an unknown field").to_string();
    assert_eq!(
        error,
        "invalid filter: FQL101: unknown field `criticalty` in `external-assets` \
         (help: did you mean `criticality`?) and 1 more at line 2 column 24"
    );
    let error = serde_json::from_str::<Sort<ExternalAssets>>("\"last_sen.asc\"");
    let error = error.expect_err("an unknown field").to_string();
    assert!(
        error.starts_with("invalid sort expression: FQL121: "),
        "{error}"
    );
}

#[cfg(feature = "serde")]
#[test]
fn loaded_settings_report_every_invalid_string() {
    #[derive(serde::Deserialize, serde::Serialize)]
    struct Settings {
        filters: Vec<Loaded<Assets>>,
        sort: Loaded<Sort<ExternalAssets>>,
    }
    let json = r#"{"filters":["id:'a'","ide:'a'","port:22+ide:1","id="],"sort":"ide|asc"}"#;
    let settings: Settings = serde_json::from_str(json).expect("strings");
    assert_eq!(
        serde_json::to_string(&settings).expect("serializable"),
        json
    );
    let errors: Vec<_> = settings
        .filters
        .iter()
        .filter_map(|filter| filter.result().err())
        .collect();
    let problems = errors
        .iter()
        .map(|error| error.report().diagnostics().len());
    assert_eq!(problems.collect::<Vec<_>>(), [1, 2, 1]);
    assert_eq!(settings.filters[1].source(), "ide:'a'");
    assert_eq!(
        settings.filters[0].result().expect("valid").as_str(),
        "id:'a'"
    );
    let sort: InvalidSort = settings.sort.into_result().expect_err("an unknown field");
    assert_eq!(sort.report().diagnostics()[0].code().as_str(), "FQL121");
    assert!(serde_json::from_str::<Loaded<Assets>>("5").is_err());
}

#[cfg(feature = "serde")]
#[test]
fn generic_settings_deserialize_with_an_empty_bound() {
    #[derive(serde::Deserialize)]
    #[serde(bound = "")]
    struct Saved<C: fql::Collection> {
        filter: Filter<C>,
        loaded: Loaded<Sort<C>>,
    }
    let json = r#"{"filter":"id:'a'","loaded":"id|asc"}"#;
    let saved: Saved<ExternalAssets> = serde_json::from_str(json).expect("valid settings");
    assert_eq!(saved.filter, "id:'a'");
    assert_eq!(saved.loaded.into_result().expect("a valid sort"), "id|asc");
}
