use std::rc::Rc;

use falcon_transport::{Error, Falcon};

async fn count(falcon: Falcon) -> Result<usize, Error> {
    let name = Rc::new(String::from("critical"));
    let ids = falcon.exposure_management().query_assets().await?.complete()?;
    println!("{name}");
    Ok(ids.len())
}

fn spawn<F: Future + Send>(_: F) {}

fn main() {
    let _ = |falcon: Falcon| spawn(count(falcon));
}
