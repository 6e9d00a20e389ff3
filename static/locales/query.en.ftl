# The query language: what is wrong in a condition (query-*), why a node has its value (query-reason-*).
# Arguments are named as in src/model/query/{diagnostic,reason}.rs.

query-too-long = The condition has { $given } bytes; the limit is { $limit }.
query-too-deep = More than { $limit } parentheses, calls and prefix operators are open at once here.
query-invalid-symbol = The character `{ $symbol }` has no meaning in a condition.
query-reserved-word = `{ $word }` is a reserved word. A condition has no SELECT, FROM or WHERE, and a property of that name cannot be read.
query-unterminated-string = The quote that opens here is never closed.
query-unterminated-comment = The comment that opens here is never closed with */.
query-invalid-escape = `{ $escape }` is no escape. A string knows \' \" \\ and \u with four hex digits; write a backslash itself as \\.
query-unexpected-brackets = Brackets stand only in a path, as in $body.list[0]; `{ $word }` is no path. There are no lists in a condition.
query-double-equals = `{ $found }` is not an operator here. Equality is a single =, inequality is != or <>.
query-double-ampersand = && is not an operator here. Write AND.
query-unsupported-operator = `{ $word }` is not an operator of routing queries.
query-expected-value = A value was expected here, and `{ $found }` is none: a property, a reference such as $body.x, a literal, a function or a parenthesis.
query-expected-value-at-end = The condition ends where a value is still expected.
query-expected-operator = `{ $found }` follows a complete expression. Join the two with an operator such as AND, or remove it.
query-expected-reference = Braces hold a reference such as {"{"}$contentType{"}"}; `{ $found }` is none.
query-expected-closing-brace = A closing {"}"} was expected here, and there is `{ $found }`.
query-unclosed-parenthesis = This parenthesis is never closed.
query-unclosed-call = The call of `{ $function }` is never closed with a parenthesis.
query-unmatched-parenthesis = This closing parenthesis has no opening one.
query-invalid-path = `{ $path }` is no path: { $reason ->
    [empty] nothing follows the dot.
    [empty-member] a member between dots is missing.
    [numeric-member] a member made only of digits cannot be read.
    [wildcard] there are no wildcards.
   *[index] brackets hold one index, digits only, after a member.
}
query-unknown-function = There is no function `{ $name }`.
query-unknown-function-near = There is no function `{ $name }`. Did you mean `{ $nearest }`?
query-function-of-other-source = The function `{ $function }` exists only on routes with the source { $source }.
query-function-not-in-edge = Edge Hub has no function `{ $function }`.
query-argument-count = The function `{ $function }` takes a different number of arguments: given { $given }, expected { $expected }.
query-argument-type = Argument { $position } of `{ $function }` is { $given }; expected: { $expected }.
query-argument-path = The argument of `{ $function }` must be a bare path such as tags.plant: { $reason ->
    [quoted] remove the quotes.
    [prefix] `{ $path }` begins with none of tags., properties.desired. and properties.reported.
   *[other] `{ $path }` is none.
}
query-operand-type = `{ $operator }` wants a { $expected }, and here stands a { $given }.
query-operand-types = `{ $operator }` wants { $expected } on both sides, and here stand { $left } and { $right }.
query-compared-types = `{ $operator }` compares { $left } with { $right }; the two types must be the same.
query-property-compared-with-number = Properties are always text, so `{ $name }` cannot be compared with a number. Convert it with as_number.
query-property-compared-with-bool = Properties are always text, so `{ $name }` cannot be compared with { $value }. Compare it with '{ $value }' in quotes.
query-property-compared-with-null = A property is text and never null, so `{ $name }` cannot be compared with null. A missing property is found with is_defined.
query-compared-with-undefined = `{ $name }` cannot be compared with undefined. Use is_defined.
query-not-binds-tighter = NOT binds tighter than the comparison: this negates only the left side. Put the comparison in parentheses.
query-concat-of-conditions = || joins texts. Write OR between conditions.
query-chained-comparison = `{ $operator }` compares the result of another comparison, a bool, with a { $right }. Write two comparisons joined by AND.
query-coalesce-binds-looser = ?? binds looser than the comparison: its right side is the whole comparison. Put the ?? in parentheses.
query-edge-right-operand = Edge Hub refuses a body value to the right of { $operator }. The cloud takes it; in Edge put it on the left.
query-swallowed-operator = This reads a property called `{ $name }`: the operator became part of the name. Put blanks around it.
query-quote-in-name = This reads a property called `{ $name }`: the quote became part of a name.
query-curly-quotes = `{ $name }` has typographic quotes, which are part of a name. Use straight quotes.
query-invisible-character = The name `{ $name }` holds an invisible character.
query-missing-quotes = `{ $name }` is read as a property. If it is a text, write '{ $name }'.
query-constant-case = `{ $name }` is a property; the constant is written `{ $meant }`.
query-number-without-digits = `{ $name }` looks like a number without digits and is always undefined; a property of that name cannot be read.
query-hex-too-long = `{ $name }` has more than 16 hex digits and is undefined.
query-unknown-system-property-near = There is no system property `{ $name }`. Did you mean `{ $nearest }`?
query-unknown-system-property = There is no system property `{ $name }`. It is undefined unless a message has an application property of that very name.
query-wire-name = `{ $name }` is a name on the wire. In a condition it is `{ $nearest }`.
query-missing-dollar = `{ $name }` is read as an application property. Did you mean `{ $meant }`?
query-whole-document = `{ $name }` is always undefined: only a member can be read, as in $body.x.
query-property-as-condition = A property is text, so `{ $name }` alone is never true. Compare it with a text, such as 'true'.
query-never-boolean = The condition is a { $given }, and only true or false can match. It never matches.
query-always-true = Every message matches, whatever it holds.
query-never-true = No message can match.
query-not-seen-true = None of the { $seen } messages seen so far matched.
query-skips-missing = A message without the property `{ $name }` makes this undefined and does not match: { $times } of { $seen } messages seen.
query-numeric-text = `{ $path }` is text in { $times } of { $seen } messages seen, and any text is greater than any number. Convert it with as_number.
query-body-not-declared = The body cannot be read in { $times } of { $seen } messages seen: { $reason ->
    [content-type-not-set] the content type is not set.
    [content-type-not-json] the content type is not application/json.
    [content-encoding-not-set] the content encoding is not set.
   *[content-encoding-unsupported] the content encoding is none of utf-8, utf-16 and utf-32.
}
query-member-case = { $times } of { $seen } messages seen have `{ $meant }` and not `{ $path }`. Members are case sensitive.
query-not-documented = `{ $what }` works, but is not in the cloud documentation.
query-dialects-differ = The cloud as documented gives { $cloud }, Edge Hub { $edge }.
query-routes-alike = Route number { $other } has the same condition and endpoint.
query-starves-built-in = Every message matches this route, so the fallback route never leads to the built-in endpoint.

query-reason-constant-undefined = It is the constant undefined.
query-reason-property-absent = The message has no property `{ $name }`.
query-reason-property-absent-near = The message has no property `{ $name }`, but one called `{ $nearest }`.
query-reason-system-property-absent = The system property `{ $name }` is not set.
query-reason-system-property-unknown = There is no system property `{ $name }`.
query-reason-whole-document = `{ $name }` as a whole cannot be read.
query-reason-content-type-not-set = The body cannot be queried: the content type is not set. It must be application/json.
query-reason-content-type-not-json = The body cannot be queried: the content type is `{ $given }`, not application/json.
query-reason-content-encoding-not-set = The body cannot be queried: the content encoding is not set. It must be utf-8, utf-16 or utf-32.
query-reason-content-encoding-unsupported = The body cannot be queried: the content encoding `{ $given }` is none of utf-8, utf-16 and utf-32.
query-reason-body-not-decodable = The body cannot be queried: its bytes do not fit the content encoding.
query-reason-body-not-json = The body is not JSON: line { $line } column { $column }.
query-reason-body-not-object = The body cannot be queried: its top level is { $given } and must be an object.
query-reason-body-path-absent = The body has nothing at `{ $path }`.
query-reason-body-path-case = The body has nothing at `{ $path }`, but it does in another letter case. Members are case sensitive.
query-reason-absent-counts-as-null = The body has nothing at `{ $path }`; Edge Hub takes that for null.
query-reason-twin-absent = There is no twin to read.
query-reason-twin-path-absent = The twin has nothing at `{ $path }`.
query-reason-date-time = The text at `{ $path }` is a date and time, which the service turns into a date that cannot be compared.
query-reason-is-object = At `{ $path }` stands an object, which no operator takes.
query-reason-is-array = At `{ $path }` stands an array, which no operator takes.
query-reason-not-a-number = The result of `{ $operator }` is not a number.
query-reason-text-not-number = The text `{ $text }` is not a number.
query-reason-out-of-range = The range lies outside the text.
query-reason-operand-undefined = `{ $operand }` is undefined.
query-reason-operand-structured = `{ $operand }` is { $given }, which cannot be used here.
query-reason-operand-type = `{ $operand }` is { $given }; expected: { $expected }.
query-reason-types-differ = The types differ ({ $left } and { $right }), so the two are not equal.
query-reason-types-ranked = The types differ ({ $left } and { $right }) and are ordered by type: bool, number, string, null.
query-reason-operand-decides = `{ $operand }` is { $value }, and that decides.
query-reason-left-defined = The left side is defined, so it counts.
query-reason-left-undefined = The left side is undefined, so the right side counts.
query-reason-condition-not-boolean = The condition is { $given }, and only true matches.
query-reason-null-is-false = A condition that is null counts as false.
