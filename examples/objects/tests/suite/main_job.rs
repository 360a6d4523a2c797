//! The command as its users run it.

use std::process::Command;

use bytesize::ByteSize;

#[test]
fn a_large_file_takes_little_memory_there_and_back() {
    let output = Command::new(env!("CARGO_BIN_EXE_objects-example"))
        .args(["--size", "48MiB"])
        .output()
        .unwrap();
    let stdout = std::str::from_utf8(&output.stdout).unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stdout}{stderr}");
    let resumed = stdout.matches("the connection broke; resumed at ").count();
    assert_eq!(resumed, 2, "{stdout}");
    for line in ["uploaded in ", "downloaded in "] {
        assert!(stdout.contains(line), "{stdout}");
    }
    if cfg!(target_os = "linux") {
        let above = stdout.lines().filter_map(|line| {
            let (_, above) = line.strip_suffix(" above idle)")?.split_once('(')?;
            above.parse::<ByteSize>().ok()
        });
        let above: Vec<ByteSize> = above.collect();
        assert_eq!(above.len(), 2, "{stdout}");
        for above in above {
            assert!(above <= ByteSize::mib(32), "{stdout}");
        }
    }
    for words in [
        "the same content came back: ",
        "\"odd/größe 日本.txt\"",
        "deleted: true",
        "by a presigned URL, without credentials: a//b",
        "DELETE /{bucket}/{key}: 403 SignatureDoesNotMatch: ",
    ] {
        assert!(stdout.contains(words), "{words}: {stdout}");
    }
    assert!(stderr.is_empty(), "{stderr}");
}
