//! Blobs of external assets: the banners and attributes of their services.
//!
//! Their bytes are made from the hash, the same ones each time: a few lines of text, then bytes
//! that are none.

use crate::envelope::{Envelope, Reply};
use crate::reach::{Scalar, reach};
use crate::refusal::{ApiError, Refusal};
use crate::state::Call;

/// How many bytes of a blob its preview shows.
const PREVIEW: usize = 200;

pub(super) fn download(call: &Call) -> Result<Reply, Refusal> {
    let hash = known_hash(call)?;
    Ok(Reply::Bytes(bytes(hash)))
}

pub(super) fn preview(call: &Call) -> Result<Reply, Refusal> {
    let hash = known_hash(call)?;
    let blob = bytes(hash);
    let mut envelope = Envelope::new();
    envelope.push(String::from_utf8_lossy(&blob[..blob.len().min(PREVIEW)]));
    Ok(envelope.into())
}

/// The hash that is asked for, if a service of the asset has a link with it.
fn known_hash(call: &Call) -> Result<&str, Refusal> {
    let id = call.query.required("assetId")?;
    let hash = call.query.required("hash")?;
    let (found, _) = call.state.assets.get(&[id]);
    let Some(document) = found.into_iter().flatten().next() else {
        let error = ApiError::not_found("asset", id);
        return Err(Refusal::listing(404, vec![error]));
    };
    let is_linked = LINKS.iter().any(|path| {
        let mut linked = false;
        reach(document.json(), path, |scalar| {
            if let Scalar::Text(link) = scalar {
                linked |= hash_of(&link).as_deref() == Some(hash);
            }
        });
        linked
    });
    if is_linked {
        return Ok(hash);
    }
    let error = ApiError::not_found("blob of this asset", hash);
    Err(Refusal::listing(404, vec![error]))
}

/// Where links to blobs stand in an asset.
const LINKS: [&str; 8] = [
    "ip.services.blob_links.download_attributes",
    "ip.services.blob_links.download_banner",
    "ip.services.blob_links.preview_attributes",
    "ip.services.blob_links.preview_banner",
    "dns_domain.services.blob_links.download_attributes",
    "dns_domain.services.blob_links.download_banner",
    "dns_domain.services.blob_links.preview_attributes",
    "dns_domain.services.blob_links.preview_banner",
];

/// The hash in a relative link.
fn hash_of(link: &str) -> Option<String> {
    let (_, query) = link.split_once('?')?;
    form_urlencoded::parse(query.as_bytes())
        .find(|(key, _)| key == "hash")
        .map(|(_, hash)| hash.into_owned())
}

fn bytes(hash: &str) -> Vec<u8> {
    // FNV-1a: any number will do that is the same in every version of this crate.
    let seed = hash.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |seed, byte| {
        (seed ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let mut random = fastrand::Rng::with_seed(seed);
    let mut blob = format!(
        "HTTP/1.1 200 OK\r\nServer: sandbox/{}.{}\r\nETag: \"{hash}\"\r\n\r\n",
        random.u8(1..10),
        random.u8(..100)
    )
    .into_bytes();
    while blob.len() < PREVIEW + 56 {
        let word: String = std::iter::repeat_with(|| random.lowercase())
            .take(7)
            .collect();
        blob.extend_from_slice(word.as_bytes());
        blob.push(b' ');
    }
    let rest = random.usize(..4096);
    blob.extend(std::iter::repeat_with(|| random.u8(..)).take(rest));
    blob
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_of_a_hash_are_always_the_same_and_begin_with_text() {
        assert_eq!(bytes("a"), bytes("a"));
        assert_ne!(bytes("a"), bytes("b"));
        assert!(bytes("a")[..PREVIEW].is_ascii());
    }

    #[test]
    fn a_hash_is_read_from_a_link() {
        let link = "/fem/entities/blobs-download/v1?assetId=a&hash=h%2B";
        assert_eq!(hash_of(link).as_deref(), Some("h+"));
        assert_eq!(hash_of("/fem"), None);
    }
}
