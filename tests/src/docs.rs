//! Compiles and runs the Rust examples of the guide as documentation tests.

macro_rules! examples {
    ($($name:ident = $file:literal;)*) => {$(
        #[doc = include_str!(concat!("../../", $file))]
        pub struct $name;
    )*};
}

examples! {
    Guide = "docs/guide/README.md";
    Generating = "docs/guide/generating.md";
    ReadingAndWriting = "docs/guide/reading-and-writing.md";
    Values = "docs/guide/values.md";
    Validating = "docs/guide/validating.md";
    Exactness = "docs/guide/exactness.md";
}
