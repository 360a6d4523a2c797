//! Objects of families that are not declared here, as they come into answers by `expand`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    AccountId, BalanceTransactionId, ChargeId, FileId, Object, PaymentIntentId, PaymentMethodId,
    RefundId, SetupIntentId, SourceId,
};

/// An object of a family that is not declared here: its id is typed, the rest is as it came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Foreign<Id> {
    /// Its id.
    pub id: Id,
    /// What it is, such as `account`.
    pub object: String,
    /// All other fields.
    #[serde(flatten)]
    pub fields: Map<String, Value>,
}

macro_rules! foreign {
    ($($(#[$doc:meta])* $name:ident($id:ident) = $object:literal,)*) => {
        $(
            $(#[$doc])*
            pub type $name = Foreign<$id>;

            impl Object for $name {
                type Id = $id;
                const NAME: &'static str = $object;

                fn id(&self) -> &$id {
                    &self.id
                }
            }
        )*
    };
}

foreign! {
    /// A connected account.
    Account(AccountId) = "account",
    /// What moved an account's balance, and by how much.
    BalanceTransaction(BalanceTransactionId) = "balance transaction",
    /// A charge, or the payment that a transfer made at its destination.
    Charge(ChargeId) = "charge",
    /// An uploaded file.
    File(FileId) = "file",
    /// A payment on its way.
    PaymentIntent(PaymentIntentId) = "payment intent",
    /// A way to pay.
    PaymentMethod(PaymentMethodId) = "payment method",
    /// A charge given back.
    Refund(RefundId) = "refund",
    /// A payment method on its way to being kept.
    SetupIntent(SetupIntentId) = "setup intent",
    /// Where the money of a top-up comes from.
    Source(SourceId) = "source",
}
