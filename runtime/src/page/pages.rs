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
use crate::returns::{CallError, Returns, failed};
use crate::{Error, ErrorKind, RawBody};

/// All items of a list, page after page: a [`Stream`] of items, asked for as they are read.
///
/// The first call's filters, headers and options travel along with each page. An empty page that
/// says there is more is not the end; a page that was asked for before is an error
/// ([`ErrorKind::Page`]), and so is a link to another origin. After an error there are no more
/// items. As with [`Call`], an SDK names the error `X` that the list fails with in an alias of its own.
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
pub struct Pages<P: Page, E = RawBody, X = Error<E>> {
    pages: ByPage<P, E, X>,
    items: VecDeque<P::Item>,
}

impl<P: Page, E, X> Pages<P, E, X> {
    /// A list of these items, without a request: what a test double returns. It has no pages: a
    /// double whose list is read page by page returns `Pages::from_call(Call::ready(Ok(page)))`, and
    /// one whose list fails `Pages::from_call(Call::ready(Err(error)))`.
    ///
    /// ```
    /// use endpoint::Pages;
    /// use endpoint::page::Linked;
    ///
    /// let names: Pages<Linked<String>> = Pages::ready(["one".to_owned(), "two".to_owned()]);
    /// ```
    pub fn ready(items: impl IntoIterator<Item = P::Item>) -> Self {
        Self {
            pages: ByPage::of_items(),
            items: items.into_iter().collect(),
        }
    }
}

impl<P: Page, E: ApiError, X: CallError<Api = E>> Pages<P, E, X> {
    /// The call of the first page: to show it, or to await one page alone.
    ///
    /// ```
    /// # use endpoint::page::Linked;
    /// # use endpoint::{Error, Pages};
    /// # async fn show(repos: Pages<Linked<String>>) -> Result<(), Error> {
    /// let call = repos.into_call();
    /// println!("{}", call.to_curl());
    /// let response = call.with_response().await?;
    /// println!("{:?} of {}", response.value().items(), response.status());
    /// # Ok(()) }
    /// ```
    pub fn into_call(self) -> Call<P, E, X> {
        self.pages.into_call()
    }

    /// The list page by page. Items that were not read yet are given up with the page they are of.
    ///
    /// ```
    /// # use endpoint::page::Linked;
    /// # use endpoint::{Error, Pages};
    /// # async fn how_many(repos: Pages<Linked<String>>) -> Result<(), Error> {
    /// let mut pages = repos.by_page();
    /// if let Some(first) = pages.next().await.transpose()? {
    ///     println!("{} repositories here, the last page is {:?}", first.items().len(), first.link("last"));
    /// }
    /// # Ok(()) }
    /// ```
    pub fn by_page(self) -> ByPage<P, E, X> {
        self.pages.without_items()
    }

    /// The list that begins with the page of `call`.
    pub fn from_call(call: Call<P, E, X>) -> Self {
        Self {
            pages: call.into_pages(),
            items: VecDeque::new(),
        }
    }

    /// The same list with options for the call of each page: headers, limits, a credential. A
    /// ready-made list stays as it is.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use endpoint::page::Linked;
    /// # use endpoint::Pages;
    /// # fn impatient(repos: Pages<Linked<String>>) -> Pages<Linked<String>> {
    /// repos.map_call(|call| call.header("X-Account", "acct_1").timeout(Duration::from_secs(5)))
    /// # }
    /// ```
    pub fn map_call(self, change: impl FnOnce(Call<P, E, X>) -> Call<P, E, X>) -> Self {
        let Self { pages, items } = self;
        if pages.has_call() {
            Self {
                pages: change(pages.into_call()).into_pages(),
                items,
            }
        } else {
            Self { pages, items }
        }
    }

    /// The next item, or `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<P::Item, X>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// The first `count` items, or all where there are fewer. No page is asked for but those that
    /// they are on.
    ///
    /// ```
    /// # use endpoint::page::Linked;
    /// # use endpoint::{Error, Pages};
    /// # async fn newest(repos: Pages<Linked<String>>) -> Result<Vec<String>, Error> {
    /// repos.first(50).await
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The failure of a page.
    pub async fn first(mut self, count: usize) -> Result<Vec<P::Item>, X> {
        let mut items = Vec::new();
        while items.len() < count {
            match self.next().await {
                Some(item) => items.push(item?),
                None => break,
            }
        }
        Ok(items)
    }

    /// All items, if they are at most `limit`; for the first ones of a list that may be longer see
    /// [`first`](Pages::first).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// use endpoint::page::Linked;
    /// use endpoint::{ErrorKind, Pages};
    ///
    /// let names = || Pages::<Linked<u8>>::ready([1, 2, 3]);
    /// assert_eq!(names().try_collect(3).await.unwrap(), [1, 2, 3]);
    /// assert_eq!(names().try_collect(2).await.unwrap_err().kind(), ErrorKind::Limit);
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The failure of a page; [`ErrorKind::Limit`] where there are more than `limit` items.
    pub async fn try_collect(mut self, limit: usize) -> Result<Vec<P::Item>, X> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            if items.len() == limit {
                let message = format!("the list has more than {limit} items");
                let mut failure = Failure::new(ErrorKind::Limit, message);
                failure.sent = true;
                return Err(failed(failure));
            }
            items.push(item?);
        }
        Ok(items)
    }
}

impl<P: Page, E: ApiError, X: CallError<Api = E>> Returns for Pages<P, E, X> {
    type Value = P;
    type Api = E;

    fn from_call(call: Call<P, E>) -> Self {
        Self::from_call(call.with_error())
    }
}

impl<P: Page, E, X> Unpin for Pages<P, E, X> {}

impl<P: Page, E: ApiError, X: CallError<Api = E>> Stream for Pages<P, E, X> {
    type Item = Result<P::Item, X>;

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

impl<P: Page, E, X> fmt::Debug for Pages<P, E, X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pages.fmt(f)
    }
}
