### Words of the panels for queues, containers and events: what lies there, calls by hand, their answers, the same call in Python.

## Over time

queues-over-time = Over time
queues-since = Over time, from { $from }
chart-depth = Messages
chart-age = Age of the oldest
chart-most = at most { $most }
chart-depth-name = Messages in the queue from { $from } to { $to }: now { $now }, at most { $most }
chart-age-name = Age of the oldest message from { $from } to { $to }: now { $now }, at most { $most }
queues-filled = { $size } of { $max }

## What lies in a queue

queues-shelf = Part of the queue
queues-active = Active
queues-scheduled = Scheduled
queues-deferred = Deferred
queues-dead-letter = Dead-letter
queues-none-active = No message is active.
queues-none-scheduled = No message is scheduled.
queues-none-deferred = No message is deferred.
queues-none-dead = No message was dead-lettered.
queues-dead-lettered = dead-lettered
queues-deferred-state = deferred
queues-scheduled-for = in { $left }
queues-held-by = held by { $consumer }
queues-held-by-you = held by you
queues-state = State
queues-description = Description
queues-whole-story = Whole story
queues-pages = Pages
queues-first = First page
queues-previous = Previous page
queues-next = Next page
queues-last = Last page
queues-range = { $from }–{ $to } of { $n }
container-range = { $from }–{ $to } of { $n }

## Calls by hand

queues-how-many = messages
act-receive-and-delete = Receive and delete
act-cancel-scheduled = Cancel
act-resubmit = Resubmit
act-dead-letter-now = Dead-letter now
act-send-to-queue = Send a message
act-send-now = Send
act-get = Get
act-put = Put a message
act-put-now = Put
act-delete = Delete
act-update = Update
act-update-now = Update now
act-count = Count
act-clear = Clear
act-create-queue = Create
act-delete-queue = Delete the queue
act-properties = Properties
act-list-queues = List the queues
act-set-metadata = Set the metadata
act-read-events = Read events
queues-message-id-hint = Empty: the client library makes one.
queues-properties-hint = For example level=critical, room=12
queues-time-to-live = Time to live
queues-time-to-live-hint = Empty: the queue's default, which is also the ceiling.
queues-delay = Enqueue after
queues-delay-hint = Empty: at once. Otherwise the message is scheduled.
queues-session-id = Session id
queues-more = More: id, properties, time
queues-text = Text
queues-pop-receipt = Pop receipt
queues-dequeue-count = Dequeue count
queues-next-visible = Next visible

## In the person's hands

hands-heading = In your hands
hands-lock-over = This lock is over: whatever is called with it fails.
hands-deleted = Received and deleted: there is no lock, so nothing can be settled.
receipt-good = invisible for { $left }; the receipt is good
receipt-still-good = visible; the receipt is good until somebody gets or updates the message
receipt-stale = stale receipt: the message was got or updated since
receipt-gone = The message is gone: the receipt fails.

## The last call

call-heading = Last call
call-python = The call in Python
call-sdk = Library
call-sdk-today = Today
call-sdk-legacy = Tutorial
call-copy = Copy
call-copied = Copied
call-missing = { $package } has no such call.
call-done = Done
call-refused = `{ $code }` { $status }: { $what }
call-received = { $n ->
    [one] 1 message received
   *[other] { $n } messages received
}
call-received-nothing = Nothing to receive. That is no error.
call-peeked = { $n ->
    [one] 1 message seen, nothing changed
   *[other] { $n } messages seen, nothing changed
}
call-peeked-nothing = Nothing to see.
call-got-nothing = An empty list: no message is visible.
call-sent = Sent: sequence number { $sequence }
call-scheduled = Scheduled: temporary sequence number { $sequence }
call-duplicate = Accepted and thrown away: this message id was seen within the window. The sender is not told.
call-renewed = The lock is renewed until { $at }
call-queue = { $queue }: { $active } active, { $scheduled } scheduled, { $deferred } deferred, { $dead } dead-lettered
call-queues = { $n ->
    [one] 1 queue
   *[other] { $n } queues
}
call-created = Created (201)
call-existed = It exists with the same metadata (204)
call-count = About { $n ->
    [one] 1 message
   *[other] { $n } messages
}, hidden ones included
call-put = Put. Its receipt can delete or update it at once.
call-updated = Updated. The receipt is new; the old one is void.
call-events = { $n ->
    [one] 1 event read
   *[other] { $n } events read
}. Nothing was removed.
call-no-events = No event from that position on.

## Storage queue

storage-counts = { $visible } visible, { $hidden } invisible
storage-visible = visible
storage-invisible = invisible, { $left }
storage-number = put { $n }
storage-dequeued = got { $n ->
    [one] once
   *[other] { $n } times
}
storage-inserted = Inserted
storage-hide-for = invisible for
storage-hidden = Invisible for
storage-metadata = Metadata
storage-metadata-hint = For example team=ops, room=12. What was there before is replaced.
storage-hide-hint = From now on. 0 puts it back at once.
storage-put-hide-hint = Empty: visible at once.
storage-time-to-live-hint = Empty: seven days. -1: for ever.
storage-whole-queue = The whole queue
storage-writes-here = Writes here

## Built-in endpoint

events-partition = { $n } ({ $events })
events-none = This partition is empty.
events-reader = group { $group }, next sequence number { $next }
events-all-partitions = all
events-from-next = where the group stands
events-from-earliest = the first event
events-from-latest = new events only
events-how = From where

## A consumer's choices

consumer-form-clock = nothing: it makes messages itself
consumer-form-receiving = Receiving: batches, waiting, time
consumer-form-work-max = Works at most
consumer-form-work-max-hint = With it, the time of each message is drawn between both.
consumer-form-batch = Messages of one response
consumer-form-batch-hint = At most. A Storage queue hands out up to 32.
consumer-form-prefetch = Prefetch
consumer-form-prefetch-hint = So many come before it asks. Their locks run meanwhile.
consumer-form-hidden-hint = Empty: 30 seconds.
consumer-form-wait = Waits
consumer-form-wait-hint = A receive call waits so long, then it is made again. Empty: until something comes.
consumer-form-pause-hint = The pause after a get that found nothing. Empty: 1 second.
consumer-form-filter = Only some messages
consumer-form-condition = Works only if
consumer-form-condition-hint = A condition in the routing language, such as level="critical". Empty: on every message.
consumer-form-others = The others
consumer-form-others-complete = are completed without work
consumer-form-others-abandon = are given back
consumer-form-others-leave = are left until their lock runs out
consumer-form-failure = When the work fails
consumer-form-fails = It fails
consumer-form-fails-never = never
consumer-form-fails-condition = where a condition is true
consumer-form-fails-not-json = where the body is no JSON
consumer-form-fails-nth = on every n-th message
consumer-form-fails-where = Condition
consumer-form-nth = n
consumer-form-then = Then the message is
consumer-form-then-abandon = abandoned: it comes again
consumer-form-then-dead-letter = dead-lettered
consumer-form-then-leave = left until its lock runs out
consumer-form-poison = Sets aside after so many deliveries
consumer-form-poison-hint = A Storage queue has no dead-letter queue: the program moves the message to a queue named -poison. Empty: never.
consumer-form-settling = Settling and locks
consumer-form-settle = Completes a message
consumer-form-settle-after = after the work: at least once
consumer-form-settle-before = before the work: at most once
consumer-form-renew-every = Renews its lock every
consumer-form-renew-hint = Empty: never.
consumer-form-renew-up-to = For at most
consumer-form-once = Effect and duplicates
consumer-form-effect = The work
consumer-form-effect-none = has no effect of its own
consumer-form-effect-ticket = opens a ticket
consumer-form-effect-row = writes a row
consumer-form-effect-page = pages a person
consumer-form-deduplicate = Tells duplicates by
consumer-form-no-duplicates = nothing: it works on each delivery
consumer-form-by-property = an application property
consumer-form-memory = Remembers them
consumer-form-volatile = in its memory, which a crash empties
consumer-form-durable = in a store that lasts
consumer-form-recorded = Records them
consumer-form-recorded-before = before the work
consumer-form-recorded-after = after the effect
consumer-form-recorded-with = in one step with the effect
consumer-form-puts = Writes to a Storage queue
consumer-form-puts-to = Storage queue
consumer-form-puts-hint = 3 to 63 lowercase letters, digits and single dashes. It is made where it does not exist. Empty: none.
consumer-form-put-order = In which order
consumer-form-put-first = put, then settle: a crash between them repeats the message
consumer-form-settle-first = settle, then put: a crash between them loses it
consumer-form-put-text = Text
consumer-form-interval-hint = Empty: 1 second.
consumer-form-made-text-hint = {"{"}n{"}"} stands for the number of the message.
consumer-form-put-text-hint = Empty: the body as it came.

## A Storage queue of one's own

storage-add = Create a Storage queue
storage-add-hint = It stands alone, or behind a consumer that writes to it.
storage-name-rule = 3 to 63 lowercase letters, digits and single dashes
storage-queue-name = Storage queue { $queue }, { $visible } visible, { $hidden } invisible
storage-queue-fed = written by { $consumers }

## A Service Bus queue of one's own

bus-queue-add = Create a Service Bus queue
bus-queue-note = It stands alone in the namespace: programs and people use it, IoT Hub does not route to it.
dialog-edit-bus-queue = Queue { $queue }
field-bus-queue-alone = A Service Bus queue can also stand alone, without the hub.
field-duplicate-window = Duplicate detection window
field-seldom = More: status, forwarding, idle time
field-status = Status
field-forward-to = Forwards messages to
field-forward-dead-letters-to = Forwards dead letters to
field-forward-hint = A queue of the namespace. Empty: none.
field-idle = Is deleted when idle for
field-idle-hint = At least 300. Empty: never.
endpoint-queue-deleted = The queue is deleted: every call on it fails until it is created again.
