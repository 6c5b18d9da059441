//! Makes a libFuzzer program from a fuzz target.

use std::sync::OnceLock;

use conversation_fuzz::{Corpus, Random, Target, mutated};

/// A target with its corpus, created once in a process.
pub struct Fuzzed {
    target: &'static Target,
    corpus: Corpus,
}

impl Fuzzed {
    /// The target with a name.
    ///
    /// # Panics
    ///
    /// If there is no such target.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let target = conversation_fuzz::target(name).expect("the target is in the table");
        let corpus = (target.corpus)();
        Self { target, corpus }
    }

    /// Checks an input.
    pub fn check(&self, input: &[u8]) {
        (self.target.check)(input);
    }

    /// Mutates the first `size` bytes of `data` and returns the new size. In half of the cases it
    /// uses the mutations of the driver.
    pub fn mutate(&self, data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
        let mut random = Random::new(seed.into());
        if random.once_in(2) {
            return libfuzzer_sys::fuzzer_mutate(data, size, most);
        }
        let changed = mutated(self.target, &self.corpus, &data[..size], random.number());
        let size = changed.len().min(most).min(data.len());
        data[..size].copy_from_slice(&changed[..size]);
        size
    }
}

/// The static that holds the target of a program.
pub type Slot = OnceLock<Fuzzed>;

/// Defines the two functions that libFuzzer calls, for the target with a name.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        static SLOT: $crate::Slot = $crate::Slot::new();

        fn fuzzed() -> &'static $crate::Fuzzed {
            SLOT.get_or_init(|| $crate::Fuzzed::named($name))
        }

        libfuzzer_sys::fuzz_target!(|input: &[u8]| fuzzed().check(input));

        libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
            fuzzed().mutate(data, size, max_size, seed)
        });
    };
}
