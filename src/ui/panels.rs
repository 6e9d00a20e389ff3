//! The parts of the page, a folder for each.

pub mod diagram;
pub mod inspector;
pub mod table;
pub mod timeline;

use crate::ui::view::{Selection, View};
use std::rc::Rc;
use yew::Properties;

/// What every panel draws from.
#[derive(Clone, PartialEq, Properties)]
pub struct PanelProps {
    pub view: Rc<View>,
    pub selection: Selection,
}
