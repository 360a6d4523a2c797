//! One page after the other.

use std::collections::HashSet;
use std::fmt;
use std::future::{Future, poll_fn};
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use http::{HeaderMap, StatusCode};

use super::{Next, Page, Sent};
use crate::call::{Call, CallFuture};
use crate::decode::ApiError;
use crate::draft::Draft;
use crate::error::Failure;
use crate::response::Response;
use crate::returns::{CallError, failed};
use crate::{Error, RawBody};

/// A list page by page: a stream of pages. Made by [`Pages::by_page`](super::Pages::by_page).
///
/// ```
/// use endpoint::page::Linked;
/// use endpoint::{Error, Pages};
///
/// async fn count(list: Pages<Linked<String>>) -> Result<usize, Error> {
///     let mut pages = list.by_page();
///     let mut count = 0;
///     while let Some(page) = pages.next().await {
///         count += page?.items().len();
///     }
///     Ok(count)
/// }
/// ```
#[must_use = "pages are asked for one by one, by polling"]
pub struct ByPage<P, E = RawBody, X = Error<E>> {
    state: State<P, E, X>,
    /// Hashes of the URLs that were asked for: one that comes again would go round for ever.
    asked: HashSet<u64>,
    hasher: RandomState,
}

enum State<P, E, X> {
    /// The next request, not yet sent.
    Idle(Box<Draft>),
    Running {
        draft: Box<Draft>,
        url: String,
        call: CallFuture<Response<P>, E, X>,
    },
    /// A page that was there from the beginning.
    Ready(Box<Result<P, X>>),
    /// A ready-made list of items, which are on no page.
    Items,
    Done,
}

/// A page and what it came with.
pub(super) struct Turn<P> {
    pub(super) page: P,
    url: String,
    status: StatusCode,
    headers: HeaderMap,
}

impl<P: Page> Turn<P> {
    pub(super) fn into_items(self) -> Vec<P::Item> {
        let sent = Sent {
            url: &self.url,
            status: self.status,
            headers: &self.headers,
        };
        self.page.into_items(&sent)
    }
}

impl<P, E, X> ByPage<P, E, X> {
    pub(crate) fn from_draft(draft: Box<Draft>) -> Self {
        Self::new(State::Idle(draft))
    }

    pub(crate) fn ready(page: Box<Result<P, X>>) -> Self {
        Self::new(State::Ready(page))
    }

    /// The pages of a ready-made list of items: none.
    pub(super) fn of_items() -> Self {
        Self::new(State::Items)
    }

    /// Whether there is a page to ask for.
    pub(super) fn has_call(&self) -> bool {
        !matches!(self.state, State::Items | State::Done)
    }

    fn new(state: State<P, E, X>) -> Self {
        Self {
            state,
            asked: HashSet::new(),
            hasher: RandomState::new(),
        }
    }
}

impl<P: Page, E: ApiError, X: CallError<Api = E>> ByPage<P, E, X> {
    /// The call of the next page.
    pub(super) fn into_call(self) -> Call<P, E, X> {
        match self.state {
            State::Idle(draft) | State::Running { draft, .. } => Call::from_draft(draft),
            State::Ready(page) => Call::ready(*page),
            State::Items | State::Done => Call::ready(Err(failed(Failure::ready_made()))),
        }
    }

    /// The same pages, where they are read as such: items on no page are an error then, not an
    /// empty list.
    pub(super) fn without_items(mut self) -> Self {
        if matches!(self.state, State::Items) {
            self.state = State::Ready(Box::new(Err(failed(Failure::ready_made()))));
        }
        self
    }

    /// The next page, or `None` after the last one. After an error there are no more.
    pub async fn next(&mut self) -> Option<Result<P, X>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    pub(super) fn poll_turn(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Turn<P>, X>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Idle(draft) => match self.begin(draft) {
                    Ok(running) => self.state = running,
                    Err(failure) => return Poll::Ready(Some(Err(failed(failure)))),
                },
                State::Running {
                    draft,
                    url,
                    mut call,
                } => {
                    let Poll::Ready(answered) = Pin::new(&mut call).poll(cx) else {
                        self.state = State::Running { draft, url, call };
                        return Poll::Pending;
                    };
                    let turn = answered.map(|response| self.turn(draft, url, response));
                    return Poll::Ready(Some(turn));
                }
                State::Ready(page) => return Poll::Ready(Some((*page).map(Turn::alone))),
                State::Items | State::Done => return Poll::Ready(None),
            }
        }
    }

    fn begin(&mut self, mut draft: Box<Draft>) -> Result<State<P, E, X>, Box<Failure>> {
        draft.close()?;
        if !draft.is_repeatable() {
            let message =
                "a list is asked for page by page, and its streamed body can be sent once only";
            return Err(draft.failed(Failure::argument(message)));
        }
        let url = draft.url().to_owned();
        if !self.asked.insert(self.hasher.hash_one(&url)) {
            let message = "the next page is one that was asked for before";
            return Err(draft.failed(Failure::page(message)));
        }
        let call = Call::from_draft(draft.one_page()).send();
        Ok(State::Running { draft, url, call })
    }

    fn turn(&mut self, mut draft: Box<Draft>, url: String, response: Response<P>) -> Turn<P> {
        let (status, headers) = (response.status(), response.headers().clone());
        let page = response.into_value();
        let sent = Sent {
            url: &url,
            status,
            headers: &headers,
        };
        match page.next(&sent) {
            Next::End => {}
            Next::Query(pairs) => {
                draft.replace_query(&pairs);
                self.state = State::Idle(draft);
            }
            Next::Url(link) => {
                draft.follow(&link);
                self.state = State::Idle(draft);
            }
        }
        Turn {
            page,
            url,
            status,
            headers,
        }
    }
}

impl<P> Turn<P> {
    fn alone(page: P) -> Self {
        Self {
            page,
            url: String::new(),
            status: StatusCode::OK,
            headers: HeaderMap::new(),
        }
    }
}

impl<P, E, X> Unpin for ByPage<P, E, X> {}

impl<P: Page, E: ApiError, X: CallError<Api = E>> Stream for ByPage<P, E, X> {
    type Item = Result<P, X>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_turn(cx)
            .map(|turn| turn.map(|turn| turn.map(|turn| turn.page)))
    }
}

impl<P, E, X> fmt::Debug for ByPage<P, E, X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.state {
            State::Idle(draft) | State::Running { draft, .. } => {
                write!(f, "Pages({})", draft.endpoint)
            }
            State::Ready(_) | State::Items => f.write_str("Pages(ready)"),
            State::Done => f.write_str("Pages(done)"),
        }
    }
}
