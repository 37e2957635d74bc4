//! Who may do what with the installed service.

use crate::system::{SERVICE, System, boot};

const STARTED: &str = "systemctl start tp-relais && systemctl is-active tp-relais";

fn people(system: &System) {
    system.ok("useradd member -G tp-relais && useradd admin -G tp-relais-admin && useradd stranger");
}

fn check(system: &System, user: &str, line: &str, code: i32) {
    let ended = system.run_as(user, line);
    assert_eq!(ended.code, Some(code), "{user}: {line}: {}{}", ended.stdout, ended.stderr);
    if code == 4 {
        assert!(ended.stderr.contains("group"), "{user}: {line} does not say what to join: {}", ended.stderr);
    }
}

#[test]
fn the_service_relays_and_its_group_alone_sees_it() {
    boot("members::the_service_relays_and_its_group_alone_sees_it", |system| {
        assert_eq!(system.ok(STARTED).trim(), "active");
        assert_eq!(system.chat("bonjour"), 1);
        people(system);
        for verb in ["peers", "status", "tail", "verify"] {
            check(system, "member", &format!("tp-ctl {verb}"), 0);
            check(system, "stranger", &format!("tp-ctl {verb}"), 4);
        }
        assert!(system.run_as("member", "tp-ctl tail").stdout.contains("bonjour"));
        check(system, "admin", "tp-ctl peers", 0);
        check(system, "admin", "tp-ctl rotate", 0);
        check(system, "member", "tp-ctl rotate", 4);
        check(system, "stranger", "tp-ctl rotate", 4);
        check(system, "member", "cat /var/log/tp-relais/frames/12345/*", 0);
        check(system, "stranger", "cat /var/log/tp-relais/frames/12345/* 2>/dev/null", 1);
    });
}

#[test]
fn what_the_service_makes_has_the_right_owners_and_modes() {
    boot("members::what_the_service_makes_has_the_right_owners_and_modes", |system| {
        let stat = |path: &str| system.ok(&format!("stat -c '%a %U %G' {path}")).trim().to_owned();
        assert_eq!(stat("/var/log/tp-relais"), "750 tp-relais tp-relais");
        assert_eq!(stat("/var/log/tp-relais/frames/12345"), "750 tp-relais tp-relais");
        assert_eq!(stat("/var/log/tp-relais/frames/12345/*"), "640 tp-relais tp-relais");
        assert_eq!(stat("/run/tp-relais/status.sock"), "660 tp-relais tp-relais");
        assert_eq!(stat("/run/tp-relais/control.sock"), "660 tp-relais tp-relais-admin");
        assert_eq!(stat("/etc/tp-relais/tp-relais.toml"), "644 root root");
        system.ok(&format!("systemctl stop {SERVICE}"));
        system.ok("test ! -e /run/tp-relais && test -d /var/log/tp-relais/frames/12345");
    });
}

#[test]
fn the_units_say_nothing_wrong_and_shut_the_daemon_in() {
    boot("members::the_units_say_nothing_wrong_and_shut_the_daemon_in", |system| {
        let units = "tp-relais.service tp-relais.socket tp-relais-activated.service";
        assert_eq!(system.ok(&format!("systemd-analyze verify {units} 2>&1")), "");
        for (unit, most) in [("tp-relais.service", 11), ("tp-relais-activated.service", 2)] {
            let file = format!("/usr/lib/systemd/system/{unit}");
            system.ok(&format!("systemd-analyze security --offline=true --threshold={most} {file}"));
        }
    });
}
