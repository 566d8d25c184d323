//! A running sandbox with the clients that the stories use.

use lettre::message::header::ContentType;
use lettre::message::{Attachment, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use parvis_sandbox::{Clock, Config, Sandbox};
use reqwest::{Client, StatusCode};
use serde_json::Value;
use time::OffsetDateTime;
use time::macros::datetime;

pub(crate) const NOW: OffsetDateTime = datetime!(2026-01-05 09:00:00.25 UTC);
pub(crate) const PDF: &[u8] = b"%PDF-1.7\n.\n..\nnot really\n";

/// A sandbox that stands at `NOW`, and an HTTP client.
pub(crate) struct Running {
    pub(crate) sandbox: Sandbox,
    pub(crate) http: Client,
}

impl Running {
    pub(crate) async fn start() -> Self {
        Self::with(Config::default()).await
    }

    pub(crate) async fn with(config: Config) -> Self {
        let sandbox = Sandbox::start(Config { clock: Clock::new(|| NOW), ..config }).await.unwrap();
        Self { sandbox, http: Client::builder().build().unwrap() }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.addresses().http_url)
    }

    pub(crate) async fn get(&self, path: &str) -> (StatusCode, Value) {
        answered(self.http.get(self.url(path))).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> (StatusCode, Value) {
        answered(self.http.post(self.url(path)).json(&body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> (StatusCode, Value) {
        answered(self.http.put(self.url(path)).json(&body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> StatusCode {
        self.http.delete(self.url(path)).send().await.unwrap().status()
    }

    pub(crate) fn mailer(&self, user: &str, password: &str) -> AsyncSmtpTransport<Tokio1Executor> {
        AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1")
            .port(self.sandbox.addresses().smtp.port())
            .tls(Tls::Required(self.tls()))
            .credentials(Credentials::new(user.to_owned(), password.to_owned()))
            .build()
    }

    /// A connection that is ready to send, and is kept.
    pub(crate) async fn connection(&self) -> AsyncSmtpConnection {
        let (address, hello) = (self.sandbox.addresses().smtp, ClientId::default());
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(address, None, &hello, None, None).await.unwrap();
        connection.starttls(self.tls(), &hello).await.unwrap();
        let credentials = Credentials::new("parvis".to_owned(), "sandbox".to_owned());
        connection.auth(&[Mechanism::Login], &credentials).await.unwrap();
        connection
    }

    fn tls(&self) -> TlsParameters {
        let root = self.sandbox.addresses().smtp_root_pem.as_bytes();
        TlsParameters::builder("localhost".to_owned())
            .add_root_certificate(Certificate::from_pem(root).unwrap())
            .build()
            .unwrap()
    }

    pub(crate) async fn send(&self, to: &str) -> Result<(), lettre::transport::smtp::Error> {
        self.mailer("parvis", "sandbox").send(mail(to)).await.map(drop)
    }
}

pub(crate) fn mail(to: &str) -> Message {
    let html = "<html><head><title>x</title></head><body><p>Contrat prêt : \
        <a href=\"https://example.org/sign\">signer</a></p></body></html>";
    let bodies = MultiPart::alternative_plain_html(
        "Contrat prêt.\r\n.\r\n..fin\r\n".to_owned(),
        html.to_owned(),
    );
    let file: SinglePart = Attachment::new("contrat signé.pdf".to_owned())
        .body(PDF.to_vec(), ContentType::parse("application/pdf").unwrap());
    Message::builder()
        .from("Expéditeur de démonstration <demo@example.org>".parse().unwrap())
        .to(to.parse().unwrap())
        .subject("Votre contrat est prêt à être signé")
        .multipart(MultiPart::mixed().multipart(bodies).singlepart(file))
        .unwrap()
}

async fn answered(request: reqwest::RequestBuilder) -> (StatusCode, Value) {
    let answer = request.send().await.unwrap();
    let status = answer.status();
    let body = answer.bytes().await.unwrap();
    (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
}
