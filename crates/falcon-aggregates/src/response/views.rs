//! The typed view of the result of each type of aggregation.

use fql::Instant;

use super::buckets::Buckets;
use super::key::ResultView;
use super::metrics::{MinMax, Percentiles};
use super::result::{AggregateResult, BucketResult};
use crate::typed::aggregation::{
    AvgAggregation, CardinalityAggregation, DateHistogramAggregation, DateRangeAggregation,
    MaxAggregation, MinAggregation, PercentilesAggregation, RangeAggregation, SumAggregation,
    TermsAggregation,
};

macro_rules! views {
    ($( $marker:ty: $view:ty = $function:expr; )*) => { $(
        impl ResultView for $marker {
            type View<'a> = $view;

            fn view(result: &AggregateResult) -> Option<Self::View<'_>> {
                $function(result)
            }
        }
    )* };
}
views! {
    TermsAggregation: Buckets<'a, Self> = |result| Some(Buckets::new(result));
    DateHistogramAggregation: Buckets<'a, Self> = |result| Some(Buckets::new(result));
    DateRangeAggregation: Buckets<'a, Self> = |result| Some(Buckets::new(result));
    RangeAggregation: Buckets<'a, Self> = |result| Some(Buckets::new(result));
    CardinalityAggregation: u64 = cardinality;
    MaxAggregation: MinMax = min_max;
    MinAggregation: MinMax = min_max;
    AvgAggregation: Option<f64> = single_value;
    SumAggregation: f64 = |result| single_value(result)?;
    PercentilesAggregation: Percentiles = percentiles;
}

/// Returns the value of the single bucket of a type without buckets: `Some(None)` if no document
/// has a value, `None` if the value is not a number.
fn single_value(result: &AggregateResult) -> Option<Option<f64>> {
    match result.buckets.first() {
        Some(bucket) if bucket.value.is_none() && bucket.extra.contains_key("value") => None,
        Some(bucket) => Some(bucket.value),
        None => Some(None),
    }
}

fn cardinality(result: &AggregateResult) -> Option<u64> {
    let value = single_value(result)??;
    (value >= 0.0).then_some(value as u64)
}

fn min_max(result: &AggregateResult) -> Option<MinMax> {
    let time = result.buckets.first().and_then(|bucket| {
        let source = bucket.value_as_string.as_deref()?;
        source.parse::<Instant>().ok()
    });
    let value = single_value(result)?;
    Some(MinMax { value, time })
}

fn percentiles(result: &AggregateResult) -> Option<Percentiles> {
    /// The default percentages, in the order of the service.
    const DEFAULT: [f64; 7] = [1.0, 5.0, 25.0, 50.0, 75.0, 95.0, 99.0];
    let buckets = &result.buckets;
    let percent = |bucket: &BucketResult| {
        let key = bucket.key_as_string.as_deref();
        bucket.label.as_f64().or_else(|| key?.parse().ok())
    };
    let percents = match buckets.iter().map(percent).collect::<Option<Vec<f64>>>() {
        Some(percents) => percents,
        None if buckets.len() == DEFAULT.len() => DEFAULT.to_vec(),
        None => return None,
    };
    let values = buckets.iter().map(|bucket| bucket.value);
    Some(Percentiles {
        values: percents.into_iter().zip(values).collect(),
    })
}
