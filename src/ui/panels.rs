//! The parts of the page, a folder for each.

pub mod assumptions;
pub mod diagram;
pub mod dialogs;
pub mod faults;
pub mod help;
pub mod inspector;
pub mod journey;
pub mod ledger;
pub mod library;
pub mod link;
pub mod log;
pub mod messages;
pub mod mobile;
pub mod notices;
pub mod route_lab;
pub mod runs;
pub mod seed;
pub mod sentence;
pub mod settings_dialog;
pub mod table;
pub mod timeline;
pub mod top_bar;
pub mod transport;
pub mod trouble;

use crate::ui::view::{Selection, View};
use std::rc::Rc;
use yew::Properties;

/// What every panel draws from.
#[derive(Clone, PartialEq, Properties)]
pub struct PanelProps {
    pub view: Rc<View>,
    pub selection: Selection,
}
