//! The emulator's side: its process, signed requests over plain HTTP, and how it comes into the user's cache.

use super::{Operation, Receipt, Reply};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use iot_hub_playground::model::time::Timestamp;
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

/// A process that ends with this value.
pub(crate) struct Azurite {
    process: Child,
    folder: PathBuf,
    port: u16,
    pub(crate) tickets: Vec<Receipt>,
}

impl Drop for Azurite {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Azurite {
    pub(crate) fn start(program: &Path, now: Timestamp) -> Self {
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

    pub(crate) fn run(&mut self, now: Timestamp, operation: Operation<'_>) -> Reply {
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
pub(crate) fn program() -> Option<PathBuf> {
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
