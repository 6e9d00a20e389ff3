//! A consumer as it is written in the form, and how that is read.

use crate::model::storage::queue::GET_VISIBILITY_SECONDS;
use crate::model::storage::settings::is_storage_name;
use crate::model::time::Millis;
use crate::say;
use crate::text::{Arg, Key, Rich};
use crate::ui::panels::inspector::forms::fields::{in_seconds, seconds, whole};
use crate::ui::panels::inspector::scene::Scene;
use crate::world::setup::MAX_WAIT_MS;
use crate::world::spec::{ConsumerSpec, Filter, OnFailure, Origin, Poison, PoisonQueue, Putting, Renewal};

/// Most messages of one response or in the prefetch buffer; the service's own limit for a Storage queue is lower.
const MOST: u64 = 1_000;

/// What stands in the fields. Choices stand in `spec`; what is typed is kept as it was typed.
#[derive(Clone, PartialEq)]
pub(super) struct Draft {
    pub(super) spec: ConsumerSpec,
    /// Seconds.
    pub(super) work: String,
    pub(super) work_max: String,
    pub(super) wait: String,
    pub(super) renew_every: String,
    pub(super) renew_up_to: String,
    pub(super) batch: String,
    pub(super) prefetch: String,
    pub(super) condition: String,
    pub(super) fails: FailsBy,
    pub(super) fails_condition: String,
    pub(super) nth: String,
    pub(super) hidden: String,
    pub(super) poison_after: String,
    pub(super) puts_to: String,
    pub(super) puts_text: String,
}

/// By what rule the work fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FailsBy {
    Never,
    Condition,
    NotJson,
    EveryNth,
}

impl Draft {
    pub(super) fn of(spec: ConsumerSpec) -> Self {
        let optional = |ms: Option<Millis>| ms.map(in_seconds).unwrap_or_default();
        let (fails, fails_condition, nth) = match &spec.fails {
            None => (FailsBy::Never, String::new(), "3".to_owned()),
            Some(Poison::Condition(text)) => (FailsBy::Condition, text.to_string(), "3".to_owned()),
            Some(Poison::NotJson) => (FailsBy::NotJson, String::new(), "3".to_owned()),
            Some(Poison::EveryNth(n)) => (FailsBy::EveryNth, String::new(), n.to_string()),
        };
        Self {
            work: in_seconds(spec.work_ms),
            work_max: optional(spec.work_max_ms),
            wait: optional(spec.wait_ms),
            renew_every: optional(spec.renew.map(|renew| renew.every_ms)),
            renew_up_to: optional(spec.renew.map(|renew| renew.up_to_ms)),
            batch: spec.batch_size.to_string(),
            prefetch: spec.prefetch.to_string(),
            condition: spec.only_if.as_ref().map(|filter| filter.condition.to_string()).unwrap_or_default(),
            fails,
            fails_condition,
            nth,
            hidden: spec.visibility_timeout.map(|seconds| seconds.to_string()).unwrap_or_default(),
            poison_after: spec.poison.as_ref().map(|poison| poison.after.to_string()).unwrap_or_default(),
            puts_to: spec.puts.as_ref().map(|puts| puts.queue.to_string()).unwrap_or_default(),
            puts_text: spec.puts.as_ref().and_then(|puts| puts.text.as_deref()).unwrap_or_default().to_owned(),
            spec,
        }
    }

    /// The consumer, or what is wrong, by field.
    pub(super) fn read(&self, scene: &Scene) -> Result<ConsumerSpec, Vec<(&'static str, Rich)>> {
        let mut wrong = Vec::new();
        let mut time = |field, text: &str| match seconds(scene, text, 0, MAX_WAIT_MS) {
            Ok(ms) => ms,
            Err(problem) => {
                wrong.push((field, problem));
                0
            }
        };
        let work_ms = time("work_ms", &self.work);
        let mut optional = |field, text: &str| (!text.trim().is_empty()).then(|| time(field, text));
        let work_max_ms = optional("work_max_ms", &self.work_max);
        let wait_ms = optional("wait_ms", &self.wait);
        let every_ms = optional("renew.every_ms", &self.renew_every);
        let up_to_ms = optional("renew.up_to_ms", &self.renew_up_to).unwrap_or(MAX_WAIT_MS);
        let mut number = |field, text: &str, min, max| match whole(scene, text, min, max) {
            Ok(number) => number as u32,
            Err(problem) => {
                wrong.push((field, problem));
                1
            }
        };
        let batch_size = number("batch_size", &self.batch, 1, MOST);
        let prefetch = number("prefetch", &self.prefetch, 0, MOST);
        let fails = match self.fails {
            FailsBy::Never => None,
            FailsBy::Condition => Some(Poison::Condition(self.fails_condition.as_str().into())),
            FailsBy::NotJson => Some(Poison::NotJson),
            FailsBy::EveryNth => Some(Poison::EveryNth(number("fails", &self.nth, 1, u32::MAX.into()))),
        };
        let (least, most) = (*GET_VISIBILITY_SECONDS.start() as u64, *GET_VISIBILITY_SECONDS.end() as u64);
        let mut optional =
            |field, text: &str, min, max| (!text.trim().is_empty()).then(|| number(field, text, min, max));
        let hidden = optional("visibility_timeout", &self.hidden, least, most);
        let after = optional("poison.after", &self.poison_after, 1, u32::MAX.into());
        let spec = &self.spec;
        let puts_to = self.puts_to.trim();
        if puts_to.is_empty() && spec.from == Origin::Clock {
            wrong.push(("puts.queue", say!(scene.language, Key::ValueMissing)));
        } else if !puts_to.is_empty() && !is_storage_name(puts_to) {
            let fits = (3..=63).contains(&puts_to.len());
            let rule = if fits { Key::ServiceInvalidResourceName } else { Key::ServiceOutOfRangeInput };
            wrong.push(("puts.queue", say!(scene.language, rule, subject = Arg::Code(puts_to))));
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let on_queue = spec.from == Origin::StorageQueue;
        let given = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(Into::into);
        Ok(ConsumerSpec {
            name: spec.name.trim().into(),
            work_ms,
            work_max_ms,
            wait_ms,
            batch_size,
            prefetch,
            only_if: given(&self.condition).map(|condition| Filter {
                condition,
                others: spec.only_if.as_ref().map(|filter| filter.others).unwrap_or_default(),
            }),
            fails,
            renew: every_ms.map(|every_ms| Renewal { every_ms, up_to_ms }),
            visibility_timeout: hidden.filter(|_| on_queue).map(i64::from),
            poison: after.filter(|_| on_queue).map(|after| PoisonQueue {
                after,
                queue: spec.poison.as_ref().and_then(|poison| poison.queue.clone()),
            }),
            puts: given(&self.puts_to).map(|queue| Putting {
                queue,
                order: spec.puts.as_ref().map(|puts| puts.order).unwrap_or_default(),
                text: given(&self.puts_text),
            }),
            ..spec.clone()
        })
    }

    /// The words that go with a dead-lettering, if the program says some.
    pub(super) fn reason(&self) -> String {
        match &self.spec.on_failure {
            OnFailure::DeadLetter { reason, .. } => reason.as_deref().unwrap_or_default().to_owned(),
            OnFailure::Abandon | OnFailure::Leave => String::new(),
        }
    }
}
