//! Files to and from the store, as large as they come.

use std::io::{self, SeekFrom};
use std::path::Path;

use endpoint::{Body, BodyError, Download};
use http::header;
use tokio::fs::File;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};

use crate::api::{Checksum, Error, Metadata, Objects, Settings, Stored};

/// How often a broken download is resumed before it fails.
const RESUMPTIONS: u32 = 5;

/// A file that could not be brought over.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// The store refused, or could not be reached.
    #[error(transparent)]
    Call(#[from] Error),
    /// The content broke off, and too often to be resumed.
    #[error(transparent)]
    Body(#[from] BodyError),
    /// The file on this side.
    #[error("the file cannot be read or written")]
    File(#[from] io::Error),
    /// The store sent a part of the object without saying which.
    #[error("a part of the object came without `Content-Range`")]
    Placeless,
}

/// Stores the file at `path`. It is read twice, first for its checksum, and never in memory as a whole.
/// `progress` is told how many bytes are sent; after a lost attempt it begins anew.
pub async fn upload(
    store: &impl Objects,
    bucket: &str,
    key: &str,
    path: &Path,
    progress: impl Fn(u64) + Send + Sync + 'static,
) -> Result<Stored, TransferError> {
    let content = Body::file(path)?.on_progress(progress);
    let path = path.to_owned();
    let checksum = tokio::task::spawn_blocking(move || Checksum::of_file(path));
    let checksum = checksum.await.map_err(io::Error::other)??;
    let settings = Settings {
        content_type: Some("application/octet-stream".to_owned()),
        ..Settings::default()
    };
    let metadata = Metadata::from([("checksum".to_owned(), checksum.to_string())]);
    let stored = store
        .put(bucket, key, &settings, &metadata, Some(&checksum), content)
        .await?;
    Ok(stored)
}

/// What there is to tell of a download.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// So many bytes of so many have arrived.
    Arrived(u64, Option<u64>),
    /// The connection broke after so many bytes, and the rest is asked for.
    Resumed(u64),
}

/// Writes an object to the file at `path`. When the connection breaks, it goes on where it broke,
/// unless the object has changed meanwhile: then it begins anew.
pub async fn download(
    store: &impl Objects,
    bucket: &str,
    key: &str,
    path: &Path,
    mut tell: impl FnMut(Event),
) -> Result<(), TransferError> {
    let mut file = File::create(path).await?;
    let mut version: Option<String> = None;
    let mut arrived = 0;
    let mut resumptions = 0;
    loop {
        let range = (arrived > 0).then(|| format!("bytes={arrived}-"));
        let rest = store.get(bucket, key, range.as_deref(), version.as_deref());
        let mut rest = rest.await?;
        arrived = rest.offset().ok_or(TransferError::Placeless)?;
        file.set_len(arrived).await?;
        file.seek(SeekFrom::Start(arrived)).await?;
        version = entity_tag(&rest);
        let broken = loop {
            match rest.chunk().await {
                Ok(Some(chunk)) => {
                    file.write_all(&chunk).await?;
                    arrived += chunk.len() as u64;
                    tell(Event::Arrived(arrived, rest.total()));
                }
                Ok(None) => return Ok(file.flush().await?),
                Err(broken) => break broken,
            }
        };
        // Without a version nobody could know whether the rest belongs to the same content.
        if version.is_none() || resumptions == RESUMPTIONS {
            return Err(broken.into());
        }
        resumptions += 1;
        tell(Event::Resumed(arrived));
    }
}

/// A weak entity tag does not promise the same bytes (RFC 9110, section 13.1.5).
fn entity_tag(download: &Download) -> Option<String> {
    let tag = download.headers().get(header::ETAG)?.to_str().ok()?;
    (!tag.starts_with("W/")).then(|| tag.to_owned())
}
