//! Golden listings, each line after the instruction that it belongs to.

use crate::catalogue::{consumers, devices};
use iot_hub_playground::python::Sdk;
use iot_hub_playground::python::programs::{Listing, of_consumer, of_device};
use iot_hub_playground::world::consumer::program::lines;
use iot_hub_playground::world::instruction::{DeviceLine, Instruction};
use iot_hub_playground::world::spec::ConsumerSpec;
use std::collections::BTreeSet;

fn shown(listing: &Listing) -> String {
    let Some(code) = &listing.code else { return format!("{}: it cannot do this\n", listing.package) };
    let lines = code.lines.iter().map(|(instruction, line)| {
        let code = instruction.map_or("", Instruction::code);
        format!("{code:>15} | {line}").trim_end().to_owned() + "\n"
    });
    format!("{}\n{}", listing.package, lines.collect::<String>())
}

fn name(name: &str, sdk: Sdk) -> String {
    format!("{name}__{}", if sdk == Sdk::Legacy { "legacy" } else { "today" })
}

#[test]
fn of_consumers() {
    for (choice, spec) in consumers() {
        for sdk in Sdk::ALL {
            insta::assert_snapshot!(name(choice, sdk), shown(&of_consumer(&spec, sdk)));
        }
    }
}

#[test]
fn of_devices() {
    for (choice, spec) in devices() {
        for sdk in Sdk::ALL {
            insta::assert_snapshot!(name(choice, sdk), shown(&of_device(&spec, sdk).expect("it has a program")));
        }
    }
}

fn reads_events(spec: &ConsumerSpec) -> bool {
    &*spec.reads == "events"
}

/// Each instruction of the program that runs has its lines, and there are none for what it does not do.
#[test]
fn every_instruction_has_its_lines() {
    for (choice, spec) in consumers().into_iter().filter(|(_, spec)| !reads_events(spec)) {
        for sdk in Sdk::ALL {
            let Some(code) = of_consumer(&spec, sdk).code else { continue };
            let listed: BTreeSet<_> = code.lines.iter().filter_map(|(of, _)| of.map(Instruction::code)).collect();
            for line in lines(&spec) {
                assert!(listed.contains(line.code()), "{choice}: {}", line.code());
            }
            let known: BTreeSet<_> = lines(&spec).into_iter().map(|line| line.code()).collect();
            for code in listed {
                let of = code.strip_suffix("-away").unwrap_or(code);
                assert!(known.contains(of), "{choice}: {code}");
            }
        }
    }
    for (choice, spec) in devices() {
        for sdk in Sdk::ALL {
            let code = of_device(&spec, sdk).and_then(|listing| listing.code).expect("a program");
            for line in DeviceLine::TURN.into_iter().chain([DeviceLine::Confirm]) {
                assert!(code.line_of(Instruction::Device(line)).is_some(), "{choice}: {line:?}");
            }
        }
    }
}

#[test]
fn the_old_library_says_what_it_cannot() {
    let missing = consumers().into_iter().filter(|(_, spec)| of_consumer(spec, Sdk::Legacy).code.is_none());
    let missing: Vec<_> = missing.map(|(name, _)| name).collect();
    assert_eq!(missing, ["batch", "prefetch", "fails_not_json", "events"]);
}
