//! The command line from outside: what goes in and out of the pipes, and how each command ends.

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

const SCENARIO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/static/scenarios/routing-tutorial.json");

fn hubsim(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hubsim"));
    command.args(arguments).env("LANG", "C").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn start(arguments: &[&str]) -> Child {
    hubsim(arguments).spawn().expect("hubsim starts")
}

/// Runs with `input` on standard input.
fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = start(arguments);
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // From beside, as the answers may fill their pipe before all questions are written.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

fn answers(output: &Output) -> Vec<Value> {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn file(name: &str, content: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path
}

#[test]
fn each_line_gets_one_answer_and_a_bad_one_stops_nothing() {
    let requests =
        "{\"id\":1,\"query\":\"true\"}\nnonsense\n{\"id\":2,\"query\":\"n > 3\"}\r\n\n{\"id\":3,\"query\":\"false\"}";
    let answers = answers(&run(&["query"], requests.as_bytes()));
    let results: Vec<_> = answers.iter().map(|answer| answer["result"].as_str().unwrap_or("error")).collect();
    assert_eq!(results, ["true", "error", "compile-error", "error", "false"]);
    let ids: Vec<_> = answers.iter().map(|answer| answer["id"].as_u64()).collect();
    assert_eq!(ids, [Some(1), None, Some(2), None, Some(3)]);
    assert!(answers[1]["error"].is_string() && answers[1].get("id").is_some());
}

#[test]
fn an_answer_comes_before_the_next_question() {
    let mut child = start(&["query"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for id in 0..3 {
        writeln!(stdin, "{{\"id\":{id},\"query\":\"true\"}}").unwrap();
        let mut answer = String::new();
        stdout.read_line(&mut answer).unwrap();
        assert_eq!(answer, format!("{{\"id\":{id},\"result\":\"true\",\"diagnostics\":[]}}\n"));
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_session_answers_an_empty_line_too() {
    let answers =
        answers(&run(&["session"], b"{\"id\":1,\"command\":\"ledger\"}\n\n \r\n{\"id\":2,\"command\":\"ledger\"}"));
    let told: Vec<_> = answers.iter().map(|answer| (answer["id"].as_u64(), answer["ok"] == true)).collect();
    assert_eq!(told, [(Some(1), true), (None, false), (None, false), (Some(2), true)]);
}

#[test]
fn a_body_that_cannot_be_read_is_told_with_its_place_in_the_line() {
    let wrong = |message: &str| {
        let line = format!("{{\"command\":\"serviceBus.sendBatch\",\"queue\":\"q\",\"messages\":[{{}},{message}]}}");
        answers(&run(&["session"], line.as_bytes()))[0]["error"]["details"]["path"].clone()
    };
    assert_eq!(wrong("{\"bodyBase64\":\"zz\"}"), "messages[1].bodyBase64");
    assert_eq!(wrong("{\"body\":\"a\",\"bodyBase64\":\"YQ==\"}"), "messages[1].bodyBase64");
}

#[test]
fn a_reader_that_leaves_ends_the_program_quietly() {
    let mut child = start(&["query"]);
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let line = format!("{{\"query\":\"{}\"}}\n", "true OR ".repeat(500) + "true");
    // Until the program is gone: then its end of the pipe is closed.
    while stdin.write_all(line.as_bytes()).is_ok() {}
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", output.status);
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn options_of_query() {
    let line = br#"{"query":"absent = 'x' AND is_array($body.x)"}"#;
    let edge = &answers(&run(&["query", "--dialect", "edge"], line))[0];
    assert_eq!(edge["diagnostics"][0]["code"], "function-not-in-edge");
    let explained = &answers(&run(&["query", "--explain", "--lang", "ko"], line))[0];
    assert_eq!(explained["result"], "false");
    let reason = explained["explanation"]["nodes"][3]["reason"]["code"].as_str();
    assert_eq!(reason, Some("content-type-not-set"));
    let korean = explained["explanation"]["nodes"][3]["reason"]["message"].as_str().unwrap();
    assert!(korean.chars().any(|c| ('가'..='힣').contains(&c)), "{korean}");
}

#[test]
fn the_service_shapes_through_the_pipe() {
    let typed = |encoding: &str| format!(r#""contentType":"application/json","contentEncoding":"{encoding}""#);
    let hot = |message: &str, encoding: &str| {
        let message = format!(r#"{{{message},"systemProperties":{{{}}}}}"#, typed(encoding));
        format!(r#"{{"query":"$body.t > 30","message":{message}}}"#)
    };
    let text_body = r#""body":"{\"t\":31}""#;
    let base64 = |bytes: &str| format!(r#""bodyBase64":"{bytes}""#);
    for (line, result) in [
        (hot(text_body, "utf-8"), "true"),
        (hot(text_body, "utf-16"), "true"),
        (hot(text_body, "UTF-32"), "true"),
        // {"t":31} as UTF-8, as UTF-16 and as UTF-32, little endian; what is declared otherwise is no JSON.
        (hot(&base64("eyJ0IjozMX0="), "utf-8"), "true"),
        (hot(&base64("ewAiAHQAIgA6ADMAMQB9AA=="), "utf-16"), "true"),
        (hot(&base64("ewAAACIAAAB0AAAAIgAAADoAAAAzAAAAMQAAAH0AAAA="), "utf-32"), "true"),
        (hot(&base64("ewAiAHQAIgA6ADMAMQB9AA=="), "utf-8"), "undefined"),
        (r#"{"query":"$body.t > 30","message":{"body":"{\"t\":31}"}}"#.to_owned(), "undefined"),
        (r#"{"query":"x = '\\uD83D'","message":{"appProperties":{"x":"?"}}}"#.to_owned(), "false"),
        (r#"{"query":"true","source":"DeviceLifecycleEvents"}"#.to_owned(), "true"),
        (r#"{"query":"$twin.tags.floor = 1","twin":{"tags":{"Floor":1}}}"#.to_owned(), "true"),
    ] {
        assert_eq!(answers(&run(&["query"], line.as_bytes()))[0]["result"], result, "{line}");
    }
    let lone = &answers(&run(&["query"], br#"{"id":"s","query":"\ud800"}"#))[0];
    assert!(lone["id"] == "s" && lone["error"].is_string(), "{lone}");
}

#[test]
fn columns_are_utf_16_units_and_the_end_is_exclusive() {
    let line = "{\"query\":\"x = '😀é' OR\\n y == '가'\"}";
    let found = &answers(&run(&["query"], line.as_bytes()))[0]["diagnostics"][0];
    assert_eq!(found["severity"], "error");
    let places = serde_json::json!([{"line": 2, "column": 4}, {"line": 2, "column": 6}]);
    assert_eq!(serde_json::json!([found["start"], found["end"]]), places, "{found}");
    let line = "{\"query\":\"'😀' == x\"}";
    let found = &answers(&run(&["query"], line.as_bytes()))[0]["diagnostics"][0];
    assert_eq!(found["start"]["column"], 6, "{found}");
}

#[test]
fn hostile_lines() {
    let deep = format!("{{\"id\":1,\"query\":\"{}\"}}\n", "(".repeat(10_000));
    let long = format!("{{\"id\":2,\"query\":\"{}\"}}\n", "a ".repeat(5_000_000));
    let nested = format!("{{\"id\":{}3{},\"query\":\"true\"}}\n", "[".repeat(10_000), "]".repeat(10_000));
    let chain = format!("{{\"id\":4,\"query\":\"{}\"}}\n", ["true"; 5_000].join(" AND "));
    let input = [deep, long, nested, chain].concat();
    let output = run(&["query", "--explain"], &[input.as_bytes(), b"\xff\n\0\n"].concat());
    assert!(output.status.success());
    let lines: Vec<_> = text(&output.stdout).lines().collect();
    assert_eq!(lines.len(), 6);
    assert!(lines[0].contains("\"too-deep\"") && lines[1].contains("\"too-long\""));
    assert!(lines[2].starts_with("{\"id\":[[[") && lines[2].contains("]]],\"result\":\"true\""));
    assert!(lines[3].starts_with("{\"id\":4,\"result\":\"true\""));
    assert!(lines[4..].iter().all(|line| line.starts_with("{\"id\":null,\"error\":")));
}

#[test]
fn test_routes_answers_like_the_service() {
    let critical = file("critical.json", r#"{"message":{"body":"","appProperties":{"level":"critical"}}}"#);
    let output = run(&["test-routes", "--config", SCENARIO, "--message", critical.to_str().unwrap()], b"");
    let answer = &answers(&output)[0];
    let routes = answer["routes"].as_array().unwrap();
    assert_eq!(routes.len(), 1);
    assert_eq!(routes[0]["properties"]["endpointNames"][0], "CriticalQueue");
    let plain = file("plain.json", r#"{"body":"x"}"#);
    let output = run(&["test-routes", "--config", SCENARIO, "--message", plain.to_str().unwrap()], b"");
    assert_eq!(answers(&output)[0]["routes"][0]["properties"]["name"], "$fallback");
}

#[test]
fn what_cannot_be_done_is_said_and_gives_code_2() {
    let bad = file("bad.json", r#"{"routes":[{"name":"r"}]}"#);
    let bad = bad.to_str().unwrap();
    for (arguments, words) in [
        (&["test-routes", "--config", bad, "--message", bad][..], "routes[0]"),
        (&["test-routes", "--config", bad], "--message"),
        (&["test-routes", "--config", "no-such-file", "--message", bad], "no-such-file"),
        (&["query", "--dialect", "fog"], "fog"),
        (&["query", "more"], "hubsim query"),
        (&["run"], "scenario"),
        (&["fly"], "fly"),
        (&["query", "--fast"], "--fast"),
        (&[], "hubsim run"),
    ] {
        let output = run(arguments, b"");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let told = text(&output.stderr);
        assert!(told.contains(words) && output.stdout.is_empty(), "{arguments:?}: {told}");
    }
}

#[test]
fn help_tells_the_commands_and_the_exit_codes() {
    for language in ["en", "ko"] {
        let output = run(&["--help", "--lang", language], b"");
        let told = text(&output.stdout);
        assert_eq!(output.status.code(), Some(0));
        for words in ["run SCENARIO", "find-seed", "query", "test-routes --config", " 0", " 2"] {
            assert!(told.contains(words), "{words}: {told}");
        }
    }
}

#[test]
fn run_prints_one_line_for_each_step_and_the_digest() {
    let output = run(&["run", SCENARIO, "--until", "PT1M"], b"");
    assert!(output.status.success());
    let again = run(&["run", SCENARIO, "--until", "PT1M"], b"");
    assert_eq!((output.stdout.clone(), &output.stderr), (again.stdout, &again.stderr));
    assert!(text(&output.stdout).lines().count() > 5 && text(&output.stderr).contains("digest"));
}

#[test]
fn find_seed_keeps_its_promise() {
    let output = run(&["find-seed", "device", "csp"], b"");
    assert_eq!(output.status.code(), Some(0));
    let seed: u64 = text(&output.stdout).trim().parse().unwrap();
    let none = run(&["find-seed", "device", "csp", "--seed", &(seed + 1).to_string(), "--tries", "0"], b"");
    assert_eq!(none.status.code(), Some(2));
    let first = run(&["find-seed", "device", "csp", "--seed", &seed.to_string(), "--tries", "1"], b"");
    assert_eq!(text(&first.stdout).trim(), seed.to_string());
}

#[test]
fn three_guarantees_are_compared_over_many_seeds() {
    let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/static/scenarios/lost-puback.json");
    let arguments = ["compare", scenario, "--seeds", "20", "--rate", "200", "--until", "PT20S", "--json"];
    let told = &answers(&run(&arguments, b""))[0];
    assert_eq!((&told["seeds"], &told["firstSeed"]), (&20.into(), &60_451.into()));
    let column = |at: usize| &told["guarantees"][at];
    assert_eq!(column(2)["guarantee"], "applied-once");
    assert!(column(0)["lost"]["first"].is_u64(), "{told}");
    assert!(column(1)["lost"]["first"].is_null() && column(1)["repeated"]["first"].is_u64(), "{told}");
    assert!(column(2)["lost"]["first"].is_null() && column(2)["repeated"]["first"].is_null(), "{told}");
    assert_eq!(column(0)["ledger"]["sent"], column(2)["ledger"]["sent"]);

    let output = run(&["compare", scenario, "--seeds", "3", "--until", "PT20S", "--lang", "en"], b"");
    let said = text(&output.stdout);
    assert!(said.contains("3 seeds from 60451") && said.contains("the PUBACK for message_7"), "{said}");
    assert!(said.contains("Receive-and-delete") && said.contains("Seeds that lost a message"), "{said}");
    let korean = run(&["compare", scenario, "--seeds", "1", "--until", "PT20S", "--lang", "ko"], b"");
    assert!(text(&korean.stdout).contains("수신 및 삭제"));
}

/// What the browser tests hold the page against, which lets a worker do it.
#[test]
fn trouble_is_what_the_page_is_held_against() {
    let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/static/scenarios/lost-puback.json");
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/trouble.json");
    let held: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let compared = &answers(&run(&["compare", scenario, "--seeds", "12", "--rate", "300", "--json"], b""))[0];
    assert_eq!(
        &held["compare"], compared,
        "{file} says otherwise; if the rules have changed, write this there: {compared}"
    );
    let found = &answers(&run(&["search", scenario, "--for", "applied-twice", "--json"], b""))[0];
    for (field, expected) in held["search"].as_object().unwrap() {
        assert_eq!(expected, &found[field], "{file}: {field}");
    }
}

#[test]
fn trouble_is_found_made_small_and_written_down() {
    let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/static/scenarios/lost-puback.json");
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("found.json");
    let out = out.to_str().unwrap();
    let output = run(&["search", scenario, "--for", "applied-twice", "--out", out, "--lang", "en"], b"");
    let said = text(&output.stdout);
    assert!(said.contains("is applied twice at") && said.contains("One fault is enough:"), "{said}");
    let document = std::fs::read_to_string(out).unwrap();
    let document = iot_hub_playground::session::document::RunDocument::from_json(&document).expect("a run document");
    assert_eq!(document.scenario.faults.len(), 1);
    let session = iot_hub_playground::session::Session::open(document).expect("it opens");
    assert_eq!(session.world().ledger().repeated_effects, 1);

    let found = &answers(&run(&["search", scenario, "--for", "out-of-order", "--json"], b""))[0];
    assert_eq!((&found["found"], &found["for"]), (&true.into(), &"out-of-order".into()));
    assert!(found["document"]["runs"].is_array() && found["faults"].is_array(), "{found}");
}

#[test]
fn nothing_found_says_how_many_were_tried() {
    let arguments = ["search", SCENARIO, "--for", "dead-lettered", "--tries", "25", "--until", "PT10S"];
    let output = run(&[&arguments[..], &["--lang", "en"]].concat(), b"");
    assert_eq!(text(&output.stdout), "Nothing found. 25 schedules were tried.\n");
    let told = &answers(&run(&[&arguments[..], &["--json"]].concat(), b""))[0];
    assert_eq!((&told["found"], &told["tried"]), (&false.into(), &25.into()));
    let unknown = run(&["search", SCENARIO, "--for", "rain", "--lang", "en"], b"");
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("applied-twice"));
}

#[test]
fn a_journey_is_drawn_and_told() {
    let lost = concat!(env!("CARGO_MANIFEST_DIR"), "/static/scenarios/lost-puback.json");
    let journey = ["journey", lost, "--until", "PT13.02S", "--message", "message_7"];
    let output = run(&journey, b"");
    assert!(output.status.success(), "{}", text(&output.stderr));
    let picture = text(&output.stdout);
    assert!(picture.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"") && picture.ends_with("</svg>\n"));
    assert!(picture.contains("PUBACK lost"));

    let told = run(&[&journey[..], &["--text", "--view", "device"]].concat(), b"");
    let told = text(&told.stdout);
    assert!(told.starts_with("00:07.000  ") && told.contains("the outcome is unknown"), "{told}");
    assert!(!told.contains("contoso-hub"), "the device knows nothing of the hub: {told}");

    for wrong in
        [&journey[..4], &[&journey[..5], &["message_999"]].concat(), &[&journey[..], &["--view", "x"]].concat()]
    {
        let output = run(wrong, b"");
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
}

#[test]
fn a_link_holds_a_run_and_gives_it_back() {
    let made = run(&["link", SCENARIO, "--step", "57", "--seed", "7"], b"");
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    let link = text(&made.stdout).trim();
    assert!(link.starts_with("#z1:") && link.ends_with("&step=57"), "{link}");
    let document = &answers(&run(&["link", &format!("https://example.org/page/{link}")], b""))[0];
    assert_eq!((&document["runs"][0]["seed"], &document["runs"][0]["steps"]), (&7.into(), &57.into()));
    // The document is a file of the page as well, and gives the same link.
    let again = run(&["link", file("linked.run.json", &document.to_string()).to_str().unwrap()], b"");
    assert_eq!(text(&again.stdout).trim(), link);

    let damaged = run(&["link", &link[..40]], b"");
    assert_eq!(damaged.status.code(), Some(2));
    assert!(text(&damaged.stderr).contains("The link is damaged"), "{}", text(&damaged.stderr));
    let far = run(&["link", SCENARIO, "--step", "4000000"], b"");
    assert!(text(&far.stderr).contains("at most 1,000,000"), "{}", text(&far.stderr));
}
