//! Generates with a time limit, and checks that a second run gives the same result.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use schema_codegen::{Builder, Error, Output};

/// The time limit. Generation takes milliseconds; a slow machine must not fail the tests.
const PATIENCE: Duration = Duration::from_secs(60);

/// The result of a generation, and how long it took.
pub(crate) struct Watched {
    pub(crate) result: Result<Output, Error>,
    pub(crate) took: Duration,
}

/// Generates on a thread with the default stack size. Panics if the generator panics or exceeds the
/// time limit.
pub(crate) fn generate(builder: Builder) -> Watched {
    let (sender, receiver) = channel();
    let started = Instant::now();
    // Sending fails after the time limit, which is no error.
    thread::spawn(move || drop(sender.send(builder.generate())));
    let answer = receiver.recv_timeout(PATIENCE);
    let took = started.elapsed();
    match answer {
        Ok(result) => Watched { result, took },
        Err(RecvTimeoutError::Timeout) => panic!("no answer after {PATIENCE:?}"),
        Err(RecvTimeoutError::Disconnected) => panic!("the generator panicked"),
    }
}

/// Generates twice: code must be valid Rust and the same again, errors must have diagnostics and be
/// the same again.
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

/// Parses code on a thread with a large stack: `syn` recurses into nested types.
fn assert_rust(code: &str) {
    let deep = thread::Builder::new().stack_size(256 << 20);
    thread::scope(|scope| {
        let parsed = deep.spawn_scoped(scope, || syn::parse_file(code).map(drop));
        if let Err(error) = parsed.unwrap().join().unwrap() {
            panic!("not Rust: {error}\n{code}");
        }
    });
}
