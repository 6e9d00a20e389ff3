//! Many trials as work that goes on in slices: on the page's own thread, or in a worker that is given the task as text and
//! says as text how far it is. Both come to the same, whatever the slices.

use super::compare::{self, Compare};
use super::search::{self, Search};
use crate::scenario::LoadError;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Work on many trials.
pub trait Labour: Sized {
    /// What it needs to begin.
    type Order: Clone;
    /// What is known so far: all that is shown of it.
    type Standing: Serialize + DeserializeOwned;

    /// # Errors
    /// As [`crate::scenario::Scenario::build`].
    fn begin(order: Self::Order) -> Result<Self, LoadError>;

    fn task(order: Self::Order) -> Task;

    /// Takes up to `steps` steps of the trial at hand, or begins the next. False when there is nothing left.
    fn advance(&mut self, steps: u32) -> bool;

    fn standing(&self) -> &Self::Standing;

    /// Stands where another that was given the same order says that it stands. Only that other goes on from there.
    fn stand(&mut self, standing: Self::Standing);
}

/// What a worker is asked to do.
#[derive(Serialize, Deserialize)]
pub enum Task {
    Compare(compare::Order),
    Search(search::Order),
}

/// What a worker says.
#[derive(Serialize, Deserialize)]
pub enum Told<S> {
    /// So far.
    SoFar(S),
    /// There is nothing left to do.
    InTheEnd(S),
    /// Nothing more will come, for this reason.
    Broken(String),
}

impl Task {
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Begins what a worker is asked to do. Nothing where the text is no task, or its scenario cannot be built.
    #[must_use]
    pub fn begin(text: &str) -> Option<Box<dyn Toil>> {
        match serde_json::from_str(text).ok()? {
            Task::Compare(order) => Some(Box::new(Compare::begin(order).ok()?)),
            Task::Search(order) => Some(Box::new(Search::begin(order).ok()?)),
        }
    }
}

/// Any labour, as a worker sees it.
pub trait Toil {
    /// As [`Labour::advance`].
    fn go_on(&mut self, steps: u32) -> bool;

    /// How it stands, as [`Told`].
    fn tell(&self, more: bool) -> String;
}

impl<L: Labour> Toil for L {
    fn go_on(&mut self, steps: u32) -> bool {
        self.advance(steps)
    }

    fn tell(&self, more: bool) -> String {
        let told = if more { Told::SoFar(self.standing()) } else { Told::InTheEnd(self.standing()) };
        serde_json::to_string(&told).unwrap_or_default()
    }
}

/// What a worker says when it breaks down.
#[must_use]
pub fn broken(reason: &str) -> String {
    serde_json::to_string(&Told::<()>::Broken(reason.to_owned())).unwrap_or_default()
}
