//! Between a sender and the hub: packets, acknowledgements, what the sender knows.

use super::Fold;
use crate::model::ids::Lineage;
use crate::picture::journey::{ArrowEnd, Figure, Mark, SpanEnd, Stay, Who};
use crate::world::entry::{Entry, What};

impl Fold {
    /// Between its sender and the hub. False if the entry is of another kind.
    pub(super) fn take_sent(&mut self, entry: &Entry) -> bool {
        let send = Self::SENDER;
        match entry.what {
            What::Sent { .. } => {
                let row = self.mark(entry, send, Mark::Point, None);
                self.sender_is(Stay::Unanswered, row);
            }
            What::Made { .. } => {
                self.mark(entry, send, Mark::Point, None);
            }
            What::Published { attempt, .. } => {
                let hub = self.lanes.of(Who::Hub);
                let figure = Figure::Arrow { from: send, to: hub, answer: false, end: ArrowEnd::Open };
                let of_sending = self.rows.last().is_some_and(|row| row.steps == [entry.step]);
                let row = if of_sending {
                    let row = self.rows.len() - 1;
                    self.joins(row, entry, true);
                    self.rows[row].figure = figure;
                    row
                } else {
                    self.row(entry, figure, None)
                };
                let accepted = self.partitions.len() as u16;
                self.rows[row].strand = accepted + 1;
                self.packets.push((attempt, row));
            }
            What::PublishLost { attempt, .. } => {
                if let Some(packet) = self.packet(attempt) {
                    self.ends(packet, ArrowEnd::Lost);
                }
                let after = self.packet(attempt);
                let row = self.mark(entry, send, Mark::Unknown, after);
                self.sender_is(Stay::Unknown, row);
            }
            What::PublishRefused { attempt, .. } => {
                let hub = self.lanes.of(Who::Hub);
                if let Some(packet) = self.packet(attempt) {
                    self.ends(packet, ArrowEnd::TurnedAway);
                }
                let row = self.arrow(entry, (hub, send), true, ArrowEnd::Arrives);
                self.sender_knows(row, SpanEnd::Cut);
            }
            What::Accepted { lineage, partition, .. } => self.accepted(entry, lineage, partition),
            What::Matched { lineage, .. } => match self.latest_of(lineage) {
                Some(row) if self.is_near(row, entry) => self.joins(row, entry, true),
                after => {
                    let hub = self.lanes.of(Who::Hub);
                    self.mark(entry, hub, Mark::Box, after);
                }
            },
            What::Orphaned { lineage } => {
                let (hub, after) = (self.lanes.of(Who::Hub), self.latest_of(lineage));
                self.mark(entry, hub, Mark::Cross, after);
            }
            What::PubackArrived { .. } => {
                let hub = self.lanes.of(Who::Hub);
                let row = self.arrow(entry, (hub, send), true, ArrowEnd::Arrives);
                self.rows[row].strand = (self.partitions.len() as u16).max(1);
                self.sender_knows(row, SpanEnd::Completed);
            }
            What::PubackLost { .. } => {
                let hub = self.lanes.of(Who::Hub);
                let row = self.arrow(entry, (hub, send), true, ArrowEnd::Lost);
                self.rows[row].strand = (self.partitions.len() as u16).max(1);
                self.sender_is(Stay::Unknown, row);
            }
            What::PublishDelayed { attempt, .. } => {
                let (hub, after) = (self.lanes.of(Who::Hub), self.packet(attempt));
                self.mark(entry, hub, Mark::Point, after);
            }
            What::PubackDelayed { .. } => {
                self.mark(entry, send, Mark::Point, None);
            }
            What::PubackIgnored { .. } => {
                let hub = self.lanes.of(Who::Hub);
                let row = self.arrow(entry, (hub, send), true, ArrowEnd::Arrives);
                self.rows[row].strand = (self.partitions.len() as u16).max(1);
            }
            What::SendTimedOut { .. } | What::SendForgotten { .. } => {
                let row = self.mark(entry, send, Mark::Cross, None);
                self.sender_knows(row, SpanEnd::Cut);
            }
            _ => return false,
        }
        true
    }

    fn packet(&self, attempt: u16) -> Option<usize> {
        self.packets.iter().rev().find(|(of, _)| *of == attempt).map(|(_, row)| *row)
    }

    fn accepted(&mut self, entry: &Entry, lineage: Lineage, partition: u16) {
        let hub = self.lanes.of(Who::Hub);
        let packet =
            self.packets.iter().rev().map(|(_, row)| *row).find(|row| self.rows[*row].steps.contains(&entry.cause));
        if let Some(packet) = packet {
            self.ends(packet, ArrowEnd::Arrives);
            self.rows[packet].strand = lineage.accepted.max(1);
        }
        self.partitions.push((lineage, partition));
        self.mark(entry, hub, Mark::Box, packet);
    }

    /// The newest row about a message as it was accepted.
    fn latest_of(&self, lineage: Lineage) -> Option<usize> {
        self.rows.iter().rposition(|row| row.told[0].what.lineage() == Some(lineage))
    }

    fn sender_is(&mut self, stay: Stay, row: usize) {
        let same = self.sender.is_some_and(|span| self.places.spans[span].stay == stay);
        if self.settled || same {
            return;
        }
        self.sender_stops(row, SpanEnd::Next);
        self.sender = Some(self.opens(Self::SENDER, stay, row, 1));
    }

    fn sender_knows(&mut self, row: usize, end: SpanEnd) {
        self.sender_stops(row, end);
        self.settled = true;
    }

    fn sender_stops(&mut self, row: usize, end: SpanEnd) {
        if let Some(span) = self.sender.take() {
            self.closes(span, row, end);
        }
    }

    pub(super) fn link_cut(&mut self, entry: &Entry) {
        if self.sender.is_none() {
            return;
        }
        let of_same_step = self.rows.last().is_some_and(|row| row.steps.contains(&entry.step));
        let row = if of_same_step { self.rows.len() - 1 } else { self.mark(entry, Self::SENDER, Mark::Unknown, None) };
        // What has not left the device is not in doubt.
        if !self.packets.is_empty() {
            self.sender_is(Stay::Unknown, row);
        }
        self.goes_away(Self::SENDER, row);
    }

    pub(super) fn returned(&mut self, entry: &Entry) {
        let after = self.rows.len().checked_sub(1);
        if let Some(span) = self.comes_back(Self::SENDER) {
            let cut = Some(self.places.spans[span].from);
            let row = self.mark(entry, Self::SENDER, Mark::Good, cut.or(after));
            self.closes(span, row, SpanEnd::Next);
        }
    }
}
