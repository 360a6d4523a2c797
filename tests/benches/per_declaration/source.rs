//! The crates that are checked and built: the same endpoints, written in several ways.

mod by_hand;
mod declared;
mod shape;
mod types;

use std::fmt::Write;

use self::shape::Shape;

/// Endpoints in one file; a crate has as many files as it needs.
const FAMILY: usize = 25;

/// A way to write an endpoint.
#[derive(Clone, Copy, Debug, Eq, PartialEq, clap::ValueEnum)]
pub(crate) enum Way {
    /// Declared in a trait, returns `Call`.
    Call,
    /// Declared in a trait, `async fn`.
    AsyncTrait,
    /// Declared as an inherent `async fn`.
    AsyncInherent,
    /// An `async fn` with the whole chain of reqwest, by hand.
    Chain,
    /// An `async fn` over one generic function, by hand.
    Helper,
    /// A method that returns a description of the call, by hand.
    Descriptor,
}

impl Way {
    pub(crate) const ALL: [Self; 6] = [
        Self::Call,
        Self::AsyncTrait,
        Self::AsyncInherent,
        Self::Chain,
        Self::Helper,
        Self::Descriptor,
    ];

    /// As tables name it.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Call => "`endpoint`; `Call`",
            Self::AsyncTrait => "`endpoint`; `async fn` in a trait",
            Self::AsyncInherent => "`endpoint`; inherent `async fn`",
            Self::Chain => "by hand; `async fn` with the reqwest chain",
            Self::Helper => "by hand; `async fn` over one helper",
            Self::Descriptor => "by hand; plain method that returns a descriptor",
        }
    }

    /// As packages are named.
    pub(crate) fn package(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::AsyncTrait => "async-trait",
            Self::AsyncInherent => "async-inherent",
            Self::Chain => "chain",
            Self::Helper => "helper",
            Self::Descriptor => "descriptor",
        }
    }

    fn is_declared(self) -> bool {
        matches!(self, Self::Call | Self::AsyncTrait | Self::AsyncInherent)
    }

    /// Without TLS, which is most of what has to be built before anything is measured.
    pub(crate) fn dependencies(self) -> String {
        let client = if self.is_declared() {
            format!(
                "endpoint = {{ path = {:?}, default-features = false, features = [\"reqwest\"] }}",
                endpoint_benches::generated::endpoint_path()
            )
        } else {
            BY_HAND.to_owned()
        };
        format!(
            "{client}\n\
             serde = {{ version = \"1\", features = [\"derive\"] }}\n\
             tokio = {{ version = \"1\", features = [\"rt\"] }}\n"
        )
    }

    fn client(self) -> &'static str {
        match self {
            Self::Call | Self::AsyncTrait | Self::AsyncInherent => declared::CLIENT,
            Self::Chain => by_hand::CHAIN,
            Self::Helper => by_hand::HELPER,
            Self::Descriptor => by_hand::DESCRIPTOR,
        }
    }

    fn family(self, endpoints: &[Shape]) -> String {
        match self {
            Self::Call => declared::call(endpoints),
            Self::AsyncTrait => declared::async_trait(endpoints),
            Self::AsyncInherent => declared::async_inherent(endpoints),
            Self::Chain => by_hand::chain(endpoints),
            Self::Helper => by_hand::helper(endpoints),
            Self::Descriptor => by_hand::descriptor(endpoints),
        }
    }
}

const BY_HAND: &str = r#"reqwest = { version = "0.13.5", default-features = false, features = ["form", "json", "query"] }"#;

/// A library with so many endpoints.
pub(crate) fn library(way: Way, count: usize) -> Vec<(String, String)> {
    api(way, count, "lib.rs", "")
}

/// A program with so many endpoints that can make each of the calls.
pub(crate) fn program(way: Way, count: usize) -> Vec<(String, String)> {
    let mut files = api(way, count, "main.rs", MAIN);
    files.push(("calls.rs".to_owned(), calls(way, count)));
    files
}

fn api(way: Way, count: usize, root: &str, rest: &str) -> Vec<(String, String)> {
    let shapes: Vec<Shape> = (0..count).map(Shape::of).collect();
    let mut modules = String::from("pub mod client;\npub mod types;\n");
    let mut files = vec![
        ("client.rs".to_owned(), way.client().to_owned()),
        ("types.rs".to_owned(), types::TYPES.to_owned()),
    ];
    for (number, endpoints) in shapes.chunks(FAMILY).enumerate() {
        let _ = writeln!(modules, "pub mod family_{number};");
        files.push((format!("family_{number}.rs"), way.family(endpoints)));
    }
    modules.push_str(rest);
    files.push((root.to_owned(), modules));
    files
}

/// One function an endpoint that awaits it, as a user's code would.
fn calls(way: Way, count: usize) -> String {
    let mut out = String::from(CALLS);
    if matches!(way, Way::Call | Way::AsyncTrait) {
        for number in 0..count.div_ceil(FAMILY) {
            let _ = writeln!(out, "use crate::family_{number}::Family{number};");
        }
    }
    let send = if way == Way::Descriptor {
        ".send()"
    } else {
        ""
    };
    for shape in (0..count).map(Shape::of) {
        let (number, arguments) = (shape.number, shape.sample_arguments());
        let _ = writeln!(
            out,
            "fn call_{number}(shop: &Shop) -> Answer<'_> {{\n    \
             Box::pin(async move {{ shop.endpoint_{number}({arguments}){send}.await.is_ok() }})\n}}"
        );
    }
    out.push_str("pub static ALL: &[fn(&Shop) -> Answer<'_>] = &[\n");
    for number in 0..count {
        let _ = writeln!(out, "    call_{number},");
    }
    out.push_str("];\n");
    out
}

const CALLS: &str = r#"use std::future::Future;
use std::pin::Pin;

use crate::client::Shop;
use crate::types::*;

type Answer<'a> = Pin<Box<dyn Future<Output = bool> + Send + 'a>>;
"#;

const MAIN: &str = r#"mod calls;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let base = arguments.next().unwrap();
    let shop = client::Shop::new(&base, "sk_test");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for number in arguments {
        let call = calls::ALL[number.parse::<usize>().unwrap()];
        println!("{number}: {}", runtime.block_on(call(&shop)));
    }
}
"#;
