//! The program of a consumer: one piece of Python for each of its instructions, in their order.

use super::condition::{Expression, expression};
use super::emit::Emit;
use super::words::{From, Words};
use super::{Code, Listing, events};
use crate::python::Sdk;
use crate::python::literal::{seconds, text};
use crate::world::consumer::program::{Line, lines};
use crate::world::instruction::Instruction;
use crate::world::spec::{ConsumerSpec, EffectKind, Key, Memory, Others, Poison, ReceiveMode, Recorded};

/// The program of a consumer.
#[must_use]
pub fn of_consumer(spec: &ConsumerSpec, sdk: Sdk) -> Listing {
    if spec.reads_events() {
        return events::reader(spec, sdk);
    }
    let words = Words::new(spec, sdk);
    let code = words.can().then(|| Writer::new(words).program());
    Listing { package: words.package(), code }
}

struct Writer<'a> {
    words: Words<'a>,
    spec: &'a ConsumerSpec,
    emit: Emit,
    only_if: Option<Expression>,
    fails: Option<Expression>,
    /// Whether the message is settled at this point of the body.
    settled: bool,
}

impl<'a> Writer<'a> {
    fn new(words: Words<'a>) -> Self {
        let spec = words.spec;
        let only_if = spec.only_if.as_ref().map(|filter| written(&filter.condition));
        let fails = match &spec.fails {
            Some(Poison::Condition(condition)) => Some(written(condition)),
            _ => None,
        };
        let settled = words.from == From::Bus && spec.receive_mode == ReceiveMode::ReceiveAndDelete;
        Self { words, spec, emit: Emit::default(), only_if, fails, settled }
    }

    fn program(mut self) -> Code {
        self.imports();
        let constants = self.words.constants();
        self.emit.line(constants);
        let bare = self.emit.count();
        self.helpers();
        let between = if self.emit.count() > bare { 2 } else { 1 };
        self.emit.blank(between);
        self.stores();
        let clients = self.words.clients();
        self.emit.line(clients);
        if self.remembers(Memory::Volatile) {
            self.emit.line("seen = set()");
        }
        if self.words.renews_by_timer() {
            self.emit.line("held = {}");
        }
        if self.counts() {
            self.emit.line("number = 0");
        }
        self.emit.line("while True:");
        if self.words.from == From::Clock {
            self.turn_of_a_clock()
        } else {
            self.turn()
        }
        self.emit.code()
    }

    fn imports(&mut self) {
        let body = [&self.only_if, &self.fails].into_iter().flatten().any(|condition| condition.reads_body);
        let spec = self.spec;
        let draws = spec.work_max_ms.is_some_and(|most| most > spec.work_ms);
        let sleeps = spec.work_ms > 0 || draws || self.words.from != From::Bus || self.words.renews_by_timer();
        let standard = [
            (body || spec.fails == Some(Poison::NotJson), "import json"),
            (draws, "import random"),
            (self.uses_store(), "import sqlite3"),
            (self.words.renews_by_timer(), "import threading"),
            (sleeps, "import time"),
        ];
        let standard: Vec<_> = standard.into_iter().filter_map(|(used, line)| used.then_some(line)).collect();
        if !standard.is_empty() {
            self.emit.line(standard.join("\n")).blank(1);
        }
        self.emit.line(self.words.imports().join("\n")).blank(1);
    }

    fn counts(&self) -> bool {
        matches!(self.spec.fails, Some(Poison::EveryNth(_))) || self.words.from == From::Clock
    }

    fn remembers(&self, memory: Memory) -> bool {
        self.spec.deduplicate.as_ref().is_some_and(|d| d.memory == memory)
    }

    fn uses_store(&self) -> bool {
        self.spec.effect.is_some() || self.remembers(Memory::Durable)
    }

    fn stores(&mut self) {
        if !self.uses_store() {
            return;
        }
        self.emit.line("store = sqlite3.connect('store.db')");
        if self.remembers(Memory::Durable) {
            self.emit.line("store.execute('CREATE TABLE IF NOT EXISTS seen (key PRIMARY KEY)')");
        }
        if let Some(effect) = self.spec.effect {
            self.emit.line(format!("store.execute('CREATE TABLE IF NOT EXISTS {} (body)')", table(effect)));
        }
    }

    fn helpers(&mut self) {
        let words = self.words;
        let message = words.message();
        let conditions = || [&self.only_if, &self.fails].into_iter().flatten();
        let by_property = self.spec.deduplicate.as_ref().is_some_and(|d| matches!(d.by, Key::Property(_)));
        let properties =
            conditions().any(|condition| condition.reads_properties) || by_property && words.from == From::Bus;
        let body = conditions().any(|condition| condition.reads_body);
        let numbers = conditions().any(|condition| condition.text.contains("as_number("));
        let mut helpers = Vec::new();
        if words.uses_storage() && words.sdk == Sdk::Today {
            helpers.push(
                "def open_queue(name):\n    client = QueueClient.from_connection_string(STORAGE, name)\n    try:\n        \
                 client.create_queue()\n    except ResourceExistsError:\n        pass\n    return client"
                    .to_owned(),
            );
        }
        if properties {
            helpers.push(match (words.from, words.sdk) {
                (From::Bus, Sdk::Legacy) => {
                    "def property_of(message, name):\n    return message.custom_properties.get(name.lower())".to_owned()
                }
                (From::Bus, Sdk::Today) => "def property_of(message, name):\n    \
                     value = (message.application_properties or {}).get(name.encode())\n    \
                     return value.decode() if isinstance(value, bytes) else value"
                    .to_owned(),
                _ => "def property_of(message, name):\n    return None".to_owned(),
            });
        }
        if body {
            let body = words.body().replace("msg", "message");
            helpers.push(format!(
                "def body_at(message, *path):\n    try:\n        value = json.loads({body})\n        for step in path:\n            \
                 value = value[step]\n        return value\n    except (ValueError, LookupError, TypeError):\n        \
                 return None"
            ));
        }
        if numbers {
            helpers.push(
                "def as_number(value):\n    return value if isinstance(value, (int, float)) else float('nan')"
                    .to_owned(),
            );
        }
        for helper in helpers {
            self.emit.blank(2).line(helper);
        }
        for (name, condition) in [("wanted", self.only_if.take()), ("is_bad", self.fails.take())] {
            let Some(condition) = condition else { continue };
            let of = if name == "wanted" { Line::Filter } else { Line::Work };
            self.emit.blank(2).line(format!("def {name}(message):"));
            self.emit.inside(|emit| {
                emit.of(Instruction::Consumer(of)).line(&condition.text).of(None);
            });
        }
        if words.renews_by_timer() {
            let every = self.spec.renew.map_or(0, |renew| renew.every_ms);
            let renewal = words.renewal();
            self.emit.blank(2).line(format!("def renew({message}):"));
            self.emit.inside(|emit| {
                emit.line(format!("if time.time() <= held.get(id({message}), 0):"));
                emit.inside(|emit| {
                    emit.line(renewal).line(format!("threading.Timer({}, renew, [{message}]).start()", seconds(every)));
                });
            });
        }
    }

    /// A turn of the loop of a program that receives.
    fn turn(&mut self) {
        let words = self.words;
        let (receive, message) = (words.receive(), words.message());
        self.deeper(|it| {
            it.of(Line::Receive).line(receive);
            if words.from == From::Storage {
                it.emit.line("if not messages:");
                let pause = seconds(it.spec.pause_ms());
                it.emit.inside(|emit| {
                    emit.line(format!("time.sleep({pause})"));
                });
            }
            if words.sdk == Sdk::Legacy && words.from == From::Bus {
                it.of(Line::Take).line("if msg.body is None:");
                it.emit.inside(|emit| {
                    emit.line("continue");
                });
                it.holds(message);
                it.body();
                return;
            }
            if words.renews_by_timer() {
                it.emit.of(None).line("for message in messages:");
                it.deeper(|it| it.holds(message));
            }
            it.of(Line::Take).line("for message in messages:");
            it.deeper(Self::body);
        });
    }

    fn holds(&mut self, message: &str) {
        if let Some(renew) = self.spec.renew.filter(|_| self.words.renews_by_timer()) {
            let (every, up_to) = (seconds(renew.every_ms), seconds(renew.up_to_ms));
            self.emit.of(None).line(format!("held[id({message})] = time.time() + {up_to}"));
            self.emit.line(format!("threading.Timer({every}, renew, [{message}]).start()"));
        }
    }

    fn turn_of_a_clock(&mut self) {
        let Some(puts) = &self.spec.puts else { return };
        let template = puts.text.as_deref().unwrap_or_default();
        let numbered = if template.contains("{n}") { ".replace('{n}', str(number))" } else { "" };
        let made = format!("text = {}{numbered}", text(template));
        let put = self.words.put(&puts.queue, "target", "text");
        let (error, pause) = (self.words.error(), seconds(self.spec.pause_ms()));
        self.deeper(|it| {
            it.of(Line::Take).line(made).line("number += 1");
            it.emit.of(None).line("try:");
            it.deeper(|it| {
                it.of(Line::Put).line(put);
            });
            it.emit.of(None).line(format!("except {error} as error:"));
            it.emit.inside(|emit| {
                emit.line("print(error)");
            });
            it.of(Line::Receive).line(format!("time.sleep({pause})"));
        });
    }

    /// The body of the loop over messages.
    fn body(&mut self) {
        let all = lines(self.spec);
        let body = all.into_iter().filter(|line| !matches!(line, Line::Receive | Line::Take));
        if self.counts() {
            self.of(Line::Take).line("number += 1");
        }
        if !self.words.settles() {
            body.for_each(|line| self.instruction(line));
            return;
        }
        self.emit.of(None).line("try:");
        self.deeper(|it| body.for_each(|line| it.instruction(line)));
        self.emit.of(None).line(format!("except {} as error:", self.words.error()));
        self.emit.inside(|emit| {
            emit.line("print(error)");
        });
        if self.words.renews_by_timer() {
            self.emit.line("finally:");
            let message = self.words.message();
            self.emit.inside(|emit| {
                emit.line(format!("held.pop(id({message}), None)"));
            });
        }
    }

    fn instruction(&mut self, line: Line) {
        match line {
            Line::Receive | Line::Take => {}
            Line::Poison => self.poison(),
            Line::Filter => {
                let others = self.spec.only_if.as_ref().map(|filter| filter.others).unwrap_or_default();
                let message = self.words.message();
                self.of(line).line(format!("if not wanted({message}):"));
                let call = match others {
                    Others::Complete => Some(self.words.complete()),
                    Others::Abandon => Some(self.words.abandon()),
                    Others::Leave => None,
                };
                self.away(line, call);
            }
            Line::CheckSeen => self.check_seen(),
            Line::Record => self.record(),
            Line::Work => self.work(),
            Line::Effect => self.effect(),
            Line::Put => self.put(),
            Line::Settle => {
                let call = self.words.complete();
                self.of(line).line(call);
                self.settled = true;
            }
            Line::Done => {
                self.of(line).line("print('done')");
            }
        }
    }

    fn poison(&mut self) {
        let Some(poison) = &self.spec.poison else { return };
        let name = poison.queue.clone().unwrap_or_else(|| format!("{}-poison", self.spec.reads).into());
        let words = self.words;
        self.of(Line::Poison).line(format!("if {} > {}:", words.count(), poison.after));
        let put = words.put(&name, &format!("open_queue({})", text(&name)), words.body());
        let make = (words.sdk == Sdk::Legacy).then(|| format!("queue_service.create_queue({})\n", text(&name)));
        let call = format!("{}{put}\n{}", make.unwrap_or_default(), words.complete());
        self.away(Line::Poison, Some(&call));
    }

    fn check_seen(&mut self) {
        let Some(d) = &self.spec.deduplicate else { return };
        let key = self.words.key(&d.by);
        let known = match d.memory {
            Memory::Volatile => "key in seen",
            Memory::Durable => "store.execute('SELECT 1 FROM seen WHERE key = ?', (key,)).fetchone()",
        };
        self.of(Line::CheckSeen).line(format!("key = {key}")).line(format!("if {known}:"));
        self.away(Line::CheckSeen, Some(self.words.complete()));
    }

    fn record(&mut self) {
        let durable = self.remembers(Memory::Durable);
        let emit = self.of(Line::Record);
        if durable {
            emit.line("with store:").inside(|emit| {
                emit.line("store.execute('INSERT OR IGNORE INTO seen VALUES (?)', (key,))");
            });
        } else {
            emit.line("if key is not None:").inside(|emit| {
                emit.line("seen.add(key)");
            });
        }
    }

    fn work(&mut self) {
        let spec = self.spec;
        let shown = self.words.shown();
        let work = match spec.work_max_ms.filter(|most| *most > spec.work_ms) {
            Some(most) => Some(format!("time.sleep(random.uniform({}, {}))", seconds(spec.work_ms), seconds(most))),
            None => (spec.work_ms > 0).then(|| format!("time.sleep({})", seconds(spec.work_ms))),
        };
        let emit = self.of(Line::Work);
        emit.line(work.unwrap_or_default());
        let call = self.words.fails();
        let message = self.words.message();
        match &spec.fails {
            None => {
                self.of(Line::Work).line(format!("print({shown})"));
            }
            Some(Poison::NotJson) => {
                let body = self.words.body();
                self.of(Line::Work).line("try:").inside(|emit| {
                    emit.line(format!("print(json.loads({body}))"));
                });
                self.of(Line::Work).line("except ValueError:");
                self.away(Line::Work, call.as_deref());
            }
            Some(Poison::Condition(_)) => {
                self.of(Line::Work).line(format!("if is_bad({message}):"));
                self.away(Line::Work, call.as_deref());
                self.of(Line::Work).line(format!("print({shown})"));
            }
            Some(Poison::EveryNth(n)) => {
                self.of(Line::Work).line(format!("if number % {n} == 0:"));
                self.away(Line::Work, call.as_deref());
                self.of(Line::Work).line(format!("print({shown})"));
            }
        }
    }

    fn effect(&mut self) {
        let Some(effect) = self.spec.effect else { return };
        let insert = format!("store.execute('INSERT INTO {} VALUES (?)', ({},))", table(effect), self.words.body());
        let together = self.spec.deduplicate.as_ref().filter(|d| d.recorded == Recorded::WithEffect).map(|d| d.memory);
        match together {
            Some(Memory::Durable) => {
                self.of(Line::Effect).line("try:").inside(|emit| {
                    emit.line("with store:").inside(|emit| {
                        emit.line("store.execute('INSERT INTO seen VALUES (?)', (key,))").line(insert);
                    });
                });
                self.of(Line::Effect).line("except sqlite3.IntegrityError:");
                self.away(Line::Effect, Some(self.words.complete()));
            }
            _ => {
                self.of(Line::Effect).line("with store:").inside(|emit| {
                    emit.line(insert);
                });
                if together.is_some() {
                    self.emit.line("seen.add(key)");
                }
            }
        }
    }

    fn put(&mut self) {
        let Some(puts) = &self.spec.puts else { return };
        let what = puts.text.as_deref().map_or_else(|| self.words.body().to_owned(), text);
        let put = self.words.put(&puts.queue, "target", &what);
        self.of(Line::Put).line("try:").inside(|emit| {
            emit.line(put);
        });
        let (error, call) = (self.words.error(), self.words.fails());
        self.of(Line::Put).line(format!("except {error}:"));
        self.away(Line::Put, call.as_deref());
    }

    /// What becomes of a message that the program turns away at `line`.
    fn away(&mut self, line: Line, call: Option<&str>) {
        let call = call.filter(|_| !self.settled);
        self.emit.of(Instruction::Away(line)).inside(|emit| {
            if let Some(call) = call {
                emit.line(call);
            }
            emit.line("continue");
        });
    }

    fn of(&mut self, line: Line) -> &mut Emit {
        self.emit.of(Instruction::Consumer(line))
    }

    fn deeper(&mut self, inside: impl FnOnce(&mut Self)) {
        self.emit.deepen(true);
        inside(self);
        self.emit.deepen(false);
    }
}

/// A condition as the body of a function; what cannot be written so says so when it is reached.
fn written(condition: &str) -> Expression {
    let found = expression(condition);
    found.map_or_else(
        || Expression { text: format!("raise NotImplementedError({})", text(condition)), ..Expression::default() },
        |expression| Expression { text: format!("return {}", expression.text), ..expression },
    )
}

fn table(effect: EffectKind) -> &'static str {
    match effect {
        EffectKind::OpensTicket => "tickets",
        EffectKind::WritesRow => "readings",
        EffectKind::PagesPerson => "pages",
    }
}
