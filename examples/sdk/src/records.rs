//! Records of a zone (feature `records`).

use endpoint::{Api, endpoint};
use serde::{Deserialize, Serialize};

use crate::{Call, Pages, RecordId, ZoneId};

/// The records of a zone: [`Nameplate::records`](crate::Nameplate::records).
pub trait Records: Api {
    /// The records of a zone, or those of one type or name.
    #[endpoint(GET, "/v1/zones/<zone>/records")]
    fn list(&self, zone: &ZoneId, #[query] filter: &RecordFilter) -> Pages<Record>;

    /// One record.
    #[endpoint(GET, "/v1/zones/<zone>/records/<record>")]
    fn get(&self, zone: &ZoneId, record: &RecordId) -> Call<Record>;

    /// Makes a record.
    #[endpoint(POST, "/v1/zones/<zone>/records")]
    fn create(&self, zone: &ZoneId, #[json] record: &NewRecord) -> Call<Record>;

    /// Changes a record; what is not set stays.
    #[endpoint(PATCH, "/v1/zones/<zone>/records/<record>")]
    fn update(
        &self,
        zone: &ZoneId,
        record: &RecordId,
        #[json] change: &RecordChange,
    ) -> Call<Record>;

    /// Deletes a record.
    #[endpoint(DELETE, "/v1/zones/<zone>/records/<record>")]
    fn delete(&self, zone: &ZoneId, record: &RecordId) -> Call<()>;
}

/// What a record is of.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[non_exhaustive]
pub enum RecordType {
    /// An IPv4 address.
    A,
    /// An IPv6 address.
    Aaaa,
    /// Another name.
    Cname,
    /// Text.
    Txt,
    /// A type that this version of the crate has no variant for.
    #[serde(untagged)]
    Other(String),
}

/// A record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// The zone that it belongs to.
    pub zone: ZoneId,
    /// What it is of.
    #[serde(rename = "type")]
    pub kind: RecordType,
    /// Its name within the zone, such as `www`; `@` is the zone itself.
    pub name: String,
    /// An address, a name or a text.
    pub content: String,
    /// How many seconds resolvers may keep it.
    pub ttl: u32,
}

impl Record {
    /// A record as Nameplate would show it: for fakes.
    #[must_use]
    pub fn new(id: RecordId, zone: ZoneId, record: NewRecord) -> Self {
        Self {
            id,
            zone,
            kind: record.kind,
            name: record.name,
            content: record.content,
            ttl: record.ttl.unwrap_or(3600),
        }
    }
}

/// A record to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NewRecord {
    /// What it is of.
    #[serde(rename = "type")]
    pub kind: RecordType,
    /// Its name within the zone, such as `www`; `@` is the zone itself.
    pub name: String,
    /// An address, a name or a text.
    pub content: String,
    /// How many seconds resolvers may keep it, 60 to 86400; an hour where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttl: Option<u32>,
}

impl NewRecord {
    /// A record of this type, name and content.
    pub fn new(kind: RecordType, name: impl Into<String>, content: impl Into<String>) -> Self {
        Self {
            kind,
            name: name.into(),
            content: content.into(),
            ttl: None,
        }
    }

    /// How many seconds resolvers may keep it, 60 to 86400.
    #[must_use]
    pub fn ttl(mut self, seconds: u32) -> Self {
        self.ttl = Some(seconds);
        self
    }
}

/// What to change of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct RecordChange {
    /// Another content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// Another time to live, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttl: Option<u32>,
}

impl RecordChange {
    /// Changes nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the content.
    #[must_use]
    pub fn content(mut self, content: impl Into<String>) -> Self {
        self.content = Some(content.into());
        self
    }

    /// Sets the time to live, in seconds.
    #[must_use]
    pub fn ttl(mut self, seconds: u32) -> Self {
        self.ttl = Some(seconds);
        self
    }
}

/// Which records to list: all where nothing is set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct RecordFilter {
    /// Of this type only.
    #[serde(rename = "type")]
    pub kind: Option<RecordType>,
    /// Of this name only.
    pub name: Option<String>,
}

impl RecordFilter {
    /// All records.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Of this type only.
    #[must_use]
    pub fn kind(mut self, kind: RecordType) -> Self {
        self.kind = Some(kind);
        self
    }

    /// Of this name only.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }
}
