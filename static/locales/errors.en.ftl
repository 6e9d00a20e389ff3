### What is refused, and what is wrong with a file: what happened, why, what to do.

## Refused acts: `reject-<code>`; `$subject` is the name or field it is about

reject-illegal-name = { $subject } cannot be used as a name. A name has at most { $max } characters: letters, digits, - . and _. Choose another name.
reject-illegal-device-id = { $subject } cannot be used as a device id. A device id has at most { $max } characters: letters, digits and { $characters }. Choose another id.
reject-illegal-message-id = { $subject } cannot be used as a message id. A message id has at most { $max } characters: letters, digits and { $characters }. Choose another id.
reject-reserved-name = The name { $subject } is reserved. The service uses events, fileNotifications and $default itself. Choose another name.
reject-name-in-use = The name { $subject } is in use. Names are unique, also across kinds of endpoints. Choose another name.
reject-unknown-device = There is no device { $subject }. It may have been removed. Choose a device that exists, or add it first.
reject-unknown-route = There is no route { $subject }. It may have been removed. Choose a route that exists, or add it first.
reject-unknown-endpoint = There is no endpoint { $subject }. It may have been removed. Choose an endpoint that exists, or add it first.
reject-unknown-consumer = There is no consumer { $subject }. It may have been removed. Choose a consumer that exists, or add it first.
reject-unknown-fault = There is no fault { $subject }. It may have been removed. Choose a fault of the plan.
reject-too-many-endpoints = The endpoint { $subject } cannot be added. Tier { $tier } allows { $max ->
    [one] 1 custom endpoint
   *[other] { $max } custom endpoints
}. Remove one, or use a hub of another tier.
reject-too-many-routes = The route { $subject } cannot be added. Tier { $tier } allows { $max ->
    [one] 1 route
   *[other] { $max } routes
}. Remove one, or use a hub of another tier.
reject-too-many-devices = The device { $subject } cannot be added. This page simulates at most { $max } devices. Remove some first.
reject-too-many-consumers = The consumer { $subject } cannot be added. This page simulates at most { $max } consumers. Remove one first.
reject-too-many-faults = The fault cannot be planned. A run holds at most { $max } faults. Remove one first.
reject-condition-does-not-compile = The route { $subject } is not saved. Its condition does not compile. Correct the condition.
reject-value-out-of-range = The value of { $subject } is not allowed. It must be between { $min } and { $max }. Enter a value in that range.
reject-endpoint-in-use = The endpoint cannot be removed. { $subject } uses it. Remove { $subject } or point it elsewhere first.
reject-fixed-at-creation = { $subject } cannot be changed. It is fixed when the endpoint is created. Add a new endpoint instead.
reject-built-in-endpoint = The endpoint { $subject } cannot be changed. It belongs to the hub. Switch the fallback route instead, or add a custom endpoint.
reject-message-too-large = The message of { $subject } is not sent. A device-to-cloud message has at most { $max }, properties included. Make the body or the properties smaller.
reject-time-goes-back = The act is not carried out. Its time { $at } lies before the present moment of the run, { $now }. Use a later time, or go back to that moment first.
reject-illegal-value = The value of { $subject } is not allowed. The service would refuse it. Correct the value.
reject-unknown-handle = No message is meant by { $subject }. Nothing was taken under that handle, or it belongs to another kind of queue. Use the handle that a receive or get has given.
service-message-lock-lost = The lock on the message is lost: it ran out, was already used, or never existed. Receive the message again.
service-message-not-found = There is no message under that sequence number in the state that the call needs. Peek to see which there are.
service-messaging-entity-not-found = There is no queue { $subject } in the namespace. Create it, or correct the name.
service-messaging-entity-already-exists = The queue { $subject } exists already. Use it, or choose another name.
service-messaging-entity-disabled = The status of the queue { $subject } does not allow this call. Change its status first.
service-quota-exceeded = The queue { $subject } is full, its dead-letter queue included. Receive or complete messages to make room.
service-message-size-exceeded = The message is too large for the queue { $subject }. Body and properties count together.
service-invalid-operation = The queue { $subject } cannot do this: its kind, its settings or the message do not allow the call.
service-argument-out-of-range = An argument of the call on { $subject } is outside its range. Correct the value.
service-service-busy = The service is busy now. Try again after a while.
service-service-timeout = The service did not answer in time. Try again.
service-out-of-range-input = The name { $subject } is too short or too long. A Storage queue has 3 to 63 characters.
service-invalid-resource-name = The name { $subject } is not allowed. A Storage queue has lowercase letters, digits and single dashes.
service-invalid-metadata = A name in the metadata is not allowed, or comes twice. Names are C# identifiers.
service-queue-already-exists = The Storage queue { $subject } exists already with other metadata.
service-queue-being-deleted = The Storage queue { $subject } is still being deleted. Wait 30 seconds, then create it.
service-queue-not-found = There is no Storage queue { $subject }. Create it, or correct the name.
service-storage-message-not-found = There is no such message, or its pop receipt is stale: somebody got or updated it since. Use the receipt of the latest get or update.
service-out-of-range-query-parameter-value = A parameter of the call on { $subject } is outside its range. Correct the value.
service-invalid-query-parameter-value = A parameter of the call on { $subject } has a value that is not allowed. Correct it.
service-missing-required-query-parameter = A required parameter of the call on { $subject } is missing.
service-invalid-xml-document = The request holds no message text.
service-message-too-large = The text is too large: a message of a Storage queue has at most 65,536 bytes in UTF-8.

## Values, while they are typed

value-not-a-number = This is not a number. Use digits only.
value-not-whole = This must be a whole number.
value-missing = A value is needed here.
value-too-long = At most { $max } characters; there are { $n }.
value-not-a-seed = A seed is a whole number from 0 to { $max }.
value-name-characters = Not allowed in a name: { $text }
value-file-name-token-missing = The token { $token } is missing.
value-file-name-token-unknown = There is no token { $token }.
value-property-twice = Two properties differ only by case: { $name }. The later one counts.
value-property-dollar = A name that begins with $ is read as a system property first: { $name }

## Scenario and run files

file-not-json = The file is not JSON. Line { $line }, column { $column }: { $reason } Correct that place.
file-at = { $path }: { $what }
file-unknown-field = There is no field { $field } here. Remove it or correct its spelling.
file-missing-field = The field { $field } is missing. Add it.
file-wrong-type = Found { $found } where { $expected } was expected. Correct the value.
file-unknown-variant = { $found } is none of the values allowed here: { $expected }. Choose one of them.
file-bad-value = { $reason } Correct the value.
file-format-newer = The file has format { $found }. This page reads formats up to { $known }. Reload the page to get its newest version.
file-format-unknown = The file has no known format. A scenario or run begins with a field "format". Choose another file.
file-kind-unknown = This is neither a scenario nor a run. Choose another file.
file-too-large = The file has { $size }. At most { $max } can be opened. Choose a smaller file.
file-not-utf8 = The file is not UTF-8 text. Save it as UTF-8 and open it again.
file-empty = The file is empty. Choose another file.
file-bad-start = { $value } is no start time. Write it as { $example }, from the year 1970 on.
file-refused = The scenario cannot be set up. { $reason }
file-run-damaged = The run is damaged: it names run { $found }, but has { $n ->
    [one] 1 run
   *[other] { $n } runs
}. Open another copy of it.
file-head-beyond = The run is damaged: its head is { $found }, but it has { $n ->
    [one] 1 act
   *[other] { $n } acts
}. Open another copy of it.
file-link-damaged = The link is damaged: its end may be missing. Copy the whole link and open it again.
file-line = line { $line }

## What a type is called in the messages above

type-text = text
type-number = a number
type-truth = true or false
type-list = a list
type-object = an object
type-null = null
