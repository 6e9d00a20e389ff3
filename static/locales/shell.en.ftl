### Words of the page's frame that no other file has.

shell-menu-run-file = Download the run
shell-menu-library = Scenario library
shell-runs-manage = Rename or delete runs
shell-run-name = Name of { $run }
shell-run-from = { $run }, forked from { $parent } at event { $step }
shell-run-steps = { $n ->
    [one] 1 event
   *[other] { $n } events
}
shell-seed-field = Seed
shell-seed-apply = Run again with this seed
shell-scenario-current = open now
shell-messages-of = { $label }: { $n }
shell-messages-all = Messages sent: { $n }
shell-messages-find = Find by message id
shell-messages-forgotten = The oldest events of this long run are no longer kept: the list begins at event { $step }.
shell-notices = Notices
shell-dismiss = Dismiss
shell-fork-undone = The act was undone, but it cannot be made at the start. { $reason }
shell-log-position = { $at } of { $total }
shell-file-not-read = The browser could not read the file. Choose it again.
shell-file-problem = { $file } could not be opened; nothing has changed here. { $reason }
