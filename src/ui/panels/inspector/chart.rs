//! Small charts of a queue over time: how many messages, and how long the oldest has waited.

use super::parts::{rich, section};
use super::scene::Scene;
use crate::picture::backlog::Sample;
use crate::say;
use crate::text::{Arg, Key, Rich, format};
use std::fmt::Write as _;
use yew::prelude::*;

/// Of the drawing; it is stretched to the room there is.
const WIDTH: f64 = 150.0;
const HEIGHT: f64 = 40.0;

/// Both charts of one queue; nothing as long as it was empty.
pub fn charts(scene: &Scene, samples: &[Sample]) -> Html {
    let (Some(first), Some(last)) = (samples.first(), samples.last()) else { return Html::default() };
    let (language, from, to) = (scene.language, scene.at(first.at), scene.at(last.at));
    let most = samples.iter().map(|sample| sample.depth).max().unwrap_or_default();
    if most == 0 {
        return Html::default();
    }
    let longest = samples.iter().map(|sample| sample.age).max().unwrap_or_default();
    let depth = say!(language, Key::ChartDepthName, from = from, to = to, now = last.depth, most = most);
    let (age, longest_age) = (Arg::Duration(last.age), Arg::Duration(longest));
    let age = say!(language, Key::ChartAgeName, from = from, to = to, now = age, most = longest_age);
    let both = html! {
        <div class="charts">
            { chart(
                scene.word(Key::ChartDepth),
                &format::number(last.depth),
                say!(language, Key::ChartMost, most = Arg::Text(&format::number(most))),
                depth,
                &curve(samples, most, |sample| sample.depth),
            ) }
            { chart(
                scene.word(Key::ChartAge),
                &format::duration(language, last.age),
                say!(language, Key::ChartMost, most = Arg::Duration(longest)),
                age,
                &curve(samples, longest, |sample| sample.age),
            ) }
        </div>
    };
    // Of a long run the newest part is shown, and where that begins.
    let title = if first.at > scene.world.start() {
        say!(language, Key::QueuesSince, from = scene.at(first.at)).plain()
    } else {
        scene.word(Key::QueuesOverTime).to_owned()
    };
    section(&title, both)
}

fn chart(title: &str, now: &str, most: Rich, name: Rich, path: &str) -> Html {
    html! {
        <figure class="chart">
            <figcaption><span>{ title }</span><b>{ now }</b></figcaption>
            <svg viewBox={format!("0 0 {WIDTH} {HEIGHT}")} preserveAspectRatio="none" role="img" aria-label={name.plain()}>
                <path class="chart-area" d={format!("{path}V{HEIGHT}H0Z")} />
                <path class="chart-line" d={path.to_owned()} />
            </svg>
            <p class="quiet" aria-hidden="true">{ rich(most) }</p>
        </figure>
    }
}

/// From left to right in steps; the greatest value is at the top.
fn curve(samples: &[Sample], most: u64, value: impl Fn(&Sample) -> u64) -> String {
    let wide = WIDTH / (samples.len().max(2) - 1) as f64;
    let y = |sample: &Sample| HEIGHT - 1.0 - (HEIGHT - 3.0) * value(sample) as f64 / most.max(1) as f64;
    let mut path = String::new();
    for (at, sample) in samples.iter().enumerate() {
        let (x, y) = (at as f64 * wide, y(sample));
        let _ = if at == 0 { write!(path, "M0 {y:.1}") } else { write!(path, "H{x:.1}V{y:.1}") };
    }
    path
}
