//! Transfers: money from the balance to a connected account's.

use endpoint::{Api, endpoint};
use serde::{Deserialize, Serialize};

use super::{
    Account, AccountId, Amount, BalanceTransaction, Call, Charge, ChargeId, Currency, Expand,
    Expandable, Limit, List, Metadata, Object, Pages, Range, Reversal, Timestamp, TransferId,
    Update,
};

/// Money from the balance of the account that asks to a connected account's.
pub trait Transfers: Api {
    /// The account's transfers, newest first.
    #[endpoint(GET, "/v1/transfers")]
    fn list_transfers(&self, #[query] params: &ListTransfers) -> Pages<Transfer>;

    /// Moves money. The balance must hold it.
    #[endpoint(POST, "/v1/transfers")]
    fn create_transfer(&self, #[form] params: &CreateTransfer) -> Call<Transfer>;

    /// One transfer.
    #[endpoint(GET, "/v1/transfers/<transfer>")]
    fn retrieve_transfer(
        &self,
        transfer: &TransferId,
        #[query] params: &RetrieveTransfer,
    ) -> Call<Transfer>;

    /// Changes what a transfer carries of your own.
    #[endpoint(POST, "/v1/transfers/<transfer>")]
    fn update_transfer(
        &self,
        transfer: &TransferId,
        #[form] params: &UpdateTransfer,
    ) -> Call<Transfer>;
}

params! {
    /// Which transfers to list.
    pub struct ListTransfers {
        /// How many on a page.
        limit: Limit,
        /// Only those to this account.
        destination: AccountId,
        /// Only those of this group.
        transfer_group: String,
        /// Only those made at this time.
        created: Range<Timestamp>,
        /// The one after which the page begins.
        starting_after: TransferId,
        /// The one before which the page ends.
        ending_before: TransferId,
        /// What to expand.
        expand: Expand,
    }
}

params! {
    /// A transfer to make.
    pub struct CreateTransfer(currency: Currency, destination: AccountId) {
        /// How much. It may be left out where `source_transaction` says how much there is.
        amount: Amount,
        /// In which currency.
        currency: Currency,
        /// Where the money goes.
        destination: AccountId,
        /// A text of yours.
        description: String,
        /// The charge whose money it is: the transfer waits for it.
        source_transaction: ChargeId,
        /// A text that the charges and transfers of one matter share.
        transfer_group: String,
        /// Which part of the balance it comes from.
        source_type: SourceType,
        /// Names and values of yours.
        metadata: Metadata,
        /// What to expand.
        expand: Expand,
    }
}

params! {
    /// How to retrieve a transfer.
    pub struct RetrieveTransfer {
        /// What to expand.
        expand: Expand,
    }
}

params! {
    /// What to change of a transfer.
    pub struct UpdateTransfer {
        /// Names and values of yours.
        metadata: Update<Metadata>,
        /// A text of yours.
        description: Update<String>,
        /// What to expand.
        expand: Expand,
    }
}

/// Money that went to a connected account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Transfer {
    /// Its id.
    pub id: TransferId,
    /// Always `transfer`.
    pub object: String,
    /// How much went.
    pub amount: Amount,
    /// How much of it came back.
    pub amount_reversed: Amount,
    /// What it did to the balance.
    pub balance_transaction: Option<Expandable<BalanceTransaction>>,
    /// When it was made.
    pub created: Timestamp,
    /// In which currency.
    pub currency: Currency,
    /// A text of yours.
    pub description: Option<String>,
    /// Where the money went.
    pub destination: Option<Expandable<Account>>,
    /// The payment that the destination got.
    pub destination_payment: Option<Expandable<Charge>>,
    /// Whether it is real money.
    pub livemode: bool,
    /// Names and values of yours.
    pub metadata: Metadata,
    /// The newest of its reversals.
    pub reversals: List<Reversal>,
    /// Whether all of it came back.
    pub reversed: bool,
    /// The charge whose money it was.
    pub source_transaction: Option<Expandable<Charge>>,
    /// Which part of the balance it came from.
    pub source_type: Option<SourceType>,
    /// A text that the charges and transfers of one matter share.
    pub transfer_group: Option<String>,
}

impl Object for Transfer {
    type Id = TransferId;
    const NAME: &'static str = "transfer";

    fn id(&self) -> &TransferId {
        &self.id
    }
}

open_enum! {
    /// The part of the balance that a transfer comes from.
    pub enum SourceType {
        /// Money from bank accounts.
        BankAccount = "bank_account",
        /// Money from cards.
        Card = "card",
        /// Money from FPX, the Malaysian bank payments.
        Fpx = "fpx",
    }
}
