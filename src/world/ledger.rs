//! The books: how many of what, balanced at every step.
//!
//! Unit of account: (accepted message, endpoint name). An accepted message is *routing* until its routes are
//! evaluated, then *orphaned* or the owner of units; a unit is in exactly one of waiting, retrying, delivered (its
//! first success), dropped, invalid. Later successes are *repeats*, outside the sum.

use crate::model::ids::{EndpointId, SendId};
use crate::world::consumer::effects::Effects;
use crate::world::spec::EffectKind;
use std::sync::Arc;

/// The units of one endpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    pub waiting: u64,
    pub retrying: u64,
    pub delivered: u64,
    pub dropped: u64,
    pub invalid: u64,
    /// Deliveries after the first success: outside the sum.
    pub repeats: u64,
}

impl Account {
    /// Units ever opened for the endpoint.
    #[must_use]
    pub fn units(&self) -> u64 {
        self.waiting + self.retrying + self.delivered + self.dropped + self.invalid
    }
}

/// Running sums of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Sends by the programs.
    pub sent: u64,
    /// PUBLISH packets.
    pub attempts: u64,
    /// PUBLISH packets on the wire now.
    pub in_flight: u64,
    /// Sends whose packet or acknowledgement was lost and that were never acknowledged since, also those that the client
    /// has given up: their sender cannot know whether the hub stored them.
    pub unknown: u64,
    /// What the hub stored.
    pub accepted: u64,
    /// Accepted copies of one send beyond its first.
    pub duplicates: u64,
    /// Accepted, its routes not evaluated yet.
    pub routing: u64,
    pub orphaned: u64,
    /// Accepted messages that own units.
    pub routed: u64,
    /// Units ever opened, counted apart from the accounts so that the two can be compared.
    pub opened: u64,
    /// Service Bus messages completed, or received and deleted.
    pub completed: u64,
    pub dead_lettered: u64,
    pub expired: u64,
    /// Gone from its queue, and its consumer forgot it before its work was done.
    pub lost: u64,
    /// Effects of the consumers' work: each time, and those beyond the first for a send and a queue.
    pub effects: u64,
    pub repeated_effects: u64,
    /// Deliveries that a consumer took for repetitions, and those of them whose effect was never applied.
    pub skipped: u64,
    pub missed: u64,
    applied: Effects,
    accounts: Vec<Account>,
}

impl Ledger {
    #[must_use]
    pub fn account(&self, endpoint: EndpointId) -> Account {
        self.accounts.get(endpoint.index()).copied().unwrap_or_default()
    }

    pub(super) fn account_mut(&mut self, endpoint: EndpointId) -> &mut Account {
        if self.accounts.len() <= endpoint.index() {
            self.accounts.resize(endpoint.index() + 1, Account::default());
        }
        &mut self.accounts[endpoint.index()]
    }

    /// Counts an effect, and tells how many there are now of that kind for this send and queue.
    pub(super) fn apply(&mut self, source: Arc<str>, kind: EffectKind, send: SendId) -> u16 {
        let nth = self.applied.apply(source, kind, send);
        self.effects += 1;
        self.repeated_effects += u64::from(nth > 1);
        nth
    }

    /// How often the consumers applied the effects of each send.
    #[must_use]
    pub fn applied(&self) -> &Effects {
        &self.applied
    }

    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.accounts.iter().map(|a| a.dropped).sum()
    }

    #[must_use]
    pub fn invalid(&self) -> u64 {
        self.accounts.iter().map(|a| a.invalid).sum()
    }

    /// Messages or units that no account holds; 0 when the books balance. Anything else is a bug of ours.
    #[must_use]
    pub fn unaccounted(&self) -> u64 {
        let messages = self.accepted.abs_diff(self.routing + self.orphaned + self.routed);
        let units = self.opened.abs_diff(self.accounts.iter().map(Account::units).sum());
        messages + units
    }
}
