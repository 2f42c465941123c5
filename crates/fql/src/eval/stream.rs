//! Straight from JSON text: what no path leads to is stepped over, and no value is built.

use std::collections::HashMap;

use super::json_error::{JsonError, Problem};
use super::paths::Path;
use super::scalar::Scalar;
use super::scan::Scanner;
use super::test::Test;

/// The paths of a filter's clauses, their common beginnings joined.
#[derive(Debug, Clone)]
pub(crate) struct PathTree {
    /// The first is the document itself. In one vector, so that neither to copy nor to drop a long
    /// path needs a deep stack.
    places: Vec<Place>,
}

/// A place in a document.
#[derive(Debug, Clone, Default)]
struct Place {
    /// The members to which a path goes on, by name, and their places.
    members: Vec<(Box<str>, usize)>,
    /// The bit of each length that a member's name has; the highest is for that and all above. Most
    /// names of a document are told apart by it.
    lengths: u64,
    /// The clauses whose path ends here.
    clauses: Vec<usize>,
}

impl PathTree {
    /// Which member of the document the path goes through first, as a bit; none from 64 on.
    pub(crate) fn first_bit(&self, path: &Path) -> u64 {
        let name = path.parts().first().map_or("", String::as_str);
        let index = self.places[0]
            .member(name.as_bytes())
            .map(|(index, _)| index);
        index.map_or(0, |index| 1_u64.checked_shl(index as u32).unwrap_or(0))
    }

    /// Joins the paths of the clauses, in their order.
    pub(crate) fn new<'p>(paths: impl Iterator<Item = &'p Path>) -> Self {
        let mut places = vec![Place::default()];
        let mut known = HashMap::new();
        for (clause, path) in paths.enumerate() {
            let mut at = 0;
            for part in path.parts() {
                at = *known.entry((at, part.as_str())).or_insert_with(|| {
                    let place = places.len();
                    places[at].lengths |= length_bit(part.as_bytes());
                    places[at].members.push((part.as_str().into(), place));
                    places.push(Place::default());
                    place
                });
            }
            places[at].clauses.push(clause);
        }
        for place in &mut places {
            place.members.sort_unstable();
        }
        Self { places }
    }
}

fn length_bit(name: &[u8]) -> u64 {
    1 << name.len().min(63)
}

/// Up to so many names are compared one by one.
const FEW: usize = 8;

impl Place {
    /// Which of the members has this name, and its place.
    #[inline]
    fn member(&self, name: &[u8]) -> Option<(usize, usize)> {
        if self.lengths & length_bit(name) == 0 {
            return None;
        }
        let index = if self.members.len() <= FEW {
            let mut names = self.members.iter();
            names.position(|(member, _)| member.as_bytes() == name)
        } else {
            let by_name = |(member, _): &(Box<str>, usize)| member.as_bytes().cmp(name);
            self.members.binary_search_by(by_name).ok()
        };
        index.map(|index| (index, self.members[index].1))
    }
}

/// What is known of each clause: whether a value was reached, and whether one suits.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seen {
    pub(crate) any: bool,
    pub(crate) suiting: bool,
}

/// Why reading ends early.
#[derive(Debug)]
pub(crate) enum Stop {
    Malformed(JsonError),
    /// An object has a member twice, and a path leads there: the last counts, but the first has
    /// been seen.
    Twice,
}

impl From<JsonError> for Stop {
    fn from(error: JsonError) -> Self {
        Self::Malformed(error)
    }
}

/// Reads a document, and notes of each clause what its path reaches.
#[derive(Debug)]
pub(crate) struct Reader<'r, 'j, F> {
    pub(crate) scanner: Scanner<'j>,
    pub(crate) paths: &'r PathTree,
    pub(crate) tests: &'r [Test],
    pub(crate) seen: &'r mut [Seen],
    /// Whether the answer is known already when the members of the document with these bits have been
    /// read: no more values are looked at then.
    pub(crate) is_decided: F,
}

impl<'r, F: Fn(&[Seen], u64) -> bool> Reader<'r, '_, F> {
    /// Reads the whole document.
    pub(crate) fn read(mut self) -> Result<(), Stop> {
        match self.scanner.next() {
            Some(b'{') => self.document()?,
            _ => self.value(0)?,
        }
        Ok(self.scanner.end()?)
    }

    /// Reads a document that is an object.
    fn document(&mut self) -> Result<(), Stop> {
        let paths: &'r PathTree = self.paths;
        let here = &paths.places[0];
        let mut met = Met::default();
        let mut is_decided = false;
        let mut goes_on = self.scanner.open_filled(b'}')?;
        while goes_on {
            match here.member(&self.scanner.name()?) {
                None => self.scanner.skip_value()?,
                Some((index, _)) if met.again(index) => return Err(Stop::Twice),
                Some(_) if is_decided => self.scanner.skip_value()?,
                Some((_, place)) => {
                    self.value(place)?;
                    is_decided = (self.is_decided)(self.seen, met.first);
                }
            }
            goes_on = self.scanner.goes_on(b'}', Problem::CommaOrBrace)?;
        }
        Ok(())
    }

    /// Reads the value that comes next, to which a path leads. As deep as the scanner allows, and
    /// no deeper than the document.
    fn value(&mut self, place: usize) -> Result<(), Stop> {
        let paths: &'r PathTree = self.paths;
        let here = &paths.places[place];
        let first = self.scanner.next();
        match first {
            Some(b'{') => return self.object(here),
            Some(b'[') => return self.array(place),
            // The path goes on, but the document does not.
            _ if here.clauses.is_empty() => self.scanner.skip_value()?,
            Some(b'"') => {
                let text = self.scanner.text()?;
                self.found(here, Scalar::Text(&text));
            }
            Some(b'-' | b'0'..=b'9') => {
                if let Some(number) = self.scanner.number()? {
                    self.found(here, Scalar::Number(number));
                }
            }
            Some(b't' | b'f') => {
                self.scanner.skip_value()?;
                self.found(here, Scalar::Boolean(first == Some(b't')));
            }
            _ => self.scanner.skip_value()?,
        }
        Ok(())
    }

    fn array(&mut self, place: usize) -> Result<(), Stop> {
        let mut goes_on = self.scanner.open_filled(b']')?;
        while goes_on {
            self.value(place)?;
            goes_on = self.scanner.goes_on(b']', Problem::CommaOrBracket)?;
        }
        Ok(())
    }

    fn object(&mut self, here: &Place) -> Result<(), Stop> {
        self.found(here, Scalar::Object);
        if here.members.is_empty() {
            return Ok(self.scanner.skip_value()?);
        }
        let mut met = Met::default();
        let mut goes_on = self.scanner.open_filled(b'}')?;
        while goes_on {
            match here.member(&self.scanner.name()?) {
                None => self.scanner.skip_value()?,
                Some((index, _)) if met.again(index) => return Err(Stop::Twice),
                Some((_, place)) => self.value(place)?,
            }
            goes_on = self.scanner.goes_on(b'}', Problem::CommaOrBrace)?;
        }
        Ok(())
    }

    fn found(&mut self, here: &Place, value: Scalar<'_>) {
        for &clause in &here.clauses {
            let seen = &mut self.seen[clause];
            seen.any = true;
            seen.suiting = seen.suiting || self.tests[clause].holds(value);
        }
    }
}

/// Which members of an object were met, by their index.
#[derive(Debug, Default)]
struct Met {
    first: u64,
    /// Those from 64 on, which few filters have.
    others: Vec<u64>,
}

impl Met {
    /// Notes a member, and says whether it was met before.
    #[inline]
    fn again(&mut self, index: usize) -> bool {
        let word = match index / 64 {
            0 => &mut self.first,
            word => {
                if self.others.len() < word {
                    self.others.resize(word, 0);
                }
                &mut self.others[word - 1]
            }
        };
        let bit = 1 << (index % 64);
        let again = *word & bit != 0;
        *word |= bit;
        again
    }
}
