//! Who asks: a signer of requests, and of URLs that others may use.

use std::fmt;
use std::time::Duration;

use endpoint::auth::Auth;
use endpoint::{Body, BoxError};
use http::{HeaderValue, Request, Uri, header};
use secrecy::{ExposeSecret, SecretString};
use time::OffsetDateTime;

use super::{Call, Checksum};
use crate::signature::{
    ALGORITHM, QUERY_SIGNATURE, Scope, Signed, UNSIGNED_PAYLOAD, encoded, names_to_sign,
};

/// Signs each attempt: method, path, query, headers, and the hash of the body where it is known.
///
/// Bytes are hashed here. A stream cannot be, without being held in memory: it is signed with the
/// checksum in `x-amz-content-sha256` where the call brings one, and else unsigned, as the field does.
#[derive(Clone)]
pub struct Signer {
    key_id: String,
    secret: SecretString,
    region: String,
}

impl Signer {
    /// Signs with the secret of the key `key_id` for a store in `region`.
    pub fn new(
        key_id: impl Into<String>,
        secret: impl Into<String>,
        region: impl Into<String>,
    ) -> Self {
        Self {
            key_id: key_id.into(),
            secret: SecretString::from(secret.into()),
            region: region.into(),
        }
    }

    /// Signs `request` as of `time`.
    ///
    /// # Errors
    ///
    /// Where the request has no host, or the key's id none that a header can have.
    pub fn sign<B>(
        &self,
        request: &mut Request<B>,
        payload: &str,
        time: OffsetDateTime,
    ) -> Result<(), BoxError> {
        let scope = Scope::at(time, &self.region);
        let host = host(request.uri())?;
        let headers = request.headers_mut();
        headers.insert("x-amz-content-sha256", HeaderValue::from_str(payload)?);
        headers.insert("x-amz-date", HeaderValue::from_str(&scope.timestamp)?);
        let names = names_to_sign(headers);
        let signed = Signed {
            method: request.method(),
            uri: request.uri(),
            headers: request.headers(),
            host: &host,
            names: &names,
            payload,
        };
        let signature = signed.signature(&scope, self.secret.expose_secret());
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let value = format!(
            "{ALGORITHM} Credential={}/{}, SignedHeaders={}, Signature={signature}",
            self.key_id,
            scope.path(),
            names.join(";"),
        );
        let mut value = HeaderValue::from_str(&value)?;
        value.set_sensitive(true);
        request.headers_mut().insert(header::AUTHORIZATION, value);
        Ok(())
    }

    /// Makes a URL of `call` with which anybody can send it until it expires, without credentials.
    /// Its headers are not part of it.
    ///
    /// # Errors
    ///
    /// Where the call could not be built.
    pub fn presign<T>(&self, call: Call<T>, expires: Duration) -> Result<Presigned, BoxError> {
        self.presign_at(&call.request()?, expires, OffsetDateTime::now_utc())
    }

    /// The same for a request, as of `time`.
    ///
    /// # Errors
    ///
    /// Where the request has no host.
    pub fn presign_at<B>(
        &self,
        request: &Request<B>,
        expires: Duration,
        time: OffsetDateTime,
    ) -> Result<Presigned, BoxError> {
        let scope = Scope::at(time, &self.region);
        let host = host(request.uri())?;
        let credential = format!("{}/{}", self.key_id, scope.path());
        let mut url = request.uri().to_string();
        url.push(if request.uri().query().is_some() {
            '&'
        } else {
            '?'
        });
        url.push_str(&format!(
            "X-Amz-Algorithm={ALGORITHM}&X-Amz-Credential={}&X-Amz-Date={}&X-Amz-Expires={}&X-Amz-SignedHeaders=host",
            encoded(&credential),
            scope.timestamp,
            expires.as_secs(),
        ));
        let uri: Uri = url.parse()?;
        let signed = Signed {
            method: request.method(),
            uri: &uri,
            headers: &http::HeaderMap::new(),
            host: &host,
            names: &["host".to_owned()].into(),
            payload: UNSIGNED_PAYLOAD,
        };
        let signature = signed.signature(&scope, self.secret.expose_secret());
        Ok(Presigned(format!("{url}&{QUERY_SIGNATURE}={signature}")))
    }
}

impl Auth for Signer {
    async fn apply(&self, request: &mut Request<Body>) -> Result<(), BoxError> {
        let brought = request.headers().get("x-amz-content-sha256");
        let payload = match (brought, request.body().as_bytes()) {
            (Some(checksum), _) => checksum.to_str()?.to_owned(),
            (None, Some(bytes)) => Checksum::of(bytes).to_string(),
            (None, None) => UNSIGNED_PAYLOAD.to_owned(),
        };
        self.sign(request, &payload, OffsetDateTime::now_utc())
    }
}

/// Without the secret.
impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer")
            .field("key_id", &self.key_id)
            .field("region", &self.region)
            .finish_non_exhaustive()
    }
}

/// A URL that is a credential for one request.
#[derive(Clone)]
pub struct Presigned(String);

impl Presigned {
    /// The URL, for whoever may send the request.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Presigned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Presigned([redacted])")
    }
}

/// What the transport will send as `Host`.
fn host(uri: &Uri) -> Result<String, BoxError> {
    let authority = uri.authority().ok_or("the URL has no host")?;
    Ok(authority.as_str().to_owned())
}
