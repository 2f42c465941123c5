//! The shape of the data: the columns of a table and their types.

#[cfg(feature = "arrow")]
mod arrow;
mod sample;

pub use sample::SampleError;

/// The shape of the data that a filter is lowered for.
///
/// It says which segments of a path are lists, and the types of the values at its end. The data must
/// have this shape: a filter is only as exact as the shape.
///
/// # Examples
///
/// ```
/// use fql_sql::{ColumnType, Shape};
///
/// let sample = r#"{"ip":{"services":[{"port":22}]},"criticality":null}"#;
/// let shape = Shape::from_sample(sample)?;
/// let port = ColumnType::Struct(vec![("port".into(), ColumnType::Integer)]);
/// let services = ColumnType::List(Box::new(port));
/// assert_eq!(shape.column("ip"), Some(&ColumnType::Struct(vec![("services".into(), services)])));
/// assert_eq!(shape.column("criticality"), Some(&ColumnType::Unknown));
/// # Ok::<(), fql_sql::SampleError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    pub(crate) root: Root,
    pub(crate) is_complete: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Root {
    /// The members of a document are columns.
    Columns(Vec<(String, ColumnType)>),
    /// A document is one column.
    Document { column: String, list_depth: usize },
}

/// The type of a column, of a member of a struct, or of an element of a list.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ColumnType {
    /// Strings.
    Text,
    /// Signed integers of at most 64 bits.
    Integer,
    /// Unsigned integers of at most 64 bits.
    Unsigned,
    /// Floating-point numbers of 64 bits. `NaN` and infinities, which JSON does not have, are
    /// evaluated as `null`.
    Real,
    /// Booleans.
    Boolean,
    /// Times from 0001-01-01 to 9999-12-31, or those that nanoseconds of 64 bits reach. They are
    /// evaluated as strings in RFC 3339, and all others as strings that are not times.
    Timestamp {
        /// The unit that the times are multiples of.
        unit: TimeUnit,
        /// The type has a time zone. The times of one without a zone are in UTC.
        has_zone: bool,
    },
    /// Objects with these members.
    Struct(Vec<(String, ColumnType)>),
    /// Lists.
    List(Box<ColumnType>),
    /// JSON in the type that the dialect has for it. Arrays may directly contain arrays
    /// [`LIST_DEPTH`] deep.
    Json,
    /// The type is not known: only `null` was seen.
    Unknown,
    /// The values have no type that can be compared, for this reason.
    Unsupported(&'static str),
}

/// The unit of a column of times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeUnit {
    /// Seconds.
    Second,
    /// Milliseconds.
    Millisecond,
    /// Microseconds.
    Microsecond,
    /// Nanoseconds.
    Nanosecond,
}

impl TimeUnit {
    /// Returns the number of decimal digits of a fraction of a second.
    pub(crate) const fn digits(self) -> u32 {
        match self {
            Self::Second => 0,
            Self::Millisecond => 3,
            Self::Microsecond => 6,
            Self::Nanosecond => 9,
        }
    }
}

/// The depth up to which arrays in JSON columns may directly contain arrays, including the outer one,
/// unless [`Shape::with_list_depth`] sets another.
pub const LIST_DEPTH: usize = 2;

impl Shape {
    /// Creates the shape of a table whose columns are the members of a document.
    ///
    /// A field that these do not have is missing in every document, so that its negated clauses
    /// match. A shape of a sample is not complete: for such a field it is an error.
    #[must_use]
    pub fn from_columns<N: Into<String>>(
        columns: impl IntoIterator<Item = (N, ColumnType)>,
    ) -> Self {
        let columns = columns.into_iter();
        let columns = columns.map(|(name, column_type)| (name.into(), column_type));
        Self {
            root: Root::Columns(columns.collect()),
            is_complete: true,
        }
    }

    /// Creates the shape of a table that has each document as JSON in one column. Nothing needs to be
    /// known about the documents, and values of a field may have several types.
    #[must_use]
    pub fn json_column(column: impl Into<String>) -> Self {
        Self {
            root: Root::Document {
                column: column.into(),
                list_depth: LIST_DEPTH,
            },
            is_complete: true,
        }
    }

    /// Sets the depth up to which arrays of a JSON column may directly contain arrays, including the
    /// outer one; 0 if no path goes through an array. Less depth is faster.
    #[must_use]
    pub fn with_list_depth(mut self, depth: usize) -> Self {
        if let Root::Document { list_depth, .. } = &mut self.root {
            *list_depth = depth;
        }
        self
    }

    /// Returns the type of a column.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&ColumnType> {
        match &self.root {
            Root::Columns(columns) => {
                let mut columns = columns.iter();
                let found = columns.find(|(column, _)| column == name);
                found.map(|(_, column_type)| column_type)
            }
            Root::Document { .. } => None,
        }
    }
}
