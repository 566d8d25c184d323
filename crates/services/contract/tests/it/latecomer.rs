//! A service that hangs up on every caller until it is there.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

pub(crate) struct Latecomer {
    pub(crate) url: String,
    there: Arc<AtomicBool>,
}

impl Latecomer {
    /// Will answer every call with this JSON.
    pub(crate) fn with(answer: &Value) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let there = Arc::new(AtomicBool::new(false));
        let (answer, open) = (answer.to_string(), there.clone());
        std::thread::spawn(move || {
            for caller in listener.incoming().flatten() {
                if open.load(Ordering::SeqCst) {
                    say(caller, &answer);
                }
            }
        });
        Self { url, there }
    }

    pub(crate) fn arrive(&self) {
        self.there.store(true, Ordering::SeqCst);
    }
}

fn say(mut caller: TcpStream, answer: &str) {
    let mut question = Vec::new();
    let mut piece = [0; 1024];
    while !question.ends_with(b"\r\n\r\n") {
        match caller.read(&mut piece).unwrap() {
            0 => return,
            length => question.extend_from_slice(&piece[..length]),
        }
    }
    let length = answer.len();
    let head = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
    caller.write_all(head.as_bytes()).unwrap();
    caller.write_all(answer.as_bytes()).unwrap();
}
