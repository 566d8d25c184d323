//! What was verified can be looked up, by who asked.

use parvis_kernel::ApplicationId;
use serde_json::json;

use crate::scene::{LOOK_UP, Scene};

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_looked_up_in_any_spelling() {
    let scene = Scene::open().await;
    let told = scene.told("BE0477472701", 200).await;
    scene.told("DE111222339", 200).await;
    assert_eq!(scene.stored("be%200477.472.701").await, [told]);
    assert!(scene.stored("BE0403170701").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_application_sees_nothing_of_it() {
    let scene = Scene::open().await;
    let told = scene.told("BE0477472701", 200).await;
    let other = ApplicationId::fresh();
    let list = scene.vat.get(other, &format!("{LOOK_UP}?vatNumber=BE0477472701")).await.json();
    assert_eq!(list["data"], json!([]));
    let one = format!("{LOOK_UP}/{}", told["verificationId"].as_str().unwrap());
    assert_eq!(scene.vat.get(other, &one).await.status, 404);
    assert_eq!(scene.vat.get(scene.app, &one).await.json()["data"], told);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_each_other_from_the_newest_to_the_oldest() {
    let scene = Scene::open().await;
    let mut asked = Vec::new();
    for n in 0..51 {
        asked.push(scene.told(&format!("QQ{n}"), 200).await["verificationId"].clone());
    }
    asked.reverse();
    let first = scene.vat.get(scene.app, LOOK_UP).await.json();
    assert_eq!((&first["success"], &first["has_more"]), (&json!(true), &json!(true)));
    let cursor = first["next_cursor"].as_str().unwrap();
    let last = scene.vat.get(scene.app, &format!("{LOOK_UP}?cursor={cursor}")).await.json();
    assert_eq!((&last["has_more"], &last["next_cursor"]), (&json!(false), &json!(null)));
    let pages = [&first, &last].map(|page| page["data"].as_array().unwrap().clone()).concat();
    let seen: Vec<_> = pages.into_iter().map(|v| v["verificationId"].clone()).collect();
    assert_eq!(seen, asked);
}
