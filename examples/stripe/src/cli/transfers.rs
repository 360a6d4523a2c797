//! `transfers`.

use clap::Subcommand;
use stripe_example::api::{
    AccountId, ChargeId, CreateTransfer, Currency, ListTransfers, Range, RetrieveTransfer,
    SourceType, Timestamp, TransferId, Transfers, UpdateTransfer,
};

use super::failure::Failure;
use super::session::Session;
use super::values::{ExpandArgs, ListArgs, MetadataArgs, range, set, update};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Shows transfers, newest first.
    List(List),
    /// Moves money to a connected account.
    Create(Create),
    /// Shows a transfer.
    Retrieve {
        transfer: TransferId,
        #[command(flatten)]
        expand: ExpandArgs,
    },
    /// Changes a transfer.
    Update(Update),
}

#[derive(clap::Args)]
pub(super) struct List {
    /// Only those to this account.
    #[arg(long)]
    destination: Option<AccountId>,
    /// Only those of this group.
    #[arg(long)]
    transfer_group: Option<String>,
    /// Only those made at this time, in seconds since 1970: 5, 1..5, 1..=5, 1.. or ..5.
    #[arg(long, value_name = "RANGE", value_parser = range::<Timestamp>)]
    created: Option<Range<Timestamp>>,
    #[command(flatten)]
    list: ListArgs,
}

#[derive(clap::Args)]
pub(super) struct Create {
    /// How much, in minor units: 2000 is $20.00. Without it, what --source-transaction holds.
    #[arg(long, required_unless_present = "source_transaction")]
    amount: Option<i64>,
    /// In which currency, such as usd.
    #[arg(long)]
    currency: Currency,
    /// The account that gets it.
    #[arg(long)]
    destination: AccountId,
    /// A text of yours.
    #[arg(long)]
    description: Option<String>,
    /// The charge whose money it is.
    #[arg(long)]
    source_transaction: Option<ChargeId>,
    /// The part of the balance it comes from: bank_account, card or fpx.
    #[arg(long)]
    source_type: Option<SourceType>,
    /// A text that charges and transfers of one matter share.
    #[arg(long)]
    transfer_group: Option<String>,
    #[command(flatten)]
    metadata: MetadataArgs,
    #[command(flatten)]
    expand: ExpandArgs,
}

#[derive(clap::Args)]
pub(super) struct Update {
    transfer: TransferId,
    /// A text of yours; empty clears it.
    #[arg(long)]
    description: Option<String>,
    #[command(flatten)]
    metadata: MetadataArgs,
    #[command(flatten)]
    expand: ExpandArgs,
}

pub(super) async fn run(command: Command, session: &Session) -> Result<(), Failure> {
    let stripe = &session.stripe;
    match command {
        Command::List(arguments) => {
            let all = arguments.list.all;
            session
                .list(stripe.list_transfers(&arguments.params()), all)
                .await
        }
        Command::Create(arguments) => {
            session
                .call(stripe.create_transfer(&arguments.params()?))
                .await
        }
        Command::Retrieve { transfer, expand } => {
            let params = RetrieveTransfer::new().expand(expand);
            session
                .call(stripe.retrieve_transfer(&transfer, &params))
                .await
        }
        Command::Update(arguments) => {
            let params = UpdateTransfer::new()
                .description(update(arguments.description))
                .metadata(arguments.metadata.update()?)
                .expand(arguments.expand);
            session
                .call(stripe.update_transfer(&arguments.transfer, &params))
                .await
        }
    }
}

impl List {
    fn params(self) -> ListTransfers {
        let (list, mut params) = (self.list, ListTransfers::new());
        if let Some(limit) = list.page() {
            params = params.limit(limit);
        }
        set!(params, self: destination, transfer_group, created);
        set!(params, list: starting_after, ending_before);
        params.expand(list.expand)
    }
}

impl Create {
    fn params(self) -> Result<CreateTransfer, Failure> {
        let mut params = CreateTransfer::new(self.currency, self.destination)
            .metadata(self.metadata.given()?)
            .expand(self.expand);
        set!(params, self: amount, description, source_transaction, source_type, transfer_group);
        Ok(params)
    }
}
