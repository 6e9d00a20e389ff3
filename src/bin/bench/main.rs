//! Measures the simulation in the browser; `cargo xtask bench` builds it, opens it and prints its table.
//! It is no part of the site. Nothing is asserted on time; what is compared runs in turns within one page.

#[cfg(target_arch = "wasm32")]
mod pipeline;

fn main() {}

#[cfg(target_arch = "wasm32")]
mod page {
    use iot_hub_playground::model::draw::{Owner, OwnerKind, Purpose, bits};
    use iot_hub_playground::scenario::Scenario;
    use iot_hub_playground::session::Session;
    use iot_hub_playground::session::history::History;
    use iot_hub_playground::world::World;
    use iot_hub_playground::world::entry::Log;
    use iot_hub_playground::world::spec::{DeviceSpec, Program, TutorialProgram};
    use serde_json::{Value, json};
    use wasm_bindgen::prelude::wasm_bindgen;

    const STEPS: u32 = 1_000_000;
    const SLICE: u32 = 50_000;
    const FLEET: u32 = 10_000;
    const FLEET_STEPS: u32 = 400_000;
    const LOOKS: u64 = 200;

    /// Runs every measurement; the answer is a JSON list of `{ "name", "value", "unit" }`.
    #[wasm_bindgen]
    #[expect(unreachable_pub, reason = "the page is the one who calls it")]
    pub fn bench() -> String {
        let mut rows = Vec::new();
        measure("tutorial", &tutorial(), STEPS, &mut rows);
        measure("10,000 devices", &fleet(), FLEET_STEPS, &mut rows);
        Value::Array(rows).to_string()
    }

    fn tutorial() -> Scenario {
        let text = include_str!("../../../static/scenarios/routing-tutorial.json");
        let mut scenario = Scenario::from_json(text).expect("the bundled scenario loads");
        scenario.devices[0].program =
            Program::Tutorial(TutorialProgram { pace_ms: 1_000, ..TutorialProgram::default() });
        scenario
    }

    /// The tutorial with 10,000 devices of the seed's own pace, started one behind the other.
    fn fleet() -> Scenario {
        let mut scenario = tutorial();
        scenario.devices = (0..FLEET)
            .map(|n| DeviceSpec {
                id: format!("device-{n:05}").into(),
                program: Program::default(),
                starts_ms: u64::from(n) * 3,
                enabled: true,
            })
            .collect();
        scenario
    }

    /// The same run three times, in turns: bare, with its log, and as a session: with log and checkpoints.
    fn measure(name: &str, scenario: &Scenario, steps: u32, rows: &mut Vec<Value>) {
        let mut row = |what: &str, value: f64, unit: &str| {
            rows.push(json!({ "name": format!("{name}: {what}"), "value": value, "unit": unit }));
        };
        let mut bare = scenario.build(scenario.seed).expect("the scenario builds");
        let mut session = Session::new(scenario.clone()).expect("the scenario builds");
        let mut silent = Log::silent();
        let mut logged = bare.clone();
        let (mut log, mut history) = (Log::default(), History::new(logged.start()));
        let (mut bare_ms, mut logged_ms, mut session_ms) = (Vec::new(), Vec::new(), Vec::new());
        let mut reached = 0;
        while reached < steps {
            reached += SLICE;
            bare_ms.push(timed(|| while bare.steps() < reached && bare.step(&mut silent) {}));
            logged_ms.push(timed(|| {
                while logged.steps() < reached && logged.step(&mut log) {
                    if log.is_full() {
                        history.take(&mut log);
                    }
                }
            }));
            session_ms.push(timed(|| {
                session.seek_step(reached);
            }));
        }
        assert_eq!(bare.ledger(), session.world().ledger(), "the runs are the same");
        assert_eq!(log.digest(), session.digest(), "and so are their logs");
        drop((logged, history));
        assert_eq!(bare.ledger().unaccounted(), 0, "the books balance");
        let sum = |times: &[f64]| times.iter().sum::<f64>();
        row("steps", f64::from(steps) / sum(&bare_ms) * 1_000.0, "per second");
        row("steps with log", f64::from(steps) / sum(&logged_ms) * 1_000.0, "per second");
        row("steps with log and checkpoints", f64::from(steps) / sum(&session_ms) * 1_000.0, "per second");
        row("cost of checkpoints", (sum(&session_ms) / sum(&logged_ms) - 1.0) * 100.0, "% of a logged run");
        let quarter = bare_ms.len() / 4;
        let growth = sum(&bare_ms[bare_ms.len() - quarter..]) / sum(&bare_ms[..quarter]);
        row("cost of a step, last quarter to first", growth, "times");
        row("entries", session.log().len() as f64, "kept");
        row("memory", memory_mib(), "MiB");
        let clones = timed(|| (0..LOOKS).for_each(|_| drop(std::hint::black_box(World::clone(session.world())))));
        row("clone of a world", clones / LOOKS as f64 * 1_000.0, "µs");
        let owner = Owner::new(OwnerKind::Person, "bench", 0);
        let last = session.last_step();
        let seeks = (0..LOOKS).map(|n| {
            let step = (bits(1, owner, Purpose::Reading, n) % u64::from(last)) as u32;
            timed(|| {
                session.seek_step(step);
            })
        });
        let seeks = seeks.collect::<Vec<_>>();
        row("seek to anywhere, median", percentile(&seeks, 50), "ms");
        row("seek to anywhere, 95th percentile", percentile(&seeks, 95), "ms");
        let backs: Vec<_> = (0..LOOKS)
            .map(|_| {
                timed(|| {
                    session.step_back();
                })
            })
            .collect();
        row("step back, 95th percentile", percentile(&backs, 95), "ms");
        let forth: Vec<_> = (0..LOOKS)
            .map(|_| {
                timed(|| {
                    session.step();
                })
            })
            .collect();
        row("step, 95th percentile", percentile(&forth, 95), "ms");
        row("memory after seeking", memory_mib(), "MiB");
    }

    fn percentile(times: &[f64], percent: usize) -> f64 {
        let mut sorted = times.to_vec();
        sorted.sort_by(f64::total_cmp);
        sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)]
    }

    fn memory_mib() -> f64 {
        core::arch::wasm32::memory_size(0) as f64 / 16.0
    }

    /// Milliseconds that `work` took.
    fn timed(work: impl FnOnce()) -> f64 {
        let clock = web_sys::window().and_then(|window| window.performance()).expect("the page has a clock");
        let started = clock.now();
        work();
        clock.now() - started
    }
}
