//! The instructions of programs under one type: what a listing shows line by line, and what the simulation carries out.

use super::consumer::program::Line;

/// An instruction of a device's program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceLine {
    /// Makes the next message.
    Build,
    /// Hands it to the client, which publishes it.
    Send,
    /// Waits for the next turn.
    Sleep,
    /// The client calls back: acknowledged, or given up.
    Confirm,
}

impl DeviceLine {
    /// The turn of a program's loop, in order. [`DeviceLine::Confirm`] stands beside it: the client runs it.
    pub const TURN: [Self; 3] = [Self::Build, Self::Send, Self::Sleep];
}

/// An instruction of any program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instruction {
    Device(DeviceLine),
    Consumer(Line),
    /// What a line does with a message that the program turns away there.
    Away(Line),
}

impl Instruction {
    pub const ALL: [Self; 21] = [
        Self::Device(DeviceLine::Build),
        Self::Device(DeviceLine::Send),
        Self::Device(DeviceLine::Sleep),
        Self::Device(DeviceLine::Confirm),
        Self::Consumer(Line::Receive),
        Self::Consumer(Line::Take),
        Self::Consumer(Line::Poison),
        Self::Away(Line::Poison),
        Self::Consumer(Line::Filter),
        Self::Away(Line::Filter),
        Self::Consumer(Line::CheckSeen),
        Self::Away(Line::CheckSeen),
        Self::Consumer(Line::Record),
        Self::Consumer(Line::Work),
        Self::Away(Line::Work),
        Self::Consumer(Line::Effect),
        Self::Away(Line::Effect),
        Self::Consumer(Line::Put),
        Self::Away(Line::Put),
        Self::Consumer(Line::Settle),
        Self::Consumer(Line::Done),
    ];

    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Device(DeviceLine::Build) => "build",
            Self::Device(DeviceLine::Send) => "send",
            Self::Device(DeviceLine::Sleep) => "sleep",
            Self::Device(DeviceLine::Confirm) => "confirm",
            Self::Consumer(line) => line.code(),
            Self::Away(Line::Poison) => "poison-away",
            Self::Away(Line::Filter) => "filter-away",
            Self::Away(Line::CheckSeen) => "check-seen-away",
            Self::Away(Line::Effect) => "effect-away",
            Self::Away(Line::Put) => "put-away",
            Self::Away(_) => "work-away",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn each_has_a_code_of_its_own() {
        for instruction in Instruction::ALL {
            assert_eq!(Instruction::of_code(instruction.code()), Some(instruction));
        }
    }
}
