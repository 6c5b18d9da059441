//! Does independent work on all cores. Tests of the generator use it too.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Stack size, in bytes, of threads that follow the nesting of schemas. It is only reserved: pages
/// are used by deeply nested schemas alone.
pub(crate) const STACK: usize = 512 << 20;

/// Calls the function for each item, and returns the results in the order of the items.
///
/// If no thread can be started, the calling one does all the work. A panic of the function is one of
/// the caller.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], function: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut results = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else {
                return results;
            };
            results.push((index, function(item)));
        }
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let helpers = cores.min(items.len()).saturating_sub(1);
    let mut results: Vec<(usize, R)> = thread::scope(|scope| {
        let start = |_| {
            let thread = thread::Builder::new().stack_size(STACK);
            thread.spawn_scoped(scope, work).ok()
        };
        let threads: Vec<_> = (0..helpers).filter_map(start).collect();
        let mut results = work();
        for thread in threads {
            match thread.join() {
                Ok(more) => results.extend(more),
                Err(panic) => resume_unwind(panic),
            }
        }
        results
    });
    results.sort_unstable_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}
