//! The tools that a build needs, installed once per user and version into a folder that outlives `target/`.

use crate::process::{self, capture, cargo, command, find_on_path, run};
use crate::{Result, root};
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";
const TRUNK: &str = "0.21.14";
/// Equal to the crate's version in `Cargo.toml`: the two speak a private format.
const WASM_BINDGEN: &str = "0.2.129";
const NODE_AT_LEAST: u32 = 20;

/// The folder for everything that is installed: `<cache>/iot-hub-playground/tools`.
pub(crate) fn folder() -> Result<PathBuf> {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Caches"))
    } else {
        variable("XDG_CACHE_HOME").or_else(|| variable("HOME").map(|home| home.join(".cache")))
    };
    let cache = cache.ok_or("no folder for the tools: set HOME (or XDG_CACHE_HOME; on Windows LOCALAPPDATA)")?;
    Ok(cache.join("iot-hub-playground").join("tools"))
}

/// The programs that turn the crate into a page.
pub(crate) struct WasmTools {
    trunk: PathBuf,
    wasm_bindgen: PathBuf,
}

impl WasmTools {
    pub(crate) fn install() -> Result<WasmTools> {
        wasm_target()?;
        Ok(WasmTools {
            wasm_bindgen: cargo_tool("wasm-bindgen-cli", WASM_BINDGEN, "wasm-bindgen", "4 minutes")?,
            trunk: cargo_tool("trunk", TRUNK, "trunk", "7 minutes")?,
        })
    }

    /// Trunk, with the right wasm-bindgen before any other on its path.
    pub(crate) fn trunk(&self) -> Command {
        let mut trunk = command(self.trunk.join(program("trunk")));
        trunk.env("PATH", process::path_with(&[&self.wasm_bindgen]));
        trunk.env("TRUNK_SKIP_VERSION_CHECK", "true");
        // Trunk reads NO_COLOR as a flag of its own and refuses the usual value 1.
        trunk.env_remove("NO_COLOR");
        trunk
    }

    pub(crate) fn wasm_bindgen(&self) -> Command {
        command(self.wasm_bindgen.join(program("wasm-bindgen")))
    }

    pub(crate) fn test_runner(&self) -> Command {
        command(self.wasm_bindgen.join(program("wasm-bindgen-test-runner")))
    }
}

fn program(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

fn wasm_target() -> Result {
    let sysroot = capture(command("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    println!("Installing the wasm target");
    run(command("rustup").args(["target", "add", TARGET]))
        .map_err(|error| format!("{error}\n  what to do: install the standard library for {TARGET} (with rustup: `rustup target add {TARGET}`)"))
}

/// Installs a program from the crate registry and returns the folder of its binaries.
fn cargo_tool(package: &str, version: &str, binary: &str, time: &str) -> Result<PathBuf> {
    let folder = folder()?.join(format!("{package}-{version}"));
    let binaries = folder.join("bin");
    if binaries.join(program(binary)).is_file() {
        return Ok(binaries);
    }
    println!("Installing {package} {version} into {} (once; about {time} on two cores)", folder.display());
    // A build folder of its own: an interrupted installation goes on where it stopped.
    let build = folder.join("build");
    run(cargo()
        .args(["install", "--locked", "--force"])
        .arg(format!("{package}@{version}"))
        .arg("--root")
        .arg(&folder)
        .arg("--target-dir")
        .arg(&build))
    .map_err(|error| {
        format!("{error}\n  what to do: check the network and that a C compiler is installed, then try again")
    })?;
    // Only space is lost when this fails.
    let _ = std::fs::remove_dir_all(&build);
    Ok(binaries)
}

/// Node.js with the packages of `tests/browser/package.json`.
pub(crate) struct Node {
    program: PathBuf,
    /// The folder that holds `node_modules`.
    pub(crate) packages: PathBuf,
}

impl Node {
    /// Node.js if there is one that is new enough; the packages are installed when they are not there yet.
    pub(crate) fn find() -> Result<Option<Node>> {
        let Some(program) = node_program() else { return Ok(None) };
        let packages = node_packages()?;
        Ok(Some(Node { program, packages }))
    }

    pub(crate) fn required() -> Result<Node> {
        Node::find()?.ok_or_else(|| {
            format!("this needs Node.js {NODE_AT_LEAST} or newer\n  what to do: install it so that `node` and `npm` are on the PATH, then try again")
        })
    }

    /// Node, told where its packages are.
    pub(crate) fn command(&self) -> Command {
        let mut node = command(&self.program);
        node.env("PLAYGROUND_PACKAGES", &self.packages);
        node
    }

    pub(crate) fn package(&self, name: &str) -> PathBuf {
        self.packages.join("node_modules").join(name)
    }
}

fn node_program() -> Option<PathBuf> {
    let program = find_on_path("node")?;
    let version = capture(command(&program).arg("--version")).ok()?;
    let major: u32 = version.trim().trim_start_matches('v').split('.').next()?.parse().ok()?;
    (major >= NODE_AT_LEAST && find_on_path("npm").is_some()).then_some(program)
}

fn node_packages() -> Result<PathBuf> {
    let source = root().join("tests/browser");
    let files = ["package.json", "package-lock.json"];
    let mut contents = Vec::new();
    for file in files {
        let path = source.join(file);
        contents.extend(std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?);
    }
    let folder = folder()?.join(format!("node-packages-{:016x}", fnv1a(&contents)));
    if folder.is_dir() {
        return Ok(folder);
    }
    println!("Installing the Node.js packages into {} (once)", folder.display());
    let partial = folder.with_extension("partial");
    let prepare = || -> std::io::Result<()> {
        std::fs::create_dir_all(&partial)?;
        files.iter().try_for_each(|file| std::fs::copy(source.join(file), partial.join(file)).map(drop))
    };
    prepare().map_err(|error| format!("{}: {error}", partial.display()))?;
    let npm = find_on_path("npm").expect("looked up with node");
    run(command(npm).current_dir(&partial).args(["ci", "--no-audit", "--no-fund", "--no-update-notifier"]))
        .map_err(|error| format!("{error}\n  what to do: check the network, then try again"))?;
    // The name appears only when everything is in it. Another run may have been quicker.
    std::fs::rename(&partial, &folder)
        .or_else(|error| if folder.is_dir() { Ok(()) } else { Err(error) })
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}

/// The 64-bit FNV-1a hash: names a set of packages, guards nothing.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_pins_the_same_wasm_bindgen() {
        for (file, pin) in [("Cargo.toml", "wasm-bindgen = \"=VERSION\""), ("Trunk.toml", "wasm_bindgen = \"VERSION\"")]
        {
            let text = std::fs::read_to_string(root().join(file)).unwrap();
            let pin = pin.replace("VERSION", WASM_BINDGEN);
            assert!(text.lines().any(|line| line == pin), "{file} has no line {pin}");
        }
    }

    #[test]
    fn a_changed_package_list_is_another_folder() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
}
