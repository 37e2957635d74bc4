//! A case: a scenario with its numbers, and what the relay is to reach there.

use std::time::Duration;

/// What the clients do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Scenario {
    /// One sends; each message waits until all the others have it.
    Step,
    /// One sends flat out, a bounded window ahead of the slowest receiver.
    Stream,
    /// Stream with 64 KiB a message, to one.
    Bulk,
    /// All send one message at once, and it goes on when everybody has everything.
    Burst,
    /// All send at a fixed rate.
    Chat,
    /// Two in lock-step.
    Pair,
    /// All are silent.
    Idle,
    /// Stream to ten, one of which stops reading.
    Slow,
}

impl Scenario {
    pub fn name(self) -> &'static str {
        match self {
            Scenario::Step => "step",
            Scenario::Stream => "stream",
            Scenario::Bulk => "bulk",
            Scenario::Burst => "burst",
            Scenario::Chat => "chat",
            Scenario::Pair => "pair",
            Scenario::Idle => "idle",
            Scenario::Slow => "slow",
        }
    }

    pub fn all_send(self) -> bool {
        matches!(self, Scenario::Burst | Scenario::Chat | Scenario::Pair)
    }

    /// Most that the relay is to spend a delivery, in what the yardstick spends.
    pub fn goal(self) -> Option<f64> {
        match self {
            Scenario::Step => Some(1.15),
            Scenario::Stream => Some(1.3),
            Scenario::Bulk => Some(3.0),
            Scenario::Burst => Some(0.8),
            Scenario::Pair => Some(1.25),
            Scenario::Chat | Scenario::Idle | Scenario::Slow => None,
        }
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    pub scenario: Scenario,
    /// Clients, the sender included.
    pub clients: usize,
    /// Bytes of a message.
    pub size: usize,
    /// Messages of the whole run; of each client in burst, there and back in pair.
    pub messages: u32,
    /// What a run may take.
    pub time: Duration,
}

impl Case {
    pub fn name(&self) -> String {
        let Case { scenario, clients, size, .. } = self;
        let name = scenario.name();
        match scenario {
            Scenario::Step | Scenario::Stream => format!("{name} to {} × {size} B", clients - 1),
            Scenario::Bulk => format!("{name} {} KiB", size / 1024),
            Scenario::Burst | Scenario::Chat | Scenario::Idle => format!("{name} {clients}"),
            Scenario::Pair | Scenario::Slow => name.to_owned(),
        }
    }
}

/// The numbers of a whole run, or of a trial that is over within a minute.
struct Scale {
    receivers: &'static [usize],
    sizes: &'static [usize],
    crowds: &'static [usize],
    idle: &'static [usize],
    /// Deliveries of a case whose every delivery costs a write.
    step: usize,
    /// Deliveries of a case that is sent flat out.
    flat_out: usize,
    /// Deliveries of chat.
    at_a_rate: usize,
    time: Duration,
}

const WHOLE: Scale = Scale {
    receivers: &[1, 10, 100, 1000],
    sizes: &[64, 1024],
    crowds: &[50, 200, 1000],
    idle: &[1000, 10_000],
    step: 60_000,
    flat_out: 1_000_000,
    at_a_rate: 120_000,
    time: Duration::from_secs(20),
};

const QUICK: Scale = Scale {
    receivers: &[10, 100],
    sizes: &[64],
    crowds: &[100],
    idle: &[1000],
    step: 8_000,
    flat_out: 100_000,
    at_a_rate: 20_000,
    time: Duration::from_secs(3),
};

/// Most messages of one sender: above that a run measures the sender.
const MESSAGES_MAX: usize = 50_000;

fn messages(deliveries: usize, receivers: usize) -> u32 {
    let count = (deliveries / receivers).clamp(3, MESSAGES_MAX);
    u32::try_from(count).expect("at most MESSAGES_MAX")
}

fn one_sends(scale: &Scale, scenario: Scenario, deliveries: usize) -> Vec<Case> {
    let case = |receivers: usize, size| Case {
        scenario,
        clients: receivers + 1,
        size,
        messages: messages(deliveries, receivers),
        time: scale.time,
    };
    let one = |size| scale.receivers.iter().map(move |&receivers| case(receivers, size));
    scale.sizes.iter().flat_map(|&size| one(size)).collect()
}

fn all_send(scale: &Scale, scenario: Scenario, messages: impl Fn(usize) -> u32) -> Vec<Case> {
    let case = |&clients: &usize| Case { scenario, clients, size: 64, messages: messages(clients), time: scale.time };
    scale.crowds.iter().map(case).collect()
}

/// The cases of a scenario.
pub fn cases(scenario: Scenario, quick: bool) -> Vec<Case> {
    let scale = if quick { QUICK } else { WHOLE };
    let single = |clients, size, messages| vec![Case { scenario, clients, size, messages, time: scale.time }];
    match scenario {
        Scenario::Step => one_sends(&scale, scenario, scale.step),
        Scenario::Stream => one_sends(&scale, scenario, scale.flat_out),
        Scenario::Bulk => single(2, 64 << 10, if quick { 500 } else { 4000 }),
        Scenario::Burst => all_send(&scale, scenario, |clients| messages(scale.flat_out, clients * clients)),
        Scenario::Chat => all_send(&scale, scenario, |clients| messages(scale.at_a_rate, clients)),
        Scenario::Pair => single(2, 64, if quick { 2000 } else { 20_000 }),
        Scenario::Idle => scale
            .idle
            .iter()
            .map(|&clients| Case { scenario, clients, size: 64, messages: 0, time: scale.time })
            .collect(),
        Scenario::Slow => single(11, 1024, if quick { 20_000 } else { 60_000 }),
    }
}
