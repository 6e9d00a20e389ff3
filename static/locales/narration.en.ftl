### One sentence for each kind of entry (`entry-<code>`, variants added at the end), and for what is due next (`next-<occurrence>`).

## Devices and their links

entry-sent = { $device } sends { $message }: it is on its way to the hub.
entry-sent-queued = { $device } sends { $message }: it waits on the device, because the connection is cut.
entry-sent-waiting = { $device } sends { $message }: it waits on the device for its turn.
entry-published = { $device } puts { $message } on the wire.
entry-published-again = { $device } sends { $message } again, attempt { $attempt }: it has no PUBACK for it.
entry-publish-lost = The PUBLISH of { $message } is lost: the link of { $device } breaks before it reaches the hub.
entry-accepted = { $hub } accepts { $message }: it is stored in partition { $partition } at offset { $offset }.
entry-accepted-again = { $hub } accepts { $message } again, copy { $accepted }: the hub does not compare message ids.
entry-puback-arrived = { $device } receives the PUBACK for { $message }: the hub has stored it.
entry-puback-lost = The PUBACK for { $message } is lost: { $device } does not know that the hub stored it.
entry-send-timed-out = { $device } gives up { $message }: no PUBACK came in time.
entry-publish-refused = { $hub } refuses { $message }: over MQTT, { $device } only sees a closed connection.
entry-link-cut = { $device } loses its connection: packets on the wire are lost with it.
entry-device-returned = { $device } is connected again.
entry-device-returned-waiting = { $device } is connected again: { $waiting ->
    [one] 1 message waits
   *[other] { $waiting } messages wait
} to be sent.

## Routing

entry-matched = { $hub } routes { $message } to { $endpoints }: { $n ->
    [one] 1 endpoint
   *[other] { $n } endpoints
} matched.
entry-matched-by = { $hub } routes { $message } to { $endpoint }: the route { $route } matched.
entry-matched-fallback = { $hub } routes { $message } to { $endpoint } by the fallback route: no other route matched.
entry-copy-opened = A copy of { $message } is on its way to { $endpoint }.
entry-orphaned = { $hub } orphans { $message }: no route matched and the fallback route is off.
detail-route-true = { $route }: true. { $reason }
detail-route-false = { $route }: false. { $reason }
detail-route-undefined = { $route }: undefined, so not matched. { $reason }

## Delivery to endpoints

entry-delivered = { $hub } delivers { $message } to { $endpoint }.
entry-delivered-queue = { $hub } delivers { $message } to { $endpoint }: sequence number { $label }.
entry-delivered-container = { $hub } delivers { $message } to { $endpoint }: it is buffered until the batch is written.
entry-delivered-built-in = { $hub } delivers { $message } to { $endpoint }: partition { $partition }, offset { $label }.
entry-delivered-repeat = { $hub } delivers { $message } to { $endpoint } again: routing is at least once.
entry-delivery-failed = { $endpoint } does not take { $message }, attempt { $attempt }: the hub tries again in { $retry }.
entry-retry-started = { $hub } tries to deliver { $message } to { $endpoint } again, attempt { $attempt }.
entry-dropped = { $hub } drops { $message } for { $endpoint }: { $reason ->
    [endpoint-dead] the endpoint is dead
    [unreachable] the endpoint is unreachable
   *[endpoint-removed] the endpoint was removed
}.
entry-invalid = { $endpoint } cannot take { $message }: the hub counts it as invalid and does not retry.
entry-endpoint-down = { $endpoint } goes down: it takes no message until it is up again.
entry-endpoint-up = { $endpoint } is up again.
entry-health-changed = { $hub } sees { $endpoint } as { $health ->
    [unknown] unknown: it has not tried to deliver there yet
    [healthy] healthy: it accepts messages
    [degraded] degraded: it is slow or recovering
    [unhealthy] unhealthy: it does not accept messages, and the hub retries
    [dead] dead: it accepted nothing for too long, and its messages are dropped
   *[unreachable] unreachable: its settings make delivery impossible
}.

## Queues

entry-locked = { $queue } delivers { $message } to { $consumer }: locked until { $until }.
entry-locked-again = { $queue } delivers { $message } again, delivery { $delivery } of { $max }: no delivery before ended with its completion.
entry-received-and-deleted = { $queue } delivers { $message } to { $consumer } and deletes it at once.
entry-completed = { $queue } completes { $message } for { $consumer }: it is gone from the queue.
entry-settle-refused = { $queue } refuses to complete { $message } for { $consumer }: { $error ->
    [MessageLockLost] its lock has expired
    [InvalidOperation] the message is not in a state to be settled
    [MessagingEntityNotFound] the queue does not exist any more
   *[other] the queue cannot do so now
}.
entry-call-refused = { $queue } refuses to { $call ->
    [abandon] abandon { $message }
    [renew-lock] renew the lock on { $message }
   *[dead-letter] dead-letter { $message }
} for { $consumer }: { $error ->
    [MessageLockLost] its lock has expired
    [InvalidOperation] the message is not in a state for that
    [MessagingEntityNotFound] the queue does not exist any more
   *[other] the queue cannot do so now
}.
entry-lock-expired = The lock on { $message } in { $queue } expires: delivery { $delivery } did not end in time.
entry-expired = { $queue } removes { $message }: its time to live is over.
entry-dead-lettered = { $queue } dead-letters { $message }: { $reason ->
    [MaxDeliveryCountExceeded] it was delivered as often as the queue allows
    [TTLExpiredException] its time to live is over
    [HeaderSizeExceeded] its header is too large
    [MaxTransferHopCountExceeded] it was forwarded too often
    [session] it has no session id
   *[application] the consumer asked for it
}.

## Containers

entry-batch-started = { $container } starts a batch for partition { $partition }: it is written in { $frequency } or when it is full.
entry-blob-written = { $container } writes { $blob } with { $messages ->
    [one] 1 message
   *[other] { $messages } messages
}.

## Consumers

entry-waits = { $consumer } waits for a message in { $endpoint }.
entry-received = { $consumer } receives { $message } and works on it.
entry-received-again = { $consumer } receives { $message }, delivery { $delivery }, and works on it.
entry-settle-requested = { $consumer } has done its work and asks to complete { $message }.
entry-settle-requested-first = { $consumer } asks to complete { $message } before it works on it.
entry-settle-answered = { $consumer } hears that { $message } is completed.
entry-settle-answered-refused = { $consumer } hears that { $message } was not completed: it will come again.
entry-crashed = { $consumer } crashes: it has no message in its hands.
entry-crashed-holding = { $consumer } crashes: it forgets { $message }, which it was working on.
entry-forgotten = { $consumer } forgets { $message } too: the lock on it runs on in the queue.
entry-restarted = { $consumer } starts again and remembers nothing.
entry-restarted-durable = { $consumer } starts again: what it recorded in its store is still there.
entry-lost = { $message } is lost: the queue had deleted it, and { $consumer } did not end its work on it.
entry-event-read = { $consumer } reads { $message } from partition { $partition } at offset { $offset }.
entry-response-arrived = { $consumer } receives { $messages } messages in one response.
entry-nothing-received = { $consumer } receives nothing from { $endpoint }: the call waited long enough, which is no error.
entry-nothing-visible = { $consumer } gets nothing from { $queue }: no message is visible, and a get does not wait.
entry-get-refused = { $consumer } gets no messages: { $error }.
entry-made = { $consumer } makes { $message }.
entry-poison-found = { $consumer } takes { $message } for a poison message: dequeue count { $count }.
entry-storage-call-refused = The storage account refuses to { $call ->
    [put] put { $message }
    [put-poison] put { $message } into the poison queue
    [delete] delete { $message }
    [show-again] show { $message } again
   *[hide-on] hide { $message } for another while
} for { $consumer }: { $error }.
entry-prefetched = { $message } comes before { $consumer } asks for it: { $held ->
    [one] 1 message waits
   *[other] { $held } messages wait
} in its prefetch buffer.
entry-work-failed = The work of { $consumer } on { $message } fails: { $why ->
    [condition] its failure rule is true of the message
    [not-json] the body cannot be read as JSON
   *[every-nth] it fails on every { $n } messages
}.
entry-effect-applied = { $consumer } { $kind ->
    [opens-ticket] opens a ticket
    [writes-row] writes a row
   *[pages-person] pages a person
} for { $message }.
entry-effect-applied-again = { $consumer } { $kind ->
    [opens-ticket] opens a ticket
    [writes-row] writes a row
   *[pages-person] pages a person
} for { $message } again, effect { $nth } of one send.
entry-key-recorded = { $consumer } remembers the key of { $message }: a crash makes it forget.
entry-key-recorded-durable = { $consumer } records the key of { $message } in its durable store.
entry-duplicate-skipped = { $consumer } knows the key of { $message } and skips the work.
entry-duplicate-skipped-missed = { $consumer } knows the key of { $message } and skips the work, although its effect was never applied.
entry-passed-by = { $consumer } passes { $message } by: its filter does not let it through.
entry-call-requested = { $consumer } asks the queue to { $call ->
    [complete] complete { $message } without work
    [abandon] abandon { $message }
    [renew-lock] renew its lock on { $message }
    [put] put { $message }
    [put-poison] put { $message } into the poison queue
    [delete] delete { $message }
    [show-again] show { $message } again at once
    [hide-on] hide { $message } for another while
   *[dead-letter] dead-letter { $message }
}.
entry-call-answered = { $consumer } hears that { $message } is { $call ->
    [abandon] abandoned
    [put] put
    [put-poison] in the poison queue
    [delete] deleted
    [show-again] visible again
   *[dead-letter] dead-lettered
}.
entry-call-answered-refused = { $consumer } hears that { $message } is not { $call ->
    [abandon] abandoned
    [put] put
    [put-poison] in the poison queue
    [delete] deleted
    [show-again] visible again
   *[dead-letter] dead-lettered
}: the queue refused.
entry-worked = { $consumer } has done its work on { $message }: there is nothing to settle.

## What a person does

entry-device = { $change ->
    [added] { $device } is added
    [edited] { $device } is changed
    [removed] { $device } is removed
    [enabled] { $device } sends again
   *[disabled] { $device } sends no more
}.
entry-route = { $change ->
    [added] The route { $route } is added
    [edited] The route { $route } is changed
    [removed] The route { $route } is removed
    [enabled] The route { $route } is enabled
   *[disabled] The route { $route } is disabled
}.
entry-endpoint = { $change ->
    [added] The endpoint { $endpoint } is added
    [edited] The endpoint { $endpoint } is changed
    [removed] The endpoint { $endpoint } is removed
    [enabled] The endpoint { $endpoint } is enabled
   *[disabled] The endpoint { $endpoint } is disabled
}.
entry-consumer = { $change ->
    [added] { $consumer } is added
    [edited] { $consumer } is changed
    [removed] { $consumer } is removed
    [enabled] { $consumer } is started
   *[disabled] { $consumer } is stopped
}.
entry-fallback-on = The fallback route is turned on: messages that match no route go to { $endpoint }.
entry-fallback-off = The fallback route is turned off: messages that match no route are orphaned.
entry-fault-planned = A fault is planned: { $fault }.
entry-fault-struck = A fault strikes: { $fault }.
entry-refused = The act is refused: { $reason }
entry-paused-too-many-messages = The run is paused: as many messages are alive as this page can hold.
entry-paused-too-many-body-bytes = The run is paused: message bodies take as much room as this page can hold.

## Queues of the namespace, and what is done to messages by hand

entry-queue = { $change ->
    [added] The queue { $queue } is created in the Service Bus namespace
    [edited] The settings of the queue { $queue } are changed
    [removed] The queue { $queue } is deleted, with every message in it
    [enabled] The queue { $queue } is enabled
   *[disabled] The queue { $queue } is disabled
}.
entry-queue-idled-out = { $queue } was idle for too long: it deletes itself, with { $messages ->
    [one] 1 message
   *[other] { $messages } messages
}.
entry-enqueued = { $queue } takes { $message }: sequence number { $sequence }.
entry-scheduled = { $queue } takes { $message } for later: it becomes active in { $wait }. Until then its sequence number is { $sequence }.
entry-activated = The scheduled time of { $message } has come: { $queue } makes it active under sequence number { $sequence }.
entry-schedule-cancelled = The scheduled message { $message } is taken back from { $queue }.
entry-duplicate-dropped = { $queue } throws { $message } away without a word: its message id was seen within the duplicate detection window.
entry-abandoned = { $message } goes back to { $queue }: { $consumer } abandoned delivery { $delivery }.
entry-deferred = { $queue } puts { $message } aside for { $consumer }: from now on it is received by its sequence number, { $sequence }, only.
entry-lock-renewed = { $queue } renews the lock of { $consumer } on { $message }: a full lock duration from now.
entry-lock-revoked = The lock on { $message } is lost: the settings of { $queue } have changed.
entry-forwarded = { $queue } forwards { $message } to { $target }.
entry-forwarded-nowhere = { $queue } cannot forward { $message }: the queue that it forwards to does not exist.
entry-peeked = { $messages ->
    [0] Somebody peeks into { $queue } and sees nothing
    [one] Somebody peeks at 1 message in { $queue }: nothing changes
   *[other] Somebody peeks at { $messages } messages in { $queue }: nothing changes
}.
entry-received-nothing = Somebody asks { $queue } for messages, and nothing can be received: that is no error.
entry-namespace-read = Somebody asks the Service Bus namespace about { $queues ->
    [one] 1 queue
   *[other] { $queues } queues
}.
entry-namespace-refused = The Service Bus namespace refuses: { $error }.
entry-queue-refused = { $queue } refuses: { $error }.
entry-storage-queue = { $change ->
    [added] The Storage queue { $queue } is created
    [edited] The metadata of the Storage queue { $queue } is set
   *[removed] The Storage queue { $queue } is deleted, with every message in it
}.
entry-put = { $message } is put into the Storage queue { $queue }.
entry-got = { $queue } hands { $message } to { $consumer }, dequeue count { $count }: it is hidden until its visibility timeout ends.
entry-updated = { $queue } updates { $message } for { $consumer }: it has a new pop receipt, and the old one is void.
entry-updated-text = { $queue } updates { $message } for { $consumer } with a new text: it has a new pop receipt, and the old one is void.
entry-deleted = { $queue } deletes { $message } for { $consumer }: it is gone.
entry-visible = { $message } becomes visible in { $queue } again: its visibility timeout ended before it was deleted.
entry-message-expired = { $queue } removes { $message }: its time to live is over.
entry-cleared = { $queue } is cleared: { $messages ->
    [one] 1 message is gone
   *[other] { $messages } messages are gone
}.
entry-got-nothing = Somebody gets messages from { $queue }, and none is visible: that is no error.
entry-storage-queue-read = { $queue } tells its metadata and its approximate count: { $messages }.
entry-account-read = The storage account lists { $queues ->
    [one] 1 queue
   *[other] { $queues } queues
}.
entry-account-refused = The storage account refuses: { $error }.
entry-events-received = Somebody reads the built-in endpoint: { $events ->
    [0] there is nothing new
    [one] 1 event
   *[other] { $events } events
}. Nothing is removed.
entry-events-refused = The built-in endpoint refuses: { $error }.
person = a person

## Faults that strike

entry-publish-delayed = The PUBLISH of { $message } is late: it reaches the hub in { $by }, and all of { $device } behind it.
entry-puback-delayed = The PUBACK for { $message } is late: it reaches { $device } in { $by }.
entry-puback-ignored = Another PUBACK for { $message } arrives: { $device } does not wait for it any more.
entry-send-forgotten = { $device } forgets { $message }: it was in its memory only, and nobody told it whether the hub stored it.
entry-device-rebooted = { $device } starts again, boot { $boot }: it counts its messages from 0.
entry-delivery-delayed = { $message } is late: it reaches { $endpoint } in { $by }, and all of its partition behind it.
entry-endpoint-sick = { $with ->
    [throttled] { $endpoint } is throttled: it takes one message a second at most
    [full] { $endpoint } is full: it takes no message, and its consumers go on
   *[wrong-key] The key of { $endpoint } has changed: it refuses the hub, and its consumers go on
}.
entry-endpoint-well = { $from ->
    [throttled] { $endpoint } is throttled no more
    [full] { $endpoint } has room again
   *[wrong-key] The hub has the right key of { $endpoint } again
}.
entry-delivery-refused = { $with ->
    [throttled] { $endpoint } answers that it is too busy for { $message }
    [full] { $endpoint } answers that it has no room for { $message }
   *[wrong-key] { $endpoint } answers that the hub may not send { $message }
}.
entry-router-restarted = The router of { $hub } stops before it has noted that { $endpoint } has its messages. Partition { $partition }: it sends the last { $messages ->
    [one] 1 message
   *[other] { $messages } messages
} again, in order.
entry-response-lost = A response to { $consumer } is lost with { $messages ->
    [one] 1 message
   *[other] { $messages } messages
}: the queue has handed them out, and the program knows nothing of it.
entry-response-delayed = A response to { $consumer } is late: it arrives in { $by }.
entry-call-lost = The call of { $consumer } to { $call ->
    [complete] complete
    [abandon] abandon
    [dead-letter] dead-letter
    [put] put
    [put-poison] put
    [delete] delete
   *[other] settle
} { $message } is lost: the queue hears nothing of it, and the program is told that it failed.
entry-call-delayed = The call of { $consumer } about { $message } is late: it reaches the queue in { $by }.
entry-answer-lost = The answer about { $message } is lost: { $consumer } does not know what the queue did, and takes it for a failure.
entry-answer-delayed = The answer about { $message } is late: { $consumer } hears it in { $by }.
entry-slowed = { $consumer } becomes slow: its work takes { $factor } times as long.
entry-speed-restored = { $consumer } is as quick as before.
entry-hangs = { $consumer } hangs at { $message }: it goes on when the lock on it has run out.

## Faults, as a part of a sentence

fault-plan-lose-puback = the PUBACK for { $message } of { $device } is lost
fault-plan-lose-publish = the PUBLISH of { $message } of { $device } is lost
fault-plan-crash-at = { $consumer } crashes at { $at }
fault-plan-crash-before-settling = { $consumer } crashes before it settles message { $n } that it is handed
fault-plan-crash-before-work = { $consumer } crashes before it works on message { $n } that it is handed
fault-plan-crash-during-work = { $consumer } crashes while it works on message { $n } that it is handed
fault-plan-crash-between = { $consumer } crashes between effect and record of message { $n } that it is handed
fault-plan-crash-after-settling = { $consumer } crashes after it settled message { $n } that it is handed
fault-plan-outage = { $endpoint } is down from { $from }
fault-plan-outage-for = { $endpoint } is down from { $from } for { $length }
fault-plan-restart-at = { $consumer } is restarted at { $at }
fault-plan-slow = { $consumer } works { $factor } times as slowly from { $from }
fault-plan-slow-for = { $consumer } works { $factor } times as slowly from { $from } for { $length }
fault-plan-lock = { $consumer } hangs at message { $n } that it is handed until its lock has run out
fault-plan-sick = { $with ->
    [throttled] { $endpoint } is throttled
    [full] { $endpoint } is full
   *[wrong-key] the hub has a wrong key of { $endpoint }
} from { $from }
fault-plan-sick-for = { $with ->
    [throttled] { $endpoint } is throttled
    [full] { $endpoint } is full
   *[wrong-key] the hub has a wrong key of { $endpoint }
} from { $from } for { $length }
fault-plan-reboot = { $device } starts again at { $at }
fault-plan-offline = { $device } has no connection from { $from } for { $length }
fault-plan-cut-all = no device has a connection from { $from } for { $length }
fault-plan-router = the router restarts after delivery { $n } to { $endpoint } and repeats { $replays ->
    [one] the last one
   *[other] the last { $replays }
}
fault-plan-lose = { $what } is lost
fault-plan-delay = { $what } is { $by } late
fault-plan-duplicate = { $what } comes twice
fault-plan-publish = the PUBLISH of { $message } of { $device }
fault-plan-puback = the PUBACK for { $message } of { $device }
fault-plan-delivery = delivery { $n } to { $endpoint }
fault-plan-response = the response to { $consumer } with message { $n } that it is handed
fault-plan-call = the call of { $consumer } about message { $n } that it is handed
fault-plan-answer = the answer to { $consumer } about message { $n } that it is handed
fault-plan-random = by chance, { $rate } in 1,000: { $kinds }
fault-plan-random-until = by chance, { $rate } in 1,000, until { $until }: { $kinds }
fault-mishap = { $kind ->
    [lose-publish] PUBLISH lost
    [lose-puback] PUBACK lost
    [crash] consumer crash
    [lock-runs-out] lock run out
    [lose-delivery] delivery failed
   *[restart-router] router restart
}

## What is due next

next-program-wakes = Next: { $device } sends { $message }, { $at }
next-send-times-out = Next: { $device } gives up { $message }, { $at }
next-device-returns = Next: { $device } is back, { $at }
next-resend = Next: { $device } sends { $message } again, { $at }
next-publish-arrives = Next: the hub accepts { $message }, { $at }
next-puback-arrives = Next: the PUBACK for { $message } arrives, { $at }
next-puback-lost = Next: the PUBACK for { $message } is lost, { $at }
next-route = Next: the hub evaluates the routes for { $message }, { $at }
next-delivery-arrives = Next: { $message } reaches { $endpoint }, { $at }
next-retry-due = Next: the hub tries { $endpoint } again, { $at }
next-lock-expires = Next: a lock in { $queue } expires, { $at }
next-message-expires = Next: a message in { $queue } expires, { $at }
next-limit-due = Next: a time limit of { $endpoint } runs out, { $at }
next-batch-written = Next: { $container } writes its batch, { $at }
next-hand-out = Next: { $queue } delivers a message, { $at }
next-response-arrives = Next: { $consumer } receives it, { $at }
next-work-done = Next: { $consumer } ends its work on { $message }, { $at }
next-settle-arrives = Next: the queue completes { $message }, { $at }
next-answer-arrives = Next: { $consumer } hears that it is completed, { $at }
next-consumer-restarts = Next: { $consumer } starts again, { $at }
next-reads-next = Next: { $consumer } reads the next event, { $at }
next-fault-due = Next: a fault strikes, { $at }
next-endpoint-up = Next: { $endpoint } is up again, { $at }
next-nothing = Next: nothing is due

## Acts, for undo and for the list of acts

command-add-device = add the device { $name }
command-set-device = change the device { $name }
command-remove-device = remove the device { $name }
command-add-route = add the route { $name }
command-set-route = change the route { $name }
command-remove-route = remove the route { $name }
command-set-fallback-on = turn the fallback route on
command-set-fallback-off = turn the fallback route off
command-add-endpoint = add the endpoint { $name }
command-set-endpoint = change the endpoint { $name }
command-remove-endpoint = remove the endpoint { $name }
command-add-consumer = add the consumer { $name }
command-set-consumer = change the consumer { $name }
command-remove-consumer = remove the consumer { $name }
command-add-fault = plan a fault
command-send = send a message from { $name }
command-queue-call = call { $call } on the queue { $name }
command-namespace-call = call { $call } on the Service Bus namespace
command-storage-call = call { $call } on the Storage queue { $name }
command-account-call = call { $call } on the storage account
command-events-call = read the built-in endpoint
