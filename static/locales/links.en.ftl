### Links to a moment of a run.

link-menu = Copy link to this moment
link-heading = Link to this moment
link-opens-at = Opens { $scenario } at event { $n }, { $at }.
link-label = Link
link-copy = Copy the link
link-copied = The link is on the clipboard.
link-copy-refused = The browser refused to copy. Select the link and copy it by hand.
link-length = { $length ->
    [one] 1 character
   *[other] { $length } characters
}
link-cut = The link would have { $length } characters: many programs cut links after { $max }. Download the run and send the file instead.
link-send-file = Download the run and send the file instead.
link-holds = In the link
link-holds-what = Devices, routes, endpoints, consumers and faults; seed { $seed }; { $acts ->
    [0] no acts
    [one] 1 act
   *[other] { $acts } acts
} made by hand; this moment and what is selected.
link-never = Never in it
link-never-what = Other runs, acts that were undone, credentials, your settings.
link-server = Sent to a server
link-server-what = Nothing: all of it stands after the # sign.

## A link that was opened

link-leave = Back to my draft
link-open-now = Open the link
link-not-opened = The link could not be opened; nothing has changed here. { $reason }
link-newer = The link was made by a newer version of this page. Reload the page to get its newest version.
link-too-large = The link holds more than { $max }. Ask for the run as a file.
link-run-too-long = The run has { $n } events: a link takes at most { $max }.
link-step-beyond = The link names event { $step }, but its run ends at event { $last }. It is open there.
link-no-step = The link names no event: { $text } is not a number. Its run is open at its end.
link-not-there = The link selects { $name }, which is not there at this moment. Nothing is selected.
link-waits = The address leads to another run. This browser keeps nothing for this page: to open it here is to lose the work here.
