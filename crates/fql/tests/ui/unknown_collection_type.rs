//! A filter whose collection is not named.

fn main() -> Result<(), fql::Error> {
    let filter = fql::Filter::parse("criticality:'High'")?;
    drop(filter);
    Ok(())
}
