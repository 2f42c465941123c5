//! Downloads: byte for byte, or an error and nothing left behind.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use falcon_transport::{Download, Error, Falcon};
use futures_util::StreamExt;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use test_server::{Response, Server, Then};

use crate::support::{builder, client};

/// Every byte there is, many times over, so that it comes in several pieces.
fn blob() -> Vec<u8> {
    (0..=255).cycle().take(300_000).collect()
}

async fn download(falcon: &Falcon) -> Result<Download, Error> {
    falcon
        .exposure_management()
        .download_assets("a", "h")
        .send()
        .await
}

/// A blob that is cut off after its first half.
fn cut_off() -> Response {
    Response::partial(300_000, &blob()[..150_000], Then::Close)
}

fn files(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap();
    names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[tokio::test]
async fn a_blob_comes_byte_for_byte_whatever_it_is_labelled() {
    let labels = [
        "application/octet-stream",
        "application/json",
        "text/plain",
        "image/png",
    ];
    for label in labels {
        let reply = Response::bytes(200, blob()).with("Content-Type", label);
        let server = Server::script([reply]);
        let download = download(&client(&server)).await.unwrap();
        assert_eq!(download.content_type(), Some(label));
        assert_eq!(download.progress().total, Some(300_000));
        assert_eq!(download.bytes().await.unwrap(), blob());
    }
}

#[tokio::test]
async fn a_blob_can_be_read_as_a_stream_and_written_to_a_writer() {
    let server = Server::script([Response::bytes(200, blob()), Response::bytes(200, blob())]);
    let mut stream = download(&client(&server)).await.unwrap();
    let mut all = Vec::new();
    while let Some(piece) = stream.next().await {
        all.extend(piece.unwrap());
    }
    assert_eq!(all, blob());
    let mut written = Vec::new();
    let count = download(&client(&server))
        .await
        .unwrap()
        .to_writer(&mut written)
        .await
        .unwrap();
    assert_eq!((count, written), (300_000, blob()));
}

#[tokio::test]
async fn an_empty_blob_is_a_blob() {
    let server = Server::script([Response::bytes(200, b"")]);
    assert!(
        download(&client(&server))
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_file_gets_its_name_when_it_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("banner.bin");
    std::fs::write(&path, "what was there before").unwrap();
    let server = Server::script([Response::bytes(200, blob())]);
    let written = download(&client(&server))
        .await
        .unwrap()
        .to_file(&path)
        .await
        .unwrap();
    assert_eq!(written, 300_000);
    assert_eq!(std::fs::read(&path).unwrap(), blob());
    assert_eq!(files(folder.path()), ["banner.bin"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "only its owner can read it");
    }
}

#[tokio::test]
async fn a_download_that_is_cut_off_is_an_error_and_leaves_no_half_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("banner.bin");
    std::fs::write(&path, "before").unwrap();
    let server = Server::script([cut_off(), cut_off()]);
    let falcon = client(&server);
    let error = download(&falcon)
        .await
        .unwrap()
        .to_file(&path)
        .await
        .unwrap_err();
    assert!(error.is_truncated() && error.is_retryable(), "{error}");
    assert!(
        error.to_string().contains("after 150000 of 300000 bytes"),
        "{error}"
    );
    assert_eq!(std::fs::read(&path).unwrap(), b"before");
    assert_eq!(files(folder.path()), ["banner.bin"]);

    // As a stream: what came, one error, and then the end.
    let items: Vec<_> = download(&falcon).await.unwrap().collect().await;
    assert_eq!(items.iter().filter(|item| item.is_err()).count(), 1);
    assert!(items.last().unwrap().as_ref().unwrap_err().is_truncated());
}

#[tokio::test]
async fn a_download_that_is_dropped_leaves_no_half_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("banner.bin");
    let stall = Response::partial(10, b"12345", Then::Stall);
    let server = Server::script([stall]);
    let download = download(&client(&server)).await.unwrap();
    let waited = tokio::time::timeout(Duration::from_millis(200), download.to_file(&path)).await;
    assert!(waited.is_err());
    assert!(files(folder.path()).is_empty());
}

#[tokio::test]
async fn a_download_that_stalls_is_an_error() {
    let stall = Response::partial(10, b"12345", Then::Stall);
    let server = Server::script([stall]);
    let falcon = builder(&server)
        .request_timeout(Duration::from_millis(200))
        .build()
        .unwrap();
    let error = download(&falcon).await.unwrap().bytes().await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(
        error.to_string().contains("stalled after 5 bytes"),
        "{error}"
    );
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_told_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::script([Response::bytes(200, b"x"), Response::bytes(200, b"x")]);
    let missing = folder.path().join("no/such/folder/file");
    let error = download(&client(&server))
        .await
        .unwrap()
        .to_file(&missing)
        .await
        .unwrap_err();
    assert!(error.is_io() && !error.is_retryable(), "{error}");
    assert!(std::error::Error::source(&error).is_some());
    // A folder stands where the file would go.
    let error = download(&client(&server))
        .await
        .unwrap()
        .to_file(folder.path())
        .await
        .unwrap_err();
    assert!(error.is_io(), "{error}");
}

#[tokio::test]
async fn progress_is_told_piece_by_piece_to_the_end() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let server = Server::script([Response::bytes(200, blob())]);
    let download = download(&client(&server)).await.unwrap().on_progress({
        let told = Arc::clone(&told);
        move |progress| told.lock().unwrap().push(progress)
    });
    download.bytes().await.unwrap();
    let told = told.lock().unwrap();
    assert!(told.windows(2).all(|two| two[0].received < two[1].received));
    assert!(told.iter().all(|progress| progress.total == Some(300_000)));
    assert_eq!(told.last().unwrap().received, 300_000);
}

#[tokio::test]
async fn a_download_follows_an_assets_own_link() {
    let link = "/fem/entities/blobs-download/v1?assetId=a%2Fb&hash=h%201";
    let asset =
        json!({"id": "a/b", "ip": {"services": [{"blob_links": {"download_banner": link}}]}});
    let server = Server::script([
        Response::json(json!({"resources": [asset]})),
        Response::bytes(200, b"ssh"),
    ]);
    let em = client(&server).exposure_management();
    let assets = em
        .get_assets(["a/b"])
        .send()
        .await
        .unwrap()
        .complete()
        .unwrap();
    let links = assets[0].ip.as_ref().unwrap().services[0]
        .blob_links
        .clone()
        .unwrap();
    let download = em
        .download_link(&links.download_banner.unwrap())
        .unwrap()
        .send()
        .await
        .unwrap();
    assert_eq!(download.bytes().await.unwrap(), "ssh");
    let asked = &server.requests()[1];
    assert_eq!(
        asked.query(),
        [
            ("assetId".into(), "a/b".into()),
            ("hash".into(), "h 1".into())
        ]
    );
}

#[tokio::test]
async fn a_download_that_does_not_begin_is_tried_again_and_a_refusal_is_told() {
    let gone = json!({"errors": [{"code": 404, "message": "no such blob"}]});
    let server = Server::script([
        Response::status(503, json!({})),
        Response::bytes(200, b"x"),
        Response::status(404, gone),
    ]);
    let falcon = client(&server);
    assert_eq!(download(&falcon).await.unwrap().bytes().await.unwrap(), "x");
    let error = download(&falcon).await.unwrap_err();
    assert!(
        error.is_not_found() && error.to_string().contains("no such blob"),
        "{error}"
    );
}

#[tokio::test]
async fn a_download_by_operation_id_is_checked_and_comes_byte_for_byte() {
    let blob: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let server = Server::script([Response::bytes(200, blob.clone())]);
    let falcon = client(&server);
    let error = falcon.call_download([("assetId", "a")]).await.unwrap_err();
    assert!(error.is_argument(), "{error}");
    let download = falcon.call_download([("assetId", "a"), ("hash", "h")]);
    assert_eq!(download.await.unwrap().bytes().await.unwrap(), blob);
}

#[tokio::test]
async fn delay_of_reader_is_not_a_stall() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (resume, resumed) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = [0; 4096];
        assert!(stream.read(&mut request).await.unwrap() > 0);
        let head = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345";
        stream.write_all(head).await.unwrap();
        resumed.await.unwrap();
        stream.write_all(b"67890").await.unwrap();
    });
    let timeout = Duration::from_millis(500);
    let falcon = Falcon::builder()
        .token("t")
        .base_url(url)
        .request_timeout(timeout)
        .build()
        .unwrap();
    let mut download = download(&falcon).await.unwrap();
    assert_eq!(download.next().await.unwrap().unwrap(), "12345");
    tokio::time::sleep(2 * timeout).await;
    let rest = tokio::spawn(async move { download.next().await });
    // The next chunk arrives after the task has begun to wait for it.
    tokio::time::sleep(timeout / 10).await;
    resume.send(()).unwrap();
    assert_eq!(rest.await.unwrap().unwrap().unwrap(), "67890");
    serving.await.unwrap();
}

#[tokio::test]
async fn a_part_that_was_not_asked_for_is_not_taken_for_the_whole() {
    let part = Response::status(206, json!({})).with("Content-Range", "bytes 0-1/10");
    let server = Server::script([part]);
    let error = download(&client(&server)).await.unwrap_err();
    assert!(error.is_truncated(), "{error}");
    assert_eq!(error.status(), Some(206));
}

#[tokio::test]
async fn a_download_tells_the_rate_limit_too() {
    let reply = Response::bytes(200, b"x").with("X-RateLimit-Remaining", 7);
    let server = Server::script([reply]);
    let download = download(&client(&server)).await.unwrap();
    assert_eq!(download.rate_limit().remaining, Some(7));
}
