//! Frames by who sent or received them.

use std::collections::VecDeque;
use std::net::SocketAddr;

use ipnet::IpNet;
use tp_proto::control::refusal::PeerHere;
use tp_proto::frame_log::{AudienceHead, FrameHead, Open, Source};

use crate::args::{Direction, FilterArgs};

/// Most of those who are told instead of somebody whom nobody knows.
const OTHERS_MAX: usize = 8;

/// Which peers are meant, and on which end of a frame.
#[derive(Debug, Clone)]
pub(super) struct Ends {
    peer: Vec<u64>,
    name: Option<String>,
    ip: Option<IpNet>,
    port: Option<u16>,
    direction: Direction,
    /// Those of them who are there now, in order: a frame looks for each of its recipients here.
    present: Vec<u64>,
    sight: Sight,
}

/// Whether anybody had a number or the name that is asked for, and the last ones to come.
#[derive(Debug, Clone, Default)]
struct Sight {
    number: bool,
    name: bool,
    others: VecDeque<PeerHere>,
}

impl Sight {
    fn is_complete(&self) -> bool {
        self.number && self.name
    }

    /// Another one, who came before those.
    fn add(&mut self, other: PeerHere) {
        if self.others.len() < OTHERS_MAX && self.others.iter().all(|known| known.number != other.number) {
            self.others.push_back(other);
        }
    }
}

impl Ends {
    /// What the options say; `None` when anybody is meant.
    pub(super) fn wanted(options: &FilterArgs) -> Option<Ends> {
        let FilterArgs { peer, name, ip, port, direction, .. } = options.clone();
        let any = peer.is_empty() && name.is_none() && ip.is_none() && port.is_none();
        // The server is everywhere.
        let number = peer.is_empty() || peer.contains(&0);
        let sight = Sight { number, name: name.is_none(), others: VecDeque::new() };
        (!any).then(|| Ends { peer, name, ip, port, direction, present: Vec::new(), sight })
    }

    /// Somebody is there from now on.
    pub(super) fn opened(&mut self, open: &Open) {
        self.called(open.conn, open.peer.0, open.name.as_deref());
    }

    /// Somebody who is there is called so from now on.
    pub(super) fn called(&mut self, conn: u64, address: SocketAddr, name: Option<&str>) {
        self.sight(conn, address, name);
        match (self.means(conn, address, name), self.present.binary_search(&conn)) {
            (true, Err(place)) => self.present.insert(place, conn),
            (false, Ok(place)) => _ = self.present.remove(place),
            (true, Ok(_)) | (false, Err(_)) => {}
        }
    }

    fn sight(&mut self, conn: u64, address: SocketAddr, name: Option<&str>) {
        let sight = &mut self.sight;
        sight.number |= self.peer.contains(&conn);
        sight.name |= self.name.is_some() && self.name.as_deref() == name;
        if !sight.is_complete() {
            sight.others.retain(|other| other.number != conn);
            sight.others.push_front(PeerHere { number: conn, peer: address, name: name.unwrap_or_default().into() });
            sight.others.truncate(OTHERS_MAX);
        }
    }

    /// Takes in what was seen of an earlier part of the log.
    pub(super) fn saw_before(&mut self, earlier: Ends) {
        let Sight { number, name, others } = earlier.sight;
        self.sight.number |= number;
        self.sight.name |= name;
        others.into_iter().for_each(|other| self.sight.add(other));
    }

    /// Whom the options name where nobody was that, and the last ones to come.
    pub(super) fn stranger(&self) -> Option<(String, &VecDeque<PeerHere>)> {
        let number = self.peer.first().filter(|_| !self.sight.number).map(u64::to_string);
        let who = number.or_else(|| self.name.clone().filter(|_| !self.sight.name))?;
        Some((who, &self.sight.others))
    }

    pub(super) fn closed(&mut self, conn: u64) {
        if let Ok(place) = self.present.binary_search(&conn) {
            self.present.remove(place);
        }
    }

    fn means(&self, conn: u64, address: SocketAddr, name: Option<&str>) -> bool {
        self.name.as_deref().is_none_or(|wanted| name == Some(wanted))
            && self.ip.is_none_or(|net| net.contains(&address.ip().to_canonical()))
            && self.means_source(Source(conn, address.port()))
    }

    /// Whether number and port are those that are meant. The server has the number 0, and no port
    /// of a client.
    fn means_source(&self, Source(conn, port): Source) -> bool {
        (self.peer.is_empty() || self.peer.contains(&conn)) && self.port.is_none_or(|wanted| wanted == port && conn > 0)
    }

    pub(super) fn pass(&self, frame: &FrameHead<'_>) -> bool {
        match self.direction {
            Direction::Sent => self.is_one(frame.src),
            Direction::Received => self.received(frame),
            Direction::Any => self.is_one(frame.src) || self.received(frame),
        }
    }

    /// Whether this is one of them: where number and port are all that is asked for, the frame
    /// itself tells, also of a peer whose `open` cannot be read any more.
    fn is_one(&self, source: Source) -> bool {
        if self.name.is_none() && self.ip.is_none() {
            self.means_source(source)
        } else {
            self.present.binary_search(&source.0).is_ok()
        }
    }

    fn received(&self, frame: &FrameHead<'_>) -> bool {
        let is_sender = || self.present.binary_search(&frame.src.0).is_ok();
        match frame.to {
            AudienceHead::Listed(list) => list.iter().any(|source| self.is_one(source)),
            AudienceHead::All => !self.present.is_empty(),
            AudienceHead::Others => self.present.len() > usize::from(is_sender()),
        }
    }
}
