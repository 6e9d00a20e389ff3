### Words of the command line hubsim.

cli-usage = Usage: { $usage }
cli-about = The simulated IoT Hub of the playground, on the command line.
cli-unknown-command = There is no command { $command }. Use one of: { $commands }.
cli-unknown-option = There is no option { $option }. Remove it or correct its spelling.
cli-missing-value = The option { $option } needs a value.
cli-missing-file = A scenario file is needed.
cli-cannot-read = { $file } cannot be read: { $reason }
cli-cannot-write = { $file } cannot be written: { $reason }
cli-bad-duration = { $value } is not a duration. Write it as { $example }.
cli-bad-number = { $value } is not a whole number.
cli-unknown-language = There is no language { $value }. Use one of: { $languages }.
cli-ran = { $steps ->
    [one] 1 step
   *[other] { $steps } steps
} up to { $at }, digest { $digest }
cli-bad-levels = The levels are one letter for each message: c for critical, s for storage, p for plain.
cli-no-seed = No seed among { $tries } gives these levels.
cli-not-json = This is not JSON: { $reason }
cli-not-object = A JSON object was expected here.
cli-unknown-source = There is no data source { $value }. Use one of: { $sources }.
cli-no-routing = There is no routing in this file: neither a hub nor its routing block nor a scenario.
cli-not-one-hub = The template must hold exactly one resource of the type { $kind }.
cli-not-one-endpoint = A route names exactly one endpoint, and this one names { $n }.
cli-fallback-off = The fallback route is off or absent: a message that no route matches is dropped.
cli-unknown-dialect = There is no dialect { $value }. Use one of: { $dialects }.
cli-missing-option = The option { $option } is needed.
cli-about-run = plays a scenario and prints what happens, one line each step
cli-about-find-seed = finds a seed under which the tutorial device sends the given levels
cli-about-query = answers test requests, one line of JSON each
cli-about-test-routes = prints the routes that match a message, as the service tests all routes
cli-exit-codes = Exit code 0: done; in query also where an answer reports an error. Exit code { $failed }: the command cannot be carried out, and standard error says why.
session-line-too-long = The line is too long: { $max } at most.
session-step-goes-back = Step { $step } lies before the present step of the run, { $now }. Use a later step, or seek back first.
session-run-ended = The run ends before step { $step }: nothing more is due.
session-too-many-steps = More than { $max } steps are due by then: run there in parts.
session-limit = The run has reached a limit of the playground: { $reason }.
session-other-protocol = Version { $wanted } of the protocol is not spoken here. Use version { $known }.
session-one-of-two = Exactly one of the two members is needed.
session-unknown-run = There is no run { $run }, or it is the current one.
session-bad-property = A value must be a text, a number or a truth value.
session-one-of = It is one of: { $codes }.
session-unknown-setting = A queue has no such setting.
session-malformed-setting = The value is not of the form that this setting has.
session-not-there = { $name } is not there.
cli-about-session = drives a session: commands as lines of JSON in, answers as lines of JSON out
cli-about-journey = draws what became of one message as SVG, or tells it in sentences
cli-about-link = writes a run up to a step as a link of the page; given a link, writes its run document
