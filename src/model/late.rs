//! Code that the page fetches with the parts that lead to it (`ui/parts.rs`), because its first visit does not run it.
//!
//! Callers go through a cell, so that nothing in the first file of the program refers to the function. In every other
//! build the function simply stands there.

/// A function, or a few, that may be fetched later.
pub struct Late<F> {
    #[cfg(not(feature = "split"))]
    here: F,
    #[cfg(feature = "split")]
    here: std::sync::OnceLock<F>,
}

impl<F: Copy> Late<F> {
    #[cfg(not(feature = "split"))]
    pub const fn new(late: F) -> Self {
        Self { here: late }
    }

    /// Leaves the place empty: what is evaluated while compiling leaves no reference to `_late`.
    #[cfg(feature = "split")]
    pub const fn new(_late: F) -> Self {
        Self { here: std::sync::OnceLock::new() }
    }

    /// What stands here.
    #[cfg(not(feature = "split"))]
    pub fn get(&self) -> F {
        #[cfg(test)]
        asked::ASKED.set(true);
        self.here
    }

    /// # Panics
    /// Where nobody has provided it: the part that leads here did not bring it along.
    #[cfg(feature = "split")]
    pub fn get(&self) -> F {
        *self.here.get().expect("fetched with the part that leads here")
    }

    /// Brings it into the program, with whatever calls this.
    pub fn provide(&self, _late: F) {
        #[cfg(feature = "split")]
        self.here.get_or_init(|| _late);
    }
}

/// Whether anything was asked for that may come later: tests hold the first visit to what it has.
#[cfg(test)]
pub(crate) mod asked {
    use std::cell::Cell;

    thread_local! {
        pub(crate) static ASKED: Cell<bool> = const { Cell::new(false) };
    }
}
