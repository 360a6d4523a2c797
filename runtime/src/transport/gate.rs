//! At most so many connections to one origin, where a client limits its calls in flight.
//!
//! The pool of `hyper-util` starts to connect as soon as no connection is idle, and one that became
//! free while the new one was under way leaves it with one more than it had calls. So a connector
//! takes a slot first. Where there is none, one of the connections is about to become free, for there
//! are no more calls than slots; the pool hands it to the call, and nobody waits at the gate any more.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::Duration;

use http::Uri;
use http::uri::{Authority, Scheme};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

use super::attend::is_awaited_by;

/// A connection's place among those that its origin may have.
pub(super) type Slot = OwnedSemaphorePermit;

/// How long a connection that a call has left takes at most to be back in the pool. It is far less,
/// but for threads that get no time; so each wait that was in vain makes the next one shorter.
const SETTLING: Duration = Duration::from_secs(1);

/// How long a call waits at most at the gate. Then it connects without a slot: others may use the
/// same pool, or a server may still be reading a request that it has answered.
const PATIENCE: Duration = Duration::from_secs(5);

/// After that time without a call the pool keeps no connection to an origin.
const IDLE: Duration = Duration::from_secs(90);

/// Limits the connections to each origin.
#[derive(Debug)]
pub(super) struct Gate {
    limit: usize,
    patience: Duration,
    origins: Mutex<Vec<Arc<Origin>>>,
}

impl Gate {
    /// At most `limit` connections to each origin. Waiting leaves at least half of `connect_timeout`
    /// to connecting.
    pub(super) fn new(limit: usize, connect_timeout: Duration) -> Arc<Self> {
        Arc::new(Self {
            limit,
            patience: PATIENCE.min(connect_timeout / 2),
            origins: Mutex::default(),
        })
    }

    /// A call to where `uri` leads.
    pub(super) fn call(&self, uri: &Uri) -> Option<Arc<Call>> {
        let (scheme, authority) = (uri.scheme()?, uri.authority()?);
        let mut origins = self.origins.lock().unwrap_or_else(PoisonError::into_inner);
        let known = origins
            .iter()
            .find(|origin| origin.scheme == *scheme && origin.authority == *authority);
        let origin = match known {
            Some(origin) => Arc::clone(origin),
            None => {
                origins.retain(Origin::is_in_use);
                let origin = Arc::new(Origin {
                    scheme: scheme.clone(),
                    authority: authority.clone(),
                    slots: Arc::new(Semaphore::new(self.limit)),
                    patience: self.patience,
                    unused: Mutex::new(Unused {
                        slots: Vec::new(),
                        settling: SETTLING.min(self.patience),
                    }),
                });
                origins.push(Arc::clone(&origin));
                origin
            }
        };
        Some(Arc::new(Call {
            origin,
            hold: Mutex::default(),
        }))
    }
}

#[derive(Debug)]
struct Origin {
    scheme: Scheme,
    authority: Authority,
    slots: Arc<Semaphore>,
    patience: Duration,
    unused: Mutex<Unused>,
}

/// Connections that no call uses. Only where the transport does not say when one closes.
#[derive(Debug)]
struct Unused {
    /// Their slots, and since when, the last one at the end.
    slots: Vec<(Slot, Instant)>,
    /// How long the last one may be on its way to the pool.
    settling: Duration,
}

impl Origin {
    fn unused(&self) -> MutexGuard<'_, Unused> {
        self.unused.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_in_use(this: &Arc<Self>) -> bool {
        // Each slot in use knows the semaphore.
        let taken = Arc::strong_count(&this.slots) - 1;
        let unused = this.unused();
        let recent = unused
            .slots
            .last()
            .is_some_and(|(_, since)| since.elapsed() < IDLE);
        Arc::strong_count(this) > 1 || recent || taken > unused.slots.len()
    }

    #[cfg(feature = "reqwest")]
    fn leave(&self, slot: Slot) {
        self.unused().slots.push((slot, Instant::now()));
    }

    /// Waits for a slot, or until patience is at its end.
    async fn admit(&self) -> Option<Slot> {
        let end = Instant::now() + self.patience;
        loop {
            let again = self.forget_closed();
            let limit = again.map_or(end, |again| again.min(end));
            let slot = timeout_at(limit, Arc::clone(&self.slots).acquire_owned()).await;
            match slot {
                Ok(slot) => return slot.ok(),
                Err(_) if limit == end => return None,
                Err(_) => self.unused().settling /= 4,
            }
        }
    }

    /// Frees the slots of unused connections where they must have closed, and says when to look
    /// again. A call that is here found none in the pool: those that it could have had are gone,
    /// unless one is still on its way back.
    fn forget_closed(&self) -> Option<Instant> {
        if self.slots.available_permits() > 0 {
            return None;
        }
        let mut unused = self.unused();
        let settled = unused.slots.last()?.1 + unused.settling;
        if settled > Instant::now() {
            return Some(settled);
        }
        unused.slots.clear();
        None
    }
}

/// A call, as its connector sees it.
#[derive(Debug)]
pub(super) struct Call {
    origin: Arc<Origin>,
    hold: Mutex<Hold>,
}

/// What a call has of a connection.
#[derive(Debug, Default)]
struct Hold {
    connected: bool,
    /// The connection's slot, where it does not keep that itself.
    slot: Option<Slot>,
}

impl Call {
    fn hold(&self) -> MutexGuard<'_, Hold> {
        self.hold.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a slot for as long as the call waits for a connection of its own.
    pub(super) async fn admit(self: &Arc<Self>) -> Result<Option<Slot>, Overtaken> {
        // A connection that it had before handed the request back, and is gone.
        *self.hold() = Hold::default();
        let mut admitted = pin!(self.origin.admit());
        poll_fn(|cx| {
            if is_awaited_by(self) {
                admitted.as_mut().poll(cx).map(Ok)
            } else {
                self.origin.unused().settling = SETTLING.min(self.origin.patience);
                Poll::Ready(Err(Overtaken))
            }
        })
        .await
    }

    /// Takes the slot of a connection that was made.
    #[cfg(feature = "reqwest")]
    pub(super) fn connected(self: &Arc<Self>, slot: Option<Slot>) {
        if is_awaited_by(self) {
            *self.hold() = Hold {
                connected: true,
                slot,
            };
        } else if let Some(slot) = slot {
            self.origin.leave(slot);
        }
    }

    /// The call has a connection: its own, or one of those that were unused.
    pub(super) fn has_connection(&self) {
        let mut hold = self.hold();
        if !hold.connected {
            hold.connected = true;
            hold.slot = self.origin.unused().slots.pop().map(|(slot, _)| slot);
        }
    }

    /// The call is done, and its connection goes back to the pool.
    #[cfg(feature = "reqwest")]
    pub(super) fn leave(&self) {
        let slot = self.hold().slot.take();
        if let Some(slot) = slot {
            self.origin.leave(slot);
        }
    }

    /// The call's connection closes after it, or is not its own.
    #[cfg(feature = "reqwest")]
    pub(super) fn give_up(&self) {
        self.hold().slot = None;
    }
}

/// A call's connection until the answer's body has ended. Dropped before, it closes.
#[cfg(feature = "reqwest")]
#[derive(Debug)]
pub(super) struct Lease(Arc<Call>);

#[cfg(feature = "reqwest")]
impl Lease {
    /// For a call that was answered with `head`, if its connection will be free again.
    pub(super) fn new<B>(call: &Arc<Call>, head: &http::Response<B>) -> Option<Self> {
        let closes = head
            .headers()
            .get_all(http::header::CONNECTION)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .any(|option| option.trim().eq_ignore_ascii_case("close"));
        if closes || head.version() != http::Version::HTTP_11 {
            call.give_up();
            return None;
        }
        Some(Self(Arc::clone(call)))
    }

    pub(super) fn end(self) {
        self.0.leave();
    }
}

/// A connection from the pool was there first.
#[derive(Debug)]
pub(super) struct Overtaken;

impl std::fmt::Display for Overtaken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a connection became free before this one was begun")
    }
}

impl std::error::Error for Overtaken {}
