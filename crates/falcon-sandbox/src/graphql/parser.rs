//! The parser of GraphQL queries.

use super::ast::{
    Argument, Directive, Document, Field, Fragment, Inline, Operation, OperationKind, Selection,
    Spread, Type, Value, Variable,
};
use super::lexer::{LexError, Lexer, Token};

/// Maximum nesting of selections, values and types. A query within the limits of
/// [`complexity`](super::complexity) has fewer levels.
const MAX_NESTING: usize = 64;

type Result<T> = std::result::Result<T, LexError>;

/// Parses a query.
///
/// # Errors
///
/// Returns the message and the offset of the first syntax error.
pub(super) fn parse(source: &str) -> Result<Document<'_>> {
    let mut parser = Parser::new(source)?;
    let mut document = Document::default();
    loop {
        match &parser.token {
            Token::End => break,
            Token::Name("fragment") => document.fragments.push(parser.fragment()?),
            _ => document.operations.push(parser.operation()?),
        }
    }
    match document.operations.is_empty() {
        true => parser.unexpected("an operation"),
        false => Ok(document),
    }
}

/// Parses a type, such as `[String!]!`.
pub(super) fn parse_type(source: &str) -> Result<Type<'_>> {
    Parser::new(source)?.parse_type()
}

struct Parser<'q> {
    lexer: Lexer<'q>,
    token: Token<'q>,
    /// The offset of the token.
    offset: usize,
    nesting: usize,
}

impl<'q> Parser<'q> {
    fn new(source: &'q str) -> Result<Self> {
        let mut lexer = Lexer::new(source);
        let (token, offset) = lexer.next()?;
        Ok(Self {
            lexer,
            token,
            offset,
            nesting: 0,
        })
    }

    fn advance(&mut self) -> Result<Token<'q>> {
        let (token, offset) = self.lexer.next()?;
        self.offset = offset;
        Ok(std::mem::replace(&mut self.token, token))
    }

    fn unexpected<T>(&self, expected: &str) -> Result<T> {
        let message = format!("expected {expected}, found {}", self.token.describe());
        Err((message, self.offset))
    }

    fn is(&self, punctuator: &str) -> bool {
        matches!(self.token, Token::Punctuator(token) if token == punctuator)
    }

    /// Skips a punctuator, if it is the next token.
    fn skip(&mut self, punctuator: &str) -> Result<bool> {
        let is_next = self.is(punctuator);
        if is_next {
            self.advance()?;
        }
        Ok(is_next)
    }

    fn expect(&mut self, punctuator: &str) -> Result<()> {
        match self.skip(punctuator)? {
            true => Ok(()),
            false => self.unexpected(&format!("`{punctuator}`")),
        }
    }

    fn name(&mut self, expected: &str) -> Result<&'q str> {
        let Token::Name(name) = self.token else {
            return self.unexpected(expected);
        };
        self.advance()?;
        Ok(name)
    }

    /// Parses one level of a nested construct.
    fn nested<T>(&mut self, parse: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.nesting == MAX_NESTING {
            return Err((
                format!("more than {MAX_NESTING} nested levels"),
                self.offset,
            ));
        }
        self.nesting += 1;
        let result = parse(self);
        self.nesting -= 1;
        result
    }

    /// Parses items up to the closing punctuator. There must be one.
    fn items<T>(
        &mut self,
        open: &str,
        close: &str,
        mut parse: impl FnMut(&mut Self) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.expect(open)?;
        let mut items = vec![parse(self)?];
        while !self.skip(close)? {
            items.push(parse(self)?);
        }
        Ok(items)
    }

    fn operation(&mut self) -> Result<Operation<'q>> {
        let offset = self.offset;
        let (mut name, mut variables, mut directives) = (None, Vec::new(), Vec::new());
        let mut kind = OperationKind::Query;
        if !self.is("{") {
            kind = match self.token {
                Token::Name("query") => OperationKind::Query,
                Token::Name("mutation") => OperationKind::Mutation,
                Token::Name("subscription") => OperationKind::Subscription,
                _ => return self.unexpected("`{`, `query` or `fragment`"),
            };
            self.advance()?;
            if let Token::Name(operation_name) = self.token {
                name = Some(operation_name);
                self.advance()?;
            }
            if self.is("(") {
                variables = self.items("(", ")", Self::variable)?;
            }
            directives = self.directives()?;
        }
        let selections = self.selections()?;
        Ok(Operation {
            kind,
            name,
            variables,
            directives,
            selections,
            offset,
        })
    }

    fn variable(&mut self) -> Result<Variable<'q>> {
        let offset = self.offset;
        self.expect("$")?;
        let name = self.name("the name of a variable")?;
        self.expect(":")?;
        let variable_type = self.parse_type()?;
        let default = match self.skip("=")? {
            true => Some(self.value(false)?),
            false => None,
        };
        let directives = self.directives()?;
        Ok(Variable {
            name,
            variable_type,
            default,
            directives,
            offset,
        })
    }

    fn parse_type(&mut self) -> Result<Type<'q>> {
        let nullable = if self.skip("[")? {
            let inner = self.nested(Self::parse_type)?;
            self.expect("]")?;
            Type::List(Box::new(inner))
        } else {
            Type::Named(self.name("a type")?)
        };
        Ok(match self.skip("!")? {
            true => Type::NonNull(Box::new(nullable)),
            false => nullable,
        })
    }

    fn fragment(&mut self) -> Result<Fragment<'q>> {
        let offset = self.offset;
        self.advance()?;
        if self.token == Token::Name("on") {
            return self.unexpected("the name of a fragment");
        }
        let name = self.name("the name of a fragment")?;
        if self.token != Token::Name("on") {
            return self.unexpected("`on`");
        }
        self.advance()?;
        let type_condition = self.name("a type")?;
        let directives = self.directives()?;
        let selections = self.selections()?;
        Ok(Fragment {
            name,
            type_condition,
            directives,
            selections,
            offset,
        })
    }

    fn selections(&mut self) -> Result<Vec<Selection<'q>>> {
        self.nested(|parser| parser.items("{", "}", Self::selection))
    }

    fn selection(&mut self) -> Result<Selection<'q>> {
        let offset = self.offset;
        if !self.skip("...")? {
            return self.field().map(Selection::Field);
        }
        let type_condition = match self.token {
            Token::Name("on") => {
                self.advance()?;
                Some(self.name("a type")?)
            }
            Token::Name(name) => {
                self.advance()?;
                let directives = self.directives()?;
                return Ok(Selection::Spread(Spread {
                    name,
                    directives,
                    offset,
                }));
            }
            _ => None,
        };
        let directives = self.directives()?;
        let selections = self.selections()?;
        Ok(Selection::Inline(Inline {
            type_condition,
            directives,
            selections,
            offset,
        }))
    }

    fn field(&mut self) -> Result<Field<'q>> {
        let offset = self.offset;
        let mut name = self.name("a field")?;
        let mut alias = None;
        if self.skip(":")? {
            alias = Some(name);
            name = self.name("a field")?;
        }
        let arguments = self.arguments()?;
        let directives = self.directives()?;
        let selections = match self.is("{") {
            true => self.selections()?,
            false => Vec::new(),
        };
        Ok(Field {
            alias,
            name,
            arguments,
            directives,
            selections,
            offset,
        })
    }

    fn arguments(&mut self) -> Result<Vec<Argument<'q>>> {
        match self.is("(") {
            true => self.items("(", ")", Self::argument),
            false => Ok(Vec::new()),
        }
    }

    fn argument(&mut self) -> Result<Argument<'q>> {
        let offset = self.offset;
        let name = self.name("an argument")?;
        self.expect(":")?;
        let value = self.value(true)?;
        Ok(Argument {
            name,
            value,
            offset,
        })
    }

    fn directives(&mut self) -> Result<Vec<Directive<'q>>> {
        let mut directives = Vec::new();
        while self.is("@") {
            let offset = self.offset;
            self.advance()?;
            let name = self.name("the name of a directive")?;
            let arguments = self.arguments()?;
            directives.push(Directive {
                name,
                arguments,
                offset,
            });
        }
        Ok(directives)
    }

    /// Parses a value; the default value of a variable contains no variables.
    fn value(&mut self, allows_variables: bool) -> Result<Value<'q>> {
        let value = match self.token {
            Token::Punctuator("[") => return self.nested(|parser| parser.list(allows_variables)),
            Token::Punctuator("{") => return self.nested(|parser| parser.object(allows_variables)),
            Token::Punctuator("$") if allows_variables => {
                self.advance()?;
                return Ok(Value::Variable(self.name("the name of a variable")?));
            }
            Token::Name("null") => Value::Null,
            Token::Name("true") => Value::Boolean(true),
            Token::Name("false") => Value::Boolean(false),
            Token::Name(name) => Value::Enum(name),
            Token::Int(source) => Value::Int(source),
            Token::Float(source) => Value::Float(source),
            Token::String(ref string) => Value::String(string.clone()),
            _ => return self.unexpected("a value"),
        };
        self.advance()?;
        Ok(value)
    }

    fn list(&mut self, allows_variables: bool) -> Result<Value<'q>> {
        self.expect("[")?;
        let mut items = Vec::new();
        while !self.skip("]")? {
            items.push(self.value(allows_variables)?);
        }
        Ok(Value::List(items))
    }

    fn object(&mut self, allows_variables: bool) -> Result<Value<'q>> {
        self.expect("{")?;
        let mut members = Vec::new();
        while !self.skip("}")? {
            let name = self.name("a member")?;
            self.expect(":")?;
            members.push((name, self.value(allows_variables)?));
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operation_has_all_parts() {
        let source = "query Q($a: [Int!] = [1], $b: T) @d(x: $b) { \
                      k: f(a: $a, o: {m: null, e: [true, RED]}) @skip(if: false) { ...F ... on T { g } ... { h } } } \
                      fragment F on T { __typename }";
        let document = parse(source).unwrap();
        let operation = &document.operations[0];
        assert_eq!(
            (operation.kind, operation.name),
            (OperationKind::Query, Some("Q"))
        );
        assert_eq!(operation.variables[0].variable_type.to_string(), "[Int!]");
        assert_eq!(
            operation.variables[0].default,
            Some(Value::List(vec![Value::Int("1")]))
        );
        assert_eq!(
            operation.directives[0].arguments[0].value,
            Value::Variable("b")
        );
        let Selection::Field(field) = &operation.selections[0] else {
            panic!("expected a field")
        };
        assert_eq!((field.response_name(), field.name), ("k", "f"));
        let object = vec![
            ("m", Value::Null),
            (
                "e",
                Value::List(vec![Value::Boolean(true), Value::Enum("RED")]),
            ),
        ];
        assert_eq!(field.argument("o"), Some(&Value::Object(object)));
        assert_eq!(field.directives[0].name, "skip");
        assert!(matches!(&field.selections[0], Selection::Spread(spread) if spread.name == "F"));
        assert!(
            matches!(&field.selections[1], Selection::Inline(inline) if inline.type_condition == Some("T"))
        );
        assert!(
            matches!(&field.selections[2], Selection::Inline(inline) if inline.type_condition.is_none())
        );
        assert_eq!(document.fragment("F").unwrap().type_condition, "T");
        assert!(document.fragment("G").is_none());
    }

    #[test]
    fn syntax_errors_have_message_and_offset() {
        for (source, message, offset) in [
            ("", "expected an operation, found the end of the query", 0),
            (
                "fragment F on T { a }",
                "expected an operation, found the end of the query",
                21,
            ),
            ("{ entities( }", "expected an argument, found `}`", 12),
            ("{ a() }", "expected an argument, found `)`", 4),
            ("{ }", "expected a field, found `}`", 2),
            ("{ a { } }", "expected a field, found `}`", 6),
            ("{ a", "expected a field, found the end of the query", 3),
            (
                "type T { a: Int }",
                "expected `{`, `query` or `fragment`, found `type`",
                0,
            ),
            (
                "query ($a: Int = $b) { a }",
                "expected a value, found `$`",
                17,
            ),
            (
                "fragment on on T { a } { a }",
                "expected the name of a fragment, found `on`",
                9,
            ),
            ("{ a(b: ?) }", "unexpected character `?`", 7),
        ] {
            let (found, at) = parse(source).unwrap_err();
            assert_eq!((&*found, at), (message, offset), "{source}");
        }
    }

    #[test]
    fn nesting_is_limited() {
        for (open, close) in [("{ a ", "}"), ("{ a(b: [", "")] {
            assert!(parse(&(open.repeat(100_000) + &close.repeat(100_000))).is_err());
        }
        for open in ["[", "{a: "] {
            let (message, _) = parse(&format!("{{ a(b: {}", open.repeat(100_000))).unwrap_err();
            assert_eq!(message, "more than 64 nested levels");
        }
        assert!(parse_type(&"[".repeat(100_000)).is_err());
    }
}
