//! [`Handle`]: finds the answer of a typed aggregation, as what it is.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use crate::answer::view::Answered;
use crate::answer::{AggregateAnswer, NoAnswer};

/// Finds the answer of an aggregation of type `T`: see [`Aggregate::handle`](crate::Aggregate::handle).
pub struct Handle<T> {
    name: Cow<'static, str>,
    aggregation: PhantomData<fn() -> T>,
}

impl<T> Handle<T> {
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

impl<T: Answered> Handle<T> {
    /// The answer, among all that came.
    ///
    /// # Errors
    /// When there is none of the name, and when it has not the shape of its type.
    pub fn of<'a>(&self, answers: &'a [AggregateAnswer]) -> Result<T::Answer<'a>, NoAnswer> {
        let mut named = answers.iter().filter(|answer| answer.name == *self.name);
        let answer = named.next().ok_or_else(|| NoAnswer::missing(&self.name))?;
        T::view(answer).ok_or_else(|| NoAnswer::misshapen(&self.name))
    }
}

impl<T> Clone for Handle<T> {
    fn clone(&self) -> Self {
        Self::new(self.name.clone())
    }
}

impl<T> fmt::Debug for Handle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Handle").field(&self.name).finish()
    }
}
