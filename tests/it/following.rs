//! The index follows the store, wherever it was left.

use std::{fs, sync::Arc, time::Duration};

use pacta::search::follow::{Followed, Follower, follow, rebuild};
use tokio::sync::watch;

use crate::site::Site;

#[tokio::test]
async fn an_index_that_is_up_to_date_is_left_alone() {
    let site = Site::new().await;
    let again = follow(site.store.as_ref(), &site.index).await.unwrap();
    assert!(matches!(again, Followed::CaughtUp { changes: 0, rebuilt: false, .. }));
    let anew = rebuild(site.store.as_ref(), &site.index).await.unwrap();
    assert!(matches!(anew, Followed::CaughtUp { changes: 34, rebuilt: true, .. }));
    assert_eq!(site.found("interbank").await.len(), 1);
}

#[tokio::test]
async fn an_index_of_another_history_is_built_anew() {
    let one = Site::empty().await;
    one.ingest_text("a", "Title\nIran and Russia speak of gas.").await;
    let two = Site::empty().await;
    two.ingest_text("b", "Title\nBrazil and Japan speak of coffee.").await;
    let (one, two) = (one.stop().await, two.stop().await);
    fs::remove_dir_all(two.path().join("index")).unwrap();
    let copied = std::process::Command::new("cp")
        .args(["-r".as_ref(), one.path().join("index").as_os_str(), two.path().as_os_str()])
        .status()
        .unwrap();
    assert!(copied.success());
    let site = Site::open(two).await;
    let followed = follow(site.store.as_ref(), &site.index).await.unwrap();
    assert!(matches!(followed, Followed::CaughtUp { rebuilt: true, .. }));
    assert!(site.found("gas").await.is_empty());
    assert_eq!(site.found("coffee").await.len(), 1);
}

#[tokio::test]
async fn a_damaged_index_is_built_anew_and_links_hold_meanwhile() {
    let site = Site::new().await;
    let (id, _) = site.passages("iran-russia-2025").await.swap_remove(0);
    let folder = site.stop().await;
    let current = fs::read_to_string(folder.path().join("index/CURRENT")).unwrap();
    let segments = folder.path().join("index").join(current.trim());
    for entry in fs::read_dir(&segments).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "term" || e == "store") {
            fs::remove_file(path).unwrap();
        }
    }
    let site = Site::open(folder).await;
    site.page(&format!("/c/{id}")).await;
    site.follow().await;
    assert_eq!(site.found("interbank").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_follower_shows_what_another_hand_stores_within_a_second_and_a_half() {
    let site = Site::empty().await;
    let (stop, stopped) = watch::channel(false);
    let follower = Follower::new(Arc::clone(&site.store), Arc::clone(&site.index));
    let running = tokio::spawn(follower.run(stopped));
    tokio::time::sleep(Duration::from_millis(500)).await;
    site.ingest_text("a", "Title\nIran and Russia speak of caviar.").await;
    let began = std::time::Instant::now();
    loop {
        if site.found("caviar").await.len() == 1 {
            break;
        }
        assert!(began.elapsed() < Duration::from_millis(1500), "not found in time");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stop.send(true).unwrap();
    running.await.unwrap();
}
