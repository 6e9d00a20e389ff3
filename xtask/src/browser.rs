//! Finds the browsers that tests run in, and installs one when there is none.

use crate::Result;
use crate::process::{capture, command, find_on_path, run};
use crate::tools::{self, Node};
use std::path::PathBuf;
use std::process::Command;

/// A Chromium: the one named by `CHROMIUM`, else an installed Chrome or Chromium, else Debian's package, else the
/// build that Playwright offers.
pub(crate) fn chromium(node: &Node) -> Result<PathBuf> {
    let known = || -> Result<Option<PathBuf>> {
        Ok(named_by("CHROMIUM")?.or_else(installed_chromium).or_else(|| playwright_chromium(node)))
    };
    if let Some(found) = known()? {
        korean_glyphs();
        return Ok(found);
    }
    println!("Installing Chromium (no Chrome or Chromium was found)");
    apt_install(&["chromium", "fonts-noto-cjk"]);
    if installed_chromium().is_none() {
        install_playwright_chromium(node)?;
    }
    known()?.ok_or_else(|| {
        "Chromium was installed but cannot be found\n  what to do: install Chrome or Chromium, or name one in CHROMIUM".to_owned()
    })
}

/// A Firefox: the one named by `FIREFOX`, else an installed one, else Debian's package.
pub(crate) fn firefox() -> Result<PathBuf> {
    let known = || -> Result<Option<PathBuf>> { Ok(named_by("FIREFOX")?.or_else(installed_firefox)) };
    if let Some(found) = known()? {
        return Ok(found);
    }
    println!("Installing Firefox (none was found)");
    apt_install(&["firefox-esr"]);
    known()?.ok_or_else(|| {
        "there is no Firefox\n  what to do: install Firefox, or name its program in the variable FIREFOX".to_owned()
    })
}

fn named_by(variable: &str) -> Result<Option<PathBuf>> {
    match std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from) {
        Some(file) if !file.is_file() => Err(format!(
            "{variable} names {}, which is not there\n  what to do: correct or unset {variable}",
            file.display()
        )),
        named => Ok(named),
    }
}

fn installed_chromium() -> Option<PathBuf> {
    ["google-chrome", "google-chrome-stable", "chrome", "chromium", "chromium-browser"]
        .into_iter()
        .find_map(find_on_path)
        .or_else(|| {
            first_file(&[
                ("", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
                ("", "/Applications/Chromium.app/Contents/MacOS/Chromium"),
                ("ProgramFiles", "Google/Chrome/Application/chrome.exe"),
                ("ProgramFiles(x86)", "Google/Chrome/Application/chrome.exe"),
                ("LOCALAPPDATA", "Google/Chrome/Application/chrome.exe"),
            ])
        })
}

fn installed_firefox() -> Option<PathBuf> {
    ["firefox-esr", "firefox"].into_iter().find_map(find_on_path).or_else(|| {
        first_file(&[
            ("", "/Applications/Firefox.app/Contents/MacOS/firefox"),
            ("ProgramFiles", "Mozilla Firefox/firefox.exe"),
            ("ProgramFiles(x86)", "Mozilla Firefox/firefox.exe"),
        ])
    })
}

/// The first of these files that exists; each starts at the folder that a variable names, or at the root.
fn first_file(places: &[(&str, &str)]) -> Option<PathBuf> {
    places
        .iter()
        .filter_map(|(variable, file)| match *variable {
            "" => Some(PathBuf::from(file)),
            name => Some(PathBuf::from(std::env::var_os(name)?).join(file)),
        })
        .find(|file| file.is_file())
}

fn playwright_chromium(node: &Node) -> Option<PathBuf> {
    let script = "import('playwright-core').then(({chromium}) => console.log(chromium.executablePath()))";
    let file = capture(in_playwright(node).ok()?.args(["--eval", script])).ok()?;
    Some(PathBuf::from(file.trim())).filter(|file| file.is_file())
}

fn install_playwright_chromium(node: &Node) -> Result {
    let mut install = in_playwright(node)?;
    install.arg(node.package("playwright-core").join("cli.js")).arg("install");
    if may_use_apt().is_some() {
        install.arg("--with-deps");
    }
    run(install.arg("chromium"))
        .map_err(|error| format!("{error}\n  what to do: install Chrome or Chromium, or name one in CHROMIUM"))
}

/// Node beside its packages, with Playwright's browsers among our tools.
fn in_playwright(node: &Node) -> Result<Command> {
    let mut command = node.command();
    command.current_dir(&node.packages).env("PLAYWRIGHT_BROWSERS_PATH", tools::folder()?.join("playwright"));
    Ok(command)
}

/// Without a Korean font the Korean page is drawn in boxes, and its widths mean nothing.
fn korean_glyphs() {
    let listed = find_on_path("fc-list").and_then(|program| capture(command(program).arg(":lang=ko")).ok());
    if listed.is_some_and(|fonts| fonts.trim().is_empty()) {
        println!("Installing a Korean font (none was found)");
        apt_install(&["fonts-noto-cjk"]);
    }
}

/// The words before `apt-get`, where Debian's packages can be installed without asking for a password.
fn may_use_apt() -> Option<&'static [&'static str]> {
    find_on_path("apt-get")?;
    let answers = |words: &[&str]| {
        let output = command(words[0]).args(&words[1..]).output();
        output.ok().filter(|output| output.status.success()).map(|output| output.stdout)
    };
    if answers(&["id", "-u"])?.trim_ascii() == b"0" {
        return Some(&[]);
    }
    answers(&["sudo", "-n", "true"]).map(|_| &["sudo", "-n"][..])
}

/// Installs Debian's packages where possible. What is still missing afterwards is for the caller to notice.
fn apt_install(packages: &[&str]) {
    let Some(before) = may_use_apt() else {
        println!("Debian's packages cannot be installed here (no apt-get, or neither root nor sudo)");
        return;
    };
    let apt_get = |arguments: &[&str]| {
        let words = [before, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"], arguments].concat();
        run(command(words[0]).args(&words[1..]))
    };
    let install = [&["install", "--yes", "--no-install-recommends"], packages].concat();
    if let Err(error) = apt_get(&["update"]).and_then(|()| apt_get(&install)) {
        println!("{error}");
    }
}
