### Words of the message journey: what stands beside its arrows and marks, its list, its panel.

journey-title = Journey of { $message }
journey-dead-letter-queue = Dead-letter queue
journey-now = now
journey-retried = The hub tried again { $n ->
    [one] once
   *[other] { $n } times
}.

## Points of view

journey-view = Point of view
journey-view-everything = Everything
journey-in-doubt = The connection of { $device } breaks before the PUBACK for { $message } is there: the outcome is unknown.

## Between device and hub

journey-publish = PUBLISH, QoS 1
journey-publish-again = PUBLISH again, DUP
journey-publish-lost = PUBLISH lost
journey-publish-refused = refused: connection closed
journey-waits-on-device = waits on the device
journey-outcome-unknown = outcome unknown
journey-puback = PUBACK
journey-puback-lost = PUBACK lost
journey-gives-up = gives up: no PUBACK in time
journey-link-cut = connection lost
journey-returns = reconnects
journey-accepted = { $accepted ->
    [first] accepted
    [again] accepted as a new message
   *[before] routed
}{ $by ->
    [route] ; route { $route } is true
    [fallback] ; by the fallback route
    [several] ; { $n } endpoints
   *[nothing] {""}
}
journey-orphaned = orphaned: no route matched

## To an endpoint

journey-sequence = seq { $n }
journey-again = delivered again, { $what }
journey-partition = partition { $partition }, offset { $n }
journey-buffered = buffered
journey-delivery-failed = not taken, attempt { $n }; again in { $retry }
journey-still-failed = retried { $n } times, not taken; again in { $retry }
journey-retries = attempt { $n }
journey-dropped = dropped: { $reason }
journey-invalid = invalid: it cannot be taken
journey-written = in a blob of { $n ->
    [one] 1 message
   *[other] { $n } messages
}

## In a queue

journey-scheduled = for later: active in { $wait }
journey-activated = active, seq { $n }
journey-taken-back = taken back
journey-duplicate-dropped = thrown away: message id known
journey-forwarded = forwarded, seq { $n }
journey-not-forwarded = no queue to forward to
journey-lock-expires = lock on seq { $n } expires
journey-lock-revoked = lock on seq { $n } revoked
journey-expired = time to live over
journey-dead-lettered = dead-lettered: { $reason }
journey-visible = visible again
journey-cleared = queue cleared
journey-queue-gone = queue deleted

## With a consumer

journey-locked = delivery { $n }, locked { $length }
journey-received-and-deleted = received and deleted
journey-got = dequeue count { $n }, hidden { $length }
journey-got-hidden = dequeue count { $n }, hidden
journey-read = read at offset { $n }
journey-put = put as number { $n }
journey-call = { $call ->
    [complete] complete
    [abandon] abandon
    [dead-letter] dead-letter
    [renew-lock] renew lock
    [put] put
    [put-poison] put into the poison queue
    [delete] delete
    [show-again] show again
   *[hide-on] hide for longer
}
journey-call-refused = { $call ->
    [complete] complete
    [abandon] abandon
    [dead-letter] dead-letter
    [renew-lock] renew lock
    [put] put
    [put-poison] put into the poison queue
    [delete] delete
    [show-again] show again
   *[hide-on] hide for longer
} refused: { $error }
journey-deferred = defer
journey-updated = update
journey-crash = crash
journey-crash-loses = crash: it is lost
journey-forgets = forgets it
journey-lost = lost: it is nowhere any more
journey-restarts = starts again
journey-worked = work done, nothing to settle
journey-work-fails = work fails
journey-effect = { $kind ->
    [opens-ticket] opens a ticket
    [writes-row] writes a row
   *[pages-person] pages a person
}
journey-effect-again = { $kind ->
    [opens-ticket] opens a ticket again
    [writes-row] writes a row again
   *[pages-person] pages a person again
}: effect { $nth }
journey-key-recorded = key recorded
journey-key-remembered = key remembered
journey-skips = repeat: work skipped
journey-skips-missed = work skipped, yet never done
journey-passes-by = passed by
journey-poison = poison message
journey-makes = makes it

## Why it went so

journey-why = Why it went so
journey-why-publish-lost = The PUBLISH was lost. The device cannot tell that from a lost PUBACK, so it sends again.
journey-why-puback-lost = The PUBACK was lost. The device cannot know that the hub has the message, so it sends again.
journey-why-accepted-again = The hub does not compare message ids. It accepts each PUBLISH as a message of its own.
journey-why-given-up = The device gave it up. The hub may have it all the same.
journey-why-orphaned = No route matched, and the fallback route is off. The hub keeps no such message.
journey-why-not-taken = The endpoint did not take it. The hub tries again, and what follows waits behind it.
journey-why-dropped = The hub dropped it for this endpoint. It does not go to the fallback route.
journey-why-crashed = The consumer crashed with the message in its hands. What the queue had locked comes back when the lock runs out.
journey-why-ran-out = The work took longer than the lock lasts, so the queue offers the message again.
journey-why-too-late = The call came too late. The lock or the pop receipt was no longer valid.
journey-why-failed = The work failed, and the program handed the message back or left it.
journey-why-expired = Its time to live ended before anybody had completed it.
journey-why-dead-lettered = The queue put it into its dead-letter queue. Nobody receives it there by itself.
journey-why-lost = The queue had deleted it before the work was done. Nobody has it any more.
journey-why-effect-again = The effect happened more than once for one send.
journey-why-skipped = The consumer knew its key, so it did not do the work again.
journey-why-missed = The consumer knew its key, although the work was never done.
journey-why-smooth = Delivered, and nothing was repeated.
journey-why-times = { $n } times

## Its panel

journey-heading = Message journey
journey-from = From { $sender }, { $at }
journey-from-nobody = From { $sender }
journey-sent = Sent
journey-packets = PUBLISH packets
journey-accepted-count = Accepted by the hub
journey-deliveries = Deliveries to consumers
journey-completed = Completed
journey-copies = Copies
journey-copy = Copy { $n }
journey-put-straight = Put straight into a queue
journey-accepted-at = accepted { $at }
journey-delivery = delivery { $n }
journey-state = { $state ->
    [locked] locked
    [expired] lock expired
    [abandoned] abandoned
    [deferred] deferred
    [completed] completed
    [dead-lettered] dead-lettered
    [refused] refused
    [deleted] received and deleted
    [worked] work done
   *[lost] lost
}
journey-lock-left = { $left } left
journey-as-text = Read as text
journey-as-picture = Show as diagram
journey-download = Download SVG
journey-copy-text = Copy as text
journey-copied = Copied
journey-not-there = No message of this run is called { $message }. It may not have been sent yet.
journey-back = Back to the workbench
journey-row = { $at }: { $what }
journey-moment = Moment
journey-no-moment = Nothing has happened to it yet.
journey-caused-by = Caused by
journey-go-there = Go to this moment
journey-ahead = Later than the playhead: the run has been there already.
journey-chart-help = Arrow keys walk through the steps, Enter goes to that moment. Time runs downwards and is not to scale.
journey-legend = Single line: copy 1. Double line: copy 2. Dashed: an acknowledgement or a call. Hollow bar: the lock ran out.
journey-hidden = What { $name } cannot know is hidden.

## Faults on the way

journey-late = late
journey-puback-ignored = PUBACK, ignored
journey-send-forgotten = starts anew, forgets it
journey-hangs = hangs
journey-response-lost = delivery { $n }, response lost
journey-deleted-response-lost = deleted, response lost
journey-call-lost = { $call ->
    [complete] complete
    [abandon] abandon
    [dead-letter] dead-letter
    [renew-lock] renew lock
    [put] put
    [put-poison] put into the poison queue
    [delete] delete
    [show-again] show again
   *[hide-on] hide for longer
}: lost
journey-answer-lost = { $call ->
    [complete] complete
    [abandon] abandon
    [dead-letter] dead-letter
    [renew-lock] renew lock
    [put] put
    [put-poison] put into the poison queue
    [delete] delete
    [show-again] show again
   *[hide-on] hide for longer
}: answer lost
journey-why-router-restarted = The router restarted before it had noted its deliveries, so it brought the last ones again.
journey-why-call-lost = What the queue and the consumer say to each other was lost. Each goes on by what it knows.
journey-why-late = Something was late on its way. What came behind it waited.

## Long journeys

journey-more-deliveries = { $n ->
    [one] 1 more delivery
   *[other] { $n } more deliveries
}
journey-more-attempts = { $n ->
    [one] 1 more attempt
   *[other] { $n } more attempts
}
journey-unfold = Show every delivery and attempt
journey-unfold-these = { $what }: show them

## What if

journey-what-if = What if
journey-what-if-note = Each opens a second run, in which it was so from the start. This run is kept.
journey-what-if-compare = Compare with { $run }
journey-if-puback = The PUBACK had arrived
journey-if-publish = The PUBLISH had arrived
journey-if-not-lost = Nothing had been lost on the way
journey-if-in-time = Nothing had been late
journey-if-once = The network had brought it once
journey-if-no-crash = { $name } had not crashed
journey-if-not-slow = { $name } had not been slow
journey-if-not-hung = { $name } had not hung
journey-if-well = { $name } had taken everything
journey-if-no-reboot = { $name } had not started again
journey-if-connected = The connection had held
journey-if-no-replay = The router had not restarted
journey-if-no-chance = Chance had struck nothing
journey-if-peek-lock = { $name } used peek-lock
journey-if-skips = { $name } skipped repeats
journey-if-renews = { $name } renewed its locks
