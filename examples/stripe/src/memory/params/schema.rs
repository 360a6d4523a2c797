//! The words in which a family declares what its operations take.

/// One parameter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Param {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) required: bool,
}

/// What a parameter may be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// A text of at most so many characters; empty clears it.
    Text(usize),
    /// A text that cannot be cleared: an id, a name, a currency.
    Id,
    /// A whole number.
    Integer,
    /// A number; empty clears it.
    Number,
    /// `true` or `false`.
    Boolean,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// More parameters.
    Hash(&'static [Param]),
    /// More parameters; empty clears them.
    HashOrEmpty(&'static [Param]),
    /// Texts by index.
    Texts,
    /// Texts by index; empty clears them.
    TextsOrEmpty,
    /// Ids by index, each of which may be empty.
    Files,
    /// Texts by name; an empty one removes the name, and empty clears them all.
    Metadata,
    /// Texts by name for a new object whose metadata cannot be empty.
    NewMetadata,
    /// A whole number, or bounds: `gt`, `gte`, `lt`, `lte`.
    Range,
}

const fn param(name: &'static str, kind: Kind) -> Param {
    Param {
        name,
        kind,
        required: false,
    }
}

impl Param {
    pub(crate) const fn name(&self) -> &'static str {
        self.name
    }

    /// The request is refused without it.
    pub(crate) const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

pub(crate) const fn text(name: &'static str) -> Param {
    param(name, Kind::Text(5000))
}

pub(crate) const fn up_to(most: usize, name: &'static str) -> Param {
    param(name, Kind::Text(most))
}

pub(crate) const fn id(name: &'static str) -> Param {
    param(name, Kind::Id)
}

pub(crate) const fn integer(name: &'static str) -> Param {
    param(name, Kind::Integer)
}

pub(crate) const fn number(name: &'static str) -> Param {
    param(name, Kind::Number)
}

pub(crate) const fn boolean(name: &'static str) -> Param {
    param(name, Kind::Boolean)
}

pub(crate) const fn choice(name: &'static str, words: &'static [&'static str]) -> Param {
    param(name, Kind::Choice(words))
}

pub(crate) const fn hash(name: &'static str, inner: &'static [Param]) -> Param {
    param(name, Kind::Hash(inner))
}

pub(crate) const fn hash_or_empty(name: &'static str, inner: &'static [Param]) -> Param {
    param(name, Kind::HashOrEmpty(inner))
}

pub(crate) const fn texts(name: &'static str) -> Param {
    param(name, Kind::Texts)
}

pub(crate) const fn texts_or_empty(name: &'static str) -> Param {
    param(name, Kind::TextsOrEmpty)
}

pub(crate) const fn files(name: &'static str) -> Param {
    param(name, Kind::Files)
}

pub(crate) const fn range(name: &'static str) -> Param {
    param(name, Kind::Range)
}

/// `metadata`, as almost every operation takes it.
pub(crate) const fn metadata() -> Param {
    param("metadata", Kind::Metadata)
}

/// `metadata` where an empty text has no meaning.
pub(crate) const fn new_metadata() -> Param {
    param("metadata", Kind::NewMetadata)
}

/// The parameters that every list takes, before its own.
pub(crate) const LIST: [Param; 4] = [
    texts("expand"),
    integer("limit"),
    id("starting_after"),
    id("ending_before"),
];

/// What every list takes, with a list's own parameters.
pub(crate) const fn list<const N: usize, const M: usize>(own: [Param; M]) -> [Param; N] {
    let mut all = [LIST[0]; N];
    let mut place = 0;
    while place < N {
        all[place] = if place < LIST.len() {
            LIST[place]
        } else {
            own[place - LIST.len()]
        };
        place += 1;
    }
    all
}

/// `scope`, by which the secrets of an app are told apart.
pub(crate) const fn scope() -> Param {
    const PARTS: &[Param] = &[choice("type", &["account", "user"]).required(), id("user")];
    hash("scope", PARTS).required()
}
