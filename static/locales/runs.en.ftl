runs-compare = Compare runs
runs-quoted = “{ $run }”
runs-compare-at = { $run } at { $at }
runs-compare-with = Compared with
runs-catching-up = The other run is being played up to this moment …
runs-nothing-to-compare = There is only one run. Step back, then do something else than before: that begins a second one.
runs-messages = Messages of both runs
runs-message = Message
runs-delivered = Delivered
runs-received = Received
runs-all-alike = Every message fared the same in both runs so far.
runs-differing = { $n ->
    [one] 1 message fared differently.
   *[other] { $n } messages fared differently.
}
runs-show-all = Show those that fared the same, too
runs-two-numbers = Where two numbers stand, the left one is { $left }, the right one { $right }.
runs-more = { $n ->
    [one] 1 more is not shown.
   *[other] { $n } more are not shown.
}
