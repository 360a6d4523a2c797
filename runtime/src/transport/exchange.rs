//! A request under way.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::layered::Passage;
use super::{Broken, ResponseBody};
use crate::BoxError;

pub(crate) type Outcome = Result<http::Response<ResponseBody>, BoxError>;
pub(super) type BoxExchange = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// A request under way. Dropped, it sends nothing more.
#[must_use = "nothing is sent until it is awaited"]
pub(crate) struct Exchange {
    way: Way,
    /// What the layers have let through, where there are any and they have not answered.
    passage: Option<Arc<Passage>>,
}

impl Drop for Exchange {
    fn drop(&mut self) {
        if let Some(passage) = &self.passage {
            passage.close();
        }
    }
}

enum Way {
    Refused(Option<Broken>),
    Boxed(BoxExchange),
    #[cfg(feature = "reqwest")]
    Reqwest(super::reqwest::Answering),
    #[cfg(feature = "hyper")]
    Hyper(super::hyper::Answering),
}

impl Exchange {
    /// A request that must not leave.
    pub(super) fn refused(broken: Broken) -> Self {
        Self::from(Way::Refused(Some(broken)))
    }

    pub(super) fn boxed(exchange: BoxExchange) -> Self {
        Self::from(Way::Boxed(exchange))
    }

    #[cfg(feature = "reqwest")]
    pub(super) fn reqwest(answering: super::reqwest::Answering) -> Self {
        Self::from(Way::Reqwest(answering))
    }

    #[cfg(feature = "hyper")]
    pub(super) fn hyper(answering: super::hyper::Answering) -> Self {
        Self::from(Way::Hyper(answering))
    }

    /// A request that goes through layers, which `passage` observes.
    pub(super) fn layered(exchange: BoxExchange, passage: Arc<Passage>) -> Self {
        let mut layered = Self::boxed(exchange);
        layered.passage = Some(passage);
        layered
    }

    /// Gives up: nothing more is sent. Says whether the request may have reached the server.
    pub(crate) fn give_up(&self) -> bool {
        if let Some(passage) = &self.passage {
            passage.close();
        }
        self.may_have_been_sent()
    }

    /// Whether the request may have reached the server so far.
    pub(super) fn may_have_been_sent(&self) -> bool {
        match (&self.way, &self.passage) {
            (Way::Refused(_), _) => false,
            (_, Some(passage)) => passage.may_have_been_sent(),
            #[cfg(feature = "reqwest")]
            (Way::Reqwest(answering), None) => answering.may_have_been_sent(),
            #[cfg(feature = "hyper")]
            (Way::Hyper(answering), None) => answering.may_have_been_sent(),
            (Way::Boxed(_), None) => true,
        }
    }
}

impl From<Way> for Exchange {
    fn from(way: Way) -> Self {
        Self { way, passage: None }
    }
}

impl Future for Exchange {
    type Output = Outcome;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Outcome> {
        let outcome = match &mut self.way {
            Way::Refused(broken) => Poll::Ready(Err(broken.take().unwrap_or_default().into())),
            Way::Boxed(exchange) => exchange.as_mut().poll(cx),
            #[cfg(feature = "reqwest")]
            Way::Reqwest(answering) => Pin::new(answering).poll(cx),
            #[cfg(feature = "hyper")]
            Way::Hyper(answering) => Pin::new(answering).poll(cx),
        };
        match outcome {
            Poll::Ready(Ok(response)) => {
                // What a layer sends besides, to renew what it answers from, is its own affair.
                self.passage = None;
                Poll::Ready(Ok(response))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(match &self.passage {
                Some(passage) => {
                    passage.close();
                    passage.judge(error)
                }
                None => error,
            })),
            Poll::Pending => Poll::Pending,
        }
    }
}
