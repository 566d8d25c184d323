//! How processes end: in order when they are told to, at once when whoever started them is gone.

use std::os::unix::process::CommandExt as _;
use std::time::{Duration, Instant};

use parvis::apart::{Apart, Plan};
use parvis_kernel::Secret;
use reqwest::Method;
use rustix::process::{Pid, Signal, kill_process_group};

use super::House;
use crate::databases::{open, texts};
use crate::ground::{Form, Ground, VirtualHost, check_binaries, postgres};
use crate::platform::{PATIENCE, Platform, answer, until};

/// How long VIES takes, in milliseconds: longer than the test takes to tell a process to end.
const SLOW: u64 = 2500;

async fn is_finished_by(part: &str) {
    let mut house = House::start(|plan| plan).await;
    house.slow_vies(SLOW).await;
    let (underway, ready) = (
        house.slow_question("BE0477472701"),
        format!("{}/health/ready", house.apart.urls(part)[0]),
    );
    let looker = house.client.clone();
    let asked = async {
        let start = Instant::now();
        let told = answer(underway).await.unwrap();
        assert!(start.elapsed() > Duration::from_millis(SLOW));
        told
    };
    let ending = async {
        tokio::time::sleep(Duration::from_millis(SLOW / 5)).await;
        house.apart.stop(part, 1).await.unwrap()
    };
    let leaving = until("the word that it leaves", || async {
        let told = answer(looker.get(&ready)).await.ok()?;
        (told.status == 503).then_some(())
    });
    let (told, status, ()) = tokio::join!(asked, ending, leaving);
    assert_eq!((told.status, &told.body["data"]["valid"]), (200, &true.into()), "{}", told.text);
    assert!(status.success(), "{status}");
    let said = std::fs::read_to_string(house.apart.log(part, 1)).unwrap();
    assert!(said.contains("stopping"), "{said}");
    assert!(answer(looker.get(&ready)).await.is_err(), "it still listens");
    house.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_that_is_told_to_end_finishes_what_is_underway() {
    is_finished_by("vat").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gateway_that_is_told_to_end_finishes_what_is_underway() {
    is_finished_by("gateway").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_ephemeral_platform_that_is_ended_while_it_starts_leaves_no_database() {
    check_binaries();
    let (folder, host) = (tempfile::tempdir().unwrap(), VirtualHost::fresh());
    let mut plan = Plan::new(folder.path(), Secret::new(postgres()), Secret::new(host.url()));
    plan.ephemeral = true;
    let logs = folder.path().join("logs");
    let started =
        until("a first process", || async { std::fs::read_dir(&logs).ok()?.next().map(|_| ()) });
    assert!(Apart::start_unless(started, plan).await.unwrap().is_none());
    let name = std::fs::read_to_string(folder.path().join("name")).unwrap();
    let server = open(&postgres()).await;
    let left = format!("SELECT datname FROM pg_database WHERE datname LIKE 'parvis\\_{name}\\_%'");
    assert_eq!(texts(&server, &left).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ctrl_c_in_a_terminal_ends_every_process_in_order() {
    let ground = Ground::fresh(Form::Distributed);
    let mut platform = Platform::start_on(ground, |_, command| {
        command.process_group(0);
    });
    // A terminal tells the whole group.
    let group = Pid::from_child(&platform.process);
    kill_process_group(group, Signal::INT).unwrap();
    assert!(platform.process.wait().unwrap().success());
    let said = platform.ground.log();
    assert!(!said.contains("something underway was left"), "{said}");
    assert!(!said.contains("ended unasked") && !said.contains("ended with"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_process_ends_with_whoever_started_it() {
    let mut platform = Platform::start_on(Ground::fresh(Form::Distributed), |_, _| {});
    let gateway = || platform.keyless(Method::GET, "/health/live").timeout(PATIENCE);
    let sandbox = || platform.sandbox(Method::GET, "/health").timeout(PATIENCE);
    assert_eq!(answer(gateway()).await.unwrap().status, 200);
    assert_eq!(answer(sandbox()).await.unwrap().status, 200);
    let (gateway, sandbox) = (gateway().build().unwrap(), sandbox().build().unwrap());
    platform.process.kill().unwrap();
    platform.process.wait().unwrap();
    let client = reqwest::Client::builder().pool_max_idle_per_host(0).build().unwrap();
    for request in [gateway, sandbox] {
        until("the end", || async {
            client.execute(request.try_clone().unwrap()).await.is_err().then_some(())
        })
        .await;
    }
}
