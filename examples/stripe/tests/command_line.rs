//! The commands as their users run them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const ACCOUNT: &str = "acct_1032D82eZvKYlo2C";
const PERSON: &str = "person_1MqjB62eZvKYlo2CaeEJzKVR";

/// A command with a state file of its own.
struct Shell {
    state: PathBuf,
}

impl Shell {
    fn new(name: &str) -> Self {
        let state = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.json"));
        drop(std::fs::remove_file(&state));
        Self { state }
    }

    fn run(&self, arguments: &str) -> Output {
        let mut command = command(arguments);
        command.arg("--state").arg(&self.state).output().unwrap()
    }

    /// What a command that succeeds prints.
    #[track_caller]
    fn shows(&self, arguments: &str) -> String {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "{arguments}: {}",
            text(&output.stderr)
        );
        text(&output.stdout)
    }

    #[track_caller]
    fn json(&self, arguments: &str) -> Value {
        serde_json::from_str(&self.shows(&format!("{arguments} --json"))).unwrap()
    }

    /// The objects of a list.
    #[track_caller]
    fn lines(&self, arguments: &str) -> Vec<Value> {
        let lines = self.shows(&format!("{arguments} --json"));
        let lines = lines.lines().map(serde_json::from_str);
        lines.collect::<Result<_, _>>().unwrap()
    }
}

fn command(arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stripe-example"));
    command
        .args(arguments.split_whitespace())
        .env_remove("STRIPE_SECRET_KEY");
    command
}

fn run(arguments: &str) -> Output {
    command(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn id(object: &Value) -> &str {
    object["id"].as_str().unwrap()
}

#[test]
fn persons() {
    let shell = Shell::new("persons");
    let made = shell.json(&format!(
        "persons create {ACCOUNT} --first-name Jane --dob 1990-02-01 --address city=Berlin \
         --address line1=1 --relationship owner=true --relationship percent_ownership=12.5 \
         --metadata order=1 --id-number 123456789"
    ));
    assert_eq!(made["dob"]["year"], 1990);
    assert_eq!(made["relationship"]["percent_ownership"], 12.5);
    let id = id(&made);
    let updated = shell.json(&format!(
        "persons update {ACCOUNT} {id} --first-name= --address city= --metadata="
    ));
    assert_eq!(updated["first_name"], Value::Null);
    assert_eq!(updated["address"]["city"], Value::Null);
    assert_eq!(updated["address"]["line1"], "1");
    assert_eq!(updated["metadata"], serde_json::json!({}));
    assert_eq!(
        shell.json(&format!("persons retrieve {ACCOUNT} {id}")),
        updated
    );
    let owners = shell.lines(&format!("persons list {ACCOUNT} --relationship owner=true"));
    assert_eq!(owners, [updated]);
    let gone = shell.json(&format!("persons delete {ACCOUNT} {id}"));
    assert_eq!(gone["deleted"], true);
}

#[test]
fn money() {
    let shell = Shell::new("money");
    let first = shell.json("topups create --amount 2000 --currency usd --description x");
    let second = shell.json("topups create --amount 5 --currency usd");
    shell.json(&format!("topups cancel {}", id(&second)));
    shell.json(&format!("topups update {} --description=", id(&first)));
    let topup = loop {
        let topup = shell.json(&format!("topups retrieve {}", id(&first)));
        if topup["status"] != "pending" {
            break topup;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    };
    assert_eq!(
        (&topup["status"], &topup["description"]),
        (&Value::from("succeeded"), &Value::Null)
    );
    assert_eq!(
        shell
            .lines("topups list --amount 100.. --status succeeded")
            .len(),
        1
    );

    let create = format!("transfers create --currency usd --destination {ACCOUNT} --amount");
    let transfer = shell.json(&format!("{create} 400 --transfer-group G"));
    let transfer = id(&transfer);
    shell.json(&format!("transfers update {transfer} --metadata order=1"));
    let kept = shell.json(&format!(
        "transfers retrieve {transfer} --expand destination"
    ));
    assert_eq!(kept["destination"]["id"], ACCOUNT);
    assert_eq!(shell.lines("transfers list --transfer-group G").len(), 1);

    let reversal = shell.json(&format!("reversals create {transfer} --amount 150"));
    let reversal = id(&reversal);
    shell.json(&format!(
        "reversals update {transfer} {reversal} --metadata order=1"
    ));
    let kept = shell.json(&format!("reversals retrieve {transfer} {reversal}"));
    assert_eq!(kept["metadata"]["order"], "1");
    let table = shell.shows(&format!("reversals list {transfer}"));
    let lines: Vec<&str> = table.lines().collect();
    assert!(
        lines[0].starts_with("ID ") && lines[0].ends_with("CREATED"),
        "{table}"
    );
    assert!(lines[1].contains("1.50 usd"), "{table}");

    // The same key is the same transfer, in another run of the command too.
    let keyed = format!("{create} 7 --idempotency-key k1");
    assert_eq!(shell.json(&keyed), shell.json(&keyed));
    assert_eq!(shell.lines("transfers list --all --limit 1").len(), 2);
}

#[test]
fn secrets() {
    let shell = Shell::new("secrets");
    let mut set = command("secrets set token --user usr_1 --payload-file - --state");
    let set = set
        .arg(&shell.state)
        .stdin(Stdio::piped())
        .stdout(Stdio::null());
    let mut set = set.spawn().unwrap();
    set.stdin.take().unwrap().write_all(b"s3cret\n").unwrap();
    assert!(set.wait().unwrap().success());
    let found = shell.json("secrets find token --user usr_1 --expand payload");
    assert_eq!(found["payload"], "s3cret");
    assert_eq!(shell.lines("secrets list --user usr_1").len(), 1);
    assert_eq!(shell.shows("secrets list").trim(), "There are none.");
    let gone = shell.json("secrets delete token --user usr_1");
    assert_eq!(gone["deleted"], true);
}

#[test]
fn what_stripe_refuses_is_one_line_and_code_1() {
    let output = run("topups retrieve tu_none");
    assert_eq!(output.status.code(), Some(1));
    let error = text(&output.stderr);
    assert!(
        error.starts_with("error: GET /v1/topups/{topup}: 404 resource_missing: "),
        "{error}"
    );
    assert_eq!(error.lines().count(), 1, "{error}");

    let output = run("topups retrieve tu_none --json");
    let error: Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(error["error"]["code"], "resource_missing");
    assert_eq!(error["error"]["status"], 404);
    assert!(output.stdout.is_empty());
}

#[test]
fn wrong_commands_are_code_2_and_say_what_to_write() {
    let cases = [
        (
            "persons update acct_1 person_1 --address cty=x",
            "city, country",
        ),
        ("persons create acct_1 --dob 1990", "YYYY-MM-DD"),
        ("topups create --amount 1", "--currency"),
        (
            "topups create --amount 1 --currency usd --metadata x",
            "NAME=VALUE",
        ),
        ("topups list --amount a..", "`a`"),
        ("serve --settle-after 5", "500ms"),
        ("secrets set x", "--payload"),
        (
            "topups list --state x --base-url http://127.0.0.1:1",
            "cannot be used with",
        ),
    ];
    for (arguments, words) in cases {
        let output = run(arguments);
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments}: {error}");
        assert!(error.contains(words), "{arguments}: {error}");
    }
}

#[test]
fn what_may_have_happened_is_code_3_and_says_how_to_be_sure() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            // Reads the request, and ends the connection without a word.
            let mut stream = stream.unwrap();
            drop(stream.read(&mut [0; 65536]));
        }
    });
    let output = run(&format!(
        "topups create --amount 1 --currency usd --retries 0 --base-url http://127.0.0.1:{port}"
    ));
    let error = text(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{error}");
    assert!(error.contains("look before repeating it"), "{error}");
    assert!(error.contains("With --idempotency-key "), "{error}");
}

#[test]
fn curl_is_shown_and_nothing_is_sent() {
    let shell = Shell::new("curl");
    let delete = shell.shows(&format!("persons delete {ACCOUNT} {PERSON} --curl"));
    let url = format!("'https://api.stripe.com/v1/accounts/{ACCOUNT}/persons/{PERSON}'");
    assert!(
        delete.starts_with(&format!("curl -X DELETE {url}")),
        "{delete}"
    );
    assert!(
        delete.contains("[redacted]") && !delete.contains("sk_test"),
        "{delete}"
    );
    let create = "topups create --amount 1 --currency usd --for-account acct_1 --curl";
    let create = shell.shows(create);
    assert!(create.contains("stripe-account: acct_1"), "{create}");
    assert!(
        create.contains("--data-raw 'amount=1&currency=usd'"),
        "{create}"
    );
    let list = shell.shows("topups list --all --amount 100.. --curl");
    assert!(
        list.contains("'https://api.stripe.com/v1/topups?limit=100&amount[gte]=100'"),
        "{list}"
    );
    assert_eq!(
        shell
            .shows(&format!("persons delete {ACCOUNT} {PERSON}"))
            .lines()
            .count(),
        3
    );
}

#[test]
fn a_server_prints_its_url_and_serves_the_other_commands() {
    let mut server = command("serve --settle-after 0s");
    let server = server.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut server = server.spawn().unwrap();
    let mut first = String::new();
    let mut stdout = BufReader::new(server.stdout.take().unwrap());
    stdout.read_line(&mut first).unwrap();
    let base_url = first.trim();
    assert!(base_url.starts_with("http://127.0.0.1:"), "{first}");
    let create = run(&format!(
        "topups create --amount 2000 --currency usd --base-url {base_url}"
    ));
    assert!(create.status.success(), "{}", text(&create.stderr));
    let list = run(&format!("topups list --base-url {base_url} --json"));
    assert!(text(&list.stdout).contains("\"succeeded\""));
    stop(&mut server);
    let log = std::io::read_to_string(server.stderr.take().unwrap()).unwrap();
    assert_eq!(log.lines().count(), 2, "{log}");
    assert!(log.starts_with("POST /v1/topups 200 req_"), "{log}");
}

/// As Ctrl-C does it, and says whether that was a clean end.
#[cfg(unix)]
fn stop(server: &mut std::process::Child) {
    let interrupt = Command::new("kill")
        .args(["-INT", &server.id().to_string()])
        .status();
    assert!(interrupt.unwrap().success());
    assert!(server.wait().unwrap().success());
}

#[cfg(not(unix))]
fn stop(server: &mut std::process::Child) {
    server.kill().unwrap();
    server.wait().unwrap();
}

#[test]
fn help_names_the_families_and_the_exit_codes() {
    let help = text(&run("--help").stdout);
    for words in [
        "Exit codes:",
        "persons",
        "topups",
        "transfers",
        "reversals",
        "secrets",
        "serve",
    ] {
        assert!(help.contains(words), "{words} is not in the help");
    }
}
