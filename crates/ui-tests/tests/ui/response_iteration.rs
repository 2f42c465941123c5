use falcon_transport::{Error, Falcon};

async fn response_by_value(falcon: Falcon) -> Result<(), Error> {
    let response = falcon.exposure_management().query_assets().await?;
    for id in response {
        println!("{id}");
    }
    Ok(())
}

async fn response_by_reference(falcon: Falcon) -> Result<(), Error> {
    let response = falcon.exposure_management().query_assets().await?;
    for id in &response {
        println!("{id}");
    }
    Ok(())
}

fn main() {}
