//! `reversals`.

use clap::Subcommand;
use stripe_example::api::{
    CreateReversal, ListReversals, RetrieveReversal, ReversalId, Reversals, TransferId,
    UpdateReversal,
};

use super::failure::Failure;
use super::session::Session;
use super::values::{ExpandArgs, ListArgs, MetadataArgs, set};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Shows the reversals of a transfer, newest first.
    List {
        transfer: TransferId,
        #[command(flatten)]
        list: ListArgs,
    },
    /// Takes money of a transfer back.
    Create(Create),
    /// Shows a reversal.
    Retrieve {
        transfer: TransferId,
        reversal: ReversalId,
        #[command(flatten)]
        expand: ExpandArgs,
    },
    /// Changes a reversal.
    Update {
        transfer: TransferId,
        reversal: ReversalId,
        #[command(flatten)]
        metadata: MetadataArgs,
        #[command(flatten)]
        expand: ExpandArgs,
    },
}

#[derive(clap::Args)]
pub(super) struct Create {
    transfer: TransferId,
    /// How much, in minor units; without it, all that is left.
    #[arg(long)]
    amount: Option<i64>,
    /// A text of yours.
    #[arg(long)]
    description: Option<String>,
    /// Gives the application fee back as well, in proportion.
    #[arg(long)]
    refund_application_fee: Option<bool>,
    #[command(flatten)]
    metadata: MetadataArgs,
    #[command(flatten)]
    expand: ExpandArgs,
}

pub(super) async fn run(command: Command, session: &Session) -> Result<(), Failure> {
    let stripe = &session.stripe;
    match command {
        Command::List { transfer, list } => {
            let all = list.all;
            let mut params = ListReversals::new();
            if let Some(limit) = list.page() {
                params = params.limit(limit);
            }
            set!(params, list: starting_after, ending_before);
            let params = params.expand(list.expand);
            session
                .list(stripe.list_reversals(&transfer, &params), all)
                .await
        }
        Command::Create(arguments) => {
            let mut params = CreateReversal::new()
                .metadata(arguments.metadata.given()?)
                .expand(arguments.expand);
            set!(params, arguments: amount, description, refund_application_fee);
            session
                .call(stripe.create_reversal(&arguments.transfer, &params))
                .await
        }
        Command::Retrieve {
            transfer,
            reversal,
            expand,
        } => {
            let params = RetrieveReversal::new().expand(expand);
            session
                .call(stripe.retrieve_reversal(&transfer, &reversal, &params))
                .await
        }
        Command::Update {
            transfer,
            reversal,
            metadata,
            expand,
        } => {
            let params = UpdateReversal::new()
                .metadata(metadata.update()?)
                .expand(expand);
            session
                .call(stripe.update_reversal(&transfer, &reversal, &params))
                .await
        }
    }
}
