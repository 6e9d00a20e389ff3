//! Programs as text: the listings, breakpoints in them, and what Python makes of them.

mod breakpoints;
mod catalogue;
mod listings;
mod python;
mod scene;
