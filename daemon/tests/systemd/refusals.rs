//! A service that cannot start: whether `systemctl status` says why.

use std::io::{Read as _, Write as _};

use tp_testkit::wait;

use crate::system::{SERVICE, System, boot, connect};

/// Restarts the service, which must fail, and waits until its status says all of these.
fn fails(system: &System, words: &[&str]) {
    let status = || system.run(&format!("systemctl status --no-pager -l -n 30 {SERVICE}")).stdout;
    assert_ne!(system.run(&format!("systemctl restart {SERVICE}")).code, Some(0), "{}", status());
    wait::until(&format!("a status with {words:?}, not {}", status()), || {
        let told = status();
        words.iter().all(|word| told.contains(word))
    });
}

#[test]
fn the_wrong_line_of_a_configuration_stands_in_the_status() {
    boot("refusals::the_wrong_line_of_a_configuration_stands_in_the_status", |system| {
        let file = "/etc/tp-relais/tp-relais.toml";
        system.ok(&format!("printf '[limits]\\n\\nclients = 3\\nclientz = 4\\n' > {file}"));
        fails(system, &[file, "line 4", "clientz"]);
        // It does not become right by itself.
        assert_eq!(system.property(SERVICE, "ActiveState"), "failed");
        assert_eq!(system.property(SERVICE, "NRestarts"), "0");
        system.ok(&format!("printf '[limits]\\nclients = 3\\n' > {file} && systemctl start {SERVICE}"));
        assert_eq!(system.chat("réparé"), 1);
    });
}

#[test]
fn clients_wait_for_the_mending_of_a_configuration_with_which_the_relay_was_started_again() {
    boot(
        "refusals::clients_wait_for_the_mending_of_a_configuration_with_which_the_relay_was_started_again",
        |system| {
            let (mut anne, mut bob) = (connect(), connect());
            wait::until("two peers", || system.peers() == 2);
            let file = "/etc/tp-relais/tp-relais.toml";
            system.ok(&format!("cp {file} /root/good.toml && printf 'clientz = 4\\n' > {file}"));
            fails(system, &[file, "line 1", "clientz"]);
            anne.write_all(b"un").expect("the manager keeps the connection");
            wait::until("another attempt", || system.property(SERVICE, "NRestarts") != "0");
            system.ok(&format!("cp /root/good.toml {file}"));
            let mut heard = [0; 2];
            bob.read_exact(&mut heard).expect("the connection is there");
            assert_eq!(&heard, b"un");
            assert_eq!(system.peers(), 2);
        },
    );
}

#[test]
fn a_missing_group_stands_in_the_status() {
    boot("refusals::a_missing_group_stands_in_the_status", |system| {
        system.ok("groupdel tp-relais-admin");
        fails(system, &["invalid group", "tp-relais-admin"]);
        system.ok(&format!("systemd-sysusers && systemctl restart {SERVICE}"));
        assert_eq!(system.chat("de retour"), 1);
    });
}

#[test]
fn a_log_directory_that_cannot_be_written_stands_in_the_status() {
    boot("refusals::a_log_directory_that_cannot_be_written_stands_in_the_status", |system| {
        let frames = "/var/log/tp-relais/frames";
        system.ok(&format!("systemctl stop {SERVICE} && mount -t tmpfs -o ro tmpfs {frames}"));
        fails(system, &[frames, "Read-only"]);
        system.ok(&format!("systemctl stop {SERVICE}; umount {frames}; systemctl start {SERVICE}"));
        wait::until("the relay", || system.property(SERVICE, "ActiveState") == "active");
        assert_eq!(system.chat("écrit"), 1);
    });
}

#[test]
fn a_port_that_somebody_holds_stands_in_the_status() {
    boot("refusals::a_port_that_somebody_holds_stands_in_the_status", |system| {
        system.ok(&format!("systemctl stop {SERVICE}"));
        let holder = std::net::TcpListener::bind("[::]:12345").expect("the port is free");
        fails(system, &["12345", "in use"]);
        // As soon as it is free the service is there, by itself.
        drop(holder);
        wait::until("the relay", || system.property(SERVICE, "ActiveState") == "active");
    });
}

#[test]
fn a_folder_that_the_service_swapped_for_a_link_gives_nobody_anything() {
    boot("refusals::a_folder_that_the_service_swapped_for_a_link_gives_nobody_anything", |system| {
        let before = system.ok("stat -c '%a %U %G' /etc");
        system.ok(&format!("systemctl stop {SERVICE} && systemctl start {SERVICE}"));
        system.ok(
            "rm -r /run/tp-relais/admin && setpriv --reuid tp-relais --clear-groups ln -s /etc /run/tp-relais/admin",
        );
        system.ok(&format!("systemctl restart {SERVICE}"));
        assert_eq!(system.ok("stat -c '%a %U %G' /etc"), before);
        assert_eq!(system.ok("stat -c '%F %a %G' /run/tp-relais/admin").trim(), "directory 2750 tp-relais-admin");
    });
}
