//! The parameters of a call by operation id.

use fql_syntax::excerpt;

use crate::error::Error;

/// The parameters of [`Falcon::call`](crate::Falcon::call), in order.
///
/// A call checks their names against the operation. For several ids, add several parameters named
/// `ids`.
///
/// # Examples
///
/// ```
/// use falcon_transport::operation::Params;
///
/// let params = Params::new().with("limit", 5).with("filter", "asset_type:'ip'");
/// let parsed = Params::from_key_values(["limit=5", "filter=asset_type:'ip'"])?;
/// assert_eq!(params, parsed);
/// # Ok::<(), falcon_transport::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Params {
    pub(crate) pairs: Vec<(String, String)>,
    pub(crate) raw_query: Vec<(String, String)>,
}

impl Params {
    /// Creates an empty list of parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a parameter.
    pub fn with(mut self, key: impl Into<String>, value: impl ToString) -> Self {
        self.pairs.push((key.into(), value.to_string()));
        self
    }

    /// Adds query parameters without checking their keys. Each one replaces the parameters of the
    /// same key that were added with [`with`](Self::with).
    pub fn query<K, V>(mut self, parameters: impl IntoIterator<Item = (K, V)>) -> Self
    where
        K: Into<String>,
        V: ToString,
    {
        let pairs = parameters.into_iter();
        self.raw_query
            .extend(pairs.map(|(key, value)| (key.into(), value.to_string())));
        self
    }

    /// Parses arguments of the form `key=value`. Each is split at its first `=`.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] for an argument without `=` or without a key.
    pub fn from_key_values<S: AsRef<str>>(
        arguments: impl IntoIterator<Item = S>,
    ) -> Result<Self, Error> {
        let mut arguments = arguments.into_iter();
        arguments.try_fold(Self::new(), |params, argument| {
            let argument = argument.as_ref();
            match argument.split_once('=') {
                Some((key, value)) if !key.trim().is_empty() => Ok(params.with(key.trim(), value)),
                _ => {
                    let message = format!("invalid parameter `{}`", excerpt(argument, 60));
                    Err(Error::argument(message).with_help("write it as `key=value`"))
                }
            }
        })
    }
}

impl<K: Into<String>, V: ToString, const N: usize> From<[(K, V); N]> for Params {
    fn from(pairs: [(K, V); N]) -> Self {
        pairs
            .into_iter()
            .fold(Self::new(), |params, (key, value)| params.with(key, value))
    }
}
