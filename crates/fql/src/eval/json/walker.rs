//! The walk along paths through a JSON document: values that no path reaches are skipped, and no
//! tree is built.

use super::error::{JsonError, JsonErrorKind};
use super::path::{PathNode, PathTree};
use super::scalar::JsonScalar;
use super::scanner::{Scanner, prefer_utf8_error};

/// Receives the values that the paths of a [`PathTree`] reach.
pub(crate) trait Sink<'d> {
    /// Receives a value that all of these paths reach.
    fn value(&mut self, paths: &[usize], value: JsonScalar<'d>);

    /// Returns `true` when no more values are needed; the rest of the document is only validated.
    /// `members` has one bit for each member of the document that was read and that a path starts
    /// with, in the order of their keys; the first 64 are counted.
    fn is_complete(&self, members: u64) -> bool;
}

/// The reason why a walk ended early.
#[derive(Debug)]
pub(crate) enum WalkError {
    Json(JsonError),
    /// An object has a key twice, and a path goes through it. The last one wins, but the sink has
    /// received the values of the first.
    DuplicateKey,
}

impl From<JsonError> for WalkError {
    fn from(error: JsonError) -> Self {
        Self::Json(error)
    }
}

impl PathTree {
    /// Passes the values that the paths reach to the sink, in the order of the document, and
    /// validates all of it.
    pub(crate) fn walk<'d>(
        &self,
        document: &'d [u8],
        sink: impl Sink<'d>,
    ) -> Result<(), WalkError> {
        let mut walker = Walker {
            scanner: Scanner::new(document),
            tree: self,
            sink,
        };
        walker.walk().map_err(|error| match error {
            WalkError::Json(error) => WalkError::Json(prefer_utf8_error(document, error)),
            WalkError::DuplicateKey => WalkError::DuplicateKey,
        })
    }
}

struct Walker<'w, 'd, S> {
    scanner: Scanner<'d>,
    tree: &'w PathTree,
    sink: S,
}

impl<'d, S: Sink<'d>> Walker<'_, 'd, S> {
    fn walk(&mut self) -> Result<(), WalkError> {
        match self.scanner.peek() {
            Some(b'{') => self.document()?,
            _ => self.value(0)?,
        }
        Ok(self.scanner.end()?)
    }

    /// Walks a document that is an object.
    fn document(&mut self) -> Result<(), WalkError> {
        let tree = self.tree;
        let node = tree.root();
        let mut visited = KeySet::default();
        let mut is_complete = false;
        let mut has_next = self.scanner.enter(b'}')?;
        while has_next {
            let Some(key) = self.scanner.next_key(node.key_lengths())? else {
                return Ok(());
            };
            match node.child(&key) {
                None => self.scanner.skip_value()?,
                Some((key, _)) if !visited.insert(key) => return Err(WalkError::DuplicateKey),
                Some(_) if is_complete => self.scanner.skip_value()?,
                Some((_, child)) => {
                    self.value(child)?;
                    is_complete = self.sink.is_complete(visited.first);
                }
            }
            has_next = self
                .scanner
                .next(b'}', JsonErrorKind::ExpectedCommaOrBrace)?;
        }
        Ok(())
    }

    /// Walks the next value, which a path reaches or goes through. Recurses as deep as the scanner
    /// allows.
    fn value(&mut self, index: usize) -> Result<(), WalkError> {
        let tree = self.tree;
        let node = tree.node(index);
        let first = self.scanner.peek();
        match first {
            Some(b'{') => return self.object(node),
            Some(b'[') => return self.array(index),
            _ if node.paths().is_empty() => self.scanner.skip_value()?,
            Some(b'"') => {
                let string = self.scanner.string()?;
                self.sink.value(node.paths(), JsonScalar::Str(string));
            }
            Some(b'-' | b'0'..=b'9') => {
                if let Some(number) = self.scanner.number()? {
                    self.sink.value(node.paths(), number);
                }
            }
            Some(b't' | b'f') => {
                self.scanner.skip_value()?;
                let boolean = JsonScalar::Boolean(first == Some(b't'));
                self.sink.value(node.paths(), boolean);
            }
            _ => self.scanner.skip_value()?,
        }
        Ok(())
    }

    fn array(&mut self, index: usize) -> Result<(), WalkError> {
        let mut has_next = self.scanner.enter(b']')?;
        while has_next {
            self.value(index)?;
            has_next = self
                .scanner
                .next(b']', JsonErrorKind::ExpectedCommaOrBracket)?;
        }
        Ok(())
    }

    fn object(&mut self, node: &PathNode) -> Result<(), WalkError> {
        self.object_value(node);
        if node.is_leaf() {
            return Ok(self.scanner.skip_value()?);
        }
        let mut visited = KeySet::default();
        let mut has_next = self.scanner.enter(b'}')?;
        while has_next {
            let Some(key) = self.scanner.next_key(node.key_lengths())? else {
                return Ok(());
            };
            match node.child(&key) {
                None => self.scanner.skip_value()?,
                Some((key, _)) if !visited.insert(key) => return Err(WalkError::DuplicateKey),
                Some((_, child)) => self.value(child)?,
            }
            has_next = self
                .scanner
                .next(b'}', JsonErrorKind::ExpectedCommaOrBrace)?;
        }
        Ok(())
    }

    fn object_value(&mut self, node: &PathNode) {
        if !node.paths().is_empty() {
            self.sink.value(node.paths(), JsonScalar::Object);
        }
    }
}

/// The keys of an object that were visited, by their index in the node.
#[derive(Debug, Default)]
struct KeySet {
    first: u64,
    /// The words of the keys from the 65th on, which few path trees have.
    rest: Vec<u64>,
}

impl KeySet {
    /// Adds a key. Returns `false` if it was in the set.
    #[inline]
    fn insert(&mut self, key: usize) -> bool {
        let word = match key / 64 {
            0 => &mut self.first,
            word => {
                if self.rest.len() < word {
                    self.rest.resize(word, 0);
                }
                &mut self.rest[word - 1]
            }
        };
        let bit = 1 << (key % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }
}
