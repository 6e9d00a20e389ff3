//! Runs a plan against one message after the other.

use super::batch::Member;
use super::lookup::Level;
use super::plan::{Formula, Leaf, Named, NodeId, Op, Plan, Question, Step, Watch};
use crate::model::query::Dialect;
use crate::model::query::functions::Arguments;
use crate::model::query::string::{Text, same_name};
use crate::model::query::tokens::Binary;
use crate::model::query::value::{Value, Verdict, Why, and, compare, or};
use std::borrow::Cow;
use std::cmp::Ordering;

/// A value that is copied without a thought. Text that had to be made lies in [`Run::kept`].
#[derive(Clone, Copy, Debug)]
enum Cell<'m> {
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
    Text(&'m str),
    Object,
    Array,
    Kept(u32),
    /// Only as what was found at a path: nothing.
    Absent,
    /// Only as what was found at a path: text that the service takes for a date.
    Date,
}

impl Cell<'_> {
    fn is_defined(self) -> bool {
        !matches!(self, Cell::Undefined | Cell::Object | Cell::Array | Cell::Absent | Cell::Date)
    }

    fn truth(self) -> Verdict {
        match self {
            Cell::Bool(value) => value.into(),
            _ => Verdict::Undefined,
        }
    }
}

impl From<Verdict> for Cell<'_> {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::True => Cell::Bool(true),
            Verdict::False => Cell::Bool(false),
            Verdict::Undefined => Cell::Undefined,
        }
    }
}

/// A bit that is set.
const SET: u64 = u64::MAX;

/// The values of one message after the other.
pub(super) struct Run<'m> {
    plan: &'m Plan,
    cells: Vec<Cell<'m>>,
    /// By operation: the message for which its cell was computed.
    computed_for: Vec<u32>,
    message: u32,
    /// What was found in the body and in the twin, by slot.
    body: Vec<Cell<'m>>,
    twin: Vec<Cell<'m>>,
    kept: Vec<Value<'m>>,
    open: Vec<Level>,
    /// Of the plan: 0 or [`SET`], so that a bit can stand for 64 conditions.
    bits: Vec<u64>,
}

impl<'m> Run<'m> {
    pub(super) fn new(plan: &'m Plan) -> Self {
        let mut run = Self {
            plan,
            cells: vec![Cell::Undefined; plan.leaves.len() + plan.ops.len()],
            computed_for: vec![0; plan.ops.len()],
            message: 0,
            body: vec![Cell::Undefined; plan.body.slots as usize],
            twin: vec![Cell::Undefined; plan.twin.slots as usize],
            kept: Vec::new(),
            open: Vec::new(),
            bits: vec![0; plan.bits as usize],
        };
        for (at, leaf) in plan.leaves.iter().enumerate() {
            if let Leaf::Constant(value) = leaf {
                run.cells[at] = run.keep(value.reborrow());
            }
        }
        run
    }

    /// Appends the places of the conditions that are true for `message`, ascending.
    pub(super) fn matching(&mut self, message: Member<'m>, found: &mut Vec<u32>) {
        if self.message == u32::MAX {
            self.computed_for.fill(0);
            self.message = 0;
        }
        self.message += 1;
        self.kept.clear();
        self.read(message);
        self.settle();
        let plan = self.plan;
        for group in &plan.groups {
            // Without a branch for each condition, which no processor could foresee.
            let mut left = u64::MAX >> (64 - group.routes.len());
            for &(bit, without) in &group.needs {
                left &= self.bits[bit as usize] | without;
            }
            while left != 0 {
                let (place, rest) = &group.routes[left.trailing_zeros() as usize];
                if rest.iter().all(|formula| self.holds(formula)) {
                    found.push(*place);
                }
                left &= left - 1;
            }
        }
    }

    /// Answers what is asked of each leaf alone, and what follows from the answers.
    fn settle(&mut self) {
        self.bits.fill(0);
        let plan = self.plan;
        for watch in &plan.watches {
            self.answer(watch);
        }
        for derived in &plan.derived {
            let of = derived.of.iter().map(|&bit| self.bits[bit as usize]);
            self.bits[derived.bit as usize] =
                if derived.all { of.fold(SET, |all, bit| all & bit) } else { of.fold(0, |any, bit| any | bit) };
        }
    }

    fn answer(&mut self, watch: &Watch) {
        let cell = self.cells[watch.leaf as usize];
        let bits = &mut self.bits;
        // Its own bit, or the next one if it is false.
        let mut answer = |bit: u32, holds: bool| bits[(bit + u32::from(!holds)) as usize] = SET;
        for &(operator, number, bit) in if cell.is_defined() { &watch.numbers[..] } else { &[] } {
            let order = match cell {
                Cell::Number(given) => given.partial_cmp(&number).unwrap_or(Ordering::Equal),
                // Unequal types are ordered by rank.
                Cell::Bool(_) => Ordering::Less,
                _ => Ordering::Greater,
            };
            answer(bit, decide(operator, order));
        }
        let kept = match cell {
            Cell::Kept(at) => Some(&self.kept[at as usize]),
            _ => None,
        };
        for (question, bit) in &watch.others {
            let part = |test: fn(&Text<'_>, &Text<'_>) -> bool, part: &Text<'_>| match (cell, kept) {
                (Cell::Text(text), _) => Some(test(&Text::borrowed(text), part)),
                (_, Some(Value::String(text))) => Some(test(text, part)),
                _ => None,
            };
            let holds = match (question, cell) {
                (Question::Defined, _) => Some(cell.is_defined()),
                (Question::Itself | Question::Boolean { equality: true, with: true }, Cell::Bool(value)) => Some(value),
                (Question::Itself, _) => None,
                (Question::Boolean { equality, with }, Cell::Bool(value)) => Some((value == *with) == *equality),
                (Question::Boolean { equality, .. }, _) => cell.is_defined().then_some(!equality),
                (Question::StartsWith(text), _) => part(|whole, part| whole.starts_with(part), text),
                (Question::EndsWith(text), _) => part(|whole, part| whole.ends_with(part), text),
                (Question::Contains(text), _) => part(|whole, part| whole.contains(part), text),
            };
            if let Some(holds) = holds {
                answer(*bit, holds);
            }
        }
        if watch.texts.is_empty() || !cell.is_defined() {
            return;
        }
        for &(_, bit, equality) in &watch.texts {
            answer(bit, !equality);
        }
        let text = match (cell, kept) {
            (Cell::Text(text), _) => text,
            (_, Some(Value::String(Text::Utf8(text)))) => text,
            _ => return,
        };
        for &(_, bit, _) in watch.with(text) {
            bits.swap(bit as usize, bit as usize + 1);
        }
    }

    fn holds(&mut self, formula: &Formula) -> bool {
        match formula {
            Formula::All(parts) => parts.iter().all(|part| self.holds(part)),
            Formula::Any(parts) => parts.iter().any(|part| self.holds(part)),
            Formula::Bit(bit) => self.bits[*bit as usize] == SET,
            Formula::Node(node, wanted) => matches!(self.value(*node), Cell::Bool(value) if value == *wanted),
        }
    }

    fn keep(&mut self, value: Value<'m>) -> Cell<'m> {
        match value {
            Value::Undefined(Why::DateTime) => Cell::Date,
            Value::Undefined(_) => Cell::Undefined,
            Value::Null => Cell::Null,
            Value::Bool(value) => Cell::Bool(value),
            Value::Number(number) => Cell::Number(number),
            Value::String(Text::Utf8(Cow::Borrowed(text))) => Cell::Text(text),
            Value::Object => Cell::Object,
            Value::Array => Cell::Array,
            text @ Value::String(_) => {
                self.kept.push(text);
                Cell::Kept(self.kept.len() as u32 - 1)
            }
        }
    }

    fn value_of(&self, cell: Cell<'m>) -> Value<'m> {
        match cell {
            Cell::Undefined | Cell::Absent | Cell::Date => Value::Undefined(Why::Operand),
            Cell::Null => Value::Null,
            Cell::Bool(value) => Value::Bool(value),
            Cell::Number(number) => Value::Number(number),
            Cell::Text(text) => Value::String(Text::borrowed(text)),
            Cell::Object => Value::Object,
            Cell::Array => Value::Array,
            Cell::Kept(at) => self.kept[at as usize].clone(),
        }
    }

    /// Reads every leaf from `message`.
    fn read(&mut self, message: Member<'m>) {
        let plan = self.plan;
        // A set is of one dialect, or nearly so: what Edge does not read is left out leaf by leaf.
        let readable = message.document(Dialect::Cloud);
        if plan.body.slots > 0
            && let Some(document) = readable
        {
            self.body.fill(Cell::Absent);
            let (mut open, mut body) = (std::mem::take(&mut self.open), std::mem::take(&mut self.body));
            plan.body.find(document, &mut open, |slot, value| {
                body[slot as usize] = value.map_or(Cell::Absent, |value| self.keep(value));
            });
            (self.open, self.body) = (open, body);
        }
        let twin = message.twin_document();
        if plan.twin.slots > 0 {
            self.twin.fill(Cell::Undefined);
            if let Some(document) = twin {
                let (mut open, mut twin) = (std::mem::take(&mut self.open), std::mem::take(&mut self.twin));
                plan.twin.find(document, &mut open, |slot, value| {
                    twin[slot as usize] = value.map_or(Cell::Undefined, |value| self.keep(value));
                });
                (self.open, self.twin) = (open, twin);
            }
        }
        for &at in &plan.inputs {
            let cell = match &plan.leaves[at as usize] {
                Leaf::Constant(value) => self.keep(value.reborrow()),
                Leaf::Application { .. } => Cell::Undefined,
                Leaf::System { key, also, dialect } => {
                    let system = || key.and_then(|key| message.system_text(key));
                    let application = || also.as_ref().and_then(|also| property(message, also));
                    let text = match dialect {
                        Dialect::Cloud => system().or_else(application),
                        Dialect::Edge => application().or_else(system),
                    };
                    text.map_or(Cell::Undefined, Cell::Text)
                }
                Leaf::Body { slot, first, dialect } => {
                    let readable = readable.is_some() && message.document(*dialect).is_some();
                    match first.as_ref().and_then(|first| property(message, first)) {
                        Some(text) => Cell::Text(text),
                        None if !readable => Cell::Undefined,
                        None => match (self.body[*slot as usize], dialect) {
                            (Cell::Absent, Dialect::Edge) => Cell::Null,
                            (Cell::Absent | Cell::Date, _) => Cell::Undefined,
                            (cell, _) => cell,
                        },
                    }
                }
                Leaf::BodyHas { slot, dialect } => match message.document(*dialect) {
                    Some(_) => Cell::Bool(!matches!(self.body[*slot as usize], Cell::Absent)),
                    None => Cell::Undefined,
                },
                Leaf::Twin { slot } => match self.twin[*slot as usize] {
                    Cell::Date => Cell::Undefined,
                    cell => cell,
                },
            };
            self.cells[at as usize] = cell;
        }
        for property in message.properties() {
            let name = message.text(property.name);
            let called = |place: &u32| match &plan.leaves[*place as usize] {
                Leaf::Application { name: wanted, .. } => same_name(name, wanted),
                _ => false,
            };
            if let Some(leaf) = plan.application.candidates(property.hash).find(called) {
                self.cells[leaf as usize] = Cell::Text(message.text(property.value));
            }
        }
    }

    /// The value of `node`, computed at most once for a message.
    fn value(&mut self, node: NodeId) -> Cell<'m> {
        let plan = self.plan;
        let Some(op) = (node as usize).checked_sub(plan.leaves.len()) else { return self.cells[node as usize] };
        if self.computed_for[op] == self.message {
            return self.cells[node as usize];
        }
        let (start, end) = plan.steps_of[op];
        let mut at = start;
        while at < end {
            let step = plan.steps[at as usize];
            at += 1;
            match step {
                Step::Compute(node) => {
                    let op = node as usize - plan.leaves.len();
                    if self.computed_for[op] != self.message {
                        self.cells[node as usize] = self.compute(&plan.ops[op]);
                        self.computed_for[op] = self.message;
                    }
                }
                Step::SkipIfDecided { left, whole, to } => {
                    let op = whole as usize - plan.leaves.len();
                    let cell = self.cells[left as usize];
                    let decides = match plan.ops[op] {
                        Op::And(..) => matches!(cell, Cell::Bool(false)),
                        Op::Or(..) => matches!(cell, Cell::Bool(true)),
                        _ => cell.is_defined(),
                    };
                    if decides {
                        self.cells[whole as usize] = cell;
                        self.computed_for[op] = self.message;
                        at = to;
                    }
                }
            }
        }
        self.cells[node as usize]
    }

    fn compute(&mut self, op: &'m Op) -> Cell<'m> {
        let cell = |node: &NodeId| self.cells[*node as usize];
        match op {
            Op::Compare(operator, left, right) => self.compare(*operator, cell(left), cell(right)),
            Op::And(left, right) => and(cell(left).truth(), cell(right).truth()).into(),
            Op::Or(left, right) => or(cell(left).truth(), cell(right).truth()).into(),
            Op::Not(operand) => match cell(operand) {
                Cell::Bool(value) => Cell::Bool(!value),
                _ => Cell::Undefined,
            },
            Op::Negate(operand) => match cell(operand) {
                Cell::Number(number) => Cell::Number(-number),
                _ => Cell::Undefined,
            },
            Op::Arithmetic(operator, left, right) => match (cell(left), cell(right)) {
                (Cell::Number(l), Cell::Number(r)) => arithmetic(*operator, l, r),
                _ => Cell::Undefined,
            },
            Op::Strict(operator, left, right) => match (cell(left), cell(right)) {
                (Cell::Bool(l), Cell::Bool(r)) => Cell::Bool(if *operator == Binary::And { l && r } else { l || r }),
                _ => Cell::Undefined,
            },
            Op::Coalesce(left, right) => {
                let left = cell(left);
                if left.is_defined() { left } else { cell(right) }
            }
            Op::EdgeIsNull(operand) => match cell(operand) {
                cell if cell.is_defined() => Cell::Bool(!matches!(cell, Cell::Null)),
                _ => Cell::Undefined,
            },
            Op::EdgeIsBool(operand) => match cell(operand) {
                cell if cell.is_defined() => Cell::Bool(matches!(cell, Cell::Bool(_))),
                _ => Cell::Undefined,
            },
            Op::Concat(left, right) => match (self.value_of(cell(left)), self.value_of(cell(right))) {
                (Value::String(l), Value::String(r)) => self.keep(Value::String(l.concat(&r))),
                _ => Cell::Undefined,
            },
            Op::Call(builtin, places) => {
                let value = |at: usize| places.get(at).map_or(Value::Null, |place| self.value_of(cell(place)));
                let result = if places.len() <= 3 {
                    let (slots, order) = ([value(0), value(1), value(2)], [0, 1, 2]);
                    builtin.call(&Arguments { slots: &slots, places: &order[..places.len()] })
                } else {
                    let slots: Vec<_> = (0..places.len()).map(value).collect();
                    let order: Vec<u32> = (0..places.len() as u32).collect();
                    builtin.call(&Arguments { slots: &slots, places: &order })
                };
                self.keep(result)
            }
        }
    }

    fn compare(&self, operator: Binary, left: Cell<'m>, right: Cell<'m>) -> Cell<'m> {
        let result = match (left, right) {
            (Cell::Number(l), Cell::Number(r)) => decide(operator, l.partial_cmp(&r).unwrap_or(Ordering::Equal)),
            (Cell::Text(l), Cell::Text(r)) if operator == Binary::Equal => l == r,
            (Cell::Text(l), Cell::Text(r)) if operator == Binary::NotEqual => l != r,
            (Cell::Undefined, _) | (_, Cell::Undefined) => return Cell::Undefined,
            _ => match compare(operator, &self.value_of(left), &self.value_of(right)) {
                Value::Bool(result) => result,
                _ => return Cell::Undefined,
            },
        };
        Cell::Bool(result)
    }
}

fn decide(operator: Binary, order: Ordering) -> bool {
    match operator {
        Binary::Equal => order.is_eq(),
        Binary::NotEqual => order.is_ne(),
        Binary::Less => order.is_lt(),
        Binary::LessOrEqual => order.is_le(),
        Binary::Greater => order.is_gt(),
        Binary::GreaterOrEqual => order.is_ge(),
        _ => unreachable!("not a comparison: {operator:?}"),
    }
}

fn property<'m>(message: Member<'m>, named: &Named) -> Option<&'m str> {
    message.property(&named.name, named.hash)
}

fn arithmetic<'m>(operator: Binary, l: f64, r: f64) -> Cell<'m> {
    let number = match operator {
        Binary::Add => l + r,
        Binary::Subtract => l - r,
        Binary::Multiply => l * r,
        Binary::Divide => l / r,
        Binary::Modulo => libm::fmod(l, r),
        _ => unreachable!("not arithmetic: {operator:?}"),
    };
    if number.is_nan() { Cell::Undefined } else { Cell::Number(number) }
}
