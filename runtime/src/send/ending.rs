//! Attempts that brought no value: how they ended, and what they were.

use http::StatusCode;

use crate::ErrorKind;
use crate::error::Failure;
use crate::retry::Outcome;
use crate::transport::{Broken, causes_on_the_way};

/// An attempt that brought no value.
pub(super) struct Failed {
    pub(super) failure: Box<Failure>,
    pub(super) ending: Ending,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Ending {
    Unsent,
    Lost,
    Answered,
    /// The last look before leaving refused the request.
    Refused,
    Final,
}

impl Failed {
    pub(super) fn new(ending: Ending, failure: Failure) -> Self {
        Self {
            failure: Box::new(failure),
            ending,
        }
    }

    /// What no other attempt would change, and what was not sent either.
    pub(super) fn finally(failure: Failure) -> Self {
        Self::new(Ending::Final, failure)
    }

    /// Whether the server may have acted on it, though it did not say so itself. A gateway that had no
    /// answer in time knows no more than we do.
    pub(super) fn may_have_acted(&self) -> bool {
        let status = self.failure.head.as_ref().map(|head| head.status);
        let no_answer = [StatusCode::BAD_GATEWAY, StatusCode::GATEWAY_TIMEOUT];
        self.ending == Ending::Lost || status.is_some_and(|status| no_answer.contains(&status))
    }

    pub(super) fn outcome(&self) -> Outcome<'_> {
        match (self.ending, &self.failure.head) {
            (Ending::Answered, Some(head)) => Outcome::Answered(head),
            (Ending::Unsent, _) => Outcome::Unsent,
            (Ending::Lost, _) => Outcome::Lost,
            _ => Outcome::Final,
        }
    }
}

pub(super) fn timed_out(message: &'static str) -> Failure {
    let mut failure = Failure::new(ErrorKind::Timeout, message);
    failure.timed_out = true;
    failure
}

pub(super) fn broken(broken: Broken) -> Failure {
    Failure::new(ErrorKind::Unexpected, broken.into_why())
}

/// Whether any cause is a timeout: the standard library's, tokio's or reqwest's.
pub(super) fn is_timeout(error: &(dyn std::error::Error + 'static)) -> bool {
    causes_on_the_way(error).any(|error| {
        let io = error.downcast_ref::<std::io::Error>();
        #[cfg(feature = "reqwest")]
        if error
            .downcast_ref::<reqwest::Error>()
            .is_some_and(reqwest::Error::is_timeout)
        {
            return true;
        }
        io.is_some_and(|io| io.kind() == std::io::ErrorKind::TimedOut)
            || error.is::<tokio::time::error::Elapsed>()
            || error.is::<tower::timeout::error::Elapsed>()
    })
}

/// Whether a TLS peer was not who it should be, or we are not for it. The TLS libraries share no error
/// type, only the word, which in the names of alerts is a part (`CertificateRequired`).
pub(super) fn is_certificate(error: &(dyn std::error::Error + 'static)) -> bool {
    causes_on_the_way(error).any(|error| {
        let words = error.to_string();
        words.contains("certificate") || words.contains("Certificate")
    })
}
