//! Files of a repository, by path.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use endpoint::{Api, Text, endpoint};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Call;

/// Files of a repository, by path.
pub trait Contents: Api {
    /// One file, at the head of a branch.
    #[endpoint(GET, "/repos/<owner>/<repo>/contents/<path..>?ref=<branch>")]
    fn file(&self, owner: &str, repo: &str, path: &str, branch: Option<&str>) -> Call<File>;

    /// One file's text and nothing else.
    #[endpoint(
        GET,
        "/repos/<owner>/<repo>/contents/<path..>",
        accept = "application/vnd.github.raw+json"
    )]
    fn file_text(&self, owner: &str, repo: &str, path: &str) -> Call<Text>;

    /// Writes a file.
    #[endpoint(PUT, "/repos/<owner>/<repo>/contents/<path..>")]
    fn put_file(&self, owner: &str, repo: &str, path: &str, #[json] file: &PutFile)
    -> Call<Change>;

    /// Deletes a file.
    #[endpoint(DELETE, "/repos/<owner>/<repo>/contents/<path..>")]
    fn delete_file(
        &self,
        owner: &str,
        repo: &str,
        path: &str,
        #[json] file: &DeleteFile,
    ) -> Call<Change>;
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct File {
    /// Where it is.
    pub path: String,
    /// Which version it is.
    pub sha: String,
    /// What is in it; an answer to a change leaves it out.
    pub content: Option<Base64>,
}

/// What a change of a file made.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Change {
    /// The file as it is then, if it is.
    pub content: Option<File>,
}

/// A file to write.
#[derive(Debug, Clone, Serialize)]
pub struct PutFile {
    /// Why.
    pub message: String,
    /// What is to be in it.
    pub content: Base64,
    /// The version that is replaced; `None` where there is no such file yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha: Option<String>,
}

/// A file to delete.
#[derive(Debug, Clone, Serialize)]
pub struct DeleteFile {
    /// Why.
    pub message: String,
    /// The version that is deleted.
    pub sha: String,
}

/// Bytes that are base64 on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Base64(pub Vec<u8>);

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        // The host breaks lines.
        let mut text = String::deserialize(from)?;
        text.retain(|character| !character.is_ascii_whitespace());
        let bytes = STANDARD.decode(text).map_err(serde::de::Error::custom)?;
        Ok(Self(bytes))
    }
}
