//! The index follows the store, wherever it was left.

use std::{fs, sync::Arc, time::Duration};

use pacta::{
    annotate::Codebook,
    read::Metadata,
    search::{
        self,
        follow::{Beside, Followed, Follower, follow, rebuild},
    },
};
use tokio::sync::watch;

use crate::site::{Site, input};

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
    let site = two.with_index_of(one).await;
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

#[tokio::test(flavor = "multi_thread")]
async fn a_follower_shows_what_another_indexed_before_it_took_over() {
    let site = Site::new().await;
    let other = search::open(site.folder.path(), Arc::new(Codebook::built_in().unwrap())).unwrap();
    let seen = other.cursor();
    site.ingest_text("a", "Title\nIran and Russia speak of caviar.").await;
    assert_eq!(other.cursor(), seen);
    // The index is up to date already: there is nothing to write, only to see.
    let (stop, stopped) = watch::channel(false);
    let running =
        tokio::spawn(Follower::new(Arc::clone(&site.store), Arc::clone(&other)).run(stopped));
    let began = std::time::Instant::now();
    while other.cursor() != site.index.cursor() {
        assert!(began.elapsed() < Duration::from_millis(1500), "not seen in time");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stop.send(true).unwrap();
    running.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_follower_builds_anew_what_is_deleted_under_it() {
    let site = Site::new().await;
    let (stop, stopped) = watch::channel(false);
    let running =
        tokio::spawn(Follower::new(Arc::clone(&site.store), Arc::clone(&site.index)).run(stopped));
    tokio::time::sleep(Duration::from_millis(600)).await;
    fs::remove_dir_all(site.folder.path().join("index")).unwrap();
    let began = std::time::Instant::now();
    while !site.folder.path().join("index/CURRENT").exists() {
        assert!(began.elapsed() < Duration::from_secs(5), "not built in time");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(site.found("interbank").await.len(), 1);
    stop.send(true).unwrap();
    running.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_ingest_is_followed_while_it_goes_on_and_to_its_end() {
    let site = Site::empty().await;
    let beside = Beside::begin(&site.store, &site.index);
    let lines: Vec<String> =
        (0..2100).map(|n| format!("Iran and Russia spoke of matter{n}.")).collect();
    let text = format!("A long talk\n{}", lines.join("\n"));
    site.store_only(vec![Ok(input("long", &text, Metadata::default()))]).await;
    let began = std::time::Instant::now();
    while site.index.cursor().is_none() {
        assert!(began.elapsed() < Duration::from_secs(20), "not followed in time");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(site.found("matter1999").await.len(), 1);
    assert_eq!(site.found("matter2000").await.len(), 0, "a part of a batch waits for the end");
    site.store_only(vec![Ok(input("short", "Title\nBrazil grows coffee.", Metadata::default()))])
        .await;
    let Followed::CaughtUp { changes, rebuilt, .. } = beside.end().await.unwrap() else {
        panic!("nobody else holds the index");
    };
    assert_eq!((changes, rebuilt), (2101, true));
    assert_eq!(site.found("matter2000").await.len(), 1);
    assert_eq!(site.found("coffee").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_hands_that_store_at_once_none_is_left_out_of_the_index() {
    let site = Arc::new(Site::empty().await);
    let hands: Vec<_> = (0..6)
        .map(|n| {
            let site = Arc::clone(&site);
            tokio::spawn(async move {
                let text = format!("Title\nIran and Russia speak of topic{n}.");
                site.ingest_text(&format!("s{n}"), &text).await;
            })
        })
        .collect();
    for hand in hands {
        hand.await.unwrap();
    }
    assert_eq!(site.index.cursor().unwrap().position, site.store.position().await.unwrap());
    for n in 0..6 {
        assert_eq!(site.found(&format!("topic{n}")).await.len(), 1);
    }
}
