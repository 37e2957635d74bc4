//! `tp-ctl`: asks a running tp-relais how it is, and reads its frame log.

fn main() -> std::process::ExitCode {
    tp_ctl::run().into()
}
