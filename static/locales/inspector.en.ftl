### Words of the inspector: what is selected, why, its copies and deliveries, its message, its actions.

## Identity and state

inspector-nothing = Nothing is selected. The latest event:
inspector-select-hint = Select a message, a route or an endpoint to see why.
inspector-in-flight = On its way to { $endpoint }, arrives at { $at }
inspector-to-hub = On its way to the hub, arrives at { $at }
inspector-routing = In the hub: its routes are evaluated at { $at }
inspector-active = Active in { $queue }, { $n ->
    [0] not delivered yet
    [one] delivered once so far
   *[other] delivered { $n } times so far
}
inspector-locked = Locked in { $queue }, delivery { $n } of { $max }
inspector-lock-expires-in = Lock expires in { $left }
inspector-completed = Completed by { $consumer } at { $at }
inspector-received-and-deleted = Received and deleted by { $consumer } at { $at }
inspector-dead-lettered = Dead-lettered at { $at }: { $reason }
inspector-expired = Expired at { $at }
inspector-buffered = Buffered in { $container }, next write in { $left }
inspector-written = Written to { $blob } at { $at }
inspector-in-partition = In partition { $partition } of { $endpoint }, offset { $offset }
inspector-orphaned = Orphaned: no route matched
inspector-dropped = Dropped: { $reason }
inspector-not-arrived = Lost on the wire: the hub never saw it
inspector-copies-waiting = { $n ->
    [one] 1 copy
   *[other] { $n } copies
}, { $waiting } waiting, { $done } done
inspector-copies-lost = { $lost } of { $n } copies lost

## Reasons

reason-endpoint-dead = endpoint dead
reason-endpoint-unreachable = endpoint unreachable
reason-endpoint-removed = endpoint removed
reason-too-large = too large for the endpoint
reason-no-route = no route matched, fallback route off
reason-max-delivery-count = max delivery count reached
reason-time-to-live = time to live over
reason-by-consumer = by the consumer
reason-header-too-large = header too large

## Why it went there

why-heading = Why it went there
why-heading-none = Why it went nowhere
why-heading-pending = What will decide
why-is = { $name } is { $value }
why-is-not = { $name } is { $value }, not { $wanted }
why-absent = { $name } is not set on this message
why-absent-undefined = { $name } is not set, so the comparison is `undefined`
why-present = { $name } is set
why-body-not-read-type = body not read: content type not set
why-body-not-read-encoding = body not read: content encoding not set
why-body-not-json = body not read: it is not JSON
why-path-absent = { $path } is not in the body
why-no-condition = no condition: every message matches
why-expression = { $expression } is { $result }
why-undefined-is-false = `undefined` counts as not matched
why-disabled = this route is disabled
why-other-source = this route reads { $source }
why-condition-error = the condition does not compile, so nothing matches
why-fallback-not-needed = another route matched
why-fallback-used = no other route matched
why-fallback-off = the fallback route is off
why-not-there-yet = this route did not exist yet
why-same-endpoint = same endpoint as { $route }: one copy
why-dead-endpoint-note = A message for a dead endpoint is dropped. It does not go to the fallback route.
why-others-false = { $n ->
    [one] 1 other route
   *[other] { $n } other routes
}

## Copies and deliveries

copies-heading = Copies and deliveries
copies-sent-once = Sent once by the device
copies-sent-by = Sent once by { $device }
copies-sent-by-person = Put into the queue by you
copies-attempt = { $at } PUBLISH { $n }
copies-attempt-lost = { $at } PUBLISH { $n } lost
copies-accepted = { $at } accepted
copies-accepted-again = { $at } accepted again
copies-puback = PUBACK
copies-puback-lost = PUBACK lost
copies-resend = resend
copies-in-queue = { $queue }, seq { $sequence }
copies-in-partition = { $endpoint }, partition { $partition }, offset { $offset }
copies-in-container = { $container }, buffered
copies-in-blob = { $container }, { $blob }
copies-on-its-way = { $endpoint }, on its way
copies-retrying = { $endpoint }, attempt { $n }, retry in { $left }
copies-dropped = { $endpoint }, dropped: { $reason }
copies-repeat = { $endpoint }, delivered again
copies-delivery-locked = delivery { $n }: locked now
copies-delivery-expired = delivery { $n }: lock expired at { $at }
copies-delivery-deferred = delivery { $n }: deferred at { $at }
copies-forwarded = Forwarded to another queue at { $at }
copies-withdrawn = Taken back at { $at } before it became active
copies-delivery-completed = delivery { $n }: completed at { $at }
copies-delivery-deleted = delivery { $n }: received and deleted at { $at }
copies-delivery-dead-lettered = delivery { $n }: dead-lettered by its consumer at { $at }
copies-delivery-abandoned = delivery { $n }: abandoned at { $at }
copies-dead-lettered = dead-lettered at { $at }: { $reason }
copies-read-by = read by { $consumer } at { $at }
copies-open-journey = Open message journey

## What a device or consumer knows

knows-heading = What { $name } knows
knows-outcome-unknown = Outcome unknown. It sends { $message } again when it reconnects.
knows-acknowledged = The hub acknowledged { $message } at { $at }.
knows-waiting = No acknowledgement for { $message } yet.

## Message

message-heading = Message
message-id = Message id
message-correlation-id = Correlation id
message-user-id = User id
message-sent-at = Sent
message-enqueued-time = Enqueued time
message-application-properties = Application properties
message-system-properties = System properties
message-content-type = Content type
message-content-encoding = Content encoding
message-content-missing = Without it, a condition on the body is undefined, and a container writes the body as Base64.
message-body = Body
message-body-text = sent as text
message-body-bytes = sent as bytes
message-size = Size
message-metered = { $size } metered
message-none = none
message-wire = Wire
message-topic = Topic
message-property-bag = Property bag
message-quality = Quality of service
message-dup = DUP: sent again
message-sequence-number = Sequence number
message-offset = Offset
message-partition = Partition
message-lock-token = Lock token
message-locked-until = Locked until
message-delivery-count = Delivery count
message-expires-at = Expires at
message-dead-letter-reason = Dead-letter reason
message-utc = UTC

## Route, endpoint, device, consumer, event

route-heading-condition = Condition
route-heading-source = Data source
route-heading-endpoint = Endpoint
route-heading-last = Last verdicts
route-open-lab = Open in route lab
route-show-matched = Show matched messages
endpoint-heading-settings = Settings
endpoint-heading-health = Health
endpoint-heading-content = Content
endpoint-heading-blobs = Blobs
endpoint-health-since = { $health } since { $at }
endpoint-last-error = Last known error: { $error }
endpoint-used-by = Routes to it
endpoint-read-by = Consumers
device-heading-program = Program
device-heading-connection = Connection
device-heading-unacknowledged = Not acknowledged
device-next-send = Sends { $message } at { $at }
consumer-heading-now = Now
consumer-heading-settings = Settings
consumer-handled = { $n } completed
consumer-received = { $n } received
event-heading = Event { $n }
event-cause = Cause
event-effects = Effects
event-cause-time = its time had come
event-cause-person = you
event-cause-plan = planned fault
event-goto = Event { $n }: { $what }

## Actions on the selected thing

actions-heading = Actions
act-send = Send a message now
act-disconnect = Cut the connection
act-reconnect = Connect again
act-enable-device = Let the device send
act-disable-device = Stop the device from sending
act-enable-route = Enable the route
act-disable-route = Disable the route
act-enable-fallback = Turn the fallback route on
act-disable-fallback = Turn the fallback route off
act-complete = Complete
act-abandon = Abandon
act-defer = Defer
act-dead-letter = Dead-letter
act-renew-lock = Renew lock
act-receive = Receive
act-peek = Peek
act-start-consumer = Start the consumer
act-stop-consumer = Stop the consumer
act-write-now = Write the batch now
act-next-of-message = Next event of this message
act-previous-of-message = Previous event of this message
act-select-cause = Show the cause

## States that are seldom

inspector-not-there = This does not exist in this run.
inspector-removed = Removed
inspector-not-sent-yet = Not sent yet at this moment
inspector-not-happened-yet = Not happened yet at this moment
inspector-given-up = Given up: no PUBACK came in time
inspector-waits-on-device = Waits on { $device } to be sent
inspector-waits-behind = Waits behind a message that { $endpoint } did not take
inspector-next-write = The batch is written at { $at }
inspector-lost = Lost at { $at }: { $consumer } had received and deleted it, then crashed
reason-forwarding = forwarded too often
reason-no-session = no session id
copies-delivery-refused = delivery { $n }: the queue refused to settle at { $at }
copies-delivery-lost = delivery { $n }: lost at { $at }, its consumer did not end its work

## What each endpoint makes of a message

differs-heading = In each endpoint
differs-queue = Body unchanged. Application properties keep their names; what the hub knows stands under `iothub-…`.
differs-events = Body unchanged. The system properties are annotations of the event.
differs-avro = An Avro record: the body as bytes, the properties as maps of text.
differs-json = A JSON line with the body as JSON.
differs-base64-type-missing = A JSON line with the body as Base64: the content type is not set.
differs-base64-type-other = A JSON line with the body as Base64: the content type is not application/json.
differs-base64-encoding-missing = A JSON line with the body as Base64: the content encoding is not set.
differs-base64-encoding-other = A JSON line with the body as Base64: the content encoding is none of utf-8, utf-16 and utf-32.
differs-base64-not-text = A JSON line with the body as Base64: its bytes do not fit the content encoding.
differs-base64-not-json = A JSON line with the body as Base64: it is announced as JSON and is not.

## More of devices, consumers, endpoints and events

device-confirmed-count = { $n } confirmed
consumer-received-count = Received
consumer-read-count = Events read
queue-sequence = seq { $n }
endpoint-account = Copies for this endpoint
field-retention = Retention
event-details = In the same step
event-log-line = Log line
act-crash = Crash now
act-end-outage = End the outage now
fault-struck-before = struck
blob-download = Download { $blob }
blob-lines = Lines of the blob
blob-avro-decoded = Avro is binary. Here are its records, decoded from the bytes of the blob.
blob-damaged = The rest of the blob could not be read.
blob-not-yet = This blob does not exist at this moment.
