//! The view with the reader's language: names, times and words for every part of the inspector.

use super::console::SHOWN;
use crate::model::ids::{ConsumerId, DeviceId, EndpointId, ProducerId, SendId};
use crate::model::time::Timestamp;
use crate::session::story::console::Occasion;
use crate::session::story::{Story, story};
use crate::text::{Arg, Key, Language, format, narration, word};
use crate::ui::page::use_language;
use crate::ui::trails::with_trails;
use crate::ui::view::View;
use crate::world::consumer::Consumer;
use crate::world::device::Device;
use crate::world::endpoint::Endpoint;
use std::ops::Deref;
use std::rc::Rc;
use yew::prelude::*;

/// The moment at the playhead, for a reader.
#[derive(Clone, PartialEq)]
pub struct Scene {
    pub view: Rc<View>,
    pub language: Language,
}

impl Deref for Scene {
    type Target = View;

    fn deref(&self) -> &View {
        &self.view
    }
}

impl Scene {
    #[must_use]
    pub fn word(&self, key: Key) -> &'static str {
        word(self.language, key)
    }

    /// As an argument: virtual time since the start.
    #[must_use]
    pub fn at(&self, at: Timestamp) -> Arg<'static> {
        Arg::Instant(at.since(self.world.start()))
    }

    /// As text: virtual time since the start.
    #[must_use]
    pub fn clock(&self, at: Timestamp) -> String {
        format::instant(at.since(self.world.start()))
    }

    /// As an argument: how long it is until then.
    #[must_use]
    pub fn until(&self, at: Timestamp) -> Arg<'static> {
        Arg::Duration(at.since(self.world.now()))
    }

    #[must_use]
    pub fn device(&self, id: DeviceId) -> &Device {
        &self.world.devices()[id.index()]
    }

    #[must_use]
    pub fn endpoint(&self, id: EndpointId) -> &Endpoint {
        &self.world.endpoints()[id.index()]
    }

    #[must_use]
    pub fn consumer(&self, id: ConsumerId) -> &Consumer {
        &self.world.consumers()[id.index()]
    }

    /// The name of a consumer, or words for the person.
    #[must_use]
    pub fn consumer_name(&self, id: ConsumerId) -> std::sync::Arc<str> {
        narration::consumer(id, &self.world, self.language)
    }

    /// The name of who sends.
    #[must_use]
    pub fn producer(&self, id: ProducerId) -> std::sync::Arc<str> {
        narration::producer(id, &self.world, self.language)
    }

    #[must_use]
    pub fn label(&self, send: SendId) -> String {
        self.world.label_of(send)
    }

    /// The story of a send up to the playhead, once the trails are read.
    #[must_use]
    pub fn story(&self, send: SendId) -> Story {
        with_trails(|trails| story(trails.of_message(&self.log, send, self.at_step).into_iter(), send))
    }

    /// The last occasions up to the playhead at which the program of `who` printed something, once the trails are read.
    #[must_use]
    pub fn printed(&self, who: ProducerId) -> Vec<Occasion> {
        with_trails(|trails| trails.printed(&self.log, who, self.at_step, SHOWN))
    }

    /// The name of the run that goes on when somebody acts in the past.
    #[must_use]
    pub fn next_run(&self) -> usize {
        self.runs.len() + 1
    }
}

#[hook]
pub fn use_scene(view: &Rc<View>) -> Scene {
    Scene { view: view.clone(), language: use_language() }
}
