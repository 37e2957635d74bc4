//! Frames by who sent or received them.

use std::collections::HashSet;

use ipnet::IpNet;
use tp_proto::frame_log::{AudienceHead, FrameHead, Open};

use crate::args::{Direction, FilterArgs};

/// Which peers are meant, and on which end of a frame.
#[derive(Debug, Clone)]
pub(super) struct Ends {
    peer: Vec<u64>,
    name: Option<String>,
    ip: Option<IpNet>,
    port: Option<u16>,
    direction: Direction,
    /// Those of them who are there now.
    present: HashSet<u64>,
}

impl Ends {
    /// What the options say; `None` when anybody is meant.
    pub(super) fn wanted(options: &FilterArgs) -> Option<Ends> {
        let FilterArgs { peer, name, ip, port, direction, .. } = options.clone();
        let any = peer.is_empty() && name.is_none() && ip.is_none() && port.is_none();
        (!any).then(|| Ends { peer, name, ip, port, direction, present: HashSet::new() })
    }

    pub(super) fn opened(&mut self, open: &Open) {
        if self.means(open) {
            self.present.insert(open.conn);
        }
    }

    pub(super) fn closed(&mut self, conn: u64) {
        self.present.remove(&conn);
    }

    fn means(&self, open: &Open) -> bool {
        let ip = open.peer.0.ip().to_canonical();
        (self.peer.is_empty() || self.peer.contains(&open.conn))
            && self.name.as_ref().is_none_or(|name| open.name.as_ref() == Some(name))
            && self.ip.is_none_or(|net| net.contains(&ip))
            && self.port.is_none_or(|port| open.peer.0.port() == port)
    }

    pub(super) fn pass(&self, frame: &FrameHead<'_>) -> bool {
        let sent = || self.present.contains(&frame.src.0) || self.is_server(frame);
        match self.direction {
            Direction::Sent => sent(),
            Direction::Received => self.received(frame),
            Direction::Any => sent() || self.received(frame),
        }
    }

    /// The server itself, as the peer with number 0, sends its own words.
    fn is_server(&self, frame: &FrameHead<'_>) -> bool {
        frame.src.0 == 0 && self.peer.contains(&0) && self.name.is_none() && self.ip.is_none() && self.port.is_none()
    }

    fn received(&self, frame: &FrameHead<'_>) -> bool {
        match frame.to {
            AudienceHead::Listed(list) => list.iter().any(|source| self.present.contains(&source.0)),
            AudienceHead::All => !self.present.is_empty(),
            AudienceHead::Others => self.present.len() > usize::from(self.present.contains(&frame.src.0)),
        }
    }
}
