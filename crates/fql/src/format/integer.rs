//! Integers in decimal.

/// An integer whose value is known if it has at most five digits.
pub(crate) trait Integer: itoa::Integer + Copy {
    fn up_to_five_digits(self) -> Option<usize>;
}

macro_rules! integers {
    ($($integer:ty)*) => { $(
        impl Integer for $integer {
            #[inline(always)]
            fn up_to_five_digits(self) -> Option<usize> {
                usize::try_from(self).ok().filter(|number| *number < 100_000)
            }
        }
    )* };
}
integers!(i8 u8 i16 u16 i32 u32 i64 u64 i128 isize usize);

/// Appends an integer. Ports, status codes and most counts have up to five digits: these are appended
/// in pairs, without a buffer.
#[inline(always)]
pub(crate) fn push_integer(out: &mut String, value: impl Integer) {
    match value.up_to_five_digits() {
        Some(number) if number < 10 => push_digit(out, number),
        Some(number) if number < 100 => push_pair(out, number),
        Some(number) if number < 1_000 => {
            push_digit(out, number / 100);
            push_pair(out, number % 100);
        }
        Some(number) if number < 10_000 => {
            push_pair(out, number / 100);
            push_pair(out, number % 100);
        }
        Some(number) => {
            push_digit(out, number / 10_000);
            push_pair(out, number / 100 % 100);
            push_pair(out, number % 100);
        }
        None => out.push_str(itoa::Buffer::new().format(value)),
    }
}

#[inline(always)]
fn push_digit(out: &mut String, number: usize) {
    out.push(char::from(b'0' + (number % 10) as u8));
}

#[inline(always)]
fn push_pair(out: &mut String, number: usize) {
    out.push_str(&PAIRS[number * 2..number * 2 + 2]);
}

static PAIRS: &str = "\
    0001020304050607080910111213141516171819\
    2021222324252627282930313233343536373839\
    4041424344454647484950515253545556575859\
    6061626364656667686970717273747576777879\
    8081828384858687888990919293949596979899";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integer_is_its_decimal_digits() {
        for number in (0..100_100).chain([i64::MIN, -1, i64::MAX]) {
            let mut decimal = String::new();
            push_integer(&mut decimal, number);
            assert_eq!(decimal, number.to_string());
        }
    }
}
