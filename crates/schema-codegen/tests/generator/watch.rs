//! Generation with a stop watch: an answer in time, whatever the schema, and the same one again.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use schema_codegen::{Builder, Error, Output};

/// Far above what is measured (milliseconds), far below a test that hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// What came of a schema, and how long that took.
pub(crate) struct Watched {
    pub(crate) result: Result<Output, Error>,
    pub(crate) took: Duration,
}

/// Generates on a thread with the stack of any other thread.
///
/// Fails the test when that panics or takes forever.
pub(crate) fn generate(builder: Builder) -> Watched {
    let (sender, receiver) = channel();
    let started = Instant::now();
    // Nobody listens any more once patience has run out.
    thread::spawn(move || drop(sender.send(builder.generate())));
    let answer = receiver.recv_timeout(PATIENCE);
    let took = started.elapsed();
    match answer {
        Ok(result) => Watched { result, took },
        Err(RecvTimeoutError::Timeout) => panic!("no answer after {PATIENCE:?}"),
        Err(RecvTimeoutError::Disconnected) => panic!("the generator panicked"),
    }
}

/// Generates twice: code has to be Rust and to come out the same, errors have to say something.
pub(crate) fn check(builder: &Builder) -> Watched {
    let first = generate(builder.clone());
    match (&first.result, generate(builder.clone()).result) {
        (Ok(one), Ok(two)) => {
            assert_eq!(one.code(), two.code(), "two runs gave different code");
            assert_rust(one.code());
        }
        (Err(one), Err(two)) => {
            assert!(!one.diagnostics().is_empty(), "an error that says nothing");
            assert_eq!(
                one.to_string(),
                two.to_string(),
                "two runs said different things"
            );
        }
        (one, two) => panic!("two runs came out different: {one:?} {two:?}"),
    }
    first
}

/// On a stack of its own: a type in a type in a type … takes `syn` deep.
fn assert_rust(code: &str) {
    let deep = thread::Builder::new().stack_size(256 << 20);
    thread::scope(|scope| {
        let parsed = deep.spawn_scoped(scope, || syn::parse_file(code).map(drop));
        if let Err(error) = parsed.unwrap().join().unwrap() {
            panic!("not Rust: {error}\n{code}");
        }
    });
}
