//! The two declarations that every family repeats: parameters, and enumerations that may grow.

/// A text that this version of the declarations has no variant for.
///
/// Only parsing makes one, so that a known word is never found here.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unknown(String);

impl Unknown {
    pub(in crate::api) fn new(text: String) -> Self {
        Self(text)
    }

    /// The text as Stripe sent it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Declares an enumeration of texts that keeps those it does not know.
///
/// `Variant = "text"` is a variant and what stands for it on the wire. `Other` is added.
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$doc:meta])* $variant:ident = $text:literal,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[$doc])*
                #[doc = concat!("(`", $text, "`)")]
                $variant,
            )*
            /// A text without a variant, kept as it came.
            Other($crate::api::Unknown),
        }

        impl $name {
            /// The texts that have a variant.
            pub const KNOWN: &'static [&'static str] = &[$($text),*];

            /// The text that stands for it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Other(unknown) => unknown.as_str(),
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    other => Self::Other($crate::api::Unknown::new(other.to_owned())),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                Ok(Self::from(text.as_str()))
            }
        }
    };
}

/// Declares the parameters of an operation, or a part of them.
///
/// The fields are private, so that one more breaks nobody; each has a setter that takes whatever
/// converts into it. What is never set is never sent. Pairs go out in the order of the fields.
/// Fields that the operation cannot do without are named once more, in parentheses, and become the
/// arguments of `new`; parameters without such fields are `Default`.
macro_rules! params {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$doc:meta])* $field:ident: $type:ty,)*
        }
    ) => {
        params! {
            @declare
            [$(#[$meta])* #[derive(Default)]]
            $name { $($(#[$doc])* $field: $type,)* }
        }

        impl $name {
            /// Parameters of which none is set.
            pub fn new() -> Self {
                Self::default()
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub struct $name:ident($($required:ident: $required_type:ty),+ $(,)?) {
            $($(#[$doc:meta])* $field:ident: $type:ty,)*
        }
    ) => {
        params! { @declare [$(#[$meta])*] $name { $($(#[$doc])* $field: $type,)* } }

        impl $name {
            /// Parameters with what is required.
            pub fn new($($required: impl Into<$required_type>),+) -> Self {
                let mut params = Self { $($field: None),* };
                $(params.$required = Some($required.into());)+
                params
            }
        }
    };
    (
        @declare [$(#[$meta:meta])*]
        $name:ident { $($(#[$doc:meta])* $field:ident: $type:ty,)* }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize)]
        #[must_use = "parameters do nothing until they are given to a call"]
        pub struct $name {
            $($field: Option<$type>,)*
        }

        impl $name {
            $(
                $(#[$doc])*
                pub fn $field(mut self, $field: impl Into<$type>) -> Self {
                    self.$field = Some($field.into());
                    self
                }
            )*
        }
    };
}
