//! [`ResultKey`]: finds the answer of a typed aggregation, as what it is.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use crate::answer::view::ResultView;
use crate::answer::{AggregateResult, MissingResult};

/// Finds the answer of an aggregation of type `T`: see [`Aggregate::handle`](crate::Aggregate::handle).
pub struct ResultKey<T> {
    name: Cow<'static, str>,
    aggregation: PhantomData<fn() -> T>,
}

impl<T> ResultKey<T> {
    pub(crate) fn new(name: Cow<'static, str>) -> Self {
        Self {
            name,
            aggregation: PhantomData,
        }
    }

    /// The name under which the answer is looked for.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl<T: ResultView> ResultKey<T> {
    /// The answer, among all that came.
    ///
    /// # Errors
    /// When there is none of the name, and when it has not the shape of its type.
    pub fn of<'a>(&self, answers: &'a [AggregateResult]) -> Result<T::View<'a>, MissingResult> {
        let mut named = answers.iter().filter(|answer| answer.name == *self.name);
        let answer = named
            .next()
            .ok_or_else(|| MissingResult::missing(&self.name))?;
        T::view(answer).ok_or_else(|| MissingResult::misshapen(&self.name))
    }
}

impl<T> Clone for ResultKey<T> {
    fn clone(&self) -> Self {
        Self::new(self.name.clone())
    }
}

impl<T> fmt::Debug for ResultKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ResultKey").field(&self.name).finish()
    }
}
