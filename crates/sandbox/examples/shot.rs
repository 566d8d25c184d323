//! temporary
use lettre::transport::smtp::{
    authentication::Credentials,
    client::{Certificate, Tls, TlsParameters},
};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Attachment, MultiPart, SinglePart, header::ContentType},
};
use parvis_sandbox::{Config, Sandbox};
fn main() {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
        let s = Sandbox::start(Config { http: "127.0.0.1:18090".parse().unwrap(), ..Config::default() }).await.unwrap();
        let a = s.addresses();
        let tls = TlsParameters::builder("localhost".to_owned()).add_root_certificate(Certificate::from_pem(a.smtp_root_pem.as_bytes()).unwrap()).build().unwrap();
        let m = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1").port(a.smtp.port()).tls(Tls::Required(tls)).credentials(Credentials::new("parvis".into(), "sandbox".into())).build();
        for (i, subject) in ["Votre contrat est prêt à être signé", "Your contract with Parvis is ready: please read and sign it before Friday", "Votre contrat signé", "Votre espace est prêt"].iter().enumerate() {
            let html = format!("<!doctype html><html><head><meta charset=utf-8></head><body style='font-family:sans-serif;max-width:560px;margin:auto;padding:24px'><h2>{subject}</h2><p>Bonjour,</p><p>Le contrat préparé pour TRANSPORTS DE DEMONSTRATION attend votre signature. Relisez-le, puis signez-le sur votre téléphone ou votre ordinateur.</p><p><a style='background:#0b5c8a;color:#fff;padding:12px 20px;text-decoration:none;border-radius:6px' href='https://example.org'>Lire et signer</a></p><script>document.body.innerHTML='hacked'</script></body></html>");
            let body = MultiPart::alternative_plain_html(format!("{subject}\r\n\r\nhttps://example.org"), html);
            let msg = Message::builder().from("Parvis <no-reply@parvis.localhost>".parse().unwrap()).to(format!("signataire{i}@example.org").parse().unwrap()).subject(*subject);
            let msg = if i == 2 { let f: SinglePart = Attachment::new("contrat-signe.pdf".into()).body(vec![b'x'; 84000], ContentType::parse("application/pdf").unwrap()); msg.multipart(MultiPart::mixed().multipart(body).singlepart(f)) } else { msg.multipart(body) };
            m.send(msg.unwrap()).await.unwrap();
        }
        tokio::time::sleep(std::time::Duration::from_secs(240)).await;
        s.stop().await;
    });
}
