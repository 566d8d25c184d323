use parvis_sandbox::Config;

use crate::running::Running;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_trusted_an_earlier_start_trusts_this_one() {
    let first = Running::start().await;
    let kept = Config {
        mail_authority_pem: Some(first.sandbox.mail_authority_pem().to_owned()),
        tsa_authority_pem: Some(first.sandbox.tsa_authority_pem().to_owned()),
        mail_names: vec!["mail.example.org".to_owned()],
        ..Config::default()
    };
    let second = Running::with(kept).await;
    let (then, now) = (first.sandbox.addresses(), second.sandbox.addresses());
    assert_eq!(then.smtp_root_pem, now.smtp_root_pem);
    assert_eq!(then.tsa_root_pem, now.tsa_root_pem);
    assert!(!now.smtp_root_pem.contains("PRIVATE"));
    // The mail server's new certificate stands under the root of the first start.
    second.send("someone@example.org").await.unwrap();
    let stranger = Running::start().await;
    assert_ne!(stranger.sandbox.addresses().smtp_root_pem, now.smtp_root_pem);
}
