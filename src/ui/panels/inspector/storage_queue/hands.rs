//! The pop receipts that the person was given: which are good, which are stale, and what can be done with each.

use super::call;
use super::rows::preview;
use crate::model::ids::StorageQueueId;
use crate::model::storage::queue::{Queue, QueueMessage};
use crate::say;
use crate::text::Key;
use crate::ui::panels::inspector::call::Calls;
use crate::ui::panels::inspector::forms::fields::{TextField, editing, optional_whole};
use crate::ui::panels::inspector::parts::{rich, section};
use crate::ui::panels::inspector::scene::Scene;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::world::operation::{StorageOperation as Operation, StorageTaken, TakenId};
use crate::world::person::Held;
use std::sync::Arc;
use yew::prelude::*;

/// Receipts that are looked at, the latest first, and those that are shown although they are void.
const LOOK_BACK: usize = 500;
const VOID: usize = 3;
/// Receipts that are shown.
const SHOWN: usize = 20;

/// The section; nothing before the first put or get.
pub(super) fn hands(scene: &Scene, id: StorageQueueId, name: &Arc<str>, queue: &Queue, calls: &Calls) -> Html {
    let mut void = 0;
    let receipts = scene.world.person().taken().rev().take(LOOK_BACK).filter_map(|(taken, held)| {
        let Held::Receipt { queue: of, message_id, pop_receipt } = held else { return None };
        let message = queue.message_by_id(message_id).cloned();
        let good = message.as_ref().is_some_and(|message| message.pop_receipt.to_string() == **pop_receipt);
        (*of == id).then_some((*taken, message, good))
    });
    let receipts = receipts.filter(|(.., good)| {
        void += usize::from(!good);
        *good || void <= VOID
    });
    let rows: Vec<Html> = receipts
        .take(SHOWN)
        .map(|(taken, message, good)| {
            html! {
                <Hand key={taken.to_string()} scene={scene.clone()} calls={calls.clone()} queue={name.clone()} id={taken}
                    {message} {good} />
            }
        })
        .collect();
    if rows.is_empty() {
        return Html::default();
    }
    section(scene.word(Key::HandsHeading), html! { <ul class="msgs">{ rows }</ul> })
}

#[derive(PartialEq, Properties)]
struct HandProps {
    scene: Scene,
    calls: Calls,
    queue: Arc<str>,
    id: TakenId,
    /// Absent once it is gone.
    message: Option<Arc<QueueMessage>>,
    /// Whether the receipt is the current one.
    good: bool,
}

#[derive(Clone, PartialEq)]
struct Change {
    text: String,
    seconds: String,
}

#[component]
fn Hand(props: &HandProps) -> Html {
    let HandProps { scene, calls, queue, good, .. } = props;
    let change = use_state_eq(|| None::<Change>);
    let taken = || StorageTaken::Handle(props.id.to_string().into());
    let now = scene.world.now();
    let (key, glyph) = match &props.message {
        None => (Key::ReceiptGone, Some(Glyph::Cross)),
        Some(_) if !good => (Key::ReceiptStale, Some(Glyph::Cross)),
        Some(message) if now < message.next_visible_at => (Key::ReceiptGood, Some(Glyph::EyeClosed)),
        Some(_) => (Key::ReceiptStillGood, None),
    };
    let left = props.message.as_ref().map_or(now, |message| message.next_visible_at.max(now));
    let state = say!(scene.language, key, left = scene.until(left));
    let shown = props.message.as_ref().map(|message| preview(&message.text));
    let ask = {
        let (change, text) = (change.clone(), props.message.as_ref().map(|message| message.text.to_string()));
        Callback::from(move |_: MouseEvent| {
            let fresh = Change { text: text.clone().unwrap_or_default(), seconds: "0".to_owned() };
            change.set(if change.is_some() { None } else { Some(fresh) });
        })
    };
    let seconds = change.as_ref().map_or(Ok(None), |change| optional_whole(scene, &change.seconds));
    let update = {
        let (make, queue, message, seconds) = (calls.make.clone(), queue.clone(), taken(), seconds.clone());
        let text = change.as_ref().map(|change| Arc::from(&*change.text));
        Callback::from(move |_: MouseEvent| {
            if let Ok(visibility_timeout) = seconds {
                let (message, text) = (message.clone(), text.clone());
                make.emit(call(&queue, Operation::UpdateMessage { message, visibility_timeout, text }));
            }
        })
    };
    let delete = calls.making(call(queue, Operation::DeleteMessage { message: taken() }));
    html! {
        <li class={classes!("msg", "hand", (!good).then_some("over"))}>
            <p class="msg-head">
                <span class="msg-name mono">{ shown }</span>
                <span class="quiet mono">{ props.id.to_string() }</span>
            </p>
            <p class="msg-notes quiet">{ glyph.map(icon) }<span>{ rich(state) }</span></p>
            <div class="insp-actions">
                <button type="button" class="btn" onclick={delete}>{ scene.word(Key::ActDelete) }</button>
                <button type="button" class="btn" aria-expanded={change.is_some().to_string()} onclick={ask}>
                    { scene.word(Key::ActUpdate) }
                </button>
            </div>
            if let Some(draft) = &*change {
                <div class="thing-form inline">
                    <TextField label={Key::QueuesText} value={draft.text.clone()} multiline={true}
                        on_input={edit(&change, |draft, text| draft.text = text)} />
                    <TextField label={Key::StorageHidden} value={draft.seconds.clone()} numeric={true} error={seconds.err()}
                        unit={Key::FieldUnitSeconds} hint={say!(scene.language, Key::StorageHideHint)}
                        on_input={edit(&change, |draft, text| draft.seconds = text)} />
                    <button type="button" class="btn" onclick={update}>{ scene.word(Key::ActUpdateNow) }</button>
                </div>
            }
        </li>
    }
}

fn edit(state: &UseStateHandle<Option<Change>>, edit: fn(&mut Change, String)) -> Callback<String> {
    editing(state, move |change: &mut Option<Change>, text| {
        if let Some(change) = change {
            edit(change, text);
        }
    })
}
