//! Every sentence, once: its function, its key in the `.ftl` files and its variables; a file a subject.

mod capture;
mod counts;
mod errors;
mod events;
mod frames;
mod names;
mod orders;
mod peers;
mod pictures;
mod report;
mod status;

#[cfg(test)]
mod tests {
    #[test]
    fn neither_language_lacks_a_message_or_a_variable_or_has_one_that_nobody_says() {
        let said = [
            super::capture::MESSAGES,
            super::counts::MESSAGES,
            super::errors::MESSAGES,
            super::events::MESSAGES,
            super::frames::MESSAGES,
            super::names::MESSAGES,
            super::orders::MESSAGES,
            super::peers::MESSAGES,
            super::pictures::MESSAGES,
            super::report::MESSAGES,
            super::status::MESSAGES,
        ];
        tp_language::check::messages(super::super::SOURCES, &said.concat());
    }
}
