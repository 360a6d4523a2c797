//! `topups`.

use clap::Subcommand;
use stripe_example::api::{
    Amount, BankNetwork, CancelTopup, CreateTopup, Currency, ListTopups, PaymentMethodId,
    PaymentMethodOptions, Range, RetrieveTopup, SourceId, Timestamp, TopupId, TopupStatus, Topups,
    UpdateTopup,
};

use super::failure::Failure;
use super::session::Session;
use super::values::{ExpandArgs, ListArgs, MetadataArgs, range, set, update};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Shows top-ups, newest first.
    List(List),
    /// Asks for money.
    Create(Create),
    /// Shows a top-up.
    Retrieve {
        topup: TopupId,
        #[command(flatten)]
        expand: ExpandArgs,
    },
    /// Changes a top-up.
    Update(Update),
    /// Calls a pending top-up off.
    Cancel {
        topup: TopupId,
        #[command(flatten)]
        expand: ExpandArgs,
    },
}

#[derive(clap::Args)]
pub(super) struct List {
    /// Only those in this state: canceled, failed, pending or succeeded.
    #[arg(long)]
    status: Option<TopupStatus>,
    /// Only those of this amount in minor units: 500, 100..500, 100..=500, 100.. or ..500.
    #[arg(long, value_name = "RANGE", value_parser = range::<Amount>)]
    amount: Option<Range<Amount>>,
    /// Only those made at this time, in seconds since 1970; a range, as for --amount.
    #[arg(long, value_name = "RANGE", value_parser = range::<Timestamp>)]
    created: Option<Range<Timestamp>>,
    #[command(flatten)]
    list: ListArgs,
}

#[derive(clap::Args)]
pub(super) struct Create {
    /// How much, in minor units: 2000 is $20.00.
    #[arg(long)]
    amount: i64,
    /// In which currency, such as usd.
    #[arg(long)]
    currency: Currency,
    /// A text of yours.
    #[arg(long)]
    description: Option<String>,
    /// What the bank's statement says, with at most 15 characters.
    #[arg(long)]
    statement_descriptor: Option<String>,
    /// A text that top-ups and transfers of one matter share.
    #[arg(long)]
    transfer_group: Option<String>,
    /// The source to take the money from.
    #[arg(long, conflicts_with = "payment_method")]
    source: Option<SourceId>,
    /// The payment method to take the money from.
    #[arg(long)]
    payment_method: Option<PaymentMethodId>,
    /// Over which network money comes from a bank account in the US, such as ach.
    #[arg(long)]
    us_bank_account_network: Option<BankNetwork>,
    #[command(flatten)]
    metadata: MetadataArgs,
    #[command(flatten)]
    expand: ExpandArgs,
}

#[derive(clap::Args)]
pub(super) struct Update {
    topup: TopupId,
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
                .list(stripe.list_topups(&arguments.params()), all)
                .await
        }
        Command::Create(arguments) => {
            session
                .call(stripe.create_topup(&arguments.params()?))
                .await
        }
        Command::Retrieve { topup, expand } => {
            let params = RetrieveTopup::new().expand(expand);
            session.call(stripe.retrieve_topup(&topup, &params)).await
        }
        Command::Update(arguments) => {
            let params = UpdateTopup::new()
                .description(update(arguments.description))
                .metadata(arguments.metadata.update()?)
                .expand(arguments.expand);
            session
                .call(stripe.update_topup(&arguments.topup, &params))
                .await
        }
        Command::Cancel { topup, expand } => {
            let params = CancelTopup::new().expand(expand);
            session.call(stripe.cancel_topup(&topup, &params)).await
        }
    }
}

impl List {
    fn params(self) -> ListTopups {
        let (list, mut params) = (self.list, ListTopups::new());
        if let Some(limit) = list.page() {
            params = params.limit(limit);
        }
        set!(params, self: status, amount, created);
        set!(params, list: starting_after, ending_before);
        params.expand(list.expand)
    }
}

impl Create {
    fn params(self) -> Result<CreateTopup, Failure> {
        let mut params = CreateTopup::new(self.amount, self.currency)
            .metadata(self.metadata.given()?)
            .expand(self.expand);
        set!(params, self: description, statement_descriptor, transfer_group, source, payment_method);
        if let Some(network) = self.us_bank_account_network {
            let options = PaymentMethodOptions::us_bank_account(network);
            params = params.payment_method_options(options);
        }
        Ok(params)
    }
}
