//! A worker: the program of the page in a thread of its own, for work that takes long.
//!
//! It runs from what the page has compiled: the program, and of its parts those that the page has fetched. The script that
//! loads parts keeps them under `playgroundParts`; where the program is one piece there are none. `static/worker.js` starts
//! it with the task as text under `playgroundTask`, and every answer is text (`trouble::labour`).

use crate::trouble::labour::{Task, broken};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Date, Object, Reflect, global};
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget};

const SCRIPT: &str = "worker.js";
const PARTS: &str = "playgroundParts";
const TASK: &str = "playgroundTask";
/// How long a worker is silent, in milliseconds, and how many steps it takes between two looks at the clock.
const SLICE_MS: f64 = 100.0;
const STEPS: u32 = 500;

#[wasm_bindgen]
extern "C" {
    /// A worker as its page sees it, and the page as its worker does.
    #[wasm_bindgen(extends = EventTarget)]
    type Worker;
    #[wasm_bindgen(constructor, catch)]
    fn new(script: &str, options: &Object) -> Result<Worker, JsValue>;
    #[wasm_bindgen(method, catch, js_name = postMessage)]
    fn post_message(this: &Worker, message: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method)]
    fn terminate(this: &Worker);
}

/// What a page hears of its worker.
pub enum Heard {
    Said(String),
    /// It could not be loaded, or it has stopped: what the browser tells of it, often nothing.
    Failed(String),
}

/// A worker at its task. It ends with this, at once.
pub struct AtWork {
    worker: Worker,
    _ears: [EventListener; 2],
}

impl AtWork {
    /// Sends a worker to work. Nothing where the browser refuses; it may also do so later, by what is heard.
    pub fn start(task: &str, hear: impl Fn(Heard) + Clone + 'static) -> Option<Self> {
        let program = gloo_utils::document().query_selector("script[data-program]").ok()??;
        let program = program.get_attribute("data-program")?;
        let parts = field(&global(), PARTS);
        let with =
            [("program", program.into()), ("module", wasm_bindgen::module()), ("parts", parts), ("task", task.into())];
        let worker = Worker::new(SCRIPT, &object(&[("type", "module".into())])).ok()?;
        let said = {
            let hear = hear.clone();
            EventListener::new(&worker, "message", move |event| {
                hear(Heard::Said(field(event, "data").as_string().unwrap_or_default()));
            })
        };
        let options = EventListenerOptions::enable_prevent_default();
        let failed = EventListener::new_with_options(&worker, "error", options, move |event| {
            // Otherwise some browsers take it for a failure of the page.
            event.prevent_default();
            hear(Heard::Failed(field(event, "message").as_string().unwrap_or_default()));
        });
        let at_work = Self { worker, _ears: [said, failed] };
        at_work.worker.post_message(&object(&with)).ok()?;
        Some(at_work)
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.worker.terminate();
        // What it has thrown before still comes, and is no failure of the page.
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&self.worker, "error", options, Event::prevent_default).forget();
    }
}

/// In a worker: does what the page has asked for, and says how far it is.
pub fn toil() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        say(&broken(&panic.to_string()));
    }));
    let task = field(&global(), TASK).as_string().unwrap_or_default();
    let mut toil = Task::begin(&task).expect("the page has begun the same task");
    wasm_bindgen_futures::spawn_local(async move {
        // The page learns that there is a worker.
        say(&toil.tell(true));
        let mut more = true;
        while more {
            let began = Date::now();
            while more && Date::now() - began < SLICE_MS {
                more = toil.go_on(STEPS);
            }
            say(&toil.tell(more));
            // A worker that is stopped leaves between two slices, sooner than a browser would break it off.
            TimeoutFuture::new(0).await;
        }
    });
}

fn say(text: &str) {
    let page: Worker = global().unchecked_into();
    // Text can always be sent.
    let _ = page.post_message(&text.into());
}

fn field(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}
