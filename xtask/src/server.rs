//! A static file server for `dist/`: what any static host does, plus a strict content security policy.
//!
//! Answers GET and HEAD under one path prefix and closes each connection; for this machine only.

use crate::Result;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// No inline script, no other host. Inline style attributes are how a picture is laid out.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'";

struct Site {
    folder: PathBuf,
    /// Starts and ends with a slash.
    prefix: String,
}

/// Serves `folder` under `prefix` in the background for as long as this program runs, and returns the address of its
/// front page. Port 0 takes any free one.
pub(crate) fn start(folder: &Path, prefix: &str, port: u16) -> Result<String> {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).map_err(|error| {
        format!("cannot listen on port {port}: {error}\n  what to do: choose another with `--port <number>`")
    })?;
    let port = listener.local_addr().map_err(|error| error.to_string())?.port();
    let site = Arc::new(Site { folder: folder.to_owned(), prefix: prefix.to_owned() });
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let site = Arc::clone(&site);
            // A visitor who goes away in the middle is not our concern.
            std::thread::spawn(move || site.answer(stream).ok());
        }
    });
    Ok(format!("http://127.0.0.1:{port}{prefix}"))
}

impl Site {
    fn answer(&self, mut stream: TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let mut lines = BufReader::new(stream.try_clone()?.take(64 * 1024)).lines();
        let request = lines.next().transpose()?.unwrap_or_default();
        for line in lines {
            if line?.is_empty() {
                break;
            }
        }
        let mut words = request.split(' ');
        let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let found = self.file(path).and_then(|file| Some((std::fs::read(&file).ok()?, media_type(&file))));
        let (status, (body, media_type)) = match (method, found) {
            ("GET" | "HEAD", Some(found)) => ("200 OK", found),
            ("GET" | "HEAD", None) => ("404 Not Found", (b"not found\n".to_vec(), "text/plain; charset=utf-8")),
            _ => ("405 Method Not Allowed", (b"only GET and HEAD\n".to_vec(), "text/plain; charset=utf-8")),
        };
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\n\
             Content-Security-Policy: {POLICY}\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
            body.len()
        )?;
        if method != "HEAD" {
            stream.write_all(&body)?;
        }
        stream.flush()
    }

    /// The file that a request names. Only plain names below the folder are followed.
    fn file(&self, request: &str) -> Option<PathBuf> {
        let path = request.split(['?', '#']).next()?.strip_prefix(&self.prefix)?;
        let mut file = self.folder.clone();
        for name in path.split('/').filter(|name| !name.is_empty()) {
            let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
            if !plain || name.starts_with('.') {
                return None;
            }
            file.push(name);
        }
        if path.is_empty() || path.ends_with('/') {
            file.push("index.html");
        }
        Some(file)
    }
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "webmanifest") => "application/json; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(request: &str) -> Option<PathBuf> {
        Site { folder: PathBuf::from("site"), prefix: "/some/path/".to_owned() }.file(request)
    }

    #[test]
    fn a_request_names_a_file_below_the_folder() {
        assert_eq!(file("/some/path/"), Some(PathBuf::from("site/index.html")));
        assert_eq!(file("/some/path/scenarios/a-b.json?x=1"), Some(PathBuf::from("site/scenarios/a-b.json")));
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        for request in
            ["/", "/some/path", "/some/path/../secret", "/some/path/..%2fsecret", "/some/path/.git/config", ""]
        {
            assert_eq!(file(request), None, "{request}");
        }
    }

    #[test]
    fn every_answer_carries_the_policy() {
        let folder = std::env::temp_dir().join(format!("playground-server-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("index.html"), "hello").unwrap();
        let address = start(&folder, "/under/here/", 0).unwrap();
        let (host, path) = address.strip_prefix("http://").unwrap().split_once('/').unwrap();
        let mut stream = TcpStream::connect(host).unwrap();
        write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.contains("script-src 'self' 'wasm-unsafe-eval'"), "{answer}");
        assert!(answer.ends_with("\r\n\r\nhello"), "{answer}");
    }
}
