//! The operations against the server.

use std::error::Error as _;
use std::time::{Duration, SystemTime};

use crate::support::{Shop, signer, store};
use endpoint::{Body, Call, Endpoint, ErrorKind, RawBody};
use http::StatusCode;
use objects_example::api::{
    Checksum, CopySource, Metadata, Objects, Problem, Settings, Signer, Store, Xml,
};
use objects_example::server::{BUCKET, KEY_ID, REGION};

async fn put(store: &Store, key: &str, content: impl Into<Body>) {
    let (settings, metadata) = (Settings::default(), Metadata::new());
    store
        .put(BUCKET, key, &settings, &metadata, None, content.into())
        .await
        .unwrap();
}

async fn content(store: &Store, key: &str) -> Vec<u8> {
    let mut download = store.get(BUCKET, key, None, None).await.unwrap();
    let mut content = Vec::new();
    while let Some(chunk) = download.chunk().await.unwrap() {
        content.extend_from_slice(&chunk);
    }
    content
}

#[tokio::test]
async fn any_key_comes_back_as_it_was() {
    let shop = Shop::open().await;
    let mut keys = [
        "a//b",
        "/a",
        "a/",
        "a//",
        " a ",
        "two  spaces",
        "+",
        "a+b c",
        "100%",
        "%2F",
        "%2e%2e/x",
        "...",
        ".a/b.",
        "a?b=c&d#e",
        "a\\b",
        "größe/日本",
        "e\u{301}",
        "\u{1}\t\n",
        "&amp;<>\"'",
        ";=,:@!$*()[]{}|^~`",
    ];
    for key in keys {
        put(&shop.store, key, key).await;
    }
    for key in keys {
        assert_eq!(content(&shop.store, key).await, key.as_bytes(), "{key:?}");
        assert_eq!(
            shop.store.info(BUCKET, key).await.unwrap().size,
            key.len() as u64
        );
    }
    let objects = shop
        .store
        .list(BUCKET, None, Some(3))
        .try_collect(100)
        .await;
    let listed: Vec<String> = objects
        .unwrap()
        .into_iter()
        .map(|object| object.key)
        .collect();
    keys.sort_unstable();
    assert_eq!(listed, keys);
    for key in keys {
        shop.store.delete(BUCKET, key).await.unwrap();
    }
    let left = shop
        .store
        .list(BUCKET, None, None)
        .try_collect(100)
        .await
        .unwrap();
    assert_eq!(left, []);
}

#[tokio::test]
async fn a_key_that_would_be_another_path_is_sent_nowhere() {
    let shop = Shop::open().await;
    for key in ["", ".", "..", "a/../b", "../photos", "a/.", "a\\..\\b"] {
        let error = shop.store.delete(BUCKET, key).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument, "{key:?}");
        assert!(error.to_string().contains("`key`"), "{error}");
    }
    assert!(shop.server.log().is_empty());
}

#[tokio::test]
async fn settings_and_metadata_are_kept_and_copied() {
    let shop = Shop::open().await;
    let settings = Settings {
        content_type: Some("text/plain".to_owned()),
        cache_control: None,
    };
    let metadata = Metadata::from([
        ("author".to_owned(), "Ada Lovelace".to_owned()),
        ("note".to_owned(), "first; of, many".to_owned()),
    ]);
    let before = SystemTime::now() - Duration::from_secs(2);
    let call = shop
        .store
        .put(BUCKET, "a +b", &settings, &metadata, None, "12345".into());
    let stored = call.await.unwrap();
    let source = CopySource {
        bucket: BUCKET,
        key: "a +b",
    };
    let Xml(copied) = shop.store.copy(BUCKET, "copy", source).await.unwrap();
    assert_eq!(copied.version, stored.version);
    for key in ["a +b", "copy"] {
        let info = shop.store.info(BUCKET, key).await.unwrap();
        assert_eq!(info.version, stored.version);
        assert_eq!(info.size, 5);
        assert_eq!(info.content_type.as_deref(), Some("text/plain"));
        assert_eq!(info.metadata["author"], "Ada Lovelace");
        assert_eq!(info.metadata["note"], "first; of, many");
        assert!(info.modified > before, "{:?}", info.modified);
    }
    let sent = &shop.server.log()[0].headers;
    assert_eq!(sent.get("cache-control"), None);
    assert_eq!(sent["x-amz-meta-author"], "Ada Lovelace");
}

#[tokio::test]
async fn refusals_are_read_as_xml() {
    let shop = Shop::open().await;
    let error = shop
        .store
        .get(BUCKET, "none", None, None)
        .await
        .unwrap_err();
    let Xml(problem) = error.api().unwrap();
    assert_eq!(problem.code, "NoSuchKey");
    assert_eq!(
        error.to_string(),
        "GET /{bucket}/{key}: 404 NoSuchKey: There is no object with this key. \
         (request 00000000, 1 attempt)"
    );
    // A HEAD has no body, and so no words of the store's.
    let error = shop.store.info(BUCKET, "none").await.unwrap_err();
    assert!(error.api().is_none());
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert!(
        error.to_string().contains("404 Not Found without a body"),
        "{error}"
    );
    assert_eq!(
        shop.store.info(BUCKET, "none").optional().await.unwrap(),
        None
    );
    let error = shop
        .store
        .list("no-bucket", None, None)
        .try_collect(1)
        .await
        .unwrap_err();
    assert_eq!(error.api().unwrap().0.code, "NoSuchBucket");
}

#[tokio::test]
async fn a_wrong_signature_changes_nothing() {
    let shop = Shop::open().await;
    put(&shop.store, "a", "kept").await;
    let stranger = store(shop.server.url(), Signer::new(KEY_ID, "guess", REGION));
    let elsewhere = store(shop.server.url(), Signer::new("another", "guess", REGION));
    for (who, code) in [
        (&stranger, "SignatureDoesNotMatch"),
        (&elsewhere, "InvalidAccessKeyId"),
    ] {
        let error = who.delete(BUCKET, "a").await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::FORBIDDEN));
        assert_eq!(error.api().unwrap().0.code, code);
        assert!(!format!("{error} {error:?}").contains("guess"));
    }
    let unsigned = shop
        .client()
        .request(&DELETE)
        .segment("bucket", BUCKET)
        .segment("key", "a");
    let unsigned = unsigned.call::<(), Xml<Problem>>().auth(Nobody).await;
    assert_eq!(unsigned.unwrap_err().api().unwrap().0.code, "AccessDenied");
    assert_eq!(content(&shop.store, "a").await, b"kept");
}

static DELETE: Endpoint = Endpoint::new("delete", "DELETE", "/{bucket}/{key}");

struct Nobody;

impl endpoint::auth::Auth for Nobody {
    async fn apply(&self, _: &mut http::Request<Body>) -> Result<(), endpoint::BoxError> {
        Ok(())
    }
}

/// Signs, and then changes what was signed.
struct Tampered(fn(&mut http::Request<Body>));

impl endpoint::auth::Auth for Tampered {
    async fn apply(&self, request: &mut http::Request<Body>) -> Result<(), endpoint::BoxError> {
        signer().apply(request).await?;
        (self.0)(request);
        Ok(())
    }
}

#[tokio::test]
async fn what_is_changed_on_the_way_is_refused() {
    let shop = Shop::open().await;
    let tampered: [(Tampered, &str); 5] = [
        (
            Tampered(|request| *request.method_mut() = http::Method::DELETE),
            "SignatureDoesNotMatch",
        ),
        (
            Tampered(|request| {
                let uri = request.uri().to_string().replace("/photos/a", "/photos/b");
                *request.uri_mut() = uri.parse().unwrap();
            }),
            "SignatureDoesNotMatch",
        ),
        (
            Tampered(|request| {
                let value = http::HeaderValue::from_static("Mallory");
                request.headers_mut().insert("x-amz-meta-author", value);
            }),
            "SignatureDoesNotMatch",
        ),
        (
            Tampered(|request| {
                let value = http::HeaderValue::from_static("b");
                request.headers_mut().insert("x-amz-meta-more", value);
            }),
            "AccessDenied",
        ),
        (
            Tampered(|request| *request.body_mut() = "12346".into()),
            "XAmzContentSHA256Mismatch",
        ),
    ];
    let metadata = Metadata::from([("author".to_owned(), "Ada".to_owned())]);
    for (tampered, code) in tampered {
        let put = shop.store.put(
            BUCKET,
            "a",
            &Settings::default(),
            &metadata,
            None,
            "12345".into(),
        );
        let error = put.auth(tampered).await.unwrap_err();
        assert_eq!(error.api().unwrap().0.code, code);
    }
    assert!(
        shop.store
            .list(BUCKET, None, None)
            .try_collect(9)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_stream_is_signed_with_its_checksum_or_unsigned() {
    let shop = Shop::open().await;
    let stream = || Body::sized(5, http_body_util::Full::new(bytes::Bytes::from("12345")));
    let checksum = |content: &str| Checksum::of(content.as_bytes());
    let put = |checksum: Option<Checksum>| {
        let (settings, metadata) = (Settings::default(), Metadata::new());
        shop.store.put(
            BUCKET,
            "a",
            &settings,
            &metadata,
            checksum.as_ref(),
            stream(),
        )
    };
    put(None).await.unwrap();
    put(Some(checksum("12345"))).await.unwrap();
    let error = put(Some(checksum("12346"))).await.unwrap_err();
    assert_eq!(error.api().unwrap().0.code, "XAmzContentSHA256Mismatch");
    let log = shop.server.log();
    assert_eq!(log[0].headers["x-amz-content-sha256"], "UNSIGNED-PAYLOAD");
    assert_eq!(
        log[1].headers["x-amz-content-sha256"],
        checksum("12345").to_string().as_str()
    );
}

static FETCH: Endpoint = Endpoint::new("fetch", "GET", "{presigned}");
static STORE: Endpoint = Endpoint::new("store", "PUT", "{presigned}");

#[tokio::test]
async fn a_presigned_url_needs_no_credentials_and_gets_none() {
    let shop = Shop::open().await;
    put(&shop.store, "a//b +%", "shared").await;
    let call = shop.store.get(BUCKET, "a//b +%", None, None);
    let url = signer().presign(call, Duration::from_secs(60)).unwrap();
    let fetch = |url: &str| -> Call<RawBody, Xml<Problem>> {
        shop.client().request_url(&FETCH, url).call()
    };
    assert_eq!(fetch(url.expose()).await.unwrap().as_bytes(), b"shared");
    let sent = shop.server.log().pop().unwrap();
    assert_eq!(sent.uri.path(), "/photos/a//b%20%2B%25");
    for name in [
        "authorization",
        "x-amz-date",
        "x-amz-content-sha256",
        "x-amz-meta-of-the-client",
    ] {
        assert_eq!(sent.headers.get(name), None, "{name}");
    }
    assert!(!format!("{url:?}").contains("Signature="));

    let other = url.expose().replace("a//b", "a//c");
    let error = fetch(&other).await.unwrap_err();
    assert_eq!(error.api().unwrap().0.code, "SignatureDoesNotMatch");
    assert!(
        !format!("{error:?}").contains("X-Amz-Signature"),
        "{error:?}"
    );
    let longer = url.expose().replace("Expires=60", "Expires=6000");
    assert_eq!(
        fetch(&longer).await.unwrap_err().api().unwrap().0.code,
        "SignatureDoesNotMatch"
    );
    let call = shop.store.get(BUCKET, "a//b +%", None, None);
    let past = time::OffsetDateTime::now_utc() - Duration::from_secs(61);
    let expired = signer().presign_at(&call.request().unwrap(), Duration::from_secs(60), past);
    let error = fetch(expired.unwrap().expose()).await.unwrap_err();
    assert_eq!(error.api().unwrap().0.code, "RequestTimeTooSkewed");

    let (settings, metadata) = (Settings::default(), Metadata::new());
    let call = shop
        .store
        .put(BUCKET, "up", &settings, &metadata, None, Body::empty());
    let url = signer().presign(call, Duration::from_secs(60)).unwrap();
    let stored = shop
        .client()
        .request_url(&STORE, url.expose())
        .body("uploaded");
    stored.call::<RawBody, Xml<Problem>>().await.unwrap();
    assert_eq!(content(&shop.store, "up").await, b"uploaded");
}

#[tokio::test]
async fn xml_that_does_not_fit_says_so() {
    let shop = Shop::open().await;
    put(&shop.store, "a", "<not><what/><is/></expected>").await;
    let url = signer().presign(
        shop.store.get(BUCKET, "a", None, None),
        Duration::from_secs(9),
    );
    let url = url.unwrap();
    let call = shop.client().request_url(&FETCH, url.expose());
    let error = call.call::<Xml<Problem>, Xml<Problem>>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.source().is_some());
    assert_eq!(error.raw_body().unwrap().len(), 28);
}
