### Words of the inspector: what is selected, why, its copies and deliveries, its message, its actions.

## Identity and state

inspector-nothing = 선택한 항목이 없습니다. 최신 이벤트:
inspector-select-hint = 메시지, 경로, 엔드포인트를 선택하면 이유를 볼 수 있습니다.
inspector-in-flight = { $endpoint } 엔드포인트로 가는 중, { $at } 도착
inspector-to-hub = 허브로 가는 중, { $at } 도착
inspector-routing = 허브에 있음: { $at } 경로 평가
inspector-active = { $queue } 큐에서 활성, 지금까지 배달 { $n }회
inspector-locked = { $queue } 큐에서 잠김, 배달 { $n }회 / 최대 { $max }회
inspector-lock-expires-in = { $left } 뒤 잠금 만료
inspector-completed = { $at } { $consumer } 소비자가 완료
inspector-received-and-deleted = { $at } { $consumer } 소비자가 수신 및 삭제
inspector-dead-lettered = { $at } 배달 못 한 편지: { $reason }
inspector-expired = { $at } 만료됨
inspector-buffered = { $container } 컨테이너의 버퍼에 있음, { $left } 뒤 쓰기
inspector-written = { $at } { $blob } Blob에 씀
inspector-in-partition = { $endpoint } 엔드포인트, 파티션 { $partition }, 오프셋 { $offset }
inspector-orphaned = 분리됨: 맞는 경로 없음
inspector-dropped = 폐기됨: { $reason }
inspector-not-arrived = 회선에서 손실: 허브에 도착하지 않음
inspector-copies-waiting = 사본 { $n }개, 대기 { $waiting }, 끝남 { $done }
inspector-copies-lost = 사본 { $n }개 중 손실 { $lost }

## Reasons

reason-endpoint-dead = 엔드포인트 작동 안 함
reason-endpoint-unreachable = 엔드포인트에 연결할 수 없음
reason-endpoint-removed = 엔드포인트 제거됨
reason-too-large = 엔드포인트에 비해 너무 큼
reason-no-route = 맞는 경로 없음, 대체 경로 사용 안 함
reason-max-delivery-count = 최대 배달 횟수 도달
reason-time-to-live = TTL(Time to Live) 지남
reason-by-consumer = 소비자가 옮김
reason-header-too-large = 헤더가 너무 큼

## Why it went there

why-heading = 여기로 간 이유
why-heading-none = 어디에도 가지 않은 이유
why-heading-pending = 무엇으로 결정되나
why-is = { $name } 값: { $value }
why-is-not = { $name } 값: { $value }({ $wanted } 아님)
why-absent = 이 메시지에 { $name } 속성 없음
why-absent-undefined = { $name } 속성이 없어 비교 결과가 `undefined`
why-present = { $name } 속성 있음
why-body-not-read-type = 본문을 읽지 않음: 콘텐츠 형식 설정 안 됨
why-body-not-read-encoding = 본문을 읽지 않음: 콘텐츠 인코딩 설정 안 됨
why-body-not-json = 본문을 읽지 않음: JSON이 아님
why-path-absent = 본문에 { $path } 경로가 없음
why-no-condition = 조건 없음: 모든 메시지와 일치
why-expression = { $expression } 결과: { $result }
why-undefined-is-false = `undefined`는 불일치로 봄
why-disabled = 사용하지 않는 경로
why-other-source = 이 경로의 데이터 원본: { $source }
why-condition-error = 조건을 컴파일할 수 없어 일치하는 메시지가 없음
why-fallback-not-needed = 다른 경로와 일치함
why-fallback-used = 일치하는 다른 경로 없음
why-fallback-off = 대체 경로 사용 안 함
why-not-there-yet = 그때는 없던 경로
why-same-endpoint = { $route } 경로와 같은 엔드포인트: 사본 1개
why-dead-endpoint-note = 작동하지 않는 엔드포인트로 가는 메시지는 폐기됩니다. 대체 경로로 가지 않습니다.
why-others-false = 다른 경로 { $n }개

## Copies and deliveries

copies-heading = 사본과 배달
copies-sent-once = 디바이스에서 한 번 보냄
copies-sent-by = { $device } 디바이스에서 한 번 보냄
copies-sent-by-person = 사용자가 큐에 넣음
copies-attempt = { $at } PUBLISH { $n }번째
copies-attempt-lost = { $at } PUBLISH { $n }번째 손실
copies-accepted = { $at } 수락
copies-accepted-again = { $at } 다시 수락
copies-puback = PUBACK
copies-puback-lost = PUBACK 손실
copies-resend = 재전송
copies-in-queue = { $queue }, 시퀀스 { $sequence }
copies-in-partition = { $endpoint }, 파티션 { $partition }, 오프셋 { $offset }
copies-in-container = { $container }, 버퍼에 있음
copies-in-blob = { $container }, { $blob }
copies-on-its-way = { $endpoint }, 가는 중
copies-retrying = { $endpoint }, { $n }번째 시도, { $left } 뒤 재시도
copies-dropped = { $endpoint }, 폐기됨: { $reason }
copies-repeat = { $endpoint }, 반복 배달
copies-delivery-locked = 배달 { $n }회: 지금 잠김
copies-delivery-expired = 배달 { $n }회: { $at } 잠금 만료
copies-delivery-deferred = 배달 { $n }회: { $at } 보류
copies-forwarded = { $at } 다른 큐로 전달됨
copies-withdrawn = 활성이 되기 전 { $at } 거두어들임
copies-delivery-completed = 배달 { $n }회: { $at } 완료
copies-delivery-deleted = 배달 { $n }회: { $at } 수신 및 삭제
copies-delivery-dead-lettered = 배달 { $n }회: { $at } 소비자가 배달 못 한 편지로 이동
copies-delivery-abandoned = 배달 { $n }회: { $at } 중단(abandon)
copies-dead-lettered = { $at } 배달 못 한 편지: { $reason }
copies-read-by = { $at } { $consumer } 소비자가 읽음
copies-open-journey = 메시지 여정 열기

## What a device or consumer knows

knows-heading = { $name }에서 아는 것
knows-outcome-unknown = 결과를 알 수 없습니다. 다시 연결하면 { $message } 메시지를 다시 보냅니다.
knows-acknowledged = 허브가 { $at } { $message } 메시지에 확인 응답(ACK)을 보냈습니다.
knows-waiting = 아직 { $message } 메시지의 확인 응답(ACK)이 없습니다.

## Message

message-heading = 메시지
message-id = 메시지 ID
message-correlation-id = 상관 관계 ID
message-user-id = 사용자 ID
message-sent-at = 보낸 시간
message-enqueued-time = 큐에 넣은 시간
message-application-properties = 애플리케이션 속성
message-system-properties = 시스템 속성
message-content-type = 콘텐츠 형식
message-content-encoding = 콘텐츠 인코딩
message-content-missing = 설정하지 않으면 본문을 읽는 조건은 undefined가 되고, 컨테이너는 본문을 Base64로 씁니다.
message-body = 본문
message-body-text = 텍스트로 보냄
message-body-bytes = 바이트로 보냄
message-size = 크기
message-metered = 계산된 크기 { $size }
message-none = 없음
message-wire = 회선
message-topic = 토픽
message-property-bag = 속성 모음
message-quality = 서비스 품질(QoS)
message-dup = DUP: 다시 보냄
message-sequence-number = 시퀀스 번호
message-offset = 오프셋
message-partition = 파티션
message-lock-token = 잠금 토큰
message-locked-until = 잠금 만료 시간
message-delivery-count = 배달 횟수
message-expires-at = 만료 시간
message-dead-letter-reason = 배달 못 한 이유
message-utc = UTC

## Route, endpoint, device, consumer, event

route-heading-condition = 조건
route-heading-source = 데이터 원본
route-heading-endpoint = 엔드포인트
route-heading-last = 최근 판정
route-open-lab = 경로 실험실에서 열기
route-show-matched = 일치한 메시지 보기
endpoint-heading-settings = 설정
endpoint-heading-health = 상태
endpoint-heading-content = 내용
endpoint-heading-blobs = Blob
endpoint-health-since = { $at }부터 { $health }
endpoint-last-error = 마지막 오류: { $error }
endpoint-used-by = 이 엔드포인트로 가는 경로
endpoint-read-by = 소비자
device-heading-program = 프로그램
device-heading-connection = 연결
device-heading-unacknowledged = 확인 응답(ACK) 없음
device-next-send = { $at } { $message } 보내기
consumer-heading-now = 지금
consumer-heading-settings = 설정
consumer-handled = 완료 { $n }
consumer-received = 수신 { $n }
event-heading = 이벤트 { $n }
event-cause = 원인
event-effects = 결과
event-cause-time = 정해진 시간이 됨
event-cause-person = 사용자
event-cause-plan = 계획한 장애
event-goto = 이벤트 { $n }: { $what }

## Actions on the selected thing

actions-heading = 작업
act-send = 지금 메시지 보내기
act-disconnect = 연결 끊기
act-reconnect = 다시 연결
act-enable-device = 디바이스 보내기 사용
act-disable-device = 디바이스 보내기 사용 안 함
act-enable-route = 경로 사용
act-disable-route = 경로 사용 안 함
act-enable-fallback = 대체 경로 사용
act-disable-fallback = 대체 경로 사용 안 함
act-complete = 완료
act-abandon = 중단(abandon)
act-defer = 연기
act-dead-letter = 배달 못 한 편지로 이동
act-renew-lock = 잠금 갱신
act-receive = 수신
act-peek = 피킹
act-start-consumer = 소비자 시작
act-stop-consumer = 소비자 멈추기
act-write-now = 일괄 처리 지금 쓰기
act-next-of-message = 이 메시지의 다음 이벤트
act-previous-of-message = 이 메시지의 이전 이벤트
act-select-cause = 원인 보기

## States that are seldom

inspector-not-there = 이 실행에는 없습니다.
inspector-removed = 제거됨
inspector-not-sent-yet = 이 시점에는 아직 보내지 않음
inspector-not-happened-yet = 이 시점에는 아직 일어나지 않음
inspector-given-up = 포기함: 제때 PUBACK이 오지 않음
inspector-waits-on-device = { $device } 디바이스에서 보내기 대기 중
inspector-waits-behind = { $endpoint } 엔드포인트에서 받지 않은 메시지 뒤에서 대기 중
inspector-next-write = { $at } 일괄 처리 쓰기
inspector-lost = { $at } 손실: { $consumer } 소비자가 수신 및 삭제한 뒤 비정상 종료
reason-forwarding = 전달 횟수 초과
reason-no-session = 세션 ID 없음
copies-delivery-refused = 배달 { $n }회: { $at } 처리 확정 거부
copies-delivery-lost = 배달 { $n }회: { $at } 손실, 소비자가 처리를 마치지 못함

## What each endpoint makes of a message

differs-heading = 엔드포인트별 모습
differs-queue = 본문은 그대로입니다. 애플리케이션 속성은 이름이 같고, 허브가 아는 값은 `iothub-…` 이름을 씁니다.
differs-events = 본문은 그대로입니다. 시스템 속성은 이벤트의 주석(annotation)입니다.
differs-avro = Avro 레코드: 본문은 바이트, 속성은 텍스트 맵입니다.
differs-json = 본문이 JSON으로 들어간 JSON 한 줄입니다.
differs-base64-type-missing = 본문이 Base64로 들어간 JSON 한 줄: 콘텐츠 형식이 설정되지 않았습니다.
differs-base64-type-other = 본문이 Base64로 들어간 JSON 한 줄: 콘텐츠 형식이 application/json이 아닙니다.
differs-base64-encoding-missing = 본문이 Base64로 들어간 JSON 한 줄: 콘텐츠 인코딩이 설정되지 않았습니다.
differs-base64-encoding-other = 본문이 Base64로 들어간 JSON 한 줄: 콘텐츠 인코딩이 utf-8, utf-16, utf-32가 아닙니다.
differs-base64-not-text = 본문이 Base64로 들어간 JSON 한 줄: 바이트가 콘텐츠 인코딩과 맞지 않습니다.
differs-base64-not-json = 본문이 Base64로 들어간 JSON 한 줄: JSON이라고 했지만 JSON이 아닙니다.

## More of devices, consumers, endpoints and events

device-confirmed-count = 확인 응답(ACK) { $n }
consumer-received-count = 수신
consumer-read-count = 읽은 이벤트
queue-sequence = 시퀀스 { $n }
endpoint-account = 이 엔드포인트로 가는 사본
field-retention = 보존 기간
event-details = 같은 단계에서
event-log-line = 로그
act-crash = 지금 비정상 종료
act-end-outage = 지금 다운 끝내기
fault-struck-before = 일어남
blob-download = { $blob } 다운로드
blob-lines = Blob의 줄
blob-avro-decoded = Avro는 이진 형식입니다. Blob의 바이트에서 해독한 레코드입니다.
blob-damaged = Blob의 나머지를 읽을 수 없습니다.
blob-not-yet = 이 시점에는 없는 Blob입니다.
