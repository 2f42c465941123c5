use fql::collections::external_assets as asset;

fn main() {
    let _ = fql::fql!(
        asset,
        r#"criticality:"High"
           +ip.services.port:=>22"#
    );
}
