//! What the service tells about all journeys together.

use crate::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn the_steps_of_open_journeys_are_counted_by_state() {
    let house = House::open().await;
    house.started().await;
    house.activated().await;
    let completed = house.activated().await;
    assert_eq!(house.complete(&completed, "tenant_1").await.status, 200);
    house.resolve(false).await;
    let stuck = house.started().await;
    assert_eq!(house.provision(&stuck, "1").await.status, 202);
    let numbers = house.running.numbers().await;
    // One waits to be asked for, one to be completed; one looks for its name again and again.
    for (state, count) in [("waiting", 2.0), ("retrying", 1.0), ("running", 0.0), ("undoing", 0.0)]
    {
        let told = numbers.sum("parvis_journey_steps", &[("state", state)]);
        assert_eq!(told, Some(count), "{state}");
    }
    let labels = [("upstream", "dns"), ("outcome", "answered")];
    let looked_up = numbers.sum("parvis_upstream_call_duration_seconds_count", &labels);
    assert!(looked_up >= Some(3.0), "{looked_up:?}");
    house.running.stop().await;
}
