//! The other service, in memory, on a loopback socket. It has good days and bad ones.

use std::collections::{HashMap, VecDeque};
use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::{Path, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::header::{AUTHORIZATION, RETRY_AFTER};
use http::{HeaderMap, StatusCode};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::{AbortHandle, JoinSet};
use tower::ServiceExt;

use crate::stock::{Item, NewReservation, Reservation, StockError};
use crate::trace;

/// The token that it knows.
pub const TOKEN: &str = "t_alice";

const LOCALHOST: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);
const BACKLOG: u32 = 1024;

/// How a request is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Answers.
    Well,
    /// Answers after a while.
    Slow(Duration),
    /// Answers 503, and maybe how long to stay away, in seconds.
    Busy(Option<u64>),
    /// Takes the request and never answers.
    Hung,
    /// Takes the request and closes the connection.
    Dying,
}

/// A warehouse that is open until it is dropped or [closed](Warehouse::close).
#[derive(Debug)]
pub struct Warehouse {
    address: SocketAddr,
    shared: Arc<Shared>,
    door: Door,
}

#[derive(Debug)]
enum Door {
    Open(AbortHandle),
    /// Keeps the address, and refuses connections.
    Closed(TcpSocket),
}

#[derive(Debug)]
struct Shared {
    mood: Mutex<Mood>,
    next: Mutex<VecDeque<Mood>>,
    arrived: Mutex<Vec<HeaderMap>>,
    abandoned: AtomicUsize,
    items: Mutex<HashMap<String, Item>>,
    reservations: Mutex<HashMap<String, Reservation>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Warehouse {
    /// Opens a warehouse with a thousand packets of `tea` on a port of its own.
    ///
    /// # Errors
    ///
    /// Where there is no port.
    pub fn open() -> io::Result<Self> {
        let tea = Item {
            sku: "tea".to_owned(),
            price: 450,
            available: 1000,
        };
        let shared = Arc::new(Shared {
            mood: Mutex::new(Mood::Well),
            next: Mutex::default(),
            arrived: Mutex::default(),
            abandoned: AtomicUsize::default(),
            items: Mutex::new(HashMap::from([(tea.sku.clone(), tea)])),
            reservations: Mutex::default(),
        });
        let listener = socket(LOCALHOST)?.listen(BACKLOG)?;
        Ok(Self {
            address: listener.local_addr()?,
            door: Door::Open(serve(listener, Arc::clone(&shared))),
            shared,
        })
    }

    /// Its base URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Meets all requests from now on like this.
    pub fn be(&self, mood: Mood) {
        *lock(&self.shared.mood) = mood;
    }

    /// Meets one request like this.
    pub fn be_once(&self, mood: Mood) {
        lock(&self.shared.next).push_back(mood);
    }

    /// The headers of the requests that have arrived so far.
    #[must_use]
    pub fn arrived(&self) -> Vec<HeaderMap> {
        lock(&self.shared.arrived).clone()
    }

    /// How many requests have hung until nobody waited for them any more.
    #[must_use]
    pub fn abandoned(&self) -> usize {
        self.shared.abandoned.load(Ordering::SeqCst)
    }

    /// How many packets of `sku` there are.
    #[must_use]
    pub fn available(&self, sku: &str) -> u32 {
        lock(&self.shared.items)
            .get(sku)
            .map_or(0, |item| item.available)
    }

    /// Cuts all connections, and refuses new ones.
    ///
    /// # Errors
    ///
    /// Where somebody else has taken the port.
    pub async fn close(&mut self) -> io::Result<()> {
        if let Door::Open(task) = &self.door {
            task.abort();
            while !task.is_finished() {
                tokio::task::yield_now().await;
            }
            self.door = Door::Closed(socket(self.address)?);
        }
        Ok(())
    }

    /// Takes connections again, at the same address.
    ///
    /// # Errors
    ///
    /// Where the port cannot be listened on.
    pub fn reopen(&mut self) -> io::Result<()> {
        if let Door::Closed(kept) = &mut self.door {
            let kept = std::mem::replace(kept, TcpSocket::new_v4()?);
            let listener = kept.listen(BACKLOG)?;
            self.door = Door::Open(serve(listener, Arc::clone(&self.shared)));
        }
        Ok(())
    }
}

impl Drop for Warehouse {
    fn drop(&mut self) {
        if let Door::Open(task) = &self.door {
            task.abort();
        }
    }
}

fn socket(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}

/// Takes connections until it is aborted; its connections end with it.
fn serve(listener: TcpListener, shared: Arc<Shared>) -> AbortHandle {
    let router = router(shared);
    let task = tokio::spawn(async move {
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                accepted = listener.accept() => if let Ok((stream, _)) = accepted {
                    connections.spawn(connection(stream, router.clone()));
                },
                Some(_) = connections.join_next() => {}
            }
        }
    });
    task.abort_handle()
}

async fn connection(stream: TcpStream, router: Router) {
    let answer = service_fn(move |request| {
        let answered = router.clone().oneshot(request);
        async move {
            let Ok(response) = answered.await;
            match response.extensions().get::<HangUp>() {
                Some(HangUp) => Err(io::Error::from(io::ErrorKind::ConnectionReset)),
                None => Ok(response),
            }
        }
    });
    let connection = hyper::server::conn::http1::Builder::new();
    // A connection that breaks is what this warehouse is for.
    let _ = connection
        .serve_connection(TokioIo::new(stream), answer)
        .await;
}

fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/v1/items/{sku}", get(item))
        .route("/v1/items/{sku}/reservations", post(reserve))
        .layer(from_fn_with_state(Arc::clone(&shared), meet))
        .layer(from_fn_with_state("warehouse", trace::server_span))
        .with_state(shared)
}

/// Marks an answer that is not to be given.
#[derive(Clone)]
struct HangUp;

/// A request that hangs: it is dropped when the other side closes the connection.
struct Hanging<'a>(&'a AtomicUsize);

impl Drop for Hanging<'_> {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

type Refusal = (StatusCode, Json<StockError>);

fn refusal(status: StatusCode, code: &str, message: &str) -> Refusal {
    let (code, message) = (code.to_owned(), message.to_owned());
    (status, Json(StockError { code, message }))
}

async fn meet(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    lock(&shared.arrived).push(request.headers().clone());
    let once = lock(&shared.next).pop_front();
    let mood = once.unwrap_or_else(|| *lock(&shared.mood));
    match mood {
        Mood::Well => {}
        Mood::Slow(pause) => tokio::time::sleep(pause).await,
        Mood::Busy(pause) => {
            let busy = refusal(StatusCode::SERVICE_UNAVAILABLE, "busy", "not now");
            let mut response = busy.into_response();
            if let Some(seconds) = pause {
                response.headers_mut().insert(RETRY_AFTER, seconds.into());
            }
            return response;
        }
        Mood::Hung => {
            let _counted = Hanging(&shared.abandoned);
            pending().await
        }
        Mood::Dying => {
            let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
            response.extensions_mut().insert(HangUp);
            return response;
        }
    }
    let token = request.headers().get(AUTHORIZATION);
    if token.is_none_or(|token| token != format!("Bearer {TOKEN}").as_str()) {
        return refusal(StatusCode::UNAUTHORIZED, "unknown_token", "who are you?").into_response();
    }
    next.run(request).await
}

async fn item(
    State(shared): State<Arc<Shared>>,
    Path(sku): Path<String>,
) -> Result<Json<Item>, Refusal> {
    let item = lock(&shared.items).get(&sku).cloned();
    item.map(Json).ok_or_else(no_such_item)
}

/// Sets aside once for each key, however often it is asked.
async fn reserve(
    State(shared): State<Arc<Shared>>,
    Path(sku): Path<String>,
    headers: HeaderMap,
    Json(wanted): Json<NewReservation>,
) -> Result<Json<Reservation>, Refusal> {
    let key = headers
        .get("idempotency-key")
        .and_then(|key| key.to_str().ok());
    let Some(key) = key else {
        return Err(refusal(
            StatusCode::BAD_REQUEST,
            "no_key",
            "Idempotency-Key is missing",
        ));
    };
    let mut reservations = lock(&shared.reservations);
    if let Some(kept) = reservations.get(key) {
        return Ok(Json(kept.clone()));
    }
    let mut items = lock(&shared.items);
    let item = items.get_mut(&sku).ok_or_else(no_such_item)?;
    let Some(left) = item.available.checked_sub(wanted.quantity) else {
        return Err(refusal(
            StatusCode::CONFLICT,
            "out_of_stock",
            "somebody was faster",
        ));
    };
    item.available = left;
    let reservation = Reservation {
        id: format!("res_{}", reservations.len() + 1),
    };
    reservations.insert(key.to_owned(), reservation.clone());
    Ok(Json(reservation))
}

fn no_such_item() -> Refusal {
    refusal(
        StatusCode::NOT_FOUND,
        "no_such_item",
        "the warehouse has no such item",
    )
}
