//! Typed ids: opaque texts that cannot be swapped. Stripe may change their prefixes.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
            #[serde(transparent)]
            pub struct $name(String);

            impl $name {
                /// The id as Stripe writes it.
                pub fn new(id: impl Into<String>) -> Self {
                    Self(id.into())
                }

                /// The id as text.
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.pad(&self.0)
                }
            }

            impl From<&str> for $name {
                fn from(id: &str) -> Self {
                    Self::new(id)
                }
            }

            impl From<String> for $name {
                fn from(id: String) -> Self {
                    Self(id)
                }
            }

            impl From<&$name> for $name {
                fn from(id: &$name) -> Self {
                    id.clone()
                }
            }
        )*
    };
}

ids! {
    /// Names an account, `acct_..`.
    AccountId,
    /// Names a user of an app, `usr_..`.
    AppUserId,
    /// Names an entry in the account's balance, `txn_..`.
    BalanceTransactionId,
    /// Names a charge, `ch_..`, or the payment that a transfer made, `py_..`.
    ChargeId,
    /// Names an uploaded file, `file_..`.
    FileId,
    /// Names a payment intent, `pi_..`.
    PaymentIntentId,
    /// Names a payment method, `pm_..`.
    PaymentMethodId,
    /// Names a person of a connected account, `person_..`.
    PersonId,
    /// Names a token that stands for a person's details, `cpt_..`.
    PersonTokenId,
    /// Names a refund, `re_..`, or the refund of a transfer's payment, `pyr_..`.
    RefundId,
    /// Names a reversal of a transfer, `trr_..`.
    ReversalId,
    /// Names a secret of an app, `appsecret_..`.
    SecretId,
    /// Names a setup intent, `seti_..`.
    SetupIntentId,
    /// Names where the money of a top-up comes from, `src_..`.
    SourceId,
    /// Names a top-up, `tu_..`.
    TopupId,
    /// Names a transfer, `tr_..`.
    TransferId,
}
