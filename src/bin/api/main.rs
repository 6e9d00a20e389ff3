//! `api`: the routing query language for pages and Node. It mounts nothing; `routes.js` beside this file is the API that
//! people use, and says in `routes.d.ts` what goes in and out. Messages cross the border as frames (`codec::frames`).

#[cfg(target_arch = "wasm32")]
mod routes;

fn main() {}
