//! The ids of a request.

use fql::operation::IdsParameter;

use crate::error::Error;

/// Values that can be passed as ids: any iterator of strings.
///
/// Each item is one id, also if it contains a comma. Use [`ids_from_csv`] to split a
/// comma-separated string.
///
/// # Examples
///
/// ```no_run
/// # fn example(falcon: falcon_transport::Falcon, owned: Vec<String>) {
/// use falcon_transport::ids_from_csv;
///
/// let assets = falcon.exposure_management();
/// assets.get_assets(["id1", "id2"]);
/// assets.get_assets(&owned);
/// assets.get_assets(ids_from_csv("id1,id2"));
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used as ids",
    label = "expected an iterator of strings",
    note = "pass a list such as `[\"id1\", \"id2\"]`",
    note = "use `ids_from_csv` to split a comma-separated string"
)]
pub trait IntoIds {
    /// Returns the ids in order.
    fn into_ids(self) -> Vec<String>;
}

#[diagnostic::do_not_recommend]
impl<I> IntoIds for I
where
    I: IntoIterator,
    I::Item: AsRef<str>,
{
    fn into_ids(self) -> Vec<String> {
        self.into_iter().map(|id| id.as_ref().to_owned()).collect()
    }
}

/// Splits a comma-separated string into ids and trims them.
///
/// A blank string has no ids. An empty id between two commas is kept, and rejected when the request
/// is sent.
///
/// # Examples
///
/// ```
/// use falcon_transport::ids_from_csv;
///
/// assert_eq!(ids_from_csv("id1, id2"), ["id1", "id2"]);
/// assert!(ids_from_csv("").is_empty());
/// ```
#[must_use]
pub fn ids_from_csv(ids: &str) -> Vec<&str> {
    if ids.trim().is_empty() {
        return Vec::new();
    }
    ids.split(',').map(str::trim).collect()
}

/// Checks the number of ids and that none is blank.
pub(crate) fn check(parameter: IdsParameter, ids: &[impl AsRef<str>]) -> Result<(), Error> {
    let count = ids.len();
    let range = match parameter.max {
        Some(max) => format!("1 to {max}"),
        None => "at least one".to_owned(),
    };
    if ids.is_empty() {
        let message = format!("missing ids: expected {range}");
        return Err(Error::argument(message).with_help("skip the request if there are no ids"));
    }
    if parameter.max.is_some_and(|max| count > max as usize) {
        let message = format!("too many ids: expected {range}, found {count}");
        return Err(Error::argument(message).with_help("split the ids across several requests"));
    }
    match ids.iter().position(|id| id.as_ref().trim().is_empty()) {
        Some(index) => {
            let message = format!("id {} of {count} is empty", index + 1);
            Err(Error::argument(message).with_help("remove empty ids"))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::operation_id::OperationId;

    #[test]
    fn ids_accept_any_iterator_of_strings() {
        assert_eq!(["a", "b"].into_ids(), ["a", "b"]);
        assert_eq!(vec!["a".to_owned()].into_ids(), ["a"]);
        assert_eq!((&["a".to_owned()]).into_ids(), ["a"]);
        assert_eq!((1..3).map(|n| n.to_string()).into_ids(), ["1", "2"]);
        assert_eq!(["a,b"].into_ids(), ["a,b"]);
    }

    #[test]
    fn csv_ids_are_split_and_trimmed() {
        assert_eq!(ids_from_csv("ID1,ID2, ID3"), ["ID1", "ID2", "ID3"]);
        assert_eq!(ids_from_csv("a,,b"), ["a", "", "b"]);
        assert!(ids_from_csv(" ").is_empty());
    }

    #[test]
    fn id_count_and_empty_ids_are_checked() {
        let parameter = OperationId::DeleteExternalAssets.spec().ids.unwrap();
        let message = |ids: &[&str]| check(parameter, ids).unwrap_err().to_string();
        assert_eq!(message(&[]), "missing ids: expected 1 to 100");
        assert!(message(&["x"; 101]).contains("found 101"));
        assert!(message(&["a", "", "b"]).contains("id 2 of 3 is empty"));
        assert!(check(parameter, &["x"; 100]).is_ok());
    }
}
