//! Downloads of blobs. A failed download leaves no partial file.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use falcon_transport::response::Download;
use falcon_transport::{Error, Falcon};
use futures_util::StreamExt;
use serde_json::json;
use test_server::{Response, Server, Then};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::{builder, client, exposure_management};

/// Returns all byte values, repeated until they arrive in several chunks.
fn blob() -> Vec<u8> {
    (0..=255).cycle().take(300_000).collect()
}

async fn download(falcon: &Falcon) -> Result<Download, Error> {
    let em = falcon.exposure_management();
    em.download_assets("a", "h").send().await
}

/// Returns a response that ends after the first half of the blob.
fn truncated() -> Response {
    Response::partial(300_000, &blob()[..150_000], Then::Close)
}

fn file_names(directory: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(directory).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[tokio::test]
async fn blob_bytes_do_not_depend_on_content_type() {
    let content_types = [
        "application/octet-stream",
        "application/json",
        "text/plain",
        "image/png",
    ];
    for content_type in content_types {
        let response = Response::bytes(200, blob()).with("Content-Type", content_type);
        let server = Server::script([response]);
        let download = download(&client(&server)).await.unwrap();
        assert_eq!(download.content_type(), Some(content_type));
        assert_eq!(download.progress().total, Some(300_000));
        assert_eq!(download.bytes().await.unwrap(), blob());
    }
}

#[tokio::test]
async fn blob_streams_and_copies_to_writer() {
    let server = Server::script([Response::bytes(200, blob()), Response::bytes(200, blob())]);
    let mut stream = download(&client(&server)).await.unwrap();
    let mut received = Vec::new();
    while let Some(chunk) = stream.next().await {
        received.extend(chunk.unwrap());
    }
    assert_eq!(received, blob());
    let mut written = Vec::new();
    let download = download(&client(&server)).await.unwrap();
    let count = download.to_writer(&mut written).await.unwrap();
    assert_eq!((count, written), (300_000, blob()));
}

#[tokio::test]
async fn empty_blob_is_downloaded() {
    let server = Server::script([Response::bytes(200, b"")]);
    let download = download(&client(&server)).await.unwrap();
    assert!(download.bytes().await.unwrap().is_empty());
}

#[tokio::test]
async fn complete_download_replaces_file() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("banner.bin");
    std::fs::write(&path, "before").unwrap();
    let server = Server::script([Response::bytes(200, blob())]);
    let download = download(&client(&server)).await.unwrap();
    let written = download.to_file(&path).await.unwrap();
    assert_eq!(written, 300_000);
    assert_eq!(std::fs::read(&path).unwrap(), blob());
    assert_eq!(file_names(directory.path()), ["banner.bin"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "file is accessible to others");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn download_to_link_replaces_its_target() {
    let directory = tempfile::tempdir().unwrap();
    let targets = tempfile::tempdir().unwrap();
    let target = targets.path().join("banner.bin");
    std::fs::write(&target, "before").unwrap();
    let first = directory.path().join("first");
    let second = directory.path().join("second");
    std::os::unix::fs::symlink(&target, &first).unwrap();
    std::os::unix::fs::symlink("first", &second).unwrap();
    let server = Server::script([Response::bytes(200, blob())]);
    let download = download(&client(&server)).await.unwrap();
    download.to_file(&second).await.unwrap();
    assert!(first.is_symlink() && second.is_symlink());
    assert_eq!(std::fs::read(&target).unwrap(), blob());
    assert_eq!(file_names(targets.path()), ["banner.bin"]);
}

#[cfg(unix)]
#[tokio::test]
async fn download_to_special_file_is_rejected() {
    use std::os::unix::fs::{FileTypeExt, symlink};

    let directory = tempfile::tempdir().unwrap();
    let path = |name: &str| directory.path().join(name);
    let _listener = std::os::unix::net::UnixListener::bind(path("socket")).unwrap();
    let mkfifo = std::process::Command::new("mkfifo")
        .arg(path("fifo"))
        .status();
    assert!(mkfifo.unwrap().success());
    symlink("fifo", path("link")).unwrap();
    symlink("missing", path("dangling")).unwrap();
    std::fs::create_dir(path("directory")).unwrap();
    for name in ["socket", "fifo", "link", "dangling", "directory"] {
        let server = Server::script([Response::bytes(200, b"x")]);
        let download = download(&client(&server)).await.unwrap();
        let error = download.to_file(path(name)).await.unwrap_err();
        assert!(error.is_io() && !error.is_retryable(), "{error}");
        let message = format!("{name}` is not a regular file");
        assert!(error.to_string().ends_with(&message), "{error}");
    }
    let file_type = |name| path(name).symlink_metadata().unwrap().file_type();
    assert!(file_type("socket").is_socket() && file_type("fifo").is_fifo());
    assert!(file_type("link").is_symlink() && file_type("dangling").is_symlink());
    assert_eq!(file_names(directory.path()).len(), 5);
}

#[tokio::test]
async fn truncated_download_keeps_existing_file() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("banner.bin");
    std::fs::write(&path, "before").unwrap();
    let server = Server::script([truncated(), truncated()]);
    let falcon = client(&server);
    let file = download(&falcon).await.unwrap().to_file(&path).await;
    let error = file.unwrap_err();
    assert!(error.is_truncated() && error.is_retryable(), "{error}");
    assert!(
        error.to_string().contains("after 150000 of 300000 bytes"),
        "{error}"
    );
    assert_eq!(std::fs::read(&path).unwrap(), b"before");
    assert_eq!(file_names(directory.path()), ["banner.bin"]);

    // The stream yields the received chunks, then one error.
    let items: Vec<_> = download(&falcon).await.unwrap().collect().await;
    assert_eq!(items.iter().filter(|item| item.is_err()).count(), 1);
    assert!(items.last().unwrap().as_ref().unwrap_err().is_truncated());
}

#[tokio::test]
async fn dropped_download_leaves_no_file() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("banner.bin");
    let server = Server::script([Response::partial(10, b"12345", Then::Stall)]);
    let download = download(&client(&server)).await.unwrap();
    let result = tokio::time::timeout(Duration::from_millis(200), download.to_file(&path)).await;
    assert!(result.is_err());
    assert!(file_names(directory.path()).is_empty());
}

#[tokio::test]
async fn stalled_download_is_timeout() {
    let server = Server::script([Response::partial(10, b"12345", Then::Stall)]);
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
async fn unwritable_path_is_io_error() {
    let directory = tempfile::tempdir().unwrap();
    let server = Server::script([Response::bytes(200, b"x"), Response::bytes(200, b"x")]);
    let missing = directory.path().join("missing/directory/file");
    let falcon = client(&server);
    let file = download(&falcon).await.unwrap().to_file(&missing).await;
    let error = file.unwrap_err();
    assert!(error.is_io() && !error.is_retryable(), "{error}");
    assert!(std::error::Error::source(&error).is_some());
    let download = download(&falcon).await.unwrap();
    let error = download.to_file(directory.path()).await.unwrap_err();
    assert!(error.is_io(), "{error}");
}

#[tokio::test]
async fn progress_is_reported_for_every_chunk() {
    let reports = Arc::new(Mutex::new(Vec::new()));
    let server = Server::script([Response::bytes(200, blob())]);
    let download = download(&client(&server)).await.unwrap().on_progress({
        let reports = Arc::clone(&reports);
        move |progress| reports.lock().unwrap().push(progress)
    });
    download.bytes().await.unwrap();
    let reports = reports.lock().unwrap();
    assert!(
        reports
            .windows(2)
            .all(|pair| pair[0].received < pair[1].received)
    );
    assert!(
        reports
            .iter()
            .all(|progress| progress.total == Some(300_000))
    );
    assert_eq!(reports.last().unwrap().received, 300_000);
    assert_eq!(
        reports.last().unwrap().to_string(),
        "300000 of 300000 bytes"
    );
}

#[tokio::test]
async fn download_link_of_asset_is_followed() {
    let link = "/fem/entities/blobs-download/v1?assetId=a%2Fb&hash=h%201";
    let asset =
        json!({"id": "a/b", "ip": {"services": [{"blob_links": {"download_banner": link}}]}});
    let server = Server::script([
        Response::json(json!({"resources": [asset]})),
        Response::bytes(200, b"ssh"),
    ]);
    let em = exposure_management(&server);
    let response = em.get_assets(["a/b"]).send().await.unwrap();
    let assets = response.complete().unwrap();
    let service = &assets[0].ip.as_ref().unwrap().services[0];
    let link = service.blob_links.clone().unwrap().download_banner.unwrap();
    let download = em.download_link(&link).unwrap().send().await.unwrap();
    assert_eq!(download.bytes().await.unwrap(), "ssh");
    assert_eq!(
        server.requests()[1].query(),
        [
            ("assetId".into(), "a/b".into()),
            ("hash".into(), "h 1".into())
        ]
    );
}

#[tokio::test]
async fn download_request_is_retried_unless_rejected() {
    let not_found = json!({"errors": [{"code": 404, "message": "no such blob"}]});
    let server = Server::script([
        Response::status(503, json!({})),
        Response::bytes(200, b"x"),
        Response::status(404, not_found),
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
async fn call_download_checks_parameters() {
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
async fn partial_content_is_truncation_error() {
    let response = Response::status(206, json!({})).with("Content-Range", "bytes 0-1/10");
    let server = Server::script([response]);
    let error = download(&client(&server)).await.unwrap_err();
    assert!(error.is_truncated(), "{error}");
    assert_eq!(error.status(), Some(206));
}

#[tokio::test]
async fn download_has_rate_limit() {
    let response = Response::bytes(200, b"x").with("X-RateLimit-Remaining", 7);
    let server = Server::script([response]);
    let download = download(&client(&server)).await.unwrap();
    assert_eq!(download.rate_limit().remaining, Some(7));
}

#[tokio::test]
async fn preview_link_without_slash_downloads_blob() {
    let server = Server::script([Response::bytes(200, b"ssh")]);
    let link = "fem/entities/blobs-preview/v1?hash=h&assetId=a+b";
    let download = exposure_management(&server).download_link(link).unwrap();
    assert_eq!(download.await.unwrap().bytes().await.unwrap(), "ssh");
    let target = "/fem/entities/blobs-download/v1?assetId=a+b&hash=h";
    assert_eq!(server.only().target, target);
}

#[test]
fn links_to_other_resources_are_rejected() {
    let falcon = Falcon::builder().token("t").build().unwrap();
    let unreachable = falcon.exposure_management();
    for link in [
        "https://evil.example/fem/entities/blobs-download/v1?assetId=a&hash=h",
        "//evil.example/fem/entities/blobs-download/v1?assetId=a&hash=h",
        "/fem/entities/external-assets/v1?assetId=a&hash=h",
        "/fem/entities/blobs-download/v1?assetId=a",
        "/fem/entities/blobs-download/v1?assetId=&hash=h",
        "",
    ] {
        assert!(unreachable.download_link(link).is_err(), "{link}");
    }
}
