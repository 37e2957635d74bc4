//! A restart, a reload and a kill of the service that binds by itself.

use tp_testkit::wait;

use crate::system::{SERVICE, System, boot};

fn kill(system: &System) {
    let pid = system.property(SERVICE, "MainPID");
    system.ok(&format!("systemctl kill -s KILL {SERVICE}"));
    system.wait_for_another_process(SERVICE, &pid);
}

fn check_log(system: &System, frames: u64) {
    let verdict = system.json("tp-ctl verify --json");
    assert_eq!(verdict["verdict"], "ok", "{verdict}");
    assert_eq!(verdict["rooms"][0]["frames"], frames, "{verdict}");
}

#[test]
fn frame_numbers_go_on_over_a_restart_a_reload_and_a_kill() {
    boot("restart::frame_numbers_go_on_over_a_restart_a_reload_and_a_kill", |system| {
        assert_eq!(system.chat("un"), 1);
        system.ok(&format!("systemctl restart {SERVICE}"));
        assert_eq!(system.chat("deux"), 2);
        let pid = system.property(SERVICE, "MainPID");
        system.ok(&format!("systemctl reload {SERVICE}"));
        assert_eq!(system.chat("trois"), 3);
        assert_eq!(system.property(SERVICE, "MainPID"), pid, "a reload is no restart");
        kill(system);
        assert_eq!(system.chat("quatre"), 4);
        wait::until("the last copies on record", || system.json("tp-ctl verify --json")["rooms"][0]["pending"] == 0);
        check_log(system, 4);
    });
}

#[test]
fn being_killed_again_and_again_does_not_end_the_service() {
    boot("restart::being_killed_again_and_again_does_not_end_the_service", |system| {
        for _ in 0..20 {
            kill(system);
        }
        assert_eq!(system.chat("toujours"), 1);
    });
}
