//! The package's later life: upgraded, removed, purged.

use crate::system::{SERVICE, boot};

#[test]
fn an_upgrade_goes_on_and_keeps_what_the_administrator_wrote() {
    boot("upgrade::an_upgrade_goes_on_and_keeps_what_the_administrator_wrote", |system| {
        let own = "end-word = \"ciao\"";
        system.ok(&format!("echo '{own}' > /etc/tp-relais/tp-relais.toml && systemctl restart {SERVICE}"));
        assert_eq!(system.chat("avant"), 1);
        let pid = system.property(SERVICE, "MainPID");
        system.upgrade();
        system.wait_for_another_process(SERVICE, &pid);
        assert_eq!(system.chat("après"), 2);
        assert_eq!(system.ok("cat /etc/tp-relais/tp-relais.toml").trim(), own);
    });
}

#[test]
fn an_upgrade_leaves_a_service_that_was_stopped_or_disabled_as_it_is() {
    boot("upgrade::an_upgrade_leaves_a_service_that_was_stopped_or_disabled_as_it_is", |system| {
        system.ok(&format!("systemctl disable --now {SERVICE}"));
        system.upgrade();
        assert_eq!(system.property(SERVICE, "ActiveState"), "inactive");
        assert_eq!(system.property(SERVICE, "UnitFileState"), "disabled");
    });
}

#[test]
fn a_removal_keeps_the_frame_log_and_a_purge_takes_it() {
    boot("upgrade::a_removal_keeps_the_frame_log_and_a_purge_takes_it", |system| {
        system.chat("à garder");
        system.ok("dpkg -r tp-relais");
        system.ok("! pgrep -x tp-relais && test ! -e /run/tp-relais && test ! -e /usr/bin/tp-relais");
        system.ok("ls /var/log/tp-relais/frames/12345/*.cborseq /etc/tp-relais/tp-relais.toml");
        system.ok("dpkg -P tp-relais");
        system.ok("test ! -e /var/log/tp-relais && test ! -e /var/lib/tp-relais && test ! -e /etc/tp-relais");
        let left = system.ok("find /etc/systemd /var/lib/systemd -name '*tp-relais*'");
        assert_eq!(left, "");
    });
}
