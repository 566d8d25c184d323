//! A service seen as bytes on a socket: it answers what it was told to, and keeps what it read.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use parvis_chassis::Tasks;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

/// One request as it was read.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Heard {
    /// The values of a header, in order.
    pub(crate) fn header(&self, name: &str) -> Vec<&str> {
        let fields = self.head.lines().filter_map(|line| line.split_once(": "));
        fields.filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value).collect()
    }
}

#[derive(Default)]
struct State {
    answers: HashMap<String, Vec<u8>>,
    heard: Vec<Heard>,
    connections: usize,
    manners: Manners,
}

/// How the service treats its connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Manners {
    /// Keeps them.
    #[default]
    Steady,
    /// Closes each after its first answer, without saying so in the answer.
    Brief,
    /// Reads a second request and then closes without an answer.
    Fickle,
    /// Reads requests and answers none.
    Hung,
}

/// The service; clones are the same.
#[derive(Clone)]
pub(crate) struct Foreign {
    state: Arc<Mutex<State>>,
    /// Bytes of request bodies read so far.
    pub(crate) body: watch::Sender<usize>,
    /// Connections that have ended.
    pub(crate) ended: watch::Sender<usize>,
    pub(crate) address: SocketAddr,
}

impl Foreign {
    pub(crate) async fn start() -> Self {
        Self::start_at("127.0.0.1:0".parse().unwrap()).await
    }

    /// Starts where another was.
    pub(crate) async fn start_at(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (body, ended) = (watch::Sender::new(0), watch::Sender::new(0));
        let foreign = Self { state: Arc::default(), body, ended, address };
        let serving = foreign.clone();
        let tasks = Tasks::default();
        tasks.clone().spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                serving.state.lock().unwrap().connections += 1;
                let serving = serving.clone();
                tasks.spawn(async move {
                    serving.serve(stream).await;
                    serving.ended.send_modify(|ended| *ended += 1);
                });
            }
        });
        foreign
    }

    /// Answers a path (with its query) with these bytes; every other with a plain 200.
    pub(crate) fn tell(&self, path: &str, answer: impl Into<Vec<u8>>) {
        self.state.lock().unwrap().answers.insert(path.to_owned(), answer.into());
    }

    pub(crate) fn behave(&self, manners: Manners) {
        self.state.lock().unwrap().manners = manners;
    }

    /// Everything it read, questions for its health apart.
    pub(crate) fn heard(&self) -> Vec<Heard> {
        let mut heard = self.read_so_far();
        heard.retain(|heard| !heard.head.starts_with("GET /health/"));
        heard
    }

    /// Everything it read.
    pub(crate) fn read_so_far(&self) -> Vec<Heard> {
        self.state.lock().unwrap().heard.clone()
    }

    pub(crate) fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }

    async fn serve(&self, mut stream: TcpStream) {
        let (mut buffer, mut requests) = (Vec::new(), 0);
        while let Some(heard) = self.read(&mut stream, &mut buffer).await {
            requests += 1;
            let path = heard.head.split(' ').nth(1).unwrap_or_default().to_owned();
            let (answer, manners) = {
                let mut state = self.state.lock().unwrap();
                state.heard.push(heard);
                let answer = state.answers.get(&path).cloned();
                (answer.unwrap_or_else(|| OK.into()), state.manners)
            };
            if manners == Manners::Hung {
                return std::future::pending().await;
            }
            if answer.is_empty() || (manners == Manners::Fickle && requests > 1) {
                return;
            }
            if stream.write_all(&answer).await.is_err() || manners == Manners::Brief {
                return;
            }
        }
    }

    async fn read(&self, stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Heard> {
        let head_end = loop {
            if let Some(at) = find(buffer, b"\r\n\r\n") {
                break at + 4;
            }
            more(stream, buffer).await?;
        };
        let head = String::from_utf8(buffer.drain(..head_end).collect()).unwrap();
        let mut request = Heard { head, body: Vec::new() };
        let chunked = !request.header("transfer-encoding").is_empty();
        let length = request.header("content-length").first().map_or(0, |l| l.parse().unwrap());
        let body_end = loop {
            self.body.send_replace(buffer.len());
            let end = if chunked {
                find(buffer, b"0\r\n\r\n").map(|at| at + 5)
            } else {
                (buffer.len() >= length).then_some(length)
            };
            if let Some(end) = end {
                break end;
            }
            more(stream, buffer).await?;
        };
        request.body = buffer.drain(..body_end).collect();
        Some(request)
    }
}

async fn more(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<()> {
    let read = stream.read_buf(buffer).await.ok()?;
    (read > 0).then_some(())
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
