//! Stripe's API: one trait a family, one signature an operation.
//!
//! A family is one page, each alike: the trait, the parameters of its operations, the objects they
//! answer with. What all families share is in `types`; where Stripe is and who is asking is
//! [`Stripe`]. Parameters and objects can grow without breaking anybody; a test that needs an object
//! makes one of JSON.
//!
//! ```no_run
//! use stripe_example::api::{Amount, CreateTransfer, Currency, Stripe, Transfers};
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let stripe = Stripe::new("https://api.stripe.com", "sk_test_123")?;
//! let params = CreateTransfer::new(Currency::USD, "acct_1MTfjCQ9PRzxEwkZ")
//!     .amount(Amount::new(400))
//!     .transfer_group("ORDER_95");
//! let transfer = stripe.create_transfer(&params).await?;
//! println!("{} moved {}", transfer.id, transfer.amount);
//! # Ok(()) }
//! ```

#[macro_use]
mod types;
mod client;
mod error;
mod persons;
mod reversals;
mod secrets;
mod topups;
mod transfers;

pub use self::client::Stripe;
pub use self::error::{ErrorType, StripeError};
pub use self::persons::{
    AccountTos, AccountTosParams, Address, AddressParams, CfpbData, CfpbDataParams, DateOfBirth,
    Dob, DocumentFiles, DocumentParams, DocumentsParams, Ethnicity, EthnicityDetails,
    EthnicityParams, JapaneseAddress, JapaneseAddressParams, ListPersons, Person, PersonParams,
    Persons, PoliticalExposure, Race, RaceDetails, RaceParams, Relationship, RelationshipFilter,
    RelationshipParams, RequirementError, RequirementErrorCode, Requirements,
    RequirementsAlternative, RetrievePerson, TosAcceptances, TosAcceptancesParams, Verification,
    VerificationDocument, VerificationParams, VerificationStatus,
};
pub use self::reversals::{
    CreateReversal, ListReversals, RetrieveReversal, Reversal, Reversals, UpdateReversal,
};
pub use self::secrets::{
    DeleteSecret, FindSecret, ListSecrets, Scope, ScopeType, Secret, Secrets, SetSecret,
};
pub use self::topups::{
    BankAccountOptions, BankNetwork, CancelTopup, CreateTopup, InitiatedBy, ListTopups,
    PaymentMethodOptions, RetrieveTopup, Topup, TopupStatus, Topups, UpdateTopup,
};
pub use self::transfers::{
    CreateTransfer, ListTransfers, RetrieveTransfer, SourceType, Transfer, Transfers,
    UpdateTransfer,
};
pub use self::types::{
    Account, AccountId, Amount, AppUserId, BalanceTransaction, BalanceTransactionId, Charge,
    ChargeId, Currency, Deleted, Expand, Expandable, File, FileId, Foreign, Limit, List, Metadata,
    Object, PaymentIntent, PaymentIntentId, PaymentMethod, PaymentMethodId, PersonId,
    PersonTokenId, Range, Refund, RefundId, ReversalId, SecretId, Sensitive, SetupIntent,
    SetupIntentId, Source, SourceId, Timestamp, TopupId, TransferId, Unknown, Update,
};

/// A call of Stripe's.
pub type Call<T> = endpoint::Call<T, StripeError>;

/// All objects of one of Stripe's lists, asked for as they are read: newest first, or, where the
/// parameters say `ending_before`, from there on to newer ones.
pub type Pages<T> = endpoint::Pages<List<T>, StripeError>;
