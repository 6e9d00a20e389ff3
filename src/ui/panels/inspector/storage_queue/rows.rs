//! One message of a Storage queue: visible or hidden, how often it was got, what it says.

use crate::model::ids::SendId;
use crate::model::storage::queue::{DEFAULT_GET_VISIBILITY_SECONDS, QueueMessage};
use crate::model::time::NEVER;
use crate::say;
use crate::text::Key;
use crate::ui::panels::inspector::parts::{Go, fact, facts, rich};
use crate::ui::panels::inspector::scene::Scene;
use crate::ui::view::Selection;
use crate::ui::widgets::icon::{Glyph, icon};
use std::sync::Arc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct RowProps {
    pub scene: Scene,
    pub message: Arc<QueueMessage>,
    pub is_open: bool,
    pub toggle: Callback<MouseEvent>,
}

#[component]
pub(super) fn Row(props: &RowProps) -> Html {
    let RowProps { scene, message, .. } = props;
    let hidden = scene.world.now() < message.next_visible_at;
    let state = if hidden {
        say!(scene.language, Key::StorageInvisible, left = scene.until(message.next_visible_at))
    } else {
        say!(scene.language, Key::StorageVisible)
    };
    html! {
        <li class={classes!("msg", hidden.then_some("hidden"))}>
            <button type="button" class="msg-head" aria-expanded={props.is_open.to_string()} onclick={props.toggle.clone()}>
                <span class="msg-name mono">{ preview(&message.text) }</span>
                <span class="quiet mono">{ rich(say!(scene.language, Key::StorageNumber, n = message.number)) }</span>
                <span class="msg-state">
                    if hidden {
                        { icon(Glyph::EyeClosed) }
                    }
                    { rich(state) }
                </span>
                { icon(Glyph::ChevronDown) }
            </button>
            if hidden {
                { hidden_left(scene, message) }
            }
            <p class="msg-notes quiet">
                if message.dequeue_count > 0 {
                    <span>{ rich(say!(scene.language, Key::StorageDequeued, n = u64::from(message.dequeue_count))) }</span>
                }
            </p>
            if props.is_open {
                { opened(scene, message) }
            }
        </li>
    }
}

/// The first line of a text, or of it what fits.
pub(super) fn preview(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let short: String = line.chars().take(28).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

/// The last seconds until the message shows up again, as a bar that shrinks; how long it was hidden in all, the queue
/// does not know.
fn hidden_left(scene: &Scene, message: &QueueMessage) -> Html {
    const WHOLE_MS: u64 = DEFAULT_GET_VISIBILITY_SECONDS as u64 * 1_000;
    let left = message.next_visible_at.since(scene.world.now()).min(WHOLE_MS);
    html! {
        <svg class="msg-bar" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
            <rect width={(left * 100 / WHOLE_MS).to_string()} height="3" />
        </svg>
    }
}

fn opened(scene: &Scene, message: &QueueMessage) -> Html {
    let word = |key| scene.word(key);
    let code = |text: String| html! { <code>{ text }</code> };
    let mut rows = vec![
        fact(word(Key::MessageId), code(message.message_id.to_string())),
        fact(word(Key::QueuesPopReceipt), code(message.pop_receipt.to_string())),
        fact(word(Key::QueuesDequeueCount), code(message.dequeue_count.to_string())),
        fact(word(Key::StorageInserted), code(scene.clock(message.inserted_at))),
        fact(word(Key::QueuesNextVisible), code(scene.clock(message.next_visible_at))),
    ];
    if message.expires_at < NEVER {
        rows.push(fact(word(Key::MessageExpiresAt), code(scene.clock(message.expires_at))));
    }
    rows.push(fact(word(Key::QueuesText), html! { <pre class="body">{ &message.text }</pre> }));
    let send: SendId = message.lineage.send();
    html! {
        <div class="msg-more">
            { facts(rows) }
            <div class="insp-actions">
                <Go to={Selection::Message(send)} class="link">{ word(Key::QueuesWholeStory) }</Go>
            </div>
        </div>
    }
}
