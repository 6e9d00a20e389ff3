### Words of the command line hubsim.

cli-usage = Usage: { $usage }
cli-about = Runs a scenario of the IoT Hub Playground and prints what happens.
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
