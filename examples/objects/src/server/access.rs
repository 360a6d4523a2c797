//! Who asks, and whether the request is the one that they signed.

use std::collections::BTreeSet;
use std::time::Duration;

use hmac::Mac;
use http::{HeaderMap, header, request};
use time::{OffsetDateTime, PrimitiveDateTime};

use super::listing::value;
use super::problem::Problem;
use super::{KEY_ID, REGION, SECRET};
use crate::signature::{
    ALGORITHM, QUERY_SIGNATURE, Scope, Signed, TIME, UNSIGNED_PAYLOAD, names_to_sign,
};

/// How far a request's time may be from the server's.
const SKEW: Duration = Duration::from_secs(15 * 60);

/// What a request says of its signature.
struct Claim {
    credential: String,
    timestamp: String,
    names: BTreeSet<String>,
    signature: String,
    payload: String,
    valid_for: Duration,
}

/// Lets the request pass, and gives the hash that its body must have, unless it is refused.
pub(super) fn check(parts: &request::Parts) -> Result<Option<String>, Problem> {
    let claim = Claim::of(parts)?;
    let scope = Scope {
        timestamp: claim.timestamp.clone(),
        region: REGION.to_owned(),
    };
    if claim.credential != format!("{KEY_ID}/{}", scope.path()) {
        let message = "The key is not known here, or its scope is not of today and this region.";
        return Err(Problem::denied("InvalidAccessKeyId", message));
    }
    in_time(&claim)?;
    let host = parts.headers.get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
    let signed = Signed {
        method: &parts.method,
        uri: &parts.uri,
        headers: &parts.headers,
        host,
        names: &claim.names,
        payload: &claim.payload,
    };
    let given = hex::decode(&claim.signature).unwrap_or_default();
    // Compares in constant time, so that nobody finds a signature by measuring.
    signed
        .mac(&scope, SECRET)
        .verify_slice(&given)
        .map_err(|_| {
            Problem::denied(
                "SignatureDoesNotMatch",
                "The signature is not the one of this request: check secret and signing method.",
            )
        })?;
    Ok((claim.payload != UNSIGNED_PAYLOAD).then_some(claim.payload))
}

fn in_time(claim: &Claim) -> Result<(), Problem> {
    let signed = PrimitiveDateTime::parse(&claim.timestamp, TIME)
        .map_err(|_| Problem::bad("AuthorizationQueryParametersError", "The time is none."))?
        .assume_utc();
    let now = OffsetDateTime::now_utc();
    if signed > now + SKEW || now > signed + claim.valid_for {
        let message = "The request has expired, or the clocks are too far apart.";
        return Err(Problem::denied("RequestTimeTooSkewed", message));
    }
    Ok(())
}

impl Claim {
    fn of(parts: &request::Parts) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        let claim = match value(query, QUERY_SIGNATURE) {
            Some(signature) => Self::of_query(query, signature),
            None => Self::of_headers(&parts.headers),
        };
        let claim = claim.ok_or_else(|| {
            Problem::denied(
                "AccessDenied",
                "The request is not signed, or not completely.",
            )
        })?;
        let unsigned: Vec<String> = names_to_sign(&parts.headers)
            .into_iter()
            .filter(|name| name.starts_with("x-amz-") || name == "host")
            .filter(|name| !claim.names.contains(name))
            .collect();
        if !unsigned.is_empty() {
            let message = format!("These headers must be signed: {}.", unsigned.join(", "));
            return Err(Problem::denied("AccessDenied", message));
        }
        Ok(claim)
    }

    fn of_headers(headers: &HeaderMap) -> Option<Self> {
        let text = |name: &str| headers.get(name)?.to_str().ok();
        let authorization = text("authorization")?.strip_prefix(ALGORITHM)?;
        let field = |name: &str| {
            let mut fields = authorization.split(',').map(str::trim);
            fields.find_map(|field| field.strip_prefix(name)?.strip_prefix('='))
        };
        Some(Self {
            credential: field("Credential")?.to_owned(),
            timestamp: text("x-amz-date")?.to_owned(),
            names: names(field("SignedHeaders")?),
            signature: field("Signature")?.to_owned(),
            payload: text("x-amz-content-sha256")?.to_owned(),
            valid_for: SKEW,
        })
    }

    fn of_query(query: &str, signature: String) -> Option<Self> {
        let pair = |name: &str| value(query, name);
        pair("X-Amz-Algorithm").filter(|algorithm| algorithm == ALGORITHM)?;
        Some(Self {
            credential: pair("X-Amz-Credential")?,
            timestamp: pair("X-Amz-Date")?,
            names: names(&pair("X-Amz-SignedHeaders")?),
            signature,
            payload: UNSIGNED_PAYLOAD.to_owned(),
            valid_for: Duration::from_secs(pair("X-Amz-Expires")?.parse().ok()?),
        })
    }
}

fn names(list: &str) -> BTreeSet<String> {
    list.split(';').map(str::to_owned).collect()
}
