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
