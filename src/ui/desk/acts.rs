//! What changes the runs: acts, faults of the plan, undo, other runs, other documents. Each in its turn: while a run is
//! made again, it waits.

use super::{Desk, Inner, opening_selection};
use crate::picture::journey::WhatIf;
use crate::session::breakpoints::Breakpoint;
use crate::session::{Remake, Session};
use crate::ui::documents::Opened;
use crate::ui::view::Selection;
use crate::world::command::{Answer, Command, Rejection};
use crate::world::spec::FaultSpec;
use yew::Callback;

/// What became of an act. Where it was refused, nothing has changed.
pub type Told = Result<Answer, Rejection>;

/// An act in the past, which began a new run.
#[derive(Clone, Debug, PartialEq)]
pub struct Fork {
    /// Places of the new run and of the one that is kept, counted from 1.
    pub run: usize,
    pub kept: usize,
    /// What was done, so that it can be done at the start instead.
    pub command: Command,
}

impl Desk {
    /// Tells what became of it once it is done.
    fn tell(&self, act: impl FnOnce(&mut Inner) -> Told + 'static, then: Callback<Told>) {
        self.when_there(move |desk| then.emit(desk.change(act)));
    }

    /// As [`Desk::when_there`], where what is in the log may go.
    fn rewrite(&self, act: impl FnOnce(&mut Inner) + 'static) {
        self.when_there(move |desk| {
            desk.change(|inner| {
                inner.stop();
                inner.past += 1;
                act(inner);
            });
        });
    }

    /// Acts at the playhead, or at 00:00 in a new run.
    pub fn act(&self, command: Command, at_start: bool, then: Callback<Told>) {
        self.tell(move |inner| if at_start { inner.act_at_start(command) } else { inner.act(command) }, then);
    }

    /// Opens a second run, in which something had been otherwise, under that name.
    pub fn wonder(&self, what_if: WhatIf, name: String, then: Callback<Told>) {
        self.tell(move |inner| inner.wonder(what_if, &name), then);
    }

    /// Edits or deletes a fault of the plan, in the same run. Where the plan has changed meanwhile, it is the fault that
    /// stood in that place; one that has gone stays as it is.
    pub fn edit_fault(&self, index: usize, fault: Option<FaultSpec>, then: Callback<Told>) {
        let asked = self.view().world.faults().get(index).map(|fault| fault.spec.clone());
        let edit = move |inner: &mut Inner| {
            let mut faults = inner.session.world().faults().iter().map(|fault| Some(&fault.spec));
            let same = faults.clone().nth(index) == Some(asked.as_ref());
            let place = if same { Some(index) } else { faults.position(|spec| spec == asked.as_ref()) };
            match place {
                Some(place) => inner.make_if(inner.session.with_fault(place, fault)),
                None => Ok(Answer::Done),
            }
        };
        self.tell(edit, then);
    }

    /// The fork that the reader has not been told of yet.
    #[must_use]
    pub fn fork(&self) -> Option<Fork> {
        self.inner.borrow().fork.clone()
    }

    /// Goes back to the run that the fork left, at the moment where it did.
    pub fn undo_fork(&self) {
        let Some(fork) = self.fork() else { return };
        self.rewrite(move |inner| {
            while inner.remake.is_none() && inner.session.current_run() + 1 == fork.run && inner.undo() {}
            inner.fork = None;
        });
    }

    pub fn forget_fork(&self) {
        self.change(|inner| inner.fork = None);
    }

    /// Makes the act of the fork at 00:00 instead. The fork is gone also where the world refuses the act there.
    pub fn move_fork_to_start(&self, then: Callback<Told>) {
        let Some(fork) = self.fork() else { return };
        self.undo_fork();
        self.act(fork.command, true, then);
    }

    pub fn set_breakpoint(&self, breakpoint: Breakpoint, on: bool) {
        self.change(|inner| inner.session.set_breakpoint(breakpoint, on));
    }

    pub fn undo(&self) {
        self.rewrite(|inner| {
            inner.fork = None;
            inner.undo();
        });
    }

    pub fn redo(&self) {
        self.rewrite(|inner| {
            inner.session.redo();
        });
    }

    pub fn switch_run(&self, index: usize) {
        self.rewrite(move |inner| {
            if let Some(remake) = inner.session.other_run(index) {
                inner.make(remake);
            }
        });
    }

    pub fn rename_run(&self, index: usize, name: String) {
        self.when_there(move |desk| desk.change(|inner| inner.session.rename_run(index, &name)));
    }

    pub fn forget_run(&self, index: usize) {
        self.when_there(move |desk| {
            desk.change(|inner| inner.session.forget_run(index));
        });
    }

    /// The scenario was built under one seed, and so it is under another.
    pub fn set_seed(&self, seed: u64) {
        self.rewrite(move |inner| {
            if let Ok(remake) = inner.session.with_seed(seed) {
                inner.make(remake);
            }
        });
    }

    /// Replaces the session: another scenario, or a stored document.
    pub fn open(&self, session: Session) {
        self.inner.borrow_mut().opening = None;
        self.rewrite(move |inner| {
            inner.selection = opening_selection(&session);
            inner.chosen = false;
            let before = std::mem::replace(&mut inner.session, session);
            let worked_on = before.can_undo() || before.runs().len() > 1;
            inner.replaced = worked_on.then(|| Box::new(before));
            inner.fork = None;
        });
    }

    /// Replaces the session once the run of the document is made; until then the one at hand goes on. The document that
    /// was asked for last is the one that opens.
    pub fn open_document(&self, (session, remake): Opened) {
        let Some(remake) = remake else { return self.open(session) };
        let opened = self.change(|inner| {
            inner.opening = Some((session, remake));
            inner.open_on()
        });
        if let Some(session) = opened {
            self.open(session);
        }
    }

    /// Whether the last opening replaced work that can be had back.
    #[must_use]
    pub fn has_replaced(&self) -> bool {
        self.inner.borrow().replaced.is_some()
    }

    /// Goes back to what the last opening replaced.
    pub fn take_back_opening(&self) {
        self.rewrite(|inner| {
            if let Some(before) = inner.replaced.take() {
                inner.selection = Selection::None;
                inner.session = *before;
                inner.fork = None;
            }
        });
    }

    pub fn forget_replaced(&self) {
        self.change(|inner| inner.replaced = None);
    }
}

impl Inner {
    fn act(&mut self, command: Command) -> Told {
        let before = self.session.current_run();
        let is_past = !self.session.is_latest();
        let answer = self.session.act(command.clone())?;
        if is_past {
            self.past += 1;
            self.running_to = None;
            self.fork = Some(Fork { run: self.session.current_run() + 1, kept: before + 1, command });
        }
        Ok(answer)
    }

    fn act_at_start(&mut self, command: Command) -> Told {
        let (remake, answer) = self.session.changed_at_start(command)?;
        self.make(remake);
        Ok(answer)
    }

    fn make_if(&mut self, remake: Result<Remake, Rejection>) -> Told {
        self.make(remake?);
        Ok(Answer::Done)
    }

    fn wonder(&mut self, what_if: WhatIf, name: &str) -> Told {
        self.stop();
        let session = &self.session;
        let run = match (what_if, what_if.program(session.world())) {
            (WhatIf::NoFault(fault), _) => session.run_without_fault(fault)?,
            (_, Some(consumer)) => session.changed_at_start(Command::SetConsumer { consumer })?.0,
            (_, None) => return Ok(Answer::Done),
        };
        self.make(run.named(name));
        Ok(Answer::Done)
    }
}
