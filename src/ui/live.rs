//! Mounts any function component through one component of Yew.
//!
//! Yew compiles its whole life cycle again for each type of component, about 3 KB of program each; the first visit loads
//! thirty of them. Here they share one, and the function to run is data.

use std::any::Any;
use std::rc::Rc;
use yew::functional::{FunctionProvider, Hook, HookContext};
use yew::prelude::*;

#[derive(Clone, Properties)]
pub struct LiveProps {
    run: fn(&mut HookContext, &dyn Any) -> HtmlResult,
    same: fn(&dyn Any, &dyn Any) -> bool,
    props: Rc<dyn Any>,
}

impl PartialEq for LiveProps {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.run, other.run) && (self.same)(&*self.props, &*other.props)
    }
}

struct Running<'a>(&'a LiveProps);

impl Hook for Running<'_> {
    type Output = HtmlResult;

    fn run(self, context: &mut HookContext) -> HtmlResult {
        (self.0.run)(context, &*self.0.props)
    }
}

#[component]
fn Live(props: &LiveProps) -> HtmlResult {
    // Named like a hook, so that the macro hands it the context.
    let use_function = Running;
    use_function(props)
}

/// The component `F` with its properties. Several of one kind side by side each take a key, see [`live_keyed`].
pub fn live<F: FunctionProvider + 'static>(props: F::Properties) -> Html {
    live_keyed::<F>(&"", props)
}

/// [`live`], as one of several of its kind: `key` tells them apart.
pub fn live_keyed<F: FunctionProvider + 'static>(key: &dyn std::fmt::Display, props: F::Properties) -> Html {
    mount(
        std::any::type_name::<F>(),
        key,
        LiveProps { run: run::<F>, same: same::<F::Properties>, props: Rc::new(props) },
    )
}

fn mount(name: &str, key: &dyn std::fmt::Display, props: LiveProps) -> Html {
    // Another function in the same place is another component: it must not find the former's hooks.
    html! { <Live key={format!("{name} {key}")} ..props /> }
}

fn run<F: FunctionProvider + 'static>(context: &mut HookContext, props: &dyn Any) -> HtmlResult {
    F::run(context, props.downcast_ref().expect("made together by `live`"))
}

fn same<P: PartialEq + 'static>(one: &dyn Any, other: &dyn Any) -> bool {
    one.downcast_ref::<P>() == other.downcast_ref::<P>()
}
