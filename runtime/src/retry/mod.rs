//! When a failed attempt is repeated: who may be, when it is worth it, and after what pause.
//!
//! Who may be repeated is fixed, since it is about safety: `GET`, `HEAD`, `OPTIONS`, `PUT` and
//! `DELETE`; `POST` and `PATCH` only with an idempotency key
//! ([`ClientBuilder::idempotency_header`](crate::ClientBuilder::idempotency_header)); any method
//! when the request provably was not sent; none whose body is a stream. A declaration's
//! `idempotent = true` allows it without a key, `idempotent = false` forbids it once anything may
//! have been sent. The guide has [the whole table](crate::guide::errors#what-is-tried-again). When and
//! how often is a [`Retry`]; how often all calls of a client together, a
//! [`Budget`].

mod backoff;
mod budget;
mod clock;
mod policy;

pub(crate) use self::budget::Balance;
pub use self::budget::Budget;
pub(crate) use self::clock::earliest;
pub use self::clock::{Clock, TokioClock};
pub use self::policy::Retry;
pub(crate) use self::policy::{Attempt, Outcome};
