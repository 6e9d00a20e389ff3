//! `hubsim`: the same session as the page, on the command line.
use iot_hub_playground::{scenario::*, session::*};
fn main() {
    let f = std::env::args().nth(1).unwrap();
    let s = Scenario::from_json(&std::fs::read_to_string(f).unwrap()).unwrap();
    let seed = find_seed(
        "MyFirstPythonDevice",
        &[
            None,
            Some("storage"),
            None,
            Some("critical"),
            None,
            Some("storage"),
            None,
            Some("critical"),
            Some("storage"),
            None,
            None,
            Some("critical"),
            Some("critical"),
        ],
        0,
        50_000_000,
    );
    println!("seed {seed:?}");
    println!("opens {:?}", s.opening_step());
    let mut x = Session::new(s).unwrap();
    let until = x.world().start().plus(std::env::args().nth(2).unwrap().parse().unwrap());
    println!("{:?}", x.seek_time(until, 1_000_000));
    for e in x.log().steps(0, u32::MAX) {
        println!("{:>7.3} #{:<4} <-{:<4} {:?}", e.at.since(x.world().start()) as f64 / 1000.0, e.step, e.cause, e.what);
    }
    println!("{:?} unaccounted {}", x.world().ledger(), x.world().ledger().unaccounted());
}
