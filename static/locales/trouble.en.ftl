### Delivery guarantees compared, and the search for trouble: on the page and on the command line.

trouble-at-most-once = Receive-and-delete
trouble-at-least-once = Peek-lock
trouble-applied-once = Peek-lock, ids recorded
trouble-at-most-once-about = At most once: gone from the queue before the work. May lose.
trouble-at-least-once-about = At least once: completed after the work. May repeat.
trouble-applied-once-about = Applied once: the effect and the message id are recorded in one durable step.
trouble-no-reader = No program reads a Service Bus queue: the guarantees make no difference here.
trouble-compared = { $seeds ->
    [one] 1 seed, { $first }
   *[other] { $seeds } seeds from { $first }
}; messages for { $run }. Faults: { $faults }.
trouble-no-faults = none
trouble-of-seed = Seed { $seed }
trouble-over-seeds = { $seeds ->
    [one] 1 seed
   *[other] { $seeds } seeds
}
trouble-lost = Seeds that lost a message
trouble-repeated = Seeds that repeated an effect
trouble-most-lost = Most lost under one seed
trouble-most-repeated = Most repeated under one seed
trouble-count-in-seeds = { $count }: { $seeds ->
    [one] 1 seed
   *[other] { $seeds } seeds
}
trouble-first-bad = seed { $seed }
trouble-goal-lost = a message is lost
trouble-goal-applied-twice = a message is applied twice
trouble-goal-dead-lettered = a message is dead-lettered
trouble-goal-out-of-order = a message comes out of order
trouble-found = { $goal ->
    [lost] { $message } is lost
    [applied-twice] { $message } is applied twice
    [dead-lettered] { $message } is dead-lettered
   *[out-of-order] { $message } comes out of order
} at { $at }, step { $step }, under seed { $seed }.
trouble-needs-no-fault = No fault is needed.
trouble-needs = { $n ->
    [one] One fault is enough:
   *[other] { $n } faults are enough:
}
trouble-tried = { $tried ->
    [one] 1 schedule was tried.
   *[other] { $tried } schedules were tried.
}
trouble-nothing = Nothing found. { $tried ->
    [one] 1 schedule was tried.
   *[other] { $tried } schedules were tried.
}
cli-about-compare = compares receive-and-delete, peek-lock and recorded ids, under one seed and over many
cli-about-search = finds the shortest schedule of faults in which something goes wrong with a message
cli-unknown-goal = Nothing of the name { $value } is looked for. Use one of: { $goals }.
cli-written = Written to { $file }: open it on the page, or run it again.
trouble-compare = Compare delivery guarantees
trouble-compare-about = The scenario as this run starts, under three guarantees: the same messages, the same faults.
trouble-search = Search for trouble
trouble-search-about = Looks for the shortest schedule of faults in which something goes wrong. The scenario is taken as this run starts, without its own faults.
trouble-seeds = Seeds
trouble-faults = Faults
trouble-faults-of-run = the plan of this run
trouble-faults-by-chance = by chance: lost PUBACKs and crashes
trouble-start = Start
trouble-stop = Stop
trouble-broke = The work broke off: { $reason }
trouble-seeds-done = { $done } of { $of } seeds
trouble-open-run = Open this run
trouble-open-first = First: seed { $seed }
trouble-open-worst = Most: seed { $seed }
trouble-journeys = One message, three journeys
trouble-playing = Playing the three runs…
trouble-no-journey = Under this seed no message reached a program that works on it.
trouble-verdict = { $fate ->
    [lost] lost
    [dead-lettered] dead-lettered
    [once] applied once
    [repeated] applied { $n } times
   *[unapplied] not applied
}
trouble-open-journey = Open this journey
trouble-goal = Find a schedule in which
trouble-tries = Schedules to try
trouble-shrinking = Found one; looking for a smaller one.
trouble-replay = Open it at that moment
