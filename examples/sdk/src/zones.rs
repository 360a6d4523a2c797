//! Zones (feature `zones`).

use endpoint::{Api, endpoint};
use serde::{Deserialize, Serialize};

use crate::{Call, Pages, ZoneId};

/// The zones of an account: [`Nameplate::zones`](crate::Nameplate::zones).
pub trait Zones: Api {
    /// All zones, by name.
    #[endpoint(GET, "/v1/zones")]
    fn list(&self) -> Pages<Zone>;

    /// One zone.
    #[endpoint(GET, "/v1/zones/<zone>")]
    fn get(&self, zone: &ZoneId) -> Call<Zone>;

    /// Makes a zone, without records.
    #[endpoint(POST, "/v1/zones")]
    fn create(&self, #[json] zone: &NewZone) -> Call<Zone>;

    /// Deletes a zone with all its records.
    #[endpoint(DELETE, "/v1/zones/<zone>")]
    fn delete(&self, zone: &ZoneId) -> Call<()>;
}

/// A domain whose records Nameplate serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Zone {
    /// Its id.
    pub id: ZoneId,
    /// The domain, such as `example.com`.
    pub name: String,
}

impl Zone {
    /// A zone as Nameplate would show it: for fakes.
    pub fn new(id: ZoneId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
        }
    }
}

/// A zone to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NewZone {
    /// The domain, such as `example.com`.
    pub name: String,
}

impl NewZone {
    /// A zone of this domain.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}
