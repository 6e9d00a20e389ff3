### Words of the route lab: the editor, its verdict and explanation, the sample message, all routes.

## Routes at the left

lab-routes-count = { $n } of { $max }
lab-edited = edited
lab-edited-endpoint = { $endpoint }, edited
lab-not-saved = { $n ->
    [one] 1 error, not saved
   *[other] { $n } errors, not saved
}
lab-fallback-about = The fallback route has no query of its own. A device message that no route matches goes to { $endpoint }.
lab-fallback-off-about = The fallback route is off. A device message that no route matches is orphaned.
lab-empty = A route sends the messages that match its query to one endpoint.
lab-empty-start = Start with one of these, then change it:
lab-starter-property = Messages with a property
lab-starter-body = Messages by their body
lab-starter-all = Every message

## Editor

lab-query = Routing query
lab-source-to = to
lab-route-settings = Edit source, endpoint and state of { $route }
lab-revert = Revert
lab-apply = Apply to hub
lab-apply-start = Apply at 00:00
lab-apply-more = More ways to apply
lab-apply-no-change = The hub has this query already.
lab-apply-has-error = A query with an error cannot be saved.
lab-apply-edge = The hub compiles as the cloud does, and there this query has an error.
lab-applied = Applied. The hub uses this query from { $at } on.
lab-errors = { $n ->
    [one] 1 error
   *[other] { $n } errors
}
lab-caret = { $n ->
    [one] column { $column }, 1 character
   *[other] column { $column }, { $n } characters
}
lab-change-to = Change to
lab-keeps-saved = The hub keeps the last valid query, `{ $query }`, until this one can be saved. The run still uses it.
lab-keeps-blank = The hub keeps the last valid query, which matches every message, until this one can be saved. The run still uses it.
lab-blank = No query: every message of this source matches.
lab-editor-help = Control and space complete a word, control and period repair, control and enter apply. Tab leaves the editor.
lab-completions = Completions
lab-completions-count = { $n ->
    [one] 1 completion
   *[other] { $n } completions
}
lab-dialect = Behaviour
lab-dialect-cloud = Documented cloud
lab-dialect-edge = Edge
lab-dialects-differ = Not documented alike: the cloud as documented says { $cloud } for this message, Edge Hub { $edge }.
lab-compile-error = error

## Verdict

lab-result = Result: { $verdict }.
lab-sample-name = this sample
lab-result-true = This route matches { $message }.
lab-result-false = This route does not match { $message }.
lab-result-undefined = This route will not match { $message }.
lab-result-disabled = The route is disabled, so the hub does not ask it.
lab-body-neither = IoT Hub reads the body only when the device sets content type `application/json` and content encoding `utf-8`, `utf-16` or `utf-32`. This message sets neither.
lab-body-type = IoT Hub reads the body only when the device sets content type `application/json`. This message does not.
lab-body-encoding = IoT Hub reads the body only when the device sets content encoding `utf-8`, `utf-16` or `utf-32`. This message does not.
lab-nearest = Smallest change that makes it match:
lab-nearest-none = No change of up to three properties or paths was found that makes it match.
lab-nearest-looking = Looking for the smallest change that makes it match.
lab-repair-device = Change the device
lab-repair-both-device = Set both on the device
lab-repair-both-sample = Set both on this sample only
lab-repair-sample = Change this sample only
lab-repair-device-not = The program of this device decides this itself and cannot be told.
lab-device-told = Changed. { $device } sends it so from { $at } on.
lab-repair-device-later = From now on. What was sent stays as it is.
lab-change-set = { $name } = { $value }
lab-change-set-system = `${ $name }` = { $value }
lab-change-remove = without { $name }
lab-change-set-body = { $path } = { $value } in the body
lab-change-remove-body = no { $path } in the body
lab-change-set-twin = { $path } = { $value } in the device twin
lab-change-remove-twin = no { $path } in the device twin
lab-change-replace-body = a JSON object as body
lab-doubts = It compiles, but:

## Explanation

lab-explanation = Explanation
lab-explanation-saved = Explanation of the saved query
lab-column-expression = Expression
lab-column-value = Value
lab-column-reason = Reason
lab-node-property = application property
lab-node-system = system property
lab-node-body = from the body
lab-node-twin = from the device twin
lab-node-text = text
lab-node-number = number
lab-node-bool = truth value
lab-node-null = null
lab-same-text = both sides are the same text
lab-same-number = both sides are the same number
lab-same-value = both sides are the same
lab-sides-differ = the two sides differ
lab-explanation-more = { $n ->
    [one] 1 more part is not shown.
   *[other] { $n } more parts are not shown.
}

## Sample message

lab-sample = Sample message
lab-sample-choose = Choose the sample message
lab-sample-edited = { $name }, edited
lab-sample-note = Editing here tests a copy. The run does not change.
lab-preset-tutorial = As the tutorial's device sends it
lab-preset-declared = The same, declared as JSON
lab-preset-nested = Nested body, numbers as text
lab-preset-blank = Blank message
lab-sample-selected = Follow the selected message
lab-property-name-of = Name of application property { $n }
lab-property-value-of = Value of { $name }
lab-property-unnamed = the application property without a name
lab-system-add = Add a system property
lab-body-size = { $size }, { $state }
lab-body-empty = empty
lab-body-bytes = not text in this encoding
lab-body-object = JSON object
lab-body-other-json = JSON, but not an object
lab-body-not-json = not JSON: line { $line }, column { $column }
lab-body-as-text = Text
lab-body-as-base64 = Base64
lab-body-form = How the body is written
lab-body-not-base64 = This is not Base64: the body counts as empty.
lab-body-format = Indent
lab-twin = Device twin
lab-twin-unused = Not used by this query.
lab-twin-edit = Edit tags and properties
lab-twin-remove = Remove the twin
lab-twin-problem = The twin must be a JSON object: it stops being one at character { $at }. It counts as absent.

## All routes

lab-all-routes = All routes, this message
lab-one-route = This route, last { $n ->
    [one] message
   *[other] { $n } messages
}
lab-bottom = Verdicts
lab-column-route = Route
lab-column-query = Query
lab-column-result = Result
lab-column-last = Last { $n } messages
lab-column-endpoint = Endpoint
lab-column-saved = Saved query
lab-goes = { $message } would go to { $endpoints }.
lab-goes-fallback = { $message } would go to { $endpoint } by the fallback route.
lab-goes-nowhere = { $message } would be orphaned: no route matches, and the fallback route is off.
lab-goes-nowhere-event = { $message } would go nowhere: no route of this source matches, and the fallback route takes device messages only.
lab-goes-now = With the saved queries: { $endpoints }.
lab-goes-now-nowhere = With the saved queries: nowhere.
lab-using-saved = Using saved queries.
lab-matched-of = { $n } of { $total } match.
lab-matched-saved = With the saved query: { $n }.
lab-history = { $route }: { $true } true, { $false } false, { $undefined } undefined of the last { $n } messages, oldest first
lab-history-fallback = Fallback route: used for { $n } of the last { $total } messages, oldest first
lab-no-messages = The hub has stored no message yet. Step the run, or choose a sample.
lab-use-message = Use { $message } as sample
lab-reason-disabled = disabled
lab-reason-error = does not compile in this dialect

## Functions, in one line

lab-function-abs = distance from zero
lab-function-exp = e to the power of the number
lab-function-power = the first number to the power of the second
lab-function-square = the number times itself
lab-function-sqrt = square root; undefined for a negative number
lab-function-ceiling = the next whole number above
lab-function-floor = the next whole number below
lab-function-sign = -1, 0 or 1
lab-function-as-number = turns text into a number; undefined if it is none
lab-function-is-bool = whether it is true or false
lab-function-is-number = whether it is a number
lab-function-is-string = whether it is text
lab-function-is-null = whether it is null; a missing value is not
lab-function-is-defined = whether it is there
lab-function-is-array = whether it is a list
lab-function-is-object = whether it is an object
lab-function-is-primitive = whether it is text, number, truth value or null
lab-function-concat = joins two texts or more
lab-function-length = number of characters
lab-function-lower = in small letters
lab-function-upper = in capital letters
lab-function-substring = a part: from a position (from 0), so many characters
lab-function-index-of = where the second text begins in the first; -1 if nowhere
lab-function-starts-with = whether the first text starts with the second
lab-function-ends-with = whether the first text ends with the second
lab-function-contains = whether the first text contains the second
lab-function-twin-change-includes = whether a twin change touches the path

## System properties, in one line

lab-system-message-id = the id that the sender gave
lab-system-correlation-id = what it answers
lab-system-user-id = the user that the sender names
lab-system-iothub-enqueuedtime = when the hub stored it, in UTC
lab-system-iothub-connection-device-id = the device that sent it; set by the hub
lab-system-iothub-connection-module-id = the module that sent it; set by the hub
lab-system-iothub-connection-auth-generation-id = new when a device id is created again
lab-system-iothub-connection-auth-method = how the device signed in; JSON text
lab-system-content-type = application/json makes the body readable
lab-system-content-encoding = utf-8, utf-16 or utf-32 makes the body readable
lab-system-iothub-creation-time-utc = when the device made it
lab-system-dt-dataschema = the model id that the device announced
lab-system-dt-subject = the component that sent it
lab-word = part of the language
lab-value-seen = seen in the run
lab-seen = seen: { $values }
