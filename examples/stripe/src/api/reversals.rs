//! Transfer reversals: money of a transfer taken back, all of it or a part.

use endpoint::{Api, endpoint};
use serde::{Deserialize, Serialize};

use super::{
    Amount, BalanceTransaction, Call, Currency, Expand, Expandable, Limit, Metadata, Object, Pages,
    Refund, ReversalId, Timestamp, Transfer, TransferId, Update,
};

/// Money of transfers taken back.
pub trait Reversals: Api {
    /// The reversals of a transfer, newest first.
    #[endpoint(GET, "/v1/transfers/<transfer>/reversals")]
    fn list_reversals(
        &self,
        transfer: &TransferId,
        #[query] params: &ListReversals,
    ) -> Pages<Reversal>;

    /// Takes money back: all that is left of the transfer, or a part.
    #[endpoint(POST, "/v1/transfers/<transfer>/reversals")]
    fn create_reversal(
        &self,
        transfer: &TransferId,
        #[form] params: &CreateReversal,
    ) -> Call<Reversal>;

    /// One reversal of a transfer.
    #[endpoint(GET, "/v1/transfers/<transfer>/reversals/<reversal>")]
    fn retrieve_reversal(
        &self,
        transfer: &TransferId,
        reversal: &ReversalId,
        #[query] params: &RetrieveReversal,
    ) -> Call<Reversal>;

    /// Changes what a reversal carries of your own.
    #[endpoint(POST, "/v1/transfers/<transfer>/reversals/<reversal>")]
    fn update_reversal(
        &self,
        transfer: &TransferId,
        reversal: &ReversalId,
        #[form] params: &UpdateReversal,
    ) -> Call<Reversal>;
}

params! {
    /// Which reversals to list.
    pub struct ListReversals {
        /// How many on a page.
        limit: Limit,
        /// The one after which the page begins.
        starting_after: ReversalId,
        /// The one before which the page ends.
        ending_before: ReversalId,
        /// What to expand.
        expand: Expand,
    }
}

params! {
    /// A reversal to make.
    pub struct CreateReversal {
        /// How much to take back; all that is left where nothing is said.
        amount: Amount,
        /// A text of yours.
        description: String,
        /// Whether to give the application fee back as well, in proportion.
        refund_application_fee: bool,
        /// Names and values of yours.
        metadata: Update<Metadata>,
        /// What to expand.
        expand: Expand,
    }
}

params! {
    /// How to retrieve a reversal.
    pub struct RetrieveReversal {
        /// What to expand.
        expand: Expand,
    }
}

params! {
    /// What to change of a reversal.
    pub struct UpdateReversal {
        /// Names and values of yours.
        metadata: Update<Metadata>,
        /// What to expand.
        expand: Expand,
    }
}

/// Money of a transfer that was taken back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Reversal {
    /// Its id.
    pub id: ReversalId,
    /// Always `transfer_reversal`.
    pub object: String,
    /// How much came back.
    pub amount: Amount,
    /// What it did to the balance.
    pub balance_transaction: Option<Expandable<BalanceTransaction>>,
    /// When it was made.
    pub created: Timestamp,
    /// In which currency.
    pub currency: Currency,
    /// The refund of the payment that the destination had got.
    pub destination_payment_refund: Option<Expandable<Refund>>,
    /// Names and values of yours.
    pub metadata: Option<Metadata>,
    /// The refund that caused the reversal.
    pub source_refund: Option<Expandable<Refund>>,
    /// The transfer that it takes back.
    pub transfer: Expandable<Transfer>,
}

impl Object for Reversal {
    type Id = ReversalId;
    const NAME: &'static str = "transfer reversal";

    fn id(&self) -> &ReversalId {
        &self.id
    }
}
