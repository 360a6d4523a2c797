//! The signer signs as Amazon's published examples of Signature Version 4 for S3 do.

use std::time::Duration;

use http::Request;
use objects_example::api::{Checksum, Signer};
use time::OffsetDateTime;
use time::macros::datetime;

const TIME: OffsetDateTime = datetime!(2013-05-24 00:00 UTC);

fn signer() -> Signer {
    Signer::new(
        "AKIAIOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "us-east-1",
    )
}

fn authorization(request: http::request::Builder, body: &[u8]) -> String {
    let mut request = request.body(()).unwrap();
    let payload = Checksum::of(body).to_string();
    signer().sign(&mut request, &payload, TIME).unwrap();
    let value = &request.headers()["authorization"];
    assert!(value.is_sensitive());
    value.to_str().unwrap().to_owned()
}

fn expected(names: &str, signature: &str) -> String {
    format!(
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, \
         SignedHeaders={names}, Signature={signature}"
    )
}

#[test]
fn a_part_of_an_object() {
    let request = Request::get("https://examplebucket.s3.amazonaws.com/test.txt")
        .header("range", "bytes=0-9")
        .header("user-agent", "is not signed");
    assert_eq!(
        authorization(request, b""),
        expected(
            "host;range;x-amz-content-sha256;x-amz-date",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
        )
    );
}

#[test]
fn an_object_with_headers_and_a_body() {
    let request = Request::put("https://examplebucket.s3.amazonaws.com/test%24file.text")
        .header("date", "Fri, 24 May 2013 00:00:00 GMT")
        .header("x-amz-storage-class", "REDUCED_REDUNDANCY");
    assert_eq!(
        authorization(request, b"Welcome to Amazon S3."),
        expected(
            "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
        )
    );
}

#[test]
fn queries_with_and_without_values() {
    let names = "host;x-amz-content-sha256;x-amz-date";
    let request = Request::get("https://examplebucket.s3.amazonaws.com/?lifecycle");
    assert_eq!(
        authorization(request, b""),
        expected(
            names,
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"
        )
    );
    let request = Request::get("https://examplebucket.s3.amazonaws.com/?prefix=J&max-keys=2");
    assert_eq!(
        authorization(request, b""),
        expected(
            names,
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
        )
    );
}

#[test]
fn a_presigned_url() {
    let request = Request::get("https://examplebucket.s3.amazonaws.com/test.txt")
        .body(())
        .unwrap();
    let url = signer().presign_at(&request, Duration::from_secs(86400), TIME);
    assert_eq!(
        url.unwrap().expose(),
        "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256\
         &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request\
         &X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host\
         &X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
    );
}

#[test]
fn a_signer_never_shows_its_secret() {
    let shown = format!("{:?}", signer());
    assert!(shown.contains("AKIAIOSFODNN7EXAMPLE"), "{shown}");
    assert!(!shown.contains("wJalr"), "{shown}");
}
