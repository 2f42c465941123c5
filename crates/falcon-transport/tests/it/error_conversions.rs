//! A function that returns [`Error`] can use `?` on filters, values and aggregations.

use std::error::Error as _;

use falcon_transport::falcon_aggregates::{
    Aggregate, Aggregates, InvalidAggregates, MissingResult,
};
use falcon_transport::fql::collections::external_assets::{self as asset, ExternalAssets};
use falcon_transport::fql::collections::sensors;
use falcon_transport::fql::{self, Filter, InvalidFilter, Network, Sort, Timestamp};
use falcon_transport::{Error, ErrorKind};

fn load(filter: &str, sort: &str, ports: &[u16]) -> Result<String, Error> {
    let filter: Filter<ExternalAssets> = filter.parse()?;
    let sort: Sort<ExternalAssets> = sort.parse()?;
    let ports = asset::ip::services::port.try_is_in(ports.iter().copied())?;
    Ok(format!("{} {sort}", filter & ports))
}

#[test]
fn filters_and_values_convert_with_question_mark() {
    assert_eq!(
        load("confidence:1", "last_seen|desc", &[22]).unwrap(),
        "confidence:1+ip.services.port:[22] last_seen|desc"
    );
    let error = load("criticalty:'High'+confidence:>1", "", &[]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert_eq!(
        error.to_string(),
        "invalid filter: unknown field `criticalty` in `external-assets`; and 1 more"
    );
    assert_eq!(error.help(), Some("did you mean `criticality`?"));
    let source = error.source().unwrap();
    let invalid: &InvalidFilter = source.downcast_ref().unwrap();
    assert_eq!(invalid.report().diagnostics().len(), 2);

    let error = load("", "last_sen", &[22]).unwrap_err();
    assert!(error.to_string().starts_with("invalid sort"), "{error}");
    let error = load("", "last_seen", &[]).unwrap_err();
    assert!(error.is_argument(), "{error:?}");
    assert!(!error.to_string().contains('\n'));
}

#[test]
fn errors_of_composed_filters_convert() {
    fn compose(filter: &str, ids: &[&str]) -> Result<Filter<ExternalAssets>, fql::Error> {
        Ok(Filter::parse(filter)? & asset::id.try_is_in(ids)?)
    }
    fn run(filter: &str, ids: &[&str]) -> Result<(), Error> {
        compose(filter, ids)?;
        sensors::property("host name")?;
        Ok(())
    }
    let invalid = run("ide:1", &["a"]).unwrap_err();
    assert!(
        invalid
            .to_string()
            .starts_with("invalid filter: unknown field `ide`")
    );
    assert!(invalid.source().unwrap().is::<InvalidFilter>());
    let empty = run("", &[]).unwrap_err();
    assert!(empty.to_string().contains("for `id`"), "{empty}");
    let property = run("", &["a"]).unwrap_err();
    assert!(
        property.to_string().starts_with("invalid property name: "),
        "{property}"
    );
}

#[test]
fn other_errors_of_filters_convert() {
    fn negate(text: &str) -> Result<Filter<ExternalAssets>, Error> {
        Ok(Filter::unchecked(text).negate()?)
    }
    fn since(text: &str) -> Result<Timestamp, Error> {
        Ok(text.parse()?)
    }
    fn network(text: &str) -> Result<Network, Error> {
        Ok(text.parse()?)
    }
    fn any_of(filters: Vec<Filter<ExternalAssets>>) -> Result<Filter<ExternalAssets>, Error> {
        Ok(Filter::any_of(filters)?)
    }
    let errors = [
        negate("").unwrap_err(),
        negate("a:").unwrap_err(),
        since("yesterday").unwrap_err(),
        network("192.0.2.300").unwrap_err(),
        any_of(Vec::new()).unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::Argument);
        assert_eq!(error.source().unwrap().to_string(), error.to_string());
    }
}

#[test]
fn aggregations_and_results_convert() {
    fn parse(json: &str) -> Result<Aggregates<ExternalAssets>, Error> {
        Ok(json.parse()?)
    }
    fn count() -> Result<u64, Error> {
        Ok(Aggregate::cardinality("n", asset::id).key().get(&[])?)
    }
    let body = r#"[{"name": "n", "type": "date_histogram", "field": "first_sen"}]"#;
    let error = parse(body).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert_eq!(error.to_string().lines().count(), 1);
    assert!(error.to_string().contains("$[0].interval"), "{error}");
    assert!(error.source().unwrap().is::<InvalidAggregates>());

    let error = count().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.source().unwrap().is::<MissingResult>());
}
