//! Fields that are an id until they are expanded.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{DeserializeOwned, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// An object with an id of its own.
pub trait Object {
    /// The type of its id.
    type Id: fmt::Display + Serialize + DeserializeOwned;

    /// What it is, in messages.
    const NAME: &'static str;

    /// Its id.
    fn id(&self) -> &Self::Id;
}

/// An id, or the object itself where the request said to [`Expand`] it.
///
/// ```
/// use stripe_example::api::{Account, AccountId, Expandable};
///
/// let id: Expandable<Account> = serde_json::from_str("\"acct_1\"")?;
/// assert_eq!(*id.id(), AccountId::new("acct_1"));
/// let error = serde_json::from_str::<Expandable<Account>>("7").unwrap_err();
/// assert!(error.to_string().contains("expected the id of an account, or the account itself"));
/// let error = serde_json::from_str::<Expandable<Account>>("{}").unwrap_err().to_string();
/// assert!(error.contains("not the id of an account: it is an object"));
/// assert!(error.contains("not the account itself: missing field `id`"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Expandable<T: Object> {
    /// Not expanded.
    Id(T::Id),
    /// Expanded.
    Object(Box<T>),
}

impl<T: Object> Expandable<T> {
    /// The id, which is there either way.
    pub fn id(&self) -> &T::Id {
        match self {
            Self::Id(id) => id,
            Self::Object(object) => object.id(),
        }
    }

    /// The object, where it was expanded.
    pub fn object(&self) -> Option<&T> {
        match self {
            Self::Id(_) => None,
            Self::Object(object) => Some(object),
        }
    }
}

impl<'de, T: Object + Deserialize<'de>> Deserialize<'de> for Expandable<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Either(PhantomData))
    }
}

struct Either<T>(PhantomData<T>);

impl<'de, T: Object + Deserialize<'de>> Visitor<'de> for Either<T> {
    type Value = Expandable<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (article, name) = (article(T::NAME), T::NAME);
        write!(f, "the id of {article} {name}, or the {name} itself")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        let id = T::Id::deserialize(StrDeserializer::<E>::new(text));
        id.map(Expandable::Id).map_err(|error| {
            let (article, name) = (article(T::NAME), T::NAME);
            E::custom(format_args!(
                "not the id of {article} {name}: {error}; not the {name} itself: it is a text"
            ))
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let object = T::deserialize(MapAccessDeserializer::new(map));
        let object = object.map(|object| Expandable::Object(Box::new(object)));
        object.map_err(|error| {
            let (article, name) = (article(T::NAME), T::NAME);
            A::Error::custom(format_args!(
                "not the id of {article} {name}: it is an object; not the {name} itself: {error}"
            ))
        })
    }
}

fn article(name: &str) -> &'static str {
    if name.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}

/// Paths of fields to expand, such as `balance_transaction`; in a list they begin with `data.`.
/// At most four fields deep.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Expand(Vec<String>);

impl<const N: usize> From<[&str; N]> for Expand {
    fn from(paths: [&str; N]) -> Self {
        Self(paths.map(str::to_owned).into())
    }
}

impl From<Vec<String>> for Expand {
    fn from(paths: Vec<String>) -> Self {
        Self(paths)
    }
}
