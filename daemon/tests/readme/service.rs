//! The service, from package to package.

use tp_testkit::systemd::{need_systemd, package};
use tp_testkit::{guide, program};

use crate::commands::{PACKAGE_FILE, service_commands};

#[test]
fn the_service_of_the_readme_installs_and_runs() {
    let Some(mut command) = need_systemd(60) else { return };
    // Root needs no sudo.
    let commands = service_commands().join("\n").replace("sudo ", "").replace(PACKAGE_FILE, &package());
    let commands: Vec<&str> = commands.lines().collect();
    let [manual, install, start, check, status, release, activate] = commands[..] else {
        panic!("README has other commands for the service: {commands:?}");
    };
    let file = "/etc/tp-relais/tp-relais.toml";
    let script = format!(
        "set -e; rm -f /var/lib/man-db/auto-update; {install}; {start}; {manual} | grep 'tp-relais.toml(5)'; \
         systemctl is-active tp-relais; printf bonjour | tp-client; tp-ctl status; \
         {check}; cp {file} /root/right.toml; printf '\\nclientz = 4\\n' >{file}; \
         if {check}; then exit 1; fi; if systemctl restart tp-relais; then exit 1; fi; \
         until {status} | grep 'line 2'; do sleep 0.05; done; \
         cp /root/right.toml {file}; systemctl restart tp-relais; \
         {release}; {activate}; printf 'et encore' | tp-client; \
         tp-ctl verify; systemctl is-active tp-relais-activated; ls -l /var/log/tp-relais/frames/12345"
    );
    let ended = program::run(command.args(["bash", "-c", &script]).current_dir(guide::root()));
    assert_eq!(ended.code, Some(0), "{}\n{}", ended.stdout, ended.stderr);
    assert_eq!(ended.stdout.lines().filter(|&line| line == "active").count(), 2, "{}", ended.stdout);
    assert!(ended.stdout.contains("2 received, 0 copies, 0 orphans, 0 lost: OK"), "{}", ended.stdout);
    assert!(ended.stdout.contains("tp-relais tp-relais"), "{}", ended.stdout);
}
