//! The routing query language as its users meet it.
#![cfg(not(target_arch = "wasm32"))]

mod conformance;
mod diagnostics;
mod hostile;
mod locales;
mod naive;
mod properties;
