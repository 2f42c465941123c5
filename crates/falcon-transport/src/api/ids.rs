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
