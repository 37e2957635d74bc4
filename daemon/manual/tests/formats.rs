//! Whether the pages of the formats (section 5) say what the formats are.

#[test]
fn every_key_of_the_configuration_stands_in_its_page() {
    tp_manual::check_configuration();
}

#[test]
fn the_grammar_of_the_frame_log_stands_in_its_page() {
    tp_manual::check_frame_log();
}
