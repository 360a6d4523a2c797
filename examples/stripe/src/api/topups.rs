//! Top-ups: money from a bank account into the balance.

use endpoint::{Api, endpoint};
use serde::{Deserialize, Serialize};

use super::{
    Amount, BalanceTransaction, Call, Currency, Expand, Expandable, Limit, Metadata, Object, Pages,
    PaymentMethod, PaymentMethodId, Range, Source, SourceId, Timestamp, TopupId, Update,
};

/// Money from a bank account into the balance of the account that asks.
pub trait Topups: Api {
    /// The account's top-ups, newest first.
    #[endpoint(GET, "/v1/topups")]
    fn list_topups(&self, #[query] params: &ListTopups) -> Pages<Topup>;

    /// Asks for money. It is pending until the bank has sent it.
    #[endpoint(POST, "/v1/topups")]
    fn create_topup(&self, #[form] params: &CreateTopup) -> Call<Topup>;

    /// One top-up.
    #[endpoint(GET, "/v1/topups/<topup>")]
    fn retrieve_topup(&self, topup: &TopupId, #[query] params: &RetrieveTopup) -> Call<Topup>;

    /// Changes what a top-up carries of your own.
    #[endpoint(POST, "/v1/topups/<topup>")]
    fn update_topup(&self, topup: &TopupId, #[form] params: &UpdateTopup) -> Call<Topup>;

    /// Calls a top-up off. Only a pending one can be.
    #[endpoint(POST, "/v1/topups/<topup>/cancel")]
    fn cancel_topup(&self, topup: &TopupId, #[form] params: &CancelTopup) -> Call<Topup>;
}

params! {
    /// Which top-ups to list.
    pub struct ListTopups {
        /// How many on a page.
        limit: Limit,
        /// Only those in this state.
        status: TopupStatus,
        /// Only those of this amount.
        amount: Range<Amount>,
        /// Only those made at this time.
        created: Range<Timestamp>,
        /// The one after which the page begins.
        starting_after: TopupId,
        /// The one before which the page ends.
        ending_before: TopupId,
        /// What to expand.
        expand: Expand,
    }
}

params! {
    /// A top-up to ask for.
    pub struct CreateTopup(amount: Amount, currency: Currency) {
        /// How much to take.
        amount: Amount,
        /// In which currency.
        currency: Currency,
        /// A text of yours.
        description: String,
        /// What the bank's statement says, with at most 15 characters.
        statement_descriptor: String,
        /// Names and values of yours.
        metadata: Update<Metadata>,
        /// The payment method to take the money from; not beside `source`.
        payment_method: PaymentMethodId,
        /// How to use the payment method.
        payment_method_options: PaymentMethodOptions,
        /// The source to take the money from; by default the account's own.
        source: SourceId,
        /// A text that top-ups and transfers of one matter share.
        transfer_group: String,
        /// What to expand.
        expand: Expand,
    }
}

params! {
    /// How to retrieve a top-up.
    pub struct RetrieveTopup {
        /// What to expand.
        expand: Expand,
    }
}

params! {
    /// What to change of a top-up.
    pub struct UpdateTopup {
        /// Names and values of yours.
        metadata: Update<Metadata>,
        /// A text of yours.
        description: Update<String>,
        /// What to expand.
        expand: Expand,
    }
}

params! {
    /// How to cancel a top-up.
    pub struct CancelTopup {
        /// What to expand.
        expand: Expand,
    }
}

/// Money from a bank account into the balance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Topup {
    /// Its id.
    pub id: TopupId,
    /// Always `topup`.
    pub object: String,
    /// How much.
    pub amount: Amount,
    /// What it did to the balance; none before it has succeeded.
    pub balance_transaction: Option<Expandable<BalanceTransaction>>,
    /// When it was asked for.
    pub created: Timestamp,
    /// In which currency.
    pub currency: Currency,
    /// A text of yours.
    pub description: Option<String>,
    /// When the money should be there.
    pub expected_availability_date: Option<Timestamp>,
    /// Why it failed, as a code.
    pub failure_code: Option<String>,
    /// Why it failed, for people.
    pub failure_message: Option<String>,
    /// Who asked for it.
    pub initiated_by: Option<InitiatedBy>,
    /// Whether it is real money.
    pub livemode: bool,
    /// Names and values of yours.
    pub metadata: Metadata,
    /// The payment method that the money comes from.
    pub payment_method: Option<Expandable<PaymentMethod>>,
    /// How the payment method is used.
    pub payment_method_options: Option<PaymentMethodOptions>,
    /// The source that the money comes from.
    pub source: Option<Source>,
    /// What the bank's statement says.
    pub statement_descriptor: Option<String>,
    /// How far it is.
    pub status: TopupStatus,
    /// A text that top-ups and transfers of one matter share.
    pub transfer_group: Option<String>,
}

impl Object for Topup {
    type Id = TopupId;
    const NAME: &'static str = "top-up";

    fn id(&self) -> &TopupId {
        &self.id
    }
}

open_enum! {
    /// How far a top-up is.
    pub enum TopupStatus {
        /// Called off before the money came.
        Canceled = "canceled",
        /// The bank sent no money.
        Failed = "failed",
        /// The bank has not answered yet.
        Pending = "pending",
        /// The bank took the money back.
        Reversed = "reversed",
        /// The money is in the balance.
        Succeeded = "succeeded",
    }
}

open_enum! {
    /// Who asked for a top-up.
    pub enum InitiatedBy {
        /// Stripe, on its own.
        Stripe = "stripe",
        /// The account.
        User = "user",
    }
}

/// How a top-up uses its payment method.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PaymentMethodOptions {
    /// Where it is a bank account in the US.
    pub us_bank_account: Option<BankAccountOptions>,
}

impl PaymentMethodOptions {
    /// For a bank account in the US, over this network.
    pub fn us_bank_account(network: impl Into<BankNetwork>) -> Self {
        Self {
            us_bank_account: Some(BankAccountOptions {
                network: network.into(),
            }),
        }
    }
}

/// How a top-up uses a bank account in the US.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BankAccountOptions {
    /// Over which network the money comes.
    pub network: BankNetwork,
}

open_enum! {
    /// How money comes from a bank account in the US.
    pub enum BankNetwork {
        /// The Automated Clearing House.
        Ach = "ach",
    }
}
