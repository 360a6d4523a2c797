//! What a call resolves to.

use std::fmt;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::response::Parts;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::decode::{Decode, JsonError};
use crate::download::Streamed;
use crate::error::Failure;
use crate::{BoxError, Client, Endpoint, ErrorKind, send, spare};

/// A collected answer, before its value is made.
pub struct Answer {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) head: Parts,
    /// Empty where the answer is streamed, or where a missing resource is a value.
    pub(crate) body: Bytes,
    pub(crate) stream: Option<Box<Streamed>>,
    /// A 404 of a call that takes it as `None`.
    pub(crate) missing: bool,
    pub(crate) idempotency_key: Option<HeaderValue>,
    pub(crate) attempts: u32,
    /// When the call began; how long it took is asked of the client's clock by those who want it.
    pub(crate) started: Option<Instant>,
    pub(crate) client: Client,
}

impl Answer {
    fn request_id(&self) -> Option<String> {
        self.client.settings().request_id_in(&self.head)
    }

    fn elapsed(&self) -> Duration {
        send::since(self.started, &*self.client.settings().clock)
    }

    pub(crate) fn into_failure(self, kind: ErrorKind, message: String) -> Failure {
        let mut failure = Failure::new(kind, message);
        failure.endpoint = Some(self.endpoint);
        failure.request_id = self.request_id();
        failure.elapsed = self.elapsed();
        failure.head = Some(Box::new(self.head));
        failure.raw_body = Some(self.body);
        failure.idempotency_key = self.idempotency_key;
        failure.attempts = self.attempts;
        failure.sent = true;
        failure
    }

    /// Nothing more is wanted of it.
    pub(crate) fn settle(&mut self) {
        spare::give(&mut self.head.headers);
    }

    #[cold]
    pub(crate) fn undecodable(self, error: BoxError) -> Box<Failure> {
        let status = self.head.status;
        let length = self.body.len();
        let mut message =
            format!("{status}, but the body ({length} bytes) is not what the declaration says");
        let json = error.downcast_ref::<JsonError>();
        if json.is_some() && length == 0 {
            message = format!("{status}, but there is no body");
        } else if let Some(field) = json.and_then(JsonError::field) {
            message.extend([", in `", &field, "`"]);
        }
        Box::new(
            self.into_failure(ErrorKind::Decode, message)
                .caused_by(error),
        )
    }
}

/// What an endpoint's call can resolve to: every [`Decode`] type,
/// [`Download`](crate::Download), and [`Response`] around one.
///
/// It is implemented here only; to make a type of yours one, implement [`Decode`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be decoded from a response",
    label = "nothing decodes this",
    note = "for JSON: `#[derive(serde::Deserialize)]` on an owned type; for another format: `impl endpoint::Decode for {Self}`"
)]
pub trait ReturnValue: Sized + Send + 'static {
    #[doc(hidden)]
    const ACCEPT: &'static str;
    /// Whether the body is handed over unread.
    #[doc(hidden)]
    const STREAMS: bool = false;
    #[doc(hidden)]
    fn accepts(status: StatusCode) -> bool;
    #[doc(hidden)]
    fn from_answer(answer: Answer) -> Result<Self, Box<Failure>>;
}

#[diagnostic::do_not_recommend]
impl<T: Decode> ReturnValue for T {
    const ACCEPT: &'static str = <T as Decode>::ACCEPT;

    fn accepts(status: StatusCode) -> bool {
        <T as Decode>::accepts(status)
    }

    fn from_answer(mut answer: Answer) -> Result<Self, Box<Failure>> {
        match T::decode(&answer.head, &answer.body) {
            Ok(value) => {
                answer.settle();
                Ok(value)
            }
            Err(error) => Err(answer.undecodable(error)),
        }
    }
}

/// A value together with the answer it came in.
///
/// Made by [`Call::with_response`](crate::Call::with_response), or returned by an endpoint that says
/// so (`-> Call<Response<Person>>`).
///
/// ```
/// use endpoint::{Call, Error, Response};
///
/// async fn noted(call: Call<String>) -> Result<String, Error> {
///     let response: Response<String> = call.with_response().await?;
///     println!("{} after {:?}", response.status(), response.elapsed());
///     Ok(response.into_value())
/// }
/// ```
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
    request_id: Option<String>,
    attempts: u32,
    elapsed: Duration,
}

impl<T> Response<T> {
    /// An answer as a test double gives it: status 200, no headers, one attempt that took no time.
    pub fn from_value(value: T) -> Self {
        Self {
            value,
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            request_id: None,
            attempts: 1,
            elapsed: Duration::ZERO,
        }
    }

    /// The decoded body.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The decoded body, owned.
    pub fn into_value(self) -> T {
        self.value
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The server's id of the request; see [`Error::request_id`](crate::Error::request_id).
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Time from the start of the call to the end of the body, retries included.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}

/// Without the headers, which may hold a session's secrets.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .field("attempts", &self.attempts)
            .field("elapsed", &self.elapsed)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

impl<T: ReturnValue> ReturnValue for Response<T> {
    const ACCEPT: &'static str = T::ACCEPT;
    const STREAMS: bool = T::STREAMS;

    fn accepts(status: StatusCode) -> bool {
        T::accepts(status)
    }

    fn from_answer(answer: Answer) -> Result<Self, Box<Failure>> {
        let status = answer.head.status;
        let headers = answer.head.headers.clone();
        let request_id = answer.request_id();
        let (attempts, elapsed) = (answer.attempts, answer.elapsed());
        Ok(Response {
            value: T::from_answer(answer)?,
            status,
            headers,
            request_id,
            attempts,
            elapsed,
        })
    }
}

/// A body as it came, undecoded. As an error type it is what an API without a documented error body
/// gets; its `Display` shows the beginning of the text.
///
/// ```
/// use endpoint::RawBody;
///
/// let body = RawBody::from("upstream is gone");
/// assert_eq!(body.to_string(), "upstream is gone");
/// assert_eq!(body.as_bytes(), b"upstream is gone");
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct RawBody(Bytes);

/// Characters of a raw body that `Display` and `Debug` show.
const SHOWN: usize = 256;

impl RawBody {
    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes, owned, without a copy.
    #[must_use]
    pub fn into_bytes(self) -> Bytes {
        self.0
    }
}

impl<B: Into<Bytes>> From<B> for RawBody {
    fn from(bytes: B) -> Self {
        Self(bytes.into())
    }
}

impl fmt::Display for RawBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = String::from_utf8_lossy(&self.0);
        let mut shown = String::new();
        let mut characters = text.trim().chars();
        for character in characters.by_ref().take(SHOWN) {
            shown.push(if character.is_control() {
                ' '
            } else {
                character
            });
        }
        f.write_str(&shown)?;
        if characters.next().is_some() {
            write!(f, ".. ({} bytes)", self.0.len())?;
        }
        Ok(())
    }
}

impl fmt::Debug for RawBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawBody({:?})", self.to_string())
    }
}

impl Decode for RawBody {
    const ACCEPT: &'static str = "*/*";

    fn decode(_: &Parts, body: &Bytes) -> Result<Self, BoxError> {
        Ok(Self(body.clone()))
    }
}

/// A body as text: UTF-8, US-ASCII or ISO 8859-1, as its content type says; UTF-8 where it says
/// nothing.
///
/// ```
/// use endpoint::{Call, Text};
///
/// fn greeting() -> Call<Text> {
///     Call::ready(Ok(Text::from("hello".to_owned())))
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(String);

impl Text {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, owned.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Decode for Text {
    const ACCEPT: &'static str = "text/plain, */*;q=0.5";

    fn decode(head: &Parts, body: &Bytes) -> Result<Self, BoxError> {
        match charset(head).as_deref() {
            None | Some("utf-8" | "utf8" | "us-ascii") => {
                Ok(Self(std::str::from_utf8(body)?.to_owned()))
            }
            Some("iso-8859-1" | "latin1") => {
                Ok(Self(body.iter().copied().map(char::from).collect()))
            }
            Some(other) => Err(format!("the charset `{other}` is not UTF-8 or ISO 8859-1").into()),
        }
    }
}

/// The `charset` of the content type, in lower case.
fn charset(head: &Parts) -> Option<String> {
    let content_type = head.headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("charset")
            .then(|| value.trim().trim_matches('"').to_ascii_lowercase())
    })
}
