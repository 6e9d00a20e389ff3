### Words of the timeline that no other file has.

timeline-lanes = Lanes of the timeline: arrow keys move by event and lane, Enter goes to the event
timeline-event = { $at }: { $what }
timeline-all = All events
timeline-device-fold = { $n ->
    [one] 1 more device
   *[other] { $n } more devices
}
timeline-endpoint-fold = { $n ->
    [one] 1 more endpoint
   *[other] { $n } more endpoints
}
timeline-consumer-fold = { $n ->
    [one] 1 more consumer
   *[other] { $n } more consumers
}
timeline-show-fold = { $lane }: show them
timeline-fold-again = Fewer lanes
timeline-flag-timed = { $at }: { $what }. Shift with an arrow key moves this fault, Delete removes it.
timeline-flag-aimed = { $at }: { $what }. Delete removes this fault.
