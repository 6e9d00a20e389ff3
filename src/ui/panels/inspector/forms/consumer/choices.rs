//! How a consumer works: what is usual is in view, the rest is folded away until somebody looks for it.

use super::draft::{Draft, FailsBy};
use crate::say;
use crate::text::{Key, Rich};
use crate::ui::panels::inspector::forms::fields::{SelectField, TextField, editing};
use crate::ui::panels::inspector::scene::Scene;
use crate::world::spec::{
    Deduplication, EffectKind, Filter, Key as DuplicateKey, Memory, OnFailure, Origin, Others, PutOrder, Putting,
    ReceiveMode, Recorded, Settling,
};
use yew::prelude::*;

type Handle = UseStateHandle<Draft>;
type Wrong<'a> = &'a dyn Fn(&str) -> Option<Rich>;

/// The fields below the source.
pub(super) fn choices(scene: &Scene, draft: &Handle, reads_queue: bool, wrong: Wrong<'_>) -> Html {
    let form = Form { scene, draft, wrong };
    let spec = &draft.spec;
    let reads_events = spec.from == Origin::Endpoint && !reads_queue;
    let locks = reads_queue && spec.receive_mode == ReceiveMode::PeekLock;
    let stored = spec.from == Origin::StorageQueue;
    let dealt = reads_queue || stored;
    html! {
        <>
            if reads_events {
                <TextField label={Key::FieldConsumerGroup} value={spec.group.to_string()}
                    on_input={editing(draft, |draft, group: String| draft.spec.group = group.into())} />
            } else if spec.from == Origin::Clock {
                { form.seconds(Key::FieldInterval, &draft.wait, "wait_ms", Some(Key::ConsumerFormIntervalHint),
                    |draft, text| draft.wait = text) }
            } else {
                { form.seconds(Key::FieldWorkTime, &draft.work, "work_ms", None, |draft, text| draft.work = text) }
            }
            if dealt {
                { form.receiving(reads_queue, stored) }
                { form.filter() }
                { form.failure(locks, stored) }
            }
            if locks {
                { form.settling() }
            }
            if dealt {
                { form.effect() }
            }
            { form.putting() }
        </>
    }
}

struct Form<'a> {
    scene: &'a Scene,
    draft: &'a Handle,
    wrong: Wrong<'a>,
}

impl Form<'_> {
    /// A group of fields: open where something in it is not as usual, or wrong.
    fn group(&self, title: Key, open: bool, fields: Html) -> Html {
        html! {
            <details class="form-group" {open}>
                <summary>{ self.scene.word(title) }</summary>
                <div class="thing-form">{ fields }</div>
            </details>
        }
    }

    fn number(&self, label: Key, value: &str, field: &str, hint: Option<Key>, edit: fn(&mut Draft, String)) -> Html {
        let hint = hint.map(|hint| say!(self.scene.language, hint));
        html! {
            <TextField {label} value={value.to_owned()} numeric={true} error={(self.wrong)(field)} {hint}
                on_input={editing(self.draft, edit)} />
        }
    }

    fn seconds(&self, label: Key, value: &str, field: &str, hint: Option<Key>, edit: fn(&mut Draft, String)) -> Html {
        let hint = hint.map(|hint| say!(self.scene.language, hint));
        html! {
            <TextField {label} value={value.to_owned()} numeric={true} unit={Key::FieldUnitSeconds}
                error={(self.wrong)(field)} {hint} on_input={editing(self.draft, edit)} />
        }
    }

    fn text(&self, label: Key, value: &str, field: &str, hint: Option<Key>, edit: fn(&mut Draft, String)) -> Html {
        let hint = hint.map(|hint| say!(self.scene.language, hint));
        html! {
            <TextField {label} value={value.to_owned()} error={(self.wrong)(field)} {hint}
                on_input={editing(self.draft, edit)} />
        }
    }

    /// One of a few values, each with its words.
    fn pick<T: Copy + PartialEq + 'static>(
        &self,
        label: Key,
        all: &'static [(T, Key)],
        value: T,
        edit: fn(&mut Draft, T),
    ) -> Html {
        let place = all.iter().position(|(of, _)| *of == value).unwrap_or_default();
        let options = all.iter().enumerate().map(|(at, (_, key))| (at.to_string(), self.scene.word(*key).to_owned()));
        let on_choose = editing(self.draft, move |draft: &mut Draft, text: String| {
            if let Some((value, _)) = text.parse().ok().and_then(|at: usize| all.get(at)) {
                edit(draft, *value);
            }
        });
        html! { <SelectField {label} value={place.to_string()} options={options.collect::<Vec<_>>()} {on_choose} /> }
    }

    fn receiving(&self, reads_queue: bool, stored: bool) -> Html {
        let draft = self.draft;
        let usual = draft.spec.batch_size == 1
            && draft.spec.prefetch == 0
            && draft.wait.is_empty()
            && draft.work_max.is_empty()
            && draft.hidden.is_empty();
        let fields = html! {
            <>
                { self.seconds(Key::ConsumerFormWorkMax, &draft.work_max, "work_max_ms", Some(Key::ConsumerFormWorkMaxHint),
                    |draft, text| draft.work_max = text) }
                { self.number(Key::ConsumerFormBatch, &draft.batch, "batch_size", Some(Key::ConsumerFormBatchHint),
                    |draft, text| draft.batch = text) }
                if reads_queue {
                    { self.number(Key::ConsumerFormPrefetch, &draft.prefetch, "prefetch",
                        Some(Key::ConsumerFormPrefetchHint), |draft, text| draft.prefetch = text) }
                }
                if stored {
                    { self.seconds(Key::StorageHidden, &draft.hidden, "visibility_timeout",
                        Some(Key::ConsumerFormHiddenHint), |draft, text| draft.hidden = text) }
                }
                { self.seconds(Key::ConsumerFormWait, &draft.wait, "wait_ms",
                    Some(if stored { Key::ConsumerFormPauseHint } else { Key::ConsumerFormWaitHint }),
                    |draft, text| draft.wait = text) }
            </>
        };
        self.group(Key::ConsumerFormReceiving, !usual, fields)
    }

    fn filter(&self) -> Html {
        const OTHERS: &[(Others, Key)] = &[
            (Others::Complete, Key::ConsumerFormOthersComplete),
            (Others::Abandon, Key::ConsumerFormOthersAbandon),
            (Others::Leave, Key::ConsumerFormOthersLeave),
        ];
        let draft = self.draft;
        let others = draft.spec.only_if.as_ref().map(|filter| filter.others).unwrap_or_default();
        let fields = html! {
            <>
                { self.text(Key::ConsumerFormCondition, &draft.condition, "only_if.condition",
                    Some(Key::ConsumerFormConditionHint), |draft, text| draft.condition = text) }
                { self.pick(Key::ConsumerFormOthers, OTHERS, others, |draft, others| {
                    let filter = draft.spec.only_if.get_or_insert(Filter { condition: "".into(), others });
                    filter.others = others;
                }) }
            </>
        };
        self.group(Key::ConsumerFormFilter, !draft.condition.is_empty(), fields)
    }

    fn failure(&self, locks: bool, stored: bool) -> Html {
        const RULES: &[(FailsBy, Key)] = &[
            (FailsBy::Never, Key::ConsumerFormFailsNever),
            (FailsBy::Condition, Key::ConsumerFormFailsCondition),
            (FailsBy::NotJson, Key::ConsumerFormFailsNotJson),
            (FailsBy::EveryNth, Key::ConsumerFormFailsNth),
        ];
        const THEN: &[(u8, Key)] =
            &[(0, Key::ConsumerFormThenAbandon), (1, Key::ConsumerFormThenDeadLetter), (2, Key::ConsumerFormThenLeave)];
        let draft = self.draft;
        let then = match draft.spec.on_failure {
            OnFailure::Abandon => 0,
            OnFailure::DeadLetter { .. } => 1,
            OnFailure::Leave => 2,
        };
        let fields = html! {
            <>
                { self.pick(Key::ConsumerFormFails, RULES, draft.fails, |draft, rule| draft.fails = rule) }
                if draft.fails == FailsBy::Condition {
                    { self.text(Key::ConsumerFormFailsWhere, &draft.fails_condition, "fails.condition",
                        Some(Key::ConsumerFormConditionHint), |draft, text| draft.fails_condition = text) }
                }
                if draft.fails == FailsBy::EveryNth {
                    { self.number(Key::ConsumerFormNth, &draft.nth, "fails", None, |draft, text| draft.nth = text) }
                }
                if locks {
                    { self.pick(Key::ConsumerFormThen, THEN, then, |draft, then| {
                        draft.spec.on_failure = match then {
                            1 => OnFailure::DeadLetter { reason: None, description: None },
                            2 => OnFailure::Leave,
                            _ => OnFailure::Abandon,
                        };
                    }) }
                }
                if locks && then == 1 {
                    { self.text(Key::MessageDeadLetterReason, &draft.reason(), "on_failure.reason", None, |draft, text| {
                        if let OnFailure::DeadLetter { reason, .. } = &mut draft.spec.on_failure {
                            *reason = Some(text.into()).filter(|text: &std::sync::Arc<str>| !text.is_empty());
                        }
                    }) }
                }
                if stored {
                    { self.number(Key::ConsumerFormPoison, &draft.poison_after, "poison.after",
                        Some(Key::ConsumerFormPoisonHint), |draft, text| draft.poison_after = text) }
                }
            </>
        };
        let unusual = draft.fails != FailsBy::Never || then != 0 || !draft.poison_after.is_empty();
        self.group(Key::ConsumerFormFailure, unusual, fields)
    }

    fn settling(&self) -> Html {
        const WHEN: &[(Settling, Key)] = &[
            (Settling::AfterWork, Key::ConsumerFormSettleAfter),
            (Settling::BeforeWork, Key::ConsumerFormSettleBefore),
        ];
        let draft = self.draft;
        let fields = html! {
            <>
                { self.pick(Key::ConsumerFormSettle, WHEN, draft.spec.settle, |draft, when| draft.spec.settle = when) }
                { self.seconds(Key::ConsumerFormRenewEvery, &draft.renew_every, "renew.every_ms",
                    Some(Key::ConsumerFormRenewHint), |draft, text| draft.renew_every = text) }
                if !draft.renew_every.is_empty() {
                    { self.seconds(Key::ConsumerFormRenewUpTo, &draft.renew_up_to, "renew.up_to_ms", None,
                        |draft, text| draft.renew_up_to = text) }
                }
            </>
        };
        let unusual = draft.spec.settle != Settling::AfterWork || !draft.renew_every.is_empty();
        self.group(Key::ConsumerFormSettling, unusual, fields)
    }

    fn effect(&self) -> Html {
        const EFFECTS: &[(Option<EffectKind>, Key)] = &[
            (None, Key::ConsumerFormEffectNone),
            (Some(EffectKind::OpensTicket), Key::ConsumerFormEffectTicket),
            (Some(EffectKind::WritesRow), Key::ConsumerFormEffectRow),
            (Some(EffectKind::PagesPerson), Key::ConsumerFormEffectPage),
        ];
        const KEYS: &[(u8, Key)] = &[
            (0, Key::ConsumerFormNoDuplicates),
            (1, Key::MessageId),
            (2, Key::MessageCorrelationId),
            (3, Key::ConsumerFormByProperty),
            (4, Key::MessageSequenceNumber),
        ];
        const MEMORIES: &[(Memory, Key)] =
            &[(Memory::Volatile, Key::ConsumerFormVolatile), (Memory::Durable, Key::ConsumerFormDurable)];
        const RECORDED: &[(Recorded, Key)] = &[
            (Recorded::BeforeWork, Key::ConsumerFormRecordedBefore),
            (Recorded::AfterEffect, Key::ConsumerFormRecordedAfter),
            (Recorded::WithEffect, Key::ConsumerFormRecordedWith),
        ];
        let draft = self.draft;
        let known = draft.spec.deduplicate.as_ref();
        let by = match known.map(|known| &known.by) {
            None => 0,
            Some(DuplicateKey::MessageId) => 1,
            Some(DuplicateKey::CorrelationId) => 2,
            Some(DuplicateKey::Property(_)) => 3,
            Some(DuplicateKey::SequenceNumber) => 4,
        };
        let fields = html! {
            <>
                { self.pick(Key::ConsumerFormEffect, EFFECTS, draft.spec.effect, |draft, effect| draft.spec.effect = effect) }
                { self.pick(Key::ConsumerFormDeduplicate, KEYS, by, |draft, by| {
                    let key = match by {
                        1 => DuplicateKey::MessageId,
                        2 => DuplicateKey::CorrelationId,
                        3 => DuplicateKey::Property("".into()),
                        4 => DuplicateKey::SequenceNumber,
                        _ => {
                            draft.spec.deduplicate = None;
                            return;
                        }
                    };
                    let fresh = Deduplication {
                        by: key.clone(),
                        memory: Memory::default(),
                        recorded: Recorded::default(),
                    };
                    draft.spec.deduplicate.get_or_insert(fresh).by = key;
                }) }
                if let Some(known) = known {
                    if let DuplicateKey::Property(name) = &known.by {
                        { self.text(Key::FieldPropertyName, name, "deduplicate.by", None, |draft, name| {
                            if let Some(known) = &mut draft.spec.deduplicate {
                                known.by = DuplicateKey::Property(name.into());
                            }
                        }) }
                    }
                    { self.pick(Key::ConsumerFormMemory, MEMORIES, known.memory, |draft, memory| {
                        if let Some(known) = &mut draft.spec.deduplicate {
                            known.memory = memory;
                        }
                    }) }
                    { self.pick(Key::ConsumerFormRecorded, RECORDED, known.recorded, |draft, recorded| {
                        if let Some(known) = &mut draft.spec.deduplicate {
                            known.recorded = recorded;
                        }
                    }) }
                }
            </>
        };
        self.group(Key::ConsumerFormOnce, draft.spec.effect.is_some() || known.is_some(), fields)
    }

    fn putting(&self) -> Html {
        const ORDERS: &[(PutOrder, Key)] = &[
            (PutOrder::PutThenSettle, Key::ConsumerFormPutFirst),
            (PutOrder::SettleThenPut, Key::ConsumerFormSettleFirst),
        ];
        let draft = self.draft;
        let order = draft.spec.puts.as_ref().map(|puts| puts.order).unwrap_or_default();
        // A program that makes its messages has nothing to settle.
        let makes = draft.spec.from == Origin::Clock;
        let fields = html! {
            <>
                { self.text(Key::ConsumerFormPutsTo, &draft.puts_to, "puts.queue", Some(Key::ConsumerFormPutsHint),
                    |draft, text| draft.puts_to = text) }
                if !draft.puts_to.is_empty() && !makes {
                    { self.pick(Key::ConsumerFormPutOrder, ORDERS, order, |draft, order| {
                        let fresh = Putting { queue: "".into(), order, text: None };
                        draft.spec.puts.get_or_insert(fresh).order = order;
                    }) }
                }
                if !draft.puts_to.is_empty() || makes {
                    { self.text(Key::ConsumerFormPutText, &draft.puts_text, "puts.text",
                        Some(if makes { Key::ConsumerFormMadeTextHint } else { Key::ConsumerFormPutTextHint }),
                        |draft, text| draft.puts_text = text) }
                }
            </>
        };
        self.group(Key::ConsumerFormPuts, makes || !draft.puts_to.is_empty(), fields)
    }
}
