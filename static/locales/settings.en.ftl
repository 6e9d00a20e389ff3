### Words of settings, keyboard help, the assumptions page, what the browser keeps, and the failure panel.

## Settings

settings-heading = Settings
settings-applied = Settings take effect at once.
settings-language = Language
settings-language-system = as in the browser
settings-theme = Theme
settings-theme-system = as in the system
settings-theme-light = light
settings-theme-dark = dark
settings-motion = Motion
settings-motion-system = as in the system
settings-motion-full = full
settings-motion-none = none
settings-text-size = Text size
settings-text-size-value = { $percent } %
settings-speech = Sentences for screen readers
settings-speech-stepping = when stepping
settings-speech-always = always
settings-speech-never = never
settings-single-keys = Single-letter keys
settings-density = Density
settings-density-comfortable = comfortable
settings-density-compact = compact
settings-clock = Clock
settings-clock-elapsed = elapsed time
settings-clock-utc = time of day, UTC
settings-projector = Projector mode
settings-projector-about = Larger text, thicker wires, larger tokens
settings-reset = Reset settings
settings-not-kept = Settings last until this page is closed: the browser refuses to keep them.

## Keyboard help

keys-heading = Keyboard help
keys-column-keys = Keys
keys-column-does = Does
keys-play-pause = play or pause
keys-step = step, step back
keys-message-event = next, previous event of the selected message
keys-start-latest = start, latest
keys-speed = slower, faster
keys-view = view
keys-journey = message journey
keys-fault = inject fault
keys-part-fault = inject fault into the part in focus
keys-diagram-table = diagram or table
keys-lab = open the selected route in the lab
keys-undo-redo = undo, redo an act
keys-link = copy a link to this moment
keys-find = find a message
keys-help = this help
keys-escape = up one level
keys-apply = apply
keys-download = download the run as a file
keys-zoom = zoom the timeline at the playhead
keys-note-mac = On macOS, Ctrl is Cmd.
keys-note-focus = Arrow keys first move within the focused part. No shortcut acts while you type in a field, except those with Ctrl and Esc.
key-space = Space
key-or = or

## What this model leaves out or assumes

about-heading = What this model leaves out or assumes
about-lead = This page imitates Azure IoT Hub. Here is every point where it is known to differ from the service, and every point that no document settles.
about-differs = Differs
about-differs-about = The playground does not do this as the service does.
about-assumed = Assumed
about-assumed-about = No document settles this; the playground had to choose.
about-module = Part
about-sentence = What
about-source = Source
about-count = { $n ->
    [one] 1 point
   *[other] { $n } points
}
about-mark-documented = documented
about-mark-observed = observed
about-mark-inferred = inferred
about-mark-assumed = assumed
about-part-model = Services in general
about-part-query = Routing queries
about-part-hub = IoT hub
about-part-service-bus = Service Bus queue
about-part-storage = Storage
about-part-codec = File formats
about-part-world = Devices, links and consumers
about-part-session = Time and runs
about-part-other = Other
about-version = Version { $version }, model { $model }
about-licence = Licence: MIT or Apache-2.0

## What the browser keeps

draft-kept = Kept in this browser
draft-restored = Your last work is restored: { $at }
draft-start-fresh = Start from the tutorial instead
draft-refused = This browser refuses to store data for this page. The page works, but your work is gone when you close it. Download it to keep it.
draft-full = Your work could not be stored. The browser has no room left for this page. Download your work to keep it.
draft-damaged = The stored work could not be opened. { $reason } It is set aside and can be downloaded; the tutorial is open instead.
draft-damaged-short = stored work set aside
draft-download-damaged = Download what was stored
draft-forget-damaged = Delete it for good
draft-other-model = This run was recorded by model version { $stored }; this page has version { $current }. It is calculated again and may differ.
draft-digest-differs = Calculated again, this run differs from its recording at event { $n }. Its recording was made with model version { $stored }.
draft-list = Kept drafts
draft-of-other-tab = Another tab works on this draft; this tab has a copy of its own.

## Failure

failure-heading = The simulation has stopped
failure-what = The page made a mistake and cannot go on. Your work up to the last good state is kept.
failure-what-lost = The page made a mistake and cannot go on. This browser keeps no data, so copy the run below.
failure-reason = Reason
failure-document = The run, for a report
failure-copy-run = Copy the run
failure-download-run = Download the run
failure-reload = Go back to the last good state
failure-restart = Start from the tutorial
failure-again = It stopped again at the same place. Start from the tutorial, and send us the run.
failure-report = Report this
failure-no-wasm = This browser cannot run the simulation. It needs WebAssembly. Use a current version of Chrome, Edge, Firefox or Safari.
failure-panel = This part could not be shown. Its last good content stays.
failure-restart-from = Restart from event { $n }
failure-copied = The run is on the clipboard.
failure-copy-refused = The browser refused to copy. Select the text and copy it by hand.

## Files

file-opened = { $file } is open as a new run.
file-not-opened = { $file } could not be opened. Nothing has changed here.
file-problems = { $n ->
    [one] 1 problem
   *[other] { $n } problems
} in { $file }
link-too-long = This link is { $length } characters long: long for chat tools.
link-opened = The link is open as a run of its own. Your draft is kept.
