//! Ids, given in any of the ways that people have them.

use crate::api::operation::OperationId;
use crate::error::Error;

/// What can be given as ids: any iterator of texts, or one text such as `ID1,ID2,ID3`.
///
/// One text is split at its commas, and blanks around an id are taken off; the items of an
/// iterator are taken as they are. `Form` only tells the two apart and is always inferred.
///
/// ```no_run
/// # fn example(falcon: falcon_transport::Falcon, owned: Vec<String>) {
/// let assets = falcon.exposure_management();
/// assets.get_assets(["id1", "id2"]);
/// assets.get_assets(&owned);
/// assets.get_assets("id1,id2");
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used as ids",
    note = "ids are an iterator of texts, such as `[\"id1\", \"id2\"]`, or one text, `\"id1,id2\"`"
)]
pub trait IntoIds<Form> {
    /// The ids, in their order.
    fn into_ids(self) -> Vec<String>;
}

/// The form of ids that is an iterator of texts.
#[derive(Debug)]
pub enum Listed {}

/// The form of ids that is one text with commas.
#[derive(Debug)]
pub enum Joined {}

impl<I> IntoIds<Listed> for I
where
    I: IntoIterator,
    I::Item: AsRef<str>,
{
    fn into_ids(self) -> Vec<String> {
        self.into_iter().map(|id| id.as_ref().to_owned()).collect()
    }
}

impl IntoIds<Joined> for &str {
    fn into_ids(self) -> Vec<String> {
        if self.trim().is_empty() {
            return Vec::new();
        }
        self.split(',').map(|id| id.trim().to_owned()).collect()
    }
}

impl IntoIds<Joined> for String {
    fn into_ids(self) -> Vec<String> {
        self.as_str().into_ids()
    }
}

impl IntoIds<Joined> for &String {
    fn into_ids(self) -> Vec<String> {
        self.as_str().into_ids()
    }
}

/// Refuses what must not be sent as the ids of `operation`.
pub(crate) fn check<S: AsRef<str>>(operation: OperationId, ids: &[S]) -> Result<(), Error> {
    let Some(max) = operation.id_limit() else {
        return Ok(());
    };
    let refuse = |message: String| Err(Error::argument(Some(operation), message));
    if ids.is_empty() {
        return refuse(format!("no ids were given: give 1 to {max}"));
    }
    if ids.len() > max {
        let given = ids.len();
        return refuse(format!(
            "{given} ids were given: give 1 to {max} a call, in several calls"
        ));
    }
    if let Some(place) = ids.iter().position(|id| id.as_ref().trim().is_empty()) {
        return refuse(format!(
            "id {} of {} is empty: leave it out",
            place + 1,
            ids.len()
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids<F>(ids: impl IntoIds<F>) -> Vec<String> {
        ids.into_ids()
    }

    #[test]
    fn any_iterator_of_texts_is_ids() {
        assert_eq!(ids(["a", "b"]), ["a", "b"]);
        assert_eq!(ids(vec!["a".to_owned()]), ["a"]);
        assert_eq!(ids(&["a".to_owned()]), ["a"]);
        assert_eq!(ids((1..3).map(|n| n.to_string())), ["1", "2"]);
    }

    #[test]
    fn one_text_is_split_at_its_commas_and_an_item_is_not() {
        assert_eq!(ids("ID1,ID2, ID3"), ["ID1", "ID2", "ID3"]);
        assert_eq!(ids("a,b".to_owned()), ["a", "b"]);
        assert_eq!(ids(["a,b"]), ["a,b"]);
        assert!(ids(" ").is_empty());
    }

    #[test]
    fn no_ids_too_many_and_empty_ones_are_refused() {
        let operation = OperationId::DeleteExternalAssets;
        let refused = |ids: Vec<String>| check(operation, &ids).unwrap_err().to_string();
        assert_eq!(
            refused(vec![]),
            "delete_external_assets: no ids were given: give 1 to 100"
        );
        assert!(refused(vec!["x".into(); 101]).contains("101 ids"));
        assert!(refused(ids("a,,b")).contains("id 2 of 3 is empty"));
        assert!(check(operation, &["x"; 100]).is_ok());
    }
}
