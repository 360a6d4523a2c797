//! A call that is ready to be sent.

mod future;

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::{Duration, Instant};

use http::{HeaderName, HeaderValue, StatusCode};

pub use self::future::CallFuture;
#[cfg(feature = "blocking")]
use crate::Endpoint;
use crate::arguments::QueryValue;
use crate::auth::{Auth, Credential};
use crate::decode::ApiError;
use crate::draft::Draft;
use crate::endpoint::check_value;
use crate::error::Failure;
use crate::page::ByPage;
use crate::response::{Answer, Response, ReturnValue};
use crate::retry::earliest;
use crate::returns::CallError;
use crate::{Body, Error, RawBody, Retry, curl, send};

/// One call of one endpoint: built, not yet sent.
///
/// It borrows nothing, can be changed for this one time, and is sent by `.await`. Dropped, it sends
/// nothing; dropped while it runs, it sends nothing more.
///
/// ```
/// use std::time::Duration;
/// use endpoint::{Api, Call, Client, endpoint};
///
/// trait Persons: Api {
///     #[endpoint(DELETE, "/v1/persons/<person>")]
///     fn delete(&self, person: &str) -> Call<()>;
/// }
/// impl Persons for Client {}
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::builder("https://api.example.com").build()?;
/// client.delete("p_1").header("X-Reason", "moved").timeout(Duration::from_secs(5)).await?;
/// # Ok(()) }
/// ```
///
/// `T` is what it resolves to and `E` the API's error body. It fails with [`Error<E>`](Error), or with
/// the `X` that an SDK names in an alias of its own: any [`CallError`] that is made from `Error<E>`.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T, E = RawBody, X = Error<E>>(State<T, E, X>);

enum State<T, E, X> {
    Draft {
        draft: Box<Draft>,
        plan: Plan<T>,
        error: PhantomData<fn() -> (E, X)>,
    },
    Ready(Box<Result<T, X>>),
}

/// What depends on the return type, as data, so that the rest is compiled once.
pub(crate) struct Plan<T> {
    finish: Finish<T>,
    expect: &'static Expect,
}

/// From a collected answer to the value.
type Finish<T> = fn(Answer) -> Result<T, Box<Failure>>;

/// What the return type asks of an answer.
#[derive(Clone, Copy)]
pub(crate) struct Expect {
    pub(crate) accept: &'static str,
    pub(crate) accepts: fn(StatusCode) -> bool,
    /// Whether the body is handed over unread.
    pub(crate) streams: bool,
}

impl<T: ReturnValue> Plan<T> {
    fn new() -> Self {
        Self {
            finish: T::from_answer,
            expect: const {
                check_value(T::ACCEPT);
                &Expect {
                    accept: T::ACCEPT,
                    accepts: T::accepts,
                    streams: T::STREAMS,
                }
            },
        }
    }
}

/// The end of a call that takes a missing resource as a value.
fn finish_optional<T: ReturnValue>(answer: Answer) -> Result<Option<T>, Box<Failure>> {
    if answer.missing {
        return Ok(None);
    }
    T::from_answer(answer).map(Some)
}

impl<T: ReturnValue, E, X> Call<T, E, X> {
    pub(crate) fn from_draft(draft: Box<Draft>) -> Self {
        Self(State::Draft {
            draft,
            plan: Plan::new(),
            error: PhantomData,
        })
    }

    /// The same call, resolving to status, headers and request id besides the value.
    ///
    /// ```
    /// # use endpoint::{Api, Call, Client, endpoint};
    /// # trait Persons: Api {
    /// #     #[endpoint(DELETE, "/v1/persons/<person>")]
    /// #     fn delete(&self, person: &str) -> Call<()>;
    /// # }
    /// # impl Persons for Client {}
    /// # async fn run(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.delete("p_1").with_response().await?;
    /// println!("{} {:?}", response.status(), response.request_id());
    /// # Ok(()) }
    /// ```
    pub fn with_response(self) -> Call<Response<T>, E, X> {
        match self.0 {
            State::Draft { draft, .. } => Call::from_draft(draft),
            State::Ready(result) => Call::ready(result.map(Response::from_value)),
        }
    }

    /// The same call, resolving to `None` where the server answers 404, whoever it is that answers: a
    /// proxy, or a server to which the path means nothing. Of a `DELETE` that was tried
    /// again it says that the resource is gone, and not which attempt has deleted it.
    ///
    /// ```
    /// # use endpoint::{Api, Call, Client, endpoint};
    /// # trait Persons: Api {
    /// #     #[endpoint(GET, "/v1/persons/<person>")]
    /// #     fn person(&self, person: &str) -> Call<String>;
    /// # }
    /// # impl Persons for Client {}
    /// # async fn run(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// if client.person("p_1").optional().await?.is_none() {
    ///     println!("gone");
    /// }
    /// # Ok(()) }
    /// ```
    pub fn optional(self) -> Call<Option<T>, E, X>
    where
        X: CallError,
    {
        match self.0 {
            State::Draft { mut draft, .. } => {
                draft.options.missing_is_none = true;
                Call(State::Draft {
                    draft,
                    plan: Plan {
                        finish: finish_optional::<T>,
                        expect: Plan::<T>::new().expect,
                    },
                    error: PhantomData,
                })
            }
            State::Ready(result) => Call::ready(match *result {
                Ok(value) => Ok(Some(value)),
                Err(error) if error.is_not_found() => Ok(None),
                Err(error) => Err(error),
            }),
        }
    }
}

impl<T, E, X> Call<T, E, X> {
    /// A call that resolves to `result` without sending anything: what a test double returns.
    ///
    /// ```
    /// use endpoint::{Call, Error};
    /// use http::StatusCode;
    ///
    /// let found: Call<u32, String> = Call::ready(Ok(7));
    /// let missing: Call<u32, String> =
    ///     Call::ready(Err(Error::from_api(StatusCode::NOT_FOUND, "no such thing".to_owned())));
    /// ```
    pub fn ready(result: Result<T, X>) -> Self {
        Self(State::Ready(Box::new(result)))
    }

    /// Sets a header for this call; it wins over the declaration's and the client's.
    ///
    /// `Authorization` is refused: credentials are set with `auth` on the client, which keeps them
    /// out of logs. So are the connection's own headers (`Host`, `Content-Length`,
    /// `Transfer-Encoding`, `Connection`). A refused header ends the call unsent with
    /// [`ErrorKind::Argument`](crate::ErrorKind::Argument).
    ///
    /// ```
    /// # use endpoint::{Api, Call, Client, endpoint};
    /// # trait Persons: Api {
    /// #     #[endpoint(DELETE, "/v1/persons/<person>")]
    /// #     fn delete(&self, person: &str) -> Call<()>;
    /// # }
    /// # impl Persons for Client {}
    /// let call = Client::offline().delete("p_1").header("X-Reason", "moved");
    /// let request = call.request()?;
    /// assert_eq!(request.headers()["x-reason"], "moved");
    /// # Ok::<(), endpoint::Error>(())
    /// ```
    pub fn header<N, V>(self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        self.change(|draft| draft.call_header(name.try_into().ok(), value.try_into().ok()))
    }

    /// Adds a pair to the query of this call: brackets in `name` are structure, `value` is written
    /// with serde as a `#[query]` argument's fields are.
    ///
    /// ```
    /// # use endpoint::{Api, Call, Client, endpoint};
    /// # trait Persons: Api {
    /// #     #[endpoint(DELETE, "/v1/persons/<person>")]
    /// #     fn delete(&self, person: &str) -> Call<()>;
    /// # }
    /// # impl Persons for Client {}
    /// let call = Client::offline().delete("p_1").query("expand[]", "account");
    /// assert_eq!(call.request()?.uri().query(), Some("expand[]=account"));
    /// # Ok::<(), endpoint::Error>(())
    /// ```
    pub fn query(self, name: &str, value: impl QueryValue) -> Self {
        self.change(|draft| draft.call_query(name, &value))
    }

    /// Sends this credential instead of the client's, also where the declaration says
    /// `auth = false`.
    ///
    /// ```
    /// # use endpoint::{Api, Call, Client, endpoint};
    /// # trait Persons: Api {
    /// #     #[endpoint(DELETE, "/v1/persons/<person>")]
    /// #     fn delete(&self, person: &str) -> Call<()>;
    /// # }
    /// # impl Persons for Client {}
    /// # fn run(client: Client) {
    /// use endpoint::auth::Bearer;
    ///
    /// let call = client.delete("p_1").auth(Bearer::new("another token"));
    /// # }
    /// ```
    pub fn auth(self, auth: impl Auth) -> Self {
        self.change(|draft| draft.options.credential = Some(Box::new(Credential::new(auth))))
    }

    /// Repeats failed attempts of this call by `retry` instead of the client's policy.
    ///
    /// ```
    /// # use endpoint::{Api, Call, Client, endpoint};
    /// # trait Persons: Api {
    /// #     #[endpoint(DELETE, "/v1/persons/<person>")]
    /// #     fn delete(&self, person: &str) -> Call<()>;
    /// # }
    /// # impl Persons for Client {}
    /// # fn run(client: Client) {
    /// use endpoint::Retry;
    ///
    /// let call = client.delete("p_1").retry(Retry::never());
    /// # }
    /// ```
    pub fn retry(self, retry: Retry) -> Self {
        self.change(|draft| draft.options.retry = Some(Box::new(retry)))
    }

    /// Sends this idempotency key instead of a minted one, with every attempt and whatever the
    /// method. On a client without
    /// [`idempotency_header`](crate::ClientBuilder::idempotency_header) the call fails unsent, with
    /// [`ErrorKind::Argument`](crate::ErrorKind::Argument). The guide says
    /// [what a good key is made of](crate::guide::errors#when-it-may-have-been-sent).
    pub fn idempotency_key<V: TryInto<HeaderValue>>(self, key: V) -> Self {
        self.change(|draft| draft.idempotency_key(key.try_into().ok()))
    }

    /// Limits this call, from its start to the end of the answer's body, retries included.
    pub fn timeout(self, limit: Duration) -> Self {
        self.change(|draft| draft.options.timeout = Some(limit))
    }

    /// Ends this call at `instant`, besides any other limit: of several deadlines, the client's
    /// included, the earliest holds.
    pub fn deadline(self, instant: Instant) -> Self {
        self.change(|draft| {
            let deadline = &mut draft.options.deadline;
            *deadline = earliest(*deadline, Some(instant));
        })
    }

    /// The request as a `curl` command for a POSIX shell, secrets replaced by `[redacted]`.
    ///
    /// A streamed body is named, not read. A call that could not be built says why.
    ///
    /// ```
    /// # use endpoint::{Api, Call, Client, endpoint};
    /// # trait Persons: Api {
    /// #     #[endpoint(DELETE, "/v1/persons/<person>")]
    /// #     fn delete(&self, person: &str) -> Call<()>;
    /// # }
    /// # impl Persons for Client {}
    /// let call = Client::offline().delete("p_1");
    /// assert!(call.to_curl().starts_with("curl -X DELETE 'http://offline.invalid/v1/persons/p_1'"));
    /// assert!(Client::offline().delete("..").to_curl().starts_with("# DELETE /v1/persons/{person}: "));
    /// ```
    #[must_use]
    pub fn to_curl(&self) -> String {
        match &self.0 {
            State::Draft { draft, plan, .. } => curl::command(draft, *plan.expect),
            State::Ready(_) => "# a ready-made result: nothing would be sent".to_owned(),
        }
    }

    /// The HTTP request as it will be sent, before credentials are added.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Argument`](crate::ErrorKind::Argument) where an argument could not be encoded,
    /// [`ErrorKind::Unexpected`](crate::ErrorKind::Unexpected) for a ready-made result.
    pub fn request(self) -> Result<http::Request<Body>, Error<E>> {
        match self.0 {
            State::Draft { draft, plan, .. } => draft
                .prepare(*plan.expect)
                .map(|mut prepared| {
                    let mut request = prepared.request();
                    prepared.describe(&mut request);
                    request
                })
                .map_err(|failure| Error::new(failure, None)),
            State::Ready(_) => Err(Error::new(Box::new(Failure::ready_made()), None)),
        }
    }

    /// The HTTP request as the first attempt would send it, credentials included. Nothing is sent.
    ///
    /// # Errors
    ///
    /// Those of [`request`](Call::request), and [`ErrorKind::Auth`](crate::ErrorKind::Auth).
    pub async fn signed_request(self) -> Result<http::Request<Body>, Error<E>> {
        let signed = match self.0 {
            State::Draft { draft, plan, .. } => match draft.prepare(*plan.expect) {
                Ok(prepared) => send::signed(prepared).await,
                Err(failure) => Err(failure),
            },
            State::Ready(_) => Err(Box::new(Failure::ready_made())),
        };
        signed.map_err(|failure| Error::new(failure, None))
    }

    /// What is called; a ready-made result is no endpoint's.
    #[cfg(feature = "blocking")]
    pub(crate) fn endpoint(&self) -> Option<&'static Endpoint> {
        match &self.0 {
            State::Draft { draft, .. } => Some(draft.endpoint),
            State::Ready(_) => None,
        }
    }

    fn change(mut self, change: impl FnOnce(&mut Draft)) -> Self {
        if let State::Draft { draft, .. } = &mut self.0 {
            change(draft);
        }
        self
    }
}

impl<P, E, X> Call<P, E, X> {
    pub(crate) fn into_pages(self) -> ByPage<P, E, X> {
        match self.0 {
            State::Draft { draft, .. } => ByPage::from_draft(draft),
            State::Ready(page) => ByPage::ready(page),
        }
    }
}

impl<T, E: ApiError> Call<T, E> {
    /// The same call, failing with an error of an SDK's own.
    ///
    /// Calls that a declaration returns are made so already; this is for those of
    /// [`Client::request`](crate::Client::request).
    pub fn with_error<X: CallError<Api = E>>(self) -> Call<T, E, X> {
        Call(match self.0 {
            State::Draft { draft, plan, .. } => State::Draft {
                draft,
                plan,
                error: PhantomData,
            },
            State::Ready(result) => State::Ready(Box::new(result.map_err(X::from_error))),
        })
    }
}

impl<T, E: ApiError, X: CallError<Api = E>> Call<T, E, X> {
    /// Sends the call: the future that `.await` would make, by name, for spawning and joining.
    ///
    /// ```
    /// # use endpoint::{Api, Call, Client, endpoint};
    /// # trait Persons: Api {
    /// #     #[endpoint(DELETE, "/v1/persons/<person>")]
    /// #     fn delete(&self, person: &str) -> Call<()>;
    /// # }
    /// # impl Persons for Client {}
    /// # async fn run(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let one = tokio::spawn(client.delete("p_1").send());
    /// let (two, three) = tokio::join!(client.delete("p_2").send(), client.delete("p_3").send());
    /// one.await??;
    /// two?;
    /// three?;
    /// # Ok(()) }
    /// ```
    pub fn send(self) -> CallFuture<T, E, X> {
        match self.0 {
            State::Draft { draft, plan, .. } => CallFuture::begin(draft, plan.expect, plan.finish),
            State::Ready(result) => CallFuture::ready(result),
        }
    }
}

impl<T, E: ApiError, X: CallError<Api = E>> IntoFuture for Call<T, E, X> {
    type Output = Result<T, X>;
    type IntoFuture = CallFuture<T, E, X>;

    fn into_future(self) -> CallFuture<T, E, X> {
        self.send()
    }
}

/// Method and template; no argument's value.
impl<T, E, X> fmt::Debug for Call<T, E, X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            State::Draft { draft, .. } => write!(f, "Call({})", draft.endpoint),
            State::Ready(_) => f.write_str("Call(ready)"),
        }
    }
}
