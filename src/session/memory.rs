//! Memory from the browser in large pieces.
//!
//! The allocator asks for 64 KiB at a time, and whenever a WebAssembly memory grows the page's own collector has work: a
//! run that is recorded spent more than a third of its time there.

/// Bytes asked for at once, at least; of a large memory a quarter.
#[cfg(target_arch = "wasm32")]
const LEAST: usize = 8 << 20;

/// Keeps the allocator supplied.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    /// Of 64 KiB, when it was last supplied.
    #[cfg(target_arch = "wasm32")]
    pages: usize,
}

impl Memory {
    /// Asks for more if the last piece is used up. Native allocators need no such help.
    pub(super) fn supply(&mut self) {
        #[cfg(target_arch = "wasm32")]
        {
            let pages = core::arch::wasm32::memory_size(0);
            if pages > self.pages {
                let mut piece = Vec::<u8>::new();
                // What is refused now is refused to whoever needs it.
                let _ = piece.try_reserve_exact(LEAST.max((pages << 16) / 4));
                // The allocator keeps what it was given once.
                drop(std::hint::black_box(piece));
                self.pages = core::arch::wasm32::memory_size(0);
            }
        }
    }
}
