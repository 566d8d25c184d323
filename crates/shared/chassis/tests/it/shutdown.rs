use reqwest::Method;

use crate::counter::running;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_underway_is_finished_before_the_service_ends() {
    let (running, app) = running().await;
    let slow = running.request(Method::GET, "/slow", Some(app)).send();
    let stop = async {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        running.stop().await;
    };
    let (answer, ()) = tokio::join!(slow, stop);
    assert_eq!(answer.unwrap().text().await.unwrap(), "\"finished\"");
}
