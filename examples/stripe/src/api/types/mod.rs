//! What the families share: ids, money, times, lists, and the macros that declare parameters and
//! open enumerations.

#[macro_use]
mod macros;
mod expandable;
mod foreign;
mod ids;
mod lists;
mod metadata;
mod money;
mod sensitive;
mod time;
mod update;

pub use self::expandable::{Expand, Expandable, Object};
pub use self::foreign::{
    Account, BalanceTransaction, Charge, File, Foreign, PaymentIntent, PaymentMethod, Refund,
    SetupIntent, Source,
};
pub use self::ids::{
    AccountId, AppUserId, BalanceTransactionId, ChargeId, FileId, PaymentIntentId, PaymentMethodId,
    PersonId, PersonTokenId, RefundId, ReversalId, SecretId, SetupIntentId, SourceId, TopupId,
    TransferId,
};
pub use self::lists::{Deleted, Limit, List, Range};
pub use self::macros::Unknown;
pub use self::metadata::Metadata;
pub use self::money::{Amount, Currency};
pub use self::sensitive::Sensitive;
pub use self::time::Timestamp;
pub use self::update::Update;
