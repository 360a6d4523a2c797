//! Who is asking, and for how long.

use std::time::{Duration, Instant};

use axum::extract::FromRequestParts;
use endpoint::auth::Bearer;
use http::header::AUTHORIZATION;
use http::request::Parts;

use super::Problem;
use crate::stock::TIMEOUT;

/// How long a caller waits that does not say so.
const USUAL: Duration = Duration::from_secs(5);
/// How long anybody may wait.
const LONGEST: Duration = Duration::from_secs(60);

/// What is handed on of a caller: the token and the deadline.
pub struct Caller {
    /// The token, as a credential for the next service.
    pub credential: Bearer,
    /// When the desk stops waiting, so that its answer is there before the caller stops.
    pub deadline: Instant,
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let patience = TIMEOUT.read(&parts.headers).unwrap_or(USUAL).min(LONGEST);
        Ok(Self {
            credential: Bearer::new(token(parts).ok_or_else(Problem::no_token)?),
            deadline: Instant::now() + patience.mul_f64(0.9),
        })
    }
}

fn token(parts: &Parts) -> Option<&str> {
    let (scheme, token) = parts
        .headers
        .get(AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}
