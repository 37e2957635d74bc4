//! `report` in a real browser, of a log whose clients try to take the page over.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use tp_testkit::program;
use tp_testkit::skip;

use crate::diagram_files::{HOSTILE, hostile};
use crate::report::page;

/// Texts that mean nothing to anybody, each as long as one of [`HOSTILE`]: the same clients are then
/// the busiest.
fn gentle() -> Vec<String> {
    HOSTILE.iter().map(|text| "g".repeat(text.len())).collect()
}

/// The page of a log of such texts.
fn page_of(texts: &[&str], flood: &str) -> String {
    let dir = TempDir::new().unwrap();
    hostile(&dir, texts, flood);
    page(&dir, &[])
}

fn pages() -> [String; 2] {
    let gentle = gentle();
    [page_of(&HOSTILE, "<"), page_of(&gentle.iter().map(String::as_str).collect::<Vec<_>>(), "x")]
}

/// What the browser makes of a page.
fn dom(chromium: &Path, home: &Path, page: &str) -> String {
    let file = home.join("page.html");
    fs::write(&file, page).unwrap();
    let mut command = Command::new(chromium);
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]);
    command.arg(format!("--user-data-dir={}", home.join("profile").display()));
    command.arg("--dump-dom").arg(format!("file://{}", file.display())).env("HOME", home);
    let ended = program::run(&mut command);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    ended.stdout
}

/// How often each element is there. A browser writes `<` of a text as `&lt;`.
fn elements(dom: &str) -> BTreeMap<String, usize> {
    let mut elements = BTreeMap::new();
    for part in dom.split('<').skip(1) {
        let name: String =
            part.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '!' | '-')).collect();
        *elements.entry(name).or_default() += 1;
    }
    elements
}

fn title(dom: &str) -> &str {
    dom.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).expect("a title")
}

#[test]
fn nothing_that_a_peer_sends_or_is_called_becomes_an_element_or_runs() {
    let Some(chromium) = skip::need_program("chromium") else { return };
    let home = TempDir::new().unwrap();
    let [bad, good] = pages().map(|page| dom(&chromium, home.path(), &page));
    assert_eq!(title(&bad), title(&good));
    assert_eq!(elements(&bad), elements(&good));
    assert!(
        bad.contains("&lt;/script&gt;&lt;script&gt;") && bad.contains("&lt;&lt;&lt;&lt;"),
        "they are shown as text"
    );
}

/// Without the escaping, and so the test above, could it fail? The same page with one text in it as
/// it was: the browser then has an element more; the policy still keeps its script from running.
#[test]
fn the_browser_would_have_noticed_and_the_policy_would_have_held() {
    let Some(chromium) = skip::need_program("chromium") else { return };
    let home = TempDir::new().unwrap();
    let [_, good] = pages();
    let broken = good.replacen(
        &format!("{}<", gentle()[0]),
        "<script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\"><",
        1,
    );
    assert_ne!(broken, good);
    let [broken, good] = [broken, good].map(|page| dom(&chromium, home.path(), &page));
    assert_eq!(elements(&broken).get("script"), Some(&1));
    assert_ne!(elements(&broken), elements(&good));
    assert_eq!(title(&broken), title(&good));
}

/// Reads a page with Python's parser: prints each tag once with its count, fails on one that is
/// not closed.
const PARSER: &str = r#"
import collections, html.parser, sys
VOID = {"meta", "wbr"}
class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.count = [], collections.Counter()
    def handle_starttag(self, tag, attributes):
        self.count[tag] += 1
        if tag not in VOID:
            self.open.append(tag)
    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, tag
    def unknown_decl(self, data):
        raise AssertionError(data)
reader = Reader()
reader.feed(open(sys.argv[1], encoding="utf-8", newline="").read())
reader.close()
assert not reader.open, reader.open
for tag, count in sorted(reader.count.items()):
    print(tag, count)
"#;

#[test]
fn another_parser_reads_the_same_elements() {
    let Some(python) = skip::need_program("python3") else { return };
    let home = TempDir::new().unwrap();
    let [bad, good] = pages().map(|page| {
        let file = home.path().join("page.html");
        fs::write(&file, page).unwrap();
        let ended = program::run(Command::new(&python).arg("-c").arg(PARSER).arg(&file));
        assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
        ended.stdout
    });
    assert_eq!(bad, good);
    assert!(good.contains("svg 4") && !good.contains("script"), "{good}");
}
