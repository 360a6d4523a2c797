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
    pub(super) async fn receive(
        &mut self,
        response: http::Response<ResponseBody>,
    ) -> Result<Answer, Failed> {
        let (head, body) = response.into_parts();
        let expect = self.prepared.expect;
        let mut accepted = (expect.accepts)(head.status);
        if accepted && expect.streams {
            return Ok(self.streamed(head, body));
        }
        let missing = !accepted
            && head.status == StatusCode::NOT_FOUND
            && self.prepared.options.missing_is_none;
        accepted |= missing;
        let limits = &self.settings().limits;
        let limit = if accepted {
            limits.max_response_bytes
        } else {
            ERROR_BODY
        };
        let collected = collect::collect(
            body,
            limit,
            limits.read_timeout,
            self.deadline,
            self.clock(),
        )
        .await;
        if missing {
            let mut answer = self.bare_answer(head);
            answer.missing = true;
            Ok(answer)
        } else if accepted {
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
            endpoint: self.prepared.endpoint,
            request_id: self.request_id(&head),
            head,
            body: Bytes::new(),
            stream: None,
            missing: false,
            idempotency_key: self.prepared.options.idempotency_key.clone(),
            attempts: self.attempts,
            elapsed: self.elapsed(),
        }
    }

    /// Hands the body over unread. Of the limits in time only those of this call and of silence
    /// apply to it.
    fn streamed(&self, head: Parts, body: ResponseBody) -> Answer {
        let settings = self.settings();
        let options = &self.prepared.options;
        let timeout = options.timeout.or(self.prepared.endpoint.timeout());
        let timeout = timeout.and_then(|limit| self.started.checked_add(limit));
        let deadline = earliest(options.deadline, settings.limits.deadline);
        let mut answer = self.bare_answer(head);
        answer.stream = Some(Streamed {
            body,
            silence: settings.limits.read_timeout,
            deadline: earliest(timeout, deadline),
            clock: Arc::clone(&settings.clock),
            patience: None,
        });
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
        failure.request_id = self.request_id(&head);
        failure.timed_out = head.status == StatusCode::REQUEST_TIMEOUT;
        failure.head = Some(Box::new(head));
        failure.raw_body = Some(collected.bytes);
        failure
    }

    fn request_id(&self, head: &Parts) -> Option<String> {
        let names = &self.settings().request_id;
        let value = names.iter().find_map(|name| head.headers.get(name))?;
        value.to_str().ok().map(str::to_owned)
    }
}
