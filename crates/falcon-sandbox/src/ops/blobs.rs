//! Blobs of external assets: the banners and attributes of their services.
//!
//! The content of a blob is generated from its hash: some text, then binary data.

use std::sync::LazyLock;

use fql::eval::{JsonPaths, JsonScalar};
use fql_syntax::excerpt;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

use super::request::ApiRequest;
use crate::response::{Envelope, ErrorResponse};

/// Length of a preview in bytes.
const PREVIEW_LEN: usize = 200;

/// The fields of an asset that link to blobs.
static BLOB_LINKS: LazyLock<JsonPaths> = LazyLock::new(|| {
    JsonPaths::new([
        "ip.services.blob_links.download_attributes",
        "ip.services.blob_links.download_banner",
        "ip.services.blob_links.preview_attributes",
        "ip.services.blob_links.preview_banner",
        "dns_domain.services.blob_links.download_attributes",
        "dns_domain.services.blob_links.download_banner",
        "dns_domain.services.blob_links.preview_attributes",
        "dns_domain.services.blob_links.preview_banner",
    ])
});

pub(super) fn download(request: &ApiRequest) -> Result<Vec<u8>, ErrorResponse> {
    Ok(blob(linked_hash(request)?))
}

pub(super) fn preview(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    let blob = blob(linked_hash(request)?);
    let preview = &blob[..blob.len().min(PREVIEW_LEN)];
    let mut envelope = Envelope::new();
    envelope.push(String::from_utf8_lossy(preview));
    Ok(envelope)
}

/// Returns the requested hash if a service of the asset links to it.
fn linked_hash(request: &ApiRequest) -> Result<&str, ErrorResponse> {
    let id = request.params.required("assetId")?;
    let hash = request.params.required("hash")?;
    let Some(document) = request.state.assets.get(id) else {
        return Err(unknown("asset", id));
    };
    let mut is_linked = false;
    // A malformed document has no links.
    let _ = BLOB_LINKS.visit(document.json().as_bytes(), |_, scalar| {
        if let JsonScalar::Str(link) = scalar {
            is_linked |= hash_of_link(&link).as_deref() == Some(hash);
        }
    });
    if is_linked {
        Ok(hash)
    } else {
        Err(unknown("blob", hash))
    }
}

/// Returns the response to an unknown id. The API definition of blobs has no 404.
fn unknown(resource: &str, id: &str) -> ErrorResponse {
    ErrorResponse::bad_request(format!("unknown {resource} `{}`", excerpt(id, 80)))
}

/// Returns the `hash` parameter of a relative link.
fn hash_of_link(link: &str) -> Option<String> {
    let (_, query) = link.split_once('?')?;
    form_urlencoded::parse(query.as_bytes())
        .find(|(key, _)| key == "hash")
        .map(|(_, hash)| hash.into_owned())
}

fn blob(hash: &str) -> Vec<u8> {
    // FNV-1a, because the seed must be the same in every version of this crate.
    let seed = hash.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |seed, byte| {
        (seed ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let version = (rng.random_range(1..10), rng.random_range(0..100));
    let mut blob = format!(
        "HTTP/1.1 200 OK\r\nServer: sandbox/{}.{}\r\nETag: \"{hash}\"\r\n\r\n",
        version.0, version.1
    )
    .into_bytes();
    while blob.len() < PREVIEW_LEN + 56 {
        blob.extend((0..7).map(|_| rng.random_range(b'a'..=b'z')));
        blob.push(b' ');
    }
    let binary_len = rng.random_range(0..4096);
    blob.extend((0..binary_len).map(|_| rng.random::<u8>()));
    blob
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blob_depends_on_hash_and_starts_with_text() {
        assert_eq!(blob("a"), blob("a"));
        assert_ne!(blob("a"), blob("b"));
        assert!(blob("a")[..PREVIEW_LEN].is_ascii());
    }

    #[test]
    fn hash_of_link_is_decoded() {
        let link = "/fem/entities/blobs-download/v1?assetId=a&hash=h%2B";
        assert_eq!(hash_of_link(link).as_deref(), Some("h+"));
        assert_eq!(hash_of_link("/fem"), None);
    }
}
