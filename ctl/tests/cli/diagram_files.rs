//! `diagram` for other programs: Mermaid and SVG, and the file they go to.

use std::fs;

use roxmltree::{Document, NodeType};
use tempfile::TempDir;
use tp_proto::frame_log::{Mode, To};

use crate::diagram_logs::{class, english, localized, named, room, two};
use crate::support::{LogWriter, to};

/// Texts that mean something to some reader of the drawing.
pub(crate) const HOSTILE: [&str; 16] = [
    "</script><script>document.title='broken'</script>",
    "\"><img src=x onerror=\"document.title='broken'\">",
    "']]><svg onload=document.title='broken'><![CDATA[",
    "<svg><style>*{display:none}</style></svg>",
    "</svg></text></title></style></textarea>--><b>",
    "javascript:document.title='broken'",
    "+ADw-script+AD4-document.title='broken'+ADw-/script+AD4-",
    "a\0b\u{1}\u{b}\u{c}\u{7f}\u{85}\u{fffe}\u{ffff}",
    "\u{202e}\u{2066}gauche\u{200f}\u{e0041}",
    "&lt;script&gt; &amp; &#60; &#x3c; &notanentity",
    "end; participant X as Y #59; %% note",
    "loop: x\nend\nNote over S: y",
    "{{7*7}} ${7*7} $$x^2$$ `tick`",
    "]]>",
    "<!--",
    "<?php echo 1 ?>",
];

/// A client for each of [`HOSTILE`] that is called so and says so; and one that says a great deal.
pub(crate) fn hostile(dir: &TempDir, texts: &[&str], flood: &str) {
    let mut log = room(dir);
    (1..).zip(texts).for_each(|(conn, text)| named(&mut log, conn, text));
    for (conn, text) in (1..).zip(texts) {
        log.frame(conn, To::Others, text.as_bytes());
    }
    log.frame(1, To::Others, flood.repeat(65_536).as_bytes());
    log.frame(1, To::Others, b"\xff\xfe\xc3(\xed\xa0\x80");
    log.sent(log.next - 1, &[]);
    log.close(2, if flood == "<" { texts[0] } else { "gentle" }, 0, 0, 5);
    log.seal();
}

fn svg(dir: &TempDir) -> String {
    let ran = english(dir, &["diagram", "--format", "svg"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{ran:?}");
    ran.stdout
}

#[test]
fn the_svg_is_xml_that_holds_nothing_but_drawing() {
    let dir = TempDir::new().unwrap();
    hostile(&dir, &HOSTILE, "<");
    let text = svg(&dir);
    let document = Document::parse(&text).unwrap();
    assert!(document.root().children().all(|node| node.node_type() == NodeType::Element));
    for element in document.descendants().filter(|node| node.is_element()) {
        let name = element.tag_name().name();
        let known = ["svg", "title", "desc", "style", "rect", "g", "text", "line", "circle", "path"];
        assert!(known.contains(&name), "<{name}>");
        for attribute in element.attributes() {
            assert!(!attribute.name().starts_with("on") && !attribute.value().contains("script"), "{attribute:?}");
        }
    }
    for text in ["</script><script>", "+ADw-script"] {
        let is_there = |node: roxmltree::Node<'_, '_>| node.text().is_some_and(|found| found.contains(text));
        assert!(document.descendants().any(is_there), "{text} is shown as text");
    }
}

#[test]
fn the_svg_fetches_nothing() {
    let dir = TempDir::new().unwrap();
    two(&dir);
    let text = svg(&dir);
    let namespace = "http://www.w3.org/2000/svg";
    assert_eq!(text.matches("http").count(), text.matches(namespace).count());
    for word in ["<script", "href", "url(", "@import", "<image", "<foreignObject"] {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn the_svg_has_a_heading_for_each_room_and_names_itself() {
    let dir = TempDir::new().unwrap();
    two(&dir);
    let mut log = LogWriter::new(dir.path(), 5000, Mode::Echo);
    log.open(7);
    log.frame(7, To::Listed(&to(&[7])), b"echo");
    log.seal();
    let text = localized(&dir, "fr_FR.UTF-8", &["diagram", "--format", "svg"]).stdout;
    let document = Document::parse(&text).unwrap();
    let texts: Vec<&str> = document.descendants().filter_map(|node| node.text()).collect();
    for wanted in ["Salon 5000, mode echo", "Salon 12345, mode others", "Alice", "192.168.100.1", ":50001", "serveur"] {
        assert!(texts.contains(&wanted), "{wanted} in {texts:?}");
    }
    assert_eq!(document.root_element().attribute("lang"), Some("fr"));
    assert!(
        document.root_element().first_element_child().is_some_and(|node| node.has_tag_name((namespace(), "title")))
    );
}

fn namespace() -> &'static str {
    "http://www.w3.org/2000/svg"
}

#[test]
fn mermaid_gets_no_word_of_a_peer_unescaped() {
    let dir = TempDir::new().unwrap();
    hostile(&dir, &HOSTILE, "<");
    let ran = english(&dir, &["diagram", "--format", "mermaid"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{ran:?}");
    assert!(ran.stdout.len() < 50_000, "{} characters are too many for Mermaid", ran.stdout.len());
    insta::assert_snapshot!("mermaid_hostile", ran.stdout);
}

#[test]
fn mermaid_of_two_clients() {
    let dir = TempDir::new().unwrap();
    two(&dir);
    insta::assert_snapshot!("mermaid_two", english(&dir, &["diagram", "--format", "mermaid"]).stdout);
}

#[test]
fn a_full_ladder_fits_into_mermaid() {
    let dir = TempDir::new().unwrap();
    let mut log = room(&dir);
    (1..=12).for_each(|conn| named(&mut log, conn, &"#;".repeat(32)));
    for n in 0..500 {
        log.frame(n % 12 + 1, To::Others, "#;".repeat(100).as_bytes());
    }
    log.seal();
    let ran = english(&dir, &["diagram", "--format", "mermaid"]);
    assert!(ran.stdout.len() < 50_000, "{} characters", ran.stdout.len());
}

#[test]
fn several_rooms_in_mermaid_are_a_page_of_markdown() {
    let dir = TempDir::new().unwrap();
    two(&dir);
    let mut log = LogWriter::new(dir.path(), 5000, Mode::Echo);
    log.open(7);
    log.seal();
    let text = english(&dir, &["diagram", "--format", "mermaid"]).stdout;
    assert_eq!(text.matches("```mermaid\nsequenceDiagram\n").count(), 2);
    assert!(text.starts_with("## Room 5000, mode echo\n") && text.contains("\n## Room 12345, mode others\n"), "{text}");
}

#[test]
fn a_file_that_is_there_is_left_alone_unless_somebody_says_so() {
    let dir = TempDir::new().unwrap();
    class(&dir, 2, 2);
    let file = dir.path().join("ladder.svg");
    let name = file.to_str().unwrap();
    let args = ["diagram", "--format", "svg", "-o", name];
    let ran = english(&dir, &args);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, "", ""));
    assert_eq!(fs::read_to_string(&file).unwrap(), svg(&dir));
    fs::write(&file, "mine").unwrap();
    let ran = english(&dir, &args);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("--force") && ran.stderr.contains(name), "{ran:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    let ran = english(&dir, &[&args[..], &["--force"]].concat());
    assert_eq!((ran.code, fs::read_to_string(&file).unwrap()), (0, svg(&dir)));
}
