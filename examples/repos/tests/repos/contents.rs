//! Files by path.

use endpoint::ErrorKind;
use http::StatusCode;
use repos_example::api::{Base64, Contents, DeleteFile, PutFile};

use crate::Rig;

const PATH: &str = "notes/a b/1#?.md";

fn file(text: &str, sha: Option<String>) -> PutFile {
    PutFile {
        message: "Write".to_owned(),
        content: Base64(text.as_bytes().to_vec()),
        sha,
    }
}

#[tokio::test]
async fn a_file_is_written_read_and_deleted() {
    let rig = Rig::start().await;
    let forge = &rig.forge;
    let long = "0123456789".repeat(20);
    let put = forge.put_file("ada", "engine", PATH, &file(&long, None));
    let written = put.await.unwrap().content.unwrap();
    assert_eq!(written.path, PATH);
    let read = forge
        .file("ada", "engine", PATH, Some("main"))
        .await
        .unwrap();
    assert_eq!(read.content, Some(Base64(long.into_bytes())));

    let change = file("short", Some(written.sha));
    let changed = forge
        .put_file("ada", "engine", PATH, &change)
        .await
        .unwrap();
    let text = forge.file_text("ada", "engine", PATH).await.unwrap();
    assert_eq!(text.as_str(), "short");

    let delete = DeleteFile {
        message: "Delete".to_owned(),
        sha: changed.content.unwrap().sha,
    };
    let deleted = forge
        .delete_file("ada", "engine", PATH, &delete)
        .await
        .unwrap();
    assert_eq!(deleted.content, None);
    let target = "/repos/ada/engine/contents/notes/a%20b/1%23%3F.md";
    assert_eq!(
        rig.host.take_log(),
        [
            format!("PUT {target} 201"),
            format!("GET {target}?ref=main 200"),
            format!("PUT {target} 200"),
            format!("GET {target} 200"),
            format!("DELETE {target} 200"),
        ]
    );
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_and_the_conflict_explained() {
    let rig = Rig::start().await;
    rig.host.lose_next_answer();
    let put = rig
        .forge
        .put_file("ada", "engine", "a.md", &file("once", None));
    let error = put.await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::CONFLICT));
    assert_eq!(error.attempts(), 2);
    assert!(error.may_have_been_sent());
    let text = error.to_string();
    assert!(
        text.contains("; an earlier attempt may have succeeded"),
        "{text}"
    );
    assert_eq!(
        rig.host.take_log(),
        [
            "PUT /repos/ada/engine/contents/a.md (no answer)",
            "PUT /repos/ada/engine/contents/a.md 409",
        ]
    );
    let there = rig.forge.file_text("ada", "engine", "a.md").await.unwrap();
    assert_eq!(there.as_str(), "once");
}

#[tokio::test]
async fn a_path_stays_below_its_repository() {
    let rig = Rig::start().await;
    for path in ["", "..", "../../mill", "docs/../x", "a/./b"] {
        let error = rig
            .forge
            .file_text("ada", "engine", path)
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument, "{path}");
    }
    assert!(rig.host.take_log().is_empty());
}
