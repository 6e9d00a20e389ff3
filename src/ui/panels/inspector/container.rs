//! A storage container as an endpoint: the batch that fills, and the blobs written so far.

use super::forms::blob::download;
use super::pages::{FirstFrom, PAGE, Pager, use_pages};
use super::parts::{Go, countdown, rich, section};
use super::scene::{Scene, use_scene};
use crate::model::ids::EndpointId;
use crate::model::storage::blob::Blob;
use crate::say;
use crate::text::{Arg, Key};
use crate::ui::dialogs::DialogKind;
use crate::ui::page::use_dialogs;
use crate::ui::view::{Selection, View};
use crate::ui::widgets::icon::{Glyph, icon};
use std::rc::Rc;
use std::sync::Arc;
use yew::prelude::*;

/// Buffered messages that are named.
const NAMED: usize = 12;

#[derive(PartialEq, Properties)]
pub struct ContainerProps {
    pub view: Rc<View>,
    pub endpoint: EndpointId,
}

#[component]
pub fn ContainerPanel(props: &ContainerProps) -> Html {
    let scene = use_scene(&props.view);
    let pages = use_pages();
    // The newest first; a page begins at a place in this list.
    let blobs = use_memo((props.view.revision, props.endpoint), |_| {
        let container = props.view.world.endpoints()[props.endpoint.index()].container();
        let mut blobs: Vec<Arc<Blob>> = container.iter().flat_map(|c| c.blobs()).cloned().collect();
        blobs.sort_by_key(|blob| std::cmp::Reverse(blob.last_modified));
        blobs
    });
    let Some(container) = scene.endpoint(props.endpoint).container() else { return Html::default() };
    let total = u64::from(container.settings().batch_frequency_in_seconds) * 1_000;
    let batches: Vec<Html> = container
        .batches()
        .map(|(_, batch)| {
            let left = container.closes_at(batch).since(scene.world.now());
            let n = batch.records.len();
            let words = say!(scene.language, Key::EndpointContainerCounts, n = n, left = Arg::Duration(left));
            html! {
                <>
                    { countdown(left, total, words) }
                    <ul class="rows inline">
                        { for batch.records.iter().take(NAMED).map(|record| {
                            let send = record.lineage.send();
                            html! { <li><Go to={Selection::Message(send)} class="mono">{ scene.label(send) }</Go></li> }
                        }) }
                    </ul>
                    if n > NAMED {
                        <p class="quiet">{ rich(say!(scene.language, Key::EndpointMoreMessages, n = n - NAMED)) }</p>
                    }
                </>
            }
        })
        .collect();
    let count = blobs.len() as u64;
    let place = move |from: u64| Some(from).filter(|from| *from < count);
    let from = pages.from(place);
    let shown: Vec<_> = blobs.iter().skip(from as usize).take(PAGE).cloned().collect();
    let end = from + shown.len() as u64;
    let about = say!(scene.language, Key::ContainerRange, from = from + 1, to = end, n = count);
    let rows =
        shown.into_iter().map(|blob| html! { <BlobRow scene={scene.clone()} endpoint={props.endpoint} {blob} /> });
    section(
        scene.word(Key::EndpointHeadingContent),
        html! {
            <>
                if batches.is_empty() {
                    <p class="quiet">{ scene.word(Key::EndpointContainerIdle) }</p>
                }
                { batches }
                <p>{ rich(say!(scene.language, Key::EndpointBlobs, n = count)) }</p>
                <ul class="rows">{ for rows }</ul>
                <Pager {pages} {about} last={end.checked_sub(1)} first_from={FirstFrom::new(place)} />
            </>
        },
    )
}

#[derive(PartialEq, Properties)]
struct BlobRowProps {
    scene: Scene,
    endpoint: EndpointId,
    blob: Arc<Blob>,
}

#[component]
fn BlobRow(props: &BlobRowProps) -> Html {
    let dialogs = use_dialogs();
    let BlobRowProps { scene, blob, .. } = props;
    let about = say!(
        scene.language,
        Key::BlobWritten,
        at = scene.at(blob.last_modified),
        size = Arg::Bytes(blob.size_bytes),
        n = blob.records.len()
    );
    let open = {
        let (endpoint, name) = (props.endpoint, blob.name.clone());
        Callback::from(move |_: MouseEvent| dialogs.open(DialogKind::Blob { endpoint, name: name.clone() }))
    };
    let save = {
        let blob = blob.clone();
        Callback::from(move |_: MouseEvent| download(&blob))
    };
    let label = say!(scene.language, Key::BlobDownload, blob = Arg::Text(&blob.name)).plain();
    html! {
        <li class="blob-row">
            <button type="button" class="go mono" onclick={open}>{ &blob.name }</button>
            <button type="button" class="btn quiet square" aria-label={label} onclick={save}>
                { icon(Glyph::Download) }
            </button>
            <span class="quiet">{ rich(about) }</span>
        </li>
    }
}
