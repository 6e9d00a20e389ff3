//! The routing query language as its users meet it, natively and in wasm.

mod conformance;
#[cfg(not(target_arch = "wasm32"))]
mod diagnostics;
#[cfg(not(target_arch = "wasm32"))]
mod hostile;
#[cfg(not(target_arch = "wasm32"))]
mod locales;
mod naive;
#[cfg(not(target_arch = "wasm32"))]
mod properties;
