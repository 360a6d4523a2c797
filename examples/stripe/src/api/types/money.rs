//! Money: amounts in minor units, and the currencies they are in.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// An amount in the minor unit of its currency: 2000 is $20.00, and ¥2000.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Amount(i64);

impl Amount {
    /// So many minor units.
    pub const fn new(minor_units: i64) -> Self {
        Self(minor_units)
    }

    /// How many minor units it is.
    pub const fn minor_units(self) -> i64 {
        self.0
    }

    /// The sum, where it can be told.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, where it can be told.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The amount in major units with its currency, such as `20.00 usd`.
    ///
    /// ```
    /// use stripe_example::api::{Amount, Currency};
    ///
    /// assert_eq!(Amount::new(2005).in_currency(&Currency::USD), "20.05 usd");
    /// assert_eq!(Amount::new(-7).in_currency(&Currency::USD), "-0.07 usd");
    /// assert_eq!(Amount::new(2005).in_currency(&Currency::JPY), "2005 jpy");
    /// ```
    pub fn in_currency(self, currency: &Currency) -> String {
        let digits = currency.digits();
        let unit = 10_u64.pow(digits);
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / unit, self.0.unsigned_abs() % unit);
        match digits {
            0 => format!("{sign}{whole} {currency}"),
            digits => format!(
                "{sign}{whole}.{part:0width$} {currency}",
                width = digits as usize
            ),
        }
    }
}

impl From<i64> for Amount {
    fn from(minor_units: i64) -> Self {
        Self(minor_units)
    }
}

/// The number of minor units.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A currency by its ISO 4217 code in lower case; any code that Stripe may add is one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String")]
pub struct Currency(Cow<'static, str>);

impl Currency {
    /// Australian dollar.
    pub const AUD: Self = Self(Cow::Borrowed("aud"));
    /// Canadian dollar.
    pub const CAD: Self = Self(Cow::Borrowed("cad"));
    /// Swiss franc.
    pub const CHF: Self = Self(Cow::Borrowed("chf"));
    /// Euro.
    pub const EUR: Self = Self(Cow::Borrowed("eur"));
    /// Pound sterling.
    pub const GBP: Self = Self(Cow::Borrowed("gbp"));
    /// Yen.
    pub const JPY: Self = Self(Cow::Borrowed("jpy"));
    /// US dollar.
    pub const USD: Self = Self(Cow::Borrowed("usd"));

    /// The currency with this code, in either case.
    pub fn new(code: impl Into<String>) -> Self {
        let mut code = code.into();
        code.make_ascii_lowercase();
        Self(Cow::Owned(code))
    }

    /// The code in lower case.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// How many decimal digits the minor unit has.
    fn digits(&self) -> u32 {
        match self.code() {
            "bif" | "clp" | "djf" | "gnf" | "jpy" | "kmf" | "krw" | "mga" | "pyg" | "rwf"
            | "vnd" | "vuv" | "xaf" | "xof" | "xpf" => 0,
            "bhd" | "jod" | "kwd" | "omr" | "tnd" => 3,
            _ => 2,
        }
    }
}

impl From<&str> for Currency {
    fn from(code: &str) -> Self {
        Self::new(code)
    }
}

impl From<String> for Currency {
    fn from(code: String) -> Self {
        Self::new(code)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
