//! The comparison operators of Rust, which cannot create clauses.

use std::convert::Infallible;

/// A value to which a field is compared with `==` or `<`: no type that has values.
///
/// The operators return `bool` in Rust. They are implemented with an unsatisfied bound, so that the
/// compile error names the methods.
#[diagnostic::on_unimplemented(
    message = "a field is not compared by operators: they return `bool`, not a clause",
    label = "use `.eq(…)`, `.ne(…)`, `.gt(…)`, `.ge(…)`, `.lt(…)` or `.le(…)`"
)]
pub trait OperatorOperand {}

// One implementation, so that the compile error does not propose another one.
#[diagnostic::do_not_recommend]
impl OperatorOperand for Infallible {}

macro_rules! no_comparison_operators {
    ([$($generic:tt)*] $field:ty, $operand:ident) => {
        impl<$($generic)*> PartialEq<$operand> for $field
        where
            $operand: $crate::format::OperatorOperand,
        {
            fn eq(&self, _: &$operand) -> bool {
                false
            }
        }

        impl<$($generic)*> PartialOrd<$operand> for $field
        where
            $operand: $crate::format::OperatorOperand,
        {
            fn partial_cmp(&self, _: &$operand) -> Option<::std::cmp::Ordering> {
                None
            }
        }
    };
}

pub(crate) use no_comparison_operators;
