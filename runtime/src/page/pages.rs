//! All items of a list.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::{ByPage, Page};
use crate::call::Call;
use crate::decode::ApiError;
use crate::error::Failure;
use crate::returns::Returns;
use crate::{Error, ErrorKind, RawBody};

/// All items of a list, page after page: a [`Stream`] of items, asked for as they are read.
///
/// The first call's filters, headers and options travel along with each page. An empty page that
/// says there is more is not the end; a page that was asked for before is an error
/// ([`ErrorKind::Page`]), and so is a link to another origin. After an error there are no more
/// items.
///
/// ```
/// use endpoint::page::Linked;
/// use endpoint::{Api, Client, Error, Pages, endpoint};
///
/// #[derive(serde::Deserialize)]
/// struct Repo { name: String }
///
/// trait Repos: Api {
///     #[endpoint(GET, "/users/<user>/repos?<per_page>")]
///     fn repos(&self, user: &str, per_page: Option<u8>) -> Pages<Linked<Repo>>;
/// }
/// impl Repos for Client {}
///
/// async fn run(client: Client) -> Result<(), Error> {
///     let mut repos = client.repos("octocat", Some(100));
///     while let Some(repo) = repos.next().await {
///         println!("{}", repo?.name);
///     }
///     Ok(())
/// }
/// ```
#[must_use = "a list is asked for page by page, by polling"]
pub struct Pages<P: Page, E = RawBody> {
    pages: ByPage<P, E>,
    items: VecDeque<P::Item>,
}

impl<P: Page, E> Pages<P, E> {
    /// A list of these items, without a request: what a test double returns.
    pub fn ready(items: impl IntoIterator<Item = P::Item>) -> Self {
        Self {
            pages: ByPage::done(),
            items: items.into_iter().collect(),
        }
    }

    /// The call of the first page: to show it, to await one page alone, or to give it options before
    /// [`Pages::from_call`] makes a list of it again.
    ///
    /// ```
    /// # use endpoint::page::Linked;
    /// # use endpoint::Pages;
    /// # fn with_account(repos: Pages<Linked<String>>) -> Pages<Linked<String>> {
    /// let call = repos.into_call();
    /// println!("{}", call.to_curl());
    /// Pages::from_call(call.header("X-Account", "acct_1"))
    /// # }
    /// ```
    pub fn into_call(self) -> Call<P, E> {
        self.pages.into_call()
    }

    /// The list page by page.
    pub fn by_page(self) -> ByPage<P, E> {
        self.pages
    }
}

impl<P: Page, E: ApiError> Pages<P, E> {
    /// The list that begins with the page of `call`; for one with options of its own, such as
    /// headers: `Pages::from_call(call.header(..))`.
    pub fn from_call(call: Call<P, E>) -> Self {
        Self {
            pages: call.into_pages(),
            items: VecDeque::new(),
        }
    }

    /// The next item, or `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<P::Item, Error<E>>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// All items, if they are at most `limit`.
    ///
    /// # Errors
    ///
    /// The failure of a page; [`ErrorKind::Limit`] where there are more than `limit` items.
    pub async fn try_collect(mut self, limit: usize) -> Result<Vec<P::Item>, Error<E>> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            if items.len() == limit {
                let message = format!("the list has more than {limit} items");
                let mut failure = Failure::new(ErrorKind::Limit, message);
                failure.sent = true;
                return Err(Error::new(Box::new(failure), None));
            }
            items.push(item?);
        }
        Ok(items)
    }
}

impl<P: Page, E: ApiError> Returns for Pages<P, E> {
    type Value = P;
    type Api = E;

    fn from_call(call: Call<P, E>) -> Self {
        Self::from_call(call)
    }
}

impl<P: Page, E> Unpin for Pages<P, E> {}

impl<P: Page, E: ApiError> Stream for Pages<P, E> {
    type Item = Result<P::Item, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_turn(cx)) {
                Some(Ok(turn)) => self.items = turn.into_items().into(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<P: Page, E> fmt::Debug for Pages<P, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pages.fmt(f)
    }
}
