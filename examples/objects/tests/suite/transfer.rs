//! Files, through connections that break.

use std::sync::{Arc, Mutex};

use crate::support::Shop;
use endpoint::{Body, ErrorKind};
use http::StatusCode;
use objects_example::api::{Checksum, Metadata, Objects, Settings};
use objects_example::server::BUCKET;
use objects_example::transfer::{self, Event, TransferError};

const SIZE: usize = 3_000_000;

fn content(seed: u8) -> Vec<u8> {
    (0..SIZE).map(|i| (i % 251) as u8 ^ seed).collect()
}

#[tokio::test]
async fn a_file_is_sent_again_from_its_beginning() {
    let shop = Shop::open().await;
    let path = shop.directory.path().join("source");
    std::fs::write(&path, content(0)).unwrap();
    shop.server.be_busy(2);
    let reports: Arc<Mutex<Vec<u64>>> = Arc::default();
    let log = Arc::clone(&reports);
    let report = move |sent| log.lock().unwrap().push(sent);
    let stored = transfer::upload(&shop.store, BUCKET, "a", &path, report).await;
    let stored = stored.unwrap();
    let requests = shop.server.log();
    let statuses: Vec<u16> = requests.iter().map(|one| one.status.as_u16()).collect();
    assert_eq!(statuses, [503, 503, 200]);
    for request in &requests {
        assert_eq!(request.headers["content-length"], SIZE.to_string().as_str());
    }
    let reports = reports.lock().unwrap().clone();
    let beginnings = reports.windows(2).filter(|pair| pair[1] < pair[0]).count();
    assert_eq!(beginnings, 2);
    assert_eq!(reports.last(), Some(&(SIZE as u64)));
    let info = shop.store.info(BUCKET, "a").await.unwrap();
    assert_eq!((info.version, info.size), (stored.version, SIZE as u64));
    assert_eq!(
        info.metadata["checksum"],
        Checksum::of(&content(0)).to_string()
    );
}

#[tokio::test]
async fn an_empty_file_and_one_that_is_not_there() {
    let shop = Shop::open().await;
    let path = shop.directory.path().join("source");
    let upload = || transfer::upload(&shop.store, BUCKET, "a", &path, |_| ());
    assert!(matches!(upload().await, Err(TransferError::File(_))));
    assert!(shop.server.log().is_empty());
    std::fs::write(&path, "").unwrap();
    upload().await.unwrap();
    assert_eq!(shop.store.info(BUCKET, "a").await.unwrap().size, 0);
}

async fn put(shop: &Shop, content: Vec<u8>) {
    let (settings, metadata) = (Settings::default(), Metadata::new());
    let content = Body::from(content);
    let put = shop
        .store
        .put(BUCKET, "a", &settings, &metadata, None, content);
    put.await.unwrap();
}

async fn download(shop: &Shop, mut each: impl FnMut(Event)) -> Result<Vec<u8>, TransferError> {
    let path = shop.directory.path().join("copy");
    let mut last = 0;
    transfer::download(&shop.store, BUCKET, "a", &path, |event| {
        if let Event::Arrived(bytes, total) = event {
            last = bytes;
            assert_eq!(total, Some(SIZE as u64));
        }
        each(event);
    })
    .await?;
    assert_eq!(last, SIZE as u64);
    Ok(std::fs::read(path).unwrap())
}

#[tokio::test]
async fn a_broken_download_goes_on_where_it_broke() {
    let shop = Shop::open().await;
    put(&shop, content(0)).await;
    shop.server
        .break_downloads_at([700_000, 2_000_000, 2_999_999]);
    let mut resumed = Vec::new();
    let copy = download(&shop, |event| {
        if let Event::Resumed(at) = event {
            resumed.push(at);
        }
    });
    assert!(copy.await.unwrap() == content(0));
    assert_eq!(resumed.len(), 3);
    let requests = shop.server.log();
    let version = &shop.store.info(BUCKET, "a").await.unwrap().version;
    assert_eq!(requests[1].headers.get("range"), None);
    for (request, at) in requests[2..].iter().zip(&resumed) {
        assert_eq!(request.status, StatusCode::PARTIAL_CONTENT);
        assert_eq!(request.headers["range"], format!("bytes={at}-").as_str());
        assert_eq!(request.headers["if-range"], version.as_str());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_object_that_changed_meanwhile_is_downloaded_anew() {
    let shop = Arc::new(Shop::open().await);
    put(&shop, content(0)).await;
    shop.server.break_downloads_at([1_000_000]);
    let other = Arc::clone(&shop);
    let copy = download(&shop, move |event| {
        if matches!(event, Event::Resumed(_)) {
            let other = Arc::clone(&other);
            tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(put(&other, content(7)));
            });
        }
    });
    assert!(copy.await.unwrap() == content(7));
    let last = shop.server.log().pop().unwrap();
    assert!(last.headers.contains_key("range"));
    assert_eq!(last.status, StatusCode::OK);
}

#[tokio::test]
async fn a_download_that_breaks_too_often_fails() {
    let shop = Shop::open().await;
    put(&shop, content(0)).await;
    shop.server
        .break_downloads_at((1..=20).map(|i| i * 140_000));
    let mut resumed = 0;
    let copy = download(&shop, |event| {
        resumed += u32::from(matches!(event, Event::Resumed(_)));
    });
    let error = copy.await.unwrap_err();
    let text = error.to_string();
    assert!(matches!(error, TransferError::Body(_)), "{text}");
    assert!(
        text.starts_with("GET /{bucket}/{key}: the body broke off after "),
        "{text}"
    );
    assert_eq!(resumed, 5);
}

#[tokio::test]
async fn a_part_that_is_not_there_is_an_error() {
    let shop = Shop::open().await;
    put(&shop, content(0)).await;
    let beyond = format!("bytes={SIZE}-");
    let call = shop.store.get(BUCKET, "a", Some(&beyond), None);
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.api().unwrap().0.code, "InvalidRange");
}
