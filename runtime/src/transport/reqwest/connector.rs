//! Reqwest's connector behind the gate.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tower::Service;

use crate::BoxError;
use crate::transport::attend::{current, noticed};

/// Connects when there is a slot. What it connects is reqwest's own type, which cannot keep the slot:
/// the call does.
pub(super) struct Gated<S>(Arc<S>);

/// Reqwest copies its connector for each call, whether the call connects or not.
impl<S> Clone for Gated<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S> Gated<S> {
    pub(super) fn new(connector: S) -> Self {
        Self(Arc::new(connector))
    }
}

impl<S, To> Service<To> for Gated<S>
where
    S: Service<To, Error = BoxError> + Clone + Send + Sync + 'static,
    S::Future: Send,
    S::Response: Send,
    To: Send + 'static,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, to: To) -> Self::Future {
        let mut connector = S::clone(&self.0);
        let call = current();
        Box::pin(noticed(async move {
            let slot = match &call {
                Some(call) => call.admit().await?,
                None => None,
            };
            poll_fn(|cx| connector.poll_ready(cx)).await?;
            let connection = connector.call(to).await?;
            if let Some(call) = call {
                call.connected(slot);
            }
            Ok(connection)
        }))
    }
}
