//! The lesson on a machine where the package is installed.

use tp_testkit::systemd::{need_systemd, package};
use tp_testkit::{guide, program};

use crate::commands::{GUIDE, RELAY, of_the_package};

#[test]
fn the_service_of_the_package_gives_way_to_the_lesson_and_comes_back() {
    let Some(mut command) = need_systemd(60) else { return };
    let mut commands = guide::commands(GUIDE);
    commands.retain(|command| of_the_package(command));
    let again = commands.pop().expect("the service's start");
    assert_eq!(again, "sudo systemctl start tp-relais");
    // Root needs no sudo; the teacher is an ordinary user.
    let before = commands.join("; ").replace("sudo ", "");
    let script = format!(
        "set -e; rm -f /var/lib/man-db/auto-update; dpkg -i {}; systemctl start tp-relais; \
         mkdir /tmp/lesson; cd /tmp/lesson; {before}; chown -R nobody . ; export HOME=$PWD; \
         teacher='setpriv --reuid nobody --regid nogroup --clear-groups'; \
         $teacher {RELAY} & until $teacher tp-ctl status; do sleep 0.05; done; \
         $teacher tp-client --once bonjour 127.0.0.1:12347; echo; kill $!; wait $!; \
         {}; systemctl is-active tp-relais",
        package(),
        again.replace("sudo ", "")
    );
    let ended = program::run(command.args(["bash", "-c", &script]));
    assert_eq!(ended.code, Some(0), "{}\n{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("OK, message reçu depuis"), "{}", ended.stdout);
    assert_eq!(ended.stdout.lines().last(), Some("active"), "{}", ended.stdout);
}
