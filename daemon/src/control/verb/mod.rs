//! One file a verb.

mod peers;
mod status;

use tp_proto::control::{Code, Failure, Ok as Output, Request};

use crate::census::Census;

/// Carries out a request.
pub fn answer(request: Request, census: &Census) -> Result<Output, Failure> {
    match request {
        Request::Status {} => Ok(Output::Status(status::answer(census))),
        Request::Peers { after } => Ok(Output::Peers(peers::answer(census, after))),
        _ => Err(Failure { code: Code::UnknownRequest, text: "this daemon does not know the request".to_owned() }),
    }
}
