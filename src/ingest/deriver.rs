//! The one thread that derives. The rules' automata are built while they run and belong to a thread:
//! a second thread would build and hold them all once more.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, mpsc},
    thread,
};

use tokio::sync::oneshot;

use super::{Derived, Input, derive};
use crate::{
    annotate::Annotator,
    model::Treaty,
    read::{ReadError, Reader},
};

/// What became of an input; `None` where a rule panicked, which the log tells.
type Outcome = Option<Result<Derived, ReadError>>;

struct Job {
    input: Arc<Input>,
    held: Vec<Treaty>,
    done: oneshot::Sender<Outcome>,
}

/// Takes inputs in and gives what is derived of them, in order.
#[derive(Debug)]
pub struct Deriver {
    jobs: mpsc::Sender<Job>,
}

/// Something that is being derived. Dropping it calls it off, unless it is under way.
pub struct Deriving(oneshot::Receiver<Outcome>);

impl Deriver {
    /// Starts the thread; it ends when this value goes.
    #[must_use]
    pub fn start(annotator: &Arc<Annotator>, reader: &Reader) -> Self {
        let (jobs, received) = mpsc::channel::<Job>();
        let (annotator, reader) = (Arc::clone(annotator), reader.clone());
        thread::spawn(move || {
            for Job { input, held, done } in received {
                if done.is_closed() {
                    continue;
                }
                let derived =
                    catch_unwind(AssertUnwindSafe(|| derive(&annotator, &reader, &input, &held)));
                if derived.is_err() {
                    tracing::error!(input = input.name, "deriving an input failed");
                }
                // Nobody waits any more where the store has failed meanwhile.
                let _ = done.send(derived.ok());
            }
        });
        Self { jobs }
    }

    /// Derives an input, on the strength of the treaties that are held.
    #[must_use]
    pub fn derive(&self, input: &Arc<Input>, held: &[Treaty]) -> Deriving {
        let (done, derived) = oneshot::channel();
        let input = Arc::clone(input);
        // Were the thread gone, the other end of `done` would be too, and that is told.
        let _ = self.jobs.send(Job { input, held: held.to_vec(), done });
        Deriving(derived)
    }
}

impl Deriving {
    /// What was derived.
    ///
    /// # Errors
    /// In one line, why nothing was.
    pub async fn end(self) -> Result<Box<Derived>, String> {
        match self.0.await.ok().flatten() {
            Some(Ok(derived)) => Ok(Box::new(derived)),
            Some(Err(unreadable)) => Err(unreadable.to_string()),
            None => Err("could not be read: an internal error, see the log".to_owned()),
        }
    }
}
