//! A scripted server in the place of both registers, for what the sandbox never says.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use parvis_chassis::Tasks;
use parvis_kernel::ApplicationId;
use parvis_testkit::{Answer, Running, Setup};
use parvis_vat::Vat;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::scene::VERIFY;

/// What the other side writes, and how slowly: byte for byte where there is a pause.
#[derive(Clone)]
pub(crate) struct Script {
    pub(crate) bytes: Vec<u8>,
    pub(crate) pause: Duration,
}

impl Script {
    pub(crate) fn http(status: &str, body: &str) -> Self {
        let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: ");
        Self::raw(&format!("{head}{}\r\n\r\n{body}", body.len()))
    }

    pub(crate) fn raw(text: &str) -> Self {
        Self { bytes: text.as_bytes().to_vec(), pause: Duration::ZERO }
    }
}

type Play = Arc<dyn Fn(&str) -> Script + Send + Sync>;

/// The service beside the scripted server.
pub(crate) struct Foreign {
    pub(crate) vat: Running,
    app: ApplicationId,
    asked: Arc<AtomicUsize>,
    tasks: Tasks,
}

impl Foreign {
    /// Answers each request by the script that `play` chooses for it.
    pub(crate) async fn playing(play: impl Fn(&str) -> Script + Send + Sync + 'static) -> Self {
        let (tasks, asked) = (Tasks::default(), Arc::new(AtomicUsize::new(0)));
        let url = serve(Arc::new(play), asked.clone(), &tasks).await;
        let vat = Setup::default()
            .with("vat.vies_url", url.as_str())
            .with("vat.sirene_url", url.as_str())
            .with("vat.sirene_key", "k")
            .with("vat.budget_ms", 400)
            .beside("registry")
            .start::<Vat>()
            .await;
        Self { vat, app: ApplicationId::fresh(), asked, tasks }
    }

    pub(crate) fn provider(&self, number: &str) {
        let path = format!("/internal/applications/{}", self.app);
        self.vat.neighbour.tell(&path, &json!({ "provider": { "vatNumber": number } }));
    }

    pub(crate) async fn verify(&self, number: &str) -> Answer {
        self.vat.post(self.app, VERIFY, &json!({ "vatNumber": number })).await
    }

    /// How often the scripted server was asked.
    pub(crate) fn questions(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    pub(crate) async fn stop(self) {
        self.vat.stop().await;
        assert!(self.tasks.drain(Duration::from_secs(5)).await);
    }
}

async fn serve(play: Play, asked: Arc<AtomicUsize>, tasks: &Tasks) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (stop, inner) = (tasks.stop(), tasks.clone());
    tasks.spawn(async move {
        let accept = async {
            while let Ok((stream, _)) = listener.accept().await {
                asked.fetch_add(1, Ordering::SeqCst);
                let (play, stop) = (play.clone(), inner.stop());
                inner.spawn(async move {
                    stop.run_until_cancelled(answer(stream, play)).await;
                });
            }
        };
        stop.run_until_cancelled(accept).await;
    });
    url
}

/// Reads the request and plays the script; the client may hang up at any point.
async fn answer(mut stream: TcpStream, play: Play) {
    let Some(request) = read(&mut stream).await else { return };
    let script = play(&request);
    let piece = if script.pause.is_zero() { script.bytes.len() } else { 1 };
    for piece in script.bytes.chunks(piece) {
        if stream.write_all(piece).await.is_err() {
            return;
        }
        tokio::time::sleep(script.pause).await;
    }
}

/// A request whole: its body, if any, is one JSON object without objects inside.
async fn read(stream: &mut TcpStream) -> Option<String> {
    let mut request = String::new();
    let mut buffer = [0; 4096];
    while !request.contains("\r\n\r\n") || (request.starts_with("POST") && !request.ends_with('}'))
    {
        let read = stream.read(&mut buffer).await.ok().filter(|read| *read > 0)?;
        request.push_str(std::str::from_utf8(&buffer[..read]).ok()?);
    }
    Some(request)
}
