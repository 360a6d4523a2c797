//! What runs without a command.

mod bar;
mod content;
mod memory;
mod store_process;

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use bytesize::ByteSize;
use endpoint::{Api, Body, Endpoint, RawBody};
use objects_example::api::{
    Checksum, CopySource, Metadata, Objects, Problem, Settings, Signer, Store, Xml,
};
use objects_example::server::{BUCKET, KEY_ID, REGION, SECRET, Server};
use objects_example::transfer::{self, Event};
use tokio::io::AsyncReadExt;

use self::bar::Bar;
use self::memory::Gauge;
use self::store_process::StoreProcess;

type Done = Result<(), Box<dyn Error + Send + Sync>>;

/// Keys that a careless client would garble.
const ODD_KEYS: [&str; 5] = [
    "a//b",
    "odd/ two  spaces ",
    "odd/100% + 1?#&=;",
    "odd/größe 日本.txt",
    "odd/%2e%2e/%2F",
];
const DUMP: &str = "backups/2026/dump.bin";

/// Runs the store until the parent goes away.
pub(crate) async fn serve(directory: &Path, break_at: Vec<u64>, busy: u32) -> Done {
    let server = Server::start(directory).await?;
    server.break_downloads_at(break_at);
    server.be_busy(busy);
    println!("{}", server.url());
    let mut parent = Vec::new();
    tokio::io::stdin().read_to_end(&mut parent).await?;
    Ok(())
}

/// Brings a file of `size` bytes to the store and back, and a few small objects.
pub(crate) async fn run(size: u64) -> Done {
    let directory = tempfile::tempdir()?;
    let breaks = [size / 3, size / 3 * 2];
    let process = StoreProcess::start(directory.path(), &breaks, 1).await?;
    let signer = Signer::new(KEY_ID, SECRET, REGION);
    let store = Store::new(process.url(), signer.clone())?;

    large_file(&store, directory.path(), size).await?;
    small_objects(&store).await?;
    presigned_url(&store, &signer).await?;
    wrong_secret(process.url()).await
}

async fn large_file(store: &Store, directory: &Path, size: u64) -> Done {
    let (source, copy) = (directory.join("source"), directory.join("copy"));
    content::write(&source, size)?;
    // The first call of a program takes what all of them share: connections, buffers.
    store.info(BUCKET, DUMP).optional().await?;
    println!("a file of {}, idle: {}", ByteSize(size), memory::now());

    let gauge = Gauge::start();
    let started = Instant::now();
    let bar = Bar::new("upload", size);
    let sent = bar.clone();
    transfer::upload(store, BUCKET, DUMP, &source, move |bytes| sent.at(bytes)).await?;
    bar.finish();
    println!(
        "hashed and uploaded in {:.1?}, peak: {}",
        started.elapsed(),
        gauge.stop()?
    );

    let gauge = Gauge::start();
    let started = Instant::now();
    let bar = Bar::new("download", size);
    transfer::download(store, BUCKET, DUMP, &copy, |event| match event {
        Event::Arrived(bytes, _) => bar.at(bytes),
        Event::Resumed(bytes) => bar.say(&format!("the connection broke; resumed at {bytes}")),
    })
    .await?;
    bar.finish();
    println!(
        "downloaded in {:.1?}, peak: {}",
        started.elapsed(),
        gauge.stop()?
    );

    let (sent, arrived) = (Checksum::of_file(&source)?, Checksum::of_file(&copy)?);
    if sent != arrived {
        return Err(format!("sent {sent}, and {arrived} came back").into());
    }
    println!("the same content came back: {arrived}\n");
    Ok(())
}

async fn small_objects(store: &Store) -> Done {
    let settings = Settings {
        content_type: Some("text/plain; charset=utf-8".to_owned()),
        cache_control: Some("no-cache".to_owned()),
    };
    let metadata = Metadata::from([("author".to_owned(), "Ada".to_owned())]);
    for key in ODD_KEYS {
        let content = Body::from(key);
        store
            .put(BUCKET, key, &settings, &metadata, None, content)
            .await?;
    }
    let source = CopySource {
        bucket: BUCKET,
        key: ODD_KEYS[2],
    };
    store.copy(BUCKET, "odd/copy", source).await?;
    let info = store.info(BUCKET, "odd/copy").await?;
    println!(
        "{} bytes, {:?}, {:?}",
        info.size, info.content_type, info.metadata
    );

    let mut objects = store.list(BUCKET, Some("odd/"), Some(2));
    while let Some(object) = objects.next().await {
        println!("{:?}", object?.key);
    }
    store.delete(BUCKET, "odd/copy").await?;
    let gone = store.info(BUCKET, "odd/copy").optional().await?;
    println!("deleted: {}\n", gone.is_none());
    Ok(())
}

static FETCH: Endpoint = Endpoint::new("fetch", "GET", "{presigned}");

async fn presigned_url(store: &Store, signer: &Signer) -> Done {
    let call = store.get(BUCKET, ODD_KEYS[0], None, None);
    let url = signer.presign(call, Duration::from_secs(60))?;
    let content = store
        .client()
        .request_url(&FETCH, url.expose())
        .call::<RawBody, Xml<Problem>>()
        .await?;
    println!("by a presigned URL, without credentials: {content}\n");
    Ok(())
}

async fn wrong_secret(url: &str) -> Done {
    let stranger = Store::new(url, Signer::new(KEY_ID, "another secret", REGION))?;
    match stranger.delete(BUCKET, DUMP).await {
        Ok(()) => Err("the store takes wrong signatures".into()),
        Err(error) => {
            println!("{error}");
            Ok(())
        }
    }
}

/// An error and what caused it, in one line.
pub(crate) fn with_causes(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}
