//! The runtime as generated code uses it: hand-written types of the generated shape, and everything that can be thrown at them.

// `cfg(test)` on the modules tells clippy that their helpers are tests too.
#[cfg(test)]
mod agreement;
#[cfg(test)]
mod attacks;
#[cfg(test)]
mod date_times;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod model;
#[cfg(test)]
mod numbers;
#[cfg(test)]
mod objects;
#[cfg(feature = "schemars")]
#[cfg(test)]
mod schemas;
#[cfg(test)]
mod tagged;
#[cfg(test)]
mod tuples;
#[cfg(test)]
mod unions;
#[cfg(test)]
mod users;
#[cfg(test)]
mod writing;
