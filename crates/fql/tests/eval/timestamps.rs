//! Comparison of timestamps: absolute, partial and relative.

use fql::collections::external_assets::ExternalAssets;
use fql::eval::Matcher;
use fql::{Filter, Instant};

use crate::assert_rows;

#[test]
fn timestamps_compare_as_instants() {
    assert_rows::<ExternalAssets>(&[
        (
            "last_seen:'2026-11-22T10:00:00Z'",
            &[
                r#"{"last_seen":"2026-11-22T10:00:00Z"}"#,
                r#"{"last_seen":"2026-11-22T10:00:00.000Z"}"#,
                r#"{"last_seen":"2026-11-22T10:00"}"#,
                r#"{"last_seen":"2026-11-22T12:00:00+02:00"}"#,
                r#"{"last_seen":"2026-11-22T04:30:00-0530"}"#,
                r#"{"last_seen":"2026-11-23T00:00:00+14"}"#,
                r#"{"last_seen":"2026-11-22t10:00:00z"}"#,
                r#"{"last_seen":"2026-11-22T10:00:00.00000000000Z"}"#,
                r#"{"last_seen":"2026-11-22T09:59:60Z"}"#,
            ],
            &[
                r#"{"last_seen":"2026-11-22T10:00:01Z"}"#,
                r#"{"last_seen":"2026-11-22T10:00:00.001Z"}"#,
                r#"{"last_seen":"2026-11-22T10:00:00+02:00"}"#,
                r#"{"last_seen":"now"}"#,
                r#"{"last_seen":"last tuesday"}"#,
                r#"{"last_seen":1795341600}"#,
                r#"{"last_seen":null}"#,
            ],
        ),
        // A partial time is its first instant, not a period.
        (
            "last_seen:'2026'",
            &[
                r#"{"last_seen":"2026-01-01T00:00:00Z"}"#,
                r#"{"last_seen":"2026"}"#,
            ],
            &[r#"{"last_seen":"2026-06-01T00:00:00Z"}"#],
        ),
        (
            "last_seen:>'2026-11'",
            &[
                r#"{"last_seen":"2026-11-01T00:00:00.000000001Z"}"#,
                r#"{"last_seen":"2027"}"#,
            ],
            &[
                r#"{"last_seen":"2026-11-01T00:00:00Z"}"#,
                r#"{"last_seen":"2026-10-31"}"#,
            ],
        ),
        (
            "last_seen:<='2026-11-22'",
            &[
                r#"{"last_seen":"2026-11-22"}"#,
                r#"{"last_seen":"1969-12-31T23:59:59Z"}"#,
            ],
            &[r#"{"last_seen":"2026-11-22T00:00:01Z"}"#],
        ),
    ]);
}

#[test]
fn relative_times_count_from_now() {
    assert_rows::<ExternalAssets>(&[
        (
            "last_seen:>='now-7d'",
            &[
                r#"{"last_seen":"2026-11-15T10:00:00Z"}"#,
                r#"{"last_seen":"2026-11-15T12:00:00+02:00"}"#,
            ],
            &[r#"{"last_seen":"2026-11-15T09:59:59Z"}"#, "{}"],
        ),
        (
            "last_seen:<'now'",
            &[r#"{"last_seen":"2026-11-22T09:59:59.999Z"}"#],
            &[r#"{"last_seen":"2026-11-22T10:00:00Z"}"#],
        ),
        (
            "last_seen:'now-2h'",
            &[r#"{"last_seen":"2026-11-22T08:00:00Z"}"#],
            &[],
        ),
        (
            "last_seen:>'now-90m'",
            &[r#"{"last_seen":"2026-11-22T08:31:00Z"}"#],
            &[r#"{"last_seen":"2026-11-22T08:29:00Z"}"#],
        ),
        (
            "last_seen:<'now-4w'",
            &[r#"{"last_seen":"2026-10-25T09:00:00Z"}"#],
            &[r#"{"last_seen":"2026-10-26"}"#],
        ),
    ]);
}

#[test]
fn relative_times_use_the_given_now() {
    let filter: Filter<ExternalAssets> = "last_seen:>'now-7d'".parse().expect("valid filter");
    let document = br#"{"last_seen":"2026-11-20T00:00:00Z"}"#;
    for (now, expected) in [
        ("2026-11-22T10:00:00Z", true),
        ("2026-11-27T00:00:00Z", false),
        ("2026-11-26T23:59:59Z", true),
        ("1970", true),
    ] {
        let now: Instant = now.parse().expect("valid timestamp");
        let matcher = Matcher::new(&filter, now).expect("valid filter");
        assert_eq!(matcher.matches_json(document), Ok(expected), "{now}");
    }
}
