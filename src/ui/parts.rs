//! The parts of the program that are fetched when they are first shown, so that the first visit stays small.
//!
//! Each part is reached through one function only, its entry here: whatever nothing else calls leaves the program with
//! it, when `cargo xtask dist` splits it (feature `split`). In any other build the parts are simply there.

#![allow(unsafe_code, reason = "the splitter's calls between the files of one program")]

use crate::text::{Key, word};
use crate::ui::notices::{Notice, NoticeAct, Tell};
use crate::ui::panels::PanelProps;
use crate::ui::panels::dialogs::DialogHostProps;
use crate::ui::panels::mobile::MobileProps;
use crate::ui::settings::use_language;
use std::cell::OnceCell;
use std::future::Future;
use std::pin::Pin;
use std::thread::LocalKey;
use yew::prelude::*;

/// Draws a part.
type Draw<P> = fn(P) -> Html;
type Fetching<P> = Pin<Box<dyn Future<Output = Result<Draw<P>, Missing>>>>;

/// The part could not be fetched; the next time it is shown tries again.
struct Missing;

/// A part, which is there once it has been fetched.
struct Part<P: 'static> {
    draw: OnceCell<Draw<P>>,
    fetch: fn() -> Fetching<P>,
}

/// A component of the same name that fetches the part and draws it with its own properties.
macro_rules! part {
    ($(#[$doc:meta])* $chunk:ident: $name:ident($props:ty) from $whole:path) => {
        $(#[$doc])*
        #[component]
        pub fn $name(props: &$props) -> Html {
            use $whole as Whole;

            thread_local! {
                static PART: Part<$props> = const { Part { draw: OnceCell::new(), fetch: || Box::pin($chunk()) } };
            }

            #[cfg(feature = "split")]
            #[wasm_split_helpers::wasm_split($chunk, fallible)]
            fn $chunk() -> Result<Draw<$props>, Missing> {
                Ok(|props| html! { <Whole ..props /> })
            }

            #[cfg(not(feature = "split"))]
            async fn $chunk() -> Result<Draw<$props>, Missing> {
                Ok(|props| html! { <Whole ..props /> })
            }

            use_part(&PART, props.clone())
        }
    };
}

part!(
    /// What is selected.
    inspector: Inspector(PanelProps) from crate::ui::panels::inspector::Inspector
);
part!(
    /// The dialog that is open.
    dialogs: DialogHost(DialogHostProps) from crate::ui::panels::dialogs::DialogHost
);
part!(
    /// The table in the place of the diagram.
    table: Table(PanelProps) from crate::ui::panels::table::Table
);
part!(
    /// The workbench on small screens.
    phone: Mobile(MobileProps) from crate::ui::panels::mobile::Mobile
);

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Missing
    }
}

/// Draws `part` with `props`; until it is there, a line that says so.
#[hook]
fn use_part<P: 'static>(part: &'static LocalKey<Part<P>>, props: P) -> Html {
    let language = use_language();
    let tell: Tell = use_context().expect("the root provides it");
    let here = use_force_update();
    let draw = part.with(|part| part.draw.get().copied());
    use_effect_with(draw.is_none(), move |missing| {
        if *missing {
            let fetching = part.with(|part| (part.fetch)());
            wasm_bindgen_futures::spawn_local(async move {
                match fetching.await {
                    Ok(draw) => {
                        part.with(|part| part.draw.set(draw)).ok();
                        here.force_update();
                    }
                    Err(Missing) => tell.dispatch(NoticeAct::Tell(Notice::PartMissing)),
                }
            });
        }
    });
    match draw {
        Some(draw) => draw(props),
        None => html! { <p class="fetching" role="status">{ word(language, Key::PartFetching) }</p> },
    }
}
