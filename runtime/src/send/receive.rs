//! From an answer's head and unread body to an answer, or to what is wrong with it.

use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;
use http::response::Parts;

use super::Exchange;
use super::collect::{self, Collected, End};
use super::ending::{Ending, Failed};
use crate::ErrorKind;
use crate::download::Streamed;
use crate::error::Failure;
use crate::response::Answer;
use crate::retry::earliest;
use crate::transport::{ResponseBody, is_garbled};

/// Error bodies are kept up to this length, in bytes.
const ERROR_BODY: usize = 64 * 1024;

impl Exchange {
    /// How many bytes of the answer's body are read here; of a streamed one none are.
    pub(super) fn to_read(&self, head: &Parts) -> Option<usize> {
        let accepted = self.accepts(head);
        if accepted && self.prepared.expect.streams {
            return None;
        }
        Some(if accepted || self.is_missing(head) {
            self.settings().limits.max_response_bytes
        } else {
            ERROR_BODY
        })
    }

    fn accepts(&self, head: &Parts) -> bool {
        (self.prepared.expect.accepts)(head.status)
    }

    /// Whether it is a 404 of a call that takes it as a value.
    fn is_missing(&self, head: &Parts) -> bool {
        self.prepared.draft.options.missing_is_none
            && head.status == StatusCode::NOT_FOUND
            && !self.accepts(head)
    }

    pub(super) async fn collect(&self, body: &mut ResponseBody, limit: usize) -> Collected {
        let silence = self.settings().limits.read_timeout;
        collect::collect(body, limit, silence, self.deadline, self.clock()).await
    }

    /// What an answer with a collected body is.
    pub(super) fn collected(&self, head: Parts, collected: Collected) -> Result<Answer, Failed> {
        if self.is_missing(&head) {
            let mut answer = self.bare_answer(head);
            answer.missing = true;
            Ok(answer)
        } else if self.accepts(&head) {
            self.answer(head, collected)
        } else {
            Err(Failed::new(
                Ending::Answered,
                self.status_failure(head, collected),
            ))
        }
    }

    fn bare_answer(&self, head: Parts) -> Answer {
        Answer {
            endpoint: self.prepared.draft.endpoint,
            head,
            body: Bytes::new(),
            stream: None,
            missing: false,
            idempotency_key: self.prepared.draft.options.idempotency_key.clone(),
            attempts: self.attempts,
            started: self.started,
            client: self.prepared.draft.client.clone(),
        }
    }

    /// Hands the body over unread. Of the limits in time only those of this call and of silence
    /// apply to it.
    pub(super) fn streamed(&self, head: Parts, body: ResponseBody) -> Answer {
        let settings = self.settings();
        let options = &self.prepared.draft.options;
        let timeout = options.timeout.or(self.prepared.draft.endpoint.timeout());
        let timeout = timeout.and_then(|limit| self.started?.checked_add(limit));
        let deadline = earliest(options.deadline, settings.limits.deadline);
        let mut answer = self.bare_answer(head);
        answer.stream = Some(Box::new(Streamed {
            body,
            silence: settings.limits.read_timeout,
            deadline: earliest(timeout, deadline),
            clock: Arc::clone(&settings.clock),
            patience: None,
        }));
        answer
    }

    fn answer(&self, head: Parts, collected: Collected) -> Result<Answer, Failed> {
        let Collected { bytes, end } = collected;
        let mut answer = self.bare_answer(head);
        answer.body = bytes;
        let (ending, kind, message, error) = match end {
            End::Complete => return Ok(answer),
            End::TooLong => {
                let limit = self.settings().limits.max_response_bytes;
                let message = format!("the answer's body is longer than {limit} bytes");
                (Ending::Final, ErrorKind::Limit, message, None)
            }
            End::Silent => {
                let ending = if self.is_over() {
                    Ending::Final
                } else {
                    Ending::Lost
                };
                let message = "the answer's body stopped arriving in time".to_owned();
                (ending, ErrorKind::Timeout, message, None)
            }
            End::Broken(error) if is_garbled(&error) => {
                let message = "the answer's body does not decompress".to_owned();
                (Ending::Final, ErrorKind::Decode, message, Some(error))
            }
            End::Broken(error) => {
                let message = "the connection failed while the answer's body arrived".to_owned();
                (Ending::Lost, ErrorKind::Transport, message, Some(error))
            }
        };
        let mut failure = answer.into_failure(kind, message);
        failure.timed_out = kind == ErrorKind::Timeout;
        failure.source = error.map(Into::into);
        Err(Failed::new(ending, failure))
    }

    /// The status decides; a body that broke off is kept as far as it came.
    fn status_failure(&self, head: Parts, collected: Collected) -> Failure {
        let mut failure = Failure::new(ErrorKind::Status, "");
        failure.request_id = self.settings().request_id_in(&head);
        failure.timed_out = head.status == StatusCode::REQUEST_TIMEOUT;
        failure.head = Some(Box::new(head));
        failure.raw_body = Some(collected.bytes);
        failure.source = match collected.end {
            End::Complete => None,
            End::TooLong => Some(
                format!("the error's body is longer than the {ERROR_BODY} bytes that are kept")
                    .into(),
            ),
            End::Silent => Some("the error's body stopped arriving in time".into()),
            End::Broken(error) => Some(error.into()),
        };
        failure
    }
}
