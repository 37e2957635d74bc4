//! Members that are there and may not be any more.

use ipnet::IpNet;

use super::Hall;
use crate::room::{Slot, Why};

impl Hall {
    /// Cuts the members of these nets with the next round. Gives how many those are.
    pub fn expel(&mut self, nets: &[IpNet]) -> u64 {
        if nets.is_empty() {
            return 0;
        }
        let is_banned = |member: &crate::room::Member| {
            let ip = member.address.ip().to_canonical();
            nets.iter().any(|net| net.contains(&ip))
        };
        let banned = self.room.members().filter(|(_, member)| is_banned(member)).map(|(slot, _)| slot);
        let banned: Vec<Slot> = banned.collect();
        for &slot in &banned {
            self.fail(slot, Why::Banned);
        }
        banned.len() as u64
    }
}
