//! One query too long for an address line, as several.

use crate::error::Error;
use crate::fql::{Filter, IntoFilter};
use crate::http::request::encoded_len;

/// The filters that together match what one filter over all of `values` would match, each short
/// enough for an address line: at most `max_bytes` once encoded.
///
/// `filter` makes the filter of some of the values, mostly a list clause. The address line of a
/// client holds 16,384 bytes unless its builder says otherwise; 15,000 for the filter leaves room
/// for the rest. An item that matches through several values of an array comes in several of the
/// listings.
///
/// # Errors
///
/// [`Error::is_argument`] when the filter of a single value is too long already, and when there
/// are no values: the filter of no value would match all or nothing, and which is not said.
pub fn chunk_filter<T, C, F>(
    values: &[T],
    max_bytes: usize,
    mut filter: impl FnMut(&[T]) -> F,
) -> Result<Vec<Filter<C>>, Error>
where
    F: IntoFilter<C>,
{
    if values.is_empty() {
        let message = "there are no values to split: make no query, or one without the list";
        return Err(Error::argument(None, message));
    }
    let mut filters = Vec::new();
    // What is still to be done, the next at the end.
    let mut todo = vec![values];
    while let Some(values) = todo.pop() {
        let made = filter(values).into_filter();
        let length = encoded_len(made.as_str());
        if length <= max_bytes {
            filters.push(made);
        } else if values.len() > 1 {
            let (first, second) = values.split_at(values.len() / 2);
            todo.extend([second, first]);
        } else {
            return Err(Error::argument(
                None,
                format!("the filter of one value has {length} bytes, more than {max_bytes}"),
            ));
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
    fn every_value_is_in_one_filter_in_order_and_none_is_too_long() {
        let values: Vec<u32> = (1000..2000).collect();
        let filters = chunk_filter(&values, 500, ids).unwrap();
        assert!(filters.len() > 1);
        assert!(
            filters
                .iter()
                .all(|filter| encoded_len(filter.as_str()) <= 500)
        );
        let all: Vec<u32> = filters
            .iter()
            .flat_map(|f| {
                f.as_str()
                    .split('\'')
                    .filter_map(|part| part.parse().ok())
                    .collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(all, values);
    }

    #[test]
    fn what_fits_is_left_whole() {
        assert_eq!(chunk_filter(&[1, 2, 3], 500, ids).unwrap().len(), 1);
    }

    #[test]
    fn no_values_and_a_value_that_cannot_fit_are_errors() {
        assert!(chunk_filter(&[], 500, ids).unwrap_err().is_argument());
        assert!(chunk_filter(&[1], 3, ids).unwrap_err().is_argument());
    }
}
