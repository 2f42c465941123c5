//! Splitting one filter that is too long for a URL into several.

use crate::error::Error;
use crate::fql::{Filter, IntoFilter};
use crate::http::request::encoded_len;

/// Splits `values` into filters of at most `max_bytes` each, measured as encoded in a URL.
///
/// `make_filter` returns the filter for some of the values, usually a list clause. Together, the
/// returned filters match what `make_filter(values)` would match. An item that matches through
/// several values of an array is listed by several of the filters.
///
/// A URL may have 16,384 bytes by default ([`max_url_len`](crate::FalconBuilder::max_url_len)).
/// A filter of 15,000 bytes leaves enough room for the other parameters.
///
/// # Examples
///
/// ```
/// use falcon_transport::chunk_filter;
/// use fql::collections::external_assets as asset;
///
/// let ports: Vec<u16> = (1..10_000).collect();
/// let filters = chunk_filter(&ports, 15_000, |ports| {
///     let ports = ports.iter().copied();
///     asset::ip::services::port.try_is_in(ports).expect("a chunk is never empty")
/// })?;
/// assert!(filters.len() > 1);
/// # Ok::<(), falcon_transport::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::is_argument`] when the filter of a single value is too long, and when `values` is
/// empty: it is ambiguous whether no values match nothing or everything.
pub fn chunk_filter<T, C, F>(
    values: &[T],
    max_bytes: usize,
    mut make_filter: impl FnMut(&[T]) -> F,
) -> Result<Vec<Filter<C>>, Error>
where
    F: IntoFilter<C>,
{
    if values.is_empty() {
        return Err(Error::argument("no values to filter by")
            .with_help("skip the query, or query without this filter"));
    }
    let mut filters = Vec::new();
    // A stack: the chunk that comes next is the last one.
    let mut chunks = vec![values];
    while let Some(chunk) = chunks.pop() {
        let filter = make_filter(chunk).into_filter();
        let len = encoded_len(filter.as_str());
        if len <= max_bytes {
            filters.push(filter);
        } else if chunk.len() > 1 {
            let (first, second) = chunk.split_at(chunk.len() / 2);
            chunks.extend([second, first]);
        } else {
            let message = format!(
                "the filter for one value is {len} bytes long, more than the maximum of {max_bytes}"
            );
            return Err(
                Error::argument(message).with_help("raise `max_bytes`, or shorten the filter")
            );
        }
    }
    Ok(filters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fql::collections::external_assets::ExternalAssets;

    fn ids(values: &[u32]) -> Filter<ExternalAssets> {
        let list: Vec<_> = values.iter().map(|value| format!("'{value}'")).collect();
        Filter::unchecked(format!("id:[{}]", list.join(",")))
    }

    #[test]
    fn chunks_keep_every_value_in_order_within_the_limit() {
        let values: Vec<u32> = (1000..2000).collect();
        let filters = chunk_filter(&values, 500, ids).unwrap();
        assert!(filters.len() > 1);
        assert!(
            filters
                .iter()
                .all(|filter| encoded_len(filter.as_str()) <= 500)
        );
        let chunked: Vec<u32> = filters
            .iter()
            .flat_map(|filter| filter.as_str().split('\''))
            .filter_map(|part| part.parse().ok())
            .collect();
        assert_eq!(chunked, values);
    }

    #[test]
    fn short_filter_is_not_split() {
        assert_eq!(chunk_filter(&[1, 2, 3], 500, ids).unwrap().len(), 1);
    }

    #[test]
    fn empty_values_and_overlong_value_are_errors() {
        assert!(chunk_filter(&[], 500, ids).unwrap_err().is_argument());
        assert!(chunk_filter(&[1], 3, ids).unwrap_err().is_argument());
    }
}
