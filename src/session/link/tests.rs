use super::*;
use crate::scenario::Scenario;
use crate::session::Session;
use crate::world::command::Command;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Made by the first version; it must open for ever.
const OLD: &str = include_str!("old.txt");

fn session() -> Session {
    let text = include_str!("../../../static/scenarios/lost-puback.json");
    let mut session = Session::new(Scenario::from_json(text).expect("it loads")).expect("it builds");
    session.seek_step(60);
    session
}

fn link(session: &Session) -> String {
    write(&session.document()).expect("it is short")
}

fn reopened(link: &str) -> Session {
    Session::open(read(link).expect("it is whole")).expect("it opens")
}

#[test]
fn a_link_holds_the_run_and_nothing_of_the_others() {
    let mut session = session();
    let plain = link(&session);
    assert!(plain.len() < 120, "{} characters", plain.len());
    assert_eq!(reopened(&plain).digest(), session.digest());

    session.seek_step(30);
    session.act(Command::SetFallback { on: false }).expect("it is taken");
    session.seek_step(70);
    assert_eq!(session.document().runs.len(), 2);
    let written = link(&session);
    let opened = reopened(&written);
    assert_eq!((opened.runs().len(), opened.last_step(), opened.digest()), (1, 70, session.digest()));
    // What is opened writes the same link again.
    assert_eq!(link(&opened), written);
}

#[test]
fn what_was_undone_stays_behind() {
    let mut session = session();
    let before = link(&session);
    session.act(Command::SetFallback { on: false }).expect("it is taken");
    assert!(session.undo());
    assert_eq!(link(&session), before);
}

#[test]
fn links_of_the_first_version_open() {
    let opened = reopened(OLD.trim());
    assert_eq!((opened.last_step(), opened.world().seed()), (60, 60_451));
}

#[test]
fn a_damaged_link_is_told_and_never_opens_as_something_else() {
    let link = link(&session());
    for length in 0..link.len() {
        assert!(read(&link[..length]).is_err(), "the first {length} characters opened");
    }
    let whole = read(&link).expect("it is whole");
    for at in VERSION.len() + 1..link.len() {
        let mut letters = link.clone().into_bytes();
        letters[at] = if letters[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(letters).expect("it is ASCII");
        // A letter that is changed may still be a document, of another seed for instance; then it is a valid one.
        if let Ok(document) = read(&changed) {
            assert_eq!((document.runs.len(), document.format), (1, whole.format));
        }
    }
    assert!(matches!(read("z1:*"), Err(LinkError::Damaged)));
    assert!(matches!(read("z1"), Err(LinkError::Damaged)));
    assert!(matches!(read("z2:AAAA"), Err(LinkError::Newer)));
}

#[test]
fn a_link_cannot_ask_for_endless_room_or_time() {
    let bomb = format!("{VERSION}:{}", URL_SAFE_NO_PAD.encode(deflated(&vec![b' '; MAX_RUN_DOCUMENT_BYTES + 1])));
    assert!(bomb.len() < 5_000);
    assert!(matches!(read(&bomb), Err(LinkError::TooLarge)));
    let mut document = session().document();
    document.runs[0].steps = u32::MAX;
    assert!(matches!(write(&document), Err(LinkError::TooLong { steps: u32::MAX })));
    let forged = format!("{VERSION}:{}", URL_SAFE_NO_PAD.encode(deflated(document.to_json().as_bytes())));
    assert!(matches!(read(&forged), Err(LinkError::TooLong { steps: u32::MAX })));
}

#[test]
fn whatever_a_document_holds_comes_back() {
    let large: Vec<u8> =
        (0..400_000_u32).flat_map(|n| (n.wrapping_mul(2_654_435_761) >> 8).to_string().into_bytes()).collect();
    for data in [&b""[..], b"{}", DICTIONARY, &large[..MAX_RUN_DOCUMENT_BYTES]] {
        assert_eq!(inflated(&deflated(data)).expect("it is whole"), data);
    }
}

#[test]
fn a_step_is_one_of_the_run() {
    assert!(matches!(step(Some("57"), 60), Ok(57)));
    assert!(matches!(step(None, 60), Ok(60)));
    assert!(matches!(step(Some("61"), 60), Err(LinkNews::StepBeyond { last: 60, .. })));
    assert!(matches!(step(Some("99999999999999999999"), 60), Err(LinkNews::StepBeyond { .. })));
    for text in ["", "-1", "1e3", "five"] {
        assert!(matches!(step(Some(text), 60), Err(LinkNews::NoStep { .. })), "{text}");
    }
}
