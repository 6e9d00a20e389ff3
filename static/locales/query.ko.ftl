# 쿼리 언어: 조건의 문제(query-*), 값의 이유(query-reason-*).
# 인수 이름은 src/model/query/{diagnostic,reason}.rs 파일과 같습니다.

query-too-long = 조건이 { $given }바이트입니다. 한도는 { $limit }바이트입니다.
query-too-deep = 여기서 괄호, 함수 호출, 앞에 붙는 연산자가 동시에 { $limit }개 넘게 열려 있습니다.
query-invalid-symbol = `{ $symbol }` 문자는 조건에서 쓸 수 없습니다.
query-reserved-word = `{ $word }` 단어는 예약어입니다. 조건에는 SELECT, FROM, WHERE 절이 없으며, 이 이름의 속성은 읽을 수 없습니다.
query-unterminated-string = 여기서 연 따옴표가 닫히지 않았습니다.
query-unterminated-comment = 여기서 시작한 주석이 */ 기호로 닫히지 않았습니다.
query-invalid-escape = `{ $escape }` 표기는 이스케이프가 아닙니다. 문자열에서는 \' \" \\ 표기와 \u 뒤에 16진수 네 자리를 쓸 수 있습니다. 백슬래시 자체는 \\ 표기로 쓰세요.
query-unexpected-brackets = 대괄호는 $body.list[0] 같은 경로에만 쓸 수 있습니다. `{ $word }` 부분은 경로가 아닙니다. 조건에는 목록이 없습니다.
query-double-equals = `{ $found }` 표기는 연산자가 아닙니다. 같음은 = 하나로, 다름은 != 또는 <> 연산자로 씁니다.
query-double-ampersand = && 표기는 연산자가 아닙니다. AND 연산자를 쓰세요.
query-unsupported-operator = `{ $word }` 단어는 라우팅 쿼리의 연산자가 아닙니다.
query-expected-value = 여기에는 값이 와야 하는데 `{ $found }` 부분은 값이 아닙니다. 속성, $body.x 같은 참조, 리터럴, 함수, 괄호 중 하나를 쓰세요.
query-expected-value-at-end = 값이 더 와야 하는 곳에서 조건이 끝났습니다.
query-expected-operator = 완전한 식 뒤에 `{ $found }` 부분이 이어집니다. AND 같은 연산자로 연결하거나 지우세요.
query-expected-reference = 중괄호 안에는 {"{"}$contentType{"}"} 같은 참조가 와야 합니다. `{ $found }` 부분은 참조가 아닙니다.
query-expected-closing-brace = 여기에는 닫는 중괄호 기호가 와야 하는데 `{ $found }` 부분이 있습니다.
query-unclosed-parenthesis = 이 괄호가 닫히지 않았습니다.
query-unclosed-call = `{ $function }` 함수 호출의 괄호가 닫히지 않았습니다.
query-unmatched-parenthesis = 이 닫는 괄호에 맞는 여는 괄호가 없습니다.
query-invalid-path = `{ $path }` 부분은 올바른 경로가 아닙니다. { $reason ->
    [empty] 점 뒤에 아무것도 없습니다.
    [empty-member] 점 사이에 멤버가 빠져 있습니다.
    [numeric-member] 숫자로만 된 멤버는 읽을 수 없습니다.
    [wildcard] 와일드카드는 쓸 수 없습니다.
   *[index] 대괄호에는 멤버 뒤에 숫자로 된 인덱스 하나만 쓸 수 있습니다.
}
query-unknown-function = `{ $name }` 함수는 없습니다.
query-unknown-function-near = `{ $name }` 함수는 없습니다. `{ $nearest }` 함수를 쓰려고 했나요?
query-function-of-other-source = `{ $function }` 함수는 데이터 원본이 { $source } 값인 경로에서만 쓸 수 있습니다.
query-function-not-in-edge = Edge Hub에는 `{ $function }` 함수가 없습니다.
query-argument-count = `{ $function }` 함수의 인수 개수가 맞지 않습니다. { $given }개를 주었지만 { $expected }개가 필요합니다.
query-argument-type = `{ $function }` 함수의 { $position }번째 인수 형식이 { $given } 형식입니다. 필요한 형식: { $expected }.
query-argument-path = `{ $function }` 함수의 인수는 tags.plant 같은 따옴표 없는 경로여야 합니다. { $reason ->
    [quoted] 따옴표를 지우세요.
    [prefix] `{ $path }` 경로가 tags., properties.desired., properties.reported. 중 하나로 시작하지 않습니다.
   *[other] `{ $path }` 부분은 그런 경로가 아닙니다.
}
query-operand-type = `{ $operator }` 연산자에는 { $expected } 형식이 필요한데 여기에는 { $given } 형식이 있습니다.
query-operand-types = `{ $operator }` 연산자는 양쪽에 { $expected } 형식이 필요한데 여기에는 { $left } 형식과 { $right } 형식이 있습니다.
query-compared-types = `{ $operator }` 연산자가 { $left } 형식과 { $right } 형식을 비교합니다. 두 형식이 같아야 합니다.
query-property-compared-with-number = 속성은 항상 텍스트이므로 `{ $name }` 속성을 숫자와 비교할 수 없습니다. as_number 함수로 변환하세요.
query-property-compared-with-bool = 속성은 항상 텍스트이므로 `{ $name }` 속성을 { $value } 값과 비교할 수 없습니다. 따옴표를 붙인 '{ $value }' 값과 비교하세요.
query-property-compared-with-null = 속성은 텍스트이며 null 값이 될 수 없으므로 `{ $name }` 속성을 null 값과 비교할 수 없습니다. 속성이 없는지는 is_defined 함수로 확인하세요.
query-compared-with-undefined = `{ $name }` 부분을 undefined 값과 비교할 수 없습니다. is_defined 함수를 쓰세요.
query-not-binds-tighter = NOT 연산자는 비교보다 먼저 묶이므로 왼쪽만 부정합니다. 비교를 괄호로 묶으세요.
query-concat-of-conditions = || 연산자는 텍스트를 잇습니다. 조건 사이에는 OR 연산자를 쓰세요.
query-chained-comparison = `{ $operator }` 연산자가 다른 비교의 결과(bool)를 { $right } 형식과 비교합니다. 비교 두 개를 AND 연산자로 연결하세요.
query-coalesce-binds-looser = ?? 연산자는 비교보다 나중에 묶이므로 비교 전체가 오른쪽 값이 됩니다. ?? 식을 괄호로 묶으세요.
query-edge-right-operand = Edge Hub에서는 { $operator } 연산자의 오른쪽에 본문 값을 쓸 수 없습니다. 클라우드에서는 됩니다. Edge에서는 왼쪽에 쓰세요.
query-swallowed-operator = `{ $name }` 속성을 읽습니다. 연산자가 이름의 일부가 되었습니다. 연산자 양쪽에 공백을 넣으세요.
query-quote-in-name = `{ $name }` 속성을 읽습니다. 따옴표가 이름의 일부가 되었습니다.
query-curly-quotes = `{ $name }` 부분에 둥근 따옴표가 있습니다. 둥근 따옴표는 이름의 일부가 됩니다. 곧은 따옴표를 쓰세요.
query-invisible-character = `{ $name }` 이름에 보이지 않는 문자가 있습니다.
query-missing-quotes = `{ $name }` 부분을 속성으로 읽습니다. 텍스트라면 '{ $name }' 값으로 쓰세요.
query-constant-case = `{ $name }` 부분은 속성입니다. 상수는 `{ $meant }` 값으로 씁니다.
query-number-without-digits = `{ $name }` 부분은 숫자가 빠진 수로 읽혀 항상 undefined입니다. 이 이름의 속성은 읽을 수 없습니다.
query-hex-too-long = `{ $name }` 값은 16진수 16자리를 넘어 undefined입니다.
query-unknown-system-property-near = `{ $name }` 시스템 속성은 없습니다. `{ $nearest }` 속성을 쓰려고 했나요?
query-unknown-system-property = `{ $name }` 시스템 속성은 없습니다. 메시지에 바로 그 이름의 애플리케이션 속성이 없으면 undefined입니다.
query-wire-name = `{ $name }` 이름은 전송할 때 쓰는 이름입니다. 조건에서는 `{ $nearest }` 속성으로 씁니다.
query-missing-dollar = `{ $name }` 부분을 애플리케이션 속성으로 읽습니다. `{ $meant }` 참조를 쓰려고 했나요?
query-whole-document = `{ $name }` 참조는 항상 undefined입니다. $body.x 같은 멤버만 읽을 수 있습니다.
query-property-as-condition = 속성은 텍스트이므로 `{ $name }` 속성만으로는 true가 될 수 없습니다. 'true' 같은 텍스트와 비교하세요.
query-never-boolean = 조건이 { $given } 형식입니다. true와 false만 일치할 수 있으므로 이 조건은 일치하지 않습니다.
query-always-true = 어떤 메시지든 모두 일치합니다.
query-never-true = 어떤 메시지도 일치할 수 없습니다.
query-not-seen-true = 지금까지 본 메시지 { $seen }개 중 일치한 것이 없습니다.
query-skips-missing = `{ $name }` 속성이 없는 메시지에서는 결과가 undefined이며 일치하지 않습니다: 본 메시지 { $seen }개 중 { $times }개.
query-numeric-text = 본 메시지 { $seen }개 중 { $times }개에서 `{ $path }` 값이 텍스트입니다. 텍스트는 어떤 숫자보다도 큽니다. as_number 함수로 변환하세요.
query-body-not-declared = 본 메시지 { $seen }개 중 { $times }개의 본문을 읽을 수 없습니다: { $reason ->
    [content-type-not-set] 콘텐츠 형식이 설정되지 않았습니다.
    [content-type-not-json] 콘텐츠 형식이 application/json이 아닙니다.
    [content-encoding-not-set] 콘텐츠 인코딩이 설정되지 않았습니다.
   *[content-encoding-unsupported] 콘텐츠 인코딩이 utf-8, utf-16, utf-32 중 하나가 아닙니다.
}
query-member-case = 본 메시지 { $seen }개 중 { $times }개에 `{ $path }` 경로는 없고 `{ $meant }` 경로가 있습니다. 멤버 이름은 대/소문자를 구분합니다.
query-not-documented = `{ $what }` 표기는 동작하지만 클라우드 문서에는 없습니다.
query-dialects-differ = 문서에 따른 클라우드의 결과는 { $cloud }, Edge Hub의 결과는 { $edge } 값입니다.
query-routes-alike = { $other }번 경로와 조건과 엔드포인트가 같습니다.
query-starves-built-in = 모든 메시지가 이 경로와 일치하므로 대체 경로를 따라 기본 제공 엔드포인트로 가는 메시지가 없습니다.

query-reason-constant-undefined = 상수 undefined입니다.
query-reason-property-absent = 메시지에 `{ $name }` 속성이 없습니다.
query-reason-property-absent-near = 메시지에 `{ $name }` 속성은 없고 `{ $nearest }` 속성이 있습니다.
query-reason-system-property-absent = `{ $name }` 시스템 속성이 설정되지 않았습니다.
query-reason-system-property-unknown = `{ $name }` 시스템 속성은 없습니다.
query-reason-whole-document = `{ $name }` 전체를 읽을 수는 없습니다.
query-reason-content-type-not-set = 본문을 쿼리할 수 없습니다: 콘텐츠 형식이 설정되지 않았습니다. application/json 형식이어야 합니다.
query-reason-content-type-not-json = 본문을 쿼리할 수 없습니다: 콘텐츠 형식이 application/json이 아니라 `{ $given }` 값입니다.
query-reason-content-encoding-not-set = 본문을 쿼리할 수 없습니다: 콘텐츠 인코딩이 설정되지 않았습니다. utf-8, utf-16, utf-32 중 하나여야 합니다.
query-reason-content-encoding-unsupported = 본문을 쿼리할 수 없습니다: `{ $given }` 콘텐츠 인코딩은 utf-8, utf-16, utf-32 중 하나가 아닙니다.
query-reason-body-not-decodable = 본문을 쿼리할 수 없습니다: 본문의 바이트가 콘텐츠 인코딩에 맞지 않습니다.
query-reason-body-not-json = 본문이 JSON이 아닙니다: { $line }번째 줄 { $column }번째 글자.
query-reason-body-not-object = 본문을 쿼리할 수 없습니다: 최상위가 { $given } 형식입니다. 개체여야 합니다.
query-reason-body-path-absent = 본문의 `{ $path }` 위치에 값이 없습니다.
query-reason-body-path-case = 본문의 `{ $path }` 위치에 값이 없습니다. 대/소문자가 다른 멤버는 있습니다. 멤버 이름은 대/소문자를 구분합니다.
query-reason-absent-counts-as-null = 본문의 `{ $path }` 위치에 값이 없습니다. Edge Hub에서는 null로 봅니다.
query-reason-twin-absent = 읽을 디바이스 쌍(트윈)이 없습니다.
query-reason-twin-path-absent = 쌍의 `{ $path }` 위치에 값이 없습니다.
query-reason-date-time = `{ $path }` 위치의 텍스트는 날짜와 시간입니다. 서비스에서 날짜로 바꾸므로 비교할 수 없습니다.
query-reason-is-object = `{ $path }` 위치의 값은 개체입니다. 연산자에 쓸 수 없습니다.
query-reason-is-array = `{ $path }` 위치의 값은 배열입니다. 연산자에 쓸 수 없습니다.
query-reason-not-a-number = `{ $operator }` 계산의 결과가 숫자가 아닙니다.
query-reason-text-not-number = `{ $text }` 텍스트는 숫자가 아닙니다.
query-reason-out-of-range = 범위가 텍스트를 벗어납니다.
query-reason-operand-undefined = `{ $operand }` 값이 undefined입니다.
query-reason-operand-structured = `{ $operand }` 값이 { $given } 형식이라 여기에 쓸 수 없습니다.
query-reason-operand-type = `{ $operand }` 값이 { $given } 형식입니다. 필요한 형식: { $expected }.
query-reason-types-differ = 형식이 서로 달라({ $left }, { $right }) 두 값은 같지 않습니다.
query-reason-types-ranked = 형식이 서로 달라({ $left }, { $right }) 형식의 순서로 비교합니다: bool, number, string, null.
query-reason-operand-decides = `{ $operand }` 식의 결과가 { $value } 값이며, 이것으로 결정됩니다.
query-reason-left-defined = 왼쪽 값이 정의되어 있어 왼쪽 값을 씁니다.
query-reason-left-undefined = 왼쪽 값이 undefined이므로 오른쪽 값을 씁니다.
query-reason-condition-not-boolean = 조건의 결과가 { $given } 형식입니다. true만 일치합니다.
query-reason-null-is-false = 조건의 결과가 null이면 false로 봅니다.
