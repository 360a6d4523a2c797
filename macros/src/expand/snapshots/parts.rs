// #[endpoint(POST, "/v1/files", base = "files")]
// fn upload(&self, #[part] purpose: &str, #[part("file")] content: Part) -> Call<File>;

/// `POST /v1/files`
fn upload(&self, purpose: &str, content: Part) -> Call<File> {
    static ENDPOINT: ::endpoint::__private::Endpoint = ::endpoint::__private::Endpoint::new(
            "upload",
            "POST",
            "/v1/files",
        )
        .base("files");
    let call = ::endpoint::__private::Request::new(self, &ENDPOINT)
        .part("purpose", purpose)
        .part("file", content)
        .call();
    <Call<File> as ::endpoint::__private::Returns>::from_call(call)
}
