//! The service, from package to package.

use tp_testkit::systemd::{need_systemd, package};
use tp_testkit::{guide, program};

use crate::commands::{PACKAGE_FILE, service_commands};

#[test]
fn the_service_of_the_readme_installs_and_runs() {
    let Some(mut command) = need_systemd(60) else { return };
    // Root needs no sudo.
    let commands = service_commands();
    let (by_itself, activated) = commands.split_at(2);
    let run = |commands: &[String]| commands.join("; ").replace("sudo ", "").replace(PACKAGE_FILE, &package());
    let script = format!(
        "set -e; rm -f /var/lib/man-db/auto-update; {}; \
         systemctl is-active tp-relais; printf bonjour | tp-client; tp-ctl status; \
         {}; printf 'et encore' | tp-client; \
         tp-ctl verify; systemctl is-active tp-relais-activated; ls -l /var/log/tp-relais/frames/12345",
        run(by_itself),
        run(activated)
    );
    let ended = program::run(command.args(["bash", "-c", &script]).current_dir(guide::root()));
    assert_eq!(ended.code, Some(0), "{}\n{}", ended.stdout, ended.stderr);
    assert_eq!(ended.stdout.lines().filter(|&line| line == "active").count(), 2, "{}", ended.stdout);
    assert!(ended.stdout.contains("2 received, 0 copies, 0 orphans, 0 lost: OK"), "{}", ended.stdout);
    assert!(ended.stdout.contains("tp-relais tp-relais"), "{}", ended.stdout);
}
