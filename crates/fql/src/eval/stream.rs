//! Straight from JSON text: what no path leads to is skipped, and no value is built.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::paths::Path;
use super::scalar::{Number, Scalar};
use super::test::Test;

/// The paths of a filter's clauses, their common beginnings joined.
#[derive(Debug, Clone, Default)]
pub(crate) struct PathTree {
    members: Vec<(String, PathTree)>,
    /// The clauses whose path ends here.
    clauses: Vec<usize>,
}

impl PathTree {
    pub(crate) fn add(&mut self, path: &Path, clause: usize) {
        let mut tree = self;
        for part in path.parts() {
            let at = tree.members.iter().position(|(name, _)| name == part);
            let at = at.unwrap_or_else(|| {
                tree.members.push((part.clone(), Self::default()));
                tree.members.len() - 1
            });
            tree = &mut tree.members[at].1;
        }
        tree.clauses.push(clause);
    }

    fn member(&self, name: &str) -> Option<&Self> {
        self.members
            .iter()
            .find(|(member, _)| member == name)
            .map(|(_, tree)| tree)
    }
}

/// What is known of each clause: whether a value was reached, and whether one suits.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seen {
    pub(crate) any: bool,
    pub(crate) suiting: bool,
}

/// Reads a document's value at one place of the paths.
pub(crate) struct Reader<'r> {
    pub(crate) paths: &'r PathTree,
    pub(crate) tests: &'r [Test],
    pub(crate) seen: &'r mut [Seen],
}

impl Reader<'_> {
    fn found(&mut self, value: Scalar<'_>) {
        for &clause in &self.paths.clauses {
            let seen = &mut self.seen[clause];
            seen.any = true;
            seen.suiting = seen.suiting || self.tests[clause].holds(value);
        }
    }

    fn at<'s>(&'s mut self, paths: &'s PathTree) -> Reader<'s> {
        Reader {
            paths,
            tests: self.tests,
            seen: self.seen,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON document")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(mut self, value: bool) -> Result<(), E> {
        self.found(Scalar::Boolean(value));
        Ok(())
    }

    fn visit_i64<E>(mut self, value: i64) -> Result<(), E> {
        self.found(Scalar::Number(Number::Whole(value.into())));
        Ok(())
    }

    fn visit_u64<E>(mut self, value: u64) -> Result<(), E> {
        self.found(Scalar::Number(Number::Whole(value.into())));
        Ok(())
    }

    fn visit_f64<E>(mut self, value: f64) -> Result<(), E> {
        self.found(Scalar::Number(Number::Real(value)));
        Ok(())
    }

    fn visit_str<E>(mut self, value: &str) -> Result<(), E> {
        self.found(Scalar::Text(value));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        let paths = self.paths;
        while elements.next_element_seed(self.at(paths))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        self.found(Scalar::Object);
        let paths = self.paths;
        // Of a name that is written twice, the last counts where a value is built. That can't be
        // known here before it was read, so such a document is refused, if a path leads there.
        let mut met = vec![false; paths.members.len()];
        while let Some(Name(name)) = members.next_key()? {
            let Some(inner) = paths.member(&name) else {
                members.next_value::<IgnoredAny>()?;
                continue;
            };
            let index = paths.members.iter().position(|(member, _)| *member == name);
            if let Some(met) = index.and_then(|index| met.get_mut(index))
                && std::mem::replace(met, true)
            {
                return Err(A::Error::custom(format!("`{name}` is there twice")));
            }
            members.next_value_seed(self.at(inner))?;
        }
        Ok(())
    }
}

/// A member's name, copied only when it is written with escapes.
struct Name<'de>(Cow<'de, str>);

impl<'de> serde_core::Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Borrowed(name)))
    }

    fn visit_str<E>(self, name: &str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Owned(name.to_owned())))
    }
}
