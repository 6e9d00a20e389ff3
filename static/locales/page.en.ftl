### Words of the page's frame, the diagram, the ledger, playback and the timeline.

## Frame

app-name = IoT Hub Playground
app-unofficial = Unofficial: not made or endorsed by Microsoft.
app-tagline = Send simulated messages through an IoT hub, one event at a time. No account, no real hub.
app-loading = The simulation is loading.
app-skip-link = Skip to the simulation
app-views = Views
view-workbench = Workbench
view-route-lab = Route lab
view-exercises = Exercises
view-build = Build
view-journey = Message journey
view-not-yet = This view is not built yet.
menu = Menu
menu-share = Share
menu-import = Import
menu-export = Export
menu-settings = Settings
menu-keyboard-help = Keyboard help
menu-about-model = What this model leaves out or assumes
menu-theme-to-dark = Dark theme
menu-theme-to-light = Light theme
menu-language-other = 한국어
menu-language-title = Show this page in Korean

## Common actions and states

action-add = Add
action-apply = Apply
action-cancel = Cancel
action-close = Close
action-copy = Copy
action-copied = Copied
action-copy-details = Copy details
action-delete = Delete
action-remove = Remove
action-disable = Disable
action-enable = Enable
action-download = Download
action-edit = Edit
action-open = Open
action-rename = Rename
action-show-all = Show all
action-show-less = Show less
action-undo = Undo
action-redo = Redo
action-undo-what = Undo: { $what }
action-redo-what = Redo: { $what }
action-nothing-to-undo = There is nothing to undo.
action-nothing-to-redo = There is nothing to redo.
state-on = on
state-off = off
state-yes = yes
state-no = no
state-none = none
state-not-set = not set
state-disabled = disabled
state-empty = empty
state-default = default

## Columns of the diagram

part-diagram = Diagram
part-table = Table
part-diagram-or-table = Diagram or table
part-pipeline = Message pipeline
part-pipeline-empty = Empty pipeline
part-timeline = Timeline
part-ledger = Ledger
part-routes = Routes
part-inspector = Inspector
part-log = Event log
part-consoles = Program output
part-narration = What happens now
part-playback = Playback
part-fetching = Loading…
part-missing = A part of the playground could not be loaded; nothing is lost. Check the connection and open it again.
column-devices = Devices
column-hub = IoT hub
column-routes = Routes
column-endpoints = Endpoints
column-consumers = Consumers

## Devices in the diagram

device-connected = { $protocol }, connected
device-disconnected = { $protocol }, disconnected
device-back-at = disconnected, back at { $at }
device-back-in = disconnected, back in { $left }
device-waiting-for-ack = no PUBACK for { $waited }
device-pace = 1 message every { $interval }
device-pace-second = 1 message every second
device-not-sending = sends nothing by itself
device-paused = sending is off
device-disabled = disabled
device-sent-count = { $n } sent
device-many = { $n ->
    [one] 1 device
   *[other] { $n } devices
}
device-rate = { $n } /s
device-outcome-unknown = outcome unknown: { $message }
device-name = Device { $device }, { $state }, { $n ->
    [one] 1 message
   *[other] { $n } messages
} sent

## The hub and its routes in the diagram

hub-tier-partitions = { $tier }, { $n ->
    [one] 1 partition
   *[other] { $n } partitions
}
hub-name = IoT hub { $hub }, tier { $tier }
route-matched-count = { $n } matched
route-fallback = Fallback route
route-fallback-term = Fallback route
route-fallback-when = only if no other route matched
route-fallback-off = off: unmatched messages are orphaned
route-orphaned-count = { $n } orphaned
route-condition-blank = every message (no condition)
route-condition-error = the condition does not compile
route-to = to { $endpoint }
route-unmatched-many = { $n ->
    [one] 1 route did not match
   *[other] { $n } routes did not match
}
route-order-note = The order of routes has no effect: every route is evaluated for every message of its source.
route-history = Last { $n } verdicts of { $route }, oldest first
route-history-true = true: { $message }
route-history-false = false: { $message }
route-history-undefined = undefined: { $message }
route-history-not-needed = not needed: { $message }
route-history-resend = { $message } again, resent by the device
route-name = Route { $route } to { $endpoint }, condition { $condition }, { $verdict } for { $message }, matched { $n } of { $total }
route-name-quiet = Route { $route } to { $endpoint }, condition { $condition }, matched { $n } of { $total }
route-fallback-name = Fallback route to { $endpoint }, { $verdict }, used { $n ->
    [one] once
   *[other] { $n } times
}

## Verdicts

verdict-true = true
verdict-false = false
verdict-undefined = undefined
verdict-not-needed = not needed
verdict-used = used
verdict-disabled = disabled
verdict-other-source = other source
verdict-error = error
verdict-pending = not evaluated yet

## Endpoints in the diagram

kind-service-bus-queue = Service Bus queue
kind-service-bus-topic = Service Bus topic
kind-event-hub = Event hub
kind-storage-container = Storage container
kind-storage-queue = Storage queue
kind-built-in = Built-in endpoint
kind-device = Device
kind-hub = IoT hub
kind-route = Route
kind-consumer = Consumer
kind-message = Message
health-healthy = healthy
health-degraded = degraded
health-unhealthy = unhealthy
health-dead = dead
health-unknown = unknown
health-unreachable = unreachable
health-down = down
health-alone = not an endpoint
endpoint-queue-counts = { $locked } locked, { $active } active, { $dead } dead-lettered
endpoint-queue-counts-short = { $locked } locked, { $active } active
endpoint-container-counts = { $n } buffered, next write in { $left }
endpoint-container-idle = nothing buffered
endpoint-blobs = { $n ->
    [0] no blob so far
    [one] 1 blob so far
   *[other] { $n } blobs so far
}
endpoint-partitions = partitions { $first }–{ $last }
endpoint-partition = Partition { $n }
endpoint-events-counts = { $n ->
    [0] empty
    [one] 1 event
   *[other] { $n } events
}
endpoint-events-empty = empty, { $n ->
    [one] 1 partition
   *[other] { $n } partitions
}
endpoint-read-to = read up to offset { $offset }
endpoint-retry-in = retry in { $left }
endpoint-dropping = dropping messages, { $n } so far
endpoint-down-until = down until { $at }
endpoint-dead-letter-row = Dead-letter queue
endpoint-more-messages = + { $n }
endpoint-unreachable-sessions = Sessions is on: IoT Hub cannot deliver to this queue.
endpoint-unreachable-duplicates = Duplicate detection is on: IoT Hub cannot deliver to this queue.
endpoint-storage-queue-note = IoT Hub cannot route to a Storage queue: a consumer has to write to it.
endpoint-name = { $endpoint }, { $kind }, { $health }, { $counts }
blob-preview = Content of { $blob }
blob-list = Blobs in { $container }
blob-written = written { $at }, { $size }, { $n ->
    [one] 1 message
   *[other] { $n } messages
}
blob-base64-note = The body is Base64: the device set no content type and encoding, so the hub treats the body as bytes.
blob-none = No blob has been written yet. A blob appears when the batch closes: { $left } left.

## Message tokens

token-active = active
token-visible = visible
token-locked = locked, { $left }
token-invisible = invisible, { $left }
token-delivery = delivery { $n } of { $max }
token-dequeue-count = dequeue count { $n }
token-copies = { $n ->
    [one] 1 copy
   *[other] { $n } copies
}
token-outcome-unknown = outcome unknown
token-lost = lost
token-retrying = retry in { $left }
token-completed = completed
token-read = read
token-deleted = deleted
token-deferred = deferred
token-scheduled = scheduled for { $at }
token-dead-lettered = dead-lettered, { $reason }
token-buffered = buffered, next write in { $left }
token-orphaned = orphaned, no route
token-dropped = dropped, { $reason }
token-in-flight = on its way to the hub
token-to-endpoint = on its way to { $endpoint }
token-routing = in the hub, routes not evaluated yet
token-expired = expired

## Consumers in the diagram

consumer-peek-lock = peek-lock
consumer-receive-and-delete = receive-and-delete
consumer-group = group { $group }
consumer-idle = waiting for a message
consumer-pausing = pauses
consumer-working = Working on { $message }
consumer-delivery = delivery { $n } of { $max }
consumer-settling = asks to complete { $message }
consumer-deleting = asks to delete { $message }
consumer-lock-left = lock { $message }: { $left } left
consumer-all-read = all read
consumer-unread = { $n } unread
consumer-crashed = crashed
consumer-restarts-at = crashed, restarts at { $at }
consumer-restarts-in = restarts in { $left }
consumer-stopped = stopped
consumer-name = Consumer { $consumer } of { $endpoint }, { $state }
consumer-blobs-only = no consumer: blobs are opened by hand

## Adding from the diagram

add-device = Add device
add-device-hint = it sends messages
add-route = Add route
add-route-hint = which messages go where
add-endpoint = Add endpoint
add-endpoint-hint = queue or container
add-consumer = Add consumer
add-consumer-hint = it reads an endpoint

## Table view

table-caption-devices = Devices
table-caption-routes = Routes
table-caption-endpoints = Endpoints
table-caption-consumers = Consumers
table-caption-messages = Messages
table-name = Name
table-state = State
table-protocol = Protocol
table-interval = Interval
table-sent = Sent
table-attempts = Attempts
table-accepted = Accepted
table-source = Data source
table-condition = Condition
table-endpoint = Endpoint
table-verdict = Verdict
table-matched = Matched
table-kind = Kind
table-health = Health
table-content = Content
table-delivered = Delivered
table-retrying = Retrying
table-dropped = Dropped
table-mode = Receive mode
table-doing = Doing now
table-message = Message
table-device = Device
table-time = Time
table-event = Event
table-where = Where it is
table-sequence = Sequence number
table-deliveries = Deliveries
table-partition = Partition
table-offset = Offset
table-actions = Actions
table-rows = { $n ->
    [one] 1 row
   *[other] { $n } rows
}
table-find = Find a message
table-filtered = Shown: { $n } of { $total }
table-filter-clear = Show all messages

## Ledger: label, then the title that says what is counted

ledger-sent = Sent
ledger-sent-title = Sends by the devices' programs. A resend of the same message is not counted again.
ledger-attempts = Attempts
ledger-attempts-title = PUBLISH packets, resends included. Service metric: d2c.telemetry.ingress.allProtocol
ledger-accepted = Accepted
ledger-accepted-title = Messages that the hub stored. Service metric: d2c.telemetry.ingress.success
ledger-in-flight = In flight
ledger-in-flight-title = PUBLISH packets on the wire now.
ledger-unknown = Unknown to the sender
ledger-unknown-title = Sends whose packet or acknowledgement was lost and that were never acknowledged since: their sender cannot know whether the hub stored them.
ledger-routing = Routing
ledger-routing-title = Accepted messages whose routes are not evaluated yet.
ledger-endpoint-title = Accepted messages delivered to { $endpoint }. Repeats are not counted again.
ledger-endpoints-more = { $n } more
ledger-waiting = Waiting
ledger-waiting-title = Copies that are on their way to their endpoint.
ledger-retrying = Retrying
ledger-retrying-title = Copies that an endpoint did not take; the hub tries again.
ledger-delivered = Delivered
ledger-delivered-title = Copies that their endpoint took, repeats not counted. Service metric, with repeats: d2c.telemetry.egress.success
ledger-repeats = Repeats
ledger-repeats-title = Later deliveries of a copy that had been delivered before. Outside the sum.
ledger-completed = Completed
ledger-completed-title = Service Bus messages completed, or received and deleted.
ledger-effects = Applied
ledger-effects-title = Effects of the consumers' work: tickets opened, rows written, people paged.
ledger-repeated-effects = Applied again
ledger-repeated-effects-title = Effects beyond the first for one send, by the readers of one queue.
ledger-skipped = Skipped
ledger-skipped-title = Deliveries that a consumer took for repetitions, because it knew their key.
ledger-missed = Never applied
ledger-missed-title = Skipped deliveries whose effect was never applied.
ledger-duplicates = Duplicates
ledger-duplicates-title = Extra copies of one send that the hub accepted. Redeliveries by a queue are not duplicates.
ledger-dead-lettered = Dead-lettered
ledger-dead-lettered-title = Messages that a queue moved to its dead-letter queue.
ledger-expired = Expired
ledger-expired-title = Messages that a queue removed because their time to live was over.
ledger-lost = Lost
ledger-lost-title = Messages gone from their queue before the consumer ended its work on them.
ledger-orphaned = Orphaned
ledger-orphaned-title = No route matched and the fallback route is off. Service metric: d2c.telemetry.egress.orphaned
ledger-dropped = Dropped
ledger-dropped-title = The endpoint is dead, unreachable or was removed. Service metric: d2c.telemetry.egress.dropped
ledger-invalid = Invalid
ledger-invalid-title = The endpoint cannot take this message, so the hub does not retry. Service metric: d2c.telemetry.egress.invalid
ledger-fallback-title = Messages that the fallback route delivered. Service metric: d2c.telemetry.egress.fallback
ledger-fallback = By fallback
ledger-balanced = balanced
ledger-balanced-title = Every accepted message is accounted for.
ledger-unaccounted = { $n ->
    [one] 1 message unaccounted for
   *[other] { $n } messages unaccounted for
}
ledger-unaccounted-title = This is our mistake, not yours. Please send us the run.
ledger-zeros = 0 { $names }
ledger-number = { $label }, { $n }
ledger-shows = Shows the messages counted by: { $label }

## Playback

transport-to-start = To start
transport-step-back = Step back
transport-play = Play
transport-pause = Pause
transport-step = Step
transport-to-end = To end
transport-latest = Latest
transport-clock = Virtual time
transport-event-latest = Event { $n }, latest
transport-event-past = Event { $n } of { $total }
transport-no-event = Nothing has run yet
transport-step-by = Step by
transport-step-by-unit = Step by: { $unit }
transport-unit-event = event
transport-unit-message = message
transport-unit-delivery = delivery
transport-speed = Speed
transport-speed-value = Speed { $speed }×
transport-speed-times = { $speed }×
transport-speed-fastest = As fast as possible
transport-slower = Slower
transport-faster = Faster
transport-seed = Seed
transport-seed-value = Seed { $seed }
transport-inject-fault = Inject fault
transport-reset = Start over
transport-reset-title = Back to 00:00 with the start as it is now. The run so far is kept.
transport-running-to = Running to { $at }
transport-running-again = Running again: { $percent } %
transport-running-then = Running again: { $percent } %, then what you asked for
transport-opening = Opening: { $percent } %
transport-nothing-left = Nothing is left to happen: add a device or send a message.
transport-at-start = This is the start.
transport-at-latest = This is the latest event.
transport-add-device-first = Add a device to start the clock
transport-scrubber = Position in time
transport-scrubber-value = { $at }, event { $n } of { $total }, { $what }
transport-live-counts = { $at }: { $accepted } accepted, { $delivered } delivered

## Narration line

sentence-next = Next: { $what }
sentence-next-at = Next: { $what }, { $at }
sentence-nothing-yet = Nothing has been sent yet.
sentence-nothing-next = Nothing is due.
sentence-event-number = Event { $n }

## Timeline

timeline-lane-faults = Faults
timeline-lane-devices = { $n ->
    [one] 1 device
   *[other] { $n } devices
}
timeline-lane-hub = IoT hub
timeline-not-run = not run yet
timeline-nothing-run = nothing has run yet
timeline-playhead = Playhead at { $at }
timeline-zoom-in = Zoom in
timeline-zoom-out = Zoom out
timeline-fit = Show the whole run
timeline-height = Height of the timeline
timeline-density = { $n ->
    [one] 1 event
   *[other] { $n } events
} from { $from } to { $to }
timeline-bar-waiting = { $message } waits in { $queue }
timeline-bar-locked = { $message } locked in { $queue }, delivery { $n }
timeline-bar-lock-expired = { $message }: lock expired at { $at }
timeline-folded = { $n ->
    [one] 1 more lane
   *[other] { $n } more lanes
}

## Runs

run-default-name = Run { $n }
run-list = Runs
run-current = current
run-switch = Return to { $run }
run-forked = This starts run { $n } from here. Run { $kept } is kept.
run-forked-at = forked from { $run } at { $at }
run-act-now = Act now
run-act-now-hint = The change happens at { $at } and stands in the list of acts.
run-change-start = Change the start
run-change-start-hint = The same change, made at 00:00: the run is calculated again.
run-keep-limit = There are { $max } runs already: the oldest one is given up.
run-delete = Delete this run
run-seed-changed = Seed { $seed }: the run is calculated again from 00:00.

## Scenarios

scenario-menu = Scenarios
scenario-open = Open { $scenario }
scenario-routing-tutorial = Tutorial: routing messages
scenario-routing-tutorial-about = Critical alerts to a queue, data to storage, the rest to events.
scenario-lost-puback = A lost PUBACK
scenario-lost-puback-about = One alert is sent once and arrives twice. See why.
scenario-empty = New hub
scenario-empty-about = An empty hub with its fallback route on.
scenario-changed = changed
scenario-from-file = Open a file
scenario-save-file = Download as a file
scenario-replaced = { $scenario } is open. What was here before can be undone.

## First run and empty states

empty-heading = Which endpoints get this message, and why?
empty-lead = Send simulated messages through an IoT hub, one event at a time.
empty-start-with = Start with: { $scenario }
empty-or-build = Or build on the empty hub at the left.
empty-nothing-sent = Nothing has been sent yet. With no routes, every message goes to { $endpoint } by the fallback route.
empty-nothing-sent-off = Nothing has been sent yet. With no routes and the fallback route off, every message is orphaned.
empty-devices = No device yet.
empty-routes = No route yet.
empty-endpoints = No custom endpoint yet.
empty-consumers = No consumer yet: messages wait in their endpoint.
empty-messages = No message yet.
empty-queue = The queue is empty.
empty-log = Nothing has happened yet.
empty-search = Nothing matches: { $text }
empty-console = The program has printed nothing yet.

## Event log and program output

log-heading = Event log
log-earlier = Earlier events
log-later = Later events
log-select = Go to event { $n }
log-download = Download the log as text
log-cause = because of event { $n }
console-of = Output of { $program }

## Limits that pause a run

limit-paused = Paused: { $what }
limit-body-bytes = the queues hold { $limit } of message bodies. Let a consumer read, or slow the devices down.
limit-messages = { $limit } messages are alive. Let a consumer read, or slow the devices down.
limit-devices = there are { $limit } devices, as many as this page simulates. Remove some to add others.
limit-runs = there are { $limit } runs, as many as a session keeps. Delete one to go on.
limit-end-of-time = virtual time has reached the end of the year 9999. Start over to go on.
tier-endpoints = Custom endpoints: { $n } of { $max } in tier { $tier }
tier-routes = Routes: { $n } of { $max } in tier { $tier }

## Small screens

mobile-tabs = Parts of the workbench
mobile-last-sent = { $message } was the last one sent
mobile-consumer-working = Consumer is working on { $message }, delivery { $n } of { $max }, lock { $left }
mobile-why = Why
mobile-sheet-close = Close this sheet
