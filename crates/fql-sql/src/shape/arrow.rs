//! Shapes of Arrow schemas.

use arrow_schema::{DataType, Field, Schema, TimeUnit as ArrowUnit};

use super::{ColumnType, Root, Shape, TimeUnit};

impl Shape {
    /// Creates the shape of a table with this schema, such as that of a Parquet file. It is complete: a
    /// field that it does not have is missing in every document.
    ///
    /// Columns of other types than strings, integers, floating-point numbers of 64 bits, booleans,
    /// timestamps, structs and lists are [`ColumnType::Unsupported`].
    ///
    /// # Examples
    ///
    /// ```
    /// use arrow_schema::{DataType, Field, Schema};
    /// use fql_sql::{ColumnType, Shape};
    ///
    /// let port = Field::new("item", DataType::Int32, true);
    /// let schema = Schema::new(vec![Field::new("port", DataType::List(port.into()), true)]);
    /// let ports = ColumnType::List(Box::new(ColumnType::Integer));
    /// assert_eq!(Shape::from_arrow(&schema).column("port"), Some(&ports));
    /// ```
    #[must_use]
    pub fn from_arrow(schema: &Schema) -> Self {
        let fields = schema.fields().iter();
        Self {
            root: Root::Columns(fields.map(|field| column(field)).collect()),
            is_complete: true,
        }
    }
}

fn column(field: &Field) -> (String, ColumnType) {
    (field.name().clone(), column_type(field.data_type()))
}

fn column_type(data_type: &DataType) -> ColumnType {
    match data_type {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => ColumnType::Text,
        DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 => ColumnType::Integer,
        DataType::UInt8 | DataType::UInt16 | DataType::UInt32 | DataType::UInt64 => {
            ColumnType::Unsigned
        }
        DataType::Float64 => ColumnType::Real,
        DataType::Boolean => ColumnType::Boolean,
        DataType::Timestamp(unit, zone) => ColumnType::Timestamp {
            unit: match unit {
                ArrowUnit::Second => TimeUnit::Second,
                ArrowUnit::Millisecond => TimeUnit::Millisecond,
                ArrowUnit::Microsecond => TimeUnit::Microsecond,
                ArrowUnit::Nanosecond => TimeUnit::Nanosecond,
            },
            has_zone: zone.is_some(),
        },
        DataType::Dictionary(_, values) => column_type(values),
        DataType::List(element)
        | DataType::LargeList(element)
        | DataType::ListView(element)
        | DataType::LargeListView(element)
        | DataType::FixedSizeList(element, _) => {
            ColumnType::List(Box::new(column_type(element.data_type())))
        }
        DataType::Struct(fields) => {
            ColumnType::Struct(fields.iter().map(|field| column(field)).collect())
        }
        _ => ColumnType::Unsupported("a type that JSON does not have"),
    }
}
