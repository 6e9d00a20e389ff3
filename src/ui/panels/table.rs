//! The table: everything that the diagram shows, in rows.

pub mod words;

use crate::ui::panels::diagram::Edit;
use crate::ui::view::{Selection, View};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub struct TableProps {
    pub view: Rc<View>,
    pub selection: Selection,
    pub on_edit: Callback<Edit>,
}

#[component]
pub fn Table(props: &TableProps) -> Html {
    let _ = props;
    html! {}
}
