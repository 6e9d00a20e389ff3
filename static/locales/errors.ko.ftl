### What is refused, and what is wrong with a file: what happened, why, what to do.

## Refused acts: `reject-<code>`; `$subject` is the name or field it is about

reject-illegal-name = { $subject } 값은 이름으로 쓸 수 없습니다. 이름은 최대 { $max }자이며 영문자, 숫자, -, ., _만 쓸 수 있습니다. 다른 이름을 고르세요.
reject-illegal-device-id = { $subject } 값은 디바이스 ID로 쓸 수 없습니다. 디바이스 ID는 최대 { $max }자이며 영문자, 숫자와 다음 문자만 쓸 수 있습니다: { $characters }. 다른 ID를 고르세요.
reject-illegal-message-id = { $subject } 값은 메시지 ID로 쓸 수 없습니다. 메시지 ID는 최대 { $max }자이며 영문자, 숫자와 다음 문자만 쓸 수 있습니다: { $characters }. 다른 ID를 고르세요.
reject-reserved-name = { $subject } 이름은 예약되어 있습니다. events, fileNotifications, $default 이름은 서비스에서 사용합니다. 다른 이름을 고르세요.
reject-name-in-use = { $subject } 이름은 이미 사용 중입니다. 이름은 엔드포인트 종류가 달라도 겹칠 수 없습니다. 다른 이름을 고르세요.
reject-unknown-device = { $subject } 디바이스가 없습니다. 제거되었을 수 있습니다. 있는 디바이스를 고르거나 먼저 추가하세요.
reject-unknown-route = { $subject } 경로가 없습니다. 제거되었을 수 있습니다. 있는 경로를 고르거나 먼저 추가하세요.
reject-unknown-endpoint = { $subject } 엔드포인트가 없습니다. 제거되었을 수 있습니다. 있는 엔드포인트를 고르거나 먼저 추가하세요.
reject-unknown-consumer = { $subject } 소비자가 없습니다. 제거되었을 수 있습니다. 있는 소비자를 고르거나 먼저 추가하세요.
reject-unknown-fault = { $subject } 장애가 없습니다. 제거되었을 수 있습니다. 계획에 있는 장애를 고르세요.
reject-too-many-endpoints = { $subject } 엔드포인트를 추가할 수 없습니다. { $tier } 계층의 사용자 지정 엔드포인트는 최대 { $max }개입니다. 하나를 제거하거나 다른 계층의 허브를 사용하세요.
reject-too-many-routes = { $subject } 경로를 추가할 수 없습니다. { $tier } 계층의 경로는 최대 { $max }개입니다. 하나를 제거하거나 다른 계층의 허브를 사용하세요.
reject-too-many-devices = { $subject } 디바이스를 추가할 수 없습니다. 이 페이지에서는 디바이스를 최대 { $max }개까지 시뮬레이션합니다. 먼저 일부를 제거하세요.
reject-too-many-consumers = { $subject } 소비자를 추가할 수 없습니다. 이 페이지에서는 소비자를 최대 { $max }개까지 시뮬레이션합니다. 먼저 하나를 제거하세요.
reject-too-many-faults = 장애를 계획할 수 없습니다. 한 실행에 둘 수 있는 장애는 최대 { $max }개입니다. 먼저 하나를 제거하세요.
reject-condition-does-not-compile = { $subject } 경로를 저장하지 못했습니다. 조건을 컴파일할 수 없습니다. 조건을 고치세요.
reject-value-out-of-range = { $subject } 값이 허용 범위를 벗어났습니다. { $min }–{ $max } 범위여야 합니다. 범위 안의 값을 입력하세요.
reject-endpoint-in-use = 엔드포인트를 제거할 수 없습니다. { $subject } 항목에서 사용 중입니다. 먼저 그 항목을 제거하거나 다른 곳을 가리키게 하세요.
reject-fixed-at-creation = { $subject } 설정은 바꿀 수 없습니다. 엔드포인트를 만들 때 정해집니다. 새 엔드포인트를 추가하세요.
reject-built-in-endpoint = { $subject } 엔드포인트는 바꿀 수 없습니다. 허브에 속한 엔드포인트입니다. 대체 경로를 바꾸거나 사용자 지정 엔드포인트를 추가하세요.
reject-message-too-large = { $subject } 디바이스의 메시지를 보내지 않았습니다. 디바이스-클라우드 메시지는 속성을 포함해 최대 { $max }입니다. 본문이나 속성을 줄이세요.
reject-time-goes-back = 작업을 실행하지 않았습니다. 작업 시간 { $at } 시점이 실행의 현재 { $now } 시점보다 앞섭니다. 더 늦은 시간을 쓰거나 먼저 그 시점으로 돌아가세요.
reject-illegal-value = { $subject } 값은 쓸 수 없습니다. 서비스에서도 거부하는 값입니다. 값을 고치세요.
reject-unknown-handle = { $subject } 핸들이 가리키는 메시지가 없습니다. 그 핸들로 가져온 메시지가 없거나 다른 종류의 큐에 속합니다. 수신 결과에 나온 핸들을 쓰세요.
service-message-lock-lost = 메시지의 잠금을 잃었습니다. 잠금이 끝났거나 이미 썼거나 없던 잠금입니다. 메시지를 다시 받으세요.
service-message-not-found = 호출에 필요한 상태의 메시지가 그 시퀀스 번호에 없습니다. 미리 보기로 어떤 메시지가 있는지 확인하세요.
service-messaging-entity-not-found = 네임스페이스에 { $subject } 큐가 없습니다. 큐를 만들거나 이름을 고치세요.
service-messaging-entity-already-exists = { $subject } 큐가 이미 있습니다. 그 큐를 쓰거나 다른 이름을 고르세요.
service-messaging-entity-disabled = { $subject } 큐의 상태에서는 이 호출을 할 수 없습니다. 먼저 상태를 바꾸세요.
service-quota-exceeded = { $subject } 큐가 배달 못 한 편지 큐를 포함해 가득 찼습니다. 메시지를 받거나 완료해 자리를 만드세요.
service-message-size-exceeded = 메시지가 { $subject } 큐에 너무 큽니다. 본문과 속성을 함께 셉니다.
service-invalid-operation = { $subject } 큐에서 할 수 없는 호출입니다. 큐의 종류나 설정, 또는 메시지 상태가 맞지 않습니다.
service-argument-out-of-range = { $subject } 호출의 인수가 범위를 벗어났습니다. 값을 고치세요.
service-service-busy = 서비스가 지금 바쁩니다. 잠시 뒤에 다시 시도하세요.
service-service-timeout = 서비스가 제때 응답하지 않았습니다. 다시 시도하세요.
service-out-of-range-input = { $subject } 이름이 너무 짧거나 깁니다. Storage 큐 이름은 3자에서 63자입니다.
service-invalid-resource-name = { $subject } 이름은 쓸 수 없습니다. Storage 큐 이름에는 소문자, 숫자, 하나씩 쓴 대시만 씁니다.
service-invalid-metadata = 메타데이터의 이름을 쓸 수 없거나 두 번 나옵니다. 이름은 C# 식별자여야 합니다.
service-queue-already-exists = Storage 큐 { $subject } 항목이 다른 메타데이터로 이미 있습니다.
service-queue-being-deleted = Storage 큐 { $subject } 항목을 아직 삭제하고 있습니다. 30초 기다린 뒤 만드세요.
service-queue-not-found = Storage 큐 { $subject } 항목이 없습니다. 만들거나 이름을 고치세요.
service-storage-message-not-found = 그런 메시지가 없거나 팝 영수증이 오래되었습니다. 그 뒤에 누군가 가져가거나 업데이트했습니다. 마지막 가져오기나 업데이트의 영수증을 쓰세요.
service-out-of-range-query-parameter-value = { $subject } 호출의 매개 변수가 범위를 벗어났습니다. 값을 고치세요.
service-invalid-query-parameter-value = { $subject } 호출의 매개 변수에 쓸 수 없는 값이 있습니다. 고치세요.
service-missing-required-query-parameter = { $subject } 호출에 필요한 매개 변수가 빠졌습니다.
service-invalid-xml-document = 요청에 메시지 텍스트가 없습니다.
service-message-too-large = 텍스트가 너무 큽니다. Storage 큐 메시지는 UTF-8로 최대 65,536바이트입니다.

## Values, while they are typed

value-not-a-number = 숫자가 아닙니다. 숫자만 입력하세요.
value-not-whole = 정수여야 합니다.
value-missing = 값을 입력하세요.
value-too-long = 최대 { $max }자입니다. 지금 { $n }자입니다.
value-not-a-seed = 시드는 0–{ $max } 범위의 정수입니다.
value-name-characters = 이름에 쓸 수 없는 문자: { $text }
value-file-name-token-missing = { $token } 토큰이 없습니다.
value-file-name-token-unknown = { $token } 토큰은 없는 토큰입니다.
value-property-twice = 대소문자만 다른 속성이 두 개입니다: { $name }. 나중 것을 사용합니다.
value-property-dollar = $ 문자로 시작하는 이름은 시스템 속성으로 먼저 읽습니다: { $name }

## Scenario and run files

file-not-json = JSON 파일이 아닙니다. { $line }행 { $column }열: { $reason } 그 부분을 고치세요.
file-at = { $path }: { $what }
file-unknown-field = 여기에 { $field } 필드는 쓸 수 없습니다. 지우거나 철자를 고치세요.
file-missing-field = { $field } 필드가 없습니다. 추가하세요.
file-wrong-type = { $expected } 값이 와야 할 자리에 { $found } 값이 있습니다. 값을 고치세요.
file-unknown-variant = { $found } 값은 쓸 수 없습니다. 허용되는 값: { $expected }. 그중 하나를 고르세요.
file-bad-value = { $reason } 값을 고치세요.
file-format-newer = 파일 형식이 { $found }번입니다. 이 페이지는 { $known }번까지 읽을 수 있습니다. 페이지를 새로 고쳐 최신 버전을 사용하세요.
file-format-unknown = 파일 형식을 알 수 없습니다. 시나리오나 실행 파일에는 "format" 필드가 있습니다. 다른 파일을 고르세요.
file-kind-unknown = 시나리오도 실행도 아닌 파일입니다. 다른 파일을 고르세요.
file-too-large = 파일 크기가 { $size }입니다. 최대 { $max }까지 열 수 있습니다. 더 작은 파일을 고르세요.
file-not-utf8 = UTF-8 텍스트 파일이 아닙니다. UTF-8로 저장한 뒤 다시 여세요.
file-empty = 파일이 비어 있습니다. 다른 파일을 고르세요.
file-bad-start = { $value } 값은 시작 시간으로 쓸 수 없습니다. { $example } 형식으로, 1970년 이후로 쓰세요.
file-refused = 시나리오를 준비할 수 없습니다. { $reason }
file-run-damaged = 실행 문서가 손상되었습니다: { $found }번 실행을 가리키지만 실행은 { $n }개입니다. 다른 사본을 여세요.
file-head-beyond = 실행 문서가 손상되었습니다: 가리키는 작업은 { $found }번이지만 있는 작업은 { $n }개입니다. 다른 사본을 여세요.
file-link-damaged = 링크가 손상되었습니다: 끝부분이 빠졌을 수 있습니다. 링크 전체를 복사해 다시 여세요.
file-line = { $line }행

## What a type is called in the messages above

type-text = 텍스트
type-number = 숫자
type-truth = true 또는 false
type-list = 목록
type-object = 개체
type-null = null
