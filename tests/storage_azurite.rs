//! A real outside witness for the Storage queue: Azurite answers the same operations with the same statuses, codes,
//! texts and counts. Its known differences (storage-queue.md 9) are asserted one by one.
//!
//! Azurite comes from npm into a cache of the user's, runs on loopback with a data folder of its own and with a clock
//! that this test moves, so that nothing waits. Without Node the test is skipped and says so.
#![cfg(not(target_arch = "wasm32"))]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use iot_hub_playground::model::draw::{Owner, OwnerKind, Purpose, bits};
use iot_hub_playground::model::ids::{DeviceId, SendId};
use iot_hub_playground::model::storage::account::{Account, Created};
use iot_hub_playground::model::storage::error::StorageError;
use iot_hub_playground::model::storage::metadata::Metadata;
use iot_hub_playground::model::storage::queue::{Put, QueueMessage, Update};
use iot_hub_playground::model::time::{DEFAULT_START, Timestamp};
use sha2::Sha256;
use std::fs;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

const VERSION: &str = "3.35.0";
/// The emulator's account and key, the same on every machine.
const ACCOUNT: &str = "devstoreaccount1";
const KEY: &str = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/// Makes `Date` read the time from a file.
const CLOCK_JS: &str = "
const { readFileSync } = require('fs');
const now = () => Number(readFileSync(process.env.CLOCK_FILE, 'utf8'));
globalThis.Date = new Proxy(Date, {
  construct: (target, args) => (args.length ? new target(...args) : new target(now())),
  get: (target, key) => (key === 'now' ? now : target[key]),
});
";

#[derive(Clone, Copy, Debug)]
enum Operation<'a> {
    Create {
        queue: &'a str,
        metadata: &'a [(&'a str, &'a str)],
    },
    DeleteQueue {
        queue: &'a str,
    },
    List {
        prefix: &'a str,
        max_results: Option<i64>,
    },
    SetMetadata {
        queue: &'a str,
        metadata: &'a [(&'a str, &'a str)],
    },
    Properties {
        queue: &'a str,
    },
    Put {
        queue: &'a str,
        text: Option<&'a str>,
        hide: Option<i64>,
        ttl: Option<i64>,
    },
    Get {
        queue: &'a str,
        n: Option<i64>,
        hide: Option<i64>,
    },
    Peek {
        queue: &'a str,
        n: Option<i64>,
    },
    /// `ticket` counts the receipts that were given out, from 0.
    Update {
        queue: &'a str,
        ticket: usize,
        hide: Option<i64>,
        text: Option<&'a str>,
    },
    Delete {
        queue: &'a str,
        ticket: usize,
    },
    Clear {
        queue: &'a str,
    },
}

/// What an operation answered: a line to compare, and the message ids and receipts that it gave out.
struct Reply {
    line: String,
    receipts: Vec<Receipt>,
}

#[derive(Clone)]
struct Receipt {
    message_id: String,
    pop_receipt: String,
}

impl Reply {
    fn new(status: u16, rest: &str) -> Self {
        Self { line: format!("{status} {rest}").trim_end().to_owned(), receipts: vec![] }
    }
}

/// The playground's side.
struct Ours {
    account: Account,
    tickets: Vec<Receipt>,
}

impl Ours {
    fn run(&mut self, now: Timestamp, operation: Operation<'_>) -> Reply {
        self.answer(now, operation).unwrap_or_else(|error| Reply::new(error.status(), error.code()))
    }

    fn answer(&mut self, now: Timestamp, operation: Operation<'_>) -> Result<Reply, StorageError> {
        let changes = &mut Vec::new();
        let account = &mut self.account;
        let own = |entries: &[(&str, &str)]| {
            Metadata::new(entries.iter().map(|&(name, value)| (name.into(), value.into())).collect())
        };
        let receipt = |message: &QueueMessage| Receipt {
            message_id: message.message_id.to_string(),
            pop_receipt: message.pop_receipt.to_string(),
        };
        Ok(match operation {
            Operation::Create { queue, metadata } => match account.create_queue(now, queue, own(metadata)?)? {
                Created::New => Reply::new(201, ""),
                Created::Existing => Reply::new(204, ""),
            },
            Operation::DeleteQueue { queue } => {
                account.delete_queue(now, queue)?;
                Reply::new(204, "")
            }
            Operation::List { prefix, max_results } => {
                let names = account.list_queues(prefix, None, max_results)?.names;
                Reply::new(200, &names.join(" "))
            }
            Operation::SetMetadata { queue, metadata } => {
                account.queue_mut(queue)?.set_metadata(own(metadata)?);
                Reply::new(204, "")
            }
            Operation::Properties { queue } => {
                let properties = account.queue_mut(queue)?.properties(now, changes);
                let mut metadata: Vec<String> =
                    properties.metadata.iter().map(|(name, value)| format!("{name}={value}")).collect();
                metadata.sort();
                Reply::new(200, &format!("{} {}", properties.approximate_messages_count, metadata.join(" ")))
            }
            Operation::Put { queue, text, hide, ttl } => {
                let lineage = SendId { producer: DeviceId(0), number: 0, boot: 0 }.accepted(0);
                let put = Put { text: text.map(Into::into), visibility_timeout: hide, time_to_live: ttl, lineage };
                let message = account.queue_mut(queue)?.put(now, put, changes)?;
                Reply { receipts: vec![receipt(&message)], ..Reply::new(201, "") }
            }
            Operation::Get { queue, n, hide } => {
                let got = account.queue_mut(queue)?.get(now, n, hide, changes)?;
                let shown: Vec<String> = got.iter().map(|m| format!("{}:{}", m.text, m.dequeue_count)).collect();
                Reply { receipts: got.iter().map(|m| receipt(m)).collect(), ..Reply::new(200, &shown.join(" ")) }
            }
            Operation::Peek { queue, n } => {
                let peeked = account.queue_mut(queue)?.peek(now, n, changes)?;
                let shown: Vec<String> = peeked.iter().map(|m| format!("{}:{}", m.text, m.dequeue_count)).collect();
                Reply::new(200, &shown.join(" "))
            }
            Operation::Update { queue, ticket, hide, text } => {
                let Receipt { message_id, pop_receipt } = &self.tickets[ticket];
                let update = Update {
                    message_id,
                    pop_receipt: Some(pop_receipt),
                    visibility_timeout: hide,
                    text: text.map(Into::into),
                };
                let message = account.queue_mut(queue)?.update(now, update, changes)?;
                Reply { receipts: vec![receipt(&message)], ..Reply::new(204, "") }
            }
            Operation::Delete { queue, ticket } => {
                let Receipt { message_id, pop_receipt } = &self.tickets[ticket];
                account.queue_mut(queue)?.delete(now, message_id, Some(pop_receipt), changes)?;
                Reply::new(204, "")
            }
            Operation::Clear { queue } => {
                account.queue_mut(queue)?.clear(now, changes);
                Reply::new(204, "")
            }
        })
    }
}

/// The emulator's side: a process that ends with this value.
struct Azurite {
    process: Child,
    folder: PathBuf,
    port: u16,
    tickets: Vec<Receipt>,
}

impl Drop for Azurite {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Azurite {
    fn start(program: &Path, now: Timestamp) -> Self {
        let folder = std::env::temp_dir().join(format!("storage-azurite-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("clock.js"), CLOCK_JS).unwrap();
        set_clock(&folder, now);
        let mut process = Command::new("node")
            .arg("--require")
            .arg(folder.join("clock.js"))
            .arg(program)
            .args(["--queueHost", "127.0.0.1", "--queuePort", "0", "--silent", "--disableTelemetry", "--location"])
            .arg(folder.join("data"))
            .current_dir(&folder)
            .env("CLOCK_FILE", folder.join("clock"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = loop {
            let line = lines.next().expect("azurite ended before it listened").unwrap();
            if let Some((_, port)) = line.split_once("listens on http://127.0.0.1:") {
                break port.trim().parse().unwrap();
            }
        };
        Self { process, folder, port, tickets: vec![] }
    }

    fn run(&mut self, now: Timestamp, operation: Operation<'_>) -> Reply {
        set_clock(&self.folder, now);
        let response = self.send(operation);
        if response.status >= 400 {
            return Reply::new(response.status, response.header("x-ms-error-code").unwrap_or(""));
        }
        match operation {
            Operation::List { .. } => Reply::new(response.status, &response.elements("Name").join(" ")),
            Operation::Properties { .. } => {
                let count = response.header("x-ms-approximate-messages-count").unwrap();
                let metadata = response
                    .headers
                    .iter()
                    .filter_map(|(name, value)| Some(format!("{}={value}", name.strip_prefix("x-ms-meta-")?)));
                let mut metadata: Vec<String> = metadata.collect();
                metadata.sort();
                Reply::new(response.status, &format!("{count} {}", metadata.join(" ")))
            }
            Operation::Put { .. } => Reply { receipts: response.receipts(), ..Reply::new(response.status, "") },
            Operation::Get { .. } | Operation::Peek { .. } => {
                let texts = response.elements("MessageText");
                let counts = response.elements("DequeueCount");
                let shown: Vec<String> = texts.iter().zip(counts).map(|(text, n)| format!("{text}:{n}")).collect();
                Reply { receipts: response.receipts(), ..Reply::new(response.status, &shown.join(" ")) }
            }
            Operation::Update { ticket, .. } => {
                let message_id = self.tickets[ticket].message_id.clone();
                let pop_receipt = response.header("x-ms-popreceipt").unwrap().to_owned();
                Reply { receipts: vec![Receipt { message_id, pop_receipt }], ..Reply::new(response.status, "") }
            }
            Operation::Create { .. }
            | Operation::DeleteQueue { .. }
            | Operation::SetMetadata { .. }
            | Operation::Delete { .. }
            | Operation::Clear { .. } => Reply::new(response.status, ""),
        }
    }

    fn send(&self, operation: Operation<'_>) -> Response {
        let mut query: Vec<(&str, String)> = vec![];
        let mut add = |name, value: Option<i64>| query.extend(value.map(|value| (name, value.to_string())));
        let mut headers = vec![];
        let mut body = None;
        let messages = |queue: &str| format!("/{queue}/messages");
        let (method, path) = match operation {
            Operation::Create { queue, metadata } => {
                headers.extend(metadata.iter().copied());
                ("PUT", format!("/{queue}"))
            }
            Operation::DeleteQueue { queue } => ("DELETE", format!("/{queue}")),
            Operation::List { prefix, max_results } => {
                add("maxresults", max_results);
                query.extend([("comp", "list".into()), ("prefix", prefix.into())]);
                ("GET", String::new())
            }
            Operation::SetMetadata { queue, metadata } => {
                headers.extend(metadata.iter().copied());
                query.push(("comp", "metadata".into()));
                ("PUT", format!("/{queue}"))
            }
            Operation::Properties { queue } => {
                query.push(("comp", "metadata".into()));
                ("GET", format!("/{queue}"))
            }
            Operation::Put { queue, text, hide, ttl } => {
                add("visibilitytimeout", hide);
                add("messagettl", ttl);
                body = Some(document(text));
                ("POST", messages(queue))
            }
            Operation::Get { queue, n, hide } => {
                add("numofmessages", n);
                add("visibilitytimeout", hide);
                ("GET", messages(queue))
            }
            Operation::Peek { queue, n } => {
                add("numofmessages", n);
                query.push(("peekonly", "true".into()));
                ("GET", messages(queue))
            }
            Operation::Update { queue, ticket, hide, text } => {
                add("visibilitytimeout", hide);
                let ticket = &self.tickets[ticket];
                query.push(("popreceipt", ticket.pop_receipt.clone()));
                body = text.map(|text| document(Some(text)));
                ("PUT", format!("{}/{}", messages(queue), ticket.message_id))
            }
            Operation::Delete { queue, ticket } => {
                let ticket = &self.tickets[ticket];
                query.push(("popreceipt", ticket.pop_receipt.clone()));
                ("DELETE", format!("{}/{}", messages(queue), ticket.message_id))
            }
            Operation::Clear { queue } => ("DELETE", messages(queue)),
        };
        self.request(method, &path, query, &headers, body.as_deref().unwrap_or(""))
    }

    /// One signed request ("Authorize with Shared Key") over a connection of its own.
    fn request(
        &self,
        method: &str,
        path: &str,
        mut query: Vec<(&str, String)>,
        metadata: &[(&str, &str)],
        body: &str,
    ) -> Response {
        query.sort();
        let mut headers: Vec<(String, &str)> =
            metadata.iter().map(|(name, value)| (format!("x-ms-meta-{name}"), *value)).collect();
        headers.push(("x-ms-date".into(), "Thu, 01 Jan 2026 00:00:00 GMT"));
        headers.push(("x-ms-version".into(), "2021-12-02"));
        headers.sort_by_key(|(name, _)| name.to_lowercase());
        let canonical_headers: String =
            headers.iter().map(|(name, value)| format!("{}:{value}\n", name.to_lowercase())).collect();
        let canonical_query: String = query.iter().map(|(name, value)| format!("\n{name}:{value}")).collect();
        let length = if body.is_empty() { String::new() } else { body.len().to_string() };
        let text = format!(
            "{method}\n\n\n{length}\n\n\n\n\n\n\n\n\n{canonical_headers}/{ACCOUNT}/{ACCOUNT}{path}{canonical_query}"
        );
        let mut signature = Hmac::<Sha256>::new_from_slice(&STANDARD.decode(KEY).unwrap()).unwrap();
        signature.update(text.as_bytes());
        let signature = STANDARD.encode(signature.finalize().into_bytes());

        let query: Vec<String> = query.iter().map(|(name, value)| format!("{name}={}", percent(value))).collect();
        let separator = if query.is_empty() { "" } else { "?" };
        // HTTP 1.0: the body of the answer ends with the connection and is never chunked.
        let mut request = format!("{method} /{ACCOUNT}{path}{separator}{} HTTP/1.0\r\n", query.join("&"));
        request += &format!("Host: 127.0.0.1:{}\r\nContent-Length: {}\r\n", self.port, body.len());
        headers.iter().for_each(|(name, value)| request += &format!("{name}: {value}\r\n"));
        request += &format!("Authorization: SharedKey {ACCOUNT}:{signature}\r\n\r\n{body}");
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        Response::parse(&answer)
    }
}

struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Response {
    fn parse(answer: &str) -> Self {
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines.filter_map(|line| line.split_once(": ")).map(|(n, v)| (n.to_owned(), v.to_owned()));
        Self { status, headers: headers.collect(), body: body.to_owned() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The texts of all elements of that name.
    fn elements(&self, name: &str) -> Vec<String> {
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        let parts = self.body.split(&open).skip(1).filter_map(|part| part.split(&close).next());
        let unescape = |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        // An empty text is written `<MessageText/>`.
        let empty = self.body.matches(&format!("<{name}/>")).count();
        parts.map(unescape).chain(std::iter::repeat_n(String::new(), empty)).collect()
    }

    fn receipts(&self) -> Vec<Receipt> {
        let ids = self.elements("MessageId").into_iter();
        let pairs = ids.zip(self.elements("PopReceipt"));
        pairs.map(|(message_id, pop_receipt)| Receipt { message_id, pop_receipt }).collect()
    }
}

fn document(text: Option<&str>) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let text = text.map_or(String::new(), |text| format!("<MessageText>{}</MessageText>", escape(text)));
    format!("<QueueMessage>{text}</QueueMessage>")
}

fn percent(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}

/// In one move, since the other process may be reading.
fn set_clock(folder: &Path, now: Timestamp) {
    fs::write(folder.join("clock.next"), now.0.to_string()).unwrap();
    fs::rename(folder.join("clock.next"), folder.join("clock")).unwrap();
}

/// Azurite's queue service in the user's cache, installed there if it is not yet. `None` without Node.
fn azurite() -> Option<PathBuf> {
    Command::new("node").arg("--version").output().ok().filter(|output| output.status.success())?;
    let home = ["XDG_CACHE_HOME", "LOCALAPPDATA"].iter().find_map(std::env::var_os).map(PathBuf::from);
    let cache = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache"))).expect("a home folder");
    let folder = cache.join("iot-hub-playground/npm").join(format!("azurite-{VERSION}"));
    let program = folder.join("node_modules/azurite/dist/src/queue/main.js");
    if !program.exists() {
        // Beside its place first, so that an interrupted installation is never taken for a whole one.
        let unfinished = folder.with_extension(format!("unfinished-{}", std::process::id()));
        fs::create_dir_all(&unfinished).unwrap();
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let status = Command::new(npm)
            .args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"])
            .arg(&unfinished)
            .arg(format!("azurite@{VERSION}"))
            .status()
            .expect("npm is installed with Node");
        assert!(status.success(), "npm could not install azurite@{VERSION}");
        fs::rename(&unfinished, &folder).unwrap();
    }
    Some(program)
}

/// Both sides under one clock.
struct Both {
    ours: Ours,
    theirs: Azurite,
    now: Timestamp,
    compared: u32,
}

impl Both {
    /// Asks both and insists on one answer.
    fn same(&mut self, operation: Operation<'_>) -> String {
        let (ours, theirs) = self.run(operation);
        assert_eq!(ours, theirs, "ours, Azurite's: {operation:?}");
        self.compared += 1;
        ours
    }

    /// Asks both and insists on a known difference.
    fn differ(&mut self, operation: Operation<'_>, ours: &str, theirs: &str) {
        let (our_line, their_line) = self.run(operation);
        assert_eq!((&*our_line, &*their_line), (ours, theirs), "ours, Azurite's: {operation:?}");
    }

    fn run(&mut self, operation: Operation<'_>) -> (String, String) {
        let ours = self.ours.run(self.now, operation);
        let theirs = self.theirs.run(self.now, operation);
        // A receipt that only one side gave out would be of no use.
        if ours.receipts.len() == theirs.receipts.len() {
            self.ours.tickets.extend(ours.receipts);
            self.theirs.tickets.extend(theirs.receipts);
        }
        (ours.line, theirs.line)
    }

    fn wait(&mut self, ms: u64) {
        self.now = self.now.plus(ms);
    }

    /// The receipt given out last.
    fn last(&self) -> usize {
        self.ours.tickets.len() - 1
    }
}

const STALE: (&str, &str) = ("404 MessageNotFound", "400 PopReceiptMismatch");

#[test]
fn azurite_answers_the_same() {
    let Some(program) = azurite() else {
        eprintln!("skipped: Node is not installed, so Azurite cannot run");
        return;
    };
    let now = DEFAULT_START;
    let mut both = Both {
        ours: Ours { account: Account::new(1), tickets: vec![] },
        theirs: Azurite::start(&program, now),
        now,
        compared: 0,
    };
    queues(&mut both);
    messages(&mut both);
    limits(&mut both);
    refusals(&mut both);
    assert!(both.compared >= 60, "only {} operations had one answer", both.compared);
    generated(&mut both);
    known_differences(&mut both);
}

/// Create, list, metadata, delete, names.
fn queues(both: &mut Both) {
    let (queue, none): (_, &[_]) = ("taskqueue", &[]);
    assert_eq!(both.same(Operation::Properties { queue }), "404 QueueNotFound");
    assert_eq!(both.same(Operation::Create { queue, metadata: none }), "201");
    assert_eq!(both.same(Operation::Create { queue, metadata: none }), "204");
    assert_eq!(both.same(Operation::Create { queue, metadata: &[("a", "1")] }), "409 QueueAlreadyExists");
    assert_eq!(both.same(Operation::Create { queue: "other", metadata: &[("a", "1"), ("Bc", "x y")] }), "201");
    assert_eq!(both.same(Operation::Create { queue: "other", metadata: &[("BC", "x y"), ("A", "1")] }), "204");
    assert_eq!(
        both.same(Operation::Create { queue: "other", metadata: &[("a", "2"), ("Bc", "x y")] }),
        "409 QueueAlreadyExists"
    );
    assert_eq!(both.same(Operation::Properties { queue: "other" }), "200 0 Bc=x y a=1");
    assert_eq!(both.same(Operation::SetMetadata { queue: "other", metadata: &[("New", "z")] }), "204");
    assert_eq!(both.same(Operation::Properties { queue: "other" }), "200 0 New=z");
    assert_eq!(both.same(Operation::SetMetadata { queue: "missing", metadata: none }), "404 QueueNotFound");
    assert_eq!(both.same(Operation::List { prefix: "", max_results: None }), "200 other taskqueue");
    assert_eq!(both.same(Operation::List { prefix: "task", max_results: None }), "200 taskqueue");
    assert_eq!(both.same(Operation::List { prefix: "", max_results: Some(1) }), "200 other");
    assert_eq!(both.same(Operation::List { prefix: "x", max_results: None }), "200");
    assert_eq!(both.same(Operation::DeleteQueue { queue: "other" }), "204");
    assert_eq!(both.same(Operation::DeleteQueue { queue: "other" }), "404 QueueNotFound");
    for queue in ["ab", &"a".repeat(64)] {
        assert_eq!(both.same(Operation::Create { queue, metadata: none }), "400 OutOfRangeInput");
    }
    for queue in ["taskQueue", "-abc", "abc-", "a--b", "a_b"] {
        assert_eq!(both.same(Operation::Create { queue, metadata: none }), "400 InvalidResourceName");
    }
    assert_eq!(
        both.same(Operation::Put { queue: "missing", text: Some("a"), hide: None, ttl: None }),
        "404 QueueNotFound"
    );
    assert_eq!(both.same(Operation::Get { queue: "missing", n: None, hide: None }), "404 QueueNotFound");
    assert_eq!(both.same(Operation::Peek { queue: "missing", n: None }), "404 QueueNotFound");
    assert_eq!(both.same(Operation::Clear { queue: "missing" }), "404 QueueNotFound");
}

/// The life of messages: order, receipts, counts.
fn messages(both: &mut Both) {
    let queue = "taskqueue";
    let put = |text| Operation::Put { queue, text: Some(text), hide: None, ttl: None };
    let get = |n, hide| Operation::Get { queue, n: Some(n), hide: Some(hide) };
    let peek = Operation::Peek { queue, n: Some(32) };
    assert_eq!(both.same(Operation::Get { queue, n: None, hide: None }), "200");
    both.same(put("Hello World"));
    let put_receipt = both.last();
    assert_eq!(both.same(Operation::Peek { queue, n: None }), "200 Hello World:0");
    assert_eq!(both.same(Operation::Delete { queue, ticket: put_receipt }), "204", "a put's receipt works at once");
    assert_eq!(both.same(Operation::Delete { queue, ticket: put_receipt }), "404 MessageNotFound");
    for text in ["a", "b<&>", "큐"] {
        both.same(put(text));
        both.wait(1);
    }
    both.same(Operation::Put { queue, text: Some("late"), hide: Some(5), ttl: None });
    assert_eq!(both.same(peek), "200 a:0 b<&>:0 큐:0");
    assert_eq!(both.same(Operation::Properties { queue }), "200 4");
    assert_eq!(both.same(get(1, 4)), "200 a:1");
    let first = both.last();
    assert_eq!(both.same(get(2, 30)), "200 b<&>:1 큐:1");
    assert_eq!(both.same(get(32, 30)), "200");
    both.wait(3_999);
    assert_eq!(both.same(peek), "200");
    both.wait(1);
    assert_eq!(both.same(peek), "200 a:1", "its time is over");
    assert_eq!(
        both.same(Operation::Update { queue, ticket: first, hide: Some(0), text: None }),
        "204",
        "the receipt is still good"
    );
    both.wait(1_000);
    assert_eq!(both.same(get(32, 10)), "200 a:2 late:1");
    assert_eq!(both.same(Operation::Properties { queue }), "200 4", "hidden ones count");
    let late = both.last();
    assert_eq!(both.same(Operation::Update { queue, ticket: late, hide: Some(60), text: Some("step 3 of 5") }), "204");
    let leased = both.last();
    both.wait(59_999);
    assert_eq!(both.same(peek), "200 a:2 b<&>:1 큐:1");
    both.wait(1);
    assert_eq!(both.same(peek), "200 a:2 b<&>:1 큐:1 step 3 of 5:1");
    assert_eq!(both.same(Operation::Delete { queue, ticket: leased }), "204", "nobody got it since");
    both.differ(Operation::Delete { queue, ticket: first }, STALE.0, STALE.1);
    both.same(Operation::Clear { queue });
    assert_eq!(both.same(Operation::Properties { queue }), "200 0");
    assert_eq!(both.same(Operation::Delete { queue, ticket: first }), "404 MessageNotFound");
    assert_eq!(both.same(put("")), "201");
    assert_eq!(both.same(get(1, 1)), "200 :1");
    both.same(Operation::Clear { queue });
}

/// Times to live, to the millisecond.
fn limits(both: &mut Both) {
    let queue = "taskqueue";
    let peek = Operation::Peek { queue, n: Some(32) };
    both.same(Operation::Put { queue, text: Some("minute"), hide: None, ttl: Some(60) });
    both.same(Operation::Put { queue, text: Some("delayed"), hide: Some(59), ttl: Some(60) });
    both.same(Operation::Put { queue, text: Some("ever"), hide: None, ttl: Some(-1) });
    assert_eq!(both.same(Operation::Get { queue, n: None, hide: Some(604_800) }), "200 minute:1");
    let got = both.last();
    both.wait(59_999);
    assert_eq!(both.same(peek), "200 ever:0 delayed:0");
    both.wait(1);
    assert_eq!(both.same(peek), "200 ever:0");
    assert_eq!(both.same(Operation::Delete { queue, ticket: got }), "404 MessageNotFound");
    assert_eq!(both.same(Operation::Properties { queue }), "200 1");
    both.wait(1_000_000_000_000);
    assert_eq!(both.same(peek), "200 ever:0");
    both.same(Operation::Put { queue, text: Some("week"), hide: None, ttl: None });
    both.wait(604_799_999);
    assert_eq!(both.same(peek), "200 ever:0 week:0");
    both.wait(1);
    assert_eq!(both.same(peek), "200 ever:0");
    both.same(Operation::Clear { queue });
}

/// What both refuse with one code.
fn refusals(both: &mut Both) {
    let queue = "taskqueue";
    let out_of_range = "400 OutOfRangeQueryParameterValue";
    let invalid = "400 InvalidQueryParameterValue";
    let put = |hide, ttl| Operation::Put { queue, text: Some("a"), hide, ttl };
    both.same(put(None, Some(-1)));
    let ticket = both.last();
    for n in [33, 1_000] {
        assert_eq!(both.same(Operation::Get { queue, n: Some(n), hide: None }), out_of_range);
        assert_eq!(both.same(Operation::Peek { queue, n: Some(n) }), out_of_range);
    }
    for hide in [0, 604_801] {
        assert_eq!(both.same(Operation::Get { queue, n: None, hide: Some(hide) }), out_of_range);
    }
    assert_eq!(both.same(put(Some(604_801), Some(-1))), out_of_range);
    assert_eq!(both.same(put(Some(604_800), Some(-1))), "201");
    assert_eq!(both.same(put(Some(10), Some(10))), invalid);
    assert_eq!(both.same(put(Some(9), Some(10))), "201");
    assert_eq!(both.same(put(None, Some(0))), invalid);
    assert_eq!(both.same(Operation::Put { queue, text: None, hide: None, ttl: None }), "400 InvalidXmlDocument");
    assert_eq!(both.same(Operation::Put { queue, text: Some(&"a".repeat(65_536)), hide: None, ttl: None }), "201");
    assert_eq!(both.same(Operation::Update { queue, ticket, hide: Some(604_801), text: None }), out_of_range);
    assert_eq!(both.same(Operation::Update { queue, ticket, hide: Some(604_800), text: None }), "204");
    both.same(Operation::Clear { queue });
}

/// A long sequence that nobody chose. Every code is one that both know, but for stale receipts.
fn generated(both: &mut Both) {
    let queue = "taskqueue";
    let first = both.ours.tickets.len();
    let owner = Owner::new(OwnerKind::Person, "azurite", 0);
    for n in 0..250 {
        let mut draw = bits(1, owner, Purpose::Work, n);
        let mut below = |end: u64| {
            let drawn = draw % end;
            draw /= end;
            drawn
        };
        both.wait([0, 1, 999, 1_000, 2_500][below(5) as usize]);
        let seconds = Some(below(4) as i64);
        let text = format!("m{n}");
        let ticket = first + below(1 << 20) as usize % (both.ours.tickets.len() - first).max(1);
        let operation = match below(12) {
            0..4 => {
                let ttl = Some([4, 10, 100, -1][below(4) as usize]);
                Operation::Put { queue, text: Some(&text), hide: seconds, ttl }
            }
            4..7 => Operation::Get { queue, n: Some(1 + below(4) as i64), hide: Some(1 + below(4) as i64) },
            7 => Operation::Peek { queue, n: Some(32) },
            _ if ticket == both.ours.tickets.len() => continue,
            8 => Operation::Update { queue, ticket, hide: Some(0), text: Some(&text) },
            9 => Operation::Update { queue, ticket, hide: Some(0), text: None },
            _ => Operation::Delete { queue, ticket },
        };
        let (ours, theirs) = both.run(operation);
        if (&*ours, &*theirs) != STALE {
            assert_eq!(ours, theirs, "ours, Azurite's: number {n}, {operation:?}");
        }
    }
    both.same(Operation::Peek { queue, n: Some(32) });
    both.same(Operation::Properties { queue });
    both.same(Operation::Clear { queue });
}

/// Where the service's documents and Azurite differ, we follow the documents. (storage-queue.md 9)
fn known_differences(both: &mut Both) {
    let queue = "taskqueue";
    let put = |hide, ttl| Operation::Put { queue, text: Some("a"), hide, ttl };
    let out_of_range = "400 OutOfRangeQueryParameterValue";
    both.differ(Operation::Get { queue, n: Some(0), hide: None }, out_of_range, "400");
    both.differ(Operation::Peek { queue, n: Some(0) }, out_of_range, "400");
    both.differ(put(None, Some(-2)), "400 InvalidQueryParameterValue", "400");
    let long = "a".repeat(65_537);
    let too_long = Operation::Put { queue, text: Some(&long), hide: None, ttl: None };
    both.differ(too_long, "400 MessageTooLarge", "413 RequestBodyTooLarge");
    // The default time to live counts for us as a given one does.
    both.differ(put(Some(604_800), None), "400 InvalidQueryParameterValue", "201");
    both.same(Operation::Clear { queue });
    // Expired messages linger in Azurite's count until something looks at the messages.
    both.same(put(None, Some(1)));
    both.wait(1_000);
    both.differ(Operation::Properties { queue }, "200 0", "200 1");
    both.same(Operation::Peek { queue, n: None });
    both.same(Operation::Properties { queue });
    // A stale receipt, here after a get.
    both.same(put(None, None));
    let ticket = both.last();
    both.same(Operation::Get { queue, n: None, hide: None });
    both.differ(Operation::Delete { queue, ticket }, STALE.0, STALE.1);
    both.differ(Operation::Update { queue, ticket, hide: Some(0), text: None }, STALE.0, STALE.1);
    // The reference forbids to hide a message past its expiry.
    both.same(put(None, Some(10)));
    let ticket = both.last();
    let past = Operation::Update { queue, ticket, hide: Some(11), text: None };
    both.differ(past, "400 InvalidQueryParameterValue", "204");
    // The name of a deleted queue stays taken for a while.
    both.same(Operation::DeleteQueue { queue });
    both.differ(Operation::Create { queue, metadata: &[] }, "409 QueueBeingDeleted", "201");
}
