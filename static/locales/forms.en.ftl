### Words of the dialogs and forms: devices, routes, endpoints, consumers, faults.

## Dialog headings

dialog-add-device = Add a device
dialog-edit-device = Device { $device }
dialog-add-route = Add a route
dialog-edit-route = Route { $route }
dialog-add-endpoint = Add an endpoint
dialog-edit-endpoint = Endpoint { $endpoint }
dialog-add-consumer = Add a consumer
dialog-edit-consumer = Consumer { $consumer }
dialog-edit-hub = IoT hub { $hub }
dialog-send-message = Send a message from { $device }
dialog-fault = Inject fault
dialog-change-seed = Change the seed
dialog-seed-hint = A whole number. The same seed gives the same run, always.
dialog-remove-device = Remove { $device }?
dialog-remove-device-what = It sends no more. What it has sent stays.
dialog-remove-route = Remove { $route }?
dialog-remove-route-what = Messages that it matched go where the other routes send them, or to the fallback route.
dialog-remove-endpoint = Remove { $endpoint }?
dialog-remove-endpoint-what = Its messages go with it: { $messages ->
    [one] 1 message
   *[other] { $messages } messages
}. Copies on their way to it are dropped.
dialog-remove-consumer = Remove { $consumer }?
dialog-remove-consumer-what = What it has locked stays locked until the lock expires.
dialog-undo-hint = This can be undone.
dialog-unsaved = The changes in this form are not applied.
dialog-keep-editing = Go on editing
dialog-discard = Discard changes

## Fields

field-name = Name
field-name-rule = Letters, digits, - . _; at most { $max } characters
field-device-id = Device id
field-device-id-rule = At most { $max } characters: letters, digits, { $characters }
field-range = { $min } to { $max }, default { $default }
field-range-open = { $min } or more, default { $default }
field-allowed = Allowed: { $min } to { $max }
field-required = required
field-optional = optional
field-fixed = Fixed once it exists.
field-unit-seconds = seconds
field-unit-minutes = minutes
field-unit-megabytes = MB
field-unit-milliseconds = milliseconds

## Device

field-program = Program
program-wind = Tutorial device: wind speed and level
program-wind-about = One draw decides the wind speed and the property level: 20 % critical, 30 % storage, 50 % without level.
program-none = Sends only what you send by hand
program-template = A message of your own, again and again
program-template-about = These are filled in for each message: { $placeholders }
field-interval = Interval between sends
field-interval-seed = 30 s, as in the tutorial
field-interval-quick = 1 s
field-content-type = Content type
field-content-encoding = Content encoding
field-latency-up = Latency, device to hub
field-latency-down = Latency, hub to device
field-resend-timeout = Waits for a PUBACK at most
field-sending = Sending
field-starts-after = Starts after

## Route

field-source = Data source
source-device-messages = Device telemetry messages
source-twin-change-events = Device twin change events
source-device-lifecycle-events = Device lifecycle events
source-device-job-lifecycle-events = Device job lifecycle events
source-device-connection-state-events = Device connection state events
source-digital-twin-change-events = Digital twin change events
field-condition = Condition (routing query)
field-condition-hint = Empty: every message of this source matches.
field-endpoint = Endpoint
field-route-enabled = Enabled
condition-compiles = The condition compiles.
condition-problems = { $n ->
    [one] 1 problem
   *[other] { $n } problems
} in the condition
condition-kept = The route goes on with its saved condition: { $condition }
condition-at = line { $line }, column { $column }
condition-fix = Fix: { $what }
condition-try = For { $message }: { $verdict }

## Endpoint

field-kind = Kind
field-lock-duration = Lock duration
field-max-delivery-count = Max delivery count
field-time-to-live = Default time to live
field-time-to-live-unlimited = unlimited
field-dead-letter-expired = Dead-letter expired messages
field-sessions = Sessions
field-duplicate-detection = Duplicate detection
field-unreachable-warning = With this on, the endpoint shows as Unreachable and gets nothing.
field-max-size = Max size
field-container = Container
field-encoding = Encoding
field-batch-frequency = Batch frequency
field-chunk-size = Chunk size window
field-file-name-format = File name format
field-file-name-format-rule = All seven tokens, in any order:
field-latency-endpoint = Latency, hub to endpoint
field-latency-hand-out = Latency until the queue delivers
field-latency-response = Latency, queue to consumer
field-latency-settle = Latency, consumer to queue
field-latency-settle-answer = Latency of the answer to it
field-endpoint-enabled = Enabled: takes messages
field-storage-queue-missing = A Storage queue is not in this list: IoT Hub cannot route to it. A consumer can write to one.

## Consumer

field-reads = Reads
field-reads-hint = A container has no consumer: its blobs are opened by hand.
field-receive-mode = Receive mode
mode-peek-lock = Peek-lock
mode-peek-lock-about = The queue locks a message until the consumer completes it. A crash means a second delivery.
mode-receive-and-delete = Receive-and-delete
mode-receive-and-delete-about = The queue deletes a message as it hands it out. A crash means a lost message.
field-work-time = Time it works on a message
field-consumer-group = Consumer group
field-consumer-enabled = Running
field-start-at = Reads from
start-at-latest = new events only
start-at-earliest = the first event

## Hub

field-hub-name = Hub name
field-tier = Tier
field-partitions = Partitions of the built-in endpoint
field-fallback = Fallback route
tier-free = F1 Free: one custom endpoint, five routes
tier-standard = S1 Standard: { $endpoints } custom endpoints, { $routes } routes
tier-basic = B1 Basic: { $endpoints } custom endpoints, { $routes } routes, no device twins

## Sending a message by hand

field-message-id = Message id
field-body = Body
field-properties = Application properties
field-property-name = Property name
field-property-value = Value
field-property-add = Add a property
field-property-remove = Remove the property { $name }
field-body-size = { $size } of { $max }

## Faults

fault-menu = Inject fault
fault-lose-publish = Lose the next PUBLISH
fault-lose-publish-of = Lose the next PUBLISH of { $device }
fault-lose-publish-about = The message never reaches the hub. The device sends it again.
fault-lose-puback = Lose the next PUBACK
fault-lose-this-puback = Lose the PUBACK for this message
fault-lose-puback-of = Lose the next PUBACK to { $device }
fault-lose-puback-about = The hub stored the message, but the device does not hear so. It sends the message again: a duplicate.
fault-crash-consumer = Crash the consumer before it settles
fault-crash-consumer-of = Crash { $consumer } before it settles
fault-crash-consumer-about = Peek-lock: the lock expires and the message comes again. Receive-and-delete: the message is lost.
fault-endpoint-outage = Take the endpoint down
fault-endpoint-outage-of = Take { $endpoint } down
fault-endpoint-outage-about = The endpoint takes nothing until it is up again. The hub retries.
fault-endpoint-up = Bring { $endpoint } up again
fault-disconnect = Cut the connection
fault-disconnect-of = Cut the connection of { $device }
fault-at-now = now
fault-at = at { $at }
fault-from-to = from { $from } to { $to }
fault-field-target = What it strikes
fault-field-which = Which one, counted from 1
fault-field-message-number = Number of the message, counted from 0
fault-field-when = When
fault-field-from = From
fault-field-for = For
fault-field-back-after = Back after
fault-field-restart-after = Restart after
fault-none-device = There is no device to strike.
fault-none-consumer = There is no consumer to strike.
fault-none-endpoint = There is no endpoint to strike.
fault-flag-lose-publish = PUBLISH lost
fault-flag-lose-puback = PUBACK lost
fault-flag-crash = Consumer crash
fault-flag-outage = Endpoint down
fault-flag-disconnect = Link cut
fault-planned = planned
fault-struck = struck at { $at }
fault-missed = never struck: its target did not come up
fault-move-hint = Arrow keys move this fault, Delete removes it.
fault-flag-name = Fault: { $what }, { $target }, { $at }

## More fields

field-json-content = Sets content type application/json and content encoding utf-8
field-set-json = Set application/json and utf-8
field-file-name-tokens = All of { $tokens } in any order
condition-would-match = It would match { $n } of the last { $total } messages.

## More of faults

fault-kind-puback = Lose a PUBACK
fault-kind-publish = Lose a PUBLISH
fault-kind-crash = Crash a consumer
fault-kind-outage = Take an endpoint down
fault-when-time = at a time
fault-when-settling = before it settles a message
fault-when-before-work = before it works on a message
fault-when-during-work = while it works on a message
fault-when-between = between effect and record
fault-when-after-settling = after it settled a message
fault-field-at = At
fault-field-ends = It ends by itself
fault-time-hint = Virtual time since the start; what is past strikes now.
fault-next-message = The next one is { $n }.
fault-add-another = Add another fault instead
fault-edit-hint = The run is calculated again from 00:00 with the changed plan.
fault-plan = Plan of faults
fault-has-struck = struck
fault-earlier = Earlier: { $fault }
fault-later = Later: { $fault }
fault-edit = Edit: { $fault }
fault-delete = Delete: { $fault }

## More faults

fault-lose-answer = Lose the next answer to its call
fault-delay-publish = Delay the next PUBLISH by 3 s
fault-delay-this-puback = Delay the PUBACK for this message by 3 s
fault-duplicate-publish = Deliver the next PUBLISH twice
fault-reboot = Restart the device now
fault-restart = Restart the consumer now
fault-slow = Slow it down, 10 times
fault-let-lock-run-out = Let the lock run out while it works
fault-throttle = Throttle the endpoint
fault-fill = Fill the endpoint
fault-change-key = Change the key of the endpoint
fault-restart-router = Restart the router after the next delivery
act-speed-up = Let it work at full speed again
act-end-throttling = End the throttling now
act-make-room = Make room again
act-repair-key = Give the hub the new key
fault-flag-lost = Lost
fault-flag-late = Late
fault-flag-twice = Twice
fault-flag-slow = Slow
fault-flag-lock = Lock run out
fault-flag-throttled = Throttled
fault-flag-full = Full
fault-flag-wrong-key = Wrong key
fault-flag-reboot = Device restart
fault-flag-router = Router restart
fault-flag-random = By chance
fault-strikes-all = everything there is
fault-kind-other = Another fault
fault-kind-other-about = Late, doubled, slow, throttled, by chance and more.
fault-field-other = Which fault
fault-other-lose = Lose something on its way
fault-other-delay = Delay something on its way
fault-other-duplicate = Double something on its way
fault-other-slow = Slow a consumer down
fault-other-lock = Let a lock run out
fault-other-throttled = Throttle an endpoint
fault-other-full = Fill an endpoint
fault-other-wrong-key = Change the key of an endpoint
fault-other-router = Restart the router
fault-other-reboot = Restart a device
fault-other-offline = Cut the connection of a device
fault-other-cut-all = Cut all connections
fault-other-random = Faults by chance
fault-field-arrow = What is on its way
fault-arrow-publish = a PUBLISH
fault-arrow-puback = a PUBACK
fault-arrow-delivery = a delivery to an endpoint
fault-arrow-response = a response to a consumer
fault-arrow-call = a call of a consumer about a message
fault-arrow-answer = the answer to such a call
fault-field-by = Late by
fault-field-factor = So many times as long
fault-field-delivery = After which delivery, counted from 1
fault-field-replays = Messages that it repeats, 1 to 3
fault-field-rate = In 1,000 occasions
fault-field-mishaps = What may happen
fault-field-stops = Chance stops at a time
fault-field-until = Until
